"""An empty record or page to fill in; all data here are the EXAMPLE (VOORBEELD) of tests/fixtures/klein."""

import re
import shutil
import subprocess

import pytest

from sitegen.cli import main
from tests.conftest import TODAY, change, tree

FILES = {
    "digipunt": "data/digipunten.yaml",
    "programme": "data/programmes.yaml",
    "contact": "data/contacts.yaml",
    "page": "content/zon-en-maan.md",
}
FILLED = {
    "status": "actief",
    "straat": "Zonstraat",
    "nummer": "5",
    "gemeente": "Gent",
    "wijk": "binnenstad",
    "naam": "een voorbeeld",
    "datum": "2026-11-01",
    "postcode": "9000",
    "hoe": "gebeld",
    "start": "2026-01",
    "einde": "2026-12",
    "contacten": "[balie]",
    "op": "2026-11-01",
    "kort": "Een zin die vertelt wat deze actie van het voorbeeld is, lang genoeg.",
    "in_woorden": "heel 2026",
    "wat": "Bel met je vragen.",
    "telefoon": "09 000 10 10",
    "beschrijving": "Een zin die vertelt waar deze pagina van het voorbeeld over gaat.",
    "tekst": "Dit is een voorbeeld.",
}


def new(root, *arguments, code=0):
    assert main(["new", *arguments, "--root", str(root), "--today", TODAY]) == code


def fill_in(path):
    """As an editor does: something behind each "vul in", and the comment may stay."""
    text = path.read_text(encoding="utf-8")
    filled, times = re.subn(r"(\w+):  (# vul in: )", lambda m: f"{m[1]}: {FILLED[m[1]]}  {m[2]}", text)
    path.write_text(filled, encoding="utf-8")
    return times


@pytest.mark.parametrize("kind", FILES)
def test_what_is_made_is_right_once_its_blanks_are_filled_in(small, kind, capsys):
    new(small, kind, "Zon en maan")
    said = capsys.readouterr().out
    assert main(["check", "--root", str(small), "--today", TODAY]) == 1
    empty = re.findall(rf"^{FILES[kind]}:\d+:\d+: fout: ", capsys.readouterr().out, re.M)

    times = fill_in(small / FILES[kind])

    assert times == len(empty) and f"Vul {times} regel" in said
    assert main(["check", "--root", str(small), "--today", TODAY, "--strict"]) == 0
    assert main(["--root", str(small), "--today", TODAY]) == 0


@pytest.mark.parametrize("kind", [kind for kind in FILES if kind != "page"])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text,
        lambda text: text.rstrip("\n"),
        lambda text: text + "\n\n# einde\n",
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
    ],
)
def test_only_new_lines_at_the_end_of_the_list_are_added(small, kind, spoil):
    path = small / FILES[kind]
    path.write_bytes(spoil(path.read_text(encoding="utf-8")).encode())
    subprocess.run(
        "git init -q . && git add -A && git -c user.name=x -c user.email=x@y.z commit -qm begin",
        shell=True,
        cwd=small,
        check=True,
    )
    before = path.read_bytes().decode()
    whole = before.endswith("\n")

    new(small, kind, "Zon: 't en maan")

    diff = subprocess.run(["git", "diff", "--numstat"], cwd=small, capture_output=True, text=True, check=True)
    after = path.read_bytes().decode()
    # A last line without an end gets one.
    assert diff.stdout.split()[1:] == ["0" if whole else "1", FILES[kind]]
    kept = after.replace("\r\n", "\n").split("\n")
    assert [line for line in before.replace("\r\n", "\n").split("\n") if line not in kept] == []
    assert "- id: zon-t-en-maan" in after and '"Zon: \'t en maan"' in after
    assert ("\r\n" in before) == ("\r\n" in after) and (after.count("\r\n") in (0, after.count("\n")))
    assert after.startswith("\ufeff") == before.startswith("\ufeff")


def test_news_come_first_with_the_day_on_which_they_are_written(small, project):
    """Also where there is no file for them yet."""
    shutil.copy(project / "content" / "nieuws.md", small / "content")
    path = small / "data" / "nieuws.yaml"
    for name in ("Wij lezen: voor", "Wij schrijven voor"):
        new(small, "nieuws", name)
        assert fill_in(path) == 1
    head, newest, before = path.read_text(encoding="utf-8").split("  - id: ")

    assert head.startswith("# yaml-language-server: $schema=schema/nieuws.json\n# ") and head.endswith(
        "\nnieuws:\n"
    )
    assert newest.startswith(
        f"wij-schrijven-voor\n    op: {TODAY}\n    titel: Wij schrijven voor\n    tekst: "
    )
    assert before.startswith(f'wij-lezen-voor\n    op: {TODAY}\n    titel: "Wij lezen: voor"\n')
    assert main(["check", "--root", str(small), "--today", TODAY, "--strict"]) == 0


def test_an_empty_list_gets_its_first_record(small):
    path = small / "data" / "digipunten.yaml"
    path.write_text("# VOORBEELD\ndigipunten: []  # nog geen\n", encoding="utf-8")

    new(small, "digipunt", "Zon")

    assert path.read_text(encoding="utf-8").startswith(
        "# VOORBEELD\ndigipunten:\n  - id: zon\n    naam: Zon\n    status:"
    )


def test_the_place_of_the_new_record_is_told(small, capsys):
    new(small, "contact", "Loket Zon")

    place = capsys.readouterr().out.split(": ")[0]
    file, line = place.split(":")
    assert file == "data/contacts.yaml"
    assert (small / file).read_text(encoding="utf-8").split("\n")[int(line) - 1] == "  - id: loket-zon"


@pytest.mark.parametrize(
    "arguments, message",
    [
        (
            ["digipunt", "Voorbeeld Één"],
            '"voorbeeld-een" bestaat al (data/digipunten.yaml:3): kies een andere naam',
        ),
        (["contact", "Balie"], '"balie" bestaat al (data/contacts.yaml:3): kies een andere naam'),
        (["page", "Contact"], "content/contact.md bestaat al: kies een andere naam"),
        (
            ["digipunt", "Insluiten"],
            "het adres /digipunten/insluiten/ bestaat al (content/digipunten/insluiten.md): kies een andere naam",
        ),
        (["page", "!?"], '"!?" kan geen webadres worden: gebruik ook letters of cijfers'),
        (["huis", "Zon"], 'bij SOORT: "huis" kan niet: kies digipunt, actie, contact, pagina of nieuws'),
        (
            ["page", "Een titel die veel te lang is, " + "en dan nog wat langer " * 3],
            "een titel telt ten hoogste 70 tekens",
        ),
        (["contact", "a" * 200], "deze naam telt 200 tekens: kies een kortere"),
        (["contact", "“Loket”"], "hier staan gekrulde aanhalingstekens"),
        (["contact", "Loket \x1b[31m"], "hier staat een onzichtbaar teken"),
        (["contact", "Loket \udce9"], "deze naam bevat een teken dat we niet kennen: typ hem opnieuw"),
        (["digipunt", ""], 'geef een naam, zoals make nieuw SOORT=digipunt NAAM="Bibliotheek Zuid"'),
        (["digipunt"], "dit ontbreekt: NAAM"),
    ],
)
def test_what_exists_or_cannot_be_is_refused_and_nothing_changes(small, capsys, arguments, message):
    before = tree(small)

    new(small, *arguments, code=2)

    assert message in capsys.readouterr().err
    assert tree(small) == before


def test_a_file_that_cannot_be_read_is_left_alone(small, capsys):
    change(small / "data" / "digipunten.yaml", "naam: Voorbeeld Een", 'naam: "Voorbeeld Een')
    before = tree(small)

    new(small, "digipunt", "Zon", code=1)

    assert (
        "data/digipunten.yaml:4:11: fout: dit aanhalingsteken wordt niet gesloten" in capsys.readouterr().err
    )
    assert tree(small) == before


def test_the_apostrophe_of_a_phone_is_one(small):
    new(small, "digipunt", "’t Hoekje")

    assert '\n    naam: "\'t Hoekje"\n' in (small / "data" / "digipunten.yaml").read_text(encoding="utf-8")


def test_a_list_between_brackets_is_left_alone(small, capsys):
    path = small / "data" / "contacts.yaml"
    path.write_text(
        "contacts: [{id: balie, naam: Balie, wat: Bel., telefoon: 09 000 10 10, email: a@b.gent, bron: {naam: x}}]\n",
        encoding="utf-8",
    )
    before = path.read_bytes()

    new(small, "contact", "Loket", code=2)

    assert "we kunnen data/contacts.yaml niet aanvullen" in capsys.readouterr().err
    assert path.read_bytes() == before

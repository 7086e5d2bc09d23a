"""Reading a whole project: every problem at once, at its place, in Dutch."""

import re
from datetime import date
from pathlib import Path

import pytest

from sitegen.cli import main
from sitegen.commands.rendering import read_and_render
from sitegen.paths import HOME, Paths
from sitegen.problems import DataError, as_text, errors
from sitegen.read import read_site
from tests.conftest import change, tree

FOUTEN = HOME / "tests" / "fixtures" / "fouten"
TODAY = date(2026, 11, 23)

# Words of the parsers' and of Python's own messages; none of them is Dutch.
ENGLISH = re.compile(
    r"\b(the|expected|found|while|mapping|value|error|invalid|could not|cannot|unknown|missing|required|line|traceback|not allowed)\b",
    re.I,
)


def problems_of(root):
    with pytest.raises(DataError) as refused:
        read_and_render(Paths.of(root), TODAY, None)
    return refused.value.problems


def test_the_project_with_every_mistake_gives_its_full_list_of_messages():
    """To renew after a deliberate change: python build.py check --root tests/fixtures/fouten --today 2026-11-23"""
    expected = (FOUTEN / "verwacht.txt").read_text(encoding="utf-8").rstrip("\n")

    assert as_text(problems_of(FOUTEN)) == expected


def test_no_message_of_that_list_is_english():
    for problem in problems_of(FOUTEN):
        without_quotes = re.sub(r'"[^"]*"', "", problem.message)
        assert not ENGLISH.search(without_quotes), problem


def test_the_real_data_has_no_errors():
    site, warnings = read_site(Paths.of(), TODAY)

    assert errors(warnings) == []
    assert site.programmes and site.digipunten and site.wijken and site.postcodes


MISTAKES = [
    # file, what stands there, what an editor types, where the problem must point (the marker ‹ in the new text)
    ("data/contacts.yaml", "telefoon: 09 210 10 10", "telefoon: ‹09 210 10"),
    ("data/contacts.yaml", "email: digitale.pakketten@ocmw.gent", "email: ‹digitale.pakketten@ocmw"),
    ("data/contacts.yaml", "        dinsdag: 8:00-19:00", "        ‹dinsdg: 8:00-19:00"),
    ("data/contacts.yaml", "        vrijdag: 8:00-19:00", "        vrijdag: ‹8-19"),
    ("data/contacts.yaml", "    naam: OCMW Gent", "    ‹naaam: OCMW Gent"),
    ("data/contacts.yaml", "  - id: digipunten-ateljee", "  - id: ‹kras"),
    ("data/contacts.yaml", "    naam: Dienst Werk", "    naam‹:Dienst Werk"),
    ("data/digipunten.yaml", "status: actief", "status: ‹actif"),
    ("data/digipunten.yaml", "postcode: 9000", "postcode: ‹90000"),
    ("data/digipunten.yaml", "    wijk: mariakerke", "    wijk: ‹mariakerk"),
    ("data/digipunten.yaml", "lat: 51.071935", "lat: ‹51,071935"),
    ("data/digipunten.yaml", "      op: 2024-03-06", "      op: ‹2024-02-30"),
    ("data/digipunten.yaml", "        maandag: 13:30-17:00", "        maandag: ‹17:00-13:30"),
    ("data/digipunten.yaml", "    naam: De Serre", '    naam: ‹"De Serre'),
    ("data/programmes.yaml", "    onderdeel_van: hefboomproject", "    onderdeel_van: ‹hefboomprojekt"),
    ("data/programmes.yaml", "      einde: 2021-12", "      einde: ‹2020-12"),
    (
        "data/programmes.yaml",
        "    contacten: [digitale-pakketten, ocmw-gent]",
        "    contacten: [digitale-pakketten, ‹ocmw-gnt]",
    ),
    ("data/site.yaml", "  eerste_contact: gentinfo", "  eerste_contact: ‹gent-info"),
    ("data/site.yaml", "    verlopen_na_maanden: 12", "    verlopen_na_maanden: ‹twaalf"),
    ("content/over.md", "titel: Over deze site", "titel: Over deze site ‹#2"),
    ("content/privacy.md", "## Wat we niet doen", "‹# Wat we niet doen"),
    ("content/privacy.md", "[09 210 10 10](tel:+3292101010)", "[09 210 10 10](‹tel:negen)"),
    ("content/toegankelijkheid.md", "Zeg welke pagina", "Zie [de acties](‹/actie/). Zeg welke pagina"),
    (
        "content/toegankelijkheid.md",
        "## Hoe keken we het na?",
        "![](‹/img/icoon.svg)\n\n## Hoe keken we het na?",
    ),
    ("content/acties.md", "sjabloon: acties", "sjabloon: ‹actie"),
    ("content/contact.md", "Je kan bijvoorbeeld zeggen", "‹<b>Je</b> kan bijvoorbeeld zeggen"),
]


def spoil(root: Path) -> list[tuple[str, int, int]]:
    """Put every mistake in the copy; returns where each must be reported."""
    expected = []
    for file, old, new in MISTAKES:
        change(root / file, old, new)
    for file in sorted({file for file, _, _ in MISTAKES}):
        path = root / file
        lines = path.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            if "‹" in line:
                expected.append((file, number, line.index("‹") + 1))
        path.write_text("\n".join(lines).replace("‹", ""), encoding="utf-8")
    return expected


def test_more_than_twenty_mistakes_at_once_are_all_found_at_their_places(project, capsys):
    assert main(["--root", str(project), "--today", "2026-11-23"]) == 0
    before = tree(project / "site")
    expected = spoil(project)
    assert len(expected) == len(MISTAKES) > 20

    found = [(p.file, p.line, p.column) for p in errors(problems_of(project))]

    assert found == expected
    assert main(["--root", str(project), "--today", "2026-11-23"]) == 1
    assert tree(project / "site") == before
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["site", "contacts", "programmes", "digipunten", "wijken", "postcodes"])
@pytest.mark.parametrize("content", ["", "# alleen een opmerking\n", "tekst\n", "[]\n", "\n\n\n"])
def test_a_data_file_that_holds_nothing_says_how_it_begins(project, name, content):
    (project / "data" / f"{name}.yaml").write_text(content, encoding="utf-8")

    assert any(p.file == f"data/{name}.yaml" and f'"{name}:"' in p.message for p in problems_of(project))


def test_a_data_file_that_is_gone_is_named(project):
    (project / "data" / "contacts.yaml").unlink()

    found = [(p.file, p.message) for p in errors(problems_of(project))]

    assert found == [("data/contacts.yaml", "het bestand ontbreekt")]

"""`diff`: a revision of git against the files as they are now, in real repositories."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date

import pytest

from sitegen.cli import main
from sitegen.paths import HOME, Paths
from sitegen.read import read_site
from tests.conftest import TODAY, change, tree
from tests.revisions import OVER, small_project

LINE = "Voorbeeldhuis De Linde: dinsdag (hulp): 13.30–19.00 uur wordt gesloten"
NOTHING = "Niets verandert voor bezoekers.\n"


def git(folder, *arguments):
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def repository(folder, message="Eerste versie"):
    git(folder, "init", "--quiet", "--initial-branch=hoofdtak")
    git(folder, "config", "user.name", "Een voorbeeld")
    git(folder, "config", "user.email", "voorbeeld@voorbeeld.example")
    commit(folder, message)
    return folder


def commit(folder, message):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", f"--message={message}")


@pytest.fixture
def project(tmp_path):
    return repository(small_project(tmp_path / "Mijn project, vóór git"))


@pytest.fixture
def diff(project, capsys):
    """The printed text of a comparison, and what went wrong."""

    def run(*arguments, root=project, code=0):
        assert main(["diff", "--root", str(root), "--today", TODAY, *arguments]) == code
        out, err = capsys.readouterr()
        return err if code else out

    return run


def close_tuesday(root):
    change(root / "data" / "digipunten.yaml", "dinsdag: 13:30-19:00", "dinsdag: gesloten")


def test_without_changes_there_is_one_line(diff):
    assert diff() == NOTHING
    assert diff("--format", "markdown") == NOTHING


def test_what_is_not_committed_is_compared_with_head(diff, project):
    close_tuesday(project)

    assert diff().splitlines()[0] == LINE


def test_another_revision_can_be_named(diff, project):
    git(project, "tag", "v1")
    close_tuesday(project)
    commit(project, "Dinsdag gesloten")

    assert diff() == NOTHING
    for revision in ("v1", "HEAD~1", "hoofdtak^", git(project, "rev-parse", "v1"), ":/Eerste"):
        assert diff(revision).splitlines()[0] == LINE


def test_markdown_has_one_heading(diff, project):
    close_tuesday(project)

    assert diff("--format", "markdown").splitlines()[:4] == [
        "## Wat verandert er voor bezoekers?",
        "",
        "- **Voorbeeldhuis De Linde** (`/digipunten/linde/`)",
        "  - dinsdag (hulp): 13.30–19.00 uur wordt gesloten",
    ]


def test_the_project_may_be_a_folder_of_the_repository(tmp_path, diff):
    whole = tmp_path / "geheel"
    root = small_project(whole / "sites" / "één stad")
    repository(whole)
    close_tuesday(root)

    assert diff(root=root).splitlines()[0] == LINE


def test_a_new_page_with_accents_in_its_file_is_read(diff, project):
    text = (project / "content" / "over.md").read_text(encoding="utf-8")
    (project / "content" / "weetje.md").write_text(text.replace("Over VOORBEELD", "Weetje"), encoding="utf-8")
    (project / "content" / ".notitie met spaties é").write_text("x", encoding="utf-8")
    commit(project, "Weetje")
    (project / "content" / "weetje.md").unlink()

    assert diff().splitlines()[0] == "Weetje: deze pagina verdwijnt: links naar /weetje/ werken dan niet meer"
    assert diff("HEAD~1") == NOTHING


def test_nothing_on_disk_changes(diff, project):
    close_tuesday(project)
    before = tree(project)

    diff()

    assert tree(project) == before
    assert git(project, "status", "--porcelain") == "M data/digipunten.yaml"


def test_attributes_of_git_hide_no_file(diff, project):
    """`export-ignore` is for archives of a release, line ends are those of the computer."""
    (project / ".gitattributes").write_text("content/over.md export-ignore\n*.yaml text eol=crlf\n")
    shutil.copytree(HOME / "static", project / "static")
    (project / ".gitattributes").write_text(
        "content/over.md export-ignore\n*.yaml text eol=crlf\n*.css text eol=crlf\n"
    )
    commit(project, "Regeleinden")
    git(project, "rm", "--quiet", "-r", "--cached", ".")
    git(project, "reset", "--quiet", "--hard")
    assert b"\r\n" in (project / "static" / "css" / "site.css").read_bytes()
    commit(project, "Attributen")

    assert diff() == NOTHING


def test_a_hook_of_another_repository_does_not_lead_astray(diff, project, monkeypatch):
    close_tuesday(project)
    monkeypatch.setenv("GIT_DIR", ".git/elders")
    monkeypatch.setenv("GIT_INDEX_FILE", "elders")

    assert diff().splitlines()[0] == LINE


def test_the_look_is_named_by_its_files(diff, project):
    shutil.copytree(HOME / "templates", project / "templates")
    shutil.copytree(HOME / "static", project / "static")
    commit(project, "Eigen vormgeving")
    with (project / "static" / "css" / "site.css").open("a") as file:
        file.write("/* VOORBEELD */")
    (project / "static" / "img" / "nieuw.svg").write_text("<svg/>")
    change(project / "templates" / "pages" / "tekst.html", "<div", "<p>Overal</p><div")

    assert diff() == (
        "De vormgeving verandert ook: static/css/site.css, static/img/nieuw.svg en templates/pages/tekst.html\n"
    )


# What cannot be compared.


def test_errors_of_now_are_told_as_check_tells_them(diff, project):
    change(project / "data" / "digipunten.yaml", "dinsdag: 13:30-19:00", "dinsdag: 25-26u")

    told = diff(code=1)

    assert re.match(r'data/digipunten.yaml:\d+:18: fout: "25-26u"', told) or "data/digipunten.yaml" in told
    assert "1 fout." in told


def test_a_revision_that_cannot_be_read_is_named_with_its_first_problem(diff, project):
    path = project / "data" / "digipunten.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("status: gestopt", "status: weg"), encoding="utf-8")
    commit(project, "Fout")
    path.write_text(good, encoding="utf-8")
    line = good[: good.index("status: gestopt")].count("\n") + 1

    assert diff(code=2) == (
        'build.py: de versie "HEAD" kan niet meer gelezen worden zoals de site nu werkt. '
        f'data/digipunten.yaml:{line}:13: fout: "weg" kan hier niet: kies "actief", "tijdelijk-gesloten", '
        '"gepland" of "gestopt".\nVergelijk met een latere versie.\n'
    )


@pytest.mark.parametrize("revision", ["bestaat-niet", "HEAD~99", "HEAD:data", "a..b", "", "a b", "é\n"])
def test_an_unknown_revision_is_refused(diff, revision):
    assert diff(revision, code=2) == f'build.py: "{revision}" is geen versie in deze repository.\n'


@pytest.mark.parametrize("revision", ["--output=weg", "-h", "--exec=touch weg"])
def test_a_revision_is_never_an_option_of_git(diff, project, revision):
    before = tree(project)

    assert diff("--", revision, code=2) == (
        f'build.py: "{revision}" is geen versie: de naam van een versie begint niet met "-"\n'
    )
    assert tree(project) == before


def test_a_branch_that_only_the_server_has_is_meant(diff, project, tmp_path):
    git(project, "branch", "andere")
    clone = tmp_path / "kopie"
    git(tmp_path, "clone", "--quiet", str(project), str(clone))

    assert diff("andere", root=clone, code=2) == (
        'build.py: "andere" is geen versie in deze repository. Bedoelde je "origin/andere"?\n'
    )
    assert diff("origin/andere", root=clone) == NOTHING


def test_a_shallow_clone_says_how_to_get_the_rest(diff, project, tmp_path):
    commit(project, "Tweede versie")
    clone = tmp_path / "ondiep"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{project}", str(clone))

    assert diff("HEAD~1", root=clone, code=2) == (
        'build.py: "HEAD~1" is geen versie in deze repository. Deze kopie heeft maar een deel van de geschiedenis: '
        'haal de rest op met "git fetch --unshallow", of zet in CI "fetch-depth: 0".\n'
    )


def test_outside_a_repository_there_is_nothing_to_compare_with(diff, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = small_project(tmp_path / "los")

    assert diff(root=root, code=2) == (
        f"build.py: {root} staat niet in een git-repository: er is niets om mee te vergelijken\n"
    )


def test_a_revision_without_data_is_named(diff, tmp_path):
    folder = tmp_path / "leeg"
    folder.mkdir()
    repository(folder)
    root = small_project(folder / "site")

    assert diff(root=root, code=2) == (
        'build.py: in de versie "HEAD" staat geen map "data" op deze plaats: kies een latere versie\n'
    )


def test_without_git_the_command_says_so(diff, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert diff(code=2) == "build.py: git staat niet op deze computer: installeer het om te vergelijken\n"


def test_the_command_runs_from_another_folder_and_as_a_program(project, tmp_path):
    close_tuesday(project)
    program = [
        sys.executable,
        str(HOME / "build.py"),
        "diff",
        "HEAD",
        "--root",
        project.name,
        "--today",
        TODAY,
    ]

    done = subprocess.run(program, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True,
                          env={**os.environ, "PYTHONIOENCODING": "utf-8"})  # fmt: skip

    assert done.stdout.splitlines()[0] == LINE


def test_a_change_that_nobody_sees_as_the_data_are_too_old_is_told_to_the_editor(diff, project):
    path = project / "data" / "digipunten.yaml"
    change(
        path,
        "  - id: vergeelde-lijst\n",
        "  - id: vergeelde-lijst\n    uitzonderingen:\n      - {op: 2026-12-01, uren: gesloten}\n",
    )

    assert diff().splitlines() == [
        "Niets verandert voor bezoekers.",
        "Dienstenpunt De Vergeelde Lijst: je wijziging van feestdagen of uitzonderingen is nog niet te zien, "
        'want de gegevens zijn te oud. Zet bij "nagekeken:" de dag waarop je ze nakeek.',
    ]
    assert diff("--format", "markdown") == "Niets verandert voor bezoekers.\n"


def test_a_sentence_with_a_link_to_a_new_page_is_told(diff, project):
    (project / "content" / "itsme.md").write_text(
        "---\ntitel: Wat is itsme?\nbeschrijving: Een voorbeeld van een pagina, lang genoeg om geldig te zijn.\n---\n\nTekst.\n",
        encoding="utf-8",
    )
    with (project / "content" / "over.md").open("a", encoding="utf-8") as text:
        text.write("\nDe stad vraagt 5 euro per keer. Zie [itsme](/itsme/).\n")

    said = diff()

    assert "Wat is itsme?: nieuwe pagina" in said
    assert "De stad vraagt 5 euro per keer. Zie itsme." in said


def test_news_that_are_pasted_pass_the_checks(diff, project, capsys):
    close_tuesday(project)
    change(project / "content" / "over.md", "Nog een zin.", 'Nog "een" andere zin: deze.')
    change(project / "data" / "contacts.yaml", "naam: VOORBEELD Loket", "naam: VOORBEELD Balie")
    (project / "content" / "weetje.md").write_text(OVER.replace("Over VOORBEELD", "Weetje"), encoding="utf-8")

    told = diff("--format", "nieuws")
    (project / "data" / "nieuws.yaml").write_text(f"nieuws:\n{told}", encoding="utf-8")

    assert main(["check", "--root", str(project), "--today", TODAY]) == 0, capsys.readouterr().out
    news = read_site(Paths.of(project), date.fromisoformat(TODAY))[0].news
    assert [(item.id, item.adres) for item in news] == [
        (f"voorbeeldhuis-de-linde-{TODAY}", "/digipunten/linde/"),
        (f"weetje-{TODAY}", "/weetje/"),
        (f"voorbeeld-balie-{TODAY}", "/contact/"),
        (f"over-voorbeeld-{TODAY}", "/over/"),
    ]
    assert news[0].tekst == "Dinsdag (hulp): 13.30–19.00 uur wordt gesloten."
    # Once they stand there, the next version has other ids, and says nothing of the news.
    again = diff("--format", "nieuws")
    assert "id: weetje-" in again and f"{TODAY}-2" in again and "adres: /nieuws/" not in again


def test_without_changes_there_is_no_news(diff):
    assert diff("--format", "nieuws") == f"# {NOTHING}"

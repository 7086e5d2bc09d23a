import shutil
from datetime import date

import pytest
from icalendar import Calendar

from sitegen.cli import main
from sitegen.commands.rendering import read_and_render
from sitegen.paths import HOME, Paths
from sitegen.problems import DataError
from sitegen.render import relative
from tests.conftest import change

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "address, target, link",
    [
        ("/", "/acties/", "acties/"),
        ("/acties/", "/", "../"),
        ("/acties/", "/acties/", "./"),
        ("/contact/", "/acties/", "../acties/"),
        ("/acties/een/", "/css/site.css", "../../css/site.css"),
        ("/acties/", "/acties/een/#kop", "een/#kop"),
        ("/acties/", "/acties/#kop", "#kop"),
        ("/acties/", "/digipunten/?plaats=9050", "../digipunten/?plaats=9050"),
    ],
)
def test_a_link_is_written_as_seen_from_its_page(address, target, link):
    assert relative(address, target) == link


@pytest.fixture
def templates(project):
    shutil.copytree(HOME / "templates", project / "templates")
    return project / "templates"


def problems(project):
    with pytest.raises(DataError) as refused:
        read_and_render(Paths.of(project), TODAY, None)
    return [(p.file, p.line, p.message) for p in refused.value.problems if p.severity == "error"]


def test_a_missing_template_is_named_with_the_page_that_needs_it(project, templates):
    (templates / "pages" / "inhoud.html").unlink()

    assert problems(project) == [
        ("templates/pages/inhoud.html", 1, "dit sjabloon ontbreekt; de pagina /inhoud/ heeft het nodig")
    ]


def test_a_name_nobody_gave_is_an_error_at_its_line(project, templates):
    path = templates / "pages" / "inhoud.html"
    path.write_text(
        '{% extends "layout.html" %}\n{% block main %}\n{{ onbekend }}\n{% endblock %}\n', encoding="utf-8"
    )

    assert problems(project) == [
        (
            "templates/pages/inhoud.html",
            3,
            'het sjabloon kan /inhoud/ niet maken: de naam "onbekend" bestaat hier niet',
        )
    ]


def test_a_template_that_cannot_be_read_is_an_error_at_its_line(project, templates):
    (templates / "pages" / "inhoud.html").write_text("{% block main %}\n{% fi %}\n", encoding="utf-8")

    assert [(file, line) for file, line, _ in problems(project)] == [("templates/pages/inhoud.html", 2)]


@pytest.mark.parametrize(
    "typed",
    ["{{ 1 / 0 }}", "{{ page.title() }}", "{{ page.title | number }}", '{% include "pages/inhoud.html" %}'],
)
def test_whatever_fails_in_a_template_is_an_error_at_its_line(project, templates, typed):
    (templates / "pages" / "inhoud.html").write_text(f"{{% set x = 1 %}}\n{typed}\n", encoding="utf-8")

    ((file, line, message),) = problems(project)

    assert (file, line) == ("templates/pages/inhoud.html", 2)
    assert message.startswith("het sjabloon kan /inhoud/ niet maken")


def test_the_site_works_below_a_path_and_its_404_page_too(project):
    assert (
        main(
            ["--root", str(project), "--base-url", "https://voorbeeld.be/digitaal/", "--today", "2026-11-23"]
        )
        == 0
    )

    home = (project / "site" / "index.html").read_text(encoding="utf-8")
    missing = (project / "site" / "404.html").read_text(encoding="utf-8")
    assert 'href="acties/"' in home and 'href="/' not in home
    assert 'href="/digitaal/acties/"' in missing
    assert '<link rel="canonical" href="https://voorbeeld.be/digitaal/">' in home


def test_two_builds_of_the_same_input_are_the_same_to_the_byte(project):
    from tests.conftest import tree

    for out in ("een", "twee"):
        assert main(["--root", str(project), "--today", "2026-11-23", "--out", str(project / out)]) == 0
    assert tree(project / "een") == tree(project / "twee")


def test_a_line_of_a_calendar_that_goes_on_keeps_its_blank(small):
    """A name of many words, so that the lines of its events are folded."""
    change(
        small / "data" / "digipunten.yaml", "naam: Voorbeeld Een", f"naam: Voorbeeld Een {'en nog een ' * 12}"
    )
    assert main(["--root", str(small), "--today", TODAY.isoformat(), "--no-paper"]) == 0

    written = (small / "site" / "digipunten" / "voorbeeld-een" / "uren.ics").read_bytes()

    (name,) = {
        str(event["SUMMARY"])
        for event in Calendar.from_ical(written).walk("VEVENT")
        if "hulp" in event["SUMMARY"]
    }
    assert b"\r\n " in written and name.count("en nog een") == 12

"""The accessibility statement shows what the last audit measured, and nothing else."""

import json

import pytest
from bs4 import BeautifulSoup

from sitegen.cli import main
from tests.conftest import TODAY, words

# An EXAMPLE (VOORBEELD).
AXE = {
    "meting": "axe A",
    "betekent": "fouten tegen WCAG",
    "van": "alle pagina's samen",
    "doel": "hoogstens 0",
}
FIGURES = {
    "datum": "2026-11-22",
    "paginas": 12,
    "soorten_en_toestanden": 7,
    "gereedschap": [{"naam": "axe-core", "versie": "9.9"}, {"naam": "Chromium", "versie": "1.2"}],
    "resultaten": [{**AXE, "waarde": "0", "gehaald": True}],
    "niet_gehaald": [],
}


@pytest.fixture
def said(small, capsys):
    """The words of the statement, built with these figures; without any, of a project that was never audited."""

    def build(figures=None):
        if figures is not None:
            path = small / "data" / "metingen" / "toegankelijkheid.json"
            path.parent.mkdir(exist_ok=True)
            path.write_text(figures if isinstance(figures, str) else json.dumps(figures), "utf-8")
        if main(["--root", str(small), "--today", TODAY, "--no-paper"]):
            return capsys.readouterr().err
        page = (small / "site" / "toegankelijkheid" / "index.html").read_text("utf-8")
        return words(BeautifulSoup(page, "html.parser").find("main"))

    return build


def test_without_an_audit_the_statement_gives_no_figures(said):
    assert "Dit is een voorbeeld." in said() and "Wat een computer mat" not in said()


def test_the_figures_are_those_of_the_last_audit(said):
    first = said(FIGURES)
    assert "Deze verklaring en haar cijfers zijn van zondag 22 november 2026." in first
    assert "met 12 pagina’s. Daarvan bekeek hij er 7" in first and "Alles haalde zijn doel." in first
    assert "Fouten tegen WCAG 0, het doel is hoogstens 0 (axe A, alle pagina's samen)" in first
    assert "Gemeten met axe-core 9.9 en Chromium 1.2." in first

    missed = [{**AXE, "waarde": "3", "gehaald": False}]
    second = said({**FIGURES, "resultaten": missed, "niet_gehaald": ["home (/): axe A is 3"]})
    assert (
        "Dit haalde zijn doel niet: home (/): axe A is 3" in second
        and "3, het doel is hoogstens 0 (niet gehaald)" in second
    )
    assert "Alles haalde zijn doel." not in second


@pytest.mark.parametrize(
    "figures",
    [
        "{",
        "{}",
        "[]",
        '"x"',
        json.dumps({**FIGURES, "datum": "gisteren"}),
        json.dumps({**FIGURES, "resultaten": [{}]}),
    ],
    ids=["no-json", "empty", "list", "text", "date", "result"],
)
def test_a_spoiled_file_of_figures_is_refused_by_its_name(said, figures):
    before = said(FIGURES)

    assert "data/metingen/toegankelijkheid.json is geen meting" in said(figures)
    assert said(FIGURES) == before

"""Changes as text and as Markdown that cannot link, mention or draw."""

import re

import pytest

from sitegen.change_formats import HEADING, JOINER, LONGEST, as_markdown, as_text, escaped
from sitegen.changes import Section
from sitegen.markup import uncleaned_html

PLACE = Section("VOORBEELD", "/digipunten/voorbeeld/", ["dinsdag (hulp): 13.00–17.00 uur wordt gesloten"])


@pytest.mark.parametrize("write", [as_text, as_markdown])
def test_nothing_is_one_line(write):
    assert write([], []) == "Niets verandert voor bezoekers."


def test_text_names_the_page_on_every_line():
    sections = [
        Section("VOORBEELD", "/x/", ["een", "twee"], also=["A tot Z"]),
        Section("Contact", "/contact/", ["drie"], also=list("abcdefg")),
        Section("GentInfo", "/contact/#contact-x", ["vier"], also=["a"], everywhere=True),
        Section("", also=["Digipunten", "Zoek"]),
    ]

    assert as_text(sections, ["static/css/site.css"]).splitlines() == [
        "VOORBEELD: een",
        "VOORBEELD: twee",
        "  Ook te zien op: A tot Z",
        "Contact: drie",
        "  Ook te zien op: a, b, c, d, e en nog 2 pagina’s",
        "GentInfo: vier",
        "  Ook te zien op: alle pagina’s",
        "Ook te zien op: Digipunten en Zoek",
        "De vormgeving verandert ook: static/css/site.css",
    ]


def test_markdown_is_one_heading_and_a_list():
    assert as_markdown([PLACE, Section("", also=["Zoek"])], ["static/css/site.css"]).splitlines() == [
        HEADING,
        "",
        "- **VOORBEELD** (`/digipunten/voorbeeld/`)",
        "  - dinsdag (hulp): 13.00–17.00 uur wordt gesloten",
        "- Ook te zien op: Zoek",
        "- De vormgeving verandert ook: static/css/site.css",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "[klik](https://voorbeeld.example/)",
        "![beeld](https://voorbeeld.example/a.png)",
        "<img src=x onerror=alert(1)>",
        "<https://voorbeeld.example/>",
        "**vet** en *schuin* en _ook_ en `code`",
        "# titel",
        "- punt",
        "1. punt",
        "| a | b |",
        "<!-- weg -->",
        "&lt;b&gt; &#64;iemand",
        "a\\[b](c)",
    ],
)
def test_nothing_typed_becomes_more_than_words(typed):
    html = uncleaned_html(escaped(typed))

    assert re.sub("&(amp|lt|gt|quot);", "", html).count("<") == 2
    assert html.startswith("<p>")


@pytest.mark.parametrize(
    "typed, left",
    [
        ("@iemand", f"@{JOINER}iemand"),
        ("#12", f"\\#{JOINER}12"),
        ("zie #12", f"zie #{JOINER}12"),
        ("stad/site#12", f"stad/site#{JOINER}12"),
        ("GH-12", f"GH-{JOINER}12"),
        ("https://voorbeeld.example", f"https:{JOINER}//voorbeeld.example"),
        ("www.voorbeeld.example", f"www.{JOINER}voorbeeld.example"),
        ("a@voorbeeld.example", f"a@{JOINER}voorbeeld.example"),
        (":tada:", f":{JOINER}tada:"),
        ("0123abcdef", f"012{JOINER}3abcdef"),
        ("van 13.00 tot 17.00: gratis", "van 13.00 tot 17.00: gratis"),
    ],
)
def test_what_github_would_link_is_taken_apart(typed, left):
    assert escaped(typed) == left


def test_a_long_list_stays_under_the_limit_and_says_what_is_missing():
    sections = [Section(f"VOORBEELD {i}", f"/x{i}/", ["é" * 400] * 20) for i in range(100)]

    written = as_markdown(sections, [])

    assert len(written.encode()) <= LONGEST
    assert re.fullmatch(
        r"- … en nog \d+ pagina’s: dit is te lang om alles te tonen", written.splitlines()[-1]
    )


def test_a_page_with_very_many_changes_stays_under_the_limit_too():
    written = as_markdown([Section("VOORBEELD", "/x/", ["@" * 190] * 5000)], ["static/a.css"])

    assert len(written.encode()) <= LONGEST
    assert "wijzigingen" in written

"""Changes as text, as Markdown that cannot link, mention or draw, and as news."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.change_formats import HEADING, JOINER, LONGEST, NOTHING, as_markdown, as_news, as_text, escaped
from sitegen.changes import Section
from sitegen.fields import Many, Report
from sitegen.markup import uncleaned_html
from sitegen.model import News, Text
from sitegen.nodes import parse_yaml
from sitegen.page import Page
from sitegen.records import NEWS
from sitegen.source import Source

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


# News. All of it is an EXAMPLE.


def now(*pages, news=()):
    """The site as it is, as far as news ask for it."""
    found = {page.address: page for page in pages}
    return SimpleNamespace(pages=found, site=SimpleNamespace(news=news))


def read_back(text):
    """What stands there once it is pasted below the key of the file, and what the checks say of it."""
    source = Source("data/nieuws.yaml", tuple(f"nieuws:\n{text}".split("\n")))
    document, report = parse_yaml(source), Report()
    found = Many(NEWS).read(document.below("nieuws"), report)
    assert (document.problems, report.problems) == ((), [])
    return found


def test_news_are_records_for_each_page_that_changed():
    sections = [
        Section("De Linde", "/digipunten/linde/", ['dinsdag: "gesloten" wordt open', "prijs: gratis."]),
        Section("GentInfo", "/contact/#contact-x", ["telefoon: een ander nummer"], also=["A tot Z"]),
        Section("Weg", "/weg/", ["deze pagina verdwijnt"]),
        Section("Kalenders", "", ["feestdagen: een dag erbij"]),
        Section("", also=["Zoek"]),
    ]

    text = as_news(sections, now(Page("/digipunten/linde/"), Page("/contact/")), date(2026, 11, 29))

    assert text.startswith('# Zet dit in data/nieuws.yaml, onder "nieuws:".')
    assert read_back(text) == (
        News(
            "de-linde-2026-11-29",
            date(2026, 11, 29),
            "De Linde",
            'Dinsdag: "gesloten" wordt open. Prijs: gratis.',
            "/digipunten/linde/",
        ),
        News(
            "gentinfo-2026-11-29",
            date(2026, 11, 29),
            "GentInfo",
            "Telefoon: een ander nummer.",
            "/contact/",
        ),
        News("weg-2026-11-29", date(2026, 11, 29), "Weg", "Deze pagina verdwijnt."),
        News("kalenders-2026-11-29", date(2026, 11, 29), "Kalenders", "Feestdagen: een dag erbij."),
    )


def test_what_changed_in_the_news_is_no_news():
    text = Text("nieuws", "content/nieuws.md", "Nieuws", "", "", 1, "nieuws")
    sections = [Section("Nieuws", "/nieuws/", ["een bericht komt erbij"])]

    assert as_news(sections, now(Page("/nieuws/", text=text)), date(2026, 11, 29)) == f"# {NOTHING}"


def test_no_two_news_have_one_id():
    day = date(2026, 11, 29)
    sections = [Section("Uren", f"/{number}/", ["anders"]) for number in range(3)]

    found = read_back(as_news(sections, now(news=[News("uren-2026-11-29", day, "Uren")]), day))

    assert [item.id for item in found] == [f"uren-2026-11-29-{number}" for number in (2, 3, 4)]


@given(
    st.lists(st.tuples(st.text(), st.lists(st.text(), min_size=1)), min_size=1),
    st.sampled_from(["/digipunten/linde/", "/over/#kop", ""]),
)
@example([("Titel: van meer dan zeventig tekens " * 5, ["een lange regel " * 30] * 40)], "")
@example([("nee", ["- [a]({b: c})", '"', "\\", "#", "'", "\u2060\u200b\x00\ud800x"])], "")
def test_whatever_changed_the_news_can_be_read(typed, address):
    """The title of a page, and each line, is never empty nor blank, and on one line."""
    clean = [(_line(title), [_line(line) for line in lines]) for title, lines in typed]
    sections = [Section(title, address, lines) for title, lines in clean]

    found = read_back(as_news(sections, now(), date(2026, 11, 29)))

    assert len(found) == len(sections)
    assert all(len(item.titel) <= 70 and 1 < len(item.tekst) <= 2000 for item in found)


def _line(text):
    return " ".join(text.encode(errors="ignore").decode().split()) + "x"

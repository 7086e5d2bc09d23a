"""The news as a feed: well-formed and by the rules of RFC 4287, and the page that shows the same. All news are an EXAMPLE."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sitegen.cli import main
from sitegen.feed import MOST, NAMESPACE, atom, shown
from sitegen.model import News, Settings, Thresholds
from sitegen.page import Page
from tests.conftest import TODAY, change, tree, words

ATOM = f"{{{NAMESPACE}}}"
SETTINGS = Settings("Voorbeeld & zoon", "https://voorbeeld.example/gids/", "balie", Thresholds(6, 12), (), ())
PAGE = Page("/nieuws/", title="Wat is er veranderd?")
DAY = date(2026, 11, 20)
NEWS = (
    News("laptops", DAY, "Laptops lenen", "Je kan een laptop lenen. Vraag het aan GentInfo.", "/acties/"),
    News("uren", DAY, "Andere uren"),
    News("zomer", date(2026, 7, 1), "Zomeruren", "In de zomer zijn de uren anders."),
)


def made(news=NEWS, settings=SETTINGS):
    return atom(settings, news, PAGE)


# A strict reading of RFC 4287, for what we use of it.

ONCE = {
    "feed": {"id", "title", "updated"},
    "entry": {"id", "title", "updated"},
    "author": {"name"},
}
AT_MOST_ONCE = {
    "feed": {"subtitle", "generator", "icon", "logo", "rights"},
    "entry": {"content", "published", "rights", "source", "summary"},
    "author": {"uri", "email"},
}
MANY = {
    "feed": {"author", "category", "contributor", "link", "entry"},
    "entry": {"author", "category", "contributor", "link"},
    "author": set(),
}
TEXTS = ("title", "subtitle", "summary", "rights", "content")
# RFC 3339, with a capital T and Z, as section 3.3 asks.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def is_whole(address):
    parts = urlsplit(address)
    return bool(parts.scheme) and (parts.scheme == "urn" or bool(parts.netloc))


def faults(text):
    """What the RFC says of a feed and this one does not do."""
    feed = ET.fromstring(text.encode())
    found = [] if feed.tag == f"{ATOM}feed" else [f"{feed.tag} in place of feed"]
    entries = feed.findall(f"{ATOM}entry")
    found += [fault for part in (feed, *entries, *feed.iter(f"{ATOM}author")) for fault in _faults(part)]
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    if len(set(ids)) < len(ids):
        found.append("an id twice")
    # Section 4.1.1: an author of the feed, or one of each entry; a link to itself and to what it tells.
    if feed.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        found.append("without author")
    if [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") != 1:
        found.append("without a link to itself")
    newest = max((entry.findtext(f"{ATOM}updated") for entry in entries), default="")
    if feed.findtext(f"{ATOM}updated") != newest:
        found.append("updated on another moment than its newest entry")
    return found


def _faults(part):
    kind = part.tag.removeprefix(ATOM)
    names = [child.tag.removeprefix(ATOM) for child in part]
    for name in set(names) - ONCE[kind] - AT_MOST_ONCE[kind] - MANY[kind]:
        yield f"{name} in {kind}"
    for name in ONCE[kind]:
        if names.count(name) != 1:
            yield f"{kind} with {names.count(name)} {name}"
    for name in AT_MOST_ONCE[kind]:
        if names.count(name) > 1:
            yield f"{kind} with {names.count(name)} {name}"
    for child in part:
        name, text = child.tag.removeprefix(ATOM), child.text or ""
        if name in ("updated", "published") and not (
            MOMENT.fullmatch(text) and datetime.fromisoformat(text).tzinfo
        ):
            yield f"{name} {text}"
        if name in ("id", "uri") and not is_whole(text):
            yield f"{name} {text}"
        if name == "link" and not is_whole(child.get("href", "")):
            yield f"link to {child.get('href')}"
        if name in TEXTS and (len(child) or child.get("type", "text") != "text"):
            yield f"{name} is no plain text"
        if name in ("id", "title", "name") and not text.strip():
            yield f"{name} is empty"
    links = [
        (link.get("rel", "alternate"), link.get("type"), link.get("hreflang"))
        for link in part.iter(f"{ATOM}link")
    ]
    alternates = [link for link in links if link[0] == "alternate"]
    if kind == "entry" and len(set(alternates)) < len(alternates):
        yield "two links of the same kind"
    # Section 4.1.2: without content an entry must lead somewhere.
    if kind == "entry" and "content" not in names and not alternates:
        yield "neither content nor link"


def test_the_feed_keeps_the_rules():
    assert faults(made()) == []


@pytest.mark.parametrize(
    "old, new, fault",
    [
        ("<title>Andere uren</title>", "", "entry with 0 title"),
        ("T00:00:00+01:00", "T00:00:00", "updated 2026-11-20T00:00:00"),
        ('href="https://voorbeeld.example/gids/acties/"', 'href="/acties/"', "link to /acties/"),
        ('rel="self"', 'rel="related"', "without a link to itself"),
        ("<author>", "<contributor>", "without author"),
        ("Andere uren", "<b>Andere</b>", "title is no plain text"),
    ],
)
def test_the_reading_of_the_rules_sees_what_is_wrong(old, new, fault):
    spoilt = made().replace(old, new).replace("</author>" if "author" in old else "\0", "</contributor>")

    assert fault in faults(spoilt)


def test_a_program_that_follows_sites_reads_it():
    read = feedparser.parse(made().encode())

    assert not read.bozo and read.version == "atom10" and read.encoding == "utf-8"
    assert (read.feed.title, read.feed.subtitle) == ("Voorbeeld & zoon", "Wat is er veranderd?")
    assert read.feed.language == "nl-BE" and read.feed.author_detail.name == "Voorbeeld & zoon"
    assert [(link.rel, link.href) for link in read.feed.links] == [
        ("self", "https://voorbeeld.example/gids/nieuws.atom"),
        ("alternate", "https://voorbeeld.example/gids/nieuws/"),
    ]
    assert [
        (entry.title, entry.link, entry.get("content", [{}])[0].get("value")) for entry in read.entries
    ] == [
        (
            "Laptops lenen",
            "https://voorbeeld.example/gids/acties/",
            "Je kan een laptop lenen. Vraag het aan GentInfo.",
        ),
        ("Andere uren", "https://voorbeeld.example/gids/nieuws/#nieuws-uren", None),
        (
            "Zomeruren",
            "https://voorbeeld.example/gids/nieuws/#nieuws-zomer",
            "In de zomer zijn de uren anders.",
        ),
    ]


def test_a_day_begins_when_it_does_in_ghent():
    moments = [
        entry.findtext(f"{ATOM}updated") for entry in ET.fromstring(made().encode()).iter(f"{ATOM}entry")
    ]

    assert moments == ["2026-11-20T00:00:00+01:00"] * 2 + ["2026-07-01T00:00:00+02:00"]


@given(st.text(), st.text(alphabet=st.characters(codec="utf-8")), st.text(min_size=1))
def test_whatever_somebody_types_it_is_well_formed(title, text, name):
    typed = (News("x", DAY, title.encode(errors="ignore").decode(), text),)
    settings = replace(SETTINGS, naam=name.encode(errors="ignore").decode() or "x")

    feed = ET.fromstring(atom(settings, typed, PAGE).encode())

    entry = feed.find(f"{ATOM}entry")
    kept = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    assert (entry.findtext(f"{ATOM}content") or "") == re.sub("\r\n?", "\n", kept)
    assert len(feed) == 8 and len(feed.findall(f"{ATOM}entry")) == 1


def ids(text):
    return [element.text for element in ET.fromstring(text.encode()).iter(f"{ATOM}id")]


def test_an_entry_is_known_again_whatever_else_is_edited():
    edited = (
        replace(NEWS[0], titel="Een laptop", op=date(2026, 11, 21), tekst="", adres=""),
        *NEWS[1:],
    )

    assert ids(made(edited)) == ids(made())
    assert ids(made(settings=replace(SETTINGS, naam="Anders"))) == ids(made())
    assert ids(made(settings=replace(SETTINGS, webadres="http://voorbeeld.example/gids/"))) == ids(made())


def test_no_other_entry_and_no_other_site_has_the_same_id():
    others = [
        replace(SETTINGS, webadres=f"https://{where}/") for where in ("ander.example", "voorbeeld.example")
    ]
    found = [id for settings in (SETTINGS, *others) for id in ids(made(settings=settings))]

    assert len(set(found)) == len(found) == 12
    assert all(re.fullmatch("urn:uuid:[0-9a-f-]{36}", id) for id in found)


def test_the_newest_are_shown_and_nothing_of_later():
    news = [News(str(number), DAY - timedelta(days=number % 60), "Titel") for number in range(-5, 120)]

    found = shown(news, DAY)

    assert len(found) == MOST == 50 and found[0].op == DAY
    assert [item.op for item in found] == sorted((item.op for item in found), reverse=True)
    # Of one day, as they stand in the file.
    assert [item.id for item in found[:2]] == ["0", "60"]


# On the site.

FEED_LINK = 'link[rel=alternate][type="application/atom+xml"]'


def test_the_site_has_the_news_as_a_page_and_as_a_feed(built_site, pages):
    text = (built_site / "nieuws.atom").read_text(encoding="utf-8")
    read = feedparser.parse(text.encode())
    page = pages["nieuws/index.html"]

    assert faults(text) == []
    titles = [words(heading) for heading in page.select("main h2[id^=nieuws-]")]
    assert (
        titles
        == [entry.title for entry in read.entries]
        == ["Hulp bij lezen", "Meer over de laptops", "De site is er"]
    )
    assert "Je vindt hier de Digipunten & de acties van de stad, ook als je scherm < 5 cm breed is." in words(
        page.main
    )
    assert [words(date) for date in page.select("main h2 + p.klein")] == [
        "20 november 2026",
        "20 november 2026",
        "2 november 2026",
    ]
    assert [(words(link), link["href"]) for link in page.select("main a.meer")] == [
        ("Bekijk: Hulp bij lezen", "../leeshulp/"),
        ("Bekijk: 200 extra noodlaptops voor het secundair onderwijs", "../acties/noodlaptops/"),
    ]
    for entry in read.entries:
        path, _, anchor = entry.link.removeprefix("https://digitaal-mee.example/").partition("#")
        assert not anchor or pages[f"{path}index.html"].find(id=anchor), entry.link


def test_only_the_home_page_and_that_of_the_news_name_the_feed(pages):
    naming = {name: page.select(FEED_LINK) for name, page in pages.items() if page.select(FEED_LINK)}

    assert {name: [link["href"] for link in links] for name, links in naming.items()} == {
        "index.html": ["nieuws.atom"],
        "nieuws/index.html": ["../nieuws.atom"],
    }


def build(root, day=TODAY):
    assert main(["--root", str(root), "--today", day, "--no-paper"]) == 0
    return root / "site"


@pytest.fixture
def with_news(small, project):
    """The small EXAMPLE project, with the page for news and some."""
    for name in ("content/nieuws.md", "data/nieuws.yaml"):
        (small / name).write_bytes((project / name).read_bytes())
    change(small / "data" / "nieuws.yaml", "    adres: /acties/noodlaptops/\n", "")
    return small


def test_a_site_can_do_without_news(with_news):
    (with_news / "data" / "nieuws.yaml").unlink()
    site = build(with_news)

    assert not (site / "nieuws.atom").exists()
    page = BeautifulSoup((site / "nieuws" / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert "Er is nog geen nieuws." in words(page.main)
    assert not page.select(FEED_LINK) and not page.find(id="volgen")
    assert "atom" not in (site / "index.html").read_text(encoding="utf-8")


def test_news_of_later_come_by_themselves(with_news, capsys):
    before = build(with_news, "2026-11-19") / "nieuws.atom"
    assert [entry.title for entry in feedparser.parse(before.read_bytes()).entries] == ["De site is er"]
    assert "2 waarschuwingen" in capsys.readouterr().out

    after = build(with_news, "2026-11-20") / "nieuws.atom"
    assert len(feedparser.parse(after.read_bytes()).entries) == 3


def test_the_feed_says_nothing_of_when_it_was_made(with_news):
    first = (build(with_news) / "nieuws.atom").read_bytes()

    assert (build(with_news, "2027-01-15") / "nieuws.atom").read_bytes() == first


@pytest.mark.parametrize(
    "old, new",
    [
        ("titel: De site is er", "titel: De site is er nu"),
        ("adres: /leeshulp/", "adres: /over/"),
        ("op: 2026-11-02", "op: 2026-11-21"),
        ("Je vindt hier", "Vandaag vind je hier"),
    ],
)
def test_changed_news_change_only_what_shows_them(with_news, old, new):
    before = tree(build(with_news))
    change(with_news / "data" / "nieuws.yaml", old, new)

    after = tree(build(with_news))

    assert {name for name in after if after[name] != before.get(name)} == {
        "nieuws.atom",
        "nieuws/index.html",
        # It names the content of every page.
        "sw.js",
    }
    assert main(["--root", str(with_news), "--today", TODAY, "--no-paper", "--force"]) == 0
    assert tree(with_news / "site") == after


def test_the_first_news_bring_the_link_on_the_home_page(with_news):
    path = with_news / "data" / "nieuws.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("nieuws: []\n", encoding="utf-8")
    assert "atom" not in (build(with_news) / "index.html").read_text(encoding="utf-8")

    path.write_text(text, encoding="utf-8")

    assert "nieuws.atom" in (build(with_news) / "index.html").read_text(encoding="utf-8")


def test_difficult_words_of_the_news_are_explained_below_them(with_news):
    (with_news / "data" / "woorden.yaml").write_text(
        "woorden:\n  - {woord: wifi, betekenis: Internet zonder draad.}\n", encoding="utf-8"
    )
    change(with_news / "data" / "nieuws.yaml", "titel: De site is er", "titel: Er is wifi")

    page = (build(with_news) / "nieuws" / "index.html").read_text(encoding="utf-8")

    assert "Internet zonder draad." in page


# What editors are told.


@pytest.mark.parametrize(
    "old, new, place, message",
    [
        (
            "adres: /leeshulp/",
            "adres: /leeshelp/",
            "7:12: fout",
            '"/leeshelp/": deze pagina bestaat niet. Bedoelde je "/leeshulp/"?',
        ),
        (
            "adres: /leeshulp/",
            "adres: /leeshulp",
            "7:12: fout",
            '"/leeshulp": deze pagina bestaat niet. Bedoelde je "/leeshulp/"?',
        ),
        (
            "adres: /leeshulp/",
            "adres: https://stad.gent/",
            "7:12: fout",
            '"https://stad.gent/" is geen adres van een pagina van deze site: schrijf het zoals /acties/, '
            "zonder de naam van de site en zonder ? of #",
        ),
        (
            "op: 2026-11-02",
            "op: 2027-11-02",
            "14:9: waarschuwing",
            "deze dag ligt na vandaag (23\u00a0november 2026): tot dan staat dit bericht niet op de site",
        ),
        (
            "op: 2026-11-02",
            "op: 2026-11",
            "14:9: fout",
            'schrijf de datum als 2026-12-25, niet als "2026-11"',
        ),
        (
            "id: laptops",
            "id: hulp-bij-lezen",
            "9:9: fout",
            '"hulp-bij-lezen" is al het id van regel 3: kies een ander woord',
        ),
        (
            "    titel: De site is er\n",
            "",
            "13:5: fout",
            '"titel" ontbreekt: wat er veranderde, in een paar woorden',
        ),
    ],
)
def test_a_slip_in_the_news_is_told_at_its_place(with_news, capsys, old, new, place, message):
    change(with_news / "data" / "nieuws.yaml", old, new)

    main(["check", "--root", str(with_news), "--today", TODAY])

    assert capsys.readouterr().out.splitlines()[0] == f"data/nieuws.yaml:{place}: {message}"


def test_news_that_no_page_shows_are_a_mistake_also_for_a_build_that_remembers(with_news, capsys):
    build(with_news)
    (with_news / "content" / "nieuws.md").unlink()

    assert main(["--root", str(with_news), "--today", TODAY, "--no-paper"]) == 1

    assert (
        "data/nieuws.yaml:1:1: fout: geen pagina toont dit: maak content/nieuws.md, met bovenaan "
        '"sjabloon: nieuws"'
    ) in capsys.readouterr().err


def test_news_about_a_page_that_goes_are_a_mistake_also_for_a_build_that_remembers(with_news, capsys):
    change(with_news / "data" / "nieuws.yaml", "adres: /leeshulp/", "adres: /digipunten/voorbeeld-een/")
    build(with_news)
    change(with_news / "data" / "digipunten.yaml", "id: voorbeeld-een", "id: voorbeeld-nul")

    assert main(["--root", str(with_news), "--today", TODAY, "--no-paper"]) == 1

    assert '"/digipunten/voorbeeld-een/": deze pagina bestaat niet.' in capsys.readouterr().err


def test_also_news_of_later_are_about_a_page_that_is_there(with_news, capsys):
    change(with_news / "data" / "nieuws.yaml", "op: 2026-11-20", "op: 2026-12-20")
    change(with_news / "data" / "nieuws.yaml", "adres: /leeshulp/", "adres: /digipunten/voorbeeld-een/")
    build(with_news)
    change(with_news / "data" / "digipunten.yaml", "id: voorbeeld-een", "id: voorbeeld-nul")

    assert main(["--root", str(with_news), "--today", TODAY, "--no-paper"]) == 1

    assert '"/digipunten/voorbeeld-een/": deze pagina bestaat niet.' in capsys.readouterr().err

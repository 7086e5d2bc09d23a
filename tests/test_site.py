"""The built site as a whole, read as HTML: what must be true of every page."""

import re
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.conftest import words

# The finder for other sites has no head and no foot of its own.
BARE = "digipunten/insluiten/zoeker/index.html"
# The finder to take along is one file: whatever runs in it is allowed by its own policy (tests/test_meenemen.py).
ONE_FILE = "digipunten/meenemen.html"
OVER = ("Deze actie is afgelopen", "Deze actie is afgelopen, voor zover we weten")


def whole(pages):
    """The pages that stand on their own."""
    return [(name, page) for name, page in pages.items() if name != BARE]


def test_every_page_has_one_main_heading_in_one_main(pages):
    for name, page in pages.items():
        assert len(page.select("h1")) == len(page.select("main")) == len(page.select("main h1")) == 1, name


def test_every_page_is_flemish_and_fits_a_phone(pages):
    for name, page in pages.items():
        assert page.html["lang"] == "nl-BE", name
        assert page.select_one("meta[name=viewport]")["content"] == "width=device-width, initial-scale=1"


def test_titles_and_descriptions_are_unique_and_of_a_good_length(pages):
    titles = [page.title.text for page in pages.values()]
    descriptions = [page.select_one("meta[name=description]")["content"] for page in pages.values()]

    assert len(set(titles)) == len(set(descriptions)) == len(pages)
    assert max(map(len, titles)) <= 70
    assert min(map(len, descriptions)) >= 50 and max(map(len, descriptions)) <= 165


def test_every_page_has_its_landmarks_and_a_first_link_to_its_content(pages):
    for name, page in whole(pages):
        assert len(page.select("body > header")) == len(page.select("body > footer")) == 1, name
        assert page.select_one("body > header nav[aria-label]"), name
        assert page.select_one("body a")["href"] == "#inhoud" and page.select_one("main#inhoud"), name


def test_headings_skip_no_level(pages):
    for name, page in pages.items():
        levels = [int(heading.name[1]) for heading in page.select("main h1, main h2, main h3, main h4")]
        assert all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False)), (
            name,
            levels,
        )


def test_gentinfo_can_be_called_from_the_head_of_every_page(pages):
    assert pages[BARE].main.select_one("a[href='tel:+3292101010']")
    for name, page in whole(pages):
        link = page.select_one("body > header a[href='tel:+3292101010']")
        assert link and "09\u00a0210\u00a010\u00a010" in link.text, name
        assert page.select_one("footer a[href='mailto:gentinfo@stad.gent']"), name


def test_nothing_is_loaded_from_another_host_and_nothing_runs_inline(pages):
    for name, page in pages.items():
        if name == ONE_FILE:
            continue
        for element in page.select("[src], link[href]:not([rel=canonical])"):
            address = element.get("src") or element.get("href")
            assert not urlsplit(address).netloc, (name, address)
        assert not page.select("style, [style], object, embed"), name
        assert [frame["src"] for frame in page.select("iframe")] == (
            ["zoeker/"] if name == "digipunten/insluiten/index.html" else []
        )
        for script in page.select("script"):
            # Data does not run; what runs has a file of its own.
            runs = script.get("type") not in ("application/json", "application/ld+json")
            assert bool(script.get("src")) == runs and not (runs and script.text), name
        attributes = {attribute for element in page.find_all(True) for attribute in element.attrs}
        assert not any(attribute.startswith("on") for attribute in attributes), name


def test_every_link_goes_to_a_page_a_file_a_phone_or_a_mailbox(pages, built_site):
    seen = 0
    for name, page in pages.items():
        for link in page.select("a[href]"):
            parts = urlsplit(link["href"])
            assert parts.scheme in ("", "https", "tel", "mailto", "sms"), (name, link["href"])
            if parts.scheme or not parts.path:
                continue
            # 404.html is shown at any address: its links begin at the root.
            start = built_site if parts.path.startswith("/") else (built_site / name).parent
            target = (start / parts.path.lstrip("/")).resolve()
            found = target / "index.html" if target.is_dir() else target
            assert found.is_file() and found.is_relative_to(built_site), (name, link["href"])
            seen += 1
    assert seen > 300


def test_no_link_says_only_click_here(pages):
    for name, page in pages.items():
        for link in page.select("a"):
            if link.find_parent("template"):
                continue
            assert words(link).lower() not in ("", "hier", "klik hier", "lees meer", "meer info", "meer"), (
                name
            )


def test_every_picture_is_either_described_or_left_out_for_a_screen_reader(pages):
    for name, page in pages.items():
        assert all(image.get("alt") for image in page.select("img")), name
        for drawing in page.select("svg"):
            assert drawing.get("aria-hidden") == "true" or drawing["aria-label"], name


def test_every_table_has_a_caption_and_heads(pages):
    tables = [(name, table) for name, page in pages.items() for table in page.select("table")]

    assert len(tables) >= 9
    for name, table in tables:
        assert (
            table.caption and table.select("thead th[scope=col]") and table.select("tbody th[scope=row]")
        ), name


def test_the_sitemap_lists_every_page_that_is_for_visitors(pages, built_site):
    addresses = re.findall("<loc>(.+?)</loc>", (built_site / "sitemap.xml").read_text(encoding="utf-8"))
    listed = {urlsplit(address).path for address in addresses}

    made = {"/" + name.removesuffix("index.html") for name in pages} - {"/404.html"}
    assert listed == made - {"/digipunten/insluiten/zoeker/", f"/{ONE_FILE}"}
    assert "Sitemap: https://digitaal-mee.example/sitemap.xml" in (built_site / "robots.txt").read_text()


def test_every_page_is_within_three_links_of_home(pages):
    def links(name):
        page = pages[name]
        return {
            urlsplit(link["href"]).path
            for link in page.select("a[href]")
            if not urlsplit(link["href"]).scheme
        }

    from posixpath import dirname, join, normpath

    reached, frontier = {"index.html"}, {"index.html"}
    for _ in range(3):
        found = set()
        for name in frontier:
            for path in links(name):
                file = "" if path.endswith(".html") else "index.html"
                target = normpath(join(dirname(name), path, file)) if path else name
                found.add(target)
        frontier = {name for name in found if name in pages} - reached
        reached |= frontier
    assert reached == set(pages) - {"404.html"}


def test_a_list_from_a_to_z_names_every_page(pages):
    page = pages["inhoud/index.html"]
    linked = {link["href"] for link in page.select("main .links a")}

    assert len(linked) >= len(pages) - 2
    letters = [heading.text for heading in page.select("main h2")]
    assert letters == sorted(letters, key=lambda letter: (letter != "0–9", letter))


def cards(page):
    return page.select("main li[data-digipunt]")


def test_the_finder_lists_all_places_by_name_and_says_that_the_list_is_incomplete(pages):
    page = pages["digipunten/index.html"]
    names = [words(card.h3.a) for card in cards(page)]

    assert len(names) == 8 and names == sorted(names)
    assert "8 Digipunten. " in words(page.main) and "De lijst is niet volledig." in words(page.main)
    assert "Bel GentInfo op 09 210 10 10" in words(page.main)


def test_a_place_with_old_hours_makes_no_claim_and_asks_to_call(pages):
    places = {name: page for name, page in pages.items() if page.main.has_attr("data-digipunt")}
    assert len(places) == 8
    for name, page in places.items():
        text = words(page.main)
        assert "Bel eerst" in text and "of de uren nog kloppen." in text, name
        assert "laatst bekende uren (6 maart 2024)" in words(page.table.caption), name
        assert not re.search(r"\b(nu open|is open|gesloten)\b", text.lower()), name
        assert len(page.select("table tbody tr")) == 7, name


def test_the_list_of_places_makes_no_claim_on_old_hours_either(pages):
    found = cards(pages["digipunten/index.html"])
    assert len(found) == 8
    for card in found:
        text = words(card)
        assert "Bel eerst GentInfo: 09 210 10 10" in text and "laatst bekende uren (6 maart 2024)" in text
        assert "gesloten" not in text.lower()


def test_an_action_that_is_over_says_so_first_and_shows_where_to_go_now(pages):
    actions = {name: page for name, page in pages.items() if re.fullmatch(r"acties/.+/index\.html", name)}
    assert len(actions) == 9
    for name, page in actions.items():
        first = page.main.h1.find_next_sibling()
        assert words(first.h2) in OVER, name
        assert first.select("a[href='../../digipunten/']") and first.select("a[href^='tel:']"), name


@pytest.mark.parametrize(
    "day, action, status",
    [
        ("2021-10-15", "digitale-pakketten", "Loopt tot en met december 2021"),
        ("2021-10-15", "digipunten-kinderen-jongeren", "Loopt tot en met juni 2022"),
        ("2021-10-15", "noodlaptops", "Afgelopen"),
        ("2021-10-15", "herstelde-toestellen", "Loopt tot en met december 2021, voor zover we weten"),
        ("2021-10-15", "hefboomproject", "Loopt tot en met december 2025, voor zover we weten"),
        ("2019-01-01", "steun-scholen", "Start in januari 2021"),
        ("2022-01-01", "digitale-pakketten", "Afgelopen"),
        ("2022-01-01", "herstelde-toestellen", "Afgelopen, voor zover we weten"),
        ("2025-12-31", "laptops-basisonderwijs", "Loopt tot en met december 2025"),
        ("2026-11-23", "laptops-basisonderwijs", "Afgelopen"),
        ("2026-11-23", "hefboomproject", "Afgelopen, voor zover we weten"),
    ],
)
def test_the_status_of_an_action_is_the_one_of_the_day(build, day, action, status):
    site = build(day)
    page = BeautifulSoup((site / "acties" / action / "index.html").read_text(encoding="utf-8"), "html.parser")
    lists = BeautifulSoup((site / "acties" / "index.html").read_text(encoding="utf-8"), "html.parser")

    if status.startswith("Afgelopen"):
        assert words(page.main.h1.find_next_sibling().h2) == status.replace(
            "Afgelopen", "Deze actie is afgelopen"
        )
    else:
        assert words(page.select_one("main .stand")) == status
    card = lists.select_one(f".kaart a[href='{action}/']")
    if card:
        assert words(card.find_parent(class_="kaart").select_one(".stand")) == status


def test_the_date_of_the_build_stands_at_the_foot_of_every_page(pages):
    for name, page in whole(pages):
        assert "maandag 23\u00a0november 2026" in page.footer.select_one(".gemaakt").text, name


def test_the_page_for_what_is_not_found_is_not_for_search_engines(pages):
    page = pages["404.html"]

    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.select_one("main a[href='/digipunten/']")

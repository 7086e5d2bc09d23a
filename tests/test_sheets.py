"""A place or an action on paper: what a browser prints when nobody changes a setting."""

from base64 import b64encode

import pytest

from sitegen.cli import main
from sitegen.paths import HOME
from tests import browser

CM = 96 / 2.54
# A4 between the margins of the style sheet; what is wider makes Chromium print everything smaller.
PAPER_WIDTH = int((21 - 2 * 1.2) * CM)
MARGINS = {"none": {}, "default": {"margin": dict.fromkeys(("top", "right", "bottom", "left"), "0.4in")}}
LISTS = ("insluiten", "lijst", "op-papier")
# The frozen data, also on a day that its actions ran; and the EXAMPLE set, also in a week of calendars.
DAYS = {"real": "2026-11-23", "running": "2021-06-01", "example": "2026-11-23", "holidays": "2026-12-21"}
ARIMO = HOME / "tests" / "node_modules" / "@fontsource" / "arimo" / "files"
RICHEST = "/digipunten/linde/"


@pytest.fixture(scope="module", params=DAYS)
def site(request, build, example_root, example_site, tmp_path_factory):
    day = DAYS[request.param]
    if request.param in ("real", "running"):
        return day, build(day)
    if request.param == "example":
        return day, example_site
    folder = tmp_path_factory.mktemp("vakantie") / "site"
    assert main(["--root", str(example_root), "--today", day, "--out", str(folder), "--no-paper"]) == 0
    return day, folder


@pytest.fixture(scope="module")
def sheets(site):
    """The address of every place and every action."""
    found = [
        f"/{kind}/{page.parent.name}/"
        for kind in ("digipunten", "acties")
        for page in sorted((site[1] / kind).glob("*/index.html"))
        if page.parent.name not in LISTS
    ]
    assert len(found) >= 17
    return found


@pytest.fixture(scope="module")
def page(chromium, site):
    """A page of the site as paper shows it."""
    day, folder = site
    with browser.serving(folder) as origin:
        context = chromium.new_context(
            base_url=origin,
            locale="nl-BE",
            viewport={"width": PAPER_WIDTH, "height": 1000},
            **browser.NO_WORKER,
        )
        context.add_init_script(browser.LOOK)
        context.add_init_script(arial())
        opened = context.new_page()
        # Printed on the day that it was made: nothing that was to come is over.
        opened.clock.install(time=f"{day}T08:00:00Z")
        opened.emulate_media(media="print")
        yield opened
        context.close()


def arial():
    """A script that gives any machine letters as wide as Arial's: a paper holds as much as most people's printers make of it."""
    fonts = {
        weight: b64encode((ARIMO / f"arimo-latin-{weight}-normal.woff2").read_bytes()).decode()
        for weight in (400, 700)
    }
    return "".join(
        f"document.fonts.add(new FontFace('Arial', Uint8Array.from(atob('{font}'), (c) => c.charCodeAt(0)), {{weight: '{weight}'}}));"
        for weight, font in fonts.items()
    )


USELESS = (
    ".niet-afdrukken, nav, form, button, input, select, textarea, summary, [hidden], .naar-inhoud, "
    ".antwoord, .vandaag, [data-deel], a[href$='.ics'], a[href*='openstreetmap.org'], .meer"
)
# Each row of a week, each change, each fact and each part of a text.
LOST = """[...document.querySelectorAll(
    'h1, .uren td, .uren caption, .veranderingen li, .andere-uren p, .feiten dt, .feiten dd, address, .lang > *, .kaart h3, .herkomst')]
  .filter((e) => !e.checkVisibility() || !e.getClientRects().length).map((e) => e.textContent)"""


@pytest.fixture(scope="module")
def seen(page, sheets):
    """What there is to see on each sheet, by its address: looked at once, for all tests."""
    found = {}
    for address in sheets:
        page.goto(address)
        page.evaluate("document.fonts.ready.then(() => 1)")
        found[address] = {
            "pages": {browser.count_pages(page.pdf(format="A4", **margin)) for margin in MARGINS.values()},
            "wide": page.evaluate("document.documentElement.scrollWidth") - PAPER_WIDTH,
            "texts": page.evaluate("look.onPaper()"),
            "useless": page.locator(USELESS).locator("visible=true").all_inner_texts(),
            "foot": page.locator(".voet").inner_text().replace("\u00a0", " ").split(),
            "links": page.evaluate("look.linksOnPaper()"),
            "lost": page.evaluate(LOST),
        }
    return found


def each(seen, look):
    """What a look finds on every sheet, by address; nothing where it finds nothing."""
    return {address: found for address, sheet in seen.items() if (found := look(sheet))}


def test_every_place_and_every_action_is_one_page(seen):
    assert each(seen, lambda sheet: sheet["pages"] - {1}) == {}


def test_no_letter_on_paper_is_smaller_than_12_points(seen):
    assert each(seen, lambda sheet: [text for text in sheet["texts"] if text["size"] < 16]) == {}
    assert each(seen, lambda sheet: sheet["wide"] > 0) == {}


def test_all_on_paper_is_black_on_white(seen):
    def coloured(sheet):
        return [text for text in sheet["texts"] if text["color"] != "rgb(0, 0, 0)" or text["isOnColor"]]

    assert each(seen, coloured) == {}


def test_nothing_on_paper_is_only_for_a_screen(seen):
    assert each(seen, lambda sheet: sheet["useless"]) == {}


def test_the_foot_says_which_page_this_is_and_when_it_was_made(seen):
    for address, sheet in seen.items():
        assert sheet["foot"][:3] == [f"digitaal-mee.example{address}", "gemaakt", "op"]
        assert len(sheet["foot"]) in (7, 14)
        # Until when the hours are sure.
        assert sheet["foot"][7:] in ([], ["Na", *sheet["foot"][8:12], "bel", "eerst."])


def test_an_address_is_printed_where_its_words_do_not_show_it(seen):
    """A website is; a mail, a number, another page of this site and a source are not."""

    def wrong(sheet):
        return [
            link
            for link in sheet["links"]
            if link["after"].strip(" ()")
            != (link["href"] if link["href"].startswith("http") and not link["isSource"] else "")
        ]

    assert each(seen, wrong) == {}


def test_what_paper_needs_is_on_it(seen):
    assert each(seen, lambda sheet: sheet["lost"]) == {}


@pytest.mark.parametrize("site", ["example"], indirect=True)
def test_weeks_stand_side_by_side_with_every_day_on_one_line(page):
    page.goto(RICHEST)

    rows = page.evaluate(
        """[...document.querySelectorAll('.uren')].map((table) => [...table.querySelectorAll('tbody td')]
          .map((cell) => cell.getBoundingClientRect()).map(({ x, y }) => [x, y]))"""
    )
    assert len(rows) == 4 and all(len(row) == 7 for row in rows)
    for day in range(7):
        assert len({row[day][1] for row in rows}) == 1
        assert [row[day][0] for row in rows] == sorted({row[day][0] for row in rows})
    days = page.locator(".uren tbody th").locator("visible=true").all_inner_texts()
    assert days == ["Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag", "Zaterdag", "Zondag"]


@pytest.mark.parametrize("site", ["real", "example"], indirect=True)
@pytest.mark.parametrize(
    ("address", "most"),
    [("/", 1), ("/digipunten/", 5), ("/contact/", 2), ("/doorverwijzers/", 4), ("/acties/", 3)],
)
def test_other_pages_stay_short(page, site, address, most):
    page.goto(address)

    assert 1 <= browser.count_pages(page.pdf(format="A4")) <= most


@pytest.mark.parametrize("site", ["real"], indirect=True)
@pytest.mark.parametrize("sheets_made", [1, 2, 3, 40])
@pytest.mark.parametrize("way", MARGINS)
def test_the_pages_of_a_pdf_are_counted(page, sheets_made, way):
    page.goto("about:blank")
    page.set_content(
        "<h1 style='break-after: page'>/Type /Page</h1>" * (sheets_made - 1) + "<h1>laatste</h1>"
    )

    assert browser.count_pages(page.pdf(format="A4", **MARGINS[way])) == sheets_made


@pytest.mark.parametrize("site", ["real"], indirect=True)
def test_what_does_not_belong_on_paper_is_noticed(page):
    page.goto("about:blank")
    page.set_content(
        "<p style='font-size: 15px'>klein</p><p style='color: #333'>grijs</p><p style='background: #eee'>vlak</p>"
        "<style>b::after { content: 'na'; font-size: 8px }</style><b>woord</b><i style='display: none'>weg</i>"
        "<a href='https://een.example/'>een</a>"
    )

    found = page.evaluate("look.onPaper()")
    assert [each["text"] for each in found if each["size"] < 16] == ["klein", "na"]
    assert [each["text"] for each in found if each["color"] == "rgb(51, 51, 51)"] == ["grijs"]
    assert [each["text"] for each in found if each["isOnColor"]] == ["vlak"]
    assert "weg" not in [each["text"] for each in found]
    assert [link["after"] for link in page.evaluate("look.linksOnPaper()")] == [""]

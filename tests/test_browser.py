"""The built site in a real browser: what a visitor sees and can reach.

A missing browser makes these tests fail. They need no network.
"""

import re
from itertools import product
from urllib.parse import urlsplit

import pytest

from tests import browser

HOME, FINDER = "/", "/digipunten/"
PLACE = "/digipunten/de-serre/"
ACTION = "/acties/herstelde-toestellen/"
CORE = (HOME, FINDER, PLACE, ACTION)
PAGES = (
    *CORE,
    "/acties/",
    "/contact/",
    "/inhoud/",
    "/404.html",
    "/digipunten/wijk/binnenstad/",
    "/digipunten/dag/maandag/",
    "/digipunten/insluiten/",
    "/digipunten/insluiten/zoeker/",
    "/doorverwijzers/",
)

SMALL_PHONE, PHONE, TABLET, DESKTOP = 320, 360, 768, 1280
# WCAG 1.4.12, and 1.4.4 as somebody with larger letters sees it.
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
TEXT_TWICE_AS_LARGE = "html { font-size: 200%; }"
MEDIA = [
    {"forced_colors": "active", "color_scheme": "light"},
    {"forced_colors": "active", "color_scheme": "dark"},
    {"forced_colors": "none", "reduced_motion": "reduce"},
]
STATUS_WORDS = [
    (HOME, "Zoek een Digipunt"),
    (FINDER, "Bel eerst"),
    (PLACE, "Bel eerst"),
    (ACTION, "Deze actie is afgelopen"),
    ("/acties/", "Afgelopen"),
]

on_core_pages = pytest.mark.parametrize("address", CORE)
on_all_kinds_of_pages = pytest.mark.parametrize("address", PAGES)
on_phone_and_desktop = pytest.mark.parametrize("width", [PHONE, DESKTOP])


@pytest.fixture(scope="module")
def origin(built_site):
    with browser.serving(built_site) as address:
        yield address


@pytest.fixture(scope="module")
def addresses(built_site):
    """Every address in the sitemap."""
    found = re.findall("<loc>(.+?)</loc>", (built_site / "sitemap.xml").read_text(encoding="utf-8"))
    assert len(found) >= 20
    return [urlsplit(address).path for address in found]


@pytest.fixture
def complaints():
    """What went wrong in the pages of this test."""
    return []


@pytest.fixture
def open_page(chromium, origin, complaints):
    """Open an address in a browser without memory; without an address, an empty page."""
    contexts = []

    def open_it(address=None, width=DESKTOP, height=800, **options):
        context = chromium.new_context(
            base_url=origin,
            locale="nl-BE",
            viewport={"width": width, "height": height},
            **{**browser.NO_WORKER, **options},
        )
        context.add_init_script(browser.LOOK)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        browser.listen(page, origin, complaints)
        if address:
            page.goto(address)
        return page

    yield open_it
    for context in contexts:
        context.close()


def listed(found):
    """Every finding on its own line, for the message of a failed test."""
    return "\n" + "\n".join(f"{where}: {what}" for where, what in found.items() if what)


@on_phone_and_desktop
@on_core_pages
def test_a_page_loads_in_silence_and_from_its_own_host_only(open_page, complaints, address, width):
    page = open_page(address, width, service_workers="allow")

    assert page.locator("h1").count() == 1
    assert complaints == []


def test_an_address_that_does_not_exist_shows_the_404_page_with_style_and_working_links(open_page):
    page = open_page()

    assert page.goto("/bestaat/niet/echt/").status == 404
    assert page.locator("h1").inner_text() == "Deze pagina bestaat niet"
    assert page.locator(".kop").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 219, 90)"
    page.get_by_role("link", name="Zoek een Digipunt").click()
    assert urlsplit(page.url).path == FINDER


def test_no_page_scrolls_sideways_and_nothing_sticks_out_of_its_box(open_page, addresses):
    page = open_page(height=568)

    found = {}
    for address in [*addresses, "/404.html"]:
        page.goto(address)
        for width in (SMALL_PHONE, TABLET, DESKTOP):
            page.set_viewport_size({"width": width, "height": 568})
            found[f"{address} op {width} px"] = page.evaluate("look.stickingOut()")
    assert not any(found.values()), listed(found)


@pytest.mark.parametrize("css", [TEXT_SPACING, TEXT_TWICE_AS_LARGE], ids=["text-spacing", "200-percent"])
@on_core_pages
def test_with_enlarged_text_at_320_px_nothing_scrolls_sideways_or_sticks_out(open_page, address, css):
    page = open_page(address, width=SMALL_PHONE, height=568, bypass_csp=True)
    height = page.evaluate("document.documentElement.scrollHeight")

    page.add_style_tag(content=css)

    assert page.evaluate("document.documentElement.scrollHeight") > 1.1 * height
    found = {address: page.evaluate("look.stickingOut()")}
    assert not found[address], listed(found)


def test_what_is_too_wide_cut_off_or_too_full_is_noticed(open_page):
    page = open_page(width=SMALL_PHONE)
    page.set_content(
        '<p style="width: 400px">breed</p>'
        f'<div style="overflow: hidden">{"lang" * 99}</div>'
        '<h2 style="width: 30px">woord</h2>'
    )

    assert [line.split(' "')[0] for line in page.evaluate("look.stickingOut()")] == [
        "pagina van 408 px",
        "buiten beeld: p",
        "te vol: div",
        "te vol: h2",
    ]


@on_all_kinds_of_pages
def test_axe_finds_nothing_against_wcag_22_a_and_aa(open_page, address):
    page = open_page(address, bypass_csp=True)

    found = {}
    for width, scheme in product([PHONE, DESKTOP], ["light", "dark"]):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found[f"{width} px, {scheme}"] = browser.violations(page)
    assert not any(found.values()), listed(found)


def test_axe_would_find_missing_names_weak_colours_and_small_targets(open_page):
    page = open_page()
    page.set_content(
        '<html lang="nl"><title>Fout</title><main><img src="data:,"><p style="color: #999">bleek</p>'
        '<button style="width: 9px; height: 9px; padding: 0" aria-label="een"></button>'
        '<button style="width: 9px; height: 9px; padding: 0" aria-label="twee"></button></main>'
    )

    assert set(browser.violations(page)) == {"image-alt", "color-contrast", "target-size"}


@on_phone_and_desktop
@on_core_pages
def test_tab_stops_at_every_link_in_order_and_each_stop_is_outlined_and_in_view(open_page, address, width):
    page = open_page(address, width)
    stops = page.evaluate("look.stops()")
    assert len(stops) >= 15

    seen = []
    for _ in stops:
        page.keyboard.press("Tab")
        seen.append(page.evaluate("look.focused()"))

    assert [focused["stop"] for focused in seen] == stops
    assert [focused["stop"] for focused in seen if not focused["isOutlined"]] == []
    assert [focused["stop"] for focused in seen if not focused["isInView"]] == []


@on_phone_and_desktop
@on_core_pages
def test_the_first_stop_is_a_skip_link_in_view_that_leads_into_main(open_page, address, width):
    page = open_page(address, width)
    page.evaluate("look.stops()")
    skip_link = page.locator('a[href="#inhoud"]').first
    assert skip_link.bounding_box()["y"] < 0

    page.keyboard.press("Tab")
    box = skip_link.bounding_box()
    assert page.evaluate("look.focused()")["stop"] == '0 a.naar-inhoud "Ga naar de inhoud"'
    assert box["x"] >= 0 and box["y"] >= 0
    assert box["x"] + box["width"] <= width and box["y"] + box["height"] <= 800

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert page.evaluate("look.focused()")["isInMain"]


@on_all_kinds_of_pages
def test_the_number_to_call_is_in_view_on_a_small_phone_and_large_enough(open_page, address):
    page = open_page(address, width=SMALL_PHONE, height=568)

    box = page.locator('a[href="tel:+3292101010"]').first.bounding_box()
    assert box["height"] >= 44
    assert box["x"] >= 0 and box["x"] + box["width"] <= SMALL_PHONE
    assert box["y"] >= 0 and box["y"] + box["height"] <= 568


def test_every_control_outside_a_sentence_is_at_least_44_by_44_px(open_page, addresses):
    """On a phone, and where there is room for a line of text in which a link would be as high as the line."""
    page = open_page(width=PHONE)

    small = {}
    for address in addresses:
        page.goto(address)
        for width in (PHONE, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            controls = page.evaluate("look.controls()")
            assert len(controls) >= 12
            small[address, width] = [
                control for control in controls if min(control["width"], control["height"]) < 44
            ]
    assert not any(small.values()), listed(small)


def test_a_control_is_measured_unless_a_sentence_stands_around_it(open_page):
    page = open_page()
    page.set_content(
        '<p><a href="/">alleen</a></p><p>Lees <a href="/">dit</a> eerst.</p>'
        '<ul><li><a href="/">een</a>, <a href="/">twee</a></li></ul>'
        '<a href="/" style="display: block; height: 44px">groot</a>'
    )

    controls = page.evaluate("look.controls()")
    assert [control["name"] for control in controls] == ['a "alleen"', 'a "een"', 'a "twee"', 'a "groot"']
    assert [control["height"] >= 44 for control in controls] == [False, False, False, True]


@on_core_pages
def test_main_says_the_same_without_javascript(open_page, address):
    without = open_page(address, java_script_enabled=False).locator("main").inner_text()
    page = open_page(address)
    # What only a script can do is shown by the script.
    page.evaluate(
        "document.querySelectorAll('main form, [data-kopie], [data-mail]').forEach((e) => { e.hidden = true })"
    )

    assert len(without.split()) >= 30
    assert page.locator("main").inner_text() == without


def test_without_javascript_two_clicks_lead_from_home_to_a_place(open_page, complaints):
    page = open_page(HOME, PHONE, java_script_enabled=False)

    page.get_by_role("link", name="Zoek een Digipunt").click()
    page.get_by_role("link", name="De Serre", exact=True).click()

    assert urlsplit(page.url).path == PLACE
    assert page.locator("h1").inner_text() == "De Serre"
    assert complaints == []


@pytest.mark.parametrize(("address", "words"), STATUS_WORDS)
def test_status_words_stay_readable_in_forced_colours_and_with_reduced_motion(
    open_page, complaints, address, words
):
    page = open_page()

    for media in MEDIA:
        page.emulate_media(**media)
        page.goto(address)
        said = [found for found in page.locator("main").get_by_text(words).all() if found.is_visible()]
        assert said, media
        assert min(word.evaluate("element => look.contrast(element)") for word in said) >= 4.5, media
    assert complaints == []


@on_core_pages
def test_nothing_moves_with_reduced_motion(open_page, address):
    page = open_page(address, reduced_motion="reduce")

    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert page.evaluate("look.moving()") == []


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_an_icon_stands_on_the_first_line_of_the_words_beside_it(open_page, width, media):
    page = open_page("/digipunten/", width)
    page.emulate_media(media=media)

    off = page.evaluate("""() => [...document.querySelectorAll('.kaart p > .icoon')].map((icon) => {
      const range = document.createRange()
      range.selectNodeContents(icon.nextSibling)
      const middle = ({ top, bottom }) => (top + bottom) / 2
      return Math.abs(middle(icon.getBoundingClientRect()) - middle(range.getClientRects()[0]))
    })""")

    assert len(off) >= 16 and max(off) <= 4, off

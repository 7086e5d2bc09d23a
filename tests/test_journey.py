"""One visit in many circumstances: find a place with help in 9050 for tomorrow, and get its number."""

import re

import pytest

from tests import browser

# Monday half past ten in Ghent: tomorrow is Tuesday.
MONDAY = "2026-11-23T09:30:00Z"
NUMBER = re.compile(r"^tel:\+32\d{8,9}$")


@pytest.fixture(scope="module")
def origin(example_site):
    with browser.serving(example_site) as address:
        yield address


def tab_to(page, wanted):
    """Press Tab until the focus stands on what is wanted; every stop on the way can be seen."""
    for _ in range(120):
        page.keyboard.press("Tab")
        now = page.evaluate("""() => {
          const e = document.activeElement
          const { outlineStyle, outlineWidth } = getComputedStyle(e)
          const box = e.getBoundingClientRect()
          return {
            words: (e.labels?.[0] ?? e).textContent.trim().replace(/\\s+/g, ' '),
            seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && box.width > 0
              && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
          }
        }""")
        assert now["seen"], now
        if re.search(wanted, now["words"]):
            return now["words"]
    raise AssertionError(f"Tab komt nooit bij {wanted}")


def number_on(page):
    """The number of the place whose page this is, as a link that calls it."""
    return page.locator("main a[href^='tel:']").first.get_attribute("href")


def by_keyboard(page):
    tab_to(page, "^Zoek een Digipunt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/digipunten/")
    page.locator("form").wait_for()
    tab_to(page, "^Postcode, wijk of straat")
    page.keyboard.type("9050")
    tab_to(page, "^Wanneer")
    page.keyboard.type("Morgen")
    tab_to(page, "^Met hulp$")
    page.keyboard.press("Space")
    tab_to(page, "^Zoek$")
    page.keyboard.press("Enter")
    page.wait_for_url("**plaats=9050*")
    status = page.locator("[role=status]")
    assert "open op dinsdag 24 november" in status.inner_text().replace("\u00a0", " ")
    assert page.evaluate("document.activeElement.closest('[data-zoeker]') !== null")
    first = page.locator("[data-zoeker] ol.eerste > li:visible h3 a").first.inner_text()
    tab_to(page, re.escape(first))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/digipunten/[\w-]+/$"))
    assert page.locator("h1").inner_text() == first


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"width": 320},
        {"forced_colors": "active"},
        {"color_scheme": "dark", "reduced_motion": "reduce"},
    ],
    ids=["desktop", "400-percent", "forced-colours", "dark-and-still"],
)
def test_with_the_keyboard_alone_somebody_finds_a_number(open_at, options):
    """1280 px at 400 % are 320 px for the page."""
    page = open_at("/", MONDAY, **options)

    by_keyboard(page)

    assert NUMBER.match(number_on(page))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_without_scripts_the_district_and_the_week_give_the_number(open_at):
    """One question after the other: a page of links cannot combine them."""
    page = open_at("/", MONDAY, width=320, java_script_enabled=False)

    page.get_by_role("link", name="Zoek een Digipunt").click()
    page.locator("summary", has_text="postcode").first.click()
    page.get_by_role("link", name=re.compile("^9050")).first.click()
    card = page.locator("main li[data-digipunt]").first
    card.get_by_role("link").first.click()
    assert page.get_by_role("rowheader", name="dinsdag").first.is_visible()

    assert NUMBER.match(number_on(page))


def test_after_one_visit_the_same_journey_needs_no_internet(chromium, example_site):
    page = chromium.new_page(viewport={"width": 360, "height": 800}, timezone_id="Europe/Brussels")
    page.clock.install(time=MONDAY)
    with browser.serving(example_site) as address:
        page.goto(f"{address}/")
        page.wait_for_function(
            "navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')", timeout=30_000
        )

    # The server is gone now.
    page.reload()
    by_keyboard(page)

    assert NUMBER.match(number_on(page))
    page.close()

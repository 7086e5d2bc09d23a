"""What an old browser lacks takes nothing away: modules, fetch, grids and other new parts of CSS."""

import re

import pytest

from tests import browser

MONDAY = "2026-11-23T09:30:00Z"
PAGES = [
    "/",
    "/digipunten/",
    "/digipunten/linde/",
    "/digipunten/wijk/ledeberg/",
    "/acties/",
    "/doorverwijzers/",
    "/contact/",
]
NEW_CSS = {
    "no-grid": r"(?:display:grid|grid-[\w-]+:[^;}]+);?",
    "no-has": r"[^{}]*:has\([^{}]*\{[^{}]*\}",
    "no-variables-in-min": r"[\w-]+:[^;{}]*(?:min|max|clamp)\([^;{}]*(?:;|(?=\}))",
}  # fmt: skip


@pytest.fixture(scope="module")
def origin(example_site):
    with browser.serving(example_site) as address:
        yield address


def without(page, pattern):
    """Style sheets as a browser reads them that drops what it does not know."""

    def cut(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(pattern, "", answer.text()))

    page.route("**/*.css", cut)
    page.reload()


@pytest.mark.parametrize("lacking", NEW_CSS)
def test_every_page_stays_readable_without_new_css(open_at, origin, lacking):
    page = open_at("/", MONDAY, width=320)
    without(page, NEW_CSS[lacking])
    for address in PAGES:
        page.goto(origin + address)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert [found for found in page.evaluate("look.stickingOut()") if "buiten" in found] == [], (
                address
            )
        overlapping = page.evaluate("""() => {
          const shown = [...document.querySelectorAll('main :is(h1, h2, h3, p, li, dt, dd, th, td)')]
            .filter((e) => e.checkVisibility() && !e.closest('.stadskaart') && e.innerText.trim())
          const box = (e) => e.getBoundingClientRect()
          const apart = (a, b) => a.bottom <= b.top + 2 || b.bottom <= a.top + 2 || a.right <= b.left + 2 || b.right <= a.left + 2
          return shown.slice(1).filter((e, i) => !shown[i].contains(e) && !apart(box(shown[i]), box(e)))
            .map((e) => e.innerText.slice(0, 40))
        }""")
        assert overlapping == [], address


def test_a_browser_without_modules_gets_what_it_gets_without_scripts(open_at, origin):
    """It ignores scripts of type module, and nothing else is sent."""
    page = open_at("/digipunten/", MONDAY, java_script_enabled=False)
    expected = page.locator("main").inner_text()
    old = open_at("/contact/", MONDAY)
    old.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    old.goto(origin + "/digipunten/")

    assert old.locator("main").inner_text() == expected
    assert not old.locator("form").is_visible()
    assert old.locator("script:not([type='module']):not([type$='json'])").count() == 0


@pytest.mark.parametrize(
    "lacking",
    ["fetch", "IntersectionObserver", "Highlight", "speechSynthesis", "navigator.serviceWorker", "navigator.clipboard"],
)  # fmt: skip
def test_the_finder_answers_without_what_old_browsers_lack(open_at, lacking):
    page = open_at("/contact/", MONDAY)
    page.context.add_init_script(
        f"Object.defineProperty({lacking.rpartition('.')[0] or 'window'}, '{lacking.rpartition('.')[2]}', {{ value: undefined }})"
    )
    page.goto(page.url.replace("/contact/", "/digipunten/"))
    assert page.evaluate(f"typeof {lacking}") == "undefined"

    page.get_by_label("Postcode, wijk of straat").fill("9050")
    page.get_by_role("button", name="Zoek", exact=True).click()
    assert re.match(r"\d+ Digipunten", page.locator("[role=status]").inner_text())
    page.locator("[data-zoeker] ol.eerste > li:visible a").first.click()
    assert page.locator("main a[href^='tel:']").first.is_visible()

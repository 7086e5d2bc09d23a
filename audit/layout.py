"""On the smallest phone: what sticks out, also with larger and wider text, and what is too small for a finger."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize

from audit.findings import Measures, counted

SMALL_PHONE: ViewportSize = {"width": 320, "height": 568}
SMALLEST_TARGET = 44
# WCAG 1.4.12, and 1.4.4 as somebody with larger letters sees it.
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
LARGE = "html { font-size: 200%; }"
LEAST_GROWTH = 1.2
WITH_STYLE = """(css) => {
  const style = new CSSStyleSheet()
  style.replaceSync(css)
  document.adoptedStyleSheets = [style]
}"""
OPEN = "document.querySelectorAll('details').forEach((e) => { e.removeAttribute('name'); e.open = true })"
HEIGHT = "document.body.getBoundingClientRect().height"


def measure(page: Page) -> Measures:
    """Measure a page that was just opened; leaves it with its details open."""
    page.set_viewport_size(SMALL_PHONE)
    outside = list(page.evaluate("look.stickingOut()"))
    page.evaluate(OPEN)
    outside += _new(page, outside, "opengeklapt")
    small = [
        f"{control['name']} {control['width']:.0f} x {control['height']:.0f} px"
        for control in page.evaluate("look.controls()")
        # As in WCAG 2.5.5: a marker or a district of the map is small, but the page has the same in a list.
        if min(control["width"], control["height"]) < SMALLEST_TARGET and not control["isDoubled"]
    ]
    height = page.evaluate(HEIGHT)
    page.evaluate(WITH_STYLE, SPACED)
    outside += _new(page, outside, "met meer ruimte in de tekst")
    page.evaluate(WITH_STYLE, LARGE)
    outside += _new(page, outside, "met letters van 200 %")
    if page.evaluate(HEIGHT) < LEAST_GROWTH * height:
        outside.append("letters van 200 % maken de tekst niet groter")
    page.evaluate(WITH_STYLE, "")
    return {"steekt uit": counted(outside), "kleine doelen": counted(small)}


def _new(page: Page, known: list[str], how: str) -> list[str]:
    return [f"{what} ({how})" for what in page.evaluate("look.stickingOut()") if what not in known]

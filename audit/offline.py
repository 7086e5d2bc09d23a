"""Which pages open without a network, after one visit to the home page."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from audit.findings import Found
from tests.browser import serving

READY = """() => Promise.race([
  navigator.serviceWorker.ready.then(() => true),
  new Promise((done) => setTimeout(() => done(false), 20_000)),
])"""


def measure(chromium: Browser, site: Path, headings: dict[str, str], moment: str | None) -> dict[str, Found]:
    """For each address: 1 when the page with this heading opens."""
    if not (site / "sw.js").exists():
        return dict.fromkeys(headings, Found(0, ("de site heeft geen sw.js",)))
    context = chromium.new_context(locale="nl-BE", service_workers="allow")
    if moment:
        context.clock.set_fixed_time(moment)
    page = context.new_page()
    # The server stops as well: a service worker may still reach it when only the page is offline.
    with serving(site) as origin:
        page.goto(f"{origin}/")
        is_ready = page.evaluate(READY)
    context.set_offline(True)
    found = {
        address: _opens(page, origin + address, heading)
        if is_ready
        else Found(0, ("de service worker was na 20 s niet klaar",))
        for address, heading in headings.items()
    }
    context.close()
    return found


def _opens(page: Page, url: str, heading: str) -> Found:
    try:
        page.goto(url, timeout=5000)
        shown = page.locator("h1").first.inner_text(timeout=2000)
    except Error as error:
        return Found(0, (error.message.splitlines()[0],))
    return Found(1) if shown == heading else Found(0, (f'toont "{shown}"',))

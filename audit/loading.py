"""A first visit on a phone: what is loaded, what moves, and what of the text is there without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from audit.findings import Found, Measures
from bench.bytes import compressed

PHONE: ViewportSize = {"width": 360, "height": 640}
# Chromium without a window fetches no icon; that of a visitor does.
ICON = "[...document.querySelectorAll('link[rel=icon]')].map((e) => e.href)"
SHIFTS = """() => new Promise((done) => {
  const name = (e) => e ? [e.localName, ...e.classList].join('.') : 'iets'
  let moved = []
  new PerformanceObserver((list) => {
    moved = list.getEntries().map(({ value, sources }) => [value, sources.map(({ node }) => name(node)).join(', ')])
  }).observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => done(moved), 300)
})"""
# What only a script can do is left out, and what it says about this moment: it replaces a general answer.
TEXT = r"""(isWithScript) => {
  const main = document.querySelector('main')
  if (!main) return []
  for (const details of main.querySelectorAll('details')) { details.removeAttribute('name'); details.open = true }
  const own = 'form, button, [role=status], [data-antwoord], [data-vanaf], [data-deel] > span, [data-mail], [data-met-script], .vandaag'
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  const found = []
  while (texts.nextNode()) {
    const around = texts.currentNode.parentElement
    const isShown = around.checkVisibility({ visibilityProperty: true })
    if (isShown && !(isWithScript && around.closest(own))) found.push(texts.currentNode.data.replace(/\s+/g, ' ').trim())
  }
  return found.filter(Boolean)
}"""


class Loaded(NamedTuple):
    heading: str
    measures: Measures


class Loading:
    """First visits to a site; each starts with an empty memory."""

    def __init__(self, chromium: Browser, origin: str, site: Path, moment: str | None) -> None:
        self.chromium, self.origin, self.site, self.moment = chromium, origin, site, moment
        self.without_script = self._context(has_script=False).new_page()

    def visit(self, address: str) -> Loaded:
        context = self._context()
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(self.origin + address)
        shifts = page.evaluate(SHIFTS)
        asked += [icon for icon in page.evaluate(ICON) if icon not in asked]
        loaded = Loaded(
            page.locator("h1").first.inner_text(),
            {
                "bytes": self._bytes(asked),
                "verzoeken": Found(len(asked), tuple(asked)),
                "verschuiving": Found(
                    round(sum(value for value, _ in shifts), 4), tuple(what for _, what in shifts)
                ),
            }
            | self._share(page, address),
        )
        context.close()
        return loaded

    def _context(self, has_script: bool = True) -> BrowserContext:
        context = self.chromium.new_context(
            viewport=PHONE, locale="nl-BE", service_workers="block", java_script_enabled=has_script
        )
        if self.moment:
            context.clock.set_fixed_time(self.moment)
        return context

    def _bytes(self, asked: list[str]) -> Found:
        """With Brotli, as a host sends them; what another host sends is found by the number of requests."""
        files = [self.site / urlsplit(url).path.removeprefix("/") for url in asked]
        sizes = [compressed(file / "index.html" if file.is_dir() else file) for file in files]
        return Found(
            sum(sizes), tuple(f"{urlsplit(url).path} {size}" for url, size in zip(asked, sizes, strict=True))
        )

    def _share(self, page: Page, address: str) -> Measures:
        """How much of the text with JavaScript is there without, in per cent of its words.

        Without JavaScript nobody asks a question in an address.
        """
        if urlsplit(address).query:
            return {}
        self.without_script.goto(self.origin + address)
        full = page.evaluate(TEXT, True)
        bare = set(self.without_script.evaluate(TEXT, False))
        missing = [text for text in full if text not in bare]
        share = 1 - _words(missing) / _words(full) if full else 0
        return {"zonder script": Found(round(100 * share, 1), tuple(missing))}


def _words(texts: list[str]) -> int:
    return sum(len(text.split()) for text in texts)

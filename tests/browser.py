"""What the browser tests measure with: a server, and small scripts that look at a page."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Without the sandbox, as root may not use it.
FLAGS = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]


def executable() -> str:
    """The installed browser. A missing one is an error: the tests are never skipped."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise FileNotFoundError(f"geen browser gevonden ({', '.join(NAMES)}): make browser installeert hem")
    return found


class Handler(SimpleHTTPRequestHandler):
    """Serves as a host would: with the headers of _headers, and 404.html for what is not there."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        for line in (Path(self.directory) / "_headers").read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                self.send_header(*line.strip().split(": ", 1))
        super().end_headers()

    def list_directory(self, path) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The folder on a free port of this computer; gives its origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def listen(page: Page, origin: str, complaints: list[str]) -> None:
    """Write down what goes wrong in a page, and what it asks of another host."""
    page.on(
        "console",
        lambda said: (
            complaints.append(f"console: {said.text}") if said.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(f"fout: {error}"))
    page.on("requestfailed", lambda request: complaints.append(f"mislukt: {request.url}"))
    page.on(
        "response",
        lambda got: complaints.append(f"{got.status}: {got.url}") if got.status >= 400 else None,
    )
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith(f"{origin}/") else complaints.append(f"andere host: {asked.url}")
        ),
    )


WCAG_22_AA = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # The only rule of 2.2, and off unless it is asked for.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


def violations(page: Page) -> dict[str, list[str]]:
    """What axe finds against WCAG 2.2 A and AA: the elements that break each rule."""
    found = Axe().run(page, options=WCAG_22_AA).response["violations"]
    return {rule["id"]: [str(node["target"]) for node in rule["nodes"]] for rule in found}


# How a message calls an element.
NAME = """
const name = (e) => `${e.tagName.toLowerCase()}${[...e.classList].map((c) => '.' + c).join('')} `
  + `"${(e.innerText ?? '').trim().replace(/\\s+/g, ' ').slice(0, 40)}"`
"""

WIDER_THAN_THE_SCREEN = f"""() => {{
  {NAME}
  const root = document.documentElement
  const all = [...document.body.querySelectorAll('*')].filter((e) => !e.closest('svg'))
  const out = all.filter((e) => e.getBoundingClientRect().right > root.clientWidth + 0.5).map(name)
  const cut = all.filter((e) => /hidden|clip/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
  const scrolls = root.scrollWidth > root.clientWidth ? [`pagina: ${{root.scrollWidth}} px breed`] : []
  return [...scrolls, ...out, ...cut.map((e) => `afgeknipt: ${{name(e)}}`)]
}}"""

# A control in a sentence may be as high as its line: WCAG 2.5.8 excepts it too.
SMALLER_THAN_44 = f"""() => {{
  {NAME}
  const CONTROLS = 'a, button, input, select, summary'
  const inSentence = (e) => {{
    const around = e.closest('p, li, dd')?.cloneNode(true)
    around?.querySelectorAll(CONTROLS).forEach((control) => control.remove())
    return /\\p{{L}}/u.test(around?.textContent ?? '')
  }}
  const controls = [...document.querySelectorAll(CONTROLS)].filter((e) => e.checkVisibility() && !inSentence(e))
  const small = controls.map((e) => [e, e.getBoundingClientRect()]).filter(([, r]) => r.width < 44 || r.height < 44)
  return {{
    controls: controls.length,
    small: small.map(([e, r]) => `${{name(e)}}: ${{r.width.toFixed(1)}} x ${{r.height.toFixed(1)}}`),
  }}
}}"""

# The places where Tab should stop, in order; FOCUSED says at which of them it did.
STOPS = f"""() => {{
  {NAME}
  window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({{visibilityProperty: true}}))
  return window.stops.map((e, i) => `${{i}} ${{name(e)}}`)
}}"""
FOCUSED = f"""() => {{
  {NAME}
  const e = document.activeElement
  const style = getComputedStyle(e)
  const alpha = style.outlineColor.match(/(?:,|\\/) ?([\\d.]+)\\)$/) && style.outlineColor.startsWith('rgba')
    ? parseFloat(style.outlineColor.split(',')[3]) : 1
  const [box] = e.getClientRects()
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  return {{
    stop: `${{window.stops.indexOf(e)}} ${{name(e)}}`,
    id: e.id,
    inMain: Boolean(e.closest('main')),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && alpha > 0,
    // Inside the window, with nothing on top of it.
    shown: Boolean(top) && (e.contains(top) || top.contains(e) && top.closest('a') === e),
  }}
}}"""

MOVING = f"""() => {{
  {NAME}
  const moves = (e) => {{
    const style = getComputedStyle(e)
    return /[1-9]/.test(style.transitionDuration + style.animationDuration) || style.scrollBehavior === 'smooth'
  }}
  return [...document.querySelectorAll('*')].filter(moves).map(name)
}}"""

# In forced colours a text can only be lost where a part of the page refuses them.
READABLE = """(e) => {
  const solid = (color) => !/^rgba\\(.*, 0\\)$/.test(color)
  let behind = e
  while (behind && !solid(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement
  const background = behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)'
  const box = e.getBoundingClientRect()
  return e.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && box.width > 1 && box.height > 1 && getComputedStyle(e).color !== background
}"""


def count_pages(pdf: bytes) -> int:
    """Pages of a PDF as Chromium writes it: each is an object of its own, and not compressed."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))

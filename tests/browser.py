"""What the browser tests measure with: a server, and small scripts that look at a page."""

from __future__ import annotations

import re
import shutil
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# The first has no windows at all, which makes it twice as fast.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Without the sandbox, as root may not use it.
FLAGS = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]


# The worker of a page fetches the whole site for later; who measures something else does without.
NO_WORKER = {"service_workers": "block"}
WORKER_BLOCKED = "Service Worker registration blocked by Playwright"


def executable() -> str:
    """The installed browser. A missing one is an error: the tests are never skipped."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise FileNotFoundError(f"geen browser gevonden ({', '.join(NAMES)}): make browser installeert hem")
    return found


def headers_at(address: str, rules: str) -> list[tuple[str, str]]:
    """What a file `_headers` says for an address: below each pattern of addresses stand the headers of those."""
    found = []
    holds = False
    for line in rules.splitlines():
        if line[:1] == " ":
            if holds:
                name, _, value = line.strip().partition(": ")
                found.append((name, value))
        elif line and line[0] != "#":
            holds = fnmatchcase(address, re.sub(r":\w+", "*", line.strip()))
    return found


class Handler(SimpleHTTPRequestHandler):
    """Serves as a host would: with the headers in _headers, and 404.html for what is not there."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        rules = (Path(self.directory) / "_headers").read_text(encoding="utf-8")
        for header in headers_at(urlsplit(self.path).path, rules):
            self.send_header(*header)
        super().end_headers()

    def send_head(self) -> Any:
        try:
            return super().send_head()
        except ValueError:
            # A name that no file can have.
            return self.send_error(HTTPStatus.NOT_FOUND)

    def list_directory(self, path: object) -> None:
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


class Server(ThreadingHTTPServer):
    """When it closes, nobody is answered any more: not on a connection that stayed open either."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.connections: list[socket.socket] = []

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, client = super().get_request()
        self.connections.append(connection)
        return connection, client

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that leaves a page hangs up.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        super().server_close()
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The folder on a free port of this computer; gives its origin."""
    server = Server(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
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
            complaints.append(f"console: {said.text}")
            if said.type in ("error", "warning") and said.text != WORKER_BLOCKED
            else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(f"fout: {error}"))
    page.on(
        "requestfailed",
        # Who goes on to the next page breaks off what is still under way.
        lambda request: (
            None if request.failure == "net::ERR_ABORTED" else complaints.append(f"mislukt: {request.url}")
        ),
    )
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
    # The rule for 2.2 is off unless it is asked for.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


def violations(page: Page) -> dict[str, list[str]]:
    """What axe finds against WCAG 2.2 A and AA: the elements that break each rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(options)", WCAG_22_AA)["violations"]
    return {rule["id"]: [str(node["target"]) for node in rule["nodes"]] for rule in found}


# Present in every page a test opens, as `look`.
LOOK = r"""
// How a message calls an element.
const name = (e) => [e.tagName.toLowerCase(), ...e.classList].filter((part) => part !== 'gekozen').join('.')
  + ` "${(e.innerText ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}"`
const isClear = (color) => /^rgba\(.*, 0\)$/.test(color)
const textAround = (control) => {
  const around = control.closest('p, li, dd')?.cloneNode(true)
  around?.querySelectorAll(CONTROL).forEach((e) => e.remove())
  return around?.textContent ?? ''
}
// A link in a drawing that leads to a part of this page, or where another link leads as well.
const isDoubled = (e) => Boolean(e.closest('svg')) && [...document.links, ...document.querySelectorAll('[id]')]
  .some((other) => !other.closest('svg') && (other.href === e.href.baseVal || `#${other.id}` === e.href.baseVal
    || other.getAttribute('href') === e.href.baseVal))
const luminance = (color) => {
  const [red, green, blue] = color.match(/[\d.]+/g).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const CONTROL = 'a, button, input, select, summary'
const STOP = 'a[href]:not([tabindex="-1"]), button, input, select, textarea, summary, [tabindex]:not([tabindex^="-"])'
let stops = []

window.look = {
  /** What makes the page scroll sideways, or is wider inside than its box. */
  stickingOut() {
    const root = document.documentElement
    const isScrolled = (e) => Boolean(e) && (/auto|scroll/.test(getComputedStyle(e).overflowX) || isScrolled(e.parentElement))
    const all = [...document.body.querySelectorAll('*')].filter((e) => !e.closest('svg') && !isScrolled(e.parentElement))
    const isOutside = (e) => {
      const box = e.getBoundingClientRect()
      return box.right > root.clientWidth + 0.5 || box.left < -0.5
    }
    const isTooFull = (e) => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && e.localName !== 'input'
      && !/auto|scroll/.test(getComputedStyle(e).overflowX)
    const outside = all.filter((e) => isOutside(e) && !isOutside(e.parentElement))
    const tooFull = all.filter((e) => isTooFull(e) && ![...e.querySelectorAll('*')].some(isTooFull))
    return [
      ...(root.scrollWidth > root.clientWidth ? [`pagina van ${root.scrollWidth} px`] : []),
      ...outside.map((e) => `buiten beeld: ${name(e)}`),
      ...tooFull.map((e) => `te vol: ${name(e)}`),
    ]
  },

  /** Every control but those in a sentence: they may be as high as their line, as in WCAG 2.5.8. */
  controls() {
    return [...document.querySelectorAll(CONTROL)]
      .filter((e) => e.checkVisibility() && !/\p{L}/u.test(textAround(e)))
      .map((e) => [e, e.getBoundingClientRect()])
      .map(([e, { width, height }]) => ({ name: name(e), width, height, isDoubled: isDoubled(e) }))
  },

  /** Where Tab should stop, in order. */
  stops() {
    stops = [...document.querySelectorAll(STOP)]
      .filter((e) => !e.disabled && e.checkVisibility({ visibilityProperty: true }))
    return stops.map((e, i) => `${i} ${name(e)}`)
  },

  /** Where Tab did stop, after a call of stops(). */
  focused() {
    const e = document.activeElement
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(e)
    const [line] = e.getClientRects()
    const onTop = document.elementFromPoint(line.x + line.width / 2, line.y + line.height / 2)
    return {
      stop: `${stops.indexOf(e)} ${name(e)}`,
      isInMain: Boolean(e.closest('main')),
      isOutlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !isClear(outlineColor),
      isInView: e.contains(onTop),
    }
  },

  moving() {
    const isMoving = (e) => {
      const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(e)
      return /[1-9]/.test(transitionDuration + animationDuration) || scrollBehavior === 'smooth'
    }
    return [...document.querySelectorAll('*')].filter(isMoving).map(name)
  },

  /** Every piece of text that is shown, also what a style sheet adds: its size in px and its colours. */
  onPaper() {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = []
    const add = (text, e, style) => {
      let behind = e
      while (behind.parentElement && isClear(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement
      const ground = getComputedStyle(behind).backgroundColor
      const isOnColor = !isClear(ground) && ground !== 'rgb(255, 255, 255)'
      found.push({ text, size: parseFloat(style.fontSize), color: style.color, isOnColor })
    }
    while (texts.nextNode()) {
      const [text, e] = [texts.currentNode.data.trim(), texts.currentNode.parentElement]
      if (text && e.checkVisibility({ visibilityProperty: true })) add(text, e, getComputedStyle(e))
    }
    for (const e of document.body.querySelectorAll('*')) {
      for (const pseudo of e.checkVisibility() ? ['::before', '::after'] : []) {
        const style = getComputedStyle(e, pseudo)
        const text = style.content.match(/"(.+)"/)?.[1]
        if (text && style.display !== 'none') add(text, e, style)
      }
    }
    return found
  },

  /** Every link that is shown, with its words and what a style sheet adds to them. */
  linksOnPaper() {
    return [...document.querySelectorAll('a')].filter((e) => e.checkVisibility()).map((e) => {
      const { content } = getComputedStyle(e, '::after')
      const after = content === 'none' ? '' : [...content.matchAll(/"(.*?)"/g)].map((part) => part[1]).join('')
      return { href: e.getAttribute('href'), after, isSource: Boolean(e.closest('.herkomst')) }
    })
  },

  /** Contrast of an element's text with the first colour behind it, from 1 to 21; 0 when it is hidden. */
  contrast(e) {
    if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return 0
    let behind = e
    while (behind.parentElement && isClear(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement
    const [dark, light] = [getComputedStyle(e).color, getComputedStyle(behind).backgroundColor]
      .map(luminance).sort((a, b) => a - b)
    return (light + 0.05) / (dark + 0.05)
  },
}
"""


def asset(site: Path, name: str) -> Path:
    """A style sheet or script in a built site: the file of `js/uren.js` is `js/uren.k3x7q2.js`."""
    stem, _, kind = name.rpartition(".")
    (path,) = site.glob(f"{stem}.*.{kind}")
    return path


def importing(site: Path, script: str) -> str:
    """A script for a page of a built site, with our modules in it by their names there."""
    return re.sub(r"(?<='/)js/\w+\.js(?=')", lambda name: f"js/{asset(site, name[0]).name}", script)


def count_pages(pdf: bytes) -> int:
    """Pages of a PDF as Chromium writes it: each is an object of its own, and not compressed."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))

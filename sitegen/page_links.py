"""Every link and anchor of a rendered page leads somewhere, and no id stands twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.model import Text
from sitegen.page import Page
from sitegen.problems import Problem, did_you_mean

LINKING = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "iframe": "src",
    "form": "action",
    "use": "href",
}


class PageScan(NamedTuple):
    """What the check needs of a rendered page: its ids, where its links lead, and its number of main headings."""

    ids: tuple[str, ...]
    targets: tuple[str, ...]
    titles: int


# Pages come from our templates and from cleaned HTML: attributes stand between quotes, and the same quote inside
# a value is always written as a reference. The text of a script is no HTML; tags without attributes say nothing here.
TAG = re.compile(
    r"""<(?:(script|style)|([a-z][a-z0-9]*+(?=\s)|h1))([^"'>]*+(?:"[^"]*+"[^"'>]*+|'[^']*+'[^"'>]*+)*+)>"""
    r"""(?(1).*?</(?:script|style)\s*>)|<!--.*?-->""",
    re.DOTALL,
)
# Other values are read over as a whole, for they may hold what looks like an attribute.
ATTRIBUTE = re.compile(r"""\s(id|href|src|action)=(?:"([^"]*+)"|'([^']*+)')|"[^"]*+"|'[^']*+'""")


def scan(body: str) -> PageScan:
    ids: list[str] = []
    targets: dict[str, None] = {}
    titles = 0
    for raw, plain, attributes in TAG.findall(body):
        tag = raw or plain
        if tag == "h1":
            titles += 1
        if tag not in LINKING and "id=" not in attributes:
            continue
        for name, quoted, single in ATTRIBUTE.findall(attributes):
            value = quoted or single
            if "&" in value:
                from html import unescape

                value = unescape(value)
            if name == "id":
                ids.append(value)
            elif LINKING.get(tag) == name:
                targets[value] = None
    return PageScan(tuple(filter(None, ids)), tuple(targets), titles)


def check_page(
    page: Page,
    found: PageScan,
    known: Collection[str],
    scan_of: Callable[[str], PageScan | None],
    templates: str,
) -> Iterator[Problem]:
    """What is wrong on one page. `known` are the addresses of all pages and files, `scan_of` gives those of pages."""
    if found.titles != 1 or "inhoud" not in found.ids:
        message = f'{page.address} heeft niet één hoofdtitel (h1) in een deel met id "inhoud"'
        yield Problem(f"{templates}/{page.template}", 1, 1, "error", "zonder-inhoud", message)
    if len(set(found.ids)) < len(found.ids):
        for id, times in Counter(found.ids).items():
            if times > 1:
                message = f'op {page.address} staat het anker "{id}" twee keer'
                yield _on_page(page, templates, id, "dubbel-anker", message)
    for target in found.targets:
        inside = _resolved(page.address, target)
        if not inside:
            continue
        address, fragment = inside
        if address not in known:
            hint = did_you_mean(address, known)
            yield _on_page(page, templates, target, "link", f'"{target}": dit bestaat niet.{hint}')
        elif fragment and (there := scan_of(address)) and unquote(fragment) not in there.ids:
            hint = did_you_mean(fragment, there.ids)
            message = f'"{target}": op {address} staat geen "#{fragment}".{hint}'
            yield _on_page(page, templates, target, "anker", message)


def _resolved(address: str, target: str) -> tuple[str, str] | None:
    """The address and the fragment to which a link on a page leads; None when it leads out of the site."""
    if target[:1] == "/":
        # The same on each page, and most links are.
        return _from_the_root(target)
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    return unquote(urlsplit(urljoin(address, target)).path) or address, parts.fragment


# An address as our templates write it, which needs no reading by the rules of addresses.
PLAIN = re.compile(r"(?:/[\w-]+(?:\.\w+)*)*/?(?:#[\w-]*)?")


@lru_cache(maxsize=1 << 12)
def _from_the_root(target: str) -> tuple[str, str] | None:
    if PLAIN.fullmatch(target):
        path, _, fragment = target.partition("#")
        return path, fragment
    parts = urlsplit(target)
    if parts.netloc:
        return None
    return unquote(urlsplit(urljoin("/", target)).path), parts.fragment


def _on_page(page: Page, templates: str, typed: str, code: str, message: str) -> Problem:
    """At the place in the page's own text where it was typed; otherwise it stands in the template."""
    if page.text and typed in page.text.body:
        return at(page.text, *place_of(page.text, typed, 1, typed), code, message)
    return Problem(f"{templates}/{page.template}", 1, 1, "error", code, f"{message} (op {page.address})")


def at(text: Text, line: int, column: int, code: str, message: str) -> Problem:
    source = text.body.split("\n")[line - text.body_line] if line >= text.body_line else ""
    return Problem(text.file, line, column, "error", code, message, source)


def place_of(text: Text, typed: str, nth: int, words: str) -> tuple[int, int]:
    """Line and column of the nth link to `typed`: inside its brackets, or else where its words stand."""
    patterns = [
        rf"(?<=[(<]){re.escape(typed)}(?=[)>\s\"'])",
        rf"(?<=\]: ){re.escape(typed)}",
        re.escape(typed),
    ]
    lines = list(enumerate(text.body.split("\n"), text.body_line))
    for pattern in patterns if typed else []:
        found = [(n, match.start() + 1) for n, line in lines for match in re.finditer(pattern, line)]
        if found:
            number, column = found[min(nth, len(found)) - 1]
            return number, column
    fallback = re.escape(words.strip() or typed) if typed else r"\]\(\s*\)"
    for n, line in lines:
        if match := re.search(fallback, line):
            return n, match.start() + 1
    return text.body_line, 1

"""Every link, anchor and image leads somewhere: in the texts of editors, and on the rendered pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import islice
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from sitegen import page_links
from sitegen.limits import MOST_PROBLEMS
from sitegen.markup import SCHEMES, uncleaned_html
from sitegen.model import Text
from sitegen.nodes import Document, Scalar
from sitegen.page_links import LINKING, at, check_page, place_of
from sitegen.pages import text_address
from sitegen.problems import Problem, did_you_mean
from sitegen.records import parse_email, parse_url
from sitegen.render import Output
from sitegen.traps import DEEP_BLOCK


class _Scan(HTMLParser):
    """The ids and headings of a page, and what it links to, with the words of each link."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[tuple[str, str, str]] = []
        self.headings: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("id"):
            self.ids.append(given["id"])
        if tag in LINKING and (LINKING[tag] in given or tag in ("a", "img")):
            self.links.append((tag, given.get(LINKING[tag], ""), given.get("alt", "")))
        if tag == "a" or re.fullmatch("h[1-6]", tag):
            self._open.append((tag, ""))

    def handle_data(self, data: str) -> None:
        self._open = [(tag, words + data) for tag, words in self._open]

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _, words = self._open.pop()
        if tag != "a":
            self.headings.append((tag, words))
            return
        latest = next(i for i in reversed(range(len(self.links))) if self.links[i][0] == "a")
        self.links[latest] = ("a", self.links[latest][1], words.strip() or self.links[latest][2])


def check_texts(
    texts: Iterable[Text], addresses: Collection[str], static: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with links, images and headings in the Markdown, at the place where it was typed.

    `addresses` are those of all pages; `static` the paths of the files that are copied.
    """
    yield from islice(_wrong_in_texts(texts, addresses, static), MOST_PROBLEMS)


def _wrong_in_texts(
    texts: Iterable[Text], addresses: Collection[str], static: Collection[str]
) -> Iterator[Problem]:
    scans = {}
    for text in texts:
        try:
            scans[text] = _Scan(uncleaned_html(text.body))
        except RecursionError:
            yield at(
                text,
                text.body_line,
                1,
                "niveaus",
                DEEP_BLOCK,
            )
    targets = _Targets(
        pages=frozenset(addresses),
        files=frozenset(f"/{path}" for path in static),
        # Other pages have anchors of their template as well; those are checked on the whole page.
        anchors={text_address(text): scan.ids for text, scan in scans.items() if text.sjabloon == "tekst"},
    )
    for text, scan in scans.items():
        seen: Counter[str] = Counter()
        for tag, target, words in scan.links:
            seen[target] += 1
            for code, message in targets.wrong(text_address(text), tag, target, words):
                line, column = place_of(text, target, seen[target], words)
                yield at(text, line, column, code, message)
        for level, heading in scan.headings:
            if level in ("h1", "h5", "h6"):
                message = 'de titel staat al bovenaan: begin een tussentitel met "##" of "###"'
                line, _ = place_of(text, heading, 1, heading)
                if re.match(r"#[^#\s]", text.body.split("\n")[line - text.body_line]):
                    message += ', of zet een "\\" voor een gewoon "#"'
                yield at(text, line, 1, "tussentitel", message)


def check_news(
    news: Document | None, addresses: Collection[str], static: Collection[str]
) -> Iterator[Problem]:
    """The addresses in the news that are those of no page."""
    targets = _Targets(frozenset(addresses), frozenset(f"/{path}" for path in static), {})
    for item in news.records("nieuws").values() if news else ():
        node = item.get("adres")
        # One that cannot be an address at all is reported as such.
        if isinstance(node, Scalar) and node.text.strip().startswith("/"):
            for code, message in targets.wrong("/", "a", node.text.strip(), "adres"):
                yield node.problem(code, message)


def check(outputs: list[Output], static: Collection[str], templates: str) -> list[Problem]:
    """The same for whole pages, so that templates are checked too, and ids that stand twice.

    `templates` is how messages call their folder.
    """
    scans = {output.page.address: page_links.scan(output.body) for output in outputs if output.page.is_html}
    known = {output.page.address for output in outputs} | {f"/{path}" for path in static}
    return [
        problem
        for output in outputs
        if output.page.address in scans
        for problem in check_page(output.page, scans[output.page.address], known, scans.get, templates)
    ]


@dataclass(frozen=True)
class _Targets:
    """Where a text can link to: pages, files, and the anchors of pages that are text only."""

    pages: Collection[str]
    files: Collection[str]
    anchors: Mapping[str, Collection[str]]

    def wrong(self, address: str, tag: str, target: str, words: str) -> Iterator[tuple[str, str]]:
        """Code and message of all that is wrong with one link or image on the page at `address`."""
        if not words.strip():
            if tag == "img":
                yield "beschrijving-afbeelding", NO_DESCRIPTION
            else:
                yield "link-woorden", "deze link heeft geen woorden: zet tussen [ ] waar hij naartoe gaat"
        parts = _split(target)
        if not target or not target.strip("/") and len(target) > 1:
            yield "link", "deze link heeft geen adres: zet het tussen ( )"
        elif not (parts.scheme or parts.netloc):
            yield from self._wrong_inside(address, tag, target, parts.fragment)
        elif tag == "img":
            yield (
                "afbeelding",
                f'"{target}" staat op een andere site: zet ze in static/img/ en schrijf /img/naam.png',
            )
        elif message := _wrong_outside(target, parts.scheme, parts.path):
            yield "link-soort", message

    def _wrong_inside(self, address: str, tag: str, target: str, fragment: str) -> Iterator[tuple[str, str]]:
        path = unquote(urlsplit(urljoin(address, target)).path)
        if tag == "img" and path not in self.files:
            hint = did_you_mean(path, self.files)
            if size := re.search(r"\s+=?[0-9]+(?:x[0-9]*)?$", target):
                hint = f' Haal "{size[0].strip()}" weg: een breedte hoort hier niet.'
            yield "link", f'"{target}": deze afbeelding bestaat niet.{hint}'
        elif path not in self.files and path not in self.pages:
            yield "link", f'"{target}": deze pagina bestaat niet.{_hint(target, path, self.pages)}'
        elif fragment and path in self.anchors and unquote(fragment) not in self.anchors[path]:
            hint = did_you_mean(fragment, self.anchors[path])
            yield "anker", f'"{target}": op {path} staat geen "#{fragment}".{hint}'


NO_DESCRIPTION = "deze afbeelding heeft geen beschrijving: zet tussen [ ] wat erop te zien is"


def _wrong_outside(target: str, scheme: str, path: str) -> str:
    """What is wrong with a link to another site, a phone or a mailbox; empty when it is fine."""
    if scheme not in SCHEMES:
        return f'een link kan niet zo beginnen: "{target}". Gebruik https://, mailto:, tel:, of een pagina zoals /acties/'
    try:
        if scheme == "mailto":
            parse_email(unquote(path))
        elif scheme == "tel":
            # Without the country a phone from elsewhere calls somebody else; short numbers have none.
            if not re.fullmatch(r"\+[0-9]{6,15}|[1-9][0-9]{2,5}", path):
                whole = f"tel:+32{path[1:]}" if re.fullmatch("0[1-9][0-9]{7,8}", path) else "tel:+3292101010"
                return f'"{target}" kan niet gebeld worden: schrijf het als {whole}'
        else:
            parse_url(target)
    except ValueError as error:
        return str(error)
    return ""


def _hint(target: str, address: str, known: Collection[str]) -> str:
    if re.search("[“”„‘’\"']", target):
        return " Haal de aanhalingstekens weg."
    if re.fullmatch(r"[^/\s]+@[^/\s]+", target):
        return f' Schrijf "mailto:{target}".'
    if re.match(r"(?:www\.|[a-z0-9-]+\.(?:be|gent|com|org|eu|vlaanderen)\b)", target):
        return f' Schrijf "https://{target}".'
    from_the_root = f"/{target.strip('/')}/"
    return f' Bedoelde je "{from_the_root}"?' if from_the_root in known else did_you_mean(address, known)


def _split(target: str) -> SplitResult:
    try:
        return urlsplit(target)
    except ValueError:
        return SplitResult("https", "", target, "", "")

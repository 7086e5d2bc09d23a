"""Every internal link, anchor and image of the rendered pages leads somewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.pages import Page
from sitegen.problems import Problem, did_you_mean
from sitegen.render import Output

LINKING = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "iframe": "src",
    "form": "action",
    "use": "href",
}


class _Scan(HTMLParser):
    """The ids of a page, and what it links to."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        target = given.get(LINKING.get(tag, ""))
        if target is not None:
            self.links.append((tag, target))


def check(outputs: list[Output], static: Collection[str], templates: str) -> list[Problem]:
    """Links, anchors and images that lead nowhere, and ids that stand twice on a page.

    `static` are the paths of the files that are copied; `templates` is how messages call that folder.
    """
    scans = {output.page.address: _Scan(output.body) for output in outputs if output.page.is_html}
    known = {output.page.address for output in outputs} | {f"/{path}" for path in static}
    problems: list[Problem] = []
    for output in outputs:
        scan = scans.get(output.page.address)
        if scan:
            problems.extend(_of_page(output.page, scan, scans, known, templates))
    return problems


def _of_page(
    page: Page, scan: _Scan, scans: dict[str, _Scan], known: Collection[str], templates: str
) -> Iterator[Problem]:
    for id in sorted({id for id in scan.ids if scan.ids.count(id) > 1}):
        yield _problem(
            page, templates, id, "dubbel-anker", f'op {page.address} staat het anker "{id}" twee keer'
        )
    for tag, target in scan.links:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            continue
        address = unquote(urlsplit(urljoin(page.address, target)).path) or page.address
        if address not in known:
            what = "deze afbeelding bestaat niet" if tag == "img" else "deze pagina bestaat niet"
            hint = did_you_mean(address, known)
            yield _problem(page, templates, target, "link", f'"{target}": {what}.{hint}')
        elif parts.fragment and address in scans and unquote(parts.fragment) not in scans[address].ids:
            hint = did_you_mean(parts.fragment, scans[address].ids)
            yield _problem(
                page,
                templates,
                target,
                "anker",
                f'"{target}": op {address} staat geen "#{parts.fragment}".{hint}',
            )


def _problem(page: Page, templates: str, typed: str, code: str, message: str) -> Problem:
    """At the place in the page's own text where it was typed; otherwise it stands in the template."""
    if page.text:
        for number, line in enumerate(page.text.body.split("\n"), page.text.body_line):
            if typed in line:
                return Problem(page.text.file, number, line.index(typed) + 1, "error", code, message, line)
    return Problem(f"{templates}/{page.template}", 1, 1, "error", code, f"{message} (op {page.address})")

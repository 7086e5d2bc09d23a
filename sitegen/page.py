"""What a page is: an address, a template, and what the template shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sitegen.model import Text, Word


@dataclass(frozen=True)
class Crumb:
    title: str
    address: str


def nothing() -> dict[str, Any]:
    return {}


@dataclass(slots=True)
class Page:
    """One file of the site. A page with a `body` needs no template.

    What it shows (`context`) is made when it is rendered; `made_from` tells that from any other, so that a page
    can be left as it is when nothing changed. It need not tell what all pages show (settings, day, template), nor
    what stands here as text.
    `holds` is for a page that must do without the site: the anchors under which it tells itself what other pages
    tell, by their address. All its other links are whole addresses, and whatever it needs stands in it.
    `tells_size_of` is a page of which this one says how large it is. `tells` names the texts and records that it
    shows, as `model.Site.changed` does.
    `keywords` lead to it in the list from A to Z, and its title does when it is `titled`; an unlisted
    page is in no list. The meaning of `words` stands at its end.
    """

    address: str
    template: str = ""
    title: str = ""
    description: str = ""
    context: Callable[[], Mapping[str, Any]] = nothing
    made_from: bytes = b""
    trail: tuple[Crumb, ...] = ()
    keywords: tuple[str, ...] = ()
    titled: bool = True
    listed: bool = True
    words: tuple[Word, ...] = ()
    text: Text | None = None
    body: Callable[[], str] | None = None
    holds: Mapping[str, str] | None = None
    tells_size_of: Page | None = None
    tells: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        path = self.address.removeprefix("/")
        return f"{path}index.html" if not path or path.endswith("/") else path

    @property
    def is_html(self) -> bool:
        return self.file.endswith(".html")

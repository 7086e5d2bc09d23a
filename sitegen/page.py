"""What a page is: an address, a template, and what the template shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sitegen.model import Text


@dataclass(frozen=True)
class Crumb:
    title: str
    address: str


@dataclass(frozen=True)
class Page:
    """One file of the site. A page with a `body` needs no template.

    `keywords` lead to it in the list from A to Z, and its title does when it is `titled`; an unlisted
    page is in no list.
    """

    address: str
    template: str = ""
    title: str = ""
    description: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    trail: tuple[Crumb, ...] = ()
    keywords: tuple[str, ...] = ()
    titled: bool = True
    listed: bool = True
    text: Text | None = None
    body: str = ""

    @property
    def file(self) -> str:
        path = self.address.removeprefix("/")
        return f"{path}index.html" if not path or path.endswith("/") else path

    @property
    def is_html(self) -> bool:
        return self.file.endswith(".html")

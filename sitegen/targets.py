"""Where a site can be published, as it is typed: a kind, a colon, and a place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

KINDS = {
    "map": ("map:/srv/www/site", "een map op deze computer, met uitgaven en een link naar die van nu"),
    "ssh": ("ssh:naam@host:/srv/www/site", "hetzelfde op een andere computer, met rsync en ssh"),
    "rsync": ("rsync:naam@host:/www", "een host die alleen rsync kent: één uitgave, bestand per bestand"),
    "git": ("git:gh-pages", "een tak van git, zoals voor GitHub Pages"),
}
# With fewer releases there is none to go back to.
FEWEST_KEPT = 2
HOST = re.compile(r"(?:[^@:/\s-][^@:/\s]*@)?(?:\[[0-9a-fA-F:.]+\]|[^@:/\s\[\]-][^@:/\s\[\]]*)")


class Target(NamedTuple):
    """`place` is the path, the branch, or what rsync is told; only ssh has a `host` beside it."""

    kind: str
    place: str
    host: str = ""

    @property
    def is_folder_here(self) -> bool:
        """Of this computer, so that it may not hold the sources."""
        return self.kind == "map" or (self.kind == "rsync" and Path(self.place).is_absolute())

    def __str__(self) -> str:
        return f"{self.kind}:{self.host}:{self.place}" if self.host else f"{self.kind}:{self.place}"


def parse_target(text: str) -> Target:
    """A ValueError's message says how it is written."""
    kind, colon, place = text.partition(":")
    if kind not in KINDS or not colon:
        raise ValueError(f'"{text}" zegt niet hoe er gepubliceerd wordt.{_meant(text)}\n{in_words()}')
    example = KINDS[kind][0]
    if not place.strip() or not place.isprintable():
        raise ValueError(f'zeg achter "{kind}:" waar de site komt, zoals {example}')
    if kind == "map":
        return Target(kind, str(Path(place).expanduser().resolve()))
    if kind == "git":
        return Target(kind, place)
    host, path = _split(place)
    if kind == "rsync" and not host:
        is_url = place.startswith("//")
        return Target(kind, f"rsync:{place}" if is_url else str(Path(place).expanduser().resolve()))
    if not HOST.fullmatch(host) or not path or path.startswith(("-", "~")):
        raise ValueError(f'"{place}" is geen plaats op een andere computer: schrijf ze als {example}')
    return Target(kind, path, host) if kind == "ssh" else Target(kind, place)


def in_words() -> str:
    """Each kind with an example, a line each."""
    width = max(len(example) for example, _ in KINDS.values())
    return "\n".join(f"  {example:{width}}  {words}" for example, words in KINDS.values())


def _split(place: str) -> tuple[str, str]:
    """Host and path; without a host when the first colon comes after a slash, as rsync reads it."""
    found = re.match(r"((?:[^@:/\[\]]*@)?\[[^\]]*\]|[^:/]*):(.*)", place)
    return (found[1], found[2]) if found else ("", place)


def _meant(text: str) -> str:
    if "@" in text and ":" in text:
        return f' Bedoelde je "ssh:{text}"?'
    if text.startswith(("/", ".", "~")):
        return f' Bedoelde je "map:{text}"?'
    return ""

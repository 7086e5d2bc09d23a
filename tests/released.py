"""A small site of EXAMPLE files, and its releases, for the tests of publishing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sitegen.publication import MANIFEST
from sitegen.release import RECORD, Release, release_of
from tests.conftest import tree

FIRST = {"index.html": b"<p>VOORBEELD 1", "css/site.css": b"p{}", "een map/café.txt": b"blijft"}
SECOND = {"index.html": b"<p>VOORBEELD 2", "css/site.css": b"p{}", "nieuw/index.html": b"<p>nieuw"}
THIRD = {**SECOND, "index.html": b"<p>VOORBEELD 3"}
BEGIN = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def made_site(folder: Path, files: dict[str, bytes]) -> Path:
    """A site as a build leaves it: with the list of its files."""
    shutil.rmtree(folder, ignore_errors=True)
    listed = "\n".join([*sorted([*files, MANIFEST]), ""]).encode()
    for name, content in {**files, MANIFEST: listed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def release(site: Path, minute: int = 0, after: str = "", **known) -> Release:
    """Of the site in a folder, so many minutes after the first one."""
    told = {"day": "2026-11-23", "address": "https://voorbeeld.be/", **known}
    return release_of(site, BEGIN + timedelta(minutes=minute), after=after, **told)


class Series:
    """Publishes one site after another, as the command does."""

    def __init__(self, destination, site: Path, most: int = 5) -> None:
        self.destination = destination
        self.site = site
        self.most = most
        self.minute = 0

    def publish(self, files: dict[str, bytes]) -> Release:
        made_site(self.site, files)
        live = self.destination.look().live
        self.minute += 1
        made = release(self.site, self.minute, live.name if live else "")
        self.destination.publish(self.site, made, self.most)
        return made

    def go_back(self) -> None:
        self.destination.go_back(self.destination.look().before())


def check_lingering(series: Series, stands: Callable[[], dict[str, bytes]]) -> None:
    """Style sheets and scripts stay one release longer: a page asks for them a moment after it came."""
    one, two = "css/site.k3x7q2.css", "een map/uren.aaaaa7.js.br"
    series.publish({**FIRST, one: b"1"})
    series.publish({**FIRST, two: b"2"})
    assert stands() == {**FIRST, two: b"2", one: b"1"}
    third = series.publish(SECOND)
    assert stands() == {**SECOND, two: b"2"} and two not in third.files
    series.publish(SECOND)
    assert stands() == SECOND


def shown(folder: Path) -> dict[str, bytes]:
    """The files that visitors get, without those that only we read."""
    return {name: content for name, content in tree(folder).items() if name not in (RECORD, MANIFEST)}

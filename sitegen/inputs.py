"""Everything a build is made from, as digests: equal inputs give an equal site."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sitegen.digest import of_bytes
from sitegen.paths import HOME, Paths

FOLDERS = ("data", "content", "templates", "static")


class Options(NamedTuple):
    """What a build was asked for; the day counted as `date.toordinal` does.

    `with_paper`: pages link to what can be printed; `printing`: that is made now, not when somebody asks for it.
    """

    day: int
    base_url: str | None = None
    with_paper: bool = True
    printing: bool = True

    @property
    def today(self) -> date:
        return date.fromordinal(self.day)


def of_project(paths: Paths) -> dict[str, bytes]:
    """The digest of each file, by its path inside its folder: 'data/site.yaml'."""
    found = {}
    for folder in FOLDERS:
        place: Path = getattr(paths, folder)
        for name in _files(str(place)):
            found[f"{folder}/{name}"] = of_file(f"{place}/{name}")
    return found


def moments(paths: Paths) -> dict[str, tuple[int, int]]:
    """When each file was last written, and its size: this tells only that somebody is writing now."""
    found = {}
    for folder in FOLDERS:
        place = str(getattr(paths, folder))
        for name in _files(place):
            with contextlib.suppress(OSError):
                stat = os.stat(f"{place}/{name}")
                found[f"{folder}/{name}"] = (stat.st_mtime_ns, stat.st_size)
    return found


def of_file(path: str) -> bytes:
    """Empty for a file that cannot be read: whoever reads it says so."""
    try:
        with open(path, "rb", buffering=0) as file:
            return of_bytes(file.read())
    except OSError:
        return b""


def of_generator() -> bytes:
    """Of our own code, of Python, and of the libraries that are installed."""
    source = str(HOME / "sitegen")
    code = [name.encode() + of_file(f"{source}/{name}") for name in _files(source) if name.endswith(".py")]
    folders = [folder for folder in sys.path if os.path.basename(folder).endswith("-packages")]
    installed = [
        name
        for folder in folders
        if os.path.isdir(folder)
        for name in os.listdir(folder)
        if name.endswith(".dist-info")
    ]
    return of_bytes(sys.version.encode(), *code, *(name.encode() for name in sorted(installed)))


def _files(folder: str, inside: str = "") -> Iterator[str]:
    """Paths from the folder on, in the same order each time."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry.path, f"{inside}{entry.name}/")
        else:
            yield inside + entry.name


def template_digests(inputs: Mapping[str, bytes], folder: Path) -> Callable[[str], bytes]:
    """Gives the digest of a template together with all that it uses, by the names that stand in its source."""
    known: dict[str, frozenset[str]] = {}
    names = {name.removeprefix("templates/") for name in inputs if name.startswith("templates/")}

    def used(name: str) -> frozenset[str]:
        if name not in known:
            known[name] = frozenset()  # A template that uses itself ends here.
            try:
                source = (folder / name).read_text(encoding="utf-8", errors="replace")
            except OSError:
                source = ""
            own = set(re.findall(r"""["']([\w./-]+\.(?:html|xml|txt|typ))["']""", source)) & names
            known[name] = frozenset({name}.union(*map(used, own)))
        return known[name]

    @cache
    def of_template(name: str) -> bytes:
        return of_bytes(
            *(part.encode() + inputs.get(f"templates/{part}", b"") for part in sorted(used(name)))
        )

    return of_template

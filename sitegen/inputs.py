"""Everything a build is made from, as digests: equal inputs give an equal site."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from sitegen.digest import of_bytes
from sitegen.paths import HOME, Paths

FOLDERS = ("data", "content", "templates", "static")


def of_project(paths: Paths) -> dict[str, bytes]:
    """The digest of each file, by its path inside its folder: 'data/site.yaml'."""
    found = {}
    for folder in FOLDERS:
        place: Path = getattr(paths, folder)
        for name in _files(str(place)):
            found[f"{folder}/{name}"] = of_file(f"{place}/{name}")
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

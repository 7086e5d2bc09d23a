"""Everything a build is made from, as digests: equal inputs give an equal site.

Imported before it is known whether there is anything to do, so it imports next to nothing itself.
"""

from __future__ import annotations

import os
import sys

from sitegen.digest import of_bytes
from sitegen.limits import STATIC_BYTES

# The folder with this folder: what stands there is used where a project has no templates or static files of its own.
HOME = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))


def folders_of(root: str) -> dict[str, str]:
    """Where the files of a project stand, by the name that its folder has here."""
    own = {name: f"{root}/{name}" for name in ("data", "content", "templates", "static")}
    for name in ("templates", "static"):
        if not os.path.isdir(own[name]):
            own[name] = f"{HOME}/{name}"
    return own


def of_project(root: str) -> dict[str, bytes]:
    """The digest of each file, by its path inside its folder: 'data/site.yaml'."""
    return {
        f"{folder}/{name}": of_file(f"{place}/{name}")
        for folder, place in folders_of(root).items()
        for name in _files(place)
    }


def of_file(path: str) -> bytes:
    """Empty for a file that cannot be read or is too large: whoever reads it says so."""
    try:
        with open(path, "rb", buffering=0) as file:
            return b"" if os.fstat(file.fileno()).st_size > STATIC_BYTES else of_bytes(file.read())
    except OSError:
        return b""


def of_generator() -> bytes:
    """Of our own code, of Python, and of the libraries that are installed."""
    source = f"{HOME}/sitegen"
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


def _files(folder: str, inside: str = "") -> list[str]:
    """Paths from the folder on, in the same order each time."""
    found: list[str] = []
    try:
        with os.scandir(folder) as entries:
            there = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return found
    for entry in there:
        # A link to a folder is no folder of the project, and a broken link is no file.
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                found += _files(entry.path, f"{inside}{entry.name}/")
        elif _is_file(entry):
            found.append(inside + entry.name)
    return found


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        # A link that leads to itself.
        return False

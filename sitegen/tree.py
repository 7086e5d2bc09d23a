"""The files of a site, and what tells that nobody touched them since they were written."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# Size, time of writing and inode: a file that still has all three is the one that we wrote.
Stamp = tuple[int, int, int]


class Tree(NamedTuple):
    """The files of a site by their path, and its folders ('' is the site's own), with what tells a change."""

    files: dict[str, Stamp]
    folders: dict[str, tuple[int, int]]


def differences(folder: Path, known: Tree) -> tuple[set[str], list[str]]:
    """The files of a site that are gone or no longer as they were written, and those that somebody else put there."""
    base, stat = str(folder), os.stat
    changed = set()
    for name, stamp in known.files.items():
        try:
            found = stat(f"{base}/{name}")
        except OSError:
            changed.add(name)
            continue
        if (found.st_size, found.st_mtime_ns, found.st_ino) != stamp:
            changed.add(name)
    foreign: list[str] = []
    for inside, when in known.folders.items():
        if folder_stamp(f"{base}/{inside}") != when:
            foreign += _foreign(base, inside, known)
    return changed, foreign


def _foreign(base: str, inside: str, known: Tree) -> Iterator[str]:
    """Files in a folder, and below it in folders that nobody knows, which are not of the site."""
    with contextlib.suppress(OSError), os.scandir(f"{base}/{inside}") as entries:
        for entry in entries:
            name = f"{inside}/{entry.name}".lstrip("/")
            if entry.is_dir(follow_symlinks=False):
                if name not in known.folders:
                    yield from _foreign(base, name, known)
            elif name not in known.files:
                yield name


def folder_stamp(path: str) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except OSError:
        return (0, 0)
    return found.st_mtime_ns, found.st_ino

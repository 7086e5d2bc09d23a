"""The files of a site, and what tells that nobody touched them since they were written.

Imported before it is known whether there is anything to do, so it imports next to nothing itself.
"""

from __future__ import annotations

import os

# Size, time of writing and inode: a file that still has all three is the one that we wrote.
Stamp = tuple[int, int, int]


class Tree:
    """The files of a site by their path, and its folders ('' is the site's own), with what tells a change."""

    __slots__ = ("files", "folders")

    def __init__(self, files: dict[str, Stamp], folders: dict[str, tuple[int, int]]) -> None:
        self.files = files
        self.folders = folders

    def as_plain(self) -> tuple[dict[str, Stamp], dict[str, tuple[int, int]]]:
        return self.files, self.folders


def differences(folder: str, known: Tree) -> tuple[set[str], list[str]]:
    """The files of a site that are gone or no longer as they were written, and those that somebody else put there."""
    return changed_files(folder, known.files), foreign_files(folder, known)


def changed_files(folder: str, files: dict[str, Stamp]) -> set[str]:
    stat = os.stat
    changed = set()
    for name, stamp in files.items():
        try:
            found = stat(f"{folder}/{name}")
        except OSError:
            changed.add(name)
            continue
        if (found.st_size, found.st_mtime_ns, found.st_ino) != stamp:
            changed.add(name)
    return changed


def foreign_files(folder: str, known: Tree) -> list[str]:
    foreign: list[str] = []
    for inside, when in known.folders.items():
        if folder_stamp(f"{folder}/{inside}") != when:
            foreign += _foreign(folder, inside, known)
    return foreign


def _foreign(folder: str, inside: str, known: Tree) -> list[str]:
    """Files in a folder, and below it in folders that nobody knows, which are not of the site."""
    found: list[str] = []
    try:
        entries = list(os.scandir(f"{folder}/{inside}"))
    except OSError:
        return found
    for entry in entries:
        name = f"{inside}/{entry.name}".lstrip("/")
        if entry.is_dir(follow_symlinks=False):
            if name not in known.folders:
                found += _foreign(folder, name, known)
        elif name not in known.files:
            found.append(name)
    return found


def folder_stamp(path: str) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except OSError:
        return (0, 0)
    return found.st_mtime_ns, found.st_ino

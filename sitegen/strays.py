"""Files of a project that are not what they seem: links that lead out of it, and what is no file at all.

Whoever may only change texts and data could show any file of this computer with a link.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sitegen.paths import BESIDE, Paths
from sitegen.problems import DataError, Problem
from sitegen.text import CONTROL

FOLDERS = ("data", "content", "templates", "static")


def refuse_strays(paths: Paths) -> None:
    """Before anything of the project is read. Raises DataError."""
    found = [
        Problem(paths.name(path), 1, 1, "error", code, message)
        for name in FOLDERS
        for path, code, message in _in_folder(paths.root, paths.root / name)
    ]
    if found:
        raise DataError(found)


def _in_folder(root: Path, folder: Path) -> Iterator[tuple[Path, str, str]]:
    if folder.is_symlink() and _is_outside(root, folder.resolve()):
        yield folder, "snelkoppeling", OUTSIDE
        return
    waiting = [folder] if folder.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                path = Path(entry.path)
                if CONTROL.search(entry.name) or "\n" in entry.name or "\t" in entry.name:
                    yield path, "bestandsnaam", NAME
                elif entry.is_symlink():
                    if message := _wrong_link(root, path):
                        yield path, "snelkoppeling", message
                elif entry.is_dir():
                    waiting.append(path)
                elif not entry.is_file():
                    yield path, "bestand", NO_FILE


def _wrong_link(root: Path, link: Path) -> str:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        # A program that has a file open may keep such a link beside it.
        return "" if BESIDE.match(link.name) else NOWHERE
    if _is_outside(root, target):
        return OUTSIDE
    return "" if target.is_file() else FOLDER


def _is_outside(root: Path, target: Path) -> bool:
    # What is hidden beside the folders of the project, such as .git, may hold passwords.
    return not target.is_relative_to(root) or str(target.relative_to(root)).startswith(".")


OUTSIDE = "deze snelkoppeling leidt uit de map van de site: zet het bestand zelf hier"
NOWHERE = "deze snelkoppeling leidt nergens heen: zet het bestand zelf hier"
FOLDER = "dit is een snelkoppeling naar een map: zet de map zelf hier"
NO_FILE = "dit is geen gewoon bestand: haal het weg"
NAME = "deze naam bevat een onzichtbaar teken: geef het bestand een andere naam"

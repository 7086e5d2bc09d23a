"""What a build leaves to tell the next one that nothing changed.

Imported before it is known whether there is anything to do, so it imports next to nothing itself.
"""

from __future__ import annotations

import marshal
import os
import time

from sitegen import inputs
from sitegen.digest import checked, of_bytes
from sitegen.tree import Tree, differences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

FILE = "geheugen"
VERSION_SIZE = 16
# Ghent is one or two hours ahead of UTC: before this hour it is the same day there.
SAME_DAY_BEFORE = 22


def folder_of(root: str, out: str) -> str:
    """Where a site keeps what its next build can use."""
    return f"{root}/.cache/site-{of_bytes(os.fsencode(out)).hex()[:12]}"


def read(content: bytes, version: bytes) -> tuple[dict[str, Any], bytes]:
    """The outcome, and what stands behind it; nothing when it is damaged or of another version."""
    if content[:VERSION_SIZE] != version:
        return {}, b""
    found, rest = checked(content[VERSION_SIZE:])
    return (marshal.loads(found), rest) if found else ({}, b"")


def unchanged(given: Sequence[str]) -> str:
    """What to tell when this command is a build in which nothing changed; else nothing.

    Only options that need no reading of the data are understood here, and no mistakes: all else is for those
    who know more.
    """
    started = time.perf_counter()
    asked = _asked([*given])
    if asked is None:
        return ""
    root, out, day, with_paper = asked
    try:
        with open(f"{folder_of(root, out)}/{FILE}", "rb", buffering=0) as file:
            content = file.read()
    except OSError:
        return ""
    found, _ = read(content, inputs.of_generator())
    if not found or found["asked"] != (day, None, with_paper, True):
        return ""
    if any(differences(out, Tree(*found["tree"]))) or inputs.of_project(root) != found["inputs"]:
        return ""
    name = out.removeprefix(f"{root}/").replace(os.sep, "/")
    return told(found["words"], found["warnings"], 0, time.perf_counter() - started, name)


def told(words: str, warnings: int, made: int, seconds: float, name: str) -> str:
    """The summary of a build."""
    files = "bestand" if made == 1 else "bestanden"
    news = f"{made} {files} gemaakt" if made else "niets veranderd"
    lines = [f"{words} in {name}/: {news}, {f'{seconds:.2f}'.replace('.', ',')} s"]
    if warnings:
        lines.append(f"{warnings} waarschuwing{'en' * (warnings > 1)}: make check toont ze")
    return "\n".join(lines)


def _asked(given: list[str]) -> tuple[str, str, str, bool] | None:
    """Root, folder of the site, day and whether there is paper."""
    values = {"--root": "", "--out": "", "--today": ""}
    with_paper = True
    if given[:1] == ["build"]:
        del given[0]
    while given:
        option = given.pop(0)
        if option == "--no-paper":
            with_paper = False
        elif option in values and given and not given[0].startswith("-"):
            values[option] = given.pop(0)
        else:
            return None
    day = values["--today"]
    if not day:
        now = time.gmtime()
        if now.tm_hour >= SAME_DAY_BEFORE:
            return None
        day = time.strftime("%Y-%m-%d", now)
    root = os.path.realpath(values["--root"] or inputs.HOME)
    return root, os.path.realpath(values["--out"] or f"{root}/site"), day, with_paper

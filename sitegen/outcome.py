"""What a build leaves to tell the next one that nothing changed.

Imported before it is known whether there is anything to do, so it imports next to nothing itself.
"""

from __future__ import annotations

import marshal
import os
import time

from sitegen import inputs
from sitegen.digest import checked, of_bytes
from sitegen.tree import Tree, changed_files, folder_stamp, foreign_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

FILE = "geheugen"
VERSION_SIZE = 16
# Ghent is one or two hours ahead of UTC: before this hour it is the same day there.
SAME_DAY_BEFORE = 22
# As the options of a build are after the paper, when they are not asked for.
USUAL = (True, False, False)
# With fewer files, starting a process takes longer than it saves.
WORTH_A_PROCESS = 5000


def cache_of(root: str) -> str:
    """Where what is made from the files of a folder is kept.

    It is named by the number that this computer gave the folder: a cache that came along with somebody's
    contribution has another name, so nothing in it is ever read.
    """
    number = os.stat(root).st_ino if os.path.isdir(root) else 0
    return f"{root}/.cache/{number:x}"


def folder_of(root: str, out: str) -> str:
    """Where a site keeps what its next build can use."""
    return f"{cache_of(root)}/site-{of_bytes(os.fsencode(out)).hex()[:12]}"


def read(content: bytes, version: bytes) -> dict[str, Any]:
    """The outcome; nothing when it is damaged or of another version."""
    found, _ = checked(content[VERSION_SIZE:])
    return marshal.loads(found) if found and content[:VERSION_SIZE] == version else {}


class Look:
    """What is left of the last build, and what changed since; `is_fresh` as long as no other build came between.

    Without a `folder` nothing is left. In `changed` and `foreign` stand the files of the site that are no longer as they were written, and those that
    somebody else put there.
    """

    def __init__(self, root: str, out: str, folder: str) -> None:
        self.path = f"{folder}/{FILE}" if folder else ""
        self.out = out
        self.version = inputs.of_generator()
        self.moment = self._moment()
        self.outcome = read(_first_part(self.path), self.version)
        self.tree = Tree(*self.outcome["tree"]) if self.outcome else Tree({}, {})
        look_at_files = _elsewhere(lambda: changed_files(out, self.tree.files), len(self.tree.files))
        self.inputs = inputs.of_project(root)
        self.foreign = foreign_files(out, self.tree)
        self.changed = look_at_files()

    @property
    def is_fresh(self) -> bool:
        return self.moment == self._moment()

    def _moment(self) -> tuple[tuple[int, int], int]:
        """Each build writes its memory anew, and puts another folder in the place of the site."""
        return folder_stamp(self.path), folder_stamp(self.out)[1]

    def is_same(self, asked: tuple[Any, ...]) -> bool:
        """Whether a build that was asked for this would change nothing."""
        found = self.outcome
        return bool(found) and not (
            self.changed or self.foreign or found["asked"] != asked or found["inputs"] != self.inputs
        )


# What was seen before anything was imported, for the build that follows.
looked: dict[tuple[str, str], Look] = {}


def second_part(folder: str, version: bytes) -> bytes:
    """What stands behind the outcome; it is not checked."""
    try:
        with open(f"{folder}/{FILE}", "rb", buffering=0) as file:
            head = file.read(VERSION_SIZE + 8)
            file.seek(16 + int.from_bytes(head[VERSION_SIZE:], "big"), os.SEEK_CUR)
            return file.read() if head[:VERSION_SIZE] == version else b""
    except OSError:
        return b""


def _first_part(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:
            head = file.read(VERSION_SIZE + 8)
            return head + file.read(16 + int.from_bytes(head[VERSION_SIZE:], "big"))
    except OSError:
        return b""


def _elsewhere(work: Callable[[], set[str]], size: int) -> Callable[[], set[str]]:
    """Start the work in another process when it is much; what is given back waits for it."""
    if size < WORTH_A_PROCESS or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return work
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            with open(writing, "wb") as file:
                marshal.dump(work(), file)
        finally:
            os._exit(0)
    os.close(writing)

    def wait() -> set[str]:
        with open(reading, "rb") as file:
            content = file.read()
        os.waitpid(process, 0)
        found: set[str] = marshal.loads(content) if content else work()
        return found

    return wait


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
    folder = folder_of(root, out)
    if not os.path.exists(f"{folder}/{FILE}"):
        return ""
    look = Look(root, out, folder)
    if not look.is_same((day, None, with_paper, *USUAL)):
        looked[root, out] = look
        return ""
    found = look.outcome
    name = out.removeprefix(f"{root}/").replace(os.sep, "/")
    return told(found["words"], found["warnings"], 0, time.perf_counter() - started, name)


def told(words: str, warnings: int, made: int, seconds: float, name: str) -> str:
    """The summary of a build."""
    files = "bestand" if made == 1 else "bestanden"
    news = f"{made} {files} gemaakt" if made else "niets veranderd"
    lines = [f"{words} in {name}/: {news}, {in_words(seconds)} s"]
    if warnings:
        lines.append(f"{warnings} waarschuwing{'en' * (warnings > 1)}: make check toont ze")
    return "\n".join(lines)


def in_words(seconds: float) -> str:
    return f"{seconds:.2f}".replace(".", ",")


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
        elif option in values and given and given[0] and not given[0].startswith("-"):
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

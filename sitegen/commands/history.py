"""On which day what the site tells was last changed, from the history of git.

A day is that of the commit, in Ghent; what is not committed yet changed today. Of what git cannot tell there is no
day: a search engine that was told a wrong one no longer believes the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sitegen.problems import UseError
from sitegen.schedule import BRUSSELS

TEXT = re.compile(r"content/(.+)\.md")
AUDIT = "data/metingen/toegankelijkheid.json"
# The data files of which each record has a day of its own.
KINDS = ("digipunten", "programmes", "contacts", "nieuws")
# Of each, so many bytes of earlier versions are read, from the newest on: what changed before those has no day.
MOST_READ = 100_000_000

# What git calls the content of a file that is not there; and what we call that of one on the disk.
NO_FILE, ON_DISK = "0" * 40, ""
DASH = re.compile(rb"(?m)^ *- ")
ID = re.compile(rb" *(?:\{ *)?id: *[\"']?([\w-]+)")
UNTOLD = re.compile(rb"(?m)^[ \t]*(?:#.*)?\n")

Content = Callable[[str], bytes | None]
# A commit, and the days of what stands in it, counted as `date.toordinal` does.
Known = tuple[str, dict[str, int]]


class Version(NamedTuple):
    """What a file became on a day, by the name that git has for its content, and what it was just before.

    It was more than one thing where branches came together.
    """

    day: date
    before: tuple[str, ...]
    after: str


class NoAnswer(Exception):
    """git cannot tell."""


def last_changes(root: Path, today: date, known: Known | None = None) -> tuple[dict[str, date], Known | None]:
    """The day on which each text and record was last changed, as `model.Site.changed` calls them.

    Also what is known of the last commit; as long as that is the last, it need not be asked again.
    """
    # Where nobody uses git, no other program is started.
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return {}, None
    try:
        commit, prefix = _last_commit(root)
        if not known or known[0] != commit:
            known = commit, {name: day.toordinal() for name, day in _committed(root, prefix)}
        found = {name: date.fromordinal(day) for name, day in known[1].items()}
        # A project of which nothing is committed has no history.
        found |= dict.fromkeys(_unsaved(root, prefix) if found else (), today)
    except (NoAnswer, UseError, OSError):
        return {}, None
    # What lies ahead on a day is not known on it.
    return {name: day for name, day in found.items() if day <= today}, known


def _last_commit(root: Path) -> tuple[str, str]:
    """Its name, and where the project stands in the repository, which must have its whole history."""
    told = _told(root, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD")
    shallow, prefix, commit, *_ = told.split("\n")
    if shallow != "false":
        raise NoAnswer
    return commit, prefix


def _committed(root: Path, prefix: str) -> Iterator[tuple[str, date]]:
    """The days of all that stands in the last commit."""
    from sitegen.git import contents

    there = dict(_there(root))
    versions = _versions(root, prefix)
    for path, now in there.items():
        if name := _name(path):
            yield from ((name, told.day) for told in versions.get(path, ())[:1] if told.after == now)
    with contents(root) as content:
        for kind in KINDS:
            path = _path(kind)
            if path in there:
                yield from _of_records(_Records(kind, content), there[path], versions.get(path, []))


def _there(root: Path) -> Iterator[tuple[str, str]]:
    """The files in the last commit, with what git calls their contents."""
    for line in _told(root, "ls-tree", "-r", "-z", "HEAD", "--", *_paths()).split("\0")[:-1]:
        told, _, path = line.partition("\t")
        yield path, told.split(" ")[2]


def _versions(root: Path, prefix: str) -> dict[str, list[Version]]:
    """What each file became, the newest first. A merge counts for what none of its branches had."""
    shown = ("-c", "--raw", "--root", "--no-abbrev", "--no-renames", "--no-show-signature", "-z")
    log = _told(root, "log", *shown, "--date-order", "--format=%x01%ct", "--", *_paths())
    found: dict[str, list[Version]] = {}
    for commit in log.split("\x01")[1:]:
        seconds, *words = filter(None, (word.strip("\n") for word in commit.split("\0")))
        day = datetime.fromtimestamp(int(seconds), BRUSSELS).date()
        for change, path in zip(words[::2], words[1::2], strict=True):
            # A colon for each version before; then the modes of all versions, and their contents.
            numbers = change.lstrip(":")
            count = len(change) - len(numbers)
            *before, after = numbers.split(" ")[count + 1 : 2 * count + 2]
            found.setdefault(path.removeprefix(prefix), []).append(Version(day, tuple(before), after))
    return found


def _unsaved(root: Path, prefix: str) -> Iterator[str]:
    """What is on the disk otherwise than in the last commit."""
    from sitegen.git import contents

    kinds = {_path(kind): kind for kind in KINDS}
    for path, committed in _unsaved_files(root, prefix):
        if name := _name(path):
            yield name
        elif path in kinds and (root / path).is_file():
            with contents(root) as content:
                yield from _Records(kinds[path], content, root / path).changed(committed, ON_DISK)


def _unsaved_files(root: Path, prefix: str) -> Iterator[tuple[str, str]]:
    """With what git calls their content in the last commit."""
    shown = ("--porcelain=v2", "--untracked-files=all", "--no-renames", "-z")
    for line in _told(root, "status", *shown, "--", *_paths()).split("\0"):
        kind, _, rest = line.partition(" ")
        if kind == "1":
            *words, path = rest.split(" ", 7)
            yield path.removeprefix(prefix), words[5]
        elif kind == "?":
            yield rest.removeprefix(prefix), NO_FILE


def _path(kind: str) -> str:
    return f"data/{kind}.yaml"


def _paths() -> list[str]:
    return ["content", AUDIT, *map(_path, KINDS)]


def _name(path: str) -> str:
    """What a file is called that is told as a whole; nothing for others."""
    if text := TEXT.fullmatch(path):
        return f"texts/{text[1]}"
    return "audit" if path == AUDIT else ""


def _told(root: Path, *arguments: str) -> str:
    from sitegen.git import git

    done = git(root, *arguments)
    if done.returncode:
        raise NoAnswer
    return done.stdout.decode(errors="replace")


def _of_records(records: _Records, now: str, versions: list[Version]) -> Iterator[tuple[str, date]]:
    """The day of each record, and of the last change to any of them.

    Records are compared as they were, and lines are not asked for their age: of a line that was taken away nothing
    is left to ask.
    """
    left = records.changed(NO_FILE, now)
    for version in versions:
        changes = [records.changed(before, version.after) for before in version.before]
        for name in set.intersection(*map(set, changes)) & left.keys():
            if left[name] == changes[0][name]:
                yield name, version.day
                del left[name]
        if not left or records.size > MOST_READ:
            return


class _Records:
    """The records of a data file in each of its versions, by name; under the name of the file stand all of them."""

    def __init__(self, kind: str, content: Content, disk: Path | None = None) -> None:
        self.size = 0
        self._kind = kind
        self._content = content
        self._disk = disk
        # What a commit made of a file is what the next one changes; branches ask for a few others.
        self._texts = lru_cache(maxsize=16)(self._read)

    def changed(self, before: str, after: str) -> dict[str, bytes]:
        """What is told by the later version otherwise than by the earlier one; of the file, that it changed."""
        old, new = self._texts(before), self._texts(after)
        gone, came = (dict(map(self._told, texts)) for texts in ({*old} - {*new}, {*new} - {*old}))
        found = {name: told for name, told in came.items() if gone.get(name) != told}
        if found or (old != new and self._names(old) != self._names(new)):
            found[self._kind] = b""
        return found

    def _names(self, texts: list[bytes]) -> list[str]:
        return [self._told(text)[0] for text in texts]

    def _read(self, name: str) -> list[bytes]:
        """The text of each record, as it was typed."""
        if name == NO_FILE:
            return []
        content = self._disk.read_bytes() if name == ON_DISK and self._disk else self._content(name)
        if content is None:
            raise NoAnswer
        self.size += len(content)
        if b"\r" in content:
            content = content.replace(b"\r\n", b"\n")
        dash = DASH.search(content)
        return content.split(b"\n" + dash[0])[1:] if dash else []

    def _told(self, text: bytes) -> tuple[str, bytes]:
        """The name of a record, and its text without what nobody is told."""
        id = ID.match(text)
        return f"{self._kind}/{id[1].decode() if id else ''}", UNTOLD.sub(b"", text.rstrip() + b"\n")

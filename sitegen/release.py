"""A release: the site as it was published once, and what it says of itself."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from sitegen.assets import PUBLISHED
from sitegen.digest import digest
from sitegen.problems import UseError
from sitegen.publication import MANIFEST

# Stands in each release. Hidden, as the list of files is.
RECORD = ".uitgave"
NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}")
# Whoever can write at a target can write a record, and files get the names in it.
OUTSIDE = re.compile(r"(?:^|[/\\])(?:\.\.)?(?:[/\\]|$)")


@dataclass(frozen=True)
class Release:
    """`made` is a moment and `day` the day that its pages are of; `after` is the release that was live before it.

    `revision` is empty where git did not know the sources, and `uncommitted` when they were as git had them.
    """

    name: str
    made: str
    day: str
    address: str
    revision: str
    uncommitted: tuple[str, ...]
    after: str
    files: Mapping[str, str]

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made)

    def is_same_site(self, other: Release | None) -> bool:
        return other is not None and self.files == other.files

    def record(self) -> bytes:
        """On one line, so that several can be told apart when they are read after one another."""
        return (json.dumps(asdict(self), ensure_ascii=False, sort_keys=True) + "\n").encode()


@dataclass(frozen=True)
class Found:
    """What stands at a target: the release that visitors see, and all that are kept, the newest first.

    `is_unknown` when they see something that does not say what it is.
    """

    live: Release | None = None
    kept: tuple[Release, ...] = ()
    is_unknown: bool = False

    @classmethod
    def of(cls, releases: Iterable[Release], live: str) -> Found:
        """`live` is the name of the one that visitors see, or empty when there is none."""
        kept = sorted(releases, key=lambda release: release.name, reverse=True)
        seen = next((release for release in kept if release.name == live), None)
        return cls(seen, tuple(kept), is_unknown=bool(live) and not seen)

    def before(self) -> Release | None:
        """The one to go back to: that which was live before this one, or else the newest that is older."""
        if not self.live:
            return None
        older = [release for release in self.kept if release.name < self.live.name]
        followed = (release for release in older if release.name == self.live.after)
        return next(followed, older[0] if older else None)

    def surplus(self, most: int) -> list[Release]:
        """Those that may go, the oldest first; never what visitors see, nor the one to go back to."""
        needed = [release for release in (self.live, self.before()) if release]
        others = [release for release in self.kept if release not in needed]
        return others[max(0, most - len(needed)) :][::-1]


@dataclass(frozen=True)
class Changed:
    """The names of the files that a release brings, changes and takes away, and how many stay."""

    new: tuple[str, ...]
    other: tuple[str, ...]
    gone: tuple[str, ...]
    same: int


def changed(old: Release | None, new: Release) -> Changed:
    before = old.files if old else {}
    both = before.keys() & new.files.keys()
    other = sorted(name for name in both if before[name] != new.files[name])
    came, gone = sorted(new.files.keys() - before.keys()), sorted(before.keys() - new.files.keys())
    return Changed(tuple(came), tuple(other), tuple(gone), len(both) - len(other))


def lingering(before: Release | None, release: Release) -> list[str]:
    """The style sheets and scripts of the release before that this one has no more.

    They stay one release longer: a page that was read a moment ago still asks for them.
    """
    gone = before.files.keys() - release.files.keys() if before else ()
    return sorted(filter(PUBLISHED.fullmatch, gone))


def release_of(
    site: Path,
    made: datetime,
    *,
    day: str,
    address: str,
    revision: str = "",
    uncommitted: tuple[str, ...] = (),
    after: str = "",
) -> Release:
    """The site in a folder, as a release that is made at a moment in UTC. Raises UseError when it is empty."""
    start = site / "index.html"
    if not start.is_file() or not start.stat().st_size:
        raise UseError(f"in {site} staat geen startpagina (index.html): dit is geen site om te publiceren")
    files = {name: _digest(site / name) for name in names_in(site)}
    name = f"{made:%Y%m%dT%H%M%SZ}-{digest(sorted(files.items())).hex()[:8]}"
    return Release(name, made.isoformat(), day, address, revision, uncommitted, after, files)


def names_in(site: Path) -> list[str]:
    """Every file of the site, without what a release says of itself."""
    found = []
    for folder, _, names in os.walk(site):
        inside = Path(folder).relative_to(site)
        found += [(inside / name).as_posix() for name in names]
    return sorted(name for name in found if name != RECORD)


def parsed(content: bytes | str) -> Release | None:
    """None when this is no release, or one that another version of the generator wrote."""
    try:
        found = json.loads(content)
        texts = {key: found[key] for key in ("name", "made", "day", "address", "revision", "after")}
        release = Release(**texts, uncommitted=tuple(found["uncommitted"]), files=dict(found["files"]))
        every = (*texts.values(), *release.uncommitted, *release.files, *release.files.values())
        is_ours = all(isinstance(text, str) for text in every) and NAME.fullmatch(release.name)
        if not is_ours or any(map(OUTSIDE.search, release.files)):
            return None
        return release if release.moment and date.fromisoformat(release.day) else None
    except (ValueError, TypeError, KeyError):
        return None


def foreign(names: Iterable[str], manifest: bytes | str) -> list[str]:
    """The files that no release of ours wrote. `manifest` lists those of the one that stands there."""
    text = manifest.decode(errors="replace") if isinstance(manifest, bytes) else manifest
    others = {*names} - {*text.split("\n"), MANIFEST, RECORD}
    # Nor are those of the release before it, which linger.
    return sorted(name for name in others if not PUBLISHED.fullmatch(name))


def some(names: Sequence[str]) -> str:
    """The first three names, and a sign when there are more."""
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def _digest(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=8).hexdigest()

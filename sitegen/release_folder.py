"""Releases in a folder of this computer, or of a disk it sees; `current` is a link to the one that a server shows.

`current` is replaced in one step, when all it leads to is written: whenever this is killed, it leads to a whole
release. Files that stay as they were are the same files in both, by hard links.
"""

from __future__ import annotations

import contextlib
import errno
import filecmp
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from sitegen.cache import alone
from sitegen.problems import UseError
from sitegen.publication import reason
from sitegen.release import NAME, RECORD, Found, Release, lingering, parsed, some

LINK, RELEASES = "current", "releases"
# What a run that was killed leaves begins with one of these.
FRESH, GONE, NEXT = ".nieuw-", ".weg-", f".{LINK}-"
# A server is another user.
FILE, FOLDER = 0o644, 0o755
NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP)
UNCHANGED = "De site die online staat, is niet veranderd."


class ReleaseFolder:
    def __init__(self, root: Path, tell: Callable[[str], None]) -> None:
        self.root = root
        self.releases = root / RELEASES
        self._tell = tell

    def look(self) -> Found:
        """Raises UseError where somebody else has files, or where nothing can stand."""
        with self._told("gelezen"):
            if not self.root.exists():
                if not self.root.parent.is_dir():
                    raise UseError(f"{self.root.parent} is geen map die bestaat: maak eerst die map")
                return Found()
            live = name_in_link(self._link())
            refuse_foreign(str(self.root), os.listdir(self.root), live)
            return Found.of(filter(None, map(self._read, self._names())), live)

    def publish(self, site: Path, release: Release, most: int) -> None:
        with self._alone():
            fresh = self.releases / f"{FRESH}{os.getpid()}"
            try:
                self._fill(fresh, site, release)
                if hasattr(os, "sync"):
                    # After a power cut as well, nothing leads to files that were not written.
                    os.sync()
                target = self.releases / release.name
                if not target.exists():
                    fresh.rename(target)
                self._lead_to(release.name)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
            self._prune(most)

    def go_back(self, release: Release) -> None:
        with self._alone():
            self._lead_to(release.name)

    def _link(self) -> str:
        """Where `current` leads, or nothing."""
        with contextlib.suppress(OSError):
            return os.readlink(self.root / LINK)
        return ""

    def _names(self) -> list[str]:
        names = os.listdir(self.releases) if self.releases.exists() else []
        return [name for name in names if NAME.fullmatch(name)]

    def _read(self, name: str) -> Release | None:
        path = self.releases / name / RECORD
        found = parsed(path.read_bytes()) if path.is_file() else None
        return found if found and found.name == name else None

    def _fill(self, fresh: Path, site: Path, release: Release) -> None:
        live = name_in_link(self._link())
        made: set[Path] = {self.releases}
        for name in release.files:
            source, target = site / name, fresh / name
            _make(target.parent, made)
            old = self.releases / live / name if live else None
            if old and _is_same(source, old) and _is_linked(old, target):
                continue
            shutil.copyfile(source, target)
            target.chmod(FILE)
        for name in lingering(self._read(live) if live else None, release):
            _make((fresh / name).parent, made)
            _is_linked(self.releases / live / name, fresh / name)
        record = fresh / RECORD
        record.write_bytes(release.record())
        record.chmod(FILE)

    def _lead_to(self, name: str) -> None:
        link = self.root / f"{NEXT}{os.getpid()}"
        try:
            link.symlink_to(f"{RELEASES}/{name}", target_is_directory=True)
        except OSError as error:
            if error.errno in NO_LINKS:
                raise UseError(
                    f"op de schijf van {self.root} kan geen link staan. "
                    f"Publiceer naar rsync:{self.root}, zonder links. {UNCHANGED}"
                ) from None
            raise
        try:
            link.replace(self.root / LINK)
        except OSError:
            link.unlink()
            raise

    def _prune(self, most: int) -> None:
        """Whatever cannot be removed is tried again the next time."""
        with contextlib.suppress(OSError, UseError):
            for release in self.look().surplus(most):
                # Half a release never has the name of a whole one.
                gone = self.releases / f"{GONE}{release.name}"
                (self.releases / release.name).rename(gone)
                shutil.rmtree(gone, ignore_errors=True)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with self._told("geschreven"):
            _make(self.releases, {self.root.parent})
            with alone(self.releases, self._tell):
                for left in self.root.glob(f"{NEXT}*"):
                    left.unlink()
                for left in (*self.releases.glob(f"{FRESH}*"), *self.releases.glob(f"{GONE}*")):
                    shutil.rmtree(left, ignore_errors=True)
                yield

    @contextlib.contextmanager
    def _told(self, what: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UseError(f"{self.root} kan niet {what} worden: {reason(error)}. {UNCHANGED}") from error


def name_in_link(link: str) -> str:
    """The release that a link leads to; nothing when it leads elsewhere."""
    name = link.rstrip("/").removeprefix(f"{RELEASES}/")
    return name if NAME.fullmatch(name) else ""


def refuse_foreign(where: str, names: list[str], live: str) -> None:
    """Raises UseError when there is more than a folder with releases holds."""
    found = sorted(name for name in names if name not in (LINK, RELEASES) and not name.startswith(NEXT))
    if found:
        raise UseError(
            f"in {where} staan bestanden die niet van de site zijn ({some(found)}). "
            "Kies een lege map, of een map die nog niet bestaat"
        )
    if LINK in names and not live:
        raise UseError(
            f"{where}/{LINK} leidt niet naar een uitgave van de site: hernoem of verwijder het eerst"
        )


def _make(folder: Path, made: set[Path]) -> None:
    """A folder that a server may enter, and those around it; `made` are there for sure."""
    if folder in made:
        return
    _make(folder.parent, made)
    if not folder.is_dir():
        folder.mkdir()
        folder.chmod(FOLDER)
    made.add(folder)


def _is_same(one: Path, other: Path) -> bool:
    with contextlib.suppress(OSError):
        return filecmp.cmp(one, other, shallow=False)
    return False


def _is_linked(old: Path, new: Path) -> bool:
    """Not where a file can have one name only, or has too many."""
    with contextlib.suppress(OSError, NotImplementedError):
        new.hardlink_to(old)
        return True
    return False

"""What an earlier build made, kept under the digest of all that it was made from; and one build at a time."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sitegen import outcome
from sitegen.paths import Paths

DAY_S = 24 * 3600


class Cache:
    """A folder that may be thrown away at any time. Whoever cannot write there, makes everything again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, root: Path, name: str) -> Cache:
        return cls(Path(outcome.cache_of(str(root)), name))

    def get(self, key: str) -> bytes | None:
        path = self.folder / key
        with contextlib.suppress(OSError):
            content = path.read_bytes()
            path.touch()
            return content
        return None

    def put(self, key: str, content: bytes) -> None:
        """In one step: another build may be reading the same file."""
        fresh = self.folder / f".{key}.{os.getpid()}"
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(content)
            fresh.replace(self.folder / key)

    def forget(self, most: int) -> None:
        """Keep only the files that were used last."""
        with contextlib.suppress(OSError):
            found = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
            for path in found[most:]:
                path.unlink(missing_ok=True)


def folder_of(paths: Paths) -> Path | None:
    """Where a site keeps what its next build can use; None where nothing can be kept."""
    own = Path(outcome.folder_of(str(paths.root), str(paths.out)))
    with contextlib.suppress(OSError):
        if not own.is_dir():
            own.mkdir(parents=True)
            (own / "van").write_bytes(os.fsencode(paths.out))
            _forget_others(own)
        return own
    return None


def _forget_others(own: Path) -> None:
    """Those of sites that are gone."""
    import shutil

    for other in own.parent.glob("site-*/van"):
        with contextlib.suppress(OSError, ValueError):
            is_old = other.stat().st_mtime < time.time() - DAY_S
            if is_old and not os.path.exists(os.fsdecode(other.read_bytes())):
                shutil.rmtree(other.parent, ignore_errors=True)


@contextlib.contextmanager
def alone(folder: Path | None, tell: Callable[[str], None]) -> Iterator[None]:
    """One build at a time works in a folder: the second waits, and says so. A build that is killed locks nothing."""
    try:
        file = open(folder / "slot", "ab") if folder else None  # noqa: SIM115
    except OSError:
        file = None
    if file is None:
        yield
        return
    with file:
        tries = 0
        while not _locked(file.fileno()):
            if tries == PATIENT_TRIES:
                tell("Er loopt al een andere build van deze map. We wachten tot die klaar is.")
            tries += 1
            time.sleep(TRY_EVERY_S)
        yield


TRY_EVERY_S, PATIENT_TRIES = 0.05, 20

# Where the file system knows no locks, nobody waits.
if sys.platform == "win32":
    import msvcrt

    def _locked(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return True
        return True

else:
    import fcntl

    def _locked(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

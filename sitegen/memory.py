"""What one build leaves for the next: what it was made from, and what is work to make again.

It stands in a folder that may be thrown away at any time. Everything in it carries a digest: what is damaged,
half written, or of another version of the generator counts as not there.
"""

from __future__ import annotations

import contextlib
import marshal
import os
from collections.abc import Iterable, Iterator, MutableMapping
from pathlib import Path
from typing import IO, Any

from sitegen import outcome
from sitegen.digest import checked, with_digest

FIRST_PACK = "stukken-1"
# Pieces are written together until there are so many bytes of them; smaller files are never tidied.
FLUSHED, SMALL = 1 << 20, 1 << 20

# Where a piece stands in the file of pieces: its first byte, and how many.
Ref = tuple[int, int]


class Memory:
    """The memory of a site as the last build left it; `save` replaces it by that of this build.

    `outcome` reads the first part, which tells whether anything changed; what stands here is the rest of it, in
    values that `marshal` knows. Without a folder nothing is remembered.
    """

    def __init__(self, folder: Path | None, version: bytes) -> None:
        self.folder = folder
        self.version = version
        self._pack: Pack | None = None
        self._is_forgotten = False

    def forget(self) -> None:
        self._is_forgotten = True

    @property
    def pack(self) -> Pack:
        if self._pack is None:
            self._pack = Pack(self.folder / FIRST_PACK if self.folder else None)
        return self._pack

    def rest(self) -> dict[str, Any]:
        """The second part; empty when there is none."""
        if not self.folder or self._is_forgotten:
            return {}
        content, _ = checked(outcome.second_part(str(self.folder), self.version))
        found: dict[str, Any] = marshal.loads(content) if content else {}
        if found:
            self._pack = Pack(self.folder / found["pack"])
        return found

    def tidy(self, alive: Iterable[tuple[list[Any], int, Ref]]) -> None:
        """Move the pieces that are still used to a file of their own; each is named in a list, at a place."""
        fresh = self.pack.successor()
        for entry, place, ref in alive:
            entry[place] = fresh.put(self.pack.get(ref))
        self._pack = fresh

    def save(self, told: dict[str, Any], rest: dict[str, Any]) -> None:
        """In one step. Where that cannot be done, the next build makes everything again."""
        if not self.folder:
            return
        self.pack.flush()
        second = marshal.dumps({**rest, "pack": self.pack.name})
        fresh = self.folder / "geheugen.nieuw"
        with contextlib.suppress(OSError):
            fresh.write_bytes(self.version + with_digest(marshal.dumps(told)) + with_digest(second))
            fresh.replace(self.folder / outcome.FILE)
            for other in self.folder.glob("stukken*"):
                if other.name != self.pack.name:
                    other.unlink(missing_ok=True)


class Pack:
    """A file of pieces, each read when it is needed; new ones come at its end."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._file: IO[bytes] | None = None
        self._end = 0
        self._waiting: list[bytes] = []
        self._waiting_from = 0
        self._process = os.getpid()

    @property
    def name(self) -> str:
        return self.path.name if self.path else ""

    def get(self, ref: Ref) -> Any:
        """The piece that was put there; None when it is damaged or gone."""
        start, length = ref
        if start >= self._waiting_from and self._waiting:
            self.flush()
        with contextlib.suppress(OSError):
            if file := self._opened():
                piece, _ = checked(_read_at(file, start, length))
                return marshal.loads(piece) if piece else None
        return None

    def put(self, value: Any) -> Ref:
        """In a copy of the process nothing is added: there, nobody needs to find it again."""
        if os.getpid() != self._process:
            return (0, 0)
        self._opened()
        piece = with_digest(marshal.dumps(value))
        if not self._waiting:
            self._waiting_from = self._end
        self._waiting.append(piece)
        ref = (self._end, len(piece))
        self._end += len(piece)
        if self._end - self._waiting_from > FLUSHED:
            self.flush()
        return ref

    def flush(self) -> None:
        if self._waiting and (file := self._opened()):
            with contextlib.suppress(OSError):
                file.seek(self._waiting_from)
                file.write(b"".join(self._waiting))
                file.flush()
        self._waiting.clear()

    def is_mostly_dead(self, alive: Iterable[Ref]) -> bool:
        """Whether most of the file is pieces that nothing refers to any more."""
        return self._end > SMALL and self._end > 2 * sum(length for _, length in alive)

    def successor(self) -> Pack:
        """An empty file to move the living pieces to."""
        number = int(self.name.rpartition("-")[2] or 0) + 1
        return Pack(self.path.with_name(f"stukken-{number}") if self.path else None)

    def _opened(self) -> IO[bytes] | None:
        if self._file is None:
            with contextlib.suppress(OSError):
                if self.path is None:
                    self._file = _without_a_name()
                    return self._file
                # Not truncated: a build that was killed may have left pieces that nobody knows.
                self._file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
                self._end = self._file.seek(0, os.SEEK_END)
        return self._file


def _without_a_name() -> IO[bytes]:
    """For this build alone."""
    import tempfile

    return tempfile.TemporaryFile()


def _read_at(file: IO[bytes], start: int, length: int) -> bytes:
    """Without moving the place in the file, which copies of the process share."""
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), length, start)
    file.seek(start)
    return file.read(length)


class Shelf(MutableMapping[str, bytes]):
    """Pieces by name, each read when it is asked for. `refs` says where they stand."""

    def __init__(self, pack: Pack, refs: dict[str, list[Ref]]) -> None:
        self._pack = pack
        self.refs = refs

    def __getitem__(self, name: str) -> bytes:
        found: bytes | None = self._pack.get(self.refs[name][0])
        if found is None:
            raise KeyError(name)
        return found

    def __setitem__(self, name: str, content: bytes) -> None:
        self.refs[name] = [self._pack.put(content)]

    def __delitem__(self, name: str) -> None:
        del self.refs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.refs)

    def __len__(self) -> int:
        return len(self.refs)

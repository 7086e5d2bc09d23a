"""What an earlier build made, kept under the digest of all that it was made from."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


class Cache:
    """A folder that may be thrown away at any time. Whoever cannot write there, makes everything again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

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

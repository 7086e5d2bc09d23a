"""Where the parts of a project stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

# What editors' programs and systems keep beside the file that is open.
BESIDE = re.compile(r"[.#~]|4913$|.*(?:~|#|_|\.(?:bak|tmp|orig|swp|swo))$|Thumbs\.db$|desktop\.ini$")

HOME = Path(__file__).resolve().parent.parent


class Paths(NamedTuple):
    """The folders of one site. `templates` and `static` fall back to the repository's own."""

    root: Path
    out: Path

    @classmethod
    def of(cls, root: Path | None = None, out: Path | None = None) -> Paths:
        root = (root or HOME).resolve()
        return cls(root, (out or root / "site").resolve())

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def templates(self) -> Path:
        return self._own_or_default("templates")

    @property
    def static(self) -> Path:
        return self._own_or_default("static")

    def name(self, path: Path) -> str:
        """How a message calls this file: from the root on, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def _own_or_default(self, folder: str) -> Path:
        own = self.root / folder
        return own if own.is_dir() else HOME / folder

"""The files of `static/`: which there are, and what is sent of each."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.limits import MB, STATIC_BYTES
from sitegen.paths import Paths
from sitegen.problems import UseError

# At the start of a style sheet: the rules of another one come first, in the same file.
IMPORT = re.compile(r"(?m)^@import '\./([\w-]+\.css)';$")


def static_files(paths: Paths) -> list[str]:
    """The files that come from `static/`, as paths inside the site."""
    found = (path for path in paths.static.rglob("*") if path.is_file())
    return sorted(path.relative_to(paths.static).as_posix() for path in found)


def static_content(paths: Paths, name: str) -> bytes:
    return content_of(paths.static / name)


def content_of(path: Path) -> bytes:
    """A file as it is; scripts and style sheets without their comments and blanks, for phones with little data."""
    if path.stat().st_size > STATIC_BYTES:
        size = STATIC_BYTES // MB
        raise UseError(f"{path} is te groot: hosts weigeren een bestand van meer dan {size} MB")
    if path.suffix == ".css":
        import rcssmin

        return str(rcssmin.cssmin(_style(path))).encode()
    content = path.read_bytes()
    if path.suffix == ".js":
        import rjsmin

        return bytes(rjsmin.jsmin(content))
    return content


def _style(path: Path) -> str:
    return IMPORT.sub(lambda found: _style(path.with_name(found[1])), path.read_text(encoding="utf-8"))

"""The icons of the site as pictures, from one drawing: the same bytes each time.

The engine is imported only for what was not drawn before.
"""

from __future__ import annotations

import struct
from collections.abc import Collection
from hashlib import sha256
from importlib.metadata import version

from sitegen.cache import Cache
from sitegen.home_screen import DRAWING, FAVICON, ICONS, Icon
from sitegen.paths import HOME, Paths
from sitegen.problems import DataError, Problem
from sitegen.static import static_content

SHEET = b"""
#let side = int(sys.inputs.size) * 1pt
#set page(width: side, height: side, margin: 0pt, fill: if sys.inputs.behind != "" { rgb(sys.inputs.behind) })
#place(center + horizon, image(bytes(sys.inputs.drawing), format: "svg", width: float(sys.inputs.part) * 100%))
"""
# What browsers ask for by themselves.
SMALL = Icon(FAVICON, 32)
FILES = tuple(icon.file for icon in (*ICONS, SMALL))
KEPT = 50


def files(static: Collection[str]) -> tuple[str, ...]:
    """Which icons there are beside these static files: none without the drawing."""
    return FILES if DRAWING in static else ()


def draw(paths: Paths) -> dict[str, bytes]:
    """Every icon by the path of its file. Raises DataError when the drawing cannot be read."""
    drawing = static_content(paths, DRAWING)
    cache = Cache(HOME / ".cache" / "iconen")
    pictures = {icon.file: _picture(cache, paths, drawing, icon) for icon in (*ICONS, SMALL)}
    cache.forget(KEPT)
    return {**pictures, FAVICON: _as_ico(pictures[FAVICON], SMALL.size)}


def _picture(cache: Cache, paths: Paths, drawing: bytes, icon: Icon) -> bytes:
    key = sha256(f"{version('typst')} {icon}".encode() + SHEET + drawing).hexdigest()
    found = cache.get(key)
    if found is None:
        import typst

        inputs = {
            "drawing": drawing.decode(errors="replace"),
            "size": str(icon.size),
            "part": str(icon.part),
            "behind": icon.behind,
        }
        try:
            # At 72 pixels per inch a point is a pixel.
            made = typst.compile(SHEET, format="png", ppi=72, sys_inputs=inputs, ignore_system_fonts=True)
        except typst.TypstError as error:
            message = f"deze tekening kan geen icoon worden. Typst zegt: {error.message}"
            problem = Problem(paths.name(paths.static / DRAWING), 1, 1, "error", "icoon", message)
            raise DataError([problem]) from error
        assert isinstance(made, bytes)
        found = made
        cache.put(key, found)
    return found


def _as_ico(picture: bytes, size: int) -> bytes:
    """An ICO file of one picture: its head, one line of its list, and a PNG as it is."""
    head, line = struct.pack("<HHH", 0, 1, 1), "<BBBBHHII"
    where = len(head) + struct.calcsize(line)
    return head + struct.pack(line, size, size, 0, 0, 1, 32, len(picture), where) + picture

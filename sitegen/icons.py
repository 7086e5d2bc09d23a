"""The icons of the site, and the picture beside a link to it, from one drawing: the same bytes each time.

The engine is imported only for what was not drawn before.
"""

from __future__ import annotations

import struct
from collections.abc import Collection
from hashlib import sha256
from importlib.metadata import version

from sitegen.cache import Cache
from sitegen.home_screen import DRAWING, FAVICON, ICONS, INK, SHARED, YELLOW, Icon
from sitegen.paths import HOME, Paths
from sitegen.problems import DataError, Problem
from sitegen.static import static_content
from sitegen.typeset import FONTS

SHEET = """
#let side = int(sys.inputs.size) * 1pt
#set page(width: side, height: side, margin: 0pt, fill: if sys.inputs.behind != "" { rgb(sys.inputs.behind) })
#place(center + horizon, image(bytes(sys.inputs.drawing), format: "svg", width: float(sys.inputs.part) * 100%))
"""
# As wide and high as networks show it.
SHARED_SHEET = f"""
#set page(width: 1200pt, height: 630pt, margin: 80pt, fill: rgb("{YELLOW}"))
#set text(font: "Fira Sans", size: 76pt, weight: "bold", fill: rgb("{INK}"), lang: "nl", hyphenate: true)
#set par(leading: 0.35em, justify: false)
// Whatever the name is, there is one page.
#block(width: 100%, height: 100%, clip: true, breakable: false, align(horizon,
  grid(columns: (auto, 1fr), column-gutter: 64pt, align: horizon,
    image(bytes(sys.inputs.drawing), format: "svg", width: 260pt),
    sys.inputs.name,
  )
))
"""
# What browsers ask for by themselves.
SMALL = Icon(FAVICON, 32)
FILES = (*(icon.file for icon in (*ICONS, SMALL)), SHARED)
KEPT = 50


def files(static: Collection[str]) -> tuple[str, ...]:
    """Which pictures there are beside these static files: none without the drawing."""
    return FILES if DRAWING in static else ()


def draw(paths: Paths, name: str) -> dict[str, bytes]:
    """Each by the path of its file; `name` is that of the site. Raises DataError when the drawing cannot be read."""
    drawing = static_content(paths, DRAWING).decode(errors="replace")
    cache = Cache.of(HOME, "iconen")

    def picture(sheet: str, **inputs: str) -> bytes:
        return _picture(cache, paths, sheet, {"drawing": drawing, **inputs})

    pictures = {
        icon.file: picture(SHEET, size=str(icon.size), part=str(icon.part), behind=icon.behind)
        for icon in (*ICONS, SMALL)
    }
    shared = picture(SHARED_SHEET, name=name)
    cache.forget(KEPT)
    return {**pictures, FAVICON: _as_ico(pictures[FAVICON], SMALL.size), SHARED: shared}


def _picture(cache: Cache, paths: Paths, sheet: str, inputs: dict[str, str]) -> bytes:
    key = sha256(f"{version('typst')} {sheet} {inputs}".encode()).hexdigest()
    found = cache.get(key)
    if found is None:
        import typst

        letters = typst.Fonts(include_system_fonts=False, font_paths=[paths.templates / "print" / FONTS])
        try:
            # At 72 pixels per inch a point is a pixel.
            made = typst.compile(
                sheet.encode(),
                format="png",
                ppi=72,
                sys_inputs=inputs,
                font_paths=letters,
            )
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

"""Documents to PDF, by Typst: tagged for a screen reader (PDF/UA-1), with our own letters, the same bytes each time.

The engine is imported only when a document must be made; one that was made before comes from the cache.
"""

from __future__ import annotations

import json
import os
import re
import threading
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.cache import Cache
from sitegen.paper import Document
from sitegen.paths import HOME, Paths
from sitegen.problems import DataError, Problem

if TYPE_CHECKING:
    from typst import Compiler, TypstError

FONTS = "letters"
UNKNOWN = "?"
# Documents of earlier builds, of this project or of another one that this generator makes.
KEPT = 500


class Typesetter:
    """Makes the documents of one project."""

    def __init__(self, paths: Paths, today: date) -> None:
        self.paths = paths
        self.folder = paths.templates / "print"
        self.cache = Cache.of(HOME, "papier")
        self._made = datetime(today.year, today.month, today.day, tzinfo=UTC)
        self._own = threading.local()

    def pdfs(self, documents: Sequence[Document]) -> dict[str, bytes]:
        """Each document by the path of its file. Raises DataError with all that is wrong with the templates."""
        made: dict[str, bytes] = {}
        problems: list[Problem] = []
        # Typst lets go of Python while it works.
        with ThreadPoolExecutor(os.cpu_count()) as workers:
            for document, found in zip(documents, workers.map(self._attempt, documents), strict=True):
                if isinstance(found, bytes):
                    made[document.file] = found
                else:
                    problems += found
        if problems:
            raise DataError(sorted(set(problems)))
        self.cache.forget(max(KEPT, 2 * len(documents)))
        return made

    def pdf(self, document: Document) -> bytes:
        """One document. Raises DataError when its template is wrong."""
        data = printable(json.dumps(document.data, ensure_ascii=False, sort_keys=True))
        key = sha256(f"{self._tools}\n{self._made}\n{document.template}\n{data}".encode()).hexdigest()
        found = self.cache.get(key)
        if found is None:
            found = self._set(document, data)
            self.cache.put(key, found)
        return found

    def _attempt(self, document: Document) -> bytes | list[Problem]:
        try:
            return self.pdf(document)
        except DataError as error:
            return list(error.problems)

    def _set(self, document: Document, data: str) -> bytes:
        import typst

        template = self.folder / document.template
        if not template.is_file():
            message = "dit sjabloon ontbreekt: haal het terug, of maak de site zonder pdf’s met --no-paper"
            raise DataError([Problem(self.paths.name(template), 1, 1, "error", "sjabloon", message)])
        try:
            found = self._compiler().compile(
                str(template),
                format="pdf",
                sys_inputs={
                    "gegevens": data,
                    "lange-woorden": "ja" if LONG_WORD.search(data) else "nee",
                    "codes": json.dumps({address: _code(address) for address in document.codes}),
                },
                pdf_standards="ua-1",
                timestamp=self._made,
            )
        except typst.TypstError as error:
            raise DataError(self._problems(error, document)) from error
        assert isinstance(found, bytes)
        return found

    @cached_property
    def _tools(self) -> str:
        """What decides how a document looks besides what it says."""
        digest = sha256()
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(self.folder).as_posix().encode() + b"\0" + path.read_bytes())
        return f"{digest.hexdigest()} {version('typst')} {version('segno')}"

    def _compiler(self) -> Compiler:
        """One for each thread: no two can use the same at once."""
        import typst

        if not hasattr(self._own, "compiler"):
            fonts = typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[str(self.folder / FONTS)],
            )
            self._own.compiler = typst.Compiler(root=str(self.folder), font_paths=fonts)
        found: Compiler = self._own.compiler
        return found

    def _problems(self, error: TypstError, document: Document) -> list[Problem]:
        """Where Typst stopped; its words are English, and for whoever writes templates."""
        place = re.search(r"┌─ (?:.*/)?([^/\s]+):(\d+):(\d+)", error.diagnostic)
        file, line, column = place.groups() if place else (document.template, "1", "0")
        message = f"het sjabloon kan {document.address} niet maken. Typst zegt: {error.message}"
        name = self.paths.name(self.folder / Path(file).name)
        return [Problem(name, int(line), int(column) + 1, "error", "sjabloon", message)]


# What our letters can show: Latin, Greek and Cyrillic, as ranges of characters.
KNOWN = (
    "20-7e a0-24f 370-377 384-38a 38e-3a1 3a3-3e1 3f0-479 48a-52f 1e80-1e85 1ea0-1ef9 2012-2016 2018-201a 201c-201e "
    "2020-2022 2026-2026 2030-2030 2039-203a 2044-2044 2074-208e 20a9-20ac 2116-2116 2122-2122 2153-215f 2190-2193 "
    "2212-2212 221e-221e 2248-2248 2260-2260 2264-2265"
)
PRINTABLE = frozenset(
    chr(code)
    for first, _, last in (found.partition("-") for found in KNOWN.split())
    for code in range(int(first, 16), int(last, 16) + 1)
)
UNPRINTABLE = re.compile(f"[^{re.escape(''.join(sorted(PRINTABLE)))}]")
# Longer than a line of a narrow column; only then words are hyphenated, which takes time and reads badly.
LONG_WORD = re.compile(r"[^\W\d_]{24}")


def printable(text: str) -> str:
    """The text with a question mark for each character that our letters lack: PDF/UA refuses an empty box."""
    return UNPRINTABLE.sub(UNKNOWN, unicodedata.normalize("NFC", text))


@lru_cache(maxsize=4096)
def _code(address: str) -> str:
    """A QR code as SVG; it can still be read when a seventh of it is dirty or torn.

    With a mask given, segno need not weigh all eight: that takes five times as long.
    """
    import segno

    picture = BytesIO()
    segno.make_qr(address, error="m", mask=2).save(picture, kind="svg", border=4, xmldecl=False)
    return picture.getvalue().decode()

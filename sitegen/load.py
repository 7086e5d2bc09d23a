"""Reads files into text that remembers where it was typed.

Everything that is wrong with a file as text is found here: its encoding, invisible characters, two
versions that git could not join. What its values mean is for sitegen.records.
"""

from __future__ import annotations

import json
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitegen.limits import (
    BYTES_PER_LINE,
    DATA_BYTES,
    IMPORT_BYTES,
    LONGEST_LINE,
    MAP_BYTES,
    PAGE_BYTES,
    PLACES_BYTES,
)
from sitegen.nodes import Document, parse_yaml
from sitegen.problems import Problem, UseError
from sitegen.regex import regex
from sitegen.source import Source
from sitegen.text import CONTROL, INVISIBLE


@dataclass(frozen=True)
class Page:
    """A Markdown file: its front matter, and the text that begins at `body_line`."""

    source: Source
    front: Document
    body: str
    body_line: int


def load_yaml(path: Path, name: str, draft: bytes | None = None) -> Document:
    """Read one YAML file; what is wrong with it stands in the document's problems.

    A `draft` is read in place of what stands on the disk.
    """
    source, problems, readable = _read(path, name, _most(path), draft)
    if not readable:
        return Document(source, None, tuple(problems), whole=False)
    document = parse_yaml(source)
    return Document(source, document.node, (*problems, *document.problems), document.whole and not problems)


def load_text(path: Path, draft: bytes | None = None) -> str | None:
    """A file as text; None when something is wrong with it, which `load_yaml` says."""
    try:
        return _typed(path, _most(path), draft).decode("utf-8")
    except (OSError, _Refused, UnicodeDecodeError):
        return None


def load_page(path: Path, name: str) -> Page:
    """Read one Markdown file with its front matter between two lines of `---`."""
    source, problems, readable = _read(path, name, PAGE_BYTES)
    lines = source.lines
    if not readable:
        return Page(source, Document(source, None, tuple(problems), whole=False), "", 1)
    if not lines or lines[0].rstrip() != "---":
        problems.append(source.problem(1, 1, "front-matter", NO_FRONT_MATTER))
        return Page(source, Document(source, None, tuple(problems), whole=False), "", 1)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        message = 'het blok bovenaan is niet afgesloten: zet een regel met alleen "---" voor de tekst'
        problems.append(source.problem(1, 1, "front-matter", message))
        return Page(source, Document(source, None, tuple(problems), whole=False), "", 1)
    # The lines around the front matter stay as empty ones, so that every place is the file's own.
    blanked = Source(name, ("", *lines[1:end]))
    document = parse_yaml(blanked)
    found = (*problems, *document.problems)
    front = Document(source, document.node, found, document.whole and not problems)
    return Page(source, front, "\n".join(lines[end + 1 :]), end + 2)


def load_bytes(path: Path) -> bytes:
    """A file that somebody named on the command line."""
    try:
        if path.exists() and not path.is_file():
            raise UseError(f"{path} is geen bestand: geef het bestand zelf, geen map")
        return _bytes(path, IMPORT_BYTES)
    except _Refused as refused:
        raise UseError(f"{path}: {refused}") from None
    except FileNotFoundError:
        raise UseError(f"{path} bestaat niet: kijk de naam van het bestand na") from None
    except (OSError, ValueError):
        raise UseError(f"{path} kan niet geopend worden") from None


def load_json(path: Path) -> Any:
    """A data file that programs made; editors do not change it."""
    try:
        found = json.loads(_bytes(path, MAP_BYTES), parse_constant=_no_number)
        if CONTROL.search(json.dumps(found, ensure_ascii=False)):
            raise UseError(f"{path.name} kan niet gelezen worden: er staat een onzichtbaar stuurteken in")
        return found
    except _Refused as refused:
        raise UseError(f"{path.name} kan niet gelezen worden: {refused}") from None
    except (OSError, ValueError, RecursionError):
        raise UseError(f"{path.name} kan niet gelezen worden: het is geen geldige JSON") from None


def _no_number(name: str) -> None:
    """NaN and Infinity, which Python reads and JSON does not know."""
    raise ValueError(name)


NO_FRONT_MATTER = (
    'de pagina begint niet met een blok tussen twee regels "---": '
    'zet bovenaan "---", "titel: …", "beschrijving: …" en nog eens "---"'
)

CONFLICT = regex(r"\s*(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
SHOWN = 5
TOO_LONG = "deze regel is veel te lang: kort de tekst in"
NO_PLAIN_TEXT = (
    "dit is een bestand van een tekstverwerker: bewaar het als gewone tekst, of haal de vorige versie terug"
)
NOT_UTF_8 = 'dit bestand is niet in UTF-8 bewaard: kies in je programma "Opslaan als" met codering UTF-8'


class _Refused(Exception):
    """A file that is not read; the message says why."""


def _bytes(path: Path, most: int) -> bytes:
    # What is no plain file may have no end, or wait for somebody to write it.
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise _Refused("dit is geen gewoon bestand: zet er een bestand in de plaats")
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise _Refused(f"dit bestand is te groot: maak het kleiner dan {most // 1000} kB")
    return data


def _typed(path: Path, most: int, draft: bytes | None) -> bytes:
    """Of a file that people type: its lines have some length."""
    data = _bytes(path, most) if draft is None else draft
    lines = most // BYTES_PER_LINE
    if max(data.count(b"\n"), data.count(b"\r")) > lines:
        raise _Refused(f"dit bestand heeft te veel regels: maak er minder dan {lines} van")
    return data


def _most(path: Path) -> int:
    return PLACES_BYTES if path.name == "digipunten.yaml" else DATA_BYTES


def _read(path: Path, name: str, most: int, draft: bytes | None = None) -> tuple[Source, list[Problem], bool]:
    """The text of a file, what is wrong with it as text, and whether reading on makes sense."""
    try:
        data = _typed(path, most, draft)
    except _Refused as refused:
        return Source(name, ()), [Problem(name, 1, 1, "error", "bestand", str(refused))], False
    except OSError as error:
        reason = (
            "het bestand ontbreekt" if isinstance(error, FileNotFoundError) else "het kan niet geopend worden"
        )
        return Source(name, ()), [Problem(name, 1, 1, "error", "bestand", reason)], False
    problems: list[Problem] = []
    if data.startswith((b"PK\x03\x04", b"{\\rtf", b"%PDF", b"\xd0\xcf\x11\xe0")):
        return Source(name, ()), [Problem(name, 1, 1, "error", "bestand", NO_PLAIN_TEXT)], False
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[1:2] == b"\x00" or data[:1] == b"\x00":
        return Source(name, ()), [Problem(name, 1, 1, "error", "utf-8", NOT_UTF_8)], False
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        message = 'het bestand begint met een onzichtbaar teken (BOM): bewaar het als "UTF-8", niet als "UTF-8 met BOM"'
        problems.append(Problem(name, 1, 1, "warning", "bom", message))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").split("\n")
        lines = tuple(data.decode("latin-1").split("\n"))
        message = (
            "dit teken is niet in UTF-8 bewaard: kies in je programma "
            '"Opslaan als" met codering UTF-8, en kijk de letters met accenten na'
        )
        source = Source(name, lines)
        return source, [*problems, source.problem(len(before), len(before[-1]) + 1, "utf-8", message)], False
    source = Source(name, tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))
    conflicts = [number for number, line in enumerate(source.lines, 1) if CONFLICT.match(line)]
    if conflicts:
        # Each conflict is said once, where it begins.
        begun = [number for number in conflicts if source.lines[number - 1].lstrip().startswith("<")]
        conflicts = begun or conflicts[:1]
        message = (
            "hier staan twee versies van dezelfde tekst: kies er één, en haal de regels "
            'weg die met "<<<<<<<", "=======" of ">>>>>>>" beginnen'
        )
        problems.extend(source.problem(number, 1, "conflict", message) for number in conflicts[:SHOWN])
        return source, problems, False
    long = [number for number, line in enumerate(source.lines, 1) if len(line) > LONGEST_LINE]
    problems.extend(source.problem(number, 1, "te-lang", TOO_LONG) for number in long[:SHOWN])
    invisible = [
        source.problem(number, match.start() + 1, "stuurteken", INVISIBLE)
        for number, line in enumerate(source.lines, 1)
        if (match := CONTROL.search(line))
    ]
    problems.extend(invisible[:SHOWN])
    return source, problems, not any(problem.severity == "error" for problem in problems)

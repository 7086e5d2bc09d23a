"""Reads files into text that remembers where it was typed.

Everything that is wrong with a file as text is found here: its encoding, invisible characters, two
versions that git could not join. What its values mean is for sitegen.records.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitegen.nodes import Document, parse_yaml
from sitegen.problems import Problem, UseError
from sitegen.regex import regex
from sitegen.source import Source


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
    source, problems, readable = _read(path, name, draft)
    if not readable:
        return Document(source, None, tuple(problems), whole=False)
    document = parse_yaml(source)
    return Document(source, document.node, (*problems, *document.problems), document.whole and not problems)


def load_text(path: Path, draft: bytes | None = None) -> str | None:
    """A file as text; None when something is wrong with it, which `load_yaml` says."""
    try:
        return (path.read_bytes() if draft is None else draft).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def load_page(path: Path, name: str) -> Page:
    """Read one Markdown file with its front matter between two lines of `---`."""
    source, problems, readable = _read(path, name)
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
        return path.read_bytes()
    except FileNotFoundError:
        raise UseError(f"{path} bestaat niet: kijk de naam van het bestand na") from None
    except (OSError, ValueError):
        raise UseError(f"{path} kan niet geopend worden") from None


def load_json(path: Path) -> Any:
    """A data file that programs made; editors do not change it."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise UseError(f"{path.name} kan niet gelezen worden: het is geen geldige JSON") from None


NO_FRONT_MATTER = (
    'de pagina begint niet met een blok tussen twee regels "---": '
    'zet bovenaan "---", "titel: …", "beschrijving: …" en nog eens "---"'
)

CONFLICT = regex(r"\s*(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
# What YAML refuses, other line ends than those of an editor, and characters that cannot be seen but turn
# or split the text around them. The tab has a message of its own.
CONTROL = regex(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2060\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
SHOWN = 5
# Longer than any text that fits a key; the parser takes quadratic time for some of them.
LONGEST_LINE = 5000


INVISIBLE = "hier staat een onzichtbaar stuurteken: wis het en typ de tekst opnieuw"
NO_PLAIN_TEXT = (
    "dit is een bestand van een tekstverwerker: bewaar het als gewone tekst, of haal de vorige versie terug"
)
NOT_UTF_8 = 'dit bestand is niet in UTF-8 bewaard: kies in je programma "Opslaan als" met codering UTF-8'


def _read(path: Path, name: str, draft: bytes | None = None) -> tuple[Source, list[Problem], bool]:
    """The text of a file, what is wrong with it as text, and whether reading on makes sense."""
    try:
        data = path.read_bytes() if draft is None else draft
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
        problems.extend(source.problem(number, 1, "conflict", message) for number in conflicts)
        return source, problems, False
    for number, line in enumerate(source.lines, 1):
        if len(line) > LONGEST_LINE:
            problems.append(
                source.problem(number, 1, "te-lang", "deze regel is veel te lang: kort de tekst in")
            )
    invisible = [
        source.problem(number, match.start() + 1, "stuurteken", INVISIBLE)
        for number, line in enumerate(source.lines, 1)
        if (match := CONTROL.search(line))
    ]
    problems.extend(invisible[:SHOWN])
    return source, problems, not any(problem.severity == "error" for problem in problems)

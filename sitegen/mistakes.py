"""What a person did when YAML cannot be read: the parser's complaint in Dutch, at the right line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from sitegen.problems import Problem
from sitegen.source import Source

# What a person did -> the column it shows at, and what to say. Tried on the lines from the parser's
# place upwards: libyaml often stops one or more lines past the mistake.
KEY = r"[^\s:#\"'\[\]{},&*!|>%@`-][^\s:#]*"
OPEN_QUOTE = re.compile(r"^\s*(?:- +)?(?:[^\s:]+: +)?(?P<at>\"(?:[^\"\\]|\\.)*$|'(?:[^']|'')*$)")
MISTAKES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "spatie",
        re.compile(rf"^\s*(?:- +)?{KEY}(?P<at>:)(?=[^\s/])"),
        'na de dubbelepunt hoort een spatie: schrijf "{key}: …"',
    ),
    (
        "harde-spatie",
        re.compile(rf"^\s*(?:- +)?{KEY}:(?P<at>[\u00a0\u202f\u2007])"),
        "na de dubbelepunt staat een harde spatie: wis ze en typ een gewone spatie",
    ),
    (
        "aanhalingsteken",
        OPEN_QUOTE,
        "dit aanhalingsteken wordt niet gesloten: zet hetzelfde teken ook achter de tekst",
    ),
    (
        "na-aanhalingsteken",
        re.compile(
            r"^\s*(?:- +)?(?:[^\s:]+: +)?(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*(?P<at>[^\s\]}#:].*)$"
        ),
        "na het sluitende aanhalingsteken staat nog tekst: zet de hele waarde tussen aanhalingstekens",
    ),
    (
        "bijzonder-begin",
        re.compile(r"^\s*(?:- +)?(?:[^\s:]+: +)?(?P<at>[@`%])"),
        'een tekst die met "{at}" begint, moet tussen aanhalingstekens',
    ),
    (
        "bijzonder-begin",
        re.compile(r"^\s*(?:- +)?[^\s:]+: +(?P<at>[*&|>])(?![-+\d]*\s*(?:#.*)?$)"),
        'een tekst die met "{at}" begint, moet tussen aanhalingstekens',
    ),
    (
        "haakje",
        re.compile(r"^\s*(?:- +)?(?:[^\s:]+: +)?(?P<at>\[[^\]]*$|\{[^}]*$)"),
        'dit haakje wordt niet gesloten: zet "{close}" achter de lijst, of aanhalingstekens rond de tekst',
    ),
    (
        "dubbelepunt",
        re.compile(rf"^\s*(?:- +)?{KEY}: +(?![\"'\[{{]).*?(?P<at>:)(?=\s|$)"),
        "deze tekst bevat een dubbelepunt met een spatie: zet aanhalingstekens rond de hele tekst",
    ),
)


def before_parsing(source: Source) -> Iterator[Problem]:
    for number, line in enumerate(source.lines, 1):
        if match := re.match(r"( *)\t+\s*[^\s#]", line):
            message = "deze regel springt in met een tab: gebruik spaties"
            yield source.problem(number, len(match[1]) + 1, "tab", message)
        elif match := re.match(r"[^#\"']*?[:-] *(?=\t)", line):
            message = "hier staat een tab: gebruik een spatie"
            yield source.problem(number, match.end() + 1, "tab", message)


def explain(source: Source, lines: list[str], error: yaml.MarkedYAMLError) -> Problem:
    """The parser's complaint as what a person did, at the line that person would point to."""
    mark = error.problem_mark or error.context_mark
    stopped = min((mark.line if mark else 0) + 1, len(lines))
    while stopped > 1 and not lines[stopped - 1].strip():
        stopped -= 1
    candidates = range(stopped, _first_suspect(lines, stopped) - 1, -1)
    return (
        _runaway_quote(source, lines, stopped)
        or next(filter(None, (_known_mistake(source, lines, n) for n in candidates)), None)
        or next(filter(None, (_line_without_colon(source, lines, n) for n in candidates)), None)
        or _at_indent(source, lines, stopped, "inspringing", INDENTED_OTHERWISE)
    )


INDENTED_OTHERWISE = (
    "deze regel springt anders in dan de regels erboven: zet hem recht onder de vorige sleutel"
)
NOT_UNDERSTOOD = 'deze regel begrijpen we niet: schrijf "naam: waarde", of "- " voor een deel van een lijst'


def _first_suspect(lines: list[str], stopped: int) -> int:
    """The parser may stop at the next record because of the last line of the one before."""
    span = record_span(lines, stopped)
    if span and span[0] == stopped > 1:
        span = record_span(lines, stopped - 1) or span
    return span[0] if span else 1


def _runaway_quote(source: Source, lines: list[str], stopped: int) -> Problem | None:
    """A quote that is not closed in its own record swallows the records after it."""
    for number in range(1, stopped + 1):
        match = OPEN_QUOTE.match(lines[number - 1])
        if match:
            end = (record_span(lines, number) or (number, number))[1]
            if not any(match["at"][0] in line for line in lines[number:end]):
                return _known_mistake(source, lines, number)
    return None


def _known_mistake(source: Source, lines: list[str], number: int) -> Problem | None:
    line = lines[number - 1]
    for code, pattern, message in MISTAKES:
        if match := pattern.match(line):
            at = match.start("at")
            words = {
                "key": line[:at].strip().removeprefix("- ").strip(),
                "at": line[at],
                "close": {"[": "]", "{": "}"}.get(line[at], ""),
            }
            return source.problem(number, at + 1, code, message.format(**words))
    return None


def _line_without_colon(source: Source, lines: list[str], number: int) -> Problem | None:
    text = lines[number - 1].strip()
    if not text or ":" in text or text.startswith(("#", "- ")):
        return None
    return _at_indent(source, lines, number, "regel", NOT_UNDERSTOOD)


def _at_indent(source: Source, lines: list[str], number: int, code: str, message: str) -> Problem:
    line = lines[number - 1]
    return source.problem(number, len(line) - len(line.lstrip()) + 1, code, message)


def record_span(lines: list[str], number: int) -> tuple[int, int] | None:
    """First and last line of the record of a top-level list that this line belongs to."""
    first_item = next((line for line in lines if re.match(r" *- ", line)), None)
    if first_item is None:
        return None
    indent = len(first_item) - len(first_item.lstrip())
    starts = re.compile(rf" {{{indent}}}- ")
    start = next((n for n in range(number, 0, -1) if starts.match(lines[n - 1])), None)
    if start is None:
        return None
    end = start
    while end < len(lines) and not re.match(rf" {{0,{indent}}}[^\s#]", lines[end]):
        end += 1
    return (start, end) if number <= end else None

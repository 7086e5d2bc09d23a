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
        re.compile(r"^\s*(?:- +)?(?:[^\s:]+: +)?(?P<at>[@`%,\]}?](?=.))"),
        'een tekst die met "{at}" begint, moet tussen aanhalingstekens',
    ),
    (
        "bijzonder-begin",
        re.compile(r"^\s*(?:- +)?[^\s:]+: +(?P<at>[*&|>])(?![-+\d]*\s*(?:#.*)?$)"),
        'een tekst die met "{at}" begint, moet tussen aanhalingstekens',
    ),
    (
        "bijzonder-begin",
        re.compile(r"^\s*- +(?P<at>\*)"),
        'een tekst die met "{at}" begint, moet tussen aanhalingstekens',
    ),
    (
        "bijzonder-begin",
        re.compile(r"^\s*(?:- +)?[^\s:]+: +(?P<at>-)(?=\s)"),
        'een tekst die met "{at}" begint, moet tussen aanhalingstekens',
    ),
    (
        "streepje",
        re.compile(r"^\s*(?P<at>-)(?=[^\s-]+: )"),
        'na het streepje hoort een spatie: schrijf "- "',
    ),
    (
        "streepje",
        re.compile(r"^\s*(?P<at>[–—•*])(?=\s)"),
        'begin een deel van een lijst met een gewoon streepje en een spatie: "- "',
    ),
    (
        "backslash",
        re.compile(
            r"^\s*(?:- +)?(?:[^\s:]+: +)?\"(?:[^\"\\]|\\[\"\\/0abtnvfre ])*(?P<at>\\)(?![\"\\/0abtnvfreNLPxuU_ ])"
        ),
        "een backslash kan niet tussen dubbele aanhalingstekens: gebruik enkele aanhalingstekens",
    ),
    (
        "komma",
        re.compile(r"^\s*(?:- +)?(?:[^\s:]+: +)?[\[{][^\"']*?, *(?P<at>,)"),
        "hier staat een komma te veel: haal ze weg",
    ),
    (
        "komma",
        re.compile(r"^\s*(?:- +)?(?:[^\s:]+: +)?\{[^}]*?: [^,}]*?\s(?P<at>[A-Za-z_]+: )"),
        'tussen twee gegevens hoort een komma: zet er een voor "{word}"',
    ),
    (
        "spatie",
        re.compile(rf"^\s*(?:- +)?(?:[^\s:]+: +)?\{{(?:[^}}]*, *)?{KEY}(?P<at>:)(?=[^\s/])[^}}]*\}}"),
        "na de dubbelepunt hoort een spatie",
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
        elif line.rstrip() == "---" and any(
            re.match(r"\s*[^\s#]", line) for line in source.lines[: number - 1]
        ):
            message = f'"{line.rstrip()}" begint een nieuw document: haal deze regel weg'
            yield source.problem(number, 1, "tweede-document", message)


def explain(source: Source, lines: list[str], error: yaml.MarkedYAMLError) -> Problem:
    """The parser's complaint as what a person did, at the line that person would point to."""
    mark = error.problem_mark or error.context_mark
    stopped = min((mark.line if mark else 0) + 1, len(lines))
    while stopped > 1 and not lines[stopped - 1].strip():
        stopped -= 1
    first = _first_suspect(lines, stopped)
    suspects = range(stopped, first - 1, -1)
    return (
        _top_without_colon(source, lines)
        or _runaway_quote(source, lines, stopped)
        or _dash_out_of_line(source, lines, stopped)
        or next(filter(None, (_known_mistake(source, lines, n) for n in suspects)), None)
        or _line_without_colon(source, lines, first, stopped)
        or _other_indent(source, lines, stopped)
    )


INDENTED_OTHERWISE = (
    "deze regel springt anders in dan de regels erboven: zet hem recht onder de vorige sleutel"
)
VALUE_AND_BLOCK = "hier staat al een waarde, en eronder nog een blok: kies één van de twee"
DASH_OUT_OF_LINE = "dit streepje staat niet recht onder dat van het vorige deel: zet het eronder"
MISSING_DASH = 'hier ontbreekt het streepje: begin elk deel van de lijst met "- "'
NOT_UNDERSTOOD = 'deze regel begrijpen we niet: schrijf "naam: waarde", of "- " voor een deel van een lijst'


def _first_suspect(lines: list[str], stopped: int) -> int:
    """The parser may stop at the next record because of the last line of the one before."""
    span = record_span(lines, stopped)
    if span and span[0] == stopped > 1:
        span = record_span(lines, stopped - 1) or span
    return span[0] if span else 1


def _top_without_colon(source: Source, lines: list[str]) -> Problem | None:
    number = _neighbour(lines, 0, +1)
    if number and re.fullmatch(r"[\w-]+\s*", lines[number - 1]):
        return source.problem(
            number, 1, "dubbelepunt", f'zet een dubbelepunt achter "{lines[number - 1].strip()}"'
        )
    return None


def _dash_out_of_line(source: Source, lines: list[str], stopped: int) -> Problem | None:
    """A record whose dash does not stand under the dash of the record before it."""
    column = None
    for number in range(1, stopped + 1):
        if re.match(r" *- +id:", lines[number - 1]):
            if column is not None and _indent(lines[number - 1]) != column:
                return _at_indent(source, lines, number, "streepje", DASH_OUT_OF_LINE)
            column = _indent(lines[number - 1])
    return None


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
                "word": match["at"].strip(" :"),
                "close": {"[": "]", "{": "}"}.get(line[at], ""),
            }
            return source.problem(number, at + 1, code, message.format(**words))
    return None


def _line_without_colon(source: Source, lines: list[str], first: int, stopped: int) -> Problem | None:
    """The first line that is neither a key, nor part of a list, nor of a text of several lines."""
    text_below = -1
    for number in range(first, stopped + 1):
        line = lines[number - 1]
        indent = _indent(line)
        if not line.strip() or line.lstrip().startswith("#") or (text_below >= 0 and indent > text_below):
            continue
        text_below = indent if re.search(r": *[|>][-+0-9]*\s*$", line) else -1
        if ":" not in line and not line.lstrip().startswith("- "):
            return _at_indent(source, lines, number, "regel", NOT_UNDERSTOOD)
    return None


def _other_indent(source: Source, lines: list[str], stopped: int) -> Problem:
    """The line that is out of step; the parser often stops at the one after it."""
    before, after = _neighbour(lines, stopped, -1), _neighbour(lines, stopped, +1)
    here = _key_column(lines[stopped - 1])
    if lines[stopped - 1].lstrip().startswith("- ") and before:
        start = next((n for n in range(1, stopped) if _indent(lines[n - 1]) > 0), stopped)
        if not lines[start - 1].lstrip().startswith("- "):
            return _at_indent(source, lines, start, "streepje", MISSING_DASH)
    if before:
        column = _key_column(lines[before - 1])
        earlier = _neighbour(lines, before, -1)
        above = lines[earlier - 1] if earlier else ""
        follows = after is not None and _key_column(lines[after - 1]) >= here
        in_step_without_it = bool(above) and _key_column(above) == here
        opened_above = above.rstrip().endswith(":") and column <= _key_column(above)
        too_far_left = opened_above or lines[before - 1].lstrip().startswith("- ")
        if column != here and (in_step_without_it or (follows and (column > here or too_far_left))):
            return _at_indent(source, lines, before, "inspringing", INDENTED_OTHERWISE)
        # A value, and below it a block: one of the two is meant. One line alone is just out of step.
        if here > column and follows and re.search(r":\s+[^\s#|>]", lines[before - 1]):
            return _at_indent(source, lines, before, "waarde-en-blok", VALUE_AND_BLOCK)
    return _at_indent(source, lines, stopped, "inspringing", INDENTED_OTHERWISE)


def _neighbour(lines: list[str], number: int, step: int) -> int | None:
    number += step
    while 1 <= number <= len(lines):
        if lines[number - 1].strip() and not lines[number - 1].lstrip().startswith("#"):
            return number
        number += step
    return None


def _key_column(line: str) -> int:
    """Where the key of a line stands; that of '  - id: x' stands behind its dash."""
    match = re.match(r"\s*(?:- +)?", line)
    return match.end() if match else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _at_indent(source: Source, lines: list[str], number: int, code: str, message: str) -> Problem:
    return source.problem(number, _indent(lines[number - 1]) + 1, code, message)


def record_span(lines: list[str], number: int) -> tuple[int, int] | None:
    """First and last line of the record of a top-level list that this line belongs to."""
    first_item = next((line for line in lines if re.match(r" *- ", line)), None)
    if first_item is None:
        return None
    indent = len(first_item) - len(first_item.lstrip())
    # Also a record whose dash stands in another column than those before it.
    starts = re.compile(rf" {{{indent}}}- | *- +id:")
    start = next((n for n in range(number, 0, -1) if starts.match(lines[n - 1])), None)
    if start is None:
        return None
    end = start
    while end < len(lines) and not (
        starts.match(lines[end]) or re.match(rf" {{0,{indent}}}[^\s#]", lines[end])
    ):
        end += 1
    return (start, end) if number <= end else None

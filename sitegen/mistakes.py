"""What a person did when YAML cannot be read: the parser's complaint in Dutch, at the right line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

import yaml

from sitegen.brackets import STARTS_WITH_APOSTROPHE, slip
from sitegen.dates import WEEKDAYS
from sitegen.indentation import STEP, out_of_step
from sitegen.limits import MOST_PROBLEMS
from sitegen.problems import Problem
from sitegen.regex import regex
from sitegen.source import Source
from sitegen.text import counted

# What a person did -> the column it shows at, and what to say. Tried on the lines from the parser's
# place upwards: libyaml often stops one or more lines past the mistake.
KEY = r"[^\s:#\"'\[\]{},&*!|>%@`-][^\s:#]*"
OPEN_QUOTE = regex(r"^\s*(?:- +)?(?:[^\s:]+: +)?(?P<at>\"(?:[^\"\\]|\\.)*$|'(?:[^']|'')*$)")
BACKSLASH = "een backslash kan niet tussen dubbele aanhalingstekens: gebruik enkele aanhalingstekens"
BEFORE_HASH = 'zet een spatie voor het "#": anders lezen bezoekers wat erachter staat'
MISTAKES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "spatie",
        regex(rf"^\s*(?:- +)?{KEY}(?P<at>:)(?=[^\s/])"),
        'na de dubbelepunt hoort een spatie: schrijf "{key}: …"',
    ),
    (
        "harde-spatie",
        regex(rf"^\s*(?:- +)?{KEY}:(?P<at>[\u00a0\u202f\u2007])"),
        "na de dubbelepunt staat een harde spatie: wis ze en typ een gewone spatie",
    ),
    (
        "aanhalingsteken",
        regex(r"^\s*(?:- +)?(?:[^\s:]+: +)?(?P<at>'(?P<text>(?:[stnkmr]|[0-9]{2}) (?:[^']|'')*?))\s*$"),
        STARTS_WITH_APOSTROPHE,
    ),
    (
        "aanhalingsteken",
        OPEN_QUOTE,
        "dit aanhalingsteken wordt niet gesloten: zet hetzelfde teken ook achter de tekst",
    ),
    (
        "aanhalingsteken",
        regex(r"^\s*(?:- +)?(?:[^\s:]+: +)?(?P<at>')(?P<text>[^']+'[a-z]+\b[^']*)'?\s*$"),
        'de "\'" in deze tekst sluit hem te vroeg: zet dubbele aanhalingstekens rond de tekst: "{text}"',
    ),
    (
        "na-aanhalingsteken",
        regex(r"^\s*(?:- +)?(?:[^\s:]+: +)?(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*(?P<at>[^\s\]}#:].*)$"),
        "na het sluitende aanhalingsteken staat nog tekst: zet de hele waarde tussen aanhalingstekens",
    ),
    (
        "bijzonder-begin",
        regex(r"^\s*(?:- +)?(?:[^\s:]+: +)?(?P<at>[@`%,\]}?](?=.))"),
        'een tekst die met "{at}" begint, moet tussen aanhalingstekens',
    ),
    (
        "bijzonder-begin",
        regex(r"^\s*(?:- +)?[^\s:]+: +(?P<at>[*&|>])(?![-+\d]*\s*(?:#.*)?$)"),
        'een tekst die met "{at}" begint, moet tussen aanhalingstekens',
    ),
    (
        "bijzonder-begin",
        regex(r"^\s*- +(?P<at>\*)"),
        'een tekst die met "{at}" begint, moet tussen aanhalingstekens',
    ),
    (
        "bijzonder-begin",
        regex(r"^\s*(?:- +)?[^\s:]+: +(?P<at>-)(?=\s)"),
        'een tekst die met "{at}" begint, moet tussen aanhalingstekens',
    ),
    (
        "streepje",
        regex(r"^\s*(?P<at>-)(?=[^\s-])"),
        'na het streepje hoort een spatie: schrijf "- "',
    ),
    (
        "streepje",
        regex(r"^\s*(?P<at>[–—•*])(?=\s)"),
        'begin een deel van een lijst met een gewoon streepje en een spatie: "- "',
    ),
    (
        "backslash",
        regex(
            r"^\s*(?:- +)?(?:[^\s:]+: +)?\"(?:[^\"\\]|\\[\"\\/0abtnvfre ])*(?P<at>\\)(?![\"\\/0abtnvfreNLPxuU_ ])"
        ),
        BACKSLASH,
    ),
    (
        "haakje",
        regex(rf"^\s*(?:- +)?{KEY}: +(?P<at>[^\s\"'\[{{][^\[{{]*: [^\[{{]*\}})\s*(?:#.*)?$"),
        'hier ontbreekt een haakje: zet "{{" voor "{word}"',
    ),
    (
        "hekje",
        regex(rf"^\s*(?:- +)?{KEY}: +(?![\"'\[{{])[^#]*\S(?P<at>#)(?=\s)"),
        BEFORE_HASH,
    ),
    (
        "haakje",
        regex(r"^\s*- +(?P<at>\()[\w-]+: "),
        "schrijf {{ en }} in plaats van ( en )",
    ),
    (
        "haakje",
        regex(rf"^\s*- +(?P<at>{KEY}: +[^\s\"'\[{{][^\[{{]*?, *[\w-]+: [^\[{{]*)$"),
        'zet "{{" voor "{word}" en "}}" achteraan op deze regel',
    ),
    (
        "dubbelepunt",
        regex(rf"^\s*(?:- +)?{KEY}: +(?![\"'\[{{])(?:(?! #).)*?(?P<at>:)(?=\s|$)"),
        "deze tekst bevat een dubbelepunt met een spatie: zet aanhalingstekens rond de hele tekst",
    ),
)


def before_parsing(source: Source) -> Iterator[Problem]:
    for number, line in enumerate(source.lines, 1):
        if match := re.match(r"( *)\t+\s*[^\s#]", line):
            message = "deze regel springt in met een tab: gebruik spaties"
            yield source.problem(number, len(match[1]) + 1, "tab", message)
        elif match := re.match(r" *(?=[\u00a0\u202f\u2007]+ *[^\s#])", line):
            message = "hier staan harde spaties: wis ze en typ gewone spaties"
            yield source.problem(number, match.end() + 1, "harde-spatie", message)
        elif match := re.match(r"[^#\"']*?[:-] *(?=\t)", line):
            message = "hier staat een tab: gebruik een spatie"
            yield source.problem(number, match.end() + 1, "tab", message)
        elif "\\" in line and (match := NO_SIGN.match(line)):
            message = f'"{match[1]}" is geen teken: haal het weg'
            yield source.problem(number, match.start(1) + 1, "backslash", message)
        elif line.rstrip() == "---" and any(
            re.match(r"\s*[^\s#]", line) for line in source.lines[: number - 1]
        ):
            message = f'"{line.rstrip()}" begint een nieuw document: haal deze regel weg'
            yield source.problem(number, 1, "tweede-document", message)


# Half of a sign, or more than there are, between double quotes: the parser stops there.
NO_SIGN = regex(
    r"[^\"']*\"(?:[^\"\\]|\\.)*?(\\(?:u[dD][89a-fA-F][0-9a-fA-F]{2}|U0000[dD][89a-fA-F][0-9a-fA-F]{2}|U(?!000|0010)[0-9a-fA-F]{8}))"
)


def explain(source: Source, lines: list[str], error: yaml.MarkedYAMLError) -> Problem:
    """The parser's complaint as what a person did, at the line that person would point to."""
    lines, misfits = _without_long_texts(lines)
    keys = _keys(lines)
    mark = error.problem_mark or error.context_mark
    stopped = min((mark.line if mark else 0) + 1, len(lines))
    while stopped > 1 and not lines[stopped - 1].strip():
        stopped -= 1
    first = _first_suspect(lines, stopped)
    suspects = range(stopped, first - 1, -1)
    return (
        _top_without_colon(source, lines)
        or _runaway_quote(source, lines, stopped, keys)
        or _dash_out_of_line(source, lines, stopped)
        or next(
            (
                _at_indent(source, lines, n, "inspringing", IN_LONG_TEXT)
                for n in misfits
                if first <= n <= stopped + 1
            ),
            None,
        )
        or next(filter(None, (_known_mistake(source, lines, n, keys) for n in suspects)), None)
        or _line_without_colon(source, lines, first if any(map(RECORD.match, lines)) else 1, stopped, keys)
        or _other_indent(source, lines, first, stopped)
    )


RECORD = regex(r" *- +id:")
INDENTED_OTHERWISE = (
    "deze regel begint met {}: zet er {}, zodat hij recht onder de regels staat waar hij bij hoort"
)
INDENTED_SOMEHOW = (
    "deze regel staat niet recht onder de regels waar hij bij hoort: kijk de spaties vooraan na"
)
VALUE_AND_BLOCK = (
    "achter de dubbelepunt staat al iets, en eronder begint een blok met meer spaties: kies één van de twee, "
    "of zet het blok waar het hoort"
)
DASH_OUT_OF_LINE = "dit streepje staat niet recht onder dat van het vorige deel: zet het eronder"
MISSING_DASH = 'hier ontbreekt het streepje: begin elk deel van de lijst met "- "'
IN_LONG_TEXT = "deze regel staat niet recht onder de rest van de tekst: zet evenveel spaties voor elke regel"
MISSING_COLON = 'na "{0}" ontbreekt een dubbelepunt: schrijf "{0}: {1}"'
ADD_COLON = 'zet een dubbelepunt achter "{}"'
NOT_UNDERSTOOD = 'deze regel begrijpen we niet: schrijf "naam: waarde", of "- " voor een deel van een lijst'


def _first_suspect(lines: list[str], stopped: int) -> int:
    """The parser may stop at the next record because of the last line of the one before."""
    span = record_span(lines, stopped)
    before = _neighbour(lines, stopped, -1)
    if before and span and span[0] == stopped:
        span = record_span(lines, before) or (before, before)
    return span[0] if span else 1


def _top_without_colon(source: Source, lines: list[str]) -> Problem | None:
    number = _neighbour(lines, 0, +1)
    if number and (match := re.fullmatch(r"(\w[\w-]*)(?!: *$)[^\w\n{\[\"']*", lines[number - 1])):
        return source.problem(number, 1, "dubbelepunt", f'schrijf hier "{match[1]}:", en niets anders')
    return None


def _dash_out_of_line(source: Source, lines: list[str], stopped: int) -> Problem | None:
    """A record whose dash does not stand under those of the others."""
    columns = {n: _indent(line) for n, line in enumerate(lines, 1) if RECORD.match(line)}
    usual = _most_often(columns.values())
    for number, column in columns.items():
        if column != usual and number <= stopped:
            return _at_indent(source, lines, number, "streepje", DASH_OUT_OF_LINE)
    return None


def _runaway_quote(source: Source, lines: list[str], stopped: int, keys: set[str]) -> Problem | None:
    """A quote that is not closed in its own record swallows the records after it."""
    for number in range(1, stopped + 1):
        match = OPEN_QUOTE.match(lines[number - 1])
        found = slip(lines[number - 1], keys)
        if found and found.code == "aanhalingsteken":
            return _known_mistake(source, lines, number, keys)
        if match:
            end = (record_span(lines, number) or (number, number))[1]
            if not any(match["at"][0] in line for line in lines[number:end]):
                return _known_mistake(source, lines, number, keys)
    return None


def _known_mistake(source: Source, lines: list[str], number: int, keys: set[str]) -> Problem | None:
    line = lines[number - 1]
    if found := slip(line, keys):
        return source.problem(number, found.column + 1, found.code, found.message)
    for code, pattern, message in MISTAKES:
        if match := pattern.match(line):
            at = match.start("at")
            words = {
                "key": line[:at].strip().removeprefix("- ").strip(),
                "at": line[at],
                "word": match["at"].split(":")[0].strip(),
                "text": match.groupdict().get("text"),
            }
            return source.problem(number, at + 1, code, message.format(**words))
    return None


def _keys(lines: list[str]) -> set[str]:
    """The words that stand before a colon somewhere in these lines."""
    return {key for line in lines for key in re.findall(r"(?:^ *|- +|[{,] *)([\w-]+)(?=: )", line)}


def _line_without_colon(
    source: Source, lines: list[str], first: int, stopped: int, keys: set[str]
) -> Problem | None:
    """The first line that is neither a key, nor part of a list, nor the rest of a longer value."""
    value_at, known = -1, {*keys, *WEEKDAYS}
    for number in range(first, stopped + 1):
        line = lines[number - 1]
        indent = _indent(line)
        if not line.strip() or line.lstrip().startswith("#") or (value_at >= 0 and indent > value_at):
            continue
        dash = re.match(r" *- +(?=[\w-]+[ =;.]+\S)", line)
        below = lines[number] if number < len(lines) else ""
        if dash and KEY_OR_DASH.match(below) and _indent(below) == dash.end():
            word, rest = re.split(r"[ =;.]+", line[dash.end() :], maxsplit=1)
            if word in known:
                return source.problem(number, dash.end() + 1, "dubbelepunt", MISSING_COLON.format(word, rest))
        if not KEY_OR_DASH.match(line):
            word, _, rest = line.strip().partition(" ")
            if rest and word.strip("=;.") in known:
                message = MISSING_COLON.format(word.strip("=;."), rest.lstrip("=; "))
                return _at_indent(source, lines, number, "dubbelepunt", message)
            if re.fullmatch(r" *[\w-]+ *", line) and _indent(below) > indent:
                return _at_indent(source, lines, number, "regel", ADD_COLON.format(word))
            if ":" not in line:
                return _at_indent(source, lines, number, "regel", NOT_UNDERSTOOD)
        behind_dash = re.match(r" *(?:- +)*", line)
        value_at = behind_dash.end() if behind_dash and re.search(r"(?::|^ *-) +[^\s#]", line) else -1
    return None


KEY_OR_DASH = regex(r" *(?:- |-$|[^\s#]+:(?: |$))")
LONG_TEXT = regex(r"(?P<indent> *)(?:- +)*(?:[^\s#\"'\[{][^#]*?: +)?[|>][-+0-9]*\s*(?:#.*)?$")


def _without_long_texts(lines: list[str]) -> tuple[list[str], list[int]]:
    """The lines with an empty one for each line of a text below `>-` or `|`, in which anything may stand.

    Also the numbers of those that are out of step with their text, so that YAML ends it there.
    """
    kept: list[str] = []
    misfits: list[int] = []
    header = text = begun = -1
    for number, line in enumerate(lines, 1):
        indent = _indent(line)
        if line.strip() and header >= 0:
            if text < 0 and indent > header:
                text, begun = indent, number
            elif indent < text or text < 0:
                if text < 0 and indent == header and not KEY_OR_DASH.match(line):
                    misfits.append(number)
                elif header < indent < text:
                    misfits.append(begun if number == begun + 1 and indent == header + STEP else number)
                header = text = -1
        kept.append(line if header < 0 else "")
        if header < 0 and (match := LONG_TEXT.match(line)):
            header = len(match["indent"])
    return kept, misfits


def swallowed(source: Source) -> Iterator[Problem]:
    """Keys that stand so deep that they belong to the text above them, where visitors read them."""
    kept, _ = _without_long_texts(list(source.lines))
    keys = _keys(kept)
    found = (each for each in _like_keys(source.lines, kept) if each[1][1] in keys)
    for number, match in islice(found, MOST_PROBLEMS):
        message = f'"{match[1]}:" hoort nu bij de tekst erboven: zet er minder spaties voor als het een eigen regel is'
        yield source.problem(number, match.start(1) + 1, "in-tekst", message, "warning")


def may_swallow(text: str) -> bool:
    """Whether a line inside a longer text looks like a key; which keys there are, the whole file knows."""
    if ">" not in text and "|" not in text:
        return False
    lines = text.split("\n")
    return any(_like_keys(lines, _without_long_texts(lines)[0]))


def _like_keys(lines: Iterable[str], kept: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for number, (line, outside) in enumerate(zip(lines, kept, strict=True), 1):
        if not outside and (match := re.match(r" *([a-z_]+):(?: |$)", line)):
            yield number, match


def _other_indent(source: Source, lines: list[str], first: int, stopped: int) -> Problem:
    """The line that is out of step; the parser often stops at another one."""
    if lines[stopped - 1].lstrip().startswith("- "):
        start = next((n for n in range(1, stopped) if _indent(lines[n - 1]) > 0), stopped)
        if re.match(r" +id:", lines[start - 1]):
            return _at_indent(source, lines, start, "streepje", MISSING_DASH)
    last = next((n for n in range(stopped + 1, len(lines) + 1) if RECORD.match(lines[n - 1])), len(lines) + 1)
    found = out_of_step(lines, first, last - 1)
    if found and found.both:
        return _at_indent(source, lines, found.number, "waarde-en-blok", VALUE_AND_BLOCK)
    if found:
        typed, wanted = _indent(lines[found.number - 1]), found.column
        message = INDENTED_OTHERWISE.format(counted(typed, "spatie", "spaties"), wanted)
        return _at_indent(source, lines, found.number, "inspringing", message)
    return _at_indent(source, lines, stopped, "inspringing", INDENTED_SOMEHOW)


def _neighbour(lines: list[str], number: int, step: int) -> int | None:
    number += step
    while 1 <= number <= len(lines):
        if lines[number - 1].strip() and not lines[number - 1].lstrip().startswith("#"):
            return number
        number += step
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _at_indent(source: Source, lines: list[str], number: int, code: str, message: str) -> Problem:
    return source.problem(number, _indent(lines[number - 1]) + 1, code, message)


def _most_often(columns: Iterable[int]) -> int:
    """The first of those that occur most often; 0 when there are none."""
    return max(Counter(columns).items(), key=lambda found: found[1], default=(0, 0))[0]


def record_span(lines: list[str], number: int) -> tuple[int, int] | None:
    """First and last line of the record of a top-level list that this line belongs to."""
    items = [_indent(line) for line in lines if RECORD.match(line)]
    items = items or [_indent(line) for line in lines if re.match(r" *- ", line)][:1]
    if not items:
        return None
    indent = _most_often(items)
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

"""YAML as nodes: text that knows its line and column.

YAML is read as events, never as values: `9:00`, `nee` and `0123` stay what the editor typed. What
YAML would drop without a word is reported, and so is what this project does not use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from sitegen.limits import (
    DEEPEST_NODE,
    LONGEST_VALUE,
    MOST_BESIDE,
    MOST_KEYS,
    MOST_PROBLEMS,
    MOST_READ,
)
from sitegen.mistakes import BACKSLASH, BEFORE_HASH, before_parsing, explain, record_span, swallowed
from sitegen.problems import Problem, Severity
from sitegen.source import Source
from sitegen.text import CONTROL, INVISIBLE

# The parser in C is some six times faster; where it is missing the pure one gives the same nodes.
FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# Nobody changes a node. They are not frozen because there are thousands: that would take twice the time.
@dataclass(slots=True)
class Node:
    """A place in a YAML file; lines and columns count from 1."""

    source: Source = field(repr=False, compare=False)
    line: int
    column: int
    # Line and column after its last character; of a block it is where the parser went on.
    end: tuple[int, int] = field(default=(0, 0), repr=False, compare=False, kw_only=True)

    def problem(self, code: str, message: str, severity: Severity = "error") -> Problem:
        return self.source.problem(self.line, self.column, code, message, severity)


@dataclass(slots=True)
class Scalar(Node):
    text: str
    plain: bool = True

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of the text."""
        at, line, column = max(
            (
                (at, *place)
                for at, *place in self.source.trace(self.text, self.line, self.column)
                if at <= offset
            ),
            default=(offset, self.line, self.column),
        )
        return line, column + offset - at


@dataclass(slots=True)
class Mapping(Node):
    entries: tuple[tuple[Scalar, Node], ...]

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.entries if name.text == key), None)


@dataclass(slots=True)
class Sequence(Node):
    items: tuple[Node, ...]


@dataclass(slots=True)
class Broken(Node):
    """Something already reported; whoever meets it says nothing more."""


@dataclass(frozen=True)
class Document:
    """What a file holds. `whole` is False when parts of it could not be read."""

    source: Source
    node: Node | None
    problems: tuple[Problem, ...]
    whole: bool = True

    def below(self, top_key: str) -> Node | None:
        return self.node.get(top_key) if isinstance(self.node, Mapping) else None

    def records(self, top_key: str) -> dict[str, Mapping]:
        """The blocks of the list below its top key, by their id."""
        found = self.below(top_key)
        blocks = (
            [item for item in found.items if isinstance(item, Mapping)] if isinstance(found, Sequence) else []
        )
        ids = [(block.get("id"), block) for block in blocks]
        return {id.text.strip(): block for id, block in ids if isinstance(id, Scalar)}


DOUBLE = '"{0}" staat hier een tweede keer (eerst op regel {1}): voeg ze samen of haal er één weg'
TWO_RECORDS = 'begint bij "{0}" een nieuw deel van de lijst? Zet er een regel boven: "- id: …"'

TOO_MANY = "hier staat veel meer dan er past: haal weg wat er niet hoort"
TOO_DEEP = "hier zitten te veel lijsten of blokken in elkaar: kijk de haakjes en de spaties vooraan na"

# Past this many broken records it is the file that is broken.
MOST_BROKEN_RECORDS = 50


def parse_yaml(source: Source, loader: Any = FastLoader) -> Document:
    """Nodes from YAML text.

    A record that cannot be read is reported, left out, and the rest is read all the same, so that
    an editor sees every problem of a file at once.
    """
    lines = list(source.lines)
    most = min(MOST_BROKEN_RECORDS, MOST_READ // (1 + sum(map(len, lines))))
    problems: list[Problem] = []
    for problem in before_parsing(source):
        problems.append(problem)
        # Two problems of one record leave it out once.
        if len(problems) > most or (
            lines[problem.line - 1].strip() and not _leave_out_record(lines, problem.line)
        ):
            return Document(source, None, tuple(problems), whole=False)
    while True:
        try:
            node, found = _Builder(source, loader).build("\n".join(lines))
        except yaml.MarkedYAMLError as error:
            problem = explain(source, lines, error)
            problems.append(problem)
            if problem.code == "regel":
                # Words that are no YAML: without them, or as a key, the rest can be read.
                line = lines[problem.line - 1].rstrip()
                lines[problem.line - 1] = f"{line}:" if re.fullmatch(r" *[\w-]+", line) else ""
            elif len(problems) > most or not _leave_out_record(lines, problem.line):
                return Document(source, None, tuple(problems), whole=False)
        else:
            stopped = node is None and bool(found)
            warnings = () if stopped else swallowed(source)
            return Document(source, node, (*problems, *found, *warnings), whole=not (problems or stopped))


def parse_part(source: Source, text: str, above: int) -> tuple[Node | None, list[Problem]] | None:
    """The nodes of some lines of a file, with `above` lines before them; None when they are no YAML by themselves."""
    try:
        return _Builder(source, FastLoader, above).build(text)
    except yaml.MarkedYAMLError:
        return None


class _Builder:
    """Makes nodes from the parser's events, without recursion, so that depth costs no stack.

    The text begins below line `above` of the source.
    """

    def __init__(self, source: Source, loader: Any, above: int = 0) -> None:
        self.source = source
        self.loader = loader
        self.above = above
        self.problems: list[Problem] = []

    def build(self, text: str) -> tuple[Node | None, list[Problem]]:
        """No node, but a problem, when there is more than a project can hold."""
        source, above = self.source, self.above + 1
        # Where these signs stand, there is something to look for behind or inside a value.
        hashes = {at for at, line in enumerate(text.split("\n")) if "#" in line} if "#" in text else ()
        backslashes = "\\" in text
        # What was opened and not closed: where, as what, and beside which nodes.
        opened: list[tuple[Any, type[Node], list[Node]]] = []
        nodes: list[Node] = []
        documents = 0
        loader = self.loader(text)
        # Asking whether there is an event before each of them, as yaml.parse does, takes as long as the event.
        while (kind := type(event := loader.get_event())) is not yaml.StreamEndEvent:
            if len(nodes) > MOST_BESIDE or len(opened) > DEEPEST_NODE or len(self.problems) > MOST_PROBLEMS:
                self._report(event, "te-veel", TOO_DEEP if len(opened) > DEEPEST_NODE else TOO_MANY)
                return None, self.problems
            if kind is yaml.ScalarEvent:
                start, end, value, style = event.start_mark, event.end_mark, event.value, event.style
                doubtful = (hashes and (end.line in hashes or "#" in value)) or (backslashes and style == '"')
                if (
                    doubtful
                    or len(value) > LONGEST_VALUE
                    or event.anchor is not None
                    or event.tag is not None
                ):
                    nodes.append(self._scalar(event))
                else:
                    place, ended = (start.line + above, start.column + 1), (end.line + above, end.column + 1)
                    nodes.append(Scalar(source, *place, value, not style, end=ended))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                made: type[Node] = Mapping if kind is yaml.MappingStartEvent else Sequence
                opened.append((event.start_mark, Broken if self._refuse_extras(event) else made, nodes))
                nodes = []
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                start, made, beside = opened.pop()
                beside.append(self._collection(made, start, event.end_mark, nodes))
                nodes = beside
            elif kind is yaml.AliasEvent:
                nodes.append(self._alias(event))
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    message = '"---" begint een nieuw document: haal deze regel weg'
                    self._report(event, "tweede-document", message)
                    break
        return (nodes[-1] if nodes else None), self.problems

    def _collection(self, kind: type[Node], start: Any, last: Any, children: list[Node]) -> Node:
        line, column, end = *self._place(start), self._place(last)
        if kind is Broken:
            return Broken(self.source, line, column, end=end)
        if kind is Sequence:
            return Sequence(self.source, line, column, tuple(children), end=end)
        if len(children) > 2 * MOST_KEYS:
            self.problems.append(self.source.problem(line, column, "te-veel", TOO_MANY))
            return Broken(self.source, line, column, end=end)
        return Mapping(self.source, line, column, self._entries(children), end=end)

    def _entries(self, children: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
        """Keys with their values; what is no key, or stands there twice, is reported."""
        names, values = children[::2], children[1::2]
        typed = {name.text for name in names if isinstance(name, Scalar)}
        if len(typed) == len(names) and "<<" not in typed:
            return tuple(zip(names, values, strict=True))  # type: ignore[arg-type]
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        joined = False
        doubles: list[tuple[Scalar, int]] = []
        for key, value in zip(names, values, strict=True):
            if isinstance(key, Broken):
                continue
            if not isinstance(key, Scalar):
                message = "hier hoort een naam met een dubbelepunt, geen lijst of blok; staat er een { of [ te veel?"
                self.problems.append(key.problem("sleutel", message))
            elif key.text == "<<":
                message = '"<<" (samenvoegen) wordt hier niet gebruikt: schrijf de gegevens voluit'
                self.problems.append(key.problem("samenvoegen", message))
            elif key.text == "id" and "id" in seen:
                joined = True
                message = 'hier begint een nieuw deel van de lijst: zet "- " voor "id"'
                self.problems.append(key.problem("streepje", message))
            elif joined:
                continue  # The rest of two records in one: the missing dash says it all.
            elif key.text in seen:
                doubles.append((key, seen[key.text].line))
            else:
                seen[key.text] = key
                entries.append((key, value))
        if len(doubles) > 2:
            # The line with the dash and the id is gone, so that two records became one.
            self.problems.append(doubles[0][0].problem("streepje", TWO_RECORDS.format(doubles[0][0].text)))
        else:
            self.problems += (
                key.problem("dubbele-sleutel", DOUBLE.format(key.text, first)) for key, first in doubles
            )
        return tuple(entries)

    def _scalar(self, event: Any) -> Node:
        plain = not event.style  # '' with the C parser, None with the pure one
        line, column = self._place(event.start_mark)
        if (
            self._refuse_extras(event)
            or self._too_long(event)
            or (plain and (self._lost_after_hash(event) or self._glued_comment(event)))
            or (event.style == '"' and self._escaped(event))
        ):
            return Broken(self.source, line, column)
        return Scalar(self.source, line, column, event.value, plain, end=self._place(event.end_mark))

    def _too_long(self, event: Any) -> bool:
        if len(event.value) > LONGEST_VALUE:
            self._report(event, "te-lang", "deze tekst is veel te lang: kort hem in")
            return True
        return False

    def _escaped(self, event: Any) -> bool:
        r"""`\t` and the like between double quotes become characters that nobody typed."""
        (first, start), (last, end) = self._place(event.start_mark), self._place(event.end_mark)
        for number in range(first, last + 1):
            line = self.source.lines[number - 1]
            begin = start if number == first else 0
            typed = line[begin : end - 1 if number == last else len(line)]
            if match := re.match(r"(?:[^\\]|\\[^abefnrtv0])*(\\)(?=[abefnrtv0])", typed):
                column = begin + match.start(1) + 1
                self.problems.append(self.source.problem(number, column, "backslash", BACKSLASH))
                return True
        if CONTROL.search(event.value):
            self._report(event, "stuurteken", INVISIBLE)
            return True
        return False

    def _lost_after_hash(self, event: Any) -> bool:
        """` #2` after a value is a comment to YAML, and a number to whoever typed it."""
        number, end = self._place(event.end_mark)
        if number > len(self.source.lines):
            return False
        match = re.match(r"(\s+)(#\S.*)", self.source.lines[number - 1][end - 1 :])
        if not match:
            return False
        column = end + len(match[1])
        message = (
            f'alles vanaf "{_short(match[2])}" valt weg: zet aanhalingstekens rond de hele tekst, '
            'of een spatie na "#" als het een opmerking is'
        )
        self.problems.append(self.source.problem(number, column, "hekje", message))
        return True

    def _glued_comment(self, event: Any) -> bool:
        """An explanation behind a value that lost the blank before it: visitors would read it."""
        match = re.search(r"(?<=\S)#(?=\s)", event.value)
        if not match:
            return False
        number, start = self._place(event.start_mark)
        line, column = self.source.find(match.string[: match.end()], number)
        at = column + match.start() if line == number else start
        self.problems.append(self.source.problem(number, at, "hekje", BEFORE_HASH))
        return True

    def _refuse_extras(self, event: Any) -> bool:
        if event.anchor is not None:
            message = f'een tekst die met "&" begint, moet tussen aanhalingstekens: "&{event.anchor} …"'
            self._report(event, "anker", message)
            return True
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f'een tekst die met "!" begint, moet tussen aanhalingstekens: "{tag} …"'
            self._report(event, "uitroepteken", message)
            return True
        return False

    def _alias(self, event: Any) -> Node:
        message = f'een tekst die met "*" begint, moet tussen aanhalingstekens: "*{event.anchor}"'
        self._report(event, "verwijzing", message)
        return Broken(self.source, *self._place(event.start_mark))

    def _report(self, event: Any, code: str, message: str) -> None:
        self.problems.append(self.source.problem(*self._place(event.start_mark), code, message))

    def _place(self, mark: Any) -> tuple[int, int]:
        return mark.line + 1 + self.above, mark.column + 1


def _leave_out_record(lines: list[str], number: int) -> bool:
    """Blank the record around this line; False when there is none, or it is already blank."""
    span = record_span(lines, number)
    if span is None:
        return False
    for index in range(span[0] - 1, span[1]):
        lines[index] = ""
    return True


def _short(text: str, limit: int = 30) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"

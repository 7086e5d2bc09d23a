"""The records of the Digipunten: what each becomes, and everything that is wrong with it.

There may be thousands of them, so they are read one by one, and what did not change need not be read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from sitegen import doubts, traps, validate
from sitegen.fields import INVALID, Invalid, Reference, Report
from sitegen.geo import Area
from sitegen.limits import MOST_PROBLEMS
from sitegen.load import load_text, load_yaml
from sitegen.mistakes import swallowed
from sitegen.model import Calendar, CalendarDay, Digipunt, Thresholds, Wijk
from sitegen.nodes import Document, Node, Scalar, parse_yaml
from sitegen.problems import Problem, errors
from sitegen.record_texts import RecordFile, record_file
from sitegen.records import DIGIPUNT
from sitegen.source import Source
from sitegen.validate import Bounds, Entry

PLACES = "digipunten"


@dataclass(frozen=True)
class Surroundings:
    """What a record is held against: the other files as far as they could be read, and the day.

    `ids` are those that a record may name, by kind; nothing is said of kinds in `unread`, and of age only if `ages`.
    """

    today: date
    ids: Mapping[str, Iterable[str]]
    unread: frozenset[str] = frozenset()
    thresholds: Thresholds | None = None
    calendars: Mapping[str, Calendar] | None = None
    wijken: Mapping[str, Wijk] = field(default_factory=dict)
    areas: Mapping[int, Area] = field(default_factory=dict)
    ages: bool = True

    @cached_property
    def bounds(self) -> Bounds | None:
        return Bounds.around(self.areas.values()) if self.areas else None

    @cached_property
    def coming(self) -> list[tuple[date, str, CalendarDay]]:
        return list(doubts.coming_days(self.calendars or {}, self.today))


class Outcome(NamedTuple):
    """`value` is INVALID when the record has errors of its own; `unknown` are the ids it names that are none.

    `swallows`: only the whole file can tell whether a key stands inside a longer text.
    """

    value: Any
    id: Scalar | None
    problems: tuple[Problem, ...]
    unknown: tuple[Reference, ...] = ()
    swallows: bool = False


class Remembered(NamedTuple):
    """A record without errors, wherever it stands: its first line counts as 0."""

    value: Digipunt
    id_at: tuple[int, int]
    # Line, column, code, message and the line as it was typed.
    warnings: tuple[tuple[int, int, str, str, str], ...]


@dataclass(frozen=True)
class Places:
    """The places of a file. Its `source` and `outcomes` tell all but how it was typed, which `document` does."""

    source: Source
    outcomes: tuple[Outcome, ...]
    report: Report
    whole: bool
    parsed: Callable[[], Document]

    @cached_property
    def document(self) -> Document:
        return self.parsed()

    @cached_property
    def ids(self) -> list[str]:
        return validate.ids_typed(self.source, self.whole, (outcome.id for outcome in self.outcomes))

    @cached_property
    def valid(self) -> dict[str, Digipunt]:
        return {
            outcome.id.text: outcome.value
            for outcome in self.outcomes
            if outcome.id and isinstance(outcome.value, Digipunt)
        }


def read_places(
    path: Path,
    name: str,
    around: Surroundings,
    draft: bytes | None = None,
    memory: MutableMapping[str, Remembered] | None = None,
) -> Places:
    """The places of a file, record by record where that can be."""
    text = load_text(path, draft)
    file = None if text is None else record_file(name, text, PLACES)
    outcomes = _one_by_one(file, around, {} if memory is None else memory) if file else None
    if file and outcomes:
        problems = swallowed(file.source) if any(outcome.swallows for outcome in outcomes) else ()
        return _places(
            file.source,
            outcomes,
            Report(list(problems)),
            True,
            lambda: parse_yaml(Source(name, file.source.lines)),
        )
    document = load_yaml(path, name, draft)
    report = Report(list(document.problems))
    outcomes = []
    wrong = 0
    for node in validate.items(document, PLACES, report):
        outcomes.append(read_place(node, around) if wrong < MOST_PROBLEMS else _unread(node))
        wrong += len(errors(outcomes[-1].problems))
    return _places(document.source, outcomes, report, document.whole, lambda: document)


def _places(
    source: Source, outcomes: list[Outcome], report: Report, whole: bool, parsed: Callable[[], Document]
) -> Places:
    for outcome in outcomes:
        report.problems.extend(outcome.problems)
        report.references.extend(outcome.unknown)
    report.problems.extend(validate.doubles(outcome.id for outcome in outcomes))
    return Places(source, tuple(outcomes), report, whole, parsed)


def _one_by_one(
    file: RecordFile, around: Surroundings, memory: MutableMapping[str, Remembered]
) -> list[Outcome] | None:
    outcomes: list[Outcome] = []
    wrong = 0
    for record in file.records:
        if known := memory.get(record.text):
            outcomes.append(recalled(known, file.source, record.line))
            continue
        found = file.node(record)
        if not found:
            return None
        outcome = read_place(found.node, around) if wrong < MOST_PROBLEMS else _unread(found.node)
        outcome = outcome._replace(problems=(*found.problems, *outcome.problems), swallows=found.swallows)
        if kept := remembered(outcome, record.line):
            memory[record.text] = kept
        outcomes.append(outcome)
        wrong += len(errors(outcome.problems))
    return outcomes


def _unread(node: Node) -> Outcome:
    """A record behind so many problems that nobody asks for its own."""
    return Outcome(INVALID, Entry(node, INVALID).id, ())


def read_place(node: Node, around: Surroundings) -> Outcome:
    report = Report(list(traps.in_data(DIGIPUNT, node)))
    entry = Entry(node, DIGIPUNT.read(node, report))
    if isinstance(entry.value, Digipunt):
        report.problems.extend(_checked(entry, entry.value, around))
    unknown = validate.unknown(report.references, around.ids, around.unread)
    return Outcome(entry.value, entry.id, tuple(report.problems), tuple(unknown))


def remembered(outcome: Outcome, line: int) -> Remembered | None:
    """What can be said again of the same text, which began at this line; errors may name other lines."""
    if (
        outcome.id is None
        or isinstance(outcome.value, Invalid)
        or errors(outcome.problems)
        or outcome.unknown
        or outcome.swallows
    ):
        return None
    warnings = tuple(
        (each.line - line, each.column, each.code, each.message, each.source) for each in outcome.problems
    )
    return Remembered(outcome.value, (outcome.id.line - line, outcome.id.column), warnings)


def recalled(known: Remembered, source: Source, line: int) -> Outcome:
    """The outcome of a record that now begins at this line."""
    below, column = known.id_at
    id = Scalar(source, line + below, column, known.value.id)
    problems = tuple(
        Problem(source.name, line + below, column, "warning", code, message, typed)
        for below, column, code, message, typed in known.warnings
    )
    return Outcome(known.value, id, problems)


def _checked(entry: Entry, place: Digipunt, around: Surroundings) -> Iterator[Problem]:
    if around.bounds:
        yield from validate.on_the_map(entry, place, around.wijken, around.areas, around.bounds)
    yield from validate.notice(entry, place, around.today)
    if not around.thresholds:
        return
    if around.ages and place.status != "gestopt":
        yield from validate.age(entry, around.thresholds, around.today, "bel of ga langs")
    if around.calendars:
        yield from doubts.of_place(
            entry, place, around.calendars, around.coming, around.thresholds, around.today
        )

"""The line that is out of step with the lines around it, when a YAML file cannot be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sitegen.regex import regex

LINE = regex(r"(?P<indent> *)(?P<dash>- +|-$)?(?P<key>[^\s#\"'\[{][^#]*?:(?= |$)|[\"'][^\"']*[\"']:(?= |$))?")


@dataclass(frozen=True)
class _Line:
    """A key, or a part of a list; `column` counts from 0, `below` is where a key behind a dash stands."""

    number: int
    column: int
    dash: bool
    below: int | None
    opens: bool
    key: str


@dataclass(frozen=True)
class OutOfStep:
    """The line to move and the column where it would fit, or (`both`) a line that has a value and a block."""

    number: int
    column: int
    both: bool = False


def out_of_step(lines: list[str], first: int, last: int) -> OutOfStep | None:
    """The line that is out of step, if one is.

    Of the lines that may be meant, it is the one that brings most of the others into step when it moves.
    """
    structure = list(_structure(lines, first, last))
    stopped = _first_violation(structure)
    if stopped is None:
        return None
    usual = _usual_columns(lines)
    near = [*range(stopped, max(stopped - NEAR, -1), -1)]
    # A key with many lines below it stands far above what it leaves out of step.
    near += [
        i for i in range(near[-1] - 1, -1, -1) if structure[i].opens and _is_near(structure, i, stopped)
    ][:NEAR]
    moves = {i: _best_move(structure, i) for i in near}
    if stopped and _holds_both(structure, stopped, usual, moves[stopped][0], lines):
        above = structure[stopped - 1]
        return OutOfStep(above.number, above.column, both=True)
    best = max(
        moves,
        key=lambda i: (
            moves[i][0],
            structure[i].column != usual.get(structure[i].key, structure[i].column),
            _odd_step(structure, i),
            _between_equals(structure, i),
        ),
    )
    return OutOfStep(structure[best].number, moves[best][1])


# These files indent by two.
STEP = 2
# How far above the place where the parser stopped the mistake may be.
NEAR = 12


def _is_near(structure: list[_Line], i: int, stopped: int) -> bool:
    return 0 < abs(structure[i].column - structure[stopped].column) <= 2 * STEP


def _usual_columns(lines: list[str]) -> dict[str, int]:
    """Where each key stands in most of the file; other records tell what is meant in this one."""
    found: dict[str, Counter[int]] = {}
    for line in _structure(lines, 1, len(lines)):
        found.setdefault(line.key, Counter())[line.column] += 1
    most = {key: columns.most_common(1)[0] for key, columns in found.items() if key}
    return {key: column for key, (column, times) in most.items() if times > 1}


def _odd_step(structure: list[_Line], i: int) -> bool:
    """Whether a line does not stand one step deeper than the key it belongs to."""
    line = structure[i]
    keys = (key.below or key.column for key in reversed(structure[:i]) if key.opens)
    return next((line.column - key != STEP for key in keys if key <= line.column), False)


def _between_equals(structure: list[_Line], i: int) -> bool:
    return 0 < i < len(structure) - 1 and structure[i - 1].column == structure[i + 1].column


def _holds_both(
    structure: list[_Line], stopped: int, usual: dict[str, int], reach: int, lines: list[str]
) -> bool:
    """Whether the line above has a value, and below it a block: one of the two is meant."""
    line, above = structure[stopped], structure[stopped - 1]
    if line.column <= above.column or above.below is not None:
        return False
    if not re.search(r":\s+[^\s#|>]", lines[above.number - 1]):
        return False
    opener = structure[stopped - 2] if stopped > 1 else None
    if opener and opener.opens and opener.column >= above.column:
        return False
    if usual.get(above.key, above.column) != above.column:
        return False
    return usual.get(line.key) == line.column or reach <= stopped + 1 < len(structure)


def _structure(lines: list[str], first: int, last: int) -> Iterator[_Line]:
    """The lines that hold a key or begin with a dash; what is inside a longer text is left out."""
    inside = -1
    for number in range(first, last + 1):
        line = lines[number - 1]
        match = LINE.match(line)
        column = len(line) - len(line.lstrip())
        if not line.strip() or line.lstrip().startswith("#") or (inside >= 0 and column > inside):
            continue
        inside = -1
        if not match or not (match["dash"] or match["key"]):
            continue
        rest = line[match.end() :].strip()
        if rest[:1] in ("[", "{") and not re.search(r"[\]}]", rest):
            inside = column
        below = match.end("dash") if match["dash"] and match["key"] else None
        yield _Line(
            number, column, bool(match["dash"]), below, not rest or rest.startswith("#"), match["key"] or ""
        )


def _first_violation(structure: Iterable[_Line]) -> int | None:
    levels: list[tuple[int, bool]] = []
    opens = True
    for index, line in enumerate(structure):
        while levels and levels[-1][0] > line.column:
            levels.pop()
        # A list may stand as far to the left as the key that it belongs to.
        if levels and levels[-1] == (line.column, True) and not line.dash:
            levels.pop()
        deeper = (
            not levels or levels[-1][0] < line.column or (line.dash and levels[-1] == (line.column, False))
        )
        if deeper and opens:
            levels.append((line.column, line.dash))
        elif not levels or levels[-1] != (line.column, line.dash):
            return index
        if line.below is not None:
            levels.append((line.below, False))
        opens = line.opens
    return None


def _best_move(structure: list[_Line], moved: int) -> tuple[int, int]:
    """How many lines are in step, at best, when this one stands in another column; and in which."""
    line = structure[moved]
    columns = {other.column + step for other in structure for step in (-STEP, 0, STEP)}
    best = (0, line.column)
    # The nearest column first: an editor shifts a line by a little.
    for column in sorted(columns - {line.column}, key=lambda column: abs(column - line.column)):
        below = None if line.below is None else line.below + column - line.column
        moved_line = replace(line, column=column, below=below)
        found = _first_violation([*structure[:moved], moved_line, *structure[moved + 1 :]])
        reach = len(structure) if found is None else found
        if column >= 0 and reach > best[0]:
            best = (reach, column)
    return best

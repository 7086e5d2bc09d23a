"""A data file cut into the texts of its records, each of which can be parsed on its own.

A file that is no plain list of records below its key, or a line in doubt, is for the whole file's reader (`load`).
"""

from __future__ import annotations

from typing import NamedTuple

from sitegen.limits import LONGEST_LINE, MOST_BESIDE
from sitegen.load import CONFLICT
from sitegen.mistakes import may_swallow
from sitegen.nodes import Node, Sequence, parse_part
from sitegen.problems import Problem
from sitegen.regex import regex
from sitegen.source import Source, Unsplit
from sitegen.text import CONTROL


class RecordText(NamedTuple):
    """A record from its dash up to the next one. `line` is that of its dash; the `last` has none behind it."""

    text: str
    line: int
    last: bool


class RecordNode(NamedTuple):
    """A record as nodes.

    `swallows`: a line inside a longer text looks like a key; which keys there are, the whole file knows.
    """

    node: Node
    problems: tuple[Problem, ...]
    swallows: bool


class RecordFile(NamedTuple):
    """A file as the texts of its records."""

    source: Source
    records: tuple[RecordText, ...]

    def node(self, record: RecordText) -> RecordNode | None:
        """A record as it would be found in the whole file; None when only that can tell."""
        if _in_doubt(record.text):
            return None
        # A dash behind it ends its blocks where the next record does.
        dash = "" if record.last else f"{record.text[: record.text.index('-')]}-"
        found, problems = parse_part(self.source, record.text + dash, record.line - 1) or (None, [])
        if not isinstance(found, Sequence) or len(found.items) != 2 - record.last:
            return None
        return RecordNode(found.items[0], tuple(problems), may_swallow(record.text))


BLANKS = r"(?: *(?:#[^\n]*)?\n)*"
HEAD = regex(rf"{BLANKS}(?P<key>[a-z]+): *(?:#[^\n]*)?\n{BLANKS}(?P<indent> *)- ")
# How a line begins that ends the document, or that only the whole file can explain.
DOUBTFUL_LINE = regex(rf"\n(?:---|\.\.\.|%| *[\u00a0\u202f\u2007]|{CONFLICT.pattern})")


def record_file(name: str, text: str, top_key: str) -> RecordFile | None:
    """The records of a text, whatever they hold; None when it is no list of records below its key."""
    head = HEAD.match(text)
    if not head or head["key"] != top_key or "\r" in text or _in_doubt(head[0]):
        return None
    dash = f"{head['indent']}- "
    *others, last = text[head.end() :].split(f"\n{dash}")
    if len(others) > MOST_BESIDE:
        return None
    records, line = [], head[0].count("\n") + 1
    for other in others:
        records.append(RecordText(f"{dash}{other}\n", line, last=False))
        line += other.count("\n") + 1
    return RecordFile(Unsplit(name, text), (*records, RecordText(f"{dash}{last}", line, last=True)))


def _in_doubt(text: str) -> bool:
    return bool(
        "\t" in text
        or CONTROL.search(text)
        or DOUBTFUL_LINE.search(text)
        or max(map(len, text.split("\n"))) > LONGEST_LINE
    )

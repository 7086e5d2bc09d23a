"""The text of a file, line by line, as its editor typed it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from sitegen.problems import Problem, Severity


@dataclass(frozen=True)
class Source:
    """A text file as it was typed; `name` is how messages call it."""

    name: str
    lines: tuple[str, ...] = field(repr=False)

    def problem(
        self, line: int, column: int, code: str, message: str, severity: Severity = "error"
    ) -> Problem:
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Problem(self.name, line, column, severity, code, message, source)

    def find(self, text: str, after: int = 1) -> tuple[int, int]:
        """Line and column where this text first stands, from line `after` on; its start if nowhere."""
        for number, line in enumerate(self.lines[after - 1 :], after):
            if text and text in line:
                return number, line.index(text) + 1
        return after, 1

    def trace(self, text: str, line: int, column: int) -> list[tuple[int, int, int]]:
        """Where each word of a text stands that was typed from this place on: its offset, line and column.

        The text may have been folded, indented or quoted.
        """
        found: list[tuple[int, int, int]] = []
        start = column - 1
        # Quotes inside quotes are typed in another way than they are read.
        for word in re.finditer(r"[^\s\"'\\]+", text):
            # A word is at most two lines further: a blank line, or the sign that folds a text.
            for number in range(line, min(line + 3, len(self.lines) + 1)):
                at = self.lines[number - 1].find(word[0], start if number == line else 0)
                if at >= 0:
                    found.append((word.start(), number, at + 1))
                    line, start = number, at + len(word[0])
                    break
        return found


class Unsplit(Source):
    """A long text, of which most often nobody asks for a line."""

    text: str

    def __init__(self, name: str, text: str) -> None:
        self.__dict__.update(name=name, text=text)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))

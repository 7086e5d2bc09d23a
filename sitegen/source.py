"""The text of a file, line by line, as its editor typed it."""

from __future__ import annotations

from dataclasses import dataclass, field

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

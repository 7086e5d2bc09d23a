"""What is wrong with the data, and where: the messages an editor reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from sitegen.limits import MOST_TOLD
from sitegen.text import CONTROL

Severity = Literal["error", "warning"]

IN_WORDS: dict[Severity, str] = {"error": "fout", "warning": "waarschuwing"}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to change. `line` and `column` count from 1; `source` is the line as it was typed."""

    file: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    source: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {IN_WORDS[self.severity]}: {self.message}"


class DataError(Exception):
    """The data cannot be published yet; `problems` says what to change and where."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class UseError(Exception):
    """The command was given something it cannot work with; the message is for the terminal."""


def errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def did_you_mean(typed: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """' Bedoelde je "maandag"?', or nothing when no known word is near."""
    from difflib import get_close_matches

    names = {name.casefold(): name for name in known}
    near = get_close_matches(typed.casefold(), names, n=1, cutoff=likeness)
    return f' Bedoelde je "{names[near[0]]}"?' if near and names[near[0]] != typed else ""


def as_text(problems: Iterable[Problem]) -> str:
    """Each problem with its line and a caret under the place; of very many only the first."""
    found = list(problems)
    more = [f"… en nog {len(found) - MOST_TOLD}: verbeter eerst deze"] if len(found) > MOST_TOLD else []
    return "\n".join([*map(_with_source, found[:MOST_TOLD]), *more])


def as_json(problems: Iterable[Problem]) -> str:
    import json

    keys = ("file", "line", "column", "severity", "code", "message")
    listed = [{key: getattr(problem, key) for key in keys} for problem in problems]
    return json.dumps(listed, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands, which GitHub shows beside the changed line."""
    return "\n".join(
        f"::{problem.severity} file={_property(problem.file)},line={problem.line},"
        f"col={problem.column},title={_property(problem.code)}::{_escaped(problem.message)}"
        for problem in problems
    )


def as_gitlab(problems: Iterable[Problem]) -> str:
    """A Code Quality report. A fingerprint stays the same when lines are added above its problem."""
    import json
    from collections import Counter
    from hashlib import sha256

    seen: Counter[tuple[str, ...]] = Counter()
    listed = []
    for problem in problems:
        same = (problem.file, problem.code, problem.message, problem.source.strip())
        seen[same] += 1
        told = "\0".join((*same, str(seen[same])))
        listed.append(
            {
                "description": problem.message,
                "check_name": problem.code,
                "fingerprint": sha256(told.encode()).hexdigest()[:32],
                "severity": "major" if problem.severity == "error" else "minor",
                "location": {"path": problem.file, "lines": {"begin": problem.line}},
            }
        )
    return json.dumps(listed, ensure_ascii=False, indent=2)


FORMATS = {"text": as_text, "json": as_json, "github": as_github, "gitlab": as_gitlab}

# A program that reads these needs an answer, also when there is nothing to say.
ALWAYS_PRINTED = ("json", "gitlab")


def summary(problems: Iterable[Problem]) -> str:
    """'2 fouten en 1 waarschuwing', or 'geen fouten'."""
    found = list(problems)
    wrong = len(errors(found))
    warned = len(found) - wrong
    parts = []
    if wrong:
        parts.append("1 fout" if wrong == 1 else f"{wrong} fouten")
    if warned:
        parts.append("1 waarschuwing" if warned == 1 else f"{warned} waarschuwingen")
    return " en ".join(parts) or "geen fouten"


def _with_source(problem: Problem) -> str:
    # A name or a line may hold what moves the cursor of a terminal, or turns the words around it.
    told = CONTROL.sub("�", str(problem).replace("\n", "�"))
    if not problem.source.strip():
        return told
    # A tab would put the caret in another column than the eye sees.
    line = CONTROL.sub("�", problem.source.replace("\t", " "))
    start = 0
    if problem.column > 70:
        start = problem.column - 41
    shown = ("…" if start else "") + line[start : start + 100]
    caret = " " * (problem.column - 1 - start + (1 if start else 0)) + "^"
    gutter = f"{problem.line:>5} | "
    return f"{told}\n{gutter}{shown}\n{' ' * (len(gutter) - 2)}| {caret}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")

"""What a person did wrong between { } or [ ] on one line, when a YAML file cannot be read."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from sitegen.regex import regex

START = regex(r"^\s*(?:- +)?(?:[^\s:#\"']+: +)?(?=[\[{])")
CLOSING = {"{": "}", "[": "]"}
QUOTED = regex(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
APOSTROPHE = regex(r"'(?:[stnkmr]|[0-9]{2})(?= )")
PLAIN = regex(r"(?:[^,\[\]{}:#]|:(?! |$)|(?<! )#)+")


@dataclass(frozen=True)
class Slip:
    """A mistake at `column` of its line, counted from 0."""

    column: int
    code: str
    message: str


NOT_CLOSED = "dit aanhalingsteken wordt niet gesloten: zet hetzelfde teken ook achter de tekst"
STARTS_WITH_APOSTROPHE = 'een tekst die met "\'" begint, moet tussen dubbele aanhalingstekens: "\'{text}"'
AFTER_QUOTE = "na het sluitende aanhalingsteken staat nog tekst: zet de hele waarde tussen aanhalingstekens"
AFTER_BRACKET = 'na "{close}" staat nog tekst: haal ze weg, of zet ze voor het haakje'
BRACKET = 'dit haakje wordt niet gesloten: zet "{close}" achter de lijst, of aanhalingstekens rond de tekst'
WRONG_BRACKET = 'dit haakje past niet bij "{open}": zet hier "{close}"'
COMMA = 'tussen twee gegevens hoort een komma: zet er een voor "{word}"'
EXTRA_COMMA = "hier staat een komma te veel: haal ze weg"
COLON = "deze tekst bevat een dubbelepunt met een spatie: zet aanhalingstekens rond de hele tekst"


def slip(line: str, keys: Collection[str]) -> Slip | None:
    """The first mistake in the brackets of a line; `keys` are words that are keys elsewhere in the file."""
    start = START.match(line)
    return _Scan(line, keys).run(start.end()) if start else None


@dataclass
class _Open:
    """A bracket that is still open: the keys it has, and the text since its last comma."""

    column: int
    bracket: str
    keys: set[str]
    text: str = ""
    text_at: int = -1
    colons: int = 0


class _Scan:
    def __init__(self, line: str, keys: Collection[str]) -> None:
        self.line = line
        self.keys = keys
        self.open: list[_Open] = []

    def run(self, at: int) -> Slip | None:
        line = self.line
        while at < len(line):
            character = line[at]
            if character in " \t":
                at += 1
                continue
            if character == "#" and line[at - 1] in " \t":
                break
            if character in "[{":
                self.open.append(_Open(at, character, set()))
                at += 1
                continue
            step = self._bracket_end(at) if character in "]}" else self._inside(at)
            if isinstance(step, Slip):
                return step
            at = step
            if not self.open:
                rest = re.match(r"\s*(?!\s*(?:#|$))", line[at:])
                return (
                    Slip(at + rest.end(), "na-haakje", AFTER_BRACKET.format(close=line[at - 1]))
                    if rest
                    else None
                )
        top = self.open[0]
        return Slip(top.column, "haakje", BRACKET.format(close=CLOSING[top.bracket]))

    def _bracket_end(self, at: int) -> int | Slip:
        current = self.open[-1]
        if self.line[at] != CLOSING[current.bracket]:
            message = WRONG_BRACKET.format(open=current.bracket, close=CLOSING[current.bracket])
            return Slip(at, "haakje", message)
        self.open.pop()
        if self.open:
            self.open[-1].text, self.open[-1].text_at = "…", at
        return at + 1

    def _inside(self, at: int) -> int | Slip:
        current, character = self.open[-1], self.line[at]
        if character == ",":
            if not current.text:
                return Slip(at, "komma", EXTRA_COMMA)
            current.text, current.colons = "", 0
            return at + 1
        if (
            character == ":"
            and re.match(r":(?: |$)", self.line[at:])
            or (character == ":" and current.text[-1:] in "\"'")
        ):
            return self._colon(at)
        if character in "\"'" and not current.text:
            return self._quoted(at)
        found = PLAIN.match(self.line, at)
        if not found:
            return at + 1
        if current.text[-1:] in ('"', "'") and current.text[:1] == current.text[-1:]:
            if self.line[found.end() : found.end() + 2] == ": " and re.fullmatch(r"[\w-]+", found[0]):
                return Slip(at, "komma", COMMA.format(word=found[0]))
            return Slip(at, "na-aanhalingsteken", AFTER_QUOTE)
        current.text, current.text_at = found[0].rstrip(), at
        return found.end()

    def _quoted(self, at: int) -> int | Slip:
        found = QUOTED.match(self.line, at)
        if apostrophe := APOSTROPHE.match(self.line, at):
            text = re.split(r"[,}\]]", self.line[at:])[0].strip()
            if not found or not re.match(r"\s*(?:[,:}\]]|$)", self.line[found.end() :]):
                return Slip(
                    apostrophe.start(), "aanhalingsteken", STARTS_WITH_APOSTROPHE.format(text=text[1:])
                )
        if not found:
            return Slip(at, "aanhalingsteken", NOT_CLOSED)
        self.open[-1].text, self.open[-1].text_at = found[0], at
        return found.end()

    def _colon(self, at: int) -> int | Slip:
        current = self.open[-1]
        if current.bracket == "{" and current.colons:
            value, _, word = current.text.rpartition(" ")
            is_key = word in self.keys or re.fullmatch(r"[\d:./-]+|\".*\"", value)
            if value and is_key and word not in current.keys:
                column = current.text_at + current.text.rindex(" ") + 1
                return Slip(column, "komma", COMMA.format(word=word))
            return Slip(at, "dubbelepunt", COLON)
        current.colons += 1
        current.keys.add(current.text.strip("\"'"))
        current.text = ""
        return at + 1

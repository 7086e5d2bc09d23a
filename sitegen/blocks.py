"""A Markdown text as blocks that remember where they were typed, split as the converter splits it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

from sitegen.regex import regex

Kind = Literal["paragraph", "heading", "item", "indented", "fence", "open-fence", "rule"]

FENCE = regex(r"(~{3,}|`{3,})[ ]*(?:[\w#.+-]*|\{[^}\n]*\})[ ]*")
HEADING = regex(r"#{1,6}")
UNDERLINE = regex(r"(=+|-+) *")
RULE = regex(r" {0,3}([-*_])(?: *\1){2,} *")
ITEM = regex(r"[ \t]*(?:[-*+]|[0-9]+\.)[ \t]+|:[ \t]+")

CODE = regex(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
ESCAPED = regex(r"\\[^\w\s]")
# One level of brackets inside the words and inside the address, as in [a [b]](/c/(d)).
LINK = regex(
    r"(?P<image>!?)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\((?P<target>(?:[^()\"\n]|\([^()\n]*\))*?)(?:\s+\"[^\"\n]*\")?\s*\)(?:\{[^}\n]*\})?"
)
AUTOLINK = regex(r"<(?P<target>https?://[^\s<>]+|(?:mailto:)?[^\s<>@]+@[^\s<>]+)>")


@dataclass(frozen=True)
class Block:
    """Lines that belong together; `level` is that of a heading, `indent` the blanks before a list's mark."""

    kind: Kind
    line: int
    lines: tuple[str, ...]
    level: int = 0
    indent: int = 0

    @cached_property
    def text(self) -> str:
        return "\n".join(self.lines)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins in the text."""
        return list(accumulate((len(line) + 1 for line in self.lines[:-1]), initial=0))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a place in the text."""
        index = bisect_right(self.starts, offset) - 1
        return self.line + index, offset - self.starts[index] + 1


def blocks(body: str, first_line: int) -> Iterator[Block]:
    lines = body.split("\n")
    in_list = False
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        end = at + 1
        if fence := FENCE.fullmatch(lines[at]):
            closing = next((i for i in range(end, len(lines)) if lines[i].rstrip(" ") == fence[1]), None)
            end = len(lines) if closing is None else closing + 1
            kind: Kind = "open-fence" if closing is None else "fence"
            yield Block(kind, first_line + at, tuple(lines[at:end]))
            in_list = False
        else:
            while end < len(lines) and lines[end].strip() and not FENCE.fullmatch(lines[end]):
                end += 1
            for block in _split(lines[at:end], first_line + at, in_list):
                in_list = block.kind == "item" or any(line.startswith(":") for line in block.lines)
                yield block
        at = end


def _split(lines: list[str], first_line: int, in_list: bool) -> Iterator[Block]:
    """The blocks of lines without a blank one between them; `in_list`: they may go on with a list."""
    kind, start, level, indent = _kind(lines[0], in_list)

    def made(end: int) -> Block:
        return Block(kind, first_line + start, tuple(lines[start:end]), level, indent)

    for i, line in enumerate(lines[1:], 1):
        alone = i - start == 1
        if alone and kind in ("paragraph", "item") and UNDERLINE.fullmatch(line):
            kind, level = "heading", 1 if line.startswith("=") else 2
        elif HEADING.match(line) or RULE.fullmatch(line) or kind in ("heading", "rule"):
            yield made(i)
            kind, _, level, indent = _kind(line, kind == "item")
            start = i
        elif kind == "item" and ITEM.match(line) and ITEM.match(lines[start]):
            yield made(i)
            kind, _, level, indent = _kind(line, True)
            start = i
    yield made(len(lines))


def _kind(line: str, in_list: bool) -> tuple[Kind, int, int, int]:
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    if hashes := HEADING.match(line):
        return "heading", 0, len(hashes[0]), 0
    if RULE.fullmatch(line):
        return "rule", 0, 0, 0
    if indent >= 4 and not in_list:
        return "indented", 0, 0, indent
    if ITEM.match(line) or indent >= 4:
        return "item", 0, 0, indent
    return "paragraph", 0, 0, indent


# In place of what is no word but fills a place: emphasis may begin and end with it.
FILLED = "\ufffc"


def blanked(pattern: re.Pattern[str], text: str, fill: str = " ") -> str:
    """The text with as many blanks in place of each match, so that every place stays what it was."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", fill, match[0]), text)


def without_code(text: str, fill: str = " ") -> str:
    """The text without code and escaped signs."""
    return blanked(ESCAPED, blanked(CODE, text, fill), fill)


def only_words(text: str, fill: str = " ") -> str:
    """What a reader sees of a link: its words."""

    def words(match: re.Match[str]) -> str:
        if match["image"]:
            return re.sub(r"[^\n]", fill, match[0])
        before = fill * (match.start("words") - match.start())
        return before + match["words"] + re.sub(r"[^\n]", fill, match[0][len(before) + len(match["words"]) :])

    return LINK.sub(words, text)

"""What a visitor reads on a page, piece by piece, and where it stands.

A piece is the words of one block: a paragraph, a point of a list, a cell. Scripts and icons are no words; what only
a screen reader says (`aria-label`) is. What a script shows later (`hidden`) is read with the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol", "dl", "blockquote", "table")
TEXT_BLOCKS = (
    *("p", "li", "dt", "dd", "td", "th", "caption", "figcaption", "address", "pre", "summary", "legend"),
    *("label", "option", "button", "textarea", "text", "title", "noscript", *HEADINGS),
)
CONTAINERS = (
    *(
        "html",
        "head",
        "body",
        "main",
        "header",
        "footer",
        "nav",
        "section",
        "div",
        "figure",
        "form",
        "fieldset",
    ),
    *("details", "select", "datalist", "thead", "tbody", "tr", "svg", "g", "iframe", *LISTS),
)
BLOCKS = frozenset((*TEXT_BLOCKS, *CONTAINERS))
VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "base", "wbr", "source", "col"))
UNREAD = ("script", "style", "template")

# Attributes that a visitor reads or hears, and those that send somewhere.
SPOKEN = ("aria-label", "title", "placeholder")
TARGETS = {"a": "href", "img": "src", "iframe": "src", "form": "action"}
# Attributes that change how a block looks, or until when it is there.
LOOKS = ("class", "hidden", "start", "data-tot", "data-vanaf", "open", "lang")
# The corners and places of a drawing.
DRAWN = ("d", "x", "y", "r", "transform", "viewbox", "points", "class")

# Icons are a quarter of all tags: without them a page is read in less time.
ICON = re.compile(r'<svg\b[^>]* aria-hidden="true"[^>]*>.*?</svg>', re.DOTALL)

TITLE, SITE_NAME, DESCRIPTION = "titel", "naam van de site", "beschrijving in zoekmachines"
META = {"og:title": TITLE, "og:site_name": SITE_NAME, "description": DESCRIPTION}
DRAWING = "tekening"


@dataclass(frozen=True)
class Piece:
    """Words, how they look (`markup`), and where they stand. Two pieces are equal for who reads and taps them.

    `label` is the term of a definition, or the row and column of a cell; `heading` the title above; `about` the
    addresses that the piece or the card around it leads to.
    """

    text: str
    markup: str
    label: str = ""
    targets: tuple[str, ...] = ()
    heading: str = field(default="", compare=False)
    about: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def tag(self) -> str:
        return self.markup.partition(">")[0].rpartition("/")[2].partition(" ")[0]


@lru_cache(maxsize=1024)
def visible(html: str) -> tuple[Piece, ...]:
    """Everything on a page that a visitor can notice, in order."""
    reader = _Reader()
    reader.feed(ICON.sub("", html))
    reader.close()
    return tuple(reader.pieces)


@dataclass
class _Block:
    tag: str
    look: str
    about: frozenset[str]


@dataclass
class _Table:
    columns: list[str] = field(default_factory=list)
    row: str = ""
    column: int = -1
    heading: str = ""

    def label(self) -> str:
        """The row, and in a table of more than two columns also the column."""
        column = (
            self.columns[self.column] if len(self.columns) > 2 and self.column < len(self.columns) else ""
        )
        return ", ".join(filter(None, (self.row, column)))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._blocks: list[_Block] = []
        self._unread: list[str] = []
        self._words: list[str] = []
        self._markup: list[str] = []
        self._targets: list[str] = []
        self._heading = ""
        self._heading_targets: frozenset[str] = frozenset()
        self._heading_depth = 0
        self._term = ""
        self._table: _Table | None = None
        self._drawn: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._unread:
            if tag == self._unread[-1]:
                self._unread.append(tag)
            return
        if tag in UNREAD:
            self._unread.append(tag)
            return
        if tag == "meta":
            self._meta(given)
            return
        if tag == "svg":
            self._flush()
            self._drawn = []
        if self._drawn is not None:
            self._drawn += [f"{tag}.{name}={given[name]}" for name in DRAWN if name in given]
        if tag in BLOCKS or (tag == "a" and self._starts_block()):
            self._open(tag, given)
        elif tag == "hr":
            self._flush()
            self._add("", "hr")
        else:
            self._markup.append(f"<{_look(tag, given)}>")
            if tag == "br":
                self._words.append(" ")
        if tag == "img":
            self._read(given.get("alt", ""))
        if tag in TARGETS and given.get(TARGETS[tag]):
            self._targets.append(given[TARGETS[tag]])
        for name in SPOKEN:
            if given.get(name):
                self._add(given[name], f"{tag}@{name}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._read(data)

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            if tag == self._unread[-1]:
                self._unread.pop()
            return
        if any(block.tag == tag for block in self._blocks):
            while self._close() != tag:
                pass
        elif tag not in VOID:
            self._markup.append(f"</{tag}>")

    def close(self) -> None:
        super().close()
        self._flush()

    def _starts_block(self) -> bool:
        """Whether a link is a block of its own: beside others, not inside a sentence."""
        return bool(self._blocks) and self._blocks[-1].tag in CONTAINERS and not "".join(self._words).strip()

    def _open(self, tag: str, given: dict[str, str]) -> None:
        self._flush()
        self._blocks.append(_Block(tag, _look(tag, given), self._about(given)))
        if tag == "table":
            self._table = _Table(heading=self._heading)
        elif tag == "dl":
            self._term = ""
        elif self._table and tag == "tr":
            self._table.row, self._table.column = "", -1
        elif self._table and tag in ("td", "th"):
            self._table.column += 1
            if given.get("scope") == "row":
                self._table.row = ""

    def _close(self) -> str:
        """End the innermost block; the words of headings, terms and heads of tables say where the next ones stand."""
        words = " ".join("".join(self._words).split())
        targets = frozenset(self._targets)
        self._flush()
        tag = self._blocks.pop().tag
        if tag in HEADINGS:
            self._heading, self._heading_targets, self._heading_depth = words, targets, len(self._blocks)
        elif tag == "dt":
            self._term = words
        elif tag == "dl":
            self._term = ""
        elif tag == "table" and self._table:
            self._heading, self._table = self._table.heading, None
        elif tag == "caption":
            self._heading = words or self._heading
        elif tag == "th" and self._table and any(block.tag == "thead" for block in self._blocks):
            self._table.columns.append(words)
        elif tag == "svg" and self._drawn is not None:
            self._add("", f"svg>{' '.join(self._drawn)}", DRAWING)
            self._drawn = None
        if len(self._blocks) < self._heading_depth:
            self._heading_targets = frozenset()
        return tag

    def _about(self, given: dict[str, str]) -> frozenset[str]:
        """The record that a card is about; it holds for what stands inside."""
        found = set(self._blocks[-1].about if self._blocks else ())
        if place := given.get("data-digipunt"):
            found.add(f"/digipunten/{place}/")
        if given.get("id", "").startswith("contact-"):
            found.add(f"/contact/#{given['id']}")
        return frozenset(found)

    def _read(self, words: str) -> None:
        self._words.append(words)
        self._markup.append(
            words if self._keeps_blanks() else f" {' '.join(words.split())} " if words.strip() else " "
        )

    def _keeps_blanks(self) -> bool:
        return any(block.tag in ("pre", "textarea") for block in self._blocks)

    def _meta(self, given: dict[str, str]) -> None:
        label = META.get(given.get("property", "") or given.get("name", ""))
        if label:
            self._add(given.get("content", ""), "meta", label)

    def _flush(self) -> None:
        text = " ".join("".join(self._words).split())
        look = "/".join(block.look for block in self._blocks if block.tag in LISTS)
        if self._blocks and self._blocks[-1].tag not in LISTS:
            look += f"/{self._blocks[-1].look}"
        in_head = self._blocks and self._blocks[-1].tag == "title" and self._drawn is None
        if (text or self._targets) and not in_head:
            words = "".join(self._markup)
            markup = words if self._keeps_blanks() else " ".join(words.split())
            self._add(text, f"{look}>{markup}", targets=tuple(self._targets))
        self._words, self._markup, self._targets = [], [], []

    def _add(self, text: str, markup: str, label: str = "", targets: tuple[str, ...] = ()) -> None:
        if not label and self._table:
            is_row_title = self._blocks[-1].tag == "th"
            label = "" if is_row_title else self._table.label()
        elif not label and any(block.tag == "dd" for block in self._blocks):
            label = self._term
        if self._table and text and not self._table.row and self._in_row_title():
            self._table.row = text
        about = (self._blocks[-1].about if self._blocks else frozenset()) | frozenset(targets)
        self.pieces.append(Piece(text, markup, label, targets, self._heading, about | self._heading_targets))

    def _in_row_title(self) -> bool:
        tags = [block.tag for block in self._blocks]
        return "th" in tags and "thead" not in tags


def _look(tag: str, given: dict[str, str]) -> str:
    return " ".join([tag, *(f"{name}={given[name]}" for name in LOOKS if name in given)])

"""A project in which everything that somebody can type is an attack: written from the declarations of the records."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

from sitegen import model, records
from sitegen.fields import Kind, Many, Record, Text
from sitegen.paths import HOME
from sitegen.records import FILES, PAGE, SINGLE
from sitegen.text import CONTROL
from tests.conftest import GENT, TODAY

# What is only words; every other text is read as something.
WORDS = (str, records.parse_title, records.parse_description, records.parse_reason)
DAY = date.fromisoformat(TODAY)
HARMLESS = "Dit is een gewone zin van een voorbeeld, lang genoeg om de pagina te beschrijven."
SMALL = HOME / "tests" / "fixtures" / "klein"


@dataclass(frozen=True)
class Leaf:
    """A text in a project: `key` is its place in a record, `kind` how it is read; the text of a page has none."""

    key: str
    kind: Kind | None = field(compare=False)
    number: int

    @property
    def is_words(self) -> bool:
        return self.kind is None or (isinstance(self.kind, Text) and self.kind.parse in WORDS)

    @property
    def harmless(self) -> str:
        return self.fitting(f"Woord {self.number}")

    def fitting(self, text: str) -> str:
        """As its kind wants it: long enough, and another word than the one that it stands beside."""
        if self.key in ("woorden.beter", "woorden.vormen[]"):
            return f"{text} {self.key}"
        short = (
            isinstance(self.kind, Text) and self.kind.parse is records.parse_description and len(text) < 50
        )
        return f"{text} {HARMLESS}" if short else text


@dataclass
class Sheet:
    """A file as it is written, with the leaf that stands on each line."""

    lines: list[str] = field(default_factory=list)
    leaves: dict[int, Leaf] = field(default_factory=dict)

    def put(self, value: Any, typed: Callable[[Leaf], str], indent: int = 0, before: str = "") -> None:
        """`before` stands on the first line, in place of its blanks."""
        start = before or " " * indent
        if isinstance(value, Leaf):
            self.leaves[len(self.lines) + 1] = value
            self.lines.append(start + typed(value))
        elif isinstance(value, Mapping):
            for key, each in value.items():
                if isinstance(each, Leaf):
                    self.put(each, typed, indent, f"{start}{key}: ")
                else:
                    self.lines.append(f"{start}{key}:")
                    self.put(each, typed, indent + 2)
                start = " " * indent
        else:
            for each in value:
                self.put(each, typed, indent + 2, f"{' ' * indent}- ")

    @property
    def text(self) -> str:
        return "\n".join([*self.lines, ""])


ESCAPES = {"\\": "\\\\", '"': '\\"'}


def quoted(text: str) -> str:
    """As YAML reads it back: what nobody may type as an escape."""
    return f'"{"".join(ESCAPES.get(sign) or (_escape(sign) if _is_hidden(sign) else sign) for sign in text)}"'


def _is_hidden(sign: str) -> bool:
    return sign in "\n\t" or bool(CONTROL.match(sign))


def _escape(sign: str) -> str:
    return f"\\U{ord(sign):08x}"


def made(kind: Kind, number: int, key: str, without: Sequence[str]) -> Any:
    """A value of this kind, in which each text is a leaf."""
    if isinstance(kind, Record):
        named = {name: f"{key}.{name}" for name in kind.keys}
        return {
            name: made(kind.keys[name].kind, number, full, without)
            for name, full in named.items()
            if full not in without
        }
    if isinstance(kind, Many):
        return [made(kind.kind, number, f"{key}[]", without)]
    return Leaf(key, kind, number)


# Where two keys say the same in two ways, or a record would need another one.
LEFT_OUT = (
    "programmes.onderdeel_van",
    "digipunten.coordinaten",
    "digipunten.uitzonderingen[].van",
    "digipunten.uitzonderingen[].tot",
    "digipunten.uitzonderingen[].kanaal",
    *(f"kalenders.{name}.dagen[].{key}" for name in model.CALENDARS for key in ("van", "tot")),
)


# Words for an address that mean something to a script, or to YAML.
NAMES = {1: "constructor", 2: "undefined", 3: "1e999", 4: "prototype"}


def _id(number: int) -> str:
    return NAMES.get(number, f"a{number}")


def _day(number: int) -> str:
    return (DAY + timedelta(days=number + 1)).isoformat()


# What is right there, as it is typed; elsewhere the example of its kind is.
RIGHT: dict[str, Callable[[int], str]] = {
    **{f"{name}.id": _id for name in ("contacts", "programmes", "digipunten", "wijken", "nieuws")},
    **{f"site.{name}[].id": _id for name in ("doelgroepen", "aanbod", "noden")},
    **{f"kalenders.{name}.dagen[].op": _day for name in model.CALENDARS},
    **{f"kalenders.{name}.volledig_tot": lambda number: "2028-12-31" for name in model.CALENDARS},
    **{
        f"{name}.nagekeken.op": lambda number: "2026-11-01"
        for name in ("contacts", "programmes", "digipunten")
    },
    "programmes.periode.start": lambda number: "2026-01",
    "programmes.periode.einde": lambda number: "2027-12",
    "programmes.doelgroep[]": _id,
    "programmes.contacten[]": _id,
    "digipunten.adres.postcode": lambda number: str(1000 + number),
    "digipunten.wijk": _id,
    "digipunten.uren": lambda number: "{hulp: {ma-vr: 9u-12u}, computer: ma-za 9-17u}",
    "digipunten.uitzonderingen[].op": _day,
    "digipunten.doelgroep[]": _id,
    "digipunten.aanbod[]": _id,
    "digipunten.melding.tot": lambda number: "2027-01-31",
    "wijken.nummer": lambda number: str(number + 1),
    "wijken.lat": lambda number: f"51.{10000 + number}",
    "wijken.lon": lambda number: f"3.{70000 + number}",
    "postcodes.postcode": lambda number: str(1000 + number),
    "postcodes.lat": lambda number: f"51.{10000 + number}",
    "postcodes.lon": lambda number: f"3.{70000 + number}",
    "postcodes.wijken[]": _id,
    "site.webadres": lambda number: "https://voorbeeld.test/",
    "site.eerste_contact": lambda number: "a0",
    "site.drempels.bel_eerst_na_maanden": lambda number: "6",
    "site.drempels.verlopen_na_maanden": lambda number: "12",
    "nieuws.op": lambda number: (DAY - timedelta(days=number)).isoformat(),
    "nieuws.adres": lambda number: "/over/",
    "content.sjabloon": lambda number: "tekst",
}


def right(leaf: Leaf) -> str:
    assert leaf.kind
    found = RIGHT[leaf.key](leaf.number) if leaf.key in RIGHT else leaf.kind.example
    return found or quoted(HARMLESS)


class Hostile:
    """A project with so many records of each kind, and `attacks` in its words; in all that is checked, if `in_checked`.

    Each place of a record has its own turn of the attacks, so that in all records together it has them all.
    """

    def __init__(self, root: Path, attacks: Sequence[str], in_checked: bool = False) -> None:
        self.root = root
        self.attacks = attacks
        self.in_checked = in_checked
        # What was refused, and is harmless from then on.
        self.refused: dict[Leaf, str] = {}
        self.sheets: dict[str, Sheet] = {}
        shutil.copytree(SMALL, root)
        for page in ("nieuws", "open-data"):
            shutil.copy(GENT / "content" / f"{page}.md", root / "content")

    def attack(self, leaf: Leaf) -> str:
        text = self.attacks[(leaf.number + crc32(leaf.key.encode())) % len(self.attacks)]
        return leaf.fitting(text)

    def is_attacked(self, leaf: Leaf) -> bool:
        return leaf.is_words != self.in_checked

    def typed(self, leaf: Leaf) -> str:
        if self.is_attacked(leaf) and leaf not in self.refused:
            return quoted(self.attack(leaf))
        return quoted(leaf.harmless) if leaf.is_words else right(leaf)

    def write(self) -> None:
        numbers = range(len(self.attacks))
        without = () if self.in_checked else LEFT_OUT
        for name, record in FILES.items():
            value: Any = (
                _with_lists(made(record, 0, name, without), record, name, numbers, without)
                if name in SINGLE
                else [made(record, number, name, without) for number in numbers]
            )
            self._put(f"data/{name}.yaml", {name: value})
        for number in numbers:
            self._put_page(number, made(PAGE, number, "content", without))

    def _put(self, file: str, value: Any) -> None:
        sheet = self.sheets[file] = Sheet()
        sheet.put(value, self.typed)
        (self.root / file).write_text(sheet.text, encoding="utf-8")

    def _put_page(self, number: int, front: Any) -> None:
        file, body = f"content/a{number}.md", Leaf("content.tekst", None, number)
        sheet = self.sheets[file] = Sheet(["---"])
        sheet.put(front, self.typed)
        sheet.lines += ["---"]
        text = "Woord." if body in self.refused or not self.is_attacked(body) else self.attack(body)
        # What has no place of its own is told at the first line.
        for line in ["", *text.split("\n")]:
            sheet.lines.append(line)
            sheet.leaves[len(sheet.lines)] = body
        (self.root / file).write_bytes(sheet.text.encode("utf-8", "surrogatepass"))

    def leaf_at(self, file: str, line: int) -> Leaf | None:
        """Where a key stands alone, it is about what stands below it."""
        leaves = self.sheets[file].leaves if file in self.sheets else {}
        return leaves.get(line) or leaves.get(line + 1)

    def attacked(self) -> Iterator[Leaf]:
        """Every place that has an attack, also one that was refused."""
        return (
            leaf
            for sheet in self.sheets.values()
            for leaf in dict.fromkeys(sheet.leaves.values())
            if self.is_attacked(leaf)
        )


def _with_lists(value: Any, record: Record, key: str, numbers: Sequence[int], without: Sequence[str]) -> Any:
    """The only record of a file, with as many items in its lists as there are numbers."""
    found = dict(value)
    for name, each in record.keys.items():
        full = f"{key}.{name}"
        if isinstance(each.kind, Many):
            found[name] = [made(each.kind.kind, number, f"{full}[]", without) for number in numbers]
        elif isinstance(each.kind, Record):
            found[name] = _with_lists(found[name], each.kind, full, numbers, without)
    return found

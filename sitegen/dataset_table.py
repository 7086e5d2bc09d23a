"""The open data as a table (CSV, RFC 4180) that a spreadsheet opens without changing it.

A spreadsheet makes a number or a date of what looks like one, by the habits of its country: "3.741" becomes 3741,
house number "10/2" a day in February, month "2024-03" its first day. So numbers never stand alone here, and days are
whole; and no cell begins as a formula does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sitegen.dataset import ABOUT, FIELDS, ONLY_JSON, Field

# By this mark a program knows that the file is UTF-8. It stands before the first column.
BOM = "\ufeff"
LINE_END = "\r\n"
BETWEEN = " | "
# A sign that begins a formula: in a cell, or behind a semicolon, at which a Belgian spreadsheet may cut.
FORMULA = re.compile(r"""((?:^|;)[\s"']*)([=+\-@＝＋－＠])""")

Record = Mapping[str, Any]


class Column(NamedTuple):
    name: str
    of: Callable[[Record], Any]


def head() -> str:
    """The names of the columns."""
    return _line(column.name for column in COLUMNS)


def row(record: Record, about: Record) -> str:
    """A place as the JSON has it, and what is told of the whole list: a table has no other room for that."""
    return _line(cell(column.of({**about, **record})) for column in COLUMNS)


def cell(value: Any) -> str:
    """On one line, as a text. What could begin a formula gets an apostrophe before its sign."""
    if isinstance(value, list):
        text = BETWEEN.join(map(str, value))
    elif isinstance(value, dict):
        text = "; ".join(f"{name} {found}" for name, found in value.items())
    else:
        text = "" if value is None else str(value)
    return FORMULA.sub(r"\1'\2", " ".join(text.split()))


def _line(cells: Iterable[str]) -> str:
    quoted = (cell and '"' + cell.replace('"', '""') + '"' for cell in cells)
    return ",".join(quoted) + LINE_END


def _columns(fields: Iterable[Field], path: tuple[str, ...] = ()) -> Iterator[Column]:
    """A column for each value, called after the keys that lead to it."""
    for field in fields:
        keys = (*path, field.name)
        name = "_".join(keys)
        if name in OTHERWISE:
            yield from OTHERWISE[name]
        elif field.names:
            for each in field.names:
                yield from _columns(field.inside, (*keys, each))
        elif field.name not in ONLY_JSON:
            yield from _columns(field.inside, keys) if field.inside else [Column(name, _at(*keys))]


def _at(*keys: str) -> Callable[[Record], Any]:
    def found(record: Record) -> Any:
        value: Any = record
        for key in keys:
            value = value.get(key) if value else None
        return value

    return found


def _joined(group: str, sign: str, *keys: str) -> Callable[[Record], str]:
    def found(record: Record) -> str:
        values = record.get(group) or {}
        return sign.join(str(values[key]) for key in keys if key in values)

    return found


def _padded(*keys: str) -> Callable[[Record], str]:
    """'2024-03-XX' for a month, as ISO 8601-2 writes what is not known of a date."""
    day_of = _at(*keys)
    return lambda record: f"{day}-XX-XX"[:10] if (day := day_of(record)) else ""


# What a spreadsheet would change if it stood there as in the JSON.
OTHERWISE = {
    "adres": (
        Column("adres", _joined("adres", " ", "straat", "nummer")),
        Column("postcode_gemeente", _joined("adres", " ", "postcode", "gemeente")),
    ),
    "coordinaten": (
        Column("coordinaten", _joined("coordinaten", ", ", "lat", "lon")),
        Column("coordinaten_nauwkeurigheid", _at("coordinaten", "nauwkeurigheid")),
    ),
    "nagekeken_op": (Column("nagekeken_op", _padded("nagekeken", "op")),),
    "bron_datum": (Column("bron_datum", _padded("bron", "datum")),),
}
OF_THE_LIST = ("gemaakt", "uren_tot", "licentie")
COLUMNS = (*_columns(FIELDS), *_columns(field for field in ABOUT if field.name in OF_THE_LIST))

"""The city's list of Digipunten as open data, in every shape the portal gives it, as plain records.

The shape is seen from the content, never from the name of the file. A key that is missing, `null`
and an empty text all mean that nobody knows.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from sitegen.geo import Point, distance_m
from sitegen.problems import UseError

DATASET = "locaties-digitaal-talentpunten-gent"
PUBLISHER = "Stad Gent"
PORTAL = "https://data.stad.gent"

OLD_ROOT = "DigitaalTalentpunten"
FIELDS = (
    "locatie",
    "straat",
    "huisnr",
    "postcode",
    "gemeente",
    "e_mail",
    "begeleider",
    "openingsur",
    "rolstoel_t",
    "wijk",
    "wifi",
)
POINT_FIELDS = ("geo_point_2d", "geo_point", "lat", "long", "lon")
LONGEST = 2000
# In place of the values of a field that has more than one.
TWICE = object()
# Two places for one point that are farther apart than this are two points.
SAME_POINT_M = 50


@dataclass(frozen=True)
class OpenRecord:
    """A place as the source has it; `number` is its place in the source, from 1.

    `doubts` says in Dutch what could not be read; those fields are empty.
    """

    number: int
    locatie: str = ""
    straat: str = ""
    huisnr: str = ""
    postcode: str = ""
    gemeente: str = ""
    e_mail: str = ""
    begeleider: str = ""
    openingsur: str = ""
    rolstoel_t: str = ""
    wijk: str = ""
    wifi: str = ""
    point: Point | None = None
    doubts: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.locatie or f"plaats {self.number} in de bron"


@dataclass(frozen=True)
class OpenData:
    """`shape` says in Dutch how it was written; `total` is how many places the source says there are."""

    shape: str
    records: tuple[OpenRecord, ...]
    total: int
    unknown_fields: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return len(self.records) >= self.total


def read_open_data(data: bytes, name: str) -> OpenData:
    """Read any shape. A UseError says what is wrong with the file, which messages call `name`."""
    text = _decoded(data, name)
    if not text.strip():
        raise UseError(f"{name} is leeg: download het bestand opnieuw")
    start = text.lstrip()[0]
    if start == "<":
        raise UseError(
            f"{name} is een webpagina, geen open data: kies op de site van de stad JSON, GeoJSON of CSV"
        )
    shape, rows, total = _from_json(text, name) if start in "{[" else _from_csv(text, name)
    if not rows:
        raise UseError(f"{name} bevat geen enkele plaats: download de lijst opnieuw, zonder filter")
    named = [_named(row) for row in rows]
    if not any("locatie" in row for row in named):
        raise UseError(f'{name} heeft geen veld "locatie": is dit wel de lijst "{DATASET}"?')
    known = {*FIELDS, *POINT_FIELDS, GEOMETRY, BROKEN}
    unknown = dict.fromkeys(key for row in named for key in row if key not in known)
    records = tuple(_record(number, row) for number, row in enumerate(named, 1))
    return OpenData(shape, records, max(total, len(records)), tuple(unknown))


# What no field of the source can be called: the geometry beside a record, and what is wrong with a whole row.
GEOMETRY, BROKEN = "\x00geometry", "\x00broken"


def _decoded(data: bytes, name: str) -> str:
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UseError(
            f"{name} is niet in UTF-8 bewaard: download het opnieuw, of kies bij bewaren de codering UTF-8"
        ) from None


def _from_json(text: str, name: str) -> tuple[str, list[Any], int]:
    try:
        found = json.loads(text, object_pairs_hook=_fields)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        where = f" (regel {line})" if line else ""
        raise UseError(
            f"{name} is geen geldige JSON{where}: is het bestand afgebroken? Download het opnieuw"
        ) from None
    if isinstance(found, list):
        return "export als JSON", found, 0
    if isinstance(found.get("features"), list):
        return "export als GeoJSON", [_feature(item) for item in found["features"]], 0
    if isinstance(found.get("results"), list):
        return "zoekantwoord v2.1", found["results"], _count(found.get("total_count"))
    if isinstance(found.get("records"), list):
        _refuse_other_dataset(found, name)
        return "zoekantwoord v1", [_v1(item) for item in found["records"]], _count(found.get("nhits"))
    if isinstance(found.get(OLD_ROOT), list):
        return f"oude lijst {OLD_ROOT}", found[OLD_ROOT], 0
    if said := next((found[key] for key in ("error", "message") if isinstance(found.get(key), str)), ""):
        raise UseError(f"{name} is een foutmelding van de site: {printable(said, 100)}")
    raise UseError(
        f"{name} is wel JSON, maar geen lijst van plaatsen die we kennen: "
        "kies op de site van de stad de export JSON, GeoJSON of CSV"
    )


def _refuse_other_dataset(found: Mapping[str, Any], name: str) -> None:
    ids = {item.get("datasetid") for item in found["records"] if isinstance(item, dict)}
    for other in sorted(id for id in ids if isinstance(id, str) and id != DATASET):
        raise UseError(f'{name} is de lijst "{printable(other, 60)}", niet "{DATASET}"')


def _count(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _v1(item: Any) -> Any:
    fields = item.get("fields") if isinstance(item, dict) else None
    return {**fields, GEOMETRY: item.get("geometry")} if isinstance(fields, dict) else item


def _feature(item: Any) -> Any:
    properties = item.get("properties") if isinstance(item, dict) else None
    return {**properties, GEOMETRY: item.get("geometry")} if isinstance(properties, dict) else item


def _from_csv(text: str, name: str) -> tuple[str, list[Any], int]:
    # Records end where Excel ends them; inside quotes a line end is text.
    head = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(";\t,|", key=head.count)
    rows: list[Any] = []
    try:
        lines = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True) if any(row)]
    except csv.Error:
        raise UseError(f"{name} is geen CSV die we kunnen lezen: is het bestand afgebroken?") from None
    keys, *values = lines or [[]]
    if "locatie" not in map(_key, keys):
        raise UseError(
            f'{name} is geen JSON, en ook geen CSV met een kolom "locatie": '
            "kies op de site van de stad de export JSON, GeoJSON of CSV"
        )
    for row in values:
        filled = _fields(zip(keys, row, strict=False))
        if len(row) != len(keys):
            # The columns have shifted: nothing in this row can be trusted.
            filled = {
                "locatie": filled.get("locatie", row[0]),
                BROKEN: f"deze rij heeft {len(row)} kolommen en geen {len(keys)}: "
                "er ontbreken aanhalingstekens of een stuk van de rij",
            }
        rows.append(filled)
    return f'export als CSV (met "{delimiter}")', rows, 0


def _key(text: str) -> str:
    """A field by its name or by its label: "E-mail" is `e_mail`."""
    return re.sub(r"[^a-z0-9]+", "_", text.strip().casefold()).strip("_")


def _named(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        return {BROKEN: "dit is geen plaats met velden"}
    return _fields((key if key in (GEOMETRY, BROKEN) else _key(key), value) for key, value in row.items())


def _fields(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A field that is given twice, with another value, has none that we can trust."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        found[key] = value if found.get(key, value) == value else TWICE
    return found


def _record(number: int, row: dict[str, Any]) -> OpenRecord:
    if BROKEN in row:
        name, _ = _text(row.get("locatie"))
        return OpenRecord(number, name, doubts=(row[BROKEN],))
    values: dict[str, str] = {}
    doubts: list[str] = []
    for field in FIELDS:
        text, doubt = _text(row.get(field), ";" if field == "openingsur" else " ")
        values[field] = text
        if doubt:
            doubts.append(f'"{field}" {doubt}')
    point, doubt = _point(row)
    if doubt:
        doubts.append(doubt)
    return OpenRecord(number, **values, point=point, doubts=tuple(doubts))


def _text(value: Any, line_break: str = " ") -> tuple[str, str]:
    """A value as one line of text, or why it is none."""
    if value is None:
        return "", ""
    if value is TWICE:
        return "", "staat er meer dan een keer, met een andere waarde"
    if isinstance(value, bool):
        return ("ja" if value else "nee"), ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str | int | float):
        return "", "is geen tekst"
    try:
        text = str(value)
    except ValueError:  # Python does not write out endless numbers.
        return "", "is veel te lang"
    if len(text) > LONGEST:
        return "", f"is veel te lang ({len(text)} tekens)"
    if any(not _harmless(char) for char in text):
        return "", "bevat onzichtbare tekens"
    lines = (" ".join(line.split()) for line in text.splitlines())
    return line_break.join(filter(None, lines)), ""


def _harmless(char: str) -> bool:
    """No sign that steers a terminal, turns text around, or cannot be written."""
    return char in "\t\r\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _point(row: Mapping[str, Any]) -> tuple[Point | None, str]:
    """The point of a record, from its field or from the geometry beside it."""
    given = next((row[key] for key in ("geo_point_2d", "geo_point") if not _is_blank(row.get(key))), None)
    lat, lon = row.get("lat"), row.get("long", row.get("lon"))
    if given is None and not (_is_blank(lat) and _is_blank(lon)):
        given = {"lat": lat, "lon": lon}
    found = None
    if given is not None:
        found = _from_pair(given)
        if found is None:
            return None, f'het punt "{printable(str(given), 60)}" kunnen we niet lezen'
    shape = row.get(GEOMETRY)
    beside = None
    if (
        isinstance(shape, dict)
        and shape.get("type") == "Point"
        and isinstance(shape.get("coordinates"), list)
    ):
        beside = _from_pair(shape["coordinates"][1::-1])
        if beside is None:
            return found, "" if found else "het punt op de kaart kunnen we niet lezen"
    if found and beside and distance_m(found, beside) > SAME_POINT_M:
        return None, "de bron geeft twee verschillende punten"
    return found or beside, ""


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _from_pair(value: Any) -> Point | None:
    """[lat, lon], {lon, lat} or "lat, lon"."""
    if isinstance(value, str):
        value = value.split(",")
    if isinstance(value, dict):
        value = [value.get("lat"), value.get("lon")]
    if not isinstance(value, list) or len(value) != 2 or any(isinstance(part, bool) for part in value):
        return None
    try:
        lat, lon = map(float, value)
    except (TypeError, ValueError, OverflowError):
        return None
    if not (isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    return Point(lat, lon)


def printable(text: str, most: int) -> str:
    """The text on one line of at most so many characters, with nothing that a terminal would obey."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return "".join(char if char.isprintable() else " " if char.isspace() else UNPRINTABLE for char in cut)


UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"

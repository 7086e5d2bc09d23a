"""What a record of the open data surely says, in the words of our own data; the rest is in doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from datetime import date

from sitegen.fields import Kind, Report
from sitegen.geo import Area, Point, contains, distance_to_m
from sitegen.hours import Week
from sitegen.imported_hours import Helped, as_block, channel_of, in_one_line, read_hours, yes_or_no
from sitegen.matching import name_key
from sitegen.model import Site
from sitegen.nodes import Scalar
from sitegen.open_data import DATASET, PORTAL, PUBLISHER, OpenRecord
from sitegen.records import EMAIL, parse_postcode
from sitegen.source import Source
from sitegen.splice import Value
from sitegen.text import slug

SOURCE_NAME = f"open data van {PUBLISHER} (dataset {DATASET})"
LONGEST_NAME = 100
# The outlines of the districts are simplified by 20 m.
BORDER_M = 100


@dataclass(frozen=True)
class Town:
    """What our data knows of the town: the names that a record may use, and where its points may lie."""

    wijken: MappingType[str, str]
    names: MappingType[str, str]
    postcodes: frozenset[str]
    areas: tuple[tuple[Area, _Box], ...]

    @classmethod
    def of(cls, site: Site) -> Town:
        return cls(
            {name_key(name): wijk.id for wijk in site.wijken.values() for name in (wijk.naam, wijk.id)},
            {name_key(name): name for found in site.postcodes.values() for name in found.namen},
            frozenset(site.postcodes),
            tuple((area, _Box.around(area)) for area in site.areas.values()),
        )

    def inside(self, point: Point | None, doubts: list[str]) -> Point | None:
        """The point, when it lies in one of the districts or just beside, or when there is no map."""
        if point is None or not self.areas or self._has(point):
            return point
        why = ": zijn lat en lon verwisseld?" if self._has(Point(point.lon, point.lat)) else ""
        doubts.append(f"het punt {point_in_words(point)} ligt buiten de wijken op onze kaart{why}")
        return None

    def _has(self, point: Point) -> bool:
        around = [area for area, box in self.areas if box.holds(point)]
        return any(contains(area, point) for area in around) or any(
            distance_to_m(area, point) <= BORDER_M for area in around
        )


@dataclass(frozen=True)
class _Box:
    """A rectangle around a district, which tells most points apart without looking at its corners."""

    south: float
    north: float
    west: float
    east: float

    @classmethod
    def around(cls, area: Area) -> _Box:
        lons, lats = [corner[0] for corner in area.ring], [corner[1] for corner in area.ring]
        more = 0.005
        return cls(min(lats) - more, max(lats) + more, min(lons) - more, max(lons) + more)

    def holds(self, point: Point) -> bool:
        return self.south <= point.lat <= self.north and self.west <= point.lon <= self.east


@dataclass(frozen=True)
class Facts:
    """What a record surely says, in our words; empty is unknown. `doubts` is what else it says."""

    record: OpenRecord
    naam: str
    straat: str
    nummer: str
    postcode: str
    gemeente: str
    email: str
    wijk: str
    point: Point | None
    wifi: Helped
    wheelchair: Helped
    helped: Helped
    week: Week | None
    doubts: tuple[str, ...]

    @classmethod
    def of(cls, record: OpenRecord, town: Town) -> Facts:
        doubts = list(record.doubts)

        def sure(value: str, problem: str) -> str:
            if value and problem:
                doubts.append(problem)
            return "" if problem else value

        wijk = town.wijken.get(name_key(record.wijk), "")
        if record.wijk and not wijk:
            doubts.append(f'de wijk "{record.wijk}" staat niet in data/wijken.yaml: welke wijk is het?')
        gemeente = town.names.get(name_key(record.gemeente), "" if town.names else record.gemeente)
        if record.gemeente and not gemeente:
            doubts.append(f'"{record.gemeente}" is geen gemeente van data/postcodes.yaml: hoort dit hier?')
        week = None
        if record.openingsur:
            try:
                week = read_hours(record.openingsur)
            except ValueError as error:
                doubts.append(f'de uren "{record.openingsur}" zijn niet duidelijk: {error}')
        answers: dict[str, Helped] = {}
        for name in ("wifi", "rolstoel_t", "begeleider"):
            typed = getattr(record, name)
            answers[name] = yes_or_no(typed)
            if answers[name] == "onduidelijk":
                doubts.append(f'wat betekent "{typed}" bij "{name}": ja of nee?')
        return cls(
            record,
            naam=sure(record.locatie, _too_long("naam", record.locatie)),
            straat=sure(record.straat, _too_long("straat", record.straat)),
            nummer=sure(record.huisnr, _no_number(record.huisnr)),
            postcode=sure(record.postcode, _no_postcode(record.postcode, town)),
            gemeente=gemeente,
            email=sure(record.e_mail, _refusal(EMAIL, record.e_mail)),
            wijk=wijk,
            point=town.inside(record.point, doubts),
            wifi=answers["wifi"],
            wheelchair=answers["rolstoel_t"],
            helped=answers["begeleider"],
            week=week,
            doubts=tuple(doubts),
        )

    def missing(self) -> list[str]:
        required = {
            "naam": self.naam,
            "straat": self.straat,
            "nummer": self.nummer,
            "gemeente": self.gemeente,
        }
        return [f'"{name}"' for name, value in required.items() if not value]

    def ids(self) -> tuple[str, str]:
        return slug(self.naam), slug(f"{self.naam} {self.straat} {self.nummer}")

    def as_record(self, id: str, today: date) -> tuple[dict[str, Value], list[str]]:
        """A new place. It is "actief", as the source has it; without a check the site claims nothing of it."""
        doubts: list[str] = []
        address = {
            "straat": self.straat,
            "nummer": self.nummer,
            "postcode": self.postcode,
            "gemeente": self.gemeente,
        }
        values: dict[str, Value] = {
            "id": id,
            "naam": self.naam,
            "status": "actief",
            "adres": {key: value for key, value in address.items() if value},
        }
        if self.wijk:
            values["wijk"] = self.wijk
        if self.point:
            values["coordinaten"] = point_as_block(self.point)
        if self.email:
            values["email"] = self.email
        if self.week:
            try:
                values["uren"] = {channel_of(self.week, {}, self.helped): as_block(self.week)}
            except ValueError as error:
                doubts.append(f'de uren "{in_one_line(self.week)}" zijn niet overgenomen: {error}')
        if self.wifi == "ja":
            values["aanbod"] = ["wifi"]
        if self.wheelchair == "ja":
            values["toegankelijk"] = {"zonder_trap": "ja"}
        elif self.wheelchair == "nee":
            doubts.append(NO_WHEELCHAIR)
        values["bron"] = {"naam": SOURCE_NAME, "url": PORTAL, "datum": today.isoformat()}
        return values, doubts


NO_WHEELCHAIR = (
    "volgens de bron kan je hier niet met een rolstoel binnen. Komt dat door een trap? "
    'Schrijf dan onder "toegankelijk:" de regel "zonder_trap: nee"'
)


def point_as_block(point: Point) -> dict[str, str]:
    # The source does not say how near to the door its points are: "straat" claims the least.
    return {"lat": _degrees(point.lat), "lon": _degrees(point.lon), "nauwkeurigheid": "straat"}


def point_in_words(point: Point) -> str:
    return f"{_degrees(point.lat)}, {_degrees(point.lon)}"


def _degrees(value: float) -> str:
    """At least two decimals, at most six (0.1 m)."""
    whole, decimals = f"{value:.6f}".split(".")
    return f"{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"


def _too_long(what: str, text: str) -> str:
    return f"de {what} telt {len(text)} tekens: kijk na of dat klopt" if len(text) > LONGEST_NAME else ""


def _no_number(text: str) -> str:
    return "" if re.fullmatch(r"[1-9][\w /.,+-]{0,19}", text) else f'"{text}" is geen huisnummer'


def _no_postcode(text: str, town: Town) -> str:
    try:
        known = parse_postcode(text) in town.postcodes or not town.postcodes
    except ValueError as error:
        return str(error)
    return "" if known else f"{text} is geen postcode van data/postcodes.yaml: hoort deze plaats hier?"


def _refusal(kind: Kind, text: str) -> str:
    """What our own reader says against this value."""
    report = Report()
    kind.read(Scalar(Source("", ()), 1, 1, text, plain=False), report)
    return report.problems[0].message if report.problems else ""

"""The finder's data of very many places in parts, so that a question fetches only what is near.

Each part holds places near one another, and the index the box around each. A part is named after its places:
an index of yesterday asks for no part of today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import cos, radians

from sitegen.digest import digest
from sitegen.finder_data import names, place_data, rounded
from sitegen.listing import Listed
from sitegen.lookup import ahead, as_json, joined
from sitegen.model import Site
from sitegen.text import unaccented

MOST = 100

Corner = tuple[float, float]


@dataclass(frozen=True)
class Shard:
    """Places in the order of the alphabet; `box` is [south, west, north, east], none when nobody knows where."""

    places: tuple[Listed, ...]

    @cached_property
    def name(self) -> str:
        return digest(*(place.id for place in self.places)).hex()[:10]

    @property
    def box(self) -> list[float]:
        points = [_rounded(place) for place in self.places if place.point]
        if not points:
            return []
        lats, lons = zip(*points, strict=True)
        return [min(lats), min(lons), max(lats), max(lons)]

    def made_from(self, needs: Sequence[str]) -> bytes:
        return digest(tuple(needs), *(place.key for place in self.places))

    def body(self, needs: Sequence[str]) -> str:
        """Its places by id, as JSON."""
        found = (f"{as_json(place.id)}:{place_data(place, needs, with_card=True)}" for place in self.places)
        return f"{{{','.join(found)}}}"


@dataclass(frozen=True)
class Shards:
    """All parts, and the streets by the first sign of their name, each with the point of its first place."""

    parts: tuple[Shard, ...]
    streets: dict[str, dict[str, list[float]]]

    def index(self, site: Site, today: date) -> str:
        """What the finder fetches before any question, as JSON."""
        known = {name: rounded(point) for name, point in names(site)}
        return joined(
            {},
            ahead(today),
            waar=as_json(known),
            delen=as_json([[part.name, *part.box] for part in self.parts]),
            straten=as_json("".join(sorted(self.streets))),
        )


def shards(places: Sequence[Listed]) -> Shards:
    placed = [place for place in places if place.point]
    lost = [place for place in places if not place.point]
    return Shards(tuple(map(Shard, (*_halved(placed), *_cut(lost)))), _streets(placed))


def _halved(places: Sequence[Listed]) -> Iterator[tuple[Listed, ...]]:
    """Halves of halves, along the longer side each time. Places at one point stay together while that can be."""
    if len(places) <= MOST:
        yield from _cut(places)
        return
    lats, lons = zip(*map(_rounded, places), strict=True)
    wide = (max(lons) - min(lons)) * cos(radians(lats[0])) > max(lats) - min(lats)
    along = sorted(lons if wide else lats)
    if along[0] == along[-1]:
        yield from _cut(places)
        return
    middle = along[len(along) // 2]
    if middle == along[0]:
        middle = next(value for value in along if value > middle)
    yield from _halved([place for place in places if _rounded(place)[wide] < middle])
    yield from _halved([place for place in places if _rounded(place)[wide] >= middle])


def _cut(places: Sequence[Listed]) -> Iterator[tuple[Listed, ...]]:
    for start in range(0, len(places), MOST):
        yield tuple(places[start : start + MOST])


def _streets(places: Iterable[Listed]) -> dict[str, dict[str, list[float]]]:
    """A street name that several districts have comes with each of them: "Kerkstraat, Ledeberg"."""
    by_wijk: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for place in places:
        by_wijk[place.facts.straat].setdefault(place.wijk, [*_rounded(place)])
    found: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for street in sorted(by_wijk):
        if first := _first_sign(street):
            several = len(by_wijk[street]) > 1
            for wijk, point in by_wijk[street].items():
                found[first][f"{street}, {wijk}" if several and wijk else street] = point
    return found


def _first_sign(street: str) -> str:
    """The sign by which the script looks it up: a letter without accent, or a digit."""
    return next((sign for sign in unaccented(street).lower() if sign.isascii() and sign.isalnum()), "")


def _rounded(place: Listed) -> Corner:
    assert place.point
    lat, lon = rounded(place.point)
    return lat, lon

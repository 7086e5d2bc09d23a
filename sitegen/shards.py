"""The finder's data of very many places in parts, so that a question fetches only what is near.

Each part holds places near one another, and the index the box around each. A part is named after its places:
an index of yesterday asks for no part of today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import cos, radians
from typing import Any, TypeVar

from sitegen.digest import digest
from sitegen.finder_data import names, place_data, rounded
from sitegen.listing import Listed
from sitegen.lookup import ahead, as_json, joined
from sitegen.model import Site
from sitegen.text import unaccented

MOST = 100

Thing = TypeVar("Thing")

# A place after its latitude and longitude, as the browser knows them.
Spot = tuple[float, float, Listed]


@dataclass(frozen=True)
class Shard:
    """Places in the order of the alphabet; `box` is south, west, north and east, or nothing when nobody knows where."""

    places: tuple[Listed, ...]
    box: tuple[float, ...]

    @cached_property
    def name(self) -> str:
        return digest(*(place.id for place in self.places)).hex()[:10]

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

    def as_plain(self) -> tuple[list[tuple[list[str], tuple[float, ...]]], dict[str, dict[str, list[float]]]]:
        """Its parts as ids, so that it can be kept; `from_plain` makes it again."""
        return [([place.id for place in part.places], part.box) for part in self.parts], self.streets

    @classmethod
    def from_plain(cls, plain: Any, places: Mapping[str, Listed]) -> Shards:
        parts, streets = plain
        return cls(tuple(Shard(tuple(places[id] for id in ids), box) for ids, box in parts), streets)

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
    spots = [(*rounded(place.point), place) for place in places if place.point]
    lost = [place for place in places if not place.point]
    return Shards(
        (
            *(_shard(part) for part in _halved(spots)),
            *(Shard(tuple(part), ()) for part in _cut(lost)),
        ),
        _streets(spots),
    )


def _shard(spots: Sequence[Spot]) -> Shard:
    lats, lons, places = zip(*spots, strict=True)
    return Shard(places, (min(lats), min(lons), max(lats), max(lons)))


def _halved(spots: Sequence[Spot]) -> Iterator[Sequence[Spot]]:
    """Halves of halves, along the longer side each time. Places at one point stay together while that can be."""
    if len(spots) <= MOST:
        yield from _cut(spots)
        return
    lats, lons = sorted(spot[0] for spot in spots), sorted(spot[1] for spot in spots)
    is_wide = (lons[-1] - lons[0]) * cos(radians(lats[0])) > lats[-1] - lats[0]
    along = lons if is_wide else lats
    if along[0] == along[-1]:
        yield from _cut(spots)
        return
    middle = along[len(along) // 2]
    if middle == along[0]:
        middle = next(value for value in along if value > middle)
    halves: tuple[list[Spot], list[Spot]] = ([], [])
    for spot in spots:
        halves[(spot[1] if is_wide else spot[0]) >= middle].append(spot)
    for half in halves:
        yield from _halved(half)


def _cut(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(things), MOST):
        yield things[start : start + MOST]


def _streets(spots: Iterable[Spot]) -> dict[str, dict[str, list[float]]]:
    """A street name that several districts have comes with each of them: "Kerkstraat, Ledeberg"."""
    by_wijk: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for lat, lon, place in spots:
        by_wijk[place.facts.straat].setdefault(place.wijk, [lat, lon])
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

"""Places on the earth: which district a point lies in, and how far from it. Angles are degrees, WGS84."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

EARTH_RADIUS_M = 6_371_000
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Point:
    lat: float
    lon: float


@dataclass(frozen=True)
class Area:
    """A district: its outer ring as GeoJSON writes it, longitude first."""

    id: str
    ring: Ring


def contains(area: Area, point: Point) -> bool:
    """Whether the point lies inside, by counting the edges east of it."""
    inside = False
    for (lon1, lat1, *_), (lon2, lat2, *_) in _edges(area.ring):
        if (lat1 > point.lat) != (lat2 > point.lat):
            crossing = lon1 + (point.lat - lat1) / (lat2 - lat1) * (lon2 - lon1)
            inside ^= crossing > point.lon
    return inside


def distance_to_m(area: Area, point: Point) -> float:
    """Metres to the area's border, 0 inside it. Flat near the point: right to 1 % over a city."""
    if contains(area, point):
        return 0
    per_lat = EARTH_RADIUS_M * radians(1)
    per_lon = per_lat * cos(radians(point.lat))

    def flat(lon: float, lat: float) -> tuple[float, float]:
        return (lon - point.lon) * per_lon, (lat - point.lat) * per_lat

    return min(
        _from_origin(*flat(lon1, lat1), *flat(lon2, lat2))
        for (lon1, lat1, *_), (lon2, lat2, *_) in _edges(area.ring)
    )


def _edges(ring: Ring) -> Iterable[tuple[Sequence[float], Sequence[float]]]:
    return zip(ring, (*ring[1:], ring[0]), strict=True)


def _from_origin(x1: float, y1: float, x2: float, y2: float) -> float:
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(x1 * dx + y1 * dy) / length)) if length else 0.0
    return hypot(x1 + along * dx, y1 + along * dy)

"""Places on the earth: which district a point lies in, and how far apart things are. Angles are degrees, WGS84."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, inf, radians, sqrt
from typing import Generic, TypeVar

EARTH_RADIUS_M = 6_371_000
# A line of corners as GeoJSON writes them, longitude first; a ring is one that ends where it began.
Line = Sequence[Sequence[float]]

Thing = TypeVar("Thing")
# Things in a cell of a grid, when they are spread evenly.
CELL = 3


@dataclass(frozen=True)
class Point:
    lat: float
    lon: float


@dataclass(frozen=True)
class Area:
    """A district and its outer ring."""

    id: str
    ring: Line


def distance_m(one: Point, other: Point) -> float:
    """Metres as the crow flies. Flat around the first point: right to 0.1 % over a city.

    The script in the browser reckons in the same way.
    """
    per_degree = EARTH_RADIUS_M * radians(1)
    east = (other.lon - one.lon) * cos(radians(one.lat))
    return per_degree * hypot(other.lat - one.lat, east)


class Grid(Generic[Thing]):
    """Things by where they are, so that the nearest are found without looking at all of them.

    The answers are those of `distance_m` for every thing: of two at one distance, the first given comes first.
    """

    def __init__(self, things: Iterable[tuple[Point, Thing]]) -> None:
        self._things = list(things)
        lats = [point.lat for point, _ in self._things] or [0.0]
        lons = [point.lon for point, _ in self._things] or [0.0]
        self._side = max(1, int(sqrt(len(self._things) / CELL)))
        self._south, self._west = min(lats), min(lons)
        # A grid of things on one line still has cells with a size.
        self._high = (max(lats) - self._south) / self._side or 1.0
        self._wide = (max(lons) - self._west) / self._side or 1.0
        self._cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index, (point, _) in enumerate(self._things):
            self._cells[self._cell(point)].append(index)

    def nearest(
        self, point: Point, most: int, wanted: Callable[[Thing], bool] = lambda thing: True
    ) -> list[tuple[float, Thing]]:
        """The nearest of the things that are wanted, with their distance in metres."""
        row, column = self._cell(point)
        found: list[tuple[float, int]] = []
        for ring in range(self._side + 1):
            for cell in self._ring(row, column, ring):
                for index in self._cells.get(cell, ()):
                    where, thing = self._things[index]
                    if wanted(thing):
                        found.append((distance_m(point, where), index))
            found.sort()
            del found[most:]
            if len(found) == most and (not found or found[-1][0] < self._seen(point, row, column, ring)):
                break
        return [(metres, self._things[index][1]) for metres, index in found]

    def _cell(self, point: Point) -> tuple[int, int]:
        """The cell of a point, or the nearest cell of one outside the grid."""
        row = int((point.lat - self._south) / self._high)
        column = int((point.lon - self._west) / self._wide)
        return min(max(row, 0), self._side - 1), min(max(column, 0), self._side - 1)

    def _ring(self, row: int, column: int, ring: int) -> Iterable[tuple[int, int]]:
        """The cells that are so many steps away."""
        across = range(max(column - ring, 0), min(column + ring, self._side - 1) + 1)
        for other in range(max(row - ring, 0), min(row + ring, self._side - 1) + 1):
            if abs(other - row) == ring:
                yield from ((other, it) for it in across)
            else:
                yield from ((other, it) for it in (column - ring, column + ring) if it in across)

    def _seen(self, point: Point, row: int, column: int, ring: int) -> float:
        """Metres from the point within which nothing lies outside these rings, a millimetre less for rounding."""
        first, last = self._south + (row - ring) * self._high, self._south + (row + ring + 1) * self._high
        left, right = self._west + (column - ring) * self._wide, self._west + (column + ring + 1) * self._wide
        end = self._side - 1
        edges = (
            Point(first, point.lon) if row > ring else None,
            Point(last, point.lon) if row + ring < end else None,
            Point(point.lat, left) if column > ring else None,
            Point(point.lat, right) if column + ring < end else None,
        )
        return min((distance_m(point, edge) for edge in edges if edge), default=inf) - 0.001


def distance_in_words(metres: float) -> str:
    """'minder dan 100 m', '300 m', '1,2 km', '14 km'."""
    hundreds = int(metres / 100 + 0.5)
    if hundreds < 1:
        return "minder dan 100\u00a0m"
    if hundreds < 10:
        return f"{hundreds}00\u00a0m"
    if hundreds < 100:
        return f"{hundreds // 10},{hundreds % 10}\u00a0km".replace(",0", "")
    return f"{int(metres / 1000 + 0.5)}\u00a0km"


def simplified(lines: Sequence[Line], smallest: float) -> list[list[tuple[float, float]]]:
    """The lines without the corners that matter least, after Visvalingam and Whyatt.

    A corner goes while the triangle with its neighbours is smaller than `smallest`, in the square of
    the lines' own unit. Corners where lines meet or end stay, and a border that two areas share
    stays the same for both: each corner is judged once, by its neighbours on all lines.
    """
    shapes = [[(line[i][0], line[i][1]) for i in range(len(line))] for line in lines]
    neighbours: dict[tuple[float, float], set[tuple[float, float]]] = defaultdict(set)
    for shape in shapes:
        for one, other in zip(shape, shape[1:], strict=False):
            if one != other:
                neighbours[one].add(other)
                neighbours[other].add(one)

    def area(corner: tuple[float, float]) -> float:
        (x1, y1), (x2, y2) = sorted(neighbours[corner])
        return abs((x1 - corner[0]) * (y2 - corner[1]) - (x2 - corner[0]) * (y1 - corner[1])) / 2

    heap = [(area(corner), corner) for corner, near in neighbours.items() if len(near) == 2]
    heapq.heapify(heap)
    gone: set[tuple[float, float]] = set()
    while heap and heap[0][0] < smallest:
        size, corner = heapq.heappop(heap)
        if corner in gone or len(neighbours[corner]) != 2 or size != area(corner):
            continue
        one, other = sorted(neighbours[corner])
        if other in neighbours[one]:
            continue  # A triangle is the least an area can be.
        gone.add(corner)
        neighbours[one] = neighbours[one] - {corner} | {other}
        neighbours[other] = neighbours[other] - {corner} | {one}
        for near in (one, other):
            if len(neighbours[near]) == 2:
                heapq.heappush(heap, (area(near), near))
    return [[corner for corner in shape if corner not in gone] for shape in shapes]


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


def _edges(ring: Line) -> Iterable[tuple[Sequence[float], Sequence[float]]]:
    return zip(ring, (*ring[1:], ring[0]), strict=True)


def _from_origin(x1: float, y1: float, x2: float, y2: float) -> float:
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(x1 * dx + y1 * dy) / length)) if length else 0.0
    return hypot(x1 + along * dx, y1 + along * dy)

"""A map of the town as shapes to draw: districts, water, and numbered markers that never overlap.

A plane map around the places: one scale in both directions, true at its middle. Lengths are in units
of which the map is `WIDTH` wide, whatever the size at which it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, hypot, pi, radians, sin, sqrt

from sitegen.geo import EARTH_RADIUS_M, Area, Line, Point, simplified
from sitegen.model import Wijk

WIDTH = 1000
# No map is narrower than this, so that a few places close together still show their surroundings.
SMALLEST_VIEW_M = 5_000
ASPECTS = (0.8, 1.15)

# On the smallest phone the map is 284 pixels wide: there a marker of 160 units is 45 pixels, one of 90 is 25.
TAPPED_MARKERS = (160, 90)
# On paper nobody taps them: 7 and 4 mm on a map of 12 cm.
PRINTED_MARKERS = (60, 32)
# The part of the map that markers may cover before they become smaller.
COVERED = 0.25

# Heights of the names: the large ones can be read on a phone, the small ones on a desk.
LARGE, SMALL = 42, 27
LETTER = 0.54

XY = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class District:
    """`path` as SVG writes it."""

    wijk: Wijk
    path: str


@dataclass(frozen=True)
class Name:
    """The name of a district where no marker is; a `small` one has no room on a phone."""

    text: str
    x: int
    y: int
    small: bool


@dataclass(frozen=True)
class Marker:
    """The number of a place, near the point where it is."""

    id: str
    number: int
    x: int
    y: int
    point_x: int
    point_y: int

    @property
    def moved(self) -> bool:
        return hypot(self.x - self.point_x, self.y - self.point_y) > 36


@dataclass(frozen=True)
class CityMap:
    """`radius` is that of a marker; `kilometre` the length of one, for the scale."""

    width: int
    height: int
    radius: int
    kilometre: int
    districts: tuple[District, ...]
    water: str
    names: tuple[Name, ...]
    markers: tuple[Marker, ...]


def city_map(
    points: Mapping[str, tuple[int, Point]],
    wijken: Mapping[str, Wijk],
    areas: Mapping[int, Area],
    water: Sequence[Line],
    sizes: tuple[int, int] = TAPPED_MARKERS,
) -> CityMap | None:
    """The map with a marker for each (number, point), or without when there are too many; none without districts.

    `sizes` are the largest and the smallest diameter of a marker.
    """
    if not areas or not points:
        return None
    view = _View.around([point for _, point in points.values()])
    districts = list(_districts(view, wijken, areas))
    largest, smallest = sizes
    diameter = min(largest, sqrt(COVERED * WIDTH * view.height / len(points)))
    markers = list(_markers(view, points, diameter)) if diameter >= smallest else []
    radius = int(diameter / 2)
    return CityMap(
        WIDTH,
        view.height,
        radius,
        round(1000 * view.scale),
        tuple(districts),
        _water(view, water),
        tuple(_names(view, [found.wijk for found in districts], markers, radius)),
        tuple(markers),
    )


@dataclass(frozen=True)
class _View:
    """The part of the earth that is shown: units a metre, and the point at its top left."""

    west: float
    north: float
    per_lon: float
    per_lat: float
    height: int
    scale: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> _View:
        lats, lons = [point.lat for point in points], [point.lon for point in points]
        middle = Point((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
        per_lat = EARTH_RADIUS_M * radians(1)
        per_lon = per_lat * cos(radians(middle.lat))
        # Room for a marker around the outermost points.
        across = 1.3 * max((max(lons) - min(lons)) * per_lon, SMALLEST_VIEW_M / 1.3)
        down = 1.3 * (max(lats) - min(lats)) * per_lat
        aspect = min(max(down / across, ASPECTS[0]), ASPECTS[1])
        across = max(across, down / aspect)
        scale = WIDTH / across
        return cls(
            middle.lon - across / 2 / per_lon,
            middle.lat + across * aspect / 2 / per_lat,
            per_lon * scale,
            per_lat * scale,
            round(WIDTH * aspect),
            scale,
        )

    def xy(self, lon: float, lat: float) -> XY:
        return (lon - self.west) * self.per_lon, (self.north - lat) * self.per_lat

    def clipped(self, shape: Sequence[XY]) -> list[XY]:
        """The part of an area, or of a line between two points, that the map shows (Sutherland and Hodgman).

        What a map hides can still lie over the page beside it.
        """
        found = list(shape)
        for axis, edge, sign in ((0, 0, 1), (0, WIDTH, -1), (1, 0, 1), (1, self.height, -1)):
            corners, found = found, []
            ahead = [*corners[1:], *corners[:1]] if len(corners) > 2 else corners[1:]
            for i, one in enumerate(corners):
                here = (one[axis] - edge) * sign
                if here >= 0:
                    found.append(one)
                if i < len(ahead):
                    there = (ahead[i][axis] - edge) * sign
                    if here * there < 0:
                        part = here / (here - there)
                        found.append(
                            (one[0] + part * (ahead[i][0] - one[0]), one[1] + part * (ahead[i][1] - one[1]))
                        )
        return found


def _districts(view: _View, wijken: Mapping[str, Wijk], areas: Mapping[int, Area]) -> Iterator[District]:
    known = [wijk for wijk in wijken.values() if wijk.nummer in areas]
    rings = [[view.xy(*corner[:2]) for corner in areas[wijk.nummer].ring] for wijk in known]
    for wijk, ring in zip(known, simplified(rings, 800), strict=True):
        if inside := view.clipped(ring):
            yield District(wijk, _path(inside) + "z")


def _water(view: _View, lines: Sequence[Line]) -> str:
    drawn = simplified([[view.xy(*corner[:2]) for corner in line] for line in lines], 450)
    joined: list[list[XY]] = []
    for line in drawn:
        for start, end in zip(line, line[1:], strict=False):
            part = view.clipped((start, end))
            if len(part) < 2:
                continue
            if joined and joined[-1][-1] == part[0]:
                joined[-1].append(part[1])
            else:
                joined.append(part[:2])
    return "".join(map(_path, joined))


def _path(line: Sequence[XY]) -> str:
    """Whole units, each step from the one before: the shortest way to write it."""
    corners = [(round(x), round(y)) for x, y in line]
    steps = [(x - x0, y - y0) for (x0, y0), (x, y) in zip(corners, corners[1:], strict=False)]
    numbers = " ".join(str(number) for step in steps if step != (0, 0) for number in step)
    return f"M{corners[0][0]} {corners[0][1]}l{numbers.replace(' -', '-')}"


def _markers(view: _View, points: Mapping[str, tuple[int, Point]], diameter: float) -> Iterator[Marker]:
    """Markers moved apart until none covers another, and all are on the map."""
    true = [view.xy(point.lon, point.lat) for _, point in points.values()]
    # Places at one point leave it in different directions.
    spots = [(x + sin(i * pi * 0.7), y + cos(i * pi * 0.7)) for i, (x, y) in enumerate(true)]
    edge = diameter / 2 + 4
    for _ in range(400):
        crowded = False
        for one, other in combinations(range(len(spots)), 2):
            (x1, y1), (x2, y2) = spots[one], spots[other]
            apart = hypot(x2 - x1, y2 - y1)
            if apart < diameter + 2:
                crowded = True
                push = (diameter + 4 - apart) / 2 / (apart or 1)
                spots[one] = x1 - (x2 - x1) * push, y1 - (y2 - y1) * push
                spots[other] = x2 + (x2 - x1) * push, y2 + (y2 - y1) * push
        spots = [(min(max(x, edge), WIDTH - edge), min(max(y, edge), view.height - edge)) for x, y in spots]
        if not crowded:
            break
    for (id, (number, _)), (x, y), (point_x, point_y) in zip(points.items(), spots, true, strict=True):
        yield Marker(id, number, round(x), round(y), round(point_x), round(point_y))


def _names(view: _View, wijken: Sequence[Wijk], markers: Sequence[Marker], radius: int) -> Iterator[Name]:
    """The first part of each name, near the middle of its district, where it covers nothing."""
    taken: list[Box] = [(m.x - radius, m.y - radius, m.x + radius, m.y + radius) for m in markers]
    named: set[str] = set()
    for height, small in ((LARGE, False), (SMALL, True)):
        for wijk in wijken:
            if wijk.id in named:
                continue
            text = wijk.naam.split(" - ")[0]
            x, y = view.xy(wijk.midden.lon, wijk.midden.lat)
            half = len(text) * LETTER * height / 2
            for shift in (0, 1, -1, 2, -2):
                box = (x - half, y + (shift - 0.6) * height, x + half, y + (shift + 0.6) * height)
                inside = box[0] > 0 and box[1] > 0 and box[2] < WIDTH and box[3] < view.height
                if inside and not any(_overlap(box, other) for other in taken):
                    taken.append(box)
                    named.add(wijk.id)
                    yield Name(text, round(x), round(y + (shift + 0.35) * height), small)
                    break


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

import re
from itertools import combinations
from math import hypot

import pytest

from sitegen.city_map import WIDTH, city_map
from sitegen.finder_pages import finder
from sitegen.geo import Area, Point
from sitegen.listing import in_order, list_places
from sitegen.model import Wijk
from sitegen.paths import Paths
from sitegen.read import read_site
from tests.schedules import TODAY

WIJK = Wijk("west", "West - Einde", 1, Point(51.05, 3.70))
WEST = Area("West", [(3.69, 51.04), (3.71, 51.04), (3.71, 51.06), (3.69, 51.06), (3.69, 51.04)])


def drawn(*points, water=()):
    numbered = {f"plek-{number}": (number, point) for number, point in enumerate(points, 1)}
    return city_map(numbered, {"west": WIJK}, {1: WEST}, water)


@pytest.fixture(scope="module")
def example(example_root):
    site, _ = read_site(Paths.of(example_root), TODAY)
    return finder(site, in_order(list_places(site, TODAY)), TODAY)


def test_one_scale_holds_in_both_directions():
    # A hundredth of a degree of latitude is 1112 m, one of longitude at 51.05° north 699 m.
    found = drawn(Point(51.05, 3.70), Point(51.06, 3.70), Point(51.05, 3.71))
    start, north, east = found.markers

    per_metre = found.kilometre / 1000
    assert start.point_y - north.point_y == pytest.approx(1112 * per_metre, abs=2)
    assert east.point_x - start.point_x == pytest.approx(699 * per_metre, abs=2)


def test_markers_never_cover_each_other_and_stay_on_the_map(example):
    found = example.map

    assert len(found.markers) == 25
    for one, other in combinations(found.markers, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= 2 * found.radius, (one.id, other.id)
    for marker in found.markers:
        assert found.radius <= marker.x <= found.width - found.radius, marker
        assert found.radius <= marker.y <= found.height - found.radius, marker


def test_a_marker_on_the_smallest_phone_can_be_tapped(example):
    # The map is 284 pixels wide there; WCAG 2.5.8 asks for 24.
    assert 2 * example.map.radius * 284 / WIDTH >= 24


def test_places_at_one_point_get_markers_beside_each_other():
    found = drawn(*[Point(51.05, 3.70)] * 5)

    assert len({(marker.x, marker.y) for marker in found.markers}) == 5
    assert sum(marker.moved for marker in found.markers) >= 4


def test_names_of_districts_cover_no_marker_and_no_other_name(example):
    found = example.map
    boxes = [(name.x, name.y, len(name.text) * (27 if name.small else 42) * 0.54) for name in found.names]

    assert len(boxes) >= 4
    for x, y, width in boxes:
        assert width / 2 <= x <= found.width - width / 2
        for marker in found.markers:
            beside = abs(marker.x - x) >= width / 2 + found.radius - 1
            above_or_below = abs(marker.y - (y - 12)) >= found.radius
            assert beside or above_or_below, (x, y, marker)


def test_a_name_is_the_first_part_of_that_of_the_district():
    assert [name.text for name in drawn(Point(51.04, 3.71)).names] == ["West"]


def test_water_is_drawn_only_where_the_map_shows_it():
    through, far = [(3.60, 51.05), (3.70, 51.05), (3.80, 51.05)], [(4.60, 51.05), (4.70, 51.05)]

    assert drawn(Point(51.05, 3.70), water=[far]).water == ""
    assert drawn(Point(51.05, 3.70), water=[far, through]).water.count("M") == 1


def test_nothing_is_drawn_outside_the_map(example):
    found = example.map
    for path in (*(district.path for district in found.districts), found.water):
        for line in path.split("M")[1:]:
            numbers = list(map(int, re.findall(r"-?\d+", line)))
            x = y = 0
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + dx, y + dy
                assert 0 <= x <= found.width and 0 <= y <= found.height, path


def test_paths_hold_whole_numbers_only(example):
    for district in example.map.districts:
        assert re.fullmatch(r"M-?\d+ -?\d+l-?\d+(?:[ -]\d+)*z", district.path.replace(" -", "-")), district


def test_too_many_places_get_no_markers():
    many = drawn(*[Point(51.0 + number / 5000, 3.70) for number in range(200)])

    assert many.markers == () and len(many.districts) == 1


def test_a_town_without_outlines_has_no_map():
    assert city_map({"plek": (1, Point(51.05, 3.70))}, {"west": WIJK}, {}, ()) is None
    assert city_map({}, {"west": WIJK}, {1: WEST}, ()) is None

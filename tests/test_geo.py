import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.geo import (
    Area,
    Grid,
    Point,
    contains,
    distance_in_words,
    distance_m,
    distance_to_m,
    simplified,
)

SQUARE = Area("vierkant", [(3.70, 51.04), (3.72, 51.04), (3.72, 51.06), (3.70, 51.06)])


def test_a_point_is_inside_its_area_only():
    assert contains(SQUARE, Point(51.05, 3.71))
    assert not contains(SQUARE, Point(51.05, 3.73))


def test_the_distance_to_an_area_is_zero_inside_and_to_its_border_outside():
    # A hundredth of a degree of latitude is 1112 m, one of longitude at 51.05° north 699 m.
    north, east = Point(51.07, 3.71), Point(51.05, 3.73)

    assert distance_to_m(SQUARE, Point(51.05, 3.71)) == 0
    assert distance_to_m(SQUARE, north) == pytest.approx(1112, rel=0.01)
    assert distance_to_m(SQUARE, east) == pytest.approx(699, rel=0.01)


@pytest.mark.parametrize(
    "one, other, metres",
    [
        # Haversine on a sphere of 6 371 km.
        (Point(51.0536, 3.7304), Point(51.0536, 3.7304), 0),
        (Point(51.0536, 3.7304), Point(51.0342, 3.7445), 2371.7),
        (Point(51.0048, 3.6331), Point(51.1377, 3.7887), 18346.1),
    ],
)
def test_distances_over_the_town_are_right_to_a_few_metres(one, other, metres):
    assert distance_m(one, other) == pytest.approx(metres, rel=0.002, abs=1)


@pytest.mark.parametrize(
    "metres, words",
    [
        (0, "minder dan 100 m"),
        (49, "minder dan 100 m"),
        (50, "100 m"),
        (349, "300 m"),
        (949, "900 m"),
        (950, "1 km"),
        (1240, "1,2 km"),
        (1251, "1,3 km"),
        (9949, "9,9 km"),
        (9950, "10 km"),
        (14499, "14 km"),
    ],
)
def test_a_distance_is_told_to_a_hundred_metres(metres, words):
    assert distance_in_words(metres) == words.replace(" ", "\u00a0").replace(
        "minder\u00a0dan\u00a0", "minder dan "
    )


def test_a_border_that_two_areas_share_stays_the_same_for_both():
    shared = [(10, 0), (10.4, 3), (9.7, 5), (10, 10)]
    left = [(0, 0), *shared, (0, 10), (0, 0)]
    right = [(20, 0), (20, 10), *reversed(shared), (20, 0)]

    one, other = simplified([left, right], 5)

    assert one == [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
    assert other == [(20, 0), (20, 10), (10, 10), (10, 0), (20, 0)]


def test_only_corners_that_make_a_small_triangle_go():
    line = [(0, 0), (5, 0.5), (10, 0), (15, 4), (20, 0)]

    assert simplified([line], 3) == [[(0, 0), (10, 0), (15, 4), (20, 0)]]
    assert simplified([line], 0.1) == [line]


def test_an_area_never_becomes_less_than_a_triangle():
    ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]

    assert len(set(simplified([ring], 1000)[0])) == 3


# On a lattice many points are equally far, and some are the same.
STEPS = st.integers(-6, 6)
LATTICE = st.builds(lambda north, east: Point(51 + north / 128, 3.75 + east / 64), STEPS, STEPS)
ANYWHERE = st.builds(Point, st.floats(49.5, 51.5), st.floats(2.5, 6.4))


@given(st.lists(LATTICE | ANYWHERE, max_size=80), LATTICE | ANYWHERE, st.integers(0, 25), st.integers(1, 4))
def test_a_grid_finds_what_a_look_at_all_points_finds_in_the_same_order(points, point, most, nth):
    grid = Grid((where, index) for index, where in enumerate(points))

    everything = sorted((distance_m(point, where), index) for index, where in enumerate(points))
    wanted = [(metres, index) for metres, index in everything if index % nth == 0]

    assert grid.nearest(point, most) == everything[:most]
    assert grid.nearest(point, most, lambda index: index % nth == 0) == wanted[:most]


def test_a_grid_looks_at_few_of_many_points():
    looked = []
    points = [Point(51 + north / 1000, 3.7 + east / 1000) for north in range(60) for east in range(60)]
    grid = Grid((point, index) for index, point in enumerate(points))

    found = grid.nearest(points[1830], 4, lambda index: looked.append(index) or True)

    assert found[0] == (0, 1830) and len(found) == 4
    assert len(looked) < 100

import pytest

from sitegen.geo import Area, Point, contains, distance_to_m

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

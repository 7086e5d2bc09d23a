import pytest

from sitegen.geo import Area, Point, contains, distance_m, distance_to_m

SQUARE = Area("vierkant", [(3.70, 51.04), (3.72, 51.04), (3.72, 51.06), (3.70, 51.06)])


def test_the_distance_between_two_stations_of_ghent_is_some_three_kilometres():
    sint_pieters, dampoort = Point(51.0357, 3.7106), Point(51.0564, 3.7408)

    assert distance_m(sint_pieters, dampoort) == pytest.approx(3128, rel=0.01)


def test_a_point_is_inside_its_area_only():
    assert contains(SQUARE, Point(51.05, 3.71))
    assert not contains(SQUARE, Point(51.05, 3.73))


def test_the_distance_to_an_area_is_zero_inside_and_to_its_border_outside():
    north = Point(51.07, 3.71)

    assert distance_to_m(SQUARE, Point(51.05, 3.71)) == 0
    assert distance_to_m(SQUARE, north) == pytest.approx(distance_m(north, Point(51.06, 3.71)), rel=0.01)

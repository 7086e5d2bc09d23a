import json
from dataclasses import replace

import pytest

from sitegen.finder_data import for_finder
from sitegen.finder_pages import finder
from sitegen.listing import in_order, list_places
from sitegen.model import Location
from sitegen.paths import Paths
from sitegen.read import read_site
from sitegen.shards import MOST, shards
from tests.regions import write_region
from tests.schedules import TODAY


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return read_site(Paths.of(write_region(tmp_path_factory.mktemp("streek"), 600, 40)), TODAY)[0]


@pytest.fixture(scope="module")
def places(site):
    return in_order(list_places(site, TODAY))


@pytest.fixture(scope="module")
def found(site, places):
    return finder(site, places, TODAY)


def moved(site, where):
    """The places of the site, each at what `where` makes of its number."""
    digipunten = {
        id: replace(digipunt, coordinaten=Location(*where(number)))
        for number, (id, digipunt) in enumerate(site.digipunten.items())
    }
    return in_order(list_places(replace(site, digipunten=digipunten), TODAY))


def test_each_place_is_in_one_part_as_it_is_in_one_file(site, found):
    whole = json.loads(for_finder(site, found.places, found.needs, TODAY, with_cards=True))["plaatsen"]

    parts = [json.loads(part.body(found.needs)) for part in found.shards.parts]

    assert {id: place for part in parts for id, place in part.items()} == whole
    assert sum(map(len, parts)) == len(whole) == 600
    assert len(parts) > 6 and max(map(len, parts)) <= MOST


def test_the_index_tells_the_box_of_each_part_and_no_place(site, found):
    index = json.loads(found.data)
    files = {part.name: json.loads(part.body(found.needs)) for part in found.shards.parts}

    assert index["plaatsen"] == {} and len(index["waar"]) == 80
    assert [name for name, *_ in index["delen"]] == list(files)
    for name, *box in index["delen"]:
        points = [place["punt"] for place in files[name].values() if "punt" in place]
        if box:
            lats, lons = [point[0] for point in points], [point[1] for point in points]
            assert box == [min(lats), min(lons), max(lats), max(lons)]
        assert len(points) == (len(files[name]) if box else 0)
    assert sum(not box for _, *box in index["delen"]) == 1


def test_a_part_keeps_its_name_while_its_places_stay(site, found):
    digipunten = {id: replace(digipunt, uren={}) for id, digipunt in site.digipunten.items()}

    others = shards(in_order(list_places(replace(site, digipunten=digipunten), TODAY)))

    assert [part.name for part in others.parts] == [part.name for part in found.shards.parts]


def test_places_at_one_point_are_in_one_part_or_in_parts_in_a_row(site):
    one = shards(moved(site, lambda number: (51.0, 3.7)))
    few = shards(moved(site, lambda number: (51.0, 3.7 + number % 30 / 100)))

    assert [len(part.places) for part in one.parts] == [MOST] * 6
    assert [place.id for part in one.parts for place in part.places] == [
        place.id for place in moved(site, lambda number: (51.0, 3.7))
    ]
    boxes = [part.box[1::2] for part in few.parts]
    assert len(boxes) > 5 and all(one[1] < other[0] for one, other in zip(boxes, boxes[1:], strict=False))


def test_a_street_is_found_by_its_first_letter_and_its_district_when_others_have_it_too(found):
    streets = found.shards.streets

    assert set(streets) == {"k", "m", "e", "d"}
    assert all(name.startswith("Kerkstraat") for name in streets["k"]) and len(streets["k"]) > 10
    assert "Kerkstraat, Dorp 0" in streets["k"] and "Élanlaan, Dorp 0" in streets["e"]

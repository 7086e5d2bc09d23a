import pytest

from sitegen import finding
from sitegen.geo import Point
from sitegen.hours import parse_week
from sitegen.listing import listed
from sitegen.model import Access, Location
from sitegen.paths import Paths
from sitegen.places import make_place as shown
from sitegen.read import read_site
from tests.schedules import TODAY, make_place


@pytest.fixture(scope="module")
def site(example_root):
    return read_site(Paths.of(example_root), TODAY)[0]


def ids(hits):
    return [hit.place.id for hit in hits]


@pytest.fixture
def place(site):
    """A place in a list; its keys can be changed."""
    return lambda **changes: listed(site, shown(site, make_place(**changes), TODAY), TODAY)


@pytest.mark.parametrize(
    "changes, need, fits",
    [
        ({}, "hulp", "ja"),
        ({"uren": {"afspraak": parse_week("ma 9-12u")}}, "hulp", "ja"),
        ({"uren": {"computer": parse_week("ma 9-12u")}}, "hulp", "nee"),
        ({"uren": {}}, "hulp", "onbekend"),
        ({"toegankelijk": Access(zonder_trap="ja")}, "zonder-trap", "ja"),
        ({"toegankelijk": Access(zonder_trap="nee")}, "zonder-trap", "nee"),
        ({}, "zonder-trap", "onbekend"),
        ({"doelgroep": ("kinderen-jongeren",)}, "kinderen-jongeren", "ja"),
        ({"doelgroep": ("iedereen",)}, "kinderen-jongeren", "nee"),
        ({"aanbod": ("printen",)}, "printen", "ja"),
        ({"aanbod": ()}, "printen", "nee"),
    ],
)
def test_whether_a_place_meets_a_need(place, changes, need, fits):
    assert place(**changes).fit(need) == place(**changes).whole.fit(need) == fits


def test_an_offer_is_a_choice_when_some_places_have_it_and_others_have_not(site, place):
    places = [place(aanbod=("computer", "printen")), place(aanbod=("computer",))]

    found = [(choice.need.id, choice.fits) for choice in finding.choices(site, places)]

    assert found == [("hulp", 2), ("kinderen-jongeren", 0), ("zonder-trap", 0), ("printen", 1)]


def test_a_weekday_shows_the_hours_of_that_day(place):
    mondays = place(uren={"hulp": parse_week("ma 10-12u; di 9-17u"), "computer": parse_week("ma 9-17u")})

    (shown,) = finding.on_weekday([mondays], 0).sure

    assert [note.replace("\u00a0", " ") for note in shown.hours_on(0)] == [
        "Maandag, uren met hulp: van 10 tot 12 uur",
        "Maandag, een computer gebruiken: van 9 tot 17 uur",
    ]
    assert finding.on_weekday([mondays], 2) == finding.Answer((), ())


def test_hours_that_are_old_unknown_or_by_appointment_are_never_sure(place):
    unsure = [
        place(id="oud", nagekeken=None),
        place(id="zonder-uren", uren={}),
        place(id="afspraak", uren={"afspraak": parse_week("ma 9-12u")}),
        place(id="bel", uren={"hulp": parse_week("ma bel eerst")}),
    ]

    answer = finding.on_weekday(unsure, 0)

    assert answer.sure == ()
    assert [unsure.id for unsure in answer.unsure] == ["oud", "zonder-uren", "afspraak", "bel"]


def test_a_closed_place_and_a_telephone_are_open_on_no_day(place):
    closed = place(status="tijdelijk-gesloten")
    telephone = place(uren={"telefoon": parse_week("ma 9-12u")})

    assert finding.on_weekday([closed, telephone], 0) == finding.Answer((), ())


def test_the_nearest_places_come_first_with_their_distance(site, place):
    near, far = (
        place(id=id, coordinaten=Location(lat, 3.7304)) for id, lat in (("dichtbij", 51.06), ("ver", 51.10))
    )
    roughly = place(id="ongeveer", wijk="binnenstad")

    places = finding.Whereabouts([far, place(id="nergens"), roughly, near])

    found = places.nearest(Point(51.0536, 3.7304), 3)

    assert ids(found) == ["ongeveer", "dichtbij", "ver"]
    assert [hit.notes[0].replace("\u00a0", " ") for hit in found] == [
        "Hemelsbreed ongeveer 600 m",
        "Hemelsbreed 700 m",
        "Hemelsbreed 5,2 km",
    ]
    assert ids(places.nearest(Point(51.0536, 3.7304), 1, lambda place: place is not roughly)) == ["dichtbij"]


def test_a_need_counts_what_is_not_known_apart(place):
    known = [place(id=answer, toegankelijk=Access(zonder_trap=answer)) for answer in ("ja", "nee")]
    places = [known[0], place(id="weet-niet"), known[1]]

    answer = finding.for_need(places, "zonder-trap")

    assert ([found.id for found in answer.sure], [found.id for found in answer.unsure]) == (
        ["ja"],
        ["weet-niet"],
    )

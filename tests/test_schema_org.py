"""Hours for search engines, read back by a small reader that follows schema.org and Google's manual."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings

from sitegen import schema_org
from sitegen.commands.rendering import read_and_render
from sitegen.dates import DateRange, PartialDate, parse_dates
from sitegen.hours import parse_week
from sitegen.model import Location, Origin, Period, Programme
from sitegen.paths import Paths
from sitegen.text import Phone
from tests.conftest import change
from tests.schedules import cases, make_answers, make_exception, make_place, make_schedule
from tests.vocabulary import wrong

URL = "https://voorbeeld.example/digipunt/voorbeeld/"
BRUSSELS = ZoneInfo("Europe/Brussels")
DAY = timedelta(days=1)
# Monday to Sunday.
WEEK = parse_dates("van 23/11/2026 tot 29/11/2026")


@cache
def clock(day: date) -> list[tuple[int, int]]:
    """Each minute of a day: since 1970 in UTC, and as the clock on the wall shows it since midnight."""
    midnight, next_midnight = (
        int(datetime(found.year, found.month, found.day, tzinfo=BRUSSELS).timestamp()) // 60
        for found in (day, day + DAY)
    )
    shown = []
    for minute in range(midnight, next_midnight):
        wall = datetime.fromtimestamp(minute * 60, UTC).astimezone(BRUSSELS)
        shown.append((minute, wall.hour * 60 + wall.minute))
    return shown


def covering(specifications: list[dict], day: date) -> list[dict]:
    weekday = day.strftime("%A")
    return [
        found
        for found in specifications
        if found["validFrom"] <= day.isoformat() <= found["validThrough"]
        and weekday in found.get("dayOfWeek", [weekday])
    ]


def open_minutes(specifications: list[dict], day: date) -> set[int]:
    """00:00 to 00:00 is closed, to 23:59 the whole day; an end before its begin is that of the next day."""
    found = set()
    for item in specifications:
        opens, closes = (int(item[edge][:2]) * 60 + int(item[edge][3:]) for edge in ("opens", "closes"))
        if closes < opens or (opens, closes) == (0, 1439):
            assert closes in (0, 1439)
            closes = 1440
        found |= {minute for minute, wall in clock(day) if opens <= wall < closes}
    return found


def hours_of_place(data: dict, day: date) -> set[int] | None:
    """None when nothing covers the day. What is special replaces what is general."""
    special = covering(data.get("specialOpeningHoursSpecification", []), day)
    general = covering(data.get("openingHoursSpecification", []), day)
    return open_minutes(special or general, day) if special or general else None


def hours_of_feature(data: dict, day: date) -> set[int] | None:
    (feature,) = data["amenityFeature"]
    found = covering(feature.get("hoursAvailable", []), day)
    return open_minutes(found, day) if found else None


@settings(max_examples=60)
@given(case=cases())
@pytest.mark.parametrize("reader", [hours_of_place, hours_of_feature])
def test_the_hours_read_back_are_those_of_the_schedule(reader, case):
    days = DateRange(case.window.first - 4 * DAY, case.window.last + 8 * DAY)
    # Whatever the channel is, here it is the main one.
    place = replace(case.place, uren={"hulp": case.place.uren.get(case.channel, {})})

    data = schema_org.place(place, {"hulp": case.schedule}, URL, days)

    for day in days:
        intervals = case.schedule.openings(day)
        assert (reader(data, day) or set()) == {m for start, end in intervals for m in range(start, end)}
        if case.schedule.on(day).day.kind == "bel eerst":
            assert reader(data, day) is None
    assert reader(data, days.first - DAY) is None
    assert reader(data, days.last + DAY) is None


def made(place, days: DateRange = WEEK) -> dict:
    schedules = {channel: make_schedule(place, channel) for channel in place.uren}
    return schema_org.place(place, schedules, URL, days)


def spec(opens: str, closes: str, first: str, last: str, *weekdays: str) -> dict:
    found = {
        "@type": "OpeningHoursSpecification",
        "opens": opens,
        "closes": closes,
        "validFrom": first,
        "validThrough": last,
    }
    return found | ({"dayOfWeek": list(weekdays)} if weekdays else {})


def test_a_place_as_a_whole():
    place = make_place(
        uren={"hulp": parse_week("ma en wo 10:00-12:00")},
        coordinaten=Location(51.05, 3.72),
        telefoon=Phone("092000000"),
    )
    hours = [spec("10:00", "12:00", "2026-11-23", "2026-11-29", "Monday", "Wednesday")]

    assert made(place) == {
        "@type": "Place",
        "@id": f"{URL}#plaats",
        "name": "Voorbeeldpunt",
        "url": URL,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Voorbeeldstraat 1",
            "postalCode": "9000",
            "addressLocality": "Gent",
            "addressCountry": "BE",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 51.05, "longitude": 3.72},
        "telephone": "+3292000000",
        "openingHoursSpecification": hours,
        "amenityFeature": [
            {
                "@type": "LocationFeatureSpecification",
                "name": "hulp van een begeleider",
                "value": True,
                "hoursAvailable": hours,
            }
        ],
    }


def test_what_is_not_known_is_left_out():
    data = made(make_place(uren={}, telefoon=None))

    assert data.keys() == {"@type", "@id", "name", "url", "address"}


def test_a_point_that_is_not_at_the_building_is_left_out():
    data = made(make_place(coordinaten=Location(51.05, 3.72, "straat")))

    assert "geo" not in data


def test_unknown_days_split_the_week_and_known_ones_are_special():
    place = make_place(
        uren={"hulp": parse_week("ma-vr 10:00-12:00")},
        kalenders=make_answers(schoolvakanties="bel eerst"),
        uitzonderingen=(
            make_exception("van 17 december 2026 tot 18 december 2026", "gesloten", "verhuis"),
            make_exception("2026-12-15", "10:00-11:00, 14:00-15:00"),
            make_exception("2026-12-16", "op afspraak, 10:00-12:00"),
        ),
    )
    # Christmas and new year are closed as holidays; the other days of the school holidays are unknown.
    data = made(place, parse_dates("van 14 december 2026 tot 5 januari 2027"))

    week = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    assert data["openingHoursSpecification"] == [
        spec("10:00", "12:00", "2026-12-14", "2026-12-20", *week),
        spec("10:00", "12:00", "2026-12-25", "2026-12-27", "Friday"),
        spec("10:00", "12:00", "2027-01-01", "2027-01-05", "Monday", "Tuesday", "Friday"),
    ]
    assert data["specialOpeningHoursSpecification"] == [
        spec("10:00", "11:00", "2026-12-15", "2026-12-15"),
        spec("14:00", "15:00", "2026-12-15", "2026-12-15"),
        spec("00:00", "00:00", "2026-12-16", "2026-12-18"),
        spec("00:00", "00:00", "2026-12-25", "2026-12-25"),
        spec("00:00", "00:00", "2027-01-01", "2027-01-01"),
        spec("00:00", "00:00", "2027-01-04", "2027-01-04"),
    ]
    assert data["amenityFeature"][0]["hoursAvailable"] == [
        spec("10:00", "12:00", "2026-12-14", "2026-12-14", "Monday"),
        spec("10:00", "12:00", "2027-01-05", "2027-01-05", "Tuesday"),
        spec("10:00", "11:00", "2026-12-15", "2026-12-15"),
        spec("14:00", "15:00", "2026-12-15", "2026-12-15"),
    ]


def test_a_day_that_ends_at_midnight():
    data = made(make_place(uren={"hulp": parse_week("ma 0:00-24:00; di 0:00-2:00, 20:00-24:00")}))

    assert [(found["opens"], found["closes"]) for found in data["openingHoursSpecification"]] == [
        ("00:00", "23:59"),
        ("00:00", "02:00"),
        ("20:00", "00:00"),
    ]


def test_the_hours_of_the_place_are_those_of_its_computers():
    place = make_place(
        uren={
            "hulp": parse_week("ma 10-12u"),
            "computer": parse_week("ma 9-17u"),
            "telefoon": parse_week("ma 8-9u"),
        }
    )

    data = made(place)

    assert data["openingHoursSpecification"] == [spec("09:00", "17:00", "2026-11-23", "2026-11-29", "Monday")]
    assert [found["name"] for found in data["amenityFeature"]] == [
        "hulp van een begeleider",
        "een computer gebruiken",
        "hulp aan de telefoon",
    ]


def test_a_record_that_is_too_old_gives_no_hours():
    data = made(make_place(nagekeken=None))

    assert not {"openingHoursSpecification", "specialOpeningHoursSpecification"} & data.keys()
    assert data["amenityFeature"] == [
        {"@type": "LocationFeatureSpecification", "name": "hulp van een begeleider", "value": True}
    ]


def test_a_place_that_is_closed_for_now_is_closed_on_every_day():
    data = made(make_place(status="tijdelijk-gesloten"))

    assert "openingHoursSpecification" not in data
    assert data["specialOpeningHoursSpecification"] == [spec("00:00", "00:00", "2026-11-23", "2026-11-29")]


def test_json_in_a_page_is_read_as_it_was(project):
    name = "</script><b>&amp;<!--"
    change(project / "data" / "digipunten.yaml", "naam: De Serre", f'naam: "{name}"')

    _, outputs, _ = read_and_render(Paths.of(project), date(2026, 11, 23), None)

    (page,) = (found.body for found in outputs if found.page.address == "/digipunten/de-serre/")
    script = BeautifulSoup(page, "html.parser").find("script", type="application/ld+json")
    assert json.loads(script.string)["@graph"][0]["name"] == name


def about(page):
    """All that the script of a page tells of it."""
    script = page.find("script", type="application/ld+json")
    told = json.loads(script.string) if script else {}
    assert not told or told["@context"] == "https://schema.org"
    return told.get("@graph") or [told] if told else []


@pytest.mark.parametrize("built", ["built_site", "example_site"])
def test_every_page_speaks_the_vocabulary(built, request):
    """Read from Google's package of types: every type, property and value."""
    site = request.getfixturevalue(built)
    kinds = Counter()
    for path in site.rglob("*.html"):
        for thing in about(BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")):
            thing.pop("@context", None)
            assert list(wrong(thing)) == [], path
            kinds[thing["@type"]] += 1

    assert kinds["Place"] >= 8 and kinds["GovernmentService"] >= 6 and kinds["GovernmentOrganization"] == 2
    assert kinds["BreadcrumbList"] > kinds["Place"] + kinds["GovernmentService"]


def test_the_vocabulary_knows_what_is_wrong():
    hours = {"@type": "OpeningHoursSpecification", "opens": "9u", "closes": "12:00"}
    faults = {
        "type": {"@type": "Plaats"},
        "property": {"@type": "Place", "naam": "De Linde"},
        "value": {"@type": "Place", "openingHoursSpecification": [hours]},
        "day": {"@type": "OpeningHoursSpecification", "dayOfWeek": ["Maandag"]},
        "kind": {"@type": "Place", "address": {"@type": "GeoCoordinates"}},
        "date": {"@type": "Offer", "availabilityEnds": "31/12/2021"},
    }

    assert [name for name, thing in faults.items() if len(list(wrong(thing))) != 1] == []
    assert not list(wrong({"@type": "Place", "openingHoursSpecification": {**hours, "opens": "09:00"}}))


def test_breadcrumbs_are_the_trail_that_a_visitor_sees(pages):
    for name, page in pages.items():
        shown = [link.get_text(strip=True) for link in page.select(".kruimels a")]
        lists = [thing for thing in about(page) if thing["@type"] == "BreadcrumbList"]
        told = [item for found in lists for item in found["itemListElement"]]
        if shown:
            shown.append(page.select_one("meta[property='og:title']")["content"])
        assert [item["name"] for item in told] == shown, name
        assert [item["position"] for item in told] == list(range(1, len(told) + 1))
        assert all(item["item"].startswith("https://") for item in told[:-1])


def test_an_action_tells_until_when_it_was_there(pages):
    (service, _) = about(pages["acties/digitale-pakketten/index.html"])

    assert service["@type"] == "GovernmentService"
    assert service["offers"] == {
        "@type": "Offer",
        "availabilityStarts": "2021-01-01",
        "availabilityEnds": "2021-12-31",
    }
    assert service["audience"] == [
        {"@type": "Audience", "audienceType": "mensen die hulp krijgen van het OCMW"}
    ]


def test_an_end_that_is_not_sure_is_not_told():
    def told(**period):
        programme = Programme("x", "X", "Kort.", Period("ooit", **period), Origin("een voorbeeld"))
        return schema_org.service(programme, URL, (), ()).get("offers")

    start, end = PartialDate(2026, 1), PartialDate(2026)
    assert told() is None
    assert told(start=start, einde=end, einde_zeker=False) == {
        "@type": "Offer",
        "availabilityStarts": "2026-01-01",
    }
    assert told(einde=end) == {"@type": "Offer", "availabilityEnds": "2026-12-31"}


def test_who_answers_questions_is_named_on_the_first_page_and_with_the_contacts(pages):
    for name in ("index.html", "contact/index.html"):
        told = next(thing for thing in about(pages[name]) if thing["@type"] == "GovernmentOrganization")
        assert (told["name"], told["telephone"], told["email"]) == (
            "GentInfo",
            "+3292101010",
            "gentinfo@stad.gent",
        )

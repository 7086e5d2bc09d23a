"""What the open data tell of a place: the truth about its hours, nothing that nobody knows, and all as declared."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import jsonschema
import pytest
from hypothesis import given, settings

from sitegen import dataset, dataset_pages
from sitegen.dataset import FIELDS, Told, record
from sitegen.dates import WEEKDAYS, DateRange, parse_partial_date
from sitegen.hours import CLOSED, parse_day, parse_week
from sitegen.listing import in_order, list_places
from sitegen.lookup import exported
from sitegen.model import CHANNELS, Check, Freshness, Link, Location, Notice, Settings, Term
from sitegen.pages import place_address
from sitegen.paths import Paths
from sitegen.places import make_place
from sitegen.read import read_site
from sitegen.records import DIGIPUNT
from tests.schedules import THRESHOLDS, TODAY, cases, make_exception
from tests.schedules import make_place as make_digipunt

DAY = timedelta(days=1)
SETTINGS = Settings(
    "Voorbeeld",
    "https://voorbeeld.example/",
    "balie",
    THRESHOLDS,
    (Term("iedereen", "iedereen"),),
    (Term("wifi", "wifi voor je eigen toestel"),),
)


@pytest.fixture(scope="module")
def site(example_root):
    return read_site(Paths.of(example_root), TODAY)[0]


@pytest.fixture(scope="module")
def of(site):
    """The record of a place, made of what a test says of it, on a day."""

    def made(today: date = TODAY, **changes):
        place = make_place(site, make_digipunt(**changes), today)
        return record(
            Told(place, site.settings, exported(today), "https://x.example/", "https://x.example/ics")
        )

    return made


def schema_of(site):
    return dataset.schema(dataset_pages.shown(site, TODAY)["about"])


def validator(site):
    return jsonschema.Draft202012Validator(
        schema_of(site), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def file_of(site):
    pages = dataset_pages.pages(site, in_order(list_places(site, TODAY)), place_address, TODAY)
    return json.loads(next(page for page in pages if page.address == dataset_pages.JSON).body())


def keys(value, *path):
    """Every key in a record or a list of records, by the keys that lead to it."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield (*path, name)
            yield from keys(inside, *path, name)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item, *path)


def test_the_schema_is_one_by_its_own_rules_and_the_file_is_right_by_it(site):
    jsonschema.Draft202012Validator.check_schema(schema_of(site))
    found = file_of(site)

    assert len(found["digipunten"]) >= 28
    assert [error.message for error in validator(site).iter_errors(found)] == []


def declared(fields, *path):
    for field in fields:
        yield (*path, field.name)
        yield from declared(field.inside, *path, field.name)


def test_the_example_places_have_every_key_that_is_declared(site):
    used = {path for place in file_of(site)["digipunten"] for path in keys(place)}
    hours = {path for path in used if path[0] == "uren" and len(path) > 1}

    assert {channel for _, channel, *_ in hours} == set(CHANNELS)
    below = {("uren", *path[2:]) for path in hours if path[-1] not in WEEKDAYS}
    assert used - hours | below == set(declared(FIELDS))


def test_the_open_data_have_what_a_record_has():
    """Calendars and exceptions stand in the hours, by their dates."""
    assert {*DIGIPUNT.keys} - {field.name for field in FIELDS} == {"kalenders", "uitzonderingen"}


@pytest.mark.parametrize(
    "change",
    [
        {"kleur": "blauw"},
        {"status": "open"},
        {"status": "gestopt"},
        {"naam": ""},
        {"aanbod": ["koffie"]},
        {"aanbod": []},
        {"toegankelijk": {"toilet": "onbekend"}},
        {"verlopen_vanaf": "23/11/2026"},
        {"verlopen_vanaf": "2026-13-41"},
        {"adres": {"straat": "Voorbeeldstraat"}},
        {"uren": {"koffie": {"osm": "off"}}},
        {"uren": {"hulp": {"osm": "off", "week": {"maandag": "9-12u"}}}},
        {"uren": {"hulp": {"osm": "off", "week": {"feestdag": "gesloten"}}}},
    ],
)
def test_the_schema_refuses_what_is_wrong(site, change):
    found = file_of(site)
    found["digipunten"][3].update(change)

    assert not validator(site).is_valid(found)


@pytest.mark.parametrize("name", [field.name for field in FIELDS if field.always])
def test_the_schema_refuses_a_place_without_what_is_always_there(site, name):
    found = file_of(site)
    del found["digipunten"][3][name]

    assert not validator(site).is_valid(found)


def test_what_nobody_knows_is_left_out(of):
    found = of(organisatie="", telefoon=None, email="", kalenders={}, uren={}, nagekeken=None)

    assert found == {
        "id": "voorbeeld",
        "naam": "Voorbeeldpunt",
        "status": "actief",
        "adres": {"straat": "Voorbeeldstraat", "nummer": "1", "postcode": "9000", "gemeente": "Gent"},
        "versheid": "verlopen",
        "bron": {"naam": "een voorbeeld", "datum": "2026-11"},
        "pagina": "https://x.example/",
        "agenda": "https://x.example/ics",
    }


def test_nowhere_stands_a_word_for_what_is_not_known(site):
    def values(value):
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        yield value
        for item in inside:
            yield from values(item)

    found = list(values(file_of(site)["digipunten"]))
    assert len(found) > 1000
    assert not [value for value in found if value in (None, "", "onbekend", [], {})]


@settings(max_examples=150)
@given(case=cases())
def test_week_and_other_days_together_say_of_each_day_what_holds(case):
    """As a program would read them, with our reader of hours."""
    schedule = case.schedule
    days = DateRange(case.window.first - 3 * DAY, case.window.last + 9 * DAY)
    channel = dataset.Channel(schedule, days)
    week, runs = dataset._week(channel), [dataset.values(ANDERS, run) for run in dataset._differing(channel)]

    assert bool(week) == (schedule.always is None)
    for day in days if week else ():
        found = [run for run in runs if run["van"] <= day.isoformat() <= run["tot"]]
        assert len(found) <= 1
        read = parse_day(found[0]["uren"] if found else week[WEEKDAYS[day.weekday()]])
        assert read == schedule.on(day).day


UREN = {field.name: field for field in FIELDS}["uren"]
ANDERS = next(field for field in UREN.inside if field.name == "anders").inside


def test_a_holiday_is_told_once_with_its_weekends(of):
    closed = make_exception("van 21 december 2026 tot en met 3 januari 2027", "gesloten", "kerstvakantie")

    found = of(uitzonderingen=(closed,))["uren"]["hulp"]["anders"]

    assert {"van": "2026-12-21", "tot": "2027-01-03", "uren": "gesloten", "reden": "kerstvakantie"} in found


@pytest.mark.parametrize(
    "checked, freshness",
    [("2026-11-02", "vers"), ("2026-04", "bel-eerst"), ("2025-11-22", "verlopen"), ("", "verlopen")],
)
def test_only_hours_that_are_not_too_old_say_what_is_open_or_closed(of, checked, freshness):
    check = Check(parse_partial_date(checked)) if checked else None
    found = of(nagekeken=check, uren={"hulp": parse_week("ma-vr 10:00-12:00; za gesloten")})

    assert found["versheid"] == freshness
    hours = found["uren"]["hulp"]
    if freshness != "verlopen":
        assert hours["week"] == {
            **dict.fromkeys(WEEKDAYS[:5], "10:00-12:00"),
            **dict.fromkeys(WEEKDAYS[5:], "gesloten"),
        }
        assert hours["osm"].startswith("Mo-Fr 10:00-12:00") and "laatst_bekend" not in hours
        return
    assert hours["laatst_bekend"] == dict.fromkeys(WEEKDAYS[:5], "10:00-12:00")
    assert hours.keys() == {"laatst_bekend", "osm"} and "gesloten" not in json.dumps(found)
    assert hours["osm"].startswith('unknown "bel eerst: de uren zijn ')


@pytest.mark.parametrize("checked", ["2026-11-02", "2026-02", "2025", "2024-02-29"])
def test_the_days_from_which_a_place_is_older_are_those_on_which_the_site_says_so(site, of, checked):
    check = Check(parse_partial_date(checked))
    found = of(nagekeken=check)
    wanted = {"bel_eerst_vanaf": Freshness.CALL_FIRST, "verlopen_vanaf": Freshness.EXPIRED}

    for key, freshness in wanted.items():
        first = date.fromisoformat(found[key])
        judged = [site.settings.drempels.freshness(check, day) for day in (first - DAY, first)]
        assert judged[0] is not freshness and judged[1] is freshness


def test_a_check_that_lies_ahead_has_not_happened(of):
    found = of(nagekeken=Check(parse_partial_date("2026-12-24")))

    assert found["versheid"] == "verlopen"
    assert not found.keys() & {"nagekeken", "bel_eerst_vanaf", "verlopen_vanaf"}


def test_a_place_that_is_closed_for_now_says_why_and_keeps_its_hours_as_last_known(of):
    found = of(status="tijdelijk-gesloten", melding=Notice("We verbouwen.", date(2027, 1, 31)))

    assert found["melding"] == {"tekst": "We verbouwen.", "tot": "2027-01-31"}
    assert found["uren"]["hulp"] == {
        "laatst_bekend": dict.fromkeys(WEEKDAYS[:5], "10:00-12:00, 13:00-17:00"),
        "osm": 'off "We verbouwen."',
    }


def test_a_notice_that_has_ended_is_not_told(of):
    assert "melding" not in of(melding=Notice("We verbouwen.", TODAY - DAY))
    assert of(melding=Notice("We verbouwen.", TODAY))["melding"]["tot"] == "2026-11-23"
    assert of(melding=Notice("De lift is klein."))["melding"] == {"tekst": "De lift is klein."}


def test_hours_by_appointment_are_never_open(of):
    found = of(
        uren={"afspraak": parse_week("ma 9:00-12:00"), "hulp": parse_week("di op afspraak; wo bel eerst")}
    )

    assert found["uren"]["afspraak"]["week"]["maandag"] == "op afspraak 09:00-12:00"
    assert found["uren"]["hulp"]["week"] | {"maandag": ""} == {
        **dict.fromkeys(WEEKDAYS, str(CLOSED)),
        "maandag": "",
        "dinsdag": "op afspraak",
        "woensdag": "bel eerst",
    }


def test_a_point_says_how_near_the_door_it_is(of):
    assert of(coordinaten=Location(51.05, 3.7, "halte"))["coordinaten"] == {
        "lat": 51.05,
        "lon": 3.7,
        "nauwkeurigheid": "halte",
    }


def test_a_point_on_the_equator_is_one(of):
    assert of(coordinaten=Location(0.0, 0.0))["coordinaten"] == {
        "lat": 0.0,
        "lon": 0.0,
        "nauwkeurigheid": "gebouw",
    }


def test_a_phone_has_plain_spaces(of):
    assert of()["telefoon"] == "09 200 00 00"


@pytest.mark.parametrize("link", [None, Link("Modellicentie", "https://licentie.example/")])
def test_the_list_tells_its_day_its_horizon_and_its_licence(link):
    settings = replace(SETTINGS, licentie=link)
    about = dataset.About(
        settings, exported(TODAY), "https://voorbeeld.example/open-data/", "https://x.example/s"
    )

    found = dataset.head(about)

    licence = {"licentie": link.naam, "licentie_url": link.url} if link else {"licentie": "niet bekend"}
    assert found == {
        "$schema": "https://x.example/s",
        "titel": "Digipunten: Voorbeeld",
        "gemaakt": "2026-11-23",
        "uren_tot": "2027-11-23",
        **licence,
        "uitleg": "https://voorbeeld.example/open-data/",
    }
    schema = dataset.schema(about)
    assert jsonschema.Draft202012Validator(schema).is_valid({**found, "digipunten": []})
    assert not jsonschema.Draft202012Validator(schema).is_valid(found)


def test_words_of_the_settings_are_explained_in_the_schema():
    about = dataset.About(SETTINGS, exported(TODAY), "https://x.example/", "https://x.example/s")

    aanbod = dataset.schema(about)["$defs"]["digipunt"]["properties"]["aanbod"]

    assert aanbod["items"] == {"oneOf": [{"const": "wifi", "title": "wifi voor je eigen toestel"}]}

"""OpenStreetMap's notation, read back by two programs that do not know our code."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import opening_hours as opening_hours_py
import pytest
from dateutil.easter import easter
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import osm
from sitegen.dates import DateRange, parse_dates
from sitegen.hours import parse_day, parse_week
from sitegen.model import Notice
from sitegen.schedule import minutes, start_of
from tests.opening_hours_js import opening_hours_js
from tests.schedules import cases, make_answers, make_exception, make_place, make_schedule

BRUSSELS = ZoneInfo("Europe/Brussels")
WINTER = parse_dates("van 23 november 2026 tot 20 februari 2027")
DAY = timedelta(days=1)

# Where the programs are unsound: an edge in the hour that comes twice (0:00 to 2:00 UTC), in which
# opening_hours.js also runs in circles and opening-hours-py closes "24/7"; and in opening_hours.js a time
# that does not exist, which is an hour later there, not the moment of the change.
TWICE = set(range(start_of(date(2027, 10, 31)) + 120, start_of(date(2027, 10, 31)) + 240))
AFTER_SKIPPED = set(range(start_of(date(2027, 3, 28)) + 120, start_of(date(2027, 3, 28)) + 180))


@pytest.fixture(scope="module")
def in_js():
    with opening_hours_js() as intervals:
        yield intervals


def in_py(value: str, start: int, end: int):
    first, last = (datetime.fromtimestamp(minute * 60, BRUSSELS) for minute in (start, end))
    found = opening_hours_py.OpeningHours(value, timezone=BRUSSELS, country="BE")
    for since, until, state, _ in found.intervals(first, last):
        yield int(since.timestamp()) // 60, int(until.timestamp()) // 60, str(state)


def told(program, value: str, days: DateRange) -> dict[str, set[int]]:
    """The minutes that are open and unknown, as a program reads them."""
    minutes_of = {"open": set(), "unknown": set()}
    for start, end, state in program(value, start_of(days.first), start_of(days.last + DAY)):
        if state != "closed":
            minutes_of[state].update(range(start, end))
    return minutes_of


def meant(schedule, days: DateRange) -> dict[str, set[int]]:
    minutes_of = {"open": set(), "unknown": set()}
    for day in days:
        held = schedule.on(day).day
        intervals = schedule.openings(day)
        state = "open"
        if held.kind != "uren":
            state = "unknown"
            whole_day = ((start_of(day), start_of(day + DAY)),)
            intervals = minutes(day, held.ranges) if held.ranges else whole_day
        for start, end in intervals:
            minutes_of[state].update(range(start, end))
    return minutes_of


def without(unsound: set[int], minutes_of: dict[str, set[int]]) -> dict[str, set[int]]:
    return {state: found - unsound for state, found in minutes_of.items()}


def agrees(schedule, days: DateRange, in_js) -> bool:
    value = osm.opening_hours(schedule, days)
    wanted = meant(schedule, days)
    for program, unsound in ((in_py, TWICE), (in_js, TWICE | AFTER_SKIPPED)):
        assert without(unsound, told(program, value, days)) == without(unsound, wanted), value
    return True


@settings(max_examples=60)
@given(case=cases())
def test_other_programs_read_the_same_hours(in_js, case):
    around = DateRange(case.window.first - 4 * DAY, case.window.last + 8 * DAY)

    assert agrees(case.schedule, around, in_js)


@pytest.mark.parametrize("year", [2027])
@pytest.mark.parametrize("answer", ["gesloten", "gewoon open", "bel eerst", "10:00-11:00", "op afspraak"])
@pytest.mark.parametrize("week", ["ma-zo 9:00-17:00", "ma-zo gesloten"])
def test_holidays_are_right_all_year_although_the_programs_disagree_on_them(in_js, week, answer, year):
    place = make_place(uren={"hulp": parse_week(week)}, kalenders=make_answers(feestdagen=answer))
    days = DateRange(date(year, 1, 1), date(year, 12, 31))

    assert agrees(make_schedule(place), days, in_js)


@settings(max_examples=60)
@given(reason=st.text(max_size=30))
def test_any_reason_is_a_safe_comment(in_js, reason):
    place = make_place(uitzonderingen=(make_exception("2026-12-24", "9:00-10:00", reason),))

    assert agrees(make_schedule(place), parse_dates("van 23/12/2026 tot 26/12/2026"), in_js)


def test_days_with_the_same_hours_stand_together_and_dates_come_last():
    week = "ma 10-12u en 13-17u; di 13-17u; wo-vr 10-12u en 13-17u; za op afspraak, 9-12u; zo bel eerst"
    place = make_place(
        uren={"hulp": parse_week(week)},
        uitzonderingen=(
            make_exception("2026-12-24", "10:00-12:00", "kerstavond"),
            make_exception("van 25 december 2026 tot 3 januari 2027", "gesloten", 'de "kerst"vakantie'),
            make_exception("2027-01-12", "op afspraak"),
        ),
    )

    assert osm.opening_hours(make_schedule(place), WINTER) == (
        "Mo,We-Fr 10:00-12:00,13:00-17:00; Tu 13:00-17:00; "
        'Sa 09:00-12:00 unknown "op afspraak"; Su unknown "bel eerst"; PH off; '
        '2026 Dec 24 10:00-12:00 open "kerstavond"; '
        "2026 Dec 25-2027 Jan 03 off \"de 'kerst'vakantie\"; "
        '2027 Jan 04 off "brugdag"; '
        '2027 Jan 12 unknown "op afspraak"'
    )


def test_a_week_of_its_own_takes_one_rule_for_each_group_of_days():
    summer = make_exception(
        "van 1 juli 2027 tot 31 augustus 2027", {1: parse_day("13:00-16:00")}, "zomeruren"
    )
    place = make_place(uitzonderingen=(summer,))
    days = parse_dates("van 1 juni 2027 tot 30 september 2027")

    assert osm.opening_hours(make_schedule(place), days) == (
        "Mo-Fr 10:00-12:00,13:00-17:00; PH off; "
        '2027 Jul 01-2027 Aug 31 Mo,We-Su off "zomeruren"; '
        '2027 Jul 01-2027 Aug 31 Tu 13:00-16:00 open "zomeruren"'
    )


@pytest.mark.parametrize(
    "answer, rule",
    [
        ("gesloten", "; PH off"),
        ("10:00-12:00", "; PH 10:00-12:00"),
        ("bel eerst", '; PH unknown "bel eerst"'),
        (None, '; PH unknown "bel eerst"'),
        ("gewoon open", ""),
    ],
)
def test_public_holidays_have_the_answer_of_the_place(answer, rule):
    place = make_place(
        uren={"hulp": parse_week("ma-do 20:00-24:00")}, kalenders=make_answers(feestdagen=answer)
    )

    assert osm.opening_hours(make_schedule(place), parse_dates("2027-02-01")) == "Mo-Th 20:00-24:00" + rule


def test_easter_sunday_is_written_when_the_week_has_hours_on_it():
    place = make_place(uren={"hulp": parse_week("zo 10:00-12:00")})
    days = parse_dates("van 1 maart 2027 tot 31 mei 2027")

    assert osm.opening_hours(make_schedule(place), days) == (
        "Su 10:00-12:00; PH off; 2027 Mar 28 10:00-12:00; 2027 May 16 10:00-12:00"
    )


@pytest.mark.parametrize(
    "changes, value",
    [
        ({"uren": {"hulp": parse_week("ma-zo gesloten")}}, "off"),
        (
            {"status": "tijdelijk-gesloten", "melding": Notice('Wij "verbouwen"')},
            "off \"Wij 'verbouwen'\"",
        ),
        ({"status": "tijdelijk-gesloten"}, "off"),
        ({"nagekeken": None}, 'unknown "bel eerst: de uren zijn nooit nagekeken"'),
        ({"uren": {}}, 'unknown "bel eerst: de uren zijn niet bekend"'),
    ],
)
def test_a_place_without_days_has_one_rule(changes, value):
    assert osm.opening_hours(make_schedule(make_place(**changes)), WINTER) == value


def test_an_appointment_channel_is_never_open():
    place = make_place(
        uren={"afspraak": parse_week("do 9:00-12:00")}, kalenders=make_answers(feestdagen="10:00-11:00")
    )

    assert osm.opening_hours(make_schedule(place, "afspraak"), parse_dates("2026-11-24")) == (
        'Th 09:00-12:00 unknown "op afspraak"; PH 10:00-11:00 unknown "op afspraak"'
    )


def test_easter_is_that_of_the_church():
    assert [osm._easter(year) for year in range(1900, 2101)] == [easter(year) for year in range(1900, 2101)]

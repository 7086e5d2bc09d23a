"""What holds at a place: against a plain reading of the rules, on real dates, and one rule at a time."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.dates import DateRange, parse_partial_date
from sitegen.hours import CALL_FIRST, CLOSED, MIDNIGHT, Day, Range, parse_day, parse_week
from sitegen.model import Check, Notice
from sitegen.paths import HOME, Paths
from sitegen.problems import DataError
from sitegen.read import read_site
from sitegen.schedule import Answer, Schedule, clock_changes, conflicts, from_wall, minutes, start_of
from tests.conftest import GENT
from tests.schedules import (
    EXAMPLE_CALENDARS,
    THRESHOLDS,
    TODAY,
    Case,
    cases,
    make_answers,
    make_calendar,
    make_exception,
    make_place,
    make_schedule,
)

WALL = ZoneInfo("Europe/Brussels")


# The rules once more, as slowly as they read. Nothing here comes from sitegen.schedule.


def what_holds(case: Case, day: date) -> tuple[Day, str, str]:
    """(what, by which rule, why) on a day: openingsuren.md, part 3, from the first line to the last."""
    place = case.place
    if place.status != "actief":
        default = {"gepland": "nog niet open", "gestopt": "bestaat niet meer"}.get(place.status, "")
        return CLOSED, "status", place.melding.tekst if place.melding else default
    if place.nagekeken is None:
        return CALL_FIRST, "stale", "de uren zijn nooit nagekeken"
    checked = place.nagekeken.op.first_day
    if checked > case.today or checked < case.today.replace(year=case.today.year - 1):
        return CALL_FIRST, "stale", f"de uren zijn van {place.nagekeken.op}"
    if case.channel not in place.uren:
        return CALL_FIRST, "missing", "de uren zijn niet bekend"
    for channel in (case.channel, ""):
        covering = [
            e for e in place.uitzonderingen if e.kanaal == channel and e.dagen.first <= day <= e.dagen.last
        ]
        if covering:
            # Of two that are as long and agree, the order of the file may not choose the reason.
            won = min(covering, key=lambda e: (e.dagen.last - e.dagen.first, e.dagen.first, e.reden))
            day_of = won.uren if isinstance(won.uren, Day) else won.uren.get(day.weekday(), CLOSED)
            return day_of, "exception", won.reden
    held = place.uren[case.channel].get(day.weekday(), CLOSED), "week", ""
    # From the last calendar to the first: each overrules what those after it say.
    for name in ("schoolvakanties", "gentse-feesten", "extra-sluitingsdagen", "feestdagen"):
        held = asked(case, name, day, held)
    return held


def asked(case: Case, name: str, day: date, otherwise: tuple[Day, str, str]) -> tuple[Day, str, str]:
    """What one calendar says; `otherwise` when it does not hold the day."""
    calendar = case.calendars.get(name)
    last = max([calendar.volledig_tot, *(d.dagen.last for d in calendar.dagen)]) if calendar else date.min
    if day > last:
        return (
            CALL_FIRST,
            "calendar",
            f"de {calendar.naam if calendar else name} van dan zijn nog niet bekend",
        )
    for found in calendar.dagen:
        if found.dagen.first <= day <= found.dagen.last:
            if name not in case.place.kalenders:
                says = CALL_FIRST, "calendar", found.naam
            elif case.place.kalenders[name] is None:
                says = case.place.uren[case.channel].get(day.weekday(), CLOSED), "week", ""
            else:
                says = case.place.kalenders[name], "calendar", found.naam
            if found.zeker:
                return says
            return otherwise if otherwise[0] == says[0] else (CALL_FIRST, "calendar", found.naam)
    return otherwise


@cache
def wall_clock(window: DateRange) -> tuple[int, list[tuple[date, int]]]:
    """The date and the minute that the clock on the wall shows, from a day before to four days after.

    With them the minute since 1970 (UTC) of the first.
    """
    begin, end = (
        int(datetime(day.year, day.month, day.day, tzinfo=WALL).timestamp()) // 60
        for day in (window.first - timedelta(1), window.last + timedelta(4))
    )
    walls = [datetime.fromtimestamp(minute * 60, WALL) for minute in range(begin, end)]
    return begin, [(wall.date(), wall.hour * 60 + wall.minute) for wall in walls]


class Scan:
    """The state of every minute around a window, one by one."""

    def __init__(self, case: Case) -> None:
        self.first, self.walls = wall_clock(case.window)
        self.holding = {day: what_holds(case, day) for day in dict(self.walls)}
        self.states = [self._state(case, *wall) for wall in self.walls]
        # For each minute: the next one that is open, the next that is not, and whether the days up to
        # that opening hold one that is not known.
        self.opens, self.ends, self.doubts = self._following()

    def _state(self, case: Case, day: date, clock: int) -> str:
        held = self.holding[day][0]
        inside = any(found.opens <= clock < found.closes for found in held.ranges)
        appointment = held.kind == "op afspraak" or (case.channel == "afspraak" and held.ranges)
        if held.kind == "bel eerst" or (appointment and (inside or not held.ranges)):
            return "unknown"
        return "open" if inside and not appointment else "closed"

    def _following(self):
        opens, ends, doubts = [], [], []
        opening = ending = None
        doubt = False
        for minute in range(len(self.states) - 1, -1, -1):
            opens.append(opening)
            ends.append(ending)
            doubts.append(doubt)
            if self.states[minute] == "open":
                opening, doubt = self.first + minute, False
            else:
                ending = self.first + minute
                doubt = doubt or self.holding[self.walls[minute][0]][0].kind == "bel eerst"
        return opens[::-1], ends[::-1], doubts[::-1]


def moments(scan: Scan, case: Case, drawn: list[int]) -> set[int]:
    """Minutes since 1970: each change with its neighbours, the night of the change, some at random."""
    states, first = scan.states, scan.first
    changes = {0, 1} | {m for m in range(1, len(states)) if states[m] != states[m - 1]}
    # The change is at 1:00 UTC; an hour before and after it, each with its neighbours.
    night = next(day for day in case.window if day.day in (28, 31) and day.weekday() == 6)
    change = int(datetime(night.year, night.month, night.day, 1, tzinfo=UTC).timestamp()) // 60 - first
    near = {m + n for m in changes | {change + 30 * half for half in range(-4, 5)} for n in (-1, 0, 1)}
    return {m for m in near | set(drawn) if 0 <= m < len(states)}


def test_every_answer_is_that_of_a_scan_minute_by_minute():
    compared, states, rules = 0, set(), set()

    @settings(
        max_examples=150,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases(), drawn=st.lists(st.integers(0, 6 * 1440), min_size=10, max_size=10), zone=ZONES)
    def compare(case, drawn, zone):
        nonlocal compared
        schedule, scan = case.schedule, Scan(case)
        for minute in sorted(moments(scan, case, drawn)):
            moment = datetime.fromtimestamp((scan.first + minute) * 60 + drawn[0] % 60, zone)
            assert_as_scanned(schedule.at(moment), scan, minute)
            compared += 1
            states.add(scan.states[minute])
            rules.add(scan.holding[scan.walls[minute][0]][1])

    compare()

    assert compared >= 5000
    assert states == {"open", "closed", "unknown"}
    assert rules == {"status", "stale", "missing", "exception", "calendar", "week"}


@settings(max_examples=300, derandomize=True, database=None)
@given(case=cases(), before=st.integers(-40, 5), length=st.integers(0, 400))
def test_the_special_days_are_those_that_a_walk_over_all_days_finds(case, before, length):
    first = case.window.first + timedelta(before)
    days = DateRange(first, first + timedelta(length))
    walked = [(day, case.schedule.on(day)) for day in days]
    schedule = case.schedule
    also = walked[length // 2][0]

    assert list(schedule.each(days)) == walked
    assert schedule.special(days) == [found for found in walked if found[1].rule != "week"]
    assert schedule.special(days, [also]) == [
        found for found in walked if found[1].rule != "week" or found[0] == also
    ]
    assert list(schedule.differing(days)) == [
        (day, holding) for day, holding in walked if holding.day != schedule.ordinary(day.weekday())
    ]


def test_the_days_on_which_the_clock_changes():
    assert clock_changes(DateRange(date(2026, 1, 1), date(2027, 3, 28))) == (
        date(2026, 3, 29),
        date(2026, 10, 25),
        date(2027, 3, 28),
    )


ZONES = st.sampled_from([UTC, WALL, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata")])


def assert_as_scanned(answer: Answer, scan: Scan, minute: int) -> None:
    local, state = scan.walls[minute], scan.states[minute]
    held, rule, reason = scan.holding[local[0]]
    assert (answer.state, answer.holding.rule, answer.holding.reason) == (state, rule, reason), local
    assert answer.holding.day.ranges == held.ranges
    expected_end = scan.ends[minute] if state == "open" else None
    expected_opening = scan.opens[minute] if state == "closed" and rule != "status" else None
    assert_same(answer.until, expected_end, scan, state == "open", local)
    assert_same(answer.next_open, expected_opening, scan, state == "closed", local)
    if expected_opening:
        assert answer.perhaps_sooner is scan.doubts[minute], local


def assert_same(found: datetime | None, expected: int | None, scan: Scan, allowed: bool, local) -> None:
    """`expected` in minutes since 1970; None when the scan ended first."""
    at = found and int(found.timestamp()) // 60
    if expected is None:
        assert at is None or (allowed and at >= scan.first + len(scan.states)), local
    else:
        assert at == expected, local


# Real dates and calendars. The answers are written out by hand.

GOLDEN_PLACE = make_place(
    uren={
        "hulp": parse_week(
            "maandag 10:00-12:00, 13:00-17:00; dinsdag 13:00-17:00; wo-do 10:00-12:00, 13:00-17:00; "
            "vrijdag 10:00-12:00; zaterdag 9:00-12:00"
        )
    },
    uitzonderingen=(
        make_exception("24 december 2026", "10:00-12:00", "kerstavond"),
        make_exception("28 december 2026 tot en met 3 januari 2027", "gesloten", "kerstverlof"),
        make_exception("30 december 2026", "13:00-15:00"),
        make_exception("31 december 2026", "gesloten", "oudjaar"),
        make_exception("25 oktober 2026", "1:30-2:30, 10:00-12:00", "nacht van het wijkfeest"),
        make_exception("28 maart 2027", "2:30-5:00", "nacht van het wijkfeest"),
    ),
)

# Moment, state, rule, reason, and until or next opening (~ when a day before it is not known).
# The 2nd of January, the day after Ascension Day and the 2nd of November are not certain in the calendars.
GOLDEN = """
2026-01-01 00:00 | closed  | calendar  | nieuwjaar | 2026-01-03 09:00 ~
2026-01-01 09:59 | closed  | calendar  | nieuwjaar | 2026-01-03 09:00 ~
2026-01-01 23:59 | closed  | calendar  | nieuwjaar | 2026-01-03 09:00 ~
2026-01-02 00:00 | unknown | calendar  | dag na nieuwjaar |
2026-01-02 10:00 | unknown | calendar  | dag na nieuwjaar |
2026-01-02 23:59 | unknown | calendar  | dag na nieuwjaar |
2026-01-03 00:00 | closed  | week      | | 2026-01-03 09:00
2026-04-05 12:00 | closed  | week      | | 2026-04-07 13:00
2026-04-06 00:00 | closed  | calendar  | paasmaandag | 2026-04-07 13:00
2026-04-06 10:00 | closed  | calendar  | paasmaandag | 2026-04-07 13:00
2026-04-06 23:59 | closed  | calendar  | paasmaandag | 2026-04-07 13:00
2026-04-07 12:59 | closed  | week      | | 2026-04-07 13:00
2026-04-07 13:00 | open    | week      | | 2026-04-07 17:00
2026-04-30 16:59 | open    | week      | | 2026-04-30 17:00
2026-04-30 17:00 | closed  | week      | | 2026-05-02 09:00
2026-05-01 00:00 | closed  | calendar  | Feest van de Arbeid | 2026-05-02 09:00
2026-05-01 10:00 | closed  | calendar  | Feest van de Arbeid | 2026-05-02 09:00
2026-05-01 23:59 | closed  | calendar  | Feest van de Arbeid | 2026-05-02 09:00
2026-05-14 10:00 | closed  | calendar  | Onze-Lieve-Heer-Hemelvaart | 2026-05-16 09:00 ~
2026-05-15 00:00 | unknown | calendar  | dag na Onze-Lieve-Heer-Hemelvaart |
2026-05-15 09:59 | unknown | calendar  | dag na Onze-Lieve-Heer-Hemelvaart |
2026-05-15 10:00 | unknown | calendar  | dag na Onze-Lieve-Heer-Hemelvaart |
2026-05-15 23:59 | unknown | calendar  | dag na Onze-Lieve-Heer-Hemelvaart |
2026-05-16 08:59 | closed  | week      | | 2026-05-16 09:00
2026-05-16 09:00 | open    | week      | | 2026-05-16 12:00
2026-07-10 11:59 | open    | week      | | 2026-07-10 12:00
2026-07-10 12:00 | closed  | week      | | 2026-07-13 10:00
2026-07-11 09:00 | closed  | calendar  | feest van de Vlaamse Gemeenschap | 2026-07-13 10:00
2026-07-16 17:00 | closed  | week      | | 2026-07-17 10:00
2026-07-17 09:59 | closed  | calendar  | Gentse Feesten | 2026-07-17 10:00
2026-07-17 10:00 | open    | calendar  | Gentse Feesten | 2026-07-17 12:00
2026-07-20 09:59 | closed  | calendar  | Gentse Feesten | 2026-07-20 10:00
2026-07-20 10:00 | open    | calendar  | Gentse Feesten | 2026-07-20 12:00
2026-07-20 10:01 | open    | calendar  | Gentse Feesten | 2026-07-20 12:00
2026-07-20 11:59 | open    | calendar  | Gentse Feesten | 2026-07-20 12:00
2026-07-20 12:00 | closed  | calendar  | Gentse Feesten | 2026-07-22 10:00
2026-07-20 12:01 | closed  | calendar  | Gentse Feesten | 2026-07-22 10:00
2026-07-20 13:00 | closed  | calendar  | Gentse Feesten | 2026-07-22 10:00
2026-07-21 00:00 | closed  | calendar  | nationale feestdag | 2026-07-22 10:00
2026-07-21 10:00 | closed  | calendar  | nationale feestdag | 2026-07-22 10:00
2026-07-21 23:59 | closed  | calendar  | nationale feestdag | 2026-07-22 10:00
2026-07-26 11:59 | open    | calendar  | Gentse Feesten | 2026-07-26 12:00
2026-07-26 12:00 | closed  | calendar  | Gentse Feesten | 2026-07-27 10:00
2026-07-27 13:00 | open    | week      | | 2026-07-27 17:00
2026-08-14 12:00 | closed  | week      | | 2026-08-17 10:00
2026-08-15 09:00 | closed  | calendar  | Onze-Lieve-Vrouw-Hemelvaart | 2026-08-17 10:00
2026-08-15 12:00 | closed  | calendar  | Onze-Lieve-Vrouw-Hemelvaart | 2026-08-17 10:00
2026-10-24 12:00 | closed  | week      | | 2026-10-25 01:30
2026-10-31 11:59 | open    | week      | | 2026-10-31 12:00
2026-10-31 12:00 | closed  | week      | | 2026-11-03 13:00 ~
2026-11-01 00:00 | closed  | calendar  | Allerheiligen | 2026-11-03 13:00 ~
2026-11-01 10:00 | closed  | calendar  | Allerheiligen | 2026-11-03 13:00 ~
2026-11-02 00:00 | unknown | calendar  | Allerzielen |
2026-11-02 10:00 | unknown | calendar  | Allerzielen |
2026-11-02 23:59 | unknown | calendar  | Allerzielen |
2026-11-03 12:59 | closed  | week      | | 2026-11-03 13:00
2026-11-10 12:59 | closed  | week      | | 2026-11-10 13:00
2026-11-10 13:00 | open    | week      | | 2026-11-10 17:00
2026-11-10 13:01 | open    | week      | | 2026-11-10 17:00
2026-11-10 16:59 | open    | week      | | 2026-11-10 17:00
2026-11-10 17:00 | closed  | week      | | 2026-11-12 10:00
2026-11-10 17:01 | closed  | week      | | 2026-11-12 10:00
2026-11-11 00:00 | closed  | calendar  | Wapenstilstand | 2026-11-12 10:00
2026-11-11 10:00 | closed  | calendar  | Wapenstilstand | 2026-11-12 10:00
2026-11-11 23:59 | closed  | calendar  | Wapenstilstand | 2026-11-12 10:00
2026-11-12 09:59 | closed  | week      | | 2026-11-12 10:00
2026-11-12 10:00 | open    | week      | | 2026-11-12 12:00
2026-11-12 10:01 | open    | week      | | 2026-11-12 12:00
2026-11-12 11:59 | open    | week      | | 2026-11-12 12:00
2026-11-12 12:00 | closed  | week      | | 2026-11-12 13:00
2026-11-12 12:59 | closed  | week      | | 2026-11-12 13:00
2026-11-15 10:00 | closed  | week      | | 2026-11-16 10:00
2026-12-23 16:59 | open    | week      | | 2026-12-23 17:00
2026-12-23 17:00 | closed  | week      | | 2026-12-24 10:00
2026-12-24 09:59 | closed  | exception | kerstavond | 2026-12-24 10:00
2026-12-24 10:00 | open    | exception | kerstavond | 2026-12-24 12:00
2026-12-24 10:01 | open    | exception | kerstavond | 2026-12-24 12:00
2026-12-24 11:59 | open    | exception | kerstavond | 2026-12-24 12:00
2026-12-24 12:00 | closed  | exception | kerstavond | 2026-12-30 13:00 ~
2026-12-24 12:01 | closed  | exception | kerstavond | 2026-12-30 13:00 ~
2026-12-25 00:00 | closed  | calendar  | Kerstmis | 2026-12-30 13:00 ~
2026-12-25 10:00 | closed  | calendar  | Kerstmis | 2026-12-30 13:00 ~
2026-12-25 23:59 | closed  | calendar  | Kerstmis | 2026-12-30 13:00 ~
2026-12-26 00:00 | unknown | calendar  | tweede kerstdag |
2026-12-26 09:00 | unknown | calendar  | tweede kerstdag |
2026-12-26 23:59 | unknown | calendar  | tweede kerstdag |
2026-12-27 10:00 | closed  | week      | | 2026-12-30 13:00
2026-12-28 10:00 | closed  | exception | kerstverlof | 2026-12-30 13:00
2026-12-30 12:59 | closed  | exception | | 2026-12-30 13:00
2026-12-30 13:00 | open    | exception | | 2026-12-30 15:00
2026-12-30 14:59 | open    | exception | | 2026-12-30 15:00
2026-12-30 15:00 | closed  | exception | | 2027-01-04 10:00
2026-12-31 00:00 | closed  | exception | oudjaar | 2027-01-04 10:00
2026-12-31 10:00 | closed  | exception | oudjaar | 2027-01-04 10:00
2026-12-31 23:59 | closed  | exception | oudjaar | 2027-01-04 10:00
2027-01-01 00:00 | closed  | exception | kerstverlof | 2027-01-04 10:00
2027-01-02 09:00 | closed  | exception | kerstverlof | 2027-01-04 10:00
2027-01-03 23:59 | closed  | exception | kerstverlof | 2027-01-04 10:00
2027-01-04 09:59 | closed  | week      | | 2027-01-04 10:00
2027-01-04 10:00 | open    | week      | | 2027-01-04 12:00
2027-05-06 12:00 | closed  | calendar  | Onze-Lieve-Heer-Hemelvaart | 2027-05-08 09:00 ~
2027-05-07 12:00 | unknown | calendar  | dag na Onze-Lieve-Heer-Hemelvaart |
2027-07-11 12:00 | closed  | calendar  | feest van de Vlaamse Gemeenschap | 2027-07-12 10:00
2027-07-21 11:00 | closed  | calendar  | nationale feestdag | 2027-07-22 10:00
2027-10-31 12:00 | closed  | week      | | 2027-11-03 10:00 ~
2028-02-28 16:59 | open    | week      | | 2028-02-28 17:00
2028-02-28 17:00 | closed  | week      | | 2028-02-29 13:00
2028-02-29 12:59 | closed  | week      | | 2028-02-29 13:00
2028-02-29 13:00 | open    | week      | | 2028-02-29 17:00
2028-02-29 13:01 | open    | week      | | 2028-02-29 17:00
2028-02-29 16:59 | open    | week      | | 2028-02-29 17:00
2028-02-29 17:00 | closed  | week      | | 2028-03-01 10:00
2028-04-17 10:00 | closed  | calendar  | paasmaandag | 2028-04-18 13:00
2028-12-30 12:00 | closed  | week      | |
2028-12-31 23:59 | closed  | week      | |
2029-01-01 00:00 | unknown | calendar  | de feestdagen van dan zijn nog niet bekend |
"""

# The nights of the clock change, by UTC: at 1:00 the clock goes from 3 back to 2, or from 2 on to 3.
GOLDEN_NIGHTS = """
2026-10-24 23:29 | closed  | exception | nacht van het wijkfeest | 2026-10-24 23:30
2026-10-24 23:30 | open    | exception | nacht van het wijkfeest | 2026-10-25 00:30
2026-10-25 00:29 | open    | exception | nacht van het wijkfeest | 2026-10-25 00:30
2026-10-25 00:30 | closed  | exception | nacht van het wijkfeest | 2026-10-25 01:00
2026-10-25 00:59 | closed  | exception | nacht van het wijkfeest | 2026-10-25 01:00
2026-10-25 01:00 | open    | exception | nacht van het wijkfeest | 2026-10-25 01:30
2026-10-25 01:29 | open    | exception | nacht van het wijkfeest | 2026-10-25 01:30
2026-10-25 01:30 | closed  | exception | nacht van het wijkfeest | 2026-10-25 09:00
2026-10-25 08:59 | closed  | exception | nacht van het wijkfeest | 2026-10-25 09:00
2026-10-25 09:00 | open    | exception | nacht van het wijkfeest | 2026-10-25 11:00
2026-10-25 10:59 | open    | exception | nacht van het wijkfeest | 2026-10-25 11:00
2026-10-25 11:00 | closed  | exception | nacht van het wijkfeest | 2026-10-26 09:00
2027-03-27 11:00 | closed  | week      | | 2027-03-28 01:00
2027-03-28 00:59 | closed  | exception | nacht van het wijkfeest | 2027-03-28 01:00
2027-03-28 01:00 | open    | exception | nacht van het wijkfeest | 2027-03-28 03:00
2027-03-28 02:59 | open    | exception | nacht van het wijkfeest | 2027-03-28 03:00
2027-03-28 03:00 | closed  | exception | nacht van het wijkfeest | 2027-03-30 11:00
"""


@pytest.fixture(scope="module")
def golden(tmp_path_factory) -> Schedule:
    """With the calendars of the day on which the answers were written; those of the project will change."""
    root = tmp_path_factory.mktemp("golden")
    for folder in ("data", "content"):
        shutil.copytree(GENT / folder, root / folder)
    shutil.copy(HOME / "tests" / "fixtures" / "kalenders.yaml", root / "data")
    site, _ = read_site(Paths.of(root), TODAY)
    return Schedule(GOLDEN_PLACE, "hulp", site.calendars, THRESHOLDS, TODAY)


def lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(
    "zone, row",
    [(WALL, row) for row in lines(GOLDEN)] + [(UTC, row) for row in lines(GOLDEN_NIGHTS)],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_golden_moments(golden, zone, row):
    moment, state, rule, reason, when = row

    answer = golden.at(datetime.fromisoformat(moment).replace(tzinfo=zone))

    change = answer.until or answer.next_open
    said = (
        f"{change.astimezone(zone):%Y-%m-%d %H:%M}{' ~' if answer.perhaps_sooner else ''}" if change else ""
    )
    assert (answer.state, answer.holding.rule, answer.holding.reason) == (state, rule, reason)
    assert said == when
    assert (answer.until is not None) is (state == "open")


# Of three years; where a date moves, all three.
GOLDEN_DATES = """
    01-01 01-02 05-01 07-11 07-21 07-20 08-15 11-01 11-02 11-11 12-24 12-25 12-26 12-31
    2026-04-06 2027-03-29 2028-04-17 2026-05-15 2027-05-07 2028-05-26 2028-02-29
    2026-03-29 2027-03-28 2028-03-26 2026-10-25 2027-10-31 2028-10-29
""".split()  # noqa: SIM905


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_golden_dates_agree_with_a_scan_around_every_change(golden, year):
    days = {
        date.fromisoformat(day if len(day) > 5 else f"{year}-{day}")
        for day in GOLDEN_DATES
        if len(day) == 5 or day.startswith(str(year))
    }
    assert len(days) >= 18
    places = [
        GOLDEN_PLACE,
        # Always open, so that every edge is one of a holiday or of midnight; and open in both nights.
        replace(GOLDEN_PLACE, uren={"hulp": parse_week("ma-zo 0:00-24:00")}, uitzonderingen=()),
        replace(GOLDEN_PLACE, uren={"hulp": parse_week("ma-zo 1:30-2:30, 12:00-24:00")}, uitzonderingen=()),
    ]
    for place in places:
        schedule = Schedule(place, "hulp", golden.calendars, THRESHOLDS, TODAY)
        for day in days:
            scan = Scan(Case(DateRange(day, day), place, "hulp", golden.calendars))
            here = [minute for minute, (shown, _) in enumerate(scan.walls) if shown == day]
            changes = [m for m in here if scan.states[m] != scan.states[m - 1]]
            for minute in {m + n for m in (here[0], *changes, here[-1]) for n in (-1, 0, 1)}:
                moment = datetime.fromtimestamp((scan.first + minute) * 60, UTC)
                assert_as_scanned(schedule.at(moment), scan, minute)


# One rule at a time.


def at(schedule: Schedule, wall: str):
    return schedule.at(datetime.fromisoformat(wall).replace(tzinfo=WALL))


def held(schedule: Schedule, day: str) -> tuple[str, str, str]:
    """(what, by which rule, why) on a day, in words with plain spaces."""
    holding = schedule.on(date.fromisoformat(day))
    return str(holding.day).replace("\u00a0", " "), holding.rule, holding.reason


def moment(answered: datetime | None) -> str | None:
    return answered and answered.astimezone(WALL).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    "status, notice, reason",
    [
        ("tijdelijk-gesloten", Notice("We verbouwen tot mei"), "We verbouwen tot mei"),
        ("tijdelijk-gesloten", Notice("We verbouwen", date(2026, 11, 23)), "We verbouwen"),
        # What it said is over; that it closed is not.
        ("tijdelijk-gesloten", Notice("We verbouwen", date(2026, 11, 22)), ""),
        ("tijdelijk-gesloten", None, ""),
        ("gepland", None, "nog niet open"),
        ("gestopt", None, "bestaat niet meer"),
    ],
)
def test_a_place_that_is_not_active_is_closed_whatever_else_its_record_says(status, notice, reason):
    place = make_place(
        status=status,
        melding=notice,
        nagekeken=None,
        uitzonderingen=(make_exception("2026-11-24", "10:00-12:00"),),
    )

    answer = at(make_schedule(place), "2026-11-24 10:30")

    assert (answer.state, answer.holding.rule, answer.holding.reason) == ("closed", "status", reason)
    assert answer.next_open is None


@pytest.mark.parametrize(
    "checked, reason",
    [
        (None, "de uren zijn nooit nagekeken"),
        ("2025-11-22", "de uren zijn van 22\u00a0november 2025"),
        ("2024-03-06", "de uren zijn van 6\u00a0maart 2024"),
        ("2025-11", "de uren zijn van november 2025"),
        ("2025", "de uren zijn van 2025"),
        # After today: nobody can have checked it then.
        ("2026-11-24", "de uren zijn van 24\u00a0november 2026"),
    ],
)
def test_an_old_record_is_not_known_on_any_day_not_even_on_one_with_an_exception(checked, reason):
    place = make_place(
        nagekeken=checked and Check(parse_partial_date(checked)),
        uitzonderingen=(make_exception("2026-11-24", "gesloten"),),
    )

    for wall in ("2026-11-23 10:30", "2026-11-24 10:30", "2026-12-25 10:30"):
        answer = at(make_schedule(place), wall)
        assert (answer.state, answer.holding.rule, answer.holding.reason) == ("unknown", "stale", reason)


def test_a_check_of_28_february_is_too_old_on_29_february():
    place = make_place(nagekeken=Check(parse_partial_date("2027-02-28")))

    assert at(make_schedule(place, today=date(2028, 2, 28)), "2026-11-23 10:30").state == "open"
    assert at(make_schedule(place, today=date(2028, 2, 29)), "2026-11-23 10:30").state == "unknown"


def test_appointments_in_the_hour_that_is_skipped_leave_the_day_closed():
    place = make_place(uren={"afspraak": parse_week("zo 2:15-3:00")})

    assert at(make_schedule(place, "afspraak"), "2027-03-28 12:00").state == "closed"


@pytest.mark.parametrize("checked", ["2025-11-23", "2026-11-23", "2026"])
def test_a_check_of_exactly_a_year_ago_and_one_of_today_still_count(checked):
    place = make_place(nagekeken=Check(parse_partial_date(checked)))

    assert at(make_schedule(place), "2026-11-23 10:30").state == "open"


def test_age_is_judged_on_the_day_of_the_build_whatever_moment_is_asked_for():
    place = make_place(nagekeken=Check(parse_partial_date("2026-11-02")))

    assert at(make_schedule(place), "2028-02-29 10:30").state == "open"
    assert at(make_schedule(place, today=date(2027, 11, 3)), "2026-11-03 10:30").state == "unknown"


def test_a_channel_without_hours_is_not_known():
    answer = at(make_schedule(channel="computer"), "2026-11-23 10:30")

    assert (answer.state, answer.holding.rule, answer.holding.reason) == (
        "unknown",
        "missing",
        "de uren zijn niet bekend",
    )


def test_an_exception_of_a_channel_beats_a_shorter_one_of_the_place():
    place = make_place(
        uren={"hulp": parse_week("ma 9-12u"), "computer": parse_week("ma 9-17u")},
        uitzonderingen=(
            make_exception("2027-07-05", "gesloten", "verhuis"),
            make_exception("1 juli 2027 tot en met 31 augustus 2027", "13:00-16:00", "zomeruren", "hulp"),
        ),
    )

    assert held(make_schedule(place, "hulp"), "2027-07-05") == ("van 13 tot 16 uur", "exception", "zomeruren")
    assert held(make_schedule(place, "computer"), "2027-07-05") == ("gesloten", "exception", "verhuis")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_nested_exceptions_the_shortest_wins_in_any_order(order):
    nested = (
        make_exception("1 juli 2027 tot en met 31 augustus 2027", parse_week("di 13-16u"), "zomeruren"),
        make_exception("2 augustus 2027 tot en met 15 augustus 2027", "gesloten", "verlof"),
        make_exception("2027-08-10", "9:00-10:00", "sleutels ophalen"),
    )
    schedule = make_schedule(make_place(uitzonderingen=tuple(nested[i] for i in order)))

    assert held(schedule, "2027-06-30") == ("van 10 tot 12 uur en van 13 tot 17 uur", "week", "")
    assert held(schedule, "2027-07-01") == ("gesloten", "exception", "zomeruren")
    assert held(schedule, "2027-07-06") == ("van 13 tot 16 uur", "exception", "zomeruren")
    assert held(schedule, "2027-08-01") == ("gesloten", "exception", "zomeruren")
    assert held(schedule, "2027-08-02") == ("gesloten", "exception", "verlof")
    assert held(schedule, "2027-08-10") == ("van 9 tot 10 uur", "exception", "sleutels ophalen")
    assert held(schedule, "2027-08-15") == ("gesloten", "exception", "verlof")
    assert held(schedule, "2027-08-31") == ("van 13 tot 16 uur", "exception", "zomeruren")
    assert held(schedule, "2027-09-01") == ("van 10 tot 12 uur en van 13 tot 17 uur", "week", "")


def test_a_holiday_inside_a_closure_has_the_reason_of_the_closure():
    closure = make_exception("24 december 2026 tot en met 3 januari 2027", "gesloten", "kerstverlof")
    schedule = make_schedule(make_place(uitzonderingen=(closure,)))

    assert held(schedule, "2026-12-25") == ("gesloten", "exception", "kerstverlof")
    assert moment(at(schedule, "2026-12-25 10:00").next_open) == "2027-01-05 10:00"  # 4 januari: brugdag


def test_an_exception_can_open_on_a_holiday():
    schedule = make_schedule(make_place(uitzonderingen=(make_exception("2026-12-25", "10:00-12:00"),)))

    assert at(schedule, "2026-12-25 10:30").state == "open"


def test_the_first_calendar_that_contains_a_day_answers():
    place = make_place(
        kalenders=make_answers(
            feestdagen="9:00-10:00", gentse_feesten="bel eerst", schoolvakanties="gesloten"
        )
    )
    schedule = make_schedule(place)

    assert held(schedule, "2027-07-15") == ("gesloten", "calendar", "zomervakantie")
    assert held(schedule, "2027-07-16") == ("bel eerst", "calendar", "Gentse Feesten")
    assert held(schedule, "2027-07-21") == ("van 9 tot 10 uur", "calendar", "nationale feestdag")
    assert held(schedule, "2027-07-25") == ("bel eerst", "calendar", "Gentse Feesten")
    assert held(schedule, "2027-07-26") == ("gesloten", "calendar", "zomervakantie")


def test_open_as_usual_goes_on_to_the_week_past_the_other_calendars():
    place = make_place(kalenders=make_answers(gentse_feesten="gewoon open", schoolvakanties="gesloten"))

    assert held(make_schedule(place), "2027-07-19") == ("van 10 tot 12 uur en van 13 tot 17 uur", "week", "")


@pytest.mark.parametrize(
    "name, day, reason",
    [
        ("feestdagen", "2026-12-25", "Kerstmis"),
        ("extra-sluitingsdagen", "2027-01-04", "brugdag"),
        ("gentse-feesten", "2027-07-19", "Gentse Feesten"),
        ("schoolvakanties", "2026-12-28", "kerstvakantie"),
    ],
)
def test_a_calendar_without_an_answer_makes_its_days_not_known(name, day, reason):
    schedule = make_schedule(make_place(kalenders=make_answers(**{name: None})))

    assert held(schedule, day) == ("bel eerst", "calendar", reason)
    assert held(schedule, "2026-11-23")[1] == "week"


@pytest.mark.parametrize("name", list(EXAMPLE_CALENDARS))
def test_past_the_end_of_a_calendar_nothing_is_known_but_exceptions_and_calendars_before_it(name):
    called = EXAMPLE_CALENDARS[name].naam
    short = EXAMPLE_CALENDARS | {
        name: make_calendar(called, ("2026-12-01", "een dag"), complete="2027-03-01")
    }
    place = make_place(uitzonderingen=(make_exception("2027-03-03", "9:00-10:00"),))
    schedule = make_schedule(place, calendars=short)
    unknown = ("bel eerst", "calendar", f"de {called} van dan zijn nog niet bekend")

    assert held(schedule, "2027-03-01")[1] == "week"
    assert held(schedule, "2027-03-02") == unknown
    assert held(schedule, "2027-03-03") == ("van 9 tot 10 uur", "exception", "")
    paasmaandag = ("gesloten", "calendar", "paasmaandag")
    assert held(schedule, "2027-03-29") == (unknown if name == "feestdagen" else paasmaandag)


def test_without_calendars_only_exceptions_are_known():
    place = make_place(uitzonderingen=(make_exception("2026-11-24", "9:00-10:00"),))
    schedule = make_schedule(place, calendars={})

    assert held(schedule, "2026-11-23") == (
        "bel eerst",
        "calendar",
        "de feestdagen van dan zijn nog niet bekend",
    )
    assert at(schedule, "2026-11-24 09:30").state == "open"
    assert at(schedule, "2026-11-24 10:00").next_open is None


@pytest.mark.parametrize(
    "extra, school, expected",
    [
        ("gesloten", "gewoon open", ("bel eerst", "calendar", "Allerzielen")),
        ("gesloten", "gesloten", ("gesloten", "calendar", "herfstvakantie")),
        ("gewoon open", "gesloten", ("bel eerst", "calendar", "Allerzielen")),
        ("gewoon open", "gewoon open", ("van 10 tot 12 uur en van 13 tot 17 uur", "week", "")),
        (None, "gesloten", ("bel eerst", "calendar", "Allerzielen")),
    ],
)
def test_a_day_that_is_not_certain_is_not_known_unless_it_makes_no_difference(extra, school, expected):
    school_holiday = make_calendar(
        "schoolvakanties", ("1 november 2027 tot en met 7 november 2027", "herfstvakantie")
    )
    calendars = EXAMPLE_CALENDARS | {"schoolvakanties": school_holiday}
    place = make_place(kalenders=make_answers(extra_sluitingsdagen=extra, schoolvakanties=school))

    assert held(make_schedule(place, calendars=calendars), "2027-11-02") == expected


def test_a_range_to_midnight_joins_the_next_day():
    place = make_place(uren={"hulp": parse_week("ma 20:00-24:00; di 0:00-2:00, 9:00-10:00")})
    schedule = make_schedule(place)

    assert moment(at(schedule, "2026-11-23 23:59").until) == "2026-11-24 02:00"
    assert moment(at(schedule, "2026-11-24 00:00").until) == "2026-11-24 02:00"
    assert moment(at(schedule, "2026-11-24 02:00").next_open) == "2026-11-24 09:00"
    assert moment(at(schedule, "2026-11-24 10:00").next_open) == "2026-11-30 20:00"


def test_a_day_that_is_not_known_ends_an_open_time_at_midnight():
    place = make_place(
        uren={"hulp": parse_week("ma-zo 0:00-24:00")},
        uitzonderingen=(make_exception("2026-11-26", "bel eerst"),),
    )

    assert moment(at(make_schedule(place), "2026-11-24 12:00").until) == "2026-11-26 00:00"


def test_a_place_that_never_closes_is_open_as_far_as_the_calendars_reach():
    place = make_place(
        uren={"hulp": parse_week("ma-zo 0:00-24:00")},
        kalenders=dict.fromkeys(EXAMPLE_CALENDARS),
    )
    schedule = make_schedule(place)

    for wall in ("2026-11-23 00:00", "2027-03-28 03:00", "2027-10-31 02:30", "2028-02-29 12:00"):
        assert moment(at(schedule, wall).until) == "2029-01-01 00:00"


def test_a_place_that_never_opens_has_no_next_opening():
    place = make_place(
        uren={"hulp": parse_week("ma-zo gesloten")}, kalenders=make_answers(gentse_feesten="gesloten")
    )
    answer = at(make_schedule(place), "2026-11-23 10:00")

    assert (answer.state, answer.next_open, answer.perhaps_sooner) == ("closed", None, False)


def test_the_next_opening_is_found_past_the_end_of_the_year():
    closure = make_exception("24 december 2026 tot en met 11 januari 2027", "gesloten", "verlof")
    schedule = make_schedule(make_place(uitzonderingen=(closure,)))

    assert moment(at(schedule, "2026-12-23 17:00").next_open) == "2027-01-12 10:00"


def test_the_next_opening_can_be_exactly_seven_days_ahead():
    schedule = make_schedule(make_place(uren={"hulp": parse_week("ma 10-12u")}))

    assert moment(at(schedule, "2026-11-23 12:00").next_open) == "2026-11-30 10:00"
    assert moment(at(schedule, "2026-11-23 09:59").next_open) == "2026-11-23 10:00"


def test_a_summer_closure_is_passed_over():
    closure = make_exception("21 juni 2027 tot en met 31 augustus 2027", "gesloten", "zomersluiting")
    schedule = make_schedule(make_place(uitzonderingen=(closure,)))

    assert moment(at(schedule, "2027-06-18 17:00").next_open) == "2027-09-01 10:00"


def test_an_opening_on_a_holiday_past_the_end_of_other_calendars_is_found():
    short = {name: make_calendar(name, complete="2026-12-24") for name in EXAMPLE_CALENDARS}
    calendars = short | {"feestdagen": EXAMPLE_CALENDARS["feestdagen"]}
    place = make_place(
        uren={"hulp": parse_week("ma 10-12u")}, kalenders=make_answers(feestdagen="9:00-10:00")
    )

    answer = at(make_schedule(place, calendars=calendars), "2026-12-24 17:00")

    assert moment(answer.next_open) == "2026-12-25 09:00"


@pytest.mark.parametrize(
    "wall, state, by_appointment",
    [
        ("2026-11-23 08:59", "closed", True),
        ("2026-11-23 09:00", "unknown", True),
        ("2026-11-23 11:59", "unknown", True),
        ("2026-11-23 12:00", "closed", True),
        ("2026-11-24 09:30", "unknown", True),
        ("2026-11-25 09:30", "closed", True),
        ("2026-12-25 09:30", "closed", True),
    ],
)
def test_the_channel_for_appointments_is_never_open(wall, state, by_appointment):
    place = make_place(uren={"afspraak": parse_week("ma 9-12u; di op afspraak")})

    answer = at(make_schedule(place, "afspraak"), wall)

    assert (answer.state, answer.by_appointment, answer.next_open) == (state, by_appointment, None)


def test_a_day_by_appointment_in_a_closed_week_is_not_denied_before_its_hours():
    place = make_place(
        uren={"hulp": parse_week("ma-zo gesloten")},
        uitzonderingen=(make_exception("2026-11-24", "op afspraak, 14:00-16:00"),),
        kalenders=make_answers(gentse_feesten="gesloten"),
    )

    answer = at(make_schedule(place), "2026-11-24 09:00")

    assert (answer.state, answer.by_appointment) == ("closed", True)


def test_hours_by_appointment_are_not_an_opening():
    place = make_place(uren={"hulp": parse_week("ma 10-12u; di op afspraak, 9-12u; wo 13-17u")})

    answer = at(make_schedule(place), "2026-11-23 12:00")

    assert moment(answer.next_open) == "2026-11-25 13:00"


def test_the_days_that_differ_from_the_week_are_listed_with_their_reason():
    place = make_place(uitzonderingen=(make_exception("2026-12-24", "10:00-12:00", "kerstavond"),))
    days = DateRange(date(2026, 12, 21), date(2027, 1, 5))

    found = [(day.isoformat(), holding.reason) for day, holding in make_schedule(place).differing(days)]

    assert found == [
        ("2026-12-24", "kerstavond"),
        ("2026-12-25", "Kerstmis"),
        ("2027-01-01", "nieuwjaar"),
        ("2027-01-04", "brugdag"),
    ]


def test_a_whole_day_lasts_23_or_25_hours_in_the_nights_of_the_clock_change():
    lengths = []
    for day in ("2027-03-27", "2027-03-28", "2027-10-31"):
        ((start, end),) = minutes(date.fromisoformat(day), (Range(0, MIDNIGHT),))
        assert start == start_of(date.fromisoformat(day))
        lengths.append((end - start) / 60)

    assert lengths == [24, 23, 25]


@pytest.mark.parametrize(
    "day, typed, found",
    [
        ("2027-03-28", "2:00-3:00", []),
        ("2027-03-28", "1:00-2:30", [("00:00", "01:00")]),
        ("2027-03-28", "2:30-4:00", [("01:00", "02:00")]),
        ("2027-03-28", "1:30-3:30", [("00:30", "01:30")]),
        ("2027-10-31", "2:00-2:30", [("00:00", "00:30"), ("01:00", "01:30")]),
        ("2027-10-31", "2:30-3:30", [("00:30", "01:00"), ("01:30", "02:30")]),
        ("2027-10-31", "1:00-3:00", [("23:00", "02:00")]),
    ],
)
def test_wall_time_decides_in_the_nights_of_the_clock_change(day, typed, found):
    utc = [
        tuple(f"{datetime.fromtimestamp(m * 60, UTC):%H:%M}" for m in pair)
        for pair in minutes(date.fromisoformat(day), parse_day(typed).ranges)
    ]

    assert utc == found


@pytest.mark.parametrize(
    "wall, utc",
    [
        ("2027-03-28 01:59", "2027-03-28 00:59"),
        ("2027-03-28 02:00", "2027-03-28 01:00"),
        ("2027-03-28 02:59", "2027-03-28 01:00"),
        ("2027-03-28 03:00", "2027-03-28 01:00"),
        ("2027-10-31 02:30", "2027-10-31 00:30"),
        ("2027-10-31 03:00", "2027-10-31 02:00"),
    ],
)
def test_a_wall_time_that_is_skipped_is_the_moment_of_the_change(wall, utc):
    assert from_wall(datetime.fromisoformat(wall)).astimezone(UTC).strftime("%Y-%m-%d %H:%M") == utc


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "UTC"])
def test_the_zone_of_the_visitor_makes_no_difference(zone):
    wall = datetime(2026, 12, 24, 23, 30, tzinfo=WALL)

    assert make_schedule().at(wall.astimezone(ZoneInfo(zone))) == make_schedule().at(wall)


@pytest.mark.parametrize(
    "first, second, crossing",
    [
        (("2027-07-01", "gesloten"), ("2027-07-01", "gesloten"), False),
        (("2027-07-01", "gesloten"), ("2027-07-01", "9:00-10:00"), True),
        (("2027-07-01", "gesloten", "", "hulp"), ("2027-07-01", "9:00-10:00"), False),
        (("van 1/7/2027 tot 10/7/2027", "gesloten"), ("van 5/7/2027 tot 15/7/2027", "bel eerst"), True),
        (("van 1/7/2027 tot 10/7/2027", "gesloten"), ("van 5/7/2027 tot 15/7/2027", "gesloten"), False),
        (("van 1/7/2027 tot 10/7/2027", "gesloten"), ("van 5/7/2027 tot 10/7/2027", "bel eerst"), False),
        (("van 1/7/2027 tot 10/7/2027", "gesloten"), ("van 11/7/2027 tot 15/7/2027", "bel eerst"), False),
        # On the two days that both have, a Friday and a Saturday, the week is closed too.
        (("van 1/7/2027 tot 10/7/2027", "gesloten"), ("van 9/7/2027 tot 15/7/2027", {0: CALL_FIRST}), False),
        (("van 1/7/2027 tot 10/7/2027", "gesloten"), ("van 9/7/2027 tot 15/7/2027", {4: CALL_FIRST}), True),
    ],
)
def test_exceptions_conflict_when_they_cross_and_say_different_things(first, second, crossing):
    made = [make_exception(*first), make_exception(*second)]

    for pair in (made, made[::-1]):
        assert [(one, other) for one, other, _ in conflicts(pair)] == ([(0, 1)] if crossing else [])


def test_a_conflict_names_the_first_day_on_which_the_two_differ():
    closed = make_exception("van 1/6/2026 tot 10/6/2026", "gesloten")
    week = make_exception("van 8/6/2026 tot 20/6/2026", parse_week("ma gesloten; di 9-10u"))

    assert list(conflicts([closed, week])) == [(0, 1, date(2026, 6, 9))]


# What a missing line does.

FULL_RECORD = """
id: voorbeeld
naam: Voorbeeldpunt
organisatie: Voorbeeld vzw
status: actief
adres: {straat: Voorbeeldstraat, nummer: 1, postcode: 9000, gemeente: Gent}
ingang: via de poort
wijk: dampoort
coordinaten: {lat: 51.049, lon: 3.74561, nauwkeurigheid: straat}
telefoon: 09 200 00 00
email: voorbeeld@stad.gent
website: https://stad.gent/voorbeeld
uren:
  hulp: {maandag: "10:00-12:00, 13:00-17:00", dinsdag: "13:00-17:00", vrijdag: "gesloten"}
  computer: {ma-vr: "9:00-17:00"}
  afspraak: {woensdag: "9:00-12:00"}
kalenders:
  feestdagen: gesloten
  extra-sluitingsdagen: gesloten
  gentse-feesten: 10:00-12:00
  schoolvakanties: gewoon open
uitzonderingen:
  - {op: 2026-12-24, uren: "10:00-12:00", reden: kerstavond}
  - {van: 2026-12-28, tot: 2027-01-03, uren: gesloten, reden: kerstverlof}
  - {van: 2027-07-01, tot: 2027-08-31, kanaal: hulp, uren: {dinsdag: "13:00-16:00"}, reden: zomeruren}
doelgroep: [iedereen]
aanbod: [computer]
hulp_bij: [internet]
kost: gratis
meebrengen: [je toestel]
talen: [Nederlands]
toegankelijk: {zonder_trap: ja, toilet: onbekend, parking: nee}
melding: {tekst: een bericht, tot: 2027-12-31}
opmerking: een opmerking
nagekeken: {op: 2026-11-02, hoe: gebeld}
bron: {naam: een voorbeeld, datum: 2026-11-02, url: "https://stad.gent/bron"}
"""

# Lines that mean something else when they are gone, by the rules: not a fault but an edit.
EDITS = {
    ("uitzonderingen",): "without exceptions the week and the calendars hold",
    ("uitzonderingen", 2, "kanaal"): "left out, an exception is one of the whole place",
    ("uren", "hulp", "maandag"): "a day that is not written is closed",
    ("uren", "hulp", "dinsdag"): "a day that is not written is closed",
    ("uren", "hulp", "vrijdag"): "a day that is not written is closed",
}


def keys_of(value, path=()):
    """The path of every key, also of those inside lists and blocks; never of an item of a list."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from keys_of(item, (*path, index))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from keys_of(inner, (*path, key))


def loaded() -> dict:
    """As text: plain YAML reads 9:00 as 540."""
    return yaml.load(FULL_RECORD, yaml.BaseLoader)


def without(path) -> dict:
    record = loaded()
    inner = record
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return record


def states(project, record: dict) -> dict[tuple[str, str], str]:
    """The state of each channel on days of every rule; nothing when the data is refused."""
    path = project / "data" / "digipunten.yaml"
    path.write_text(yaml.safe_dump({"digipunten": [record]}, allow_unicode=True), encoding="utf-8")
    site, _ = read_site(Paths.of(project), TODAY)
    (place,) = site.digipunten.values()
    found = {}
    for channel in ("hulp", "computer", "afspraak"):
        schedule = Schedule(place, channel, site.calendars, THRESHOLDS, TODAY)
        for day in DAYS:
            for clock in ("09:30", "10:30", "12:30", "14:30", "16:30", "20:00"):
                found[channel, f"{day} {clock}"] = at(schedule, f"{day} {clock}").state
    return found


# An ordinary week; then days of an exception, of each calendar, and of a calendar inside an exception.
DAYS = """
    2026-11-23 2026-11-24 2026-11-25 2026-11-26 2026-11-27 2026-11-28 2026-11-29
    2026-12-24 2026-12-25 2026-12-26 2026-12-28 2027-01-01 2027-01-04 2027-02-08
    2027-05-06 2027-05-07 2027-07-06 2027-07-07 2027-07-19 2027-07-21 2027-11-02 2029-01-08
""".split()  # noqa: SIM905
KEYS = list(keys_of(loaded()))


@pytest.mark.parametrize(
    "path", [key for key in KEYS if key not in EDITS], ids=lambda p: ".".join(map(str, p))
)
def test_a_line_that_is_gone_never_makes_a_place_open_or_closed(project, path):
    before = states(project, loaded())
    assert set(before.values()) == {"open", "closed", "unknown"}

    try:
        after = states(project, without(path))
    except DataError:
        return

    changed = {key: after[key] for key in before if after[key] != before[key]}
    assert set(changed.values()) <= {"unknown"}


def test_all_edits_are_lines_of_the_record():
    assert len(KEYS) > 60 and set(EDITS) <= set(KEYS)


@pytest.mark.parametrize(
    "path, days",
    [
        (("kalenders",), {"2026-12-25", "2027-02-08", "2027-07-19", "2027-07-21", "2027-05-06"}),
        (("kalenders", "feestdagen"), {"2026-12-25", "2027-07-21", "2027-05-06"}),
        (("kalenders", "gentse-feesten"), {"2027-07-19"}),
        (("kalenders", "schoolvakanties"), {"2027-02-08", "2027-07-06", "2027-07-07"}),
        (("nagekeken",), set(DAYS)),
    ],
)
def test_without_an_answer_or_a_check_those_days_are_not_known(project, path, days):
    after = states(project, without(path))

    for day in days:
        assert {after["computer", f"{day} {clock}"] for clock in ("09:30", "12:30", "20:00")} == {"unknown"}


@pytest.mark.parametrize(
    "path",
    [("status",), ("bron",), ("nagekeken", "op"), ("uren",), ("uren", "hulp"), ("uitzonderingen", 0, "uren")],
)
def test_a_record_that_misses_what_it_needs_is_refused(project, path):
    with pytest.raises(DataError):
        states(project, without(path))

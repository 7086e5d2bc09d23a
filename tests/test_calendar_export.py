"""The calendar file, read back by the icalendar package."""

import re
from datetime import UTC, date, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.calendar_export import _escaped, _folded, calendar
from sitegen.dates import DateRange, parse_dates
from sitegen.hours import parse_week
from sitegen.model import Notice
from sitegen.schedule import minutes
from tests.schedules import cases, make_exception, make_place, make_schedule

DAY = timedelta(days=1)
MONDAY = parse_dates("2026-11-23")


def exported(schedule, days: DateRange) -> str:
    return calendar({"hulp": schedule}, "Voorbeeldpunt", days, "voorbeeld.example")


def events(data: str) -> list:
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def in_utc(event) -> tuple[int, int]:
    """Minutes since 1970; icalendar finds the moment of a wall time with the VTIMEZONE of the file or its own."""
    edges = (event.decoded(name).astimezone(UTC) for name in ("DTSTART", "DTEND"))
    start, end = (int(edge.timestamp()) // 60 for edge in edges)
    return start, end


@settings(max_examples=80)
@given(case=cases())
def test_each_open_time_is_one_event_at_the_same_moments(case):
    schedule = case.schedule
    days = DateRange(case.window.first - DAY, case.window.last + 8 * DAY)

    found = events(exported(schedule, days))

    visits = [event for event in found if not event["SUMMARY"].startswith("Op afspraak: ")]
    assert [in_utc(event) for event in visits] == [
        interval for day in days for interval in schedule.openings(day)
    ]
    assert [in_utc(event) for event in found if event not in visits] == [
        interval
        for day in days
        if schedule.on(day).day.kind == "op afspraak"
        for interval in minutes(day, schedule.on(day).day.ranges)
    ]
    assert len({event["UID"] for event in found}) == len(found)


WHOLE = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//voorbeeld.example//openingsuren//NL
X-WR-CALNAME:Voorbeeldpunt
REFRESH-INTERVAL;VALUE=DURATION:P1D
BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:voorbeeld-hulp-20261123T090000Z@voorbeeld.example
DTSTAMP:20261123T000000Z
DTSTART;TZID=Europe/Brussels:20261123T100000
DTEND;TZID=Europe/Brussels:20261123T120000
SUMMARY:Voorbeeldpunt: hulp
LOCATION:Voorbeeldstraat 1\\, 9000 Gent
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:voorbeeld-hulp-20261123T190000Z@voorbeeld.example
DTSTAMP:20261123T000000Z
DTSTART;TZID=Europe/Brussels:20261123T200000
DTEND;TZID=Europe/Brussels:20261124T000000
SUMMARY:Voorbeeldpunt: hulp
LOCATION:Voorbeeldstraat 1\\, 9000 Gent
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""


def test_a_file_as_a_whole():
    place = make_place(uren={"hulp": parse_week("ma 10:00-12:00, 20:00-24:00")})

    assert exported(make_schedule(place), MONDAY) == WHOLE.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "hours, edges",
    [
        # 28 March 2027 has no 2:00 to 3:00: what begins there begins when the clock jumps.
        ("2027-03-28 2:30-4:00", [(";TZID=Europe/Brussels:20270328T030000", "20270328T040000")]),
        ("2027-03-28 2:00-3:00", []),
        # 31 October 2027 has 2:00 to 3:00 twice.
        (
            "2027-10-31 2:00-2:30",
            [(":20271031T000000Z", "20271031T003000Z"), (":20271031T010000Z", "20271031T013000Z")],
        ),
        ("2027-10-31 1:00-3:00", [(";TZID=Europe/Brussels:20271031T010000", "20271031T030000")]),
        ("2027-10-31 2:00-3:00", [(":20271031T000000Z", "20271031T020000Z")]),
    ],
)
def test_the_nights_of_the_clock_change_are_told_without_doubt(hours, edges):
    day, text = hours.split()
    place = make_place(uitzonderingen=(make_exception(day, text),))

    lines = exported(make_schedule(place), parse_dates(day)).split("BEGIN:VEVENT")[1:]

    assert len(lines) == len(edges)
    for event, (start, end) in zip(lines, edges, strict=True):
        assert f"DTSTART{start}\r\n" in event
        assert f"{end}\r\n" in event


def test_the_reason_of_other_hours_is_told():
    place = make_place(uitzonderingen=(make_exception("2026-11-23", "10:00-12:00", "opleiding"),))

    (event,) = events(exported(make_schedule(place), MONDAY))

    assert event["DESCRIPTION"] == "opleiding"


def test_appointments_are_named_and_unknown_days_have_no_event():
    place = make_place(uren={"hulp": parse_week("ma op afspraak, 9:00-12:00; di bel eerst; wo op afspraak")})

    found = events(exported(make_schedule(place), parse_dates("van 23/11/2026 tot 25/11/2026")))

    assert [str(event["SUMMARY"]) for event in found] == ["Op afspraak: Voorbeeldpunt, hulp"]


@pytest.mark.parametrize(
    "changes, description",
    [
        ({"nagekeken": None}, "We weten het niet zeker: de uren zijn nooit nagekeken. Bel eerst."),
        (
            {"status": "tijdelijk-gesloten", "melding": Notice("We verbouwen, tot mei.")},
            "Gesloten: We verbouwen, tot mei. Bel eerst.",
        ),
        ({"status": "tijdelijk-gesloten"}, "Gesloten. Bel eerst."),
    ],
)
def test_a_place_without_days_empties_the_calendar_and_says_why(changes, description):
    found = icalendar.Calendar.from_ical(exported(make_schedule(make_place(**changes)), MONDAY))

    assert [part.name for part in found.subcomponents] == ["VTIMEZONE"]
    assert found["X-WR-CALDESC"] == description.replace(",", "\\,")


def test_every_channel_has_its_own_events():
    place = make_place(uren={"hulp": parse_week("ma 10-12u"), "computer": parse_week("ma 10-12u")})
    schedules = {
        "hulp": make_schedule(place, "hulp"),
        "een computer gebruiken": make_schedule(place, "computer"),
    }

    found = events(calendar(schedules, "Punt", MONDAY, "voorbeeld.example"))

    assert [str(event["SUMMARY"]) for event in found] == ["Punt: hulp", "Punt: een computer gebruiken"]
    assert [str(event["UID"]) for event in found] == [
        "voorbeeld-hulp-20261123T090000Z@voorbeeld.example",
        "voorbeeld-computer-20261123T090000Z@voorbeeld.example",
    ]


def test_two_builds_on_one_day_are_equal():
    def build():
        return exported(make_schedule(), DateRange(date(2026, 11, 23), date(2027, 2, 20)))

    assert build() == build()


@given(name=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=120))
def test_any_name_is_read_back_as_it_was(name):
    data = calendar({"hulp": make_schedule()}, name, MONDAY, "voorbeeld.example")

    lines = data.removesuffix("\r\n").split("\r\n")
    assert all(0 < len(line.encode()) <= 75 for line in lines)
    wanted = " ".join(name.splitlines()) if "\u2028" in name or "\u2029" in name else name
    assert [str(event["SUMMARY"]).replace("\n", " ") for event in events(data)] == [f"{wanted}: hulp"] * 2


def test_lines_are_folded_between_characters():
    assert _folded("x" * 75) == b"x" * 75 + b"\r\n"
    assert _folded("x" * 76) == b"x" * 75 + b"\r\n x\r\n"
    assert (
        _folded("x" * 74 + "é" + "y" * 73) == b"x" * 74 + b"\r\n " + "é".encode() + b"y" * 72 + b"\r\n y\r\n"
    )


def test_text_is_escaped():
    assert _escaped("a, b; c\\d\r\ne\x00") == r"a\, b\; c\\d\ne"


def about(text):
    found = icalendar.Calendar.from_ical(text)
    assert found["URL"].startswith("https://digitaal-mee.example/digipunten/")
    return str(found["X-WR-CALDESC"]).replace("\u00a0", " ")


def test_the_files_in_a_built_site_are_whole(example_site):
    """Also a long line, which goes on after a blank on the next one."""
    texts = [path.read_bytes() for path in example_site.glob("digipunten/*/uren.ics")]

    assert len(texts) > 20 and any(b"\r\n " in text for text in texts)
    assert any(
        "Laatst nagekeken: 16 november 2026. Uren tot en met 21 februari 2027. Licentie: niet bekend." in told
        for told in map(about, texts)
    )
    for text in texts:
        lines = text.split(b"\r\n")
        assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
        assert all(len(line) <= 75 and b"\n" not in line for line in lines)
        assert all(re.match(rb"[A-Z-]+[;:]| ", line) for line in lines[:-1])
        events = icalendar.Calendar.from_ical(text).events
        assert len(events) == text.count(b"BEGIN:VEVENT")

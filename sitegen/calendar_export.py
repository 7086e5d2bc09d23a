"""Opening hours as an iCalendar file (RFC 5545), for the calendar on a phone.

Written by hand: the icalendar package takes longer to import than the whole site takes to build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from sitegen.dates import DateRange
from sitegen.schedule import BRUSSELS, Schedule, minutes

# The clock of Brussels since 1996; the change of spring starts at 2:00, the wall time before it.
TIME_ZONE = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Brussels",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "END:VTIMEZONE",
]


def calendar(schedules: Mapping[str, Schedule], name: str, days: DateRange, host: str) -> bytes:
    """One event for each open time in `days`, by the title of its channel.

    Hours that nobody can vouch for are left out: a subscriber's old ones disappear.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(host)}//uren//NL",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-CALDESC:" + _text(_description(schedules, days)),
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *TIME_ZONE,
        *(
            line
            for title, schedule in schedules.items()
            for line in _events(schedule, f"{name}: {title}", days, host)
        ),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _description(schedules: Mapping[str, Schedule], days: DateRange) -> str:
    always = next((schedule.always for schedule in schedules.values() if schedule.always), None)
    if always or not schedules:
        return f"Bel eerst: {always.reason if always else 'de uren zijn niet bekend'}"
    return f"Uren van {days}"


def _events(schedule: Schedule, title: str, days: DateRange, host: str) -> Iterator[str]:
    for day in days:
        holding = schedule.on(day)
        if holding.day.kind == "bel eerst":
            continue
        note = " (op afspraak)" if holding.day.kind == "op afspraak" else ""
        for start, end in minutes(day, holding.day.ranges):
            yield "BEGIN:VEVENT"
            yield f"UID:{schedule.place.id}-{schedule.channel}-{start}@{host}"
            yield f"DTSTAMP:{days.first:%Y%m%d}T000000Z"
            yield f"DTSTART{_moment(start)}"
            yield f"DTEND{_moment(end)}"
            yield f"SUMMARY:{_text(title + note)}"
            if holding.reason:
                yield f"DESCRIPTION:{_text(holding.reason)}"
            yield f"LOCATION:{_text(str(schedule.place.adres))}"
            yield "TRANSP:TRANSPARENT"
            yield "END:VEVENT"


def _moment(minute: int) -> str:
    """Wall time with its zone; in the hour that comes twice only UTC tells which one."""
    moment = datetime.fromtimestamp(minute * 60, BRUSSELS)
    if moment.fold or moment.replace(fold=1).utcoffset() != moment.utcoffset():
        return f":{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f";TZID=Europe/Brussels:{moment:%Y%m%dT%H%M%S}"


def _text(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> bytes:
    """At most 75 octets on a line, never cut inside a character; the next begins with a space."""
    pieces = [b""]
    for character in line:
        octets = character.encode()
        if len(pieces[-1]) + len(octets) > (75 if len(pieces) == 1 else 74):
            pieces.append(b"")
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"

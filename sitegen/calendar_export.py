"""Opening hours as an iCalendar file (RFC 5545) to subscribe to: one event for each open time.

Written by hand: with the icalendar package, building the site would take twice as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from sitegen.dates import DateRange
from sitegen.schedule import BRUSSELS, Schedule, minutes

# The rules since 1996. Libraries let the spring change begin an hour late.
TIMEZONE = """\
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
END:VTIMEZONE"""

LINE_OCTETS = 75
CRLF = b"\r\n"
BEGIN = b"BEGIN:VEVENT\r\n"
END = b"TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"


def calendar(
    schedules: Mapping[str, Schedule], name: str, days: DateRange, host: str, about: str = "", url: str = ""
) -> str:
    """Schedules by what visitors call them ("hulp"); `host` makes the events unique in the world.

    `about` is what a subscriber reads of the whole, and `url` (RFC 7986) the page with more.

    A place that says nothing about days has no events, so that those of before vanish.
    """
    description = " ".join(filter(None, [*_why_empty(schedules), about]))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{host}//openingsuren//NL",
        f"X-WR-CALNAME:{_escaped(name)}",
        *([f"X-WR-CALDESC:{_escaped(description)}"] if description else []),
        *([f"URL:{url}"] if url else []),
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *TIMEZONE.splitlines(),
    ]
    parts = [_folded(line) for line in lines]
    for title, schedule in schedules.items():
        parts += _events(schedule, title, name, days, host)
    return b"".join([*parts, _folded("END:VCALENDAR")]).decode()


def _why_empty(schedules: Mapping[str, Schedule]) -> Iterator[str]:
    """What a subscriber reads about a place that says nothing about days."""
    always = [schedule.always for schedule in schedules.values()]
    if always and always[0] and all(always):
        state = "Gesloten" if always[0].rule == "status" else "We weten het niet zeker"
        reason = always[0].reason.rstrip(".")
        yield f"{state}: {reason}. Bel eerst." if reason else f"{state}. Bel eerst."


def _events(schedule: Schedule, title: str, name: str, days: DateRange, host: str) -> Iterator[bytes]:
    stamp = _folded(f"DTSTAMP:{days.first:%Y%m%d}T000000Z")
    location = _folded(f"LOCATION:{_escaped(str(schedule.place.adres))}")
    summary = _folded(f"SUMMARY:{_escaped(f'{name}: {title}')}")
    by_appointment = _folded(f"SUMMARY:{_escaped(f'Op afspraak: {name}, {title}')}")
    for day, holding in schedule.each(days):
        if not holding.day.ranges:
            continue
        about = by_appointment if holding.day.kind == "op afspraak" else summary
        reason = _folded(f"DESCRIPTION:{_escaped(holding.reason)}") if holding.reason else b""
        for start, end in minutes(day, holding.day.ranges):
            uid = _folded(f"UID:{schedule.place.id}-{schedule.channel}-{_in_utc(start)}@{host}")
            yield b"".join((BEGIN, uid, stamp, _edges(start, end), about, reason, location, END))


@lru_cache(maxsize=65536)
def _edges(start: int, end: int) -> bytes:
    """In Brussels time, unless an edge lies in the hour that comes twice: iCalendar can name its first pass only."""
    local = [datetime.fromtimestamp(minute * 60, BRUSSELS) for minute in (start, end)]
    if any(moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset() for moment in local):
        return _folded(f"DTSTART:{_in_utc(start)}") + _folded(f"DTEND:{_in_utc(end)}")
    opens, closes = (f"{moment:%Y%m%dT%H%M%S}" for moment in local)
    return _folded(f"DTSTART;TZID=Europe/Brussels:{opens}") + _folded(f"DTEND;TZID=Europe/Brussels:{closes}")


@lru_cache(maxsize=65536)
def _in_utc(minute: int) -> str:
    return f"{datetime.fromtimestamp(minute * 60, UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    one_line = "\n".join(text.splitlines())
    allowed = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", one_line)
    return re.sub(r"[\\;,]", r"\\\g<0>", allowed).replace("\n", r"\n")


def _folded(line: str) -> bytes:
    """The space that begins each further line counts; a character is never cut in two."""
    rest = line.encode()
    if len(rest) <= LINE_OCTETS:
        return rest + CRLF
    parts = []
    room = LINE_OCTETS
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(rest[:cut])
        rest, room = rest[cut:], LINE_OCTETS - 1
    return (CRLF + b" ").join([*parts, rest]) + CRLF

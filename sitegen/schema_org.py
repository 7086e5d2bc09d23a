"""A place and its hours in the words of schema.org, for search engines.

A day that is not known is covered by no hours at all; one that is known and not covered is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from sitegen.dates import DateRange
from sitegen.hours import MIDNIGHT, Day, Range, digital
from sitegen.model import Digipunt
from sitegen.schedule import Schedule

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# The hours of the place itself are those of the first that it has.
MAIN_CHANNELS = ("computer", "hulp")
FEATURES = {
    "computer": "een computer gebruiken",
    "hulp": "hulp van een begeleider",
    "afspraak": "hulp op afspraak",
    "telefoon": "hulp aan de telefoon",
}

Ranges = tuple[Range, ...]
# Search engines read 00:00 to 00:00 as closed.
CLOSED_RANGE = Range(0, 0)


def place(digipunt: Digipunt, schedules: Mapping[str, Schedule], url: str, days: DateRange) -> dict[str, Any]:
    """JSON-LD. Schedules by channel."""
    main = next((schedules[channel] for channel in MAIN_CHANNELS if channel in schedules), None)
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "Place",
            "@id": f"{url}#plaats",
            "name": digipunt.naam,
            "url": url,
            "address": _address(digipunt),
            "geo": _geo(digipunt),
            "telephone": digipunt.telefoon.uri.removeprefix("tel:") if digipunt.telefoon else "",
            **(_hours(main, days) if main else {}),
            "amenityFeature": [_feature(channel, found, days) for channel, found in schedules.items()],
        }
    )


def _address(digipunt: Digipunt) -> dict[str, Any]:
    return _filled(
        {
            "@type": "PostalAddress",
            "streetAddress": f"{digipunt.adres.straat} {digipunt.adres.nummer}",
            "postalCode": digipunt.adres.postcode,
            "addressLocality": digipunt.adres.gemeente,
            "addressCountry": "BE",
        }
    )


def _geo(digipunt: Digipunt) -> dict[str, Any]:
    """Only a point at the building: one at a stop or in the street would lead people to the wrong door."""
    found = digipunt.coordinaten
    if not found or found.nauwkeurigheid != "gebouw":
        return {}
    return {"@type": "GeoCoordinates", "latitude": found.lat, "longitude": found.lon}


def _hours(schedule: Schedule, days: DateRange) -> dict[str, Any]:
    """The ordinary week, and what is different from it; nothing of a record that cannot be trusted."""
    if schedule.always:
        closed = [_specification(CLOSED_RANGE, days)] if schedule.always.rule == "status" else []
        return {"specialOpeningHoursSpecification": closed}
    return {
        "openingHoursSpecification": list(
            _weekly(schedule, days, lambda day: _ranges_on(schedule, day) is None)
        ),
        "specialOpeningHoursSpecification": list(_differing(schedule, days)),
    }


def _feature(channel: str, schedule: Schedule, days: DateRange) -> dict[str, Any]:
    """Its hours in one list, in which nothing replaces anything: each day is covered by what holds on it."""
    hours: list[dict[str, Any]] = []
    if not schedule.always:
        hours += _weekly(schedule, days, lambda day: _ranges_on(schedule, day) != _ordinary(schedule, day))
        hours += (found for found in _differing(schedule, days) if found["opens"] != found["closes"])
    return _filled(
        {
            "@type": "LocationFeatureSpecification",
            "name": FEATURES[channel],
            "value": True,
            "hoursAvailable": hours,
        }
    )


def _weekly(
    schedule: Schedule, days: DateRange, is_left_out: Callable[[date], bool]
) -> Iterator[dict[str, Any]]:
    """The ordinary week, in as many periods as it takes to leave some days out."""
    weekdays: dict[Range, list[int]] = {}
    for weekday in range(7):
        for found in _open(schedule.ordinary(weekday)):
            weekdays.setdefault(found, []).append(weekday)
    # A day without ordinary hours need not be left out: no hours cover it anyhow.
    for left_out, run in groupby(days, lambda day: bool(_ordinary(schedule, day)) and is_left_out(day)):
        period = list(run)
        here = {day.weekday() for day in period}
        for found, all_days in weekdays.items():
            if not left_out and here.intersection(all_days):
                names = [WEEKDAYS[weekday] for weekday in all_days if weekday in here]
                yield {
                    **_specification(found, DateRange(period[0], period[-1])),
                    "dayOfWeek": names,
                }


def _differing(schedule: Schedule, days: DateRange) -> Iterator[dict[str, Any]]:
    """Known days that are not as in the ordinary week, those that follow each other together."""

    def other(day: date) -> Ranges | None:
        ranges = _ranges_on(schedule, day)
        return None if ranges == _ordinary(schedule, day) else ranges

    for ranges, run in groupby(days, other):
        period = list(run)
        if ranges is not None:
            for found in ranges or (CLOSED_RANGE,):
                yield _specification(found, DateRange(period[0], period[-1]))


def _ranges_on(schedule: Schedule, day: date) -> Ranges | None:
    """None when it is not known."""
    held = schedule.on(day).day
    return None if held.kind == "bel eerst" else _open(held)


def _ordinary(schedule: Schedule, day: date) -> Ranges:
    return _open(schedule.ordinary(day.weekday()))


def _open(day: Day) -> Ranges:
    """Nobody can walk in on a day by appointment."""
    return day.ranges if day.kind == "uren" else ()


def _specification(found: Range, days: DateRange) -> dict[str, Any]:
    # A day has no 24:00 here; closing at 00:00 is that of the next day.
    closes = MIDNIGHT - 1 if found == Range(0, MIDNIGHT) else found.closes % MIDNIGHT
    return {
        "@type": "OpeningHoursSpecification",
        "opens": digital(found.opens),
        "closes": digital(closes),
        "validFrom": days.first.isoformat(),
        "validThrough": days.last.isoformat(),
    }


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in data.items() if value not in ("", [], {})}

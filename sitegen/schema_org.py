"""A place for search engines, as schema.org describes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sitegen.dates import DateRange
from sitegen.hours import CLOSED, MIDNIGHT, Day, Range
from sitegen.model import Digipunt
from sitegen.schedule import Schedule

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SERVICES = {
    "hulp": "Hulp van een medewerker",
    "computer": "Gratis computer",
    "afspraak": "Hulp op afspraak",
    "telefoon": "Bellen",
}


def place(
    digipunt: Digipunt, schedules: Mapping[str, Schedule], address: str, days: DateRange
) -> dict[str, Any]:
    """The hours speak of `days` only, and of no day that is not known; old hours are left out."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Place",
        "@id": f"{address}#plaats",
        "name": digipunt.naam,
        "url": address,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": f"{digipunt.adres.straat} {digipunt.adres.nummer}",
            **({"postalCode": digipunt.adres.postcode} if digipunt.adres.postcode else {}),
            "addressLocality": digipunt.adres.gemeente,
            "addressCountry": "BE",
        },
    }
    if digipunt.coordinaten and digipunt.coordinaten.nauwkeurigheid == "gebouw":
        point = digipunt.coordinaten.point
        found["geo"] = {"@type": "GeoCoordinates", "latitude": point.lat, "longitude": point.lon}
    if digipunt.telefoon:
        found["telephone"] = digipunt.telefoon.uri.removeprefix("tel:")
    if digipunt.status != "actief" and digipunt.status != "gestopt":
        found["specialOpeningHoursSpecification"] = list(_specifications(CLOSED, days))
        return found
    known = {channel: schedule for channel, schedule in schedules.items() if not schedule.always}
    main = known.get("computer") or known.get("hulp")
    if main:
        found["openingHoursSpecification"] = list(_ordinary(main, days))
        found["specialOpeningHoursSpecification"] = list(_special(main, days))
    if known:
        found["amenityFeature"] = [
            {
                "@type": "LocationFeatureSpecification",
                "name": SERVICES[channel],
                "value": True,
                "hoursAvailable": [*_ordinary(schedule, days), *_special(schedule, days)],
            }
            for channel, schedule in known.items()
        ]
    return found


def _ordinary(schedule: Schedule, days: DateRange) -> Iterator[dict[str, Any]]:
    """The week, in the periods between days that are not known."""
    groups: dict[Range, list[str]] = {}
    for weekday, name in enumerate(WEEKDAYS):
        day = schedule.ordinary(weekday)
        for found in day.ranges if day.kind == "uren" else ():
            groups.setdefault(found, []).append(name)
    for period in _known_periods(schedule, days):
        for hours, names in groups.items():
            yield {**_specification(period, hours), "dayOfWeek": names}


def _special(schedule: Schedule, days: DateRange) -> Iterator[dict[str, Any]]:
    """The known days that differ, those in a row with the same hours together."""
    run: DateRange | None = None
    hours = CLOSED
    for day, holding in schedule.differing(days):
        if holding.day.kind != "uren":
            continue
        if run and run.last + timedelta(days=1) == day and holding.day == hours:
            run = DateRange(run.first, day)
            continue
        if run:
            yield from _specifications(hours, run)
        run, hours = DateRange(day, day), holding.day
    if run:
        yield from _specifications(hours, run)


def _known_periods(schedule: Schedule, days: DateRange) -> Iterator[DateRange]:
    first: date = days.first
    for day, holding in schedule.differing(days):
        if holding.day.kind != "uren":
            if first < day:
                yield DateRange(first, day - timedelta(days=1))
            first = day + timedelta(days=1)
    if first <= days.last:
        yield DateRange(first, days.last)


def _specifications(day: Day, days: DateRange) -> Iterator[dict[str, Any]]:
    """A day that is closed opens and closes at 00:00."""
    if not day.ranges:
        yield {**_dated(days), "opens": "00:00", "closes": "00:00"}
    for hours in day.ranges:
        yield _specification(days, hours)


def _specification(days: DateRange, hours: Range) -> dict[str, Any]:
    """24:00 is no time here: a whole day ends at 23:59, an evening at 00:00 of the next day."""
    closes = "23:59" if (hours.opens, hours.closes) == (0, MIDNIGHT) else _clock(hours.closes % MIDNIGHT)
    return {**_dated(days), "opens": _clock(hours.opens), "closes": closes}


def _dated(days: DateRange) -> dict[str, Any]:
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": days.first.isoformat(),
        "validThrough": days.last.isoformat(),
    }


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"

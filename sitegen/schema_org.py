"""A page in the words of schema.org, for search engines: where it stands, and the place, service or contact it is about.

A day that is not known is covered by no hours at all; one that is known and not covered is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from sitegen.dates import DateRange, runs
from sitegen.hours import MIDNIGHT, Day, Range, digital
from sitegen.model import Contact, Digipunt, Programme
from sitegen.schedule import DAY, Schedule

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


def json_ld(things: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """All that a page is about, as its script says it; nothing when there is nothing."""
    if not things:
        return {}
    return {"@context": "https://schema.org", **(things[0] if len(things) == 1 else {"@graph": things})}


def breadcrumbs(trail: Sequence[tuple[str, str]], title: str) -> list[dict[str, Any]]:
    """The names and whole addresses of the pages above a page, from home on, and the page itself at the end."""
    if not trail:
        return []
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": url}
        for position, (name, url) in enumerate(trail, 1)
    ]
    items.append({"@type": "ListItem", "position": len(items) + 1, "name": title})
    return [{"@type": "BreadcrumbList", "itemListElement": items}]


def organization(contact: Contact) -> dict[str, Any]:
    """Who answers questions."""
    return _filled(
        {
            "@type": "GovernmentOrganization",
            "name": contact.naam,
            "description": contact.wat,
            "url": contact.website,
            "telephone": _number(contact),
            "email": contact.email,
        }
    )


def service(
    programme: Programme, url: str, audiences: Iterable[str], contacts: Iterable[Contact]
) -> dict[str, Any]:
    """An action; an offer says when there was something to have, so that this stays true when it is over."""
    start, end = programme.periode.start, programme.periode.einde
    is_over = end and programme.periode.einde_zeker
    when = _filled(
        {
            "availabilityStarts": start.first_day.isoformat() if start else "",
            "availabilityEnds": end.last_day.isoformat() if end and is_over else "",
        }
    )
    return _filled(
        {
            "@type": "GovernmentService",
            "name": programme.titel,
            "description": programme.kort,
            "url": url,
            "audience": [{"@type": "Audience", "audienceType": name} for name in audiences],
            "availableChannel": [_channel(contact) for contact in contacts],
            "offers": {"@type": "Offer", **when} if when else {},
        }
    )


def _channel(contact: Contact) -> dict[str, Any]:
    point = _filled({"telephone": _number(contact), "email": contact.email})
    return _filled(
        {
            "@type": "ServiceChannel",
            "name": contact.naam,
            "serviceUrl": contact.website,
            "servicePhone": {"@type": "ContactPoint", **point} if point else {},
        }
    )


def _number(record: Contact | Digipunt) -> str:
    return record.telefoon.uri.removeprefix("tel:") if record.telefoon else ""


def place(digipunt: Digipunt, schedules: Mapping[str, Schedule], url: str, days: DateRange) -> dict[str, Any]:
    """Schedules by channel."""
    main = next((schedules[channel] for channel in MAIN_CHANNELS if channel in schedules), None)
    return _filled(
        {
            "@type": "Place",
            "@id": f"{url}#plaats",
            "name": digipunt.naam,
            "url": url,
            "address": _address(digipunt),
            "geo": _geo(digipunt),
            "telephone": _number(digipunt),
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
    others = _others(schedule, days)
    return {
        "openingHoursSpecification": list(
            _weekly(schedule, days, [day for day, ranges in others if ranges is None])
        ),
        "specialOpeningHoursSpecification": list(_differing(others)),
    }


def _feature(channel: str, schedule: Schedule, days: DateRange) -> dict[str, Any]:
    """Its hours in one list, in which nothing replaces anything: each day is covered by what holds on it."""
    hours: list[dict[str, Any]] = []
    if not schedule.always:
        others = _others(schedule, days)
        hours += _weekly(schedule, days, [day for day, _ in others])
        hours += (found for found in _differing(others) if found["opens"] != found["closes"])
    return _filled(
        {
            "@type": "LocationFeatureSpecification",
            "name": FEATURES[channel],
            "value": True,
            "hoursAvailable": hours,
        }
    )


def _weekly(schedule: Schedule, days: DateRange, left_out: Iterable[date]) -> Iterator[dict[str, Any]]:
    """The ordinary week, in as many periods as it takes to leave some days out."""
    weekdays: dict[Range, list[int]] = {}
    for weekday in range(7):
        for found in _open(schedule.ordinary(weekday)):
            weekdays.setdefault(found, []).append(weekday)
    # A day without ordinary hours need not be left out: no hours cover it anyhow.
    for period in _without(days, [day for day in left_out if _open(schedule.ordinary(day.weekday()))]):
        here = {day.weekday() for day in islice(period, 7)}
        for found, all_days in weekdays.items():
            if here.intersection(all_days):
                names = [WEEKDAYS[weekday] for weekday in all_days if weekday in here]
                yield {**_specification(found, period), "dayOfWeek": names}


def _without(days: DateRange, left_out: Iterable[date]) -> Iterator[DateRange]:
    """The periods between some days, which are in order."""
    first = days.first
    for day in left_out:
        if first < day:
            yield DateRange(first, day - DAY)
        first = day + DAY
    if first <= days.last:
        yield DateRange(first, days.last)


def _differing(others: Iterable[tuple[date, Ranges | None]]) -> Iterator[dict[str, Any]]:
    """Known days that are not as in the ordinary week, those that follow each other together."""
    for period, ranges in runs(others):
        if ranges is not None:
            for found in ranges or (CLOSED_RANGE,):
                yield _specification(found, period)


def _others(schedule: Schedule, days: DateRange) -> list[tuple[date, Ranges | None]]:
    """The days that are not open as in the ordinary week; None when it is not known."""
    found = [
        (day, None if holding.day.kind == "bel eerst" else _open(holding.day))
        for day, holding in schedule.special(days)
    ]
    return [(day, ranges) for day, ranges in found if ranges != _open(schedule.ordinary(day.weekday()))]


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

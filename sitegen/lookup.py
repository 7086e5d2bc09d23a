"""What the script in the browser gets: dated results, so that it needs no rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sitegen.answers import holding_in_words
from sitegen.dates import DateRange, in_words, runs
from sitegen.finding import fit
from sitegen.geo import Point
from sitegen.hours import Day
from sitegen.model import Digipunt, Site, Thresholds
from sitegen.places import STATUS_WORDS, Place
from sitegen.schedule import DAY, EPOCH, Holding, Schedule, clock_changes, minutes, start_of
from sitegen.text import capitalised, listed

# How far ahead the days are told one by one; what comes later, only a newer page or print knows.
LOOKED_UP = timedelta(days=90)

KINDS = {"uren": "u", "op afspraak": "a", "bel eerst": "b"}


def lookup(
    places: Mapping[str, tuple[Digipunt, Mapping[str, Schedule]]],
    thresholds: Thresholds,
    days: DateRange,
    tables: bool = True,
) -> dict[str, Any]:
    """Per channel the week, and the days that differ from it; outside `days` nothing is known.

    A day is the number of days since 1970.
    The words of each day's hours are for tables of the week: a page without them needs fewer.
    """
    return {
        "van": _number(days.first),
        "tot": _number(days.last),
        "gemaakt": in_words(days.first),
        "plaatsen": {id: _place(*found, thresholds, days, tables) for id, found in places.items()},
    }


def for_finder(
    site: Site, places: Sequence[Place], needs: Iterable[str], days: DateRange, with_cards: bool
) -> dict[str, Any]:
    """The lookup, with what the finder sorts and filters by.

    Per place `punt` (latitude, longitude, and 1 when it is only roughly known) and the needs it meets
    (`met`) or might meet (`misschien`); `waar` holds the point of every name that a visitor may type, and
    for a street the place that has it.
    `with_cards`: also what a card shows: name, address, phone, and the words for a place without hours.
    """
    found = {place.digipunt.id: (place.digipunt, place.visited) for place in places}
    data = lookup(found, site.settings.drempels, days, tables=False)
    needs = list(needs)
    for place in places:
        entry = data["plaatsen"][place.digipunt.id]
        if place.point:
            entry["punt"] = [*_rounded(place.point), *([] if place.digipunt.coordinaten else [1])]
        entry["met"] = [need for need in needs if fit(place, need) == "ja"]
        entry["misschien"] = [need for need in needs if fit(place, need) == "onbekend"]
        if with_cards:
            entry["kaart"] = _card(site, place, "plaats" in entry["kanalen"])
    data["waar"] = {name: _rounded(point) for name, point in _names(site)}
    for place in places:
        if place.point:
            data["waar"].setdefault(place.digipunt.adres.straat, place.digipunt.id)
    return data


def _names(site: Site) -> Iterable[tuple[str, Point]]:
    """Districts, then postcodes with all their names: a name that both have is that of the smaller."""
    for wijk in site.wijken.values():
        yield wijk.naam, wijk.midden
    for code in site.postcodes.values():
        yield f"{code.postcode} {listed(code.namen)}", code.midden


def _rounded(point: Point) -> list[float]:
    """To about ten metres; a distance is told to a hundred."""
    return [round(point.lat, 4), round(point.lon, 4)]


def _card(site: Site, place: Place, is_same_every_day: bool) -> list[str]:
    digipunt = place.digipunt
    phone = digipunt.telefoon or site.contacts[site.settings.eerste_contact].telefoon
    words = capitalised(STATUS_WORDS.get(digipunt.status, "we weten het niet zeker. Bel eerst."))
    return [
        digipunt.naam,
        str(digipunt.adres),
        phone.uri if phone else "",
        str(phone or ""),
        *([words] if is_same_every_day else []),
    ]


def _place(
    digipunt: Digipunt,
    schedules: Mapping[str, Schedule],
    thresholds: Thresholds,
    days: DateRange,
    tables: bool,
) -> dict[str, Any]:
    check = digipunt.nagekeken
    if not schedules or not check or any(schedule.always for schedule in schedules.values()):
        # The same on every day: the words on the page stay as they are.
        return {"kanalen": {"plaats": "unknown" if digipunt.status == "actief" else "closed"}}
    expires = thresholds.expires(check)
    # Past the last day nothing is said anyhow.
    age = {"oud": _number(expires), "nagekeken": str(check.op)} if expires <= days.last else {}
    return {
        **age,
        "kanalen": {channel: _channel(schedule, days, tables) for channel, schedule in schedules.items()},
    }


# Several pages show the same place; what they got must not be changed.
_known: WeakKeyDictionary[Schedule, dict[tuple[DateRange, bool], dict[str, Any]]] = WeakKeyDictionary()


def _channel(schedule: Schedule, days: DateRange, tables: bool) -> dict[str, Any]:
    known = _known.setdefault(schedule, {})
    if (days, tables) not in known:
        known[days, tables] = _told(schedule, days, tables)
    return known[days, tables]


def _told(schedule: Schedule, days: DateRange, tables: bool) -> dict[str, Any]:
    week = [schedule.ordinary(weekday) for weekday in range(7)]
    later, perhaps_sooner = schedule.first_after(days.last)
    changes = clock_changes(days)
    special = (
        (day, found)
        for day, holding in schedule.special(days, changes)
        if (found := _special(day, holding, week[day.weekday()], tables, day in changes))
    )
    return {
        # Nobody needs the words of ordinary hours.
        "week": [_day(day, words="" if day.kind == "uren" else str(day)) for day in week],
        # [first, last, what holds], for days in a row on which the same holds.
        "anders": [[_number(run.first), _number(run.last), found] for run, found in runs(special)],
        # The first open time past the last day; an empty one stands for days that are not known.
        "later": [*([[]] if perhaps_sooner else []), *([later] if later else [])],
    }


def _number(day: date) -> int:
    return day.toordinal() - EPOCH


def _day(day: Day, reason: str = "", words: str = "") -> list[Any]:
    """[kind, minutes, reason, words]; of an ordinary day with hours the first two."""
    minutes = [edge for found in day.ranges for edge in (found.opens, found.closes)]
    if day.kind == "uren" and not reason and not words:
        return [KINDS[day.kind], minutes]
    return [KINDS[day.kind], minutes, reason, *filter(None, [words])]


def _special(day: date, holding: Holding, ordinary: Day, tables: bool, clock_changes: bool) -> list[Any]:
    """What is to be said of a day besides the ordinary week; nothing when that says it all.

    Also an ordinary day with a reason ("Vandaag gesloten: kerstvakantie"), and one on which the clock
    changes during the hours: then the times follow, in minutes since 1970 (UTC).
    """
    times = _by_another_clock(day, holding.day) if clock_changes else None
    if times is None and not holding.reason and holding.day == ordinary:
        return []
    words = holding_in_words(holding) if tables or holding.day.kind == "op afspraak" else ""
    found = _day(holding.day, holding.reason, words)
    return found if times is None else [*found[:2], holding.reason, words, times]


def _by_another_clock(day: date, held: Day) -> tuple[tuple[int, int], ...] | None:
    """The times of a day on which the clock changes, unless they are as on the clock of noon."""
    times = minutes(day, held.ranges)
    midnight = start_of(day + DAY) - 1440
    is_plain = times == tuple((midnight + found.opens, midnight + found.closes) for found in held.ranges)
    return None if is_plain else times

"""What the script in the browser gets: dated results, so that it needs no rules."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sitegen.answers import holding_in_words
from sitegen.dates import DateRange, in_words, runs
from sitegen.hours import Day
from sitegen.model import Contact, Digipunt, Thresholds
from sitegen.places import STATUS_WORDS, Place
from sitegen.schedule import DAY, EPOCH, Holding, Schedule, clock_changes, minutes, start_of
from sitegen.text import capitalised

# How far ahead the days are told one by one; what comes later, only a newer page or print knows.
LOOKED_UP = timedelta(days=90)
# How far ahead other programs are told: they may keep what they got for long.
EXPORTED = timedelta(days=365)

KINDS = {"uren": "u", "op afspraak": "a", "bel eerst": "b"}


def hours_of(
    digipunt: Digipunt,
    schedules: Mapping[str, Schedule],
    thresholds: Thresholds,
    days: DateRange,
    tables: bool = True,
) -> str:
    """Of one place, per channel the week and the days that differ from it, as JSON; outside `days` nothing is known.

    A day is the number of days since 1970.
    The words of each day's hours are for tables of the week: a page without them needs fewer.
    """
    return as_json(_place(digipunt, schedules, thresholds, days, tables))


def joined(hours: Mapping[str, str], days: DateRange, **more: str) -> str:
    """The lookup of several places, from what `hours_of` gave for each; `more` is JSON too."""
    head = as_json({"van": _number(days.first), "tot": _number(days.last), "gemaakt": in_words(days.first)})
    places = ",".join(f"{as_json(id)}:{found}" for id, found in hours.items())
    others = "".join(f",{as_json(name)}:{value}" for name, value in more.items())
    return f'{head[:-1]},"plaatsen":{{{places}}}{others}}}'


def ahead(today: date) -> DateRange:
    return DateRange(today, today + LOOKED_UP)


def sure(digipunt: Digipunt, thresholds: Thresholds, days: DateRange) -> DateRange:
    """Those of the coming days of which the record tells something: until it is too old, or its closing is over."""
    last = days.last
    if digipunt.status == "actief":
        if digipunt.nagekeken and days.first < (expires := thresholds.expires(digipunt.nagekeken)):
            last = min(last, expires - DAY)
    elif digipunt.melding and digipunt.melding.tot and days.first <= digipunt.melding.tot:
        last = min(last, digipunt.melding.tot)
    return DateRange(days.first, last)


def exported(today: date) -> DateRange:
    return DateRange(today, today + EXPORTED)


def as_json(data: Any) -> str:
    """In as few bytes as can be."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def card_of(place: Place, first_contact: Contact) -> list[str]:
    """What the finder's script shows of a place: name, address, phone, and the words when it has no hours."""
    digipunt = place.digipunt
    phone = digipunt.telefoon or first_contact.telefoon
    words = capitalised(STATUS_WORDS.get(digipunt.status, "we weten het niet zeker. Bel eerst."))
    return [
        digipunt.naam,
        str(digipunt.adres),
        phone.uri if phone else "",
        str(phone or ""),
        *([words] if _is_same_every_day(digipunt, place.visited) else []),
    ]


def _is_same_every_day(digipunt: Digipunt, schedules: Mapping[str, Schedule]) -> bool:
    return not schedules or not digipunt.nagekeken or any(found.always for found in schedules.values())


def _place(
    digipunt: Digipunt,
    schedules: Mapping[str, Schedule],
    thresholds: Thresholds,
    days: DateRange,
    tables: bool,
) -> dict[str, Any]:
    check = digipunt.nagekeken
    last = sure(digipunt, thresholds, days).last
    # Past the last day of the page nothing is said anyhow.
    said = str(check.op) if check else in_words(days.first)
    age = {"oud": _number(last + DAY), "nagekeken": said} if last < days.last else {}
    if not check or _is_same_every_day(digipunt, schedules):
        # The same on every day: the words on the page stay as they are.
        return {**age, "kanalen": {"plaats": "unknown" if digipunt.status == "actief" else "closed"}}
    return {
        **age,
        "kanalen": {channel: _channel(schedule, days, tables) for channel, schedule in schedules.items()},
    }


def _channel(schedule: Schedule, days: DateRange, tables: bool) -> dict[str, Any]:
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

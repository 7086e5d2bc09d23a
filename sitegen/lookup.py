"""What the script in the browser gets: dated results, so that it needs no rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sitegen.answers import holding_in_words
from sitegen.dates import DateRange, in_words
from sitegen.hours import Day
from sitegen.model import Digipunt, Thresholds
from sitegen.schedule import DAY, Holding, Schedule, minutes, start_of

KINDS = {"uren": "u", "op afspraak": "a", "bel eerst": "b"}


def lookup(
    places: Mapping[str, tuple[Digipunt, Mapping[str, Schedule]]], thresholds: Thresholds, days: DateRange
) -> dict[str, Any]:
    """Per channel the week, and the days that differ from it; outside `days` nothing is known."""
    return {
        "van": days.first.isoformat(),
        "tot": days.last.isoformat(),
        "gemaakt": in_words(days.first),
        "plaatsen": {id: _place(*found, thresholds, days) for id, found in places.items()},
    }


def _place(
    digipunt: Digipunt, schedules: Mapping[str, Schedule], thresholds: Thresholds, days: DateRange
) -> dict[str, Any]:
    check = digipunt.nagekeken
    if not schedules or not check or any(schedule.always for schedule in schedules.values()):
        # The same on every day: the words on the page stay as they are.
        return {"kanalen": {"plaats": "unknown" if digipunt.status == "actief" else "closed"}}
    return {
        "oud": thresholds.expires(check).isoformat(),
        "nagekeken": str(check.op),
        "kanalen": {channel: _channel(schedule, days) for channel, schedule in schedules.items()},
    }


def _channel(schedule: Schedule, days: DateRange) -> dict[str, Any]:
    week = [schedule.ordinary(weekday) for weekday in range(7)]
    later, perhaps_sooner = schedule.first_after(days.last)
    return {
        # Nobody needs the words of ordinary hours.
        "week": [_day(day, words="" if day.kind == "uren" else str(day)) for day in week],
        "anders": {
            day.isoformat(): found
            for day in days
            if (found := _special(day, schedule.on(day), week[day.weekday()]))
        },
        # The first open time past the last day; an empty one stands for days that are not known.
        "later": [*([[]] if perhaps_sooner else []), *([later] if later else [])],
    }


def _day(day: Day, reason: str = "", words: str = "") -> list[Any]:
    """[kind, minutes, reason, words]."""
    minutes = [edge for found in day.ranges for edge in (found.opens, found.closes)]
    return [KINDS[day.kind], minutes, reason, *filter(None, [words])]


def _special(day: date, holding: Holding, ordinary: Day) -> list[Any]:
    """What is to be said of a day besides the ordinary week; nothing when that says it all.

    Also an ordinary day with a reason ("Vandaag gesloten: kerstvakantie"), and one on which the clock
    changes during the hours: then the times follow, in minutes since 1970 (UTC).
    """
    times = minutes(day, holding.day.ranges)
    midnight = start_of(day + DAY) - 1440  # On the clock of noon, which a change in the night has set.
    is_plain = times == tuple(
        (midnight + found.opens, midnight + found.closes) for found in holding.day.ranges
    )
    if is_plain and not holding.reason and holding.day == ordinary:
        return []
    found = _day(holding.day, holding.reason, holding_in_words(holding))
    return found if is_plain else [*found, times]

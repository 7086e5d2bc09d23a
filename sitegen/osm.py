"""Opening hours as OpenStreetMap writes them: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from sitegen.dates import DateRange
from sitegen.hours import CALL_FIRST, Day
from sitegen.schedule import Holding, Schedule

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def opening_hours(schedule: Schedule, days: DateRange) -> str:
    """The week, the public holidays, and a dated rule for each other day in `days`; a later rule wins."""
    if schedule.always:
        return _value(schedule.always.day, schedule.always.reason)
    return "; ".join([*_week(schedule), *_public_holidays(schedule), *_dated(schedule, days)])


def _week(schedule: Schedule) -> Iterator[str]:
    groups: dict[Day, list[int]] = {}
    for weekday in range(7):
        groups.setdefault(schedule.ordinary(weekday), []).append(weekday)
    if len(groups) == 1:
        yield _value(schedule.ordinary(0))
        return
    for day, weekdays in groups.items():
        if (value := _value(day)) != "off":
            yield f"{_weekdays(weekdays)} {value}"


def _public_holidays(schedule: Schedule) -> Iterator[str]:
    answer = schedule.place.kalenders.get("feestdagen", CALL_FIRST)
    if answer is not None:
        yield f"PH {_value(schedule.by_appointment(Holding(answer, 'calendar')).day)}"


def _dated(schedule: Schedule, days: DateRange) -> Iterator[str]:
    """Programs do not agree on what PH is: each of our own holidays has its date, and so has a Sunday before one."""
    calendar = schedule.calendars.get("feestdagen")
    holidays = {day for item in calendar.dagen for day in item.dagen} if calendar else set()
    doubtful = holidays | {day - timedelta(days=1) for day in holidays if day.weekday() == 0}
    special = dict(schedule.differing(days))
    listed = [
        (day, special.get(day) or schedule.on(day)) for day in days if day in special or day in doubtful
    ]
    for dates, holding in _runs(listed):
        yield f"{_dates(dates)} {_value(holding.day, holding.reason)}"


def _runs(listed: Iterable[tuple[date, Holding]]) -> Iterator[tuple[DateRange, Holding]]:
    """Days in a row on which the same holds."""
    run: tuple[DateRange, Holding] | None = None
    for day, holding in listed:
        follows = run and run[0].last + timedelta(days=1) == day
        if run and follows and (run[1].day, run[1].reason) == (holding.day, holding.reason):
            run = (DateRange(run[0].first, day), holding)
            continue
        if run:
            yield run
        run = (DateRange(day, day), holding)
    if run:
        yield run


def _value(day: Day, reason: str = "") -> str:
    """The hours, or the state, with a comment; a comment without a state means that nobody knows."""
    hours = ",".join(f"{_clock(found.opens)}-{_clock(found.closes)}" for found in day.ranges)
    comment = f'"{_safe(reason)}"' if reason else ""
    if day.kind != "uren":
        words = f"{day.kind}: {_safe(reason)}" if reason else day.kind
        return f'{hours} "{words}"'.strip()
    if not hours:
        return f"off {comment}".strip()
    return f"{hours} open {comment}" if reason else hours


def _safe(reason: str) -> str:
    return " ".join(reason.replace('"', "'").split())


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _weekdays(weekdays: list[int]) -> str:
    """'Mo,We-Fr'."""
    parts = []
    for _, run in groupby(enumerate(weekdays), key=lambda pair: pair[1] - pair[0]):
        first, *_, last = [pair[1] for pair in run] * 2
        parts.append(WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}")
    return ",".join(parts)


def _dates(dates: DateRange) -> str:
    first, last = (f"{day.year} {MONTHS[day.month - 1]} {day.day:02}" for day in (dates.first, dates.last))
    return first if first == last else f"{first}-{last}"

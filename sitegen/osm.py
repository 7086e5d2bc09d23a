"""Opening hours as OpenStreetMap writes them: the week, public holidays, then dates. The last rule that fits wins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from sitegen.dates import DateRange
from sitegen.hours import CALL_FIRST, CLOSED, Day, by_hours, digital
from sitegen.schedule import DAY, Holding, Schedule, on_channel

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# What programs take for PH in Belgium, whatever our calendar holds: the ten legal holidays (month and
# day, or days after Easter), and Easter and Whit Sunday, on which they disagree.
FIXED_HOLIDAYS = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER = (0, 1, 39, 49, 50)

# Days that follow each other, under one rule with one reason.
Run = list[tuple[date, Holding]]


def opening_hours(schedule: Schedule, days: DateRange) -> str:
    """An `opening_hours` value that is right on each of `days`; on others it is the ordinary week."""
    if schedule.always:
        return _state(schedule.always.day, schedule.always.reason)
    week = by_hours({weekday: schedule.ordinary(weekday) for weekday in range(7)})
    rules = [f"{_weekdays(found)} {_state(day)}" for day, found in week.items() if day != CLOSED]
    on_holidays = _on_holidays(schedule)
    if on_holidays:
        rules.append(f"PH {_state(on_holidays)}")
    if week.keys() == {CLOSED}:
        rules = ["off", *(rules if on_holidays != CLOSED else [])]
    for run in _runs(schedule, days, on_holidays):
        rules += _dated(run)
    return "; ".join(rules)


def _on_holidays(schedule: Schedule) -> Day | None:
    """None is the ordinary week."""
    answer = schedule.place.kalenders.get("feestdagen", CALL_FIRST)
    return answer and on_channel(schedule.channel, answer)


def _runs(schedule: Schedule, days: DateRange, on_holidays: Day | None) -> Iterator[Run]:
    """The runs that hold a day for which the week or PH does not tell what we say.

    A run is as long as its closing or its other hours, so that one rule does for a holiday with weekends.
    """

    def is_needed(day: date, holding: Holding) -> bool:
        perhaps = on_holidays not in (None, holding.day) and _may_be_holiday(day)
        return perhaps or holding.day != schedule.ordinary(day.weekday())

    run: Run = []
    holidays = () if on_holidays is None else _perhaps_holidays(days)
    for day, holding in schedule.special(days, holidays):
        if holding.rule == "week" and not is_needed(day, holding):
            continue
        if run and not _continues(run, day, holding):
            if any(is_needed(*item) for item in run):
                yield run
            run = []
        run.append((day, holding))
    if any(is_needed(*item) for item in run):
        yield run


def _continues(run: Run, day: date, holding: Holding) -> bool:
    """Whether this day is the next, for the same reason, and its weekday has the same hours all through."""
    last, before = run[-1]
    same_hours = len(run) < 7 or run[-7][1].day == holding.day
    same_cause = (before.rule, before.reason) == (holding.rule, holding.reason)
    return last + DAY == day and same_cause and same_hours


def _dated(run: Run) -> Iterator[str]:
    """One rule, or one for each group of weekdays if the run has a week of its own."""
    period = _period(run[0][0], run[-1][0])
    first = run[0][1]
    if all(holding.day == first.day for _, holding in run[:7]):
        yield f"{period} {_state(first.day, first.reason)}"
        return
    for value, found in by_hours({day.weekday(): holding.day for day, holding in run[:7]}).items():
        yield f"{period} {_weekdays(found)} {_state(value, first.reason)}"


def _weekdays(found: list[int]) -> str:
    """'Mo,We-Fr'."""
    parts: list[list[int]] = []
    for weekday in found:
        if parts and parts[-1][-1] == weekday - 1:
            parts[-1].append(weekday)
        else:
            parts.append([weekday])
    return ",".join(
        ("-" if len(part) > 2 else ",").join(WEEKDAYS[i] for i in dict.fromkeys((part[0], part[-1])))
        for part in parts
    )


def _period(first: date, last: date) -> str:
    """'2026 Dec 24', '2026 Dec 24-31' or '2026 Dec 24-2027 Jan 03'; opening_hours.js wants the second year."""
    if first == last:
        return _date(first)
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{_date(first)}-{f'{last.day:02}' if same_month else _date(last)}"


def _date(day: date) -> str:
    return f"{day.year} {MONTHS[day.month - 1]} {day.day:02}"


def _state(day: Day, reason: str = "") -> str:
    """Hours, the state and a comment. The state is written where some program would guess it from the comment."""
    hours = ",".join(f"{digital(found.opens)}-{digital(found.closes)}" for found in day.ranges)
    reason = _safe(reason)
    if day.kind != "uren":
        comment = f"{day.kind}: {reason}" if reason else day.kind
        return f'{hours} unknown "{comment}"'.lstrip()
    if hours:
        return f'{hours} open "{reason}"' if reason else hours
    return f'off "{reason}"' if reason else "off"


def _safe(text: str) -> str:
    """A comment is one line, and cannot hold the sign that ends it."""
    return " ".join(text.replace('"', "'").split())


@lru_cache
def _perhaps_holidays(days: DateRange) -> tuple[date, ...]:
    return tuple(filter(_may_be_holiday, days))


@lru_cache(maxsize=4096)
def _may_be_holiday(day: date) -> bool:
    return (day.month, day.day) in FIXED_HOLIDAYS or (day - _easter(day.year)).days in AFTER_EASTER


@lru_cache
def _easter(year: int) -> date:
    """The Sunday after the first full moon from 21 March on, as the church reckons the moon."""
    lunar, century = year % 19, year // 100
    moon = (19 * lunar + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= (lunar + 11 * moon) // 319
    full = date(year, 3, 21) + timedelta(moon)
    return full + timedelta(6 - full.weekday() or 7)

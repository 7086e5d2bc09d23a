"""What holds at a place on a day, and at a moment.

Hours are wall-clock hours in Brussels. Moments are counted in minutes since 1970 in UTC, so that
the two nights of the clock change need no rule of their own: a range is the time during which the
clock on the wall shows it. The first of these decides: status, age, no hours at all, exception, calendar, week.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from sitegen.dates import DateRange
from sitegen.hours import CALL_FIRST, CLOSED, Day, Range, Week
from sitegen.model import CALENDARS, Calendar, Digipunt, Freshness, SpecialHours, Thresholds

BRUSSELS = ZoneInfo("Europe/Brussels")
DAY = timedelta(days=1)
EPOCH = date(1970, 1, 1).toordinal()

State = Literal["open", "closed", "unknown"]
Rule = Literal["status", "stale", "missing", "exception", "calendar", "week"]

# A calendar, and what a place says of its days; None is the ordinary week.
Asked = tuple[Calendar, Day | None]

STATUS_REASONS = {"gepland": "nog niet open", "gestopt": "bestaat niet meer"}


@dataclass(frozen=True)
class Holding:
    """What holds on one day, by which rule, and why; `span` is the exception or holiday it is part of."""

    day: Day
    rule: Rule
    reason: str = ""
    span: DateRange | None = None


@dataclass(frozen=True)
class Answer:
    """The state at a moment. `until` ends the open time; `next_open` is known of closed times only.

    `perhaps_sooner`: a day before `next_open` is not known. `by_appointment`: nobody needs to wait for
    opening hours here, only for an appointment.
    """

    state: State
    holding: Holding
    until: datetime | None = None
    next_open: datetime | None = None
    perhaps_sooner: bool = False
    by_appointment: bool = False


class Schedule:
    """One channel of a place, as its record and the calendars tell it on `today`.

    Age is judged on `today`, whatever moment is asked for.
    """

    def __init__(
        self,
        place: Digipunt,
        channel: str,
        calendars: Mapping[str, Calendar],
        thresholds: Thresholds,
        today: date,
    ) -> None:
        self.place = place
        self.channel = channel
        self.calendars = calendars
        self.week: Week = place.uren.get(channel, {})
        self.always = self._always(thresholds, today)
        self.exceptions = sorted(
            (found for found in place.uitzonderingen if found.kanaal in ("", channel)),
            # A channel's own before the whole place's, then the shortest; the rest only settles ties.
            key=lambda found: (not found.kanaal, len(found.dagen), found.dagen, found.reden),
        )
        # One that is missing knows nothing.
        self._asked: list[Asked] = [
            (calendars.get(name) or Calendar(name, "", ()), place.kalenders.get(name, CALL_FIRST))
            for name in CALENDARS
        ]
        self.last_known_day = self._last_known_day()
        self._holdings: dict[date, Holding] = {}
        self._special: dict[DateRange, list[tuple[date, Holding]]] = {}
        self._openings: dict[date, tuple[tuple[int, int], ...]] = {}
        self._next: dict[date, tuple[int | None, bool]] = {}
        self._ends: dict[int, int] = {}

    def on(self, day: date) -> Holding:
        found = self._holdings.get(day)
        if found is None:
            found = self._resolve(day)
            held = on_channel(self.channel, found.day)
            if held is not found.day:
                found = Holding(held, found.rule, found.reason, found.span)
            self._holdings[day] = found
        return found

    def ordinary(self, weekday: int) -> Day:
        """What the week says, whatever the date; 0 is Monday."""
        return self._ordinary[weekday].day

    def each(self, days: DateRange) -> Iterator[tuple[date, Holding]]:
        """All of these days, each with what holds."""
        special = dict(self.special(days))
        return ((day, special.get(day) or self._ordinary[day.weekday()]) for day in days)

    def special(self, days: DateRange, also: Iterable[date] = ()) -> list[tuple[date, Holding]]:
        """The days on which something else than the week decides, and those of `also`, in order."""
        found = self._special.get(days)
        if found is None:
            held = ((day, self.on(day)) for day in self._perhaps_special(days))
            found = self._special[days] = [item for item in held if item[1].rule != "week"]
        if more := {day: self.on(day) for day in also}:
            return sorted((more | dict(found)).items())
        return found

    def differing(self, days: DateRange) -> Iterator[tuple[date, Holding]]:
        """The days on which something else holds than in the ordinary week."""
        for day, holding in self.special(days):
            if holding.day != self.ordinary(day.weekday()):
                yield day, holding

    def openings(self, day: date) -> tuple[tuple[int, int], ...]:
        """The times a day is open, in minutes since 1970 (UTC), in order; ends are not included."""
        found = self._openings.get(day)
        if found is None:
            holding = self.on(day)
            ranges = holding.day.ranges if holding.day.kind == "uren" else ()
            found = self._openings[day] = minutes(day, ranges)
        return found

    def at(self, moment: datetime) -> Answer:
        """The answer at an aware moment."""
        local = moment.astimezone(BRUSSELS)
        day = local.date()
        holding = self.on(day)
        now = int(moment.timestamp() // 60)
        if holding.day.kind == "bel eerst":
            return Answer("unknown", holding)
        if holding.day.kind == "op afspraak":
            ranges = holding.day.ranges
            if not ranges or any(start <= now < end for start, end in minutes(day, ranges)):
                return Answer("unknown", holding, by_appointment=True)
        for start, end in self.openings(day):
            if start <= now < end:
                return Answer("open", holding, until=_moment(self._joined(day, end)))
        if holding.rule == "status":
            return Answer("closed", holding)
        opens, perhaps_sooner = self._next_opening(day, now)
        return Answer(
            "closed",
            holding,
            next_open=None if opens is None else _moment(opens),
            perhaps_sooner=perhaps_sooner,
            by_appointment=opens is None
            and "op afspraak" in (holding.day.kind, *(self.ordinary(i).kind for i in range(7))),
        )

    def first_after(self, day: date) -> tuple[tuple[int, int] | None, bool]:
        """The first open time after a day, in minutes since 1970 (UTC), and whether a day before it is not known."""
        opens, perhaps_sooner = self._first_opening_from(day + DAY)
        if opens is None:
            return None, False
        there = _moment(opens).date()
        return (opens, self._joined(there, self.openings(there)[0][1])), perhaps_sooner

    def _always(self, thresholds: Thresholds, today: date) -> Holding | None:
        """What holds on every day, when the record says nothing about days."""
        place = self.place
        if place.status != "actief":
            notice = place.melding.on(today) if place.melding else ""
            return Holding(CLOSED, "status", notice or STATUS_REASONS.get(place.status, ""))
        if thresholds.freshness(place.nagekeken, today) is Freshness.EXPIRED:
            check = place.nagekeken
            age = f"de uren zijn van {check.op}" if check else "de uren zijn nooit nagekeken"
            return Holding(CALL_FIRST, "stale", age)
        if self.channel not in place.uren:
            return Holding(CALL_FIRST, "missing", "de uren zijn niet bekend")
        return None

    @cached_property
    def _ordinary(self) -> tuple[Holding, ...]:
        days = (on_channel(self.channel, self.week.get(weekday, CLOSED)) for weekday in range(7))
        return tuple(Holding(day, "week") for day in days)

    def _perhaps_special(self, days: DateRange) -> Iterable[date]:
        """All days that the week may not decide, in order."""
        if self.always:
            return days
        spans = [exception.dagen for exception in self.exceptions]
        reach = min(calendar.reach for calendar, _ in self._asked)
        if reach < days.last:
            spans.append(DateRange(reach, days.last))
        found = {day for span in spans if (both := span & days) for day in both}
        for calendar, answer in self._asked:
            # On a day that is only in calendars with "gewoon open" the week decides.
            if answer is not None:
                dates = calendar.dates
                found.update(dates[bisect_left(dates, days.first) : bisect_right(dates, days.last)])
        return sorted(found)

    def _resolve(self, day: date) -> Holding:
        if self.always:
            return self.always
        for exception in self.exceptions:
            if day in exception.dagen:
                return Holding(exception.on(day), "exception", exception.reden, exception.dagen)
        return self._by_calendar(day, self._asked)

    def _by_calendar(self, day: date, asked: Sequence[Asked]) -> Holding:
        """What the first of these calendars that contains a day makes of it; else the week.

        A day that may not belong to a calendar is not known, unless that makes no difference.
        """
        for position, (calendar, answer) in enumerate(asked, 1):
            if day > calendar.reach:
                return Holding(CALL_FIRST, "calendar", f"de {calendar.naam} van dan zijn nog niet bekend")
            found = calendar.by_date.get(day)
            if found is None:
                continue
            holding = (
                self._week_on(day) if answer is None else Holding(answer, "calendar", found.naam, found.dagen)
            )
            if found.zeker:
                return holding
            without = self._by_calendar(day, asked[position:])
            return (
                without
                if without.day == holding.day
                else Holding(CALL_FIRST, "calendar", found.naam, found.dagen)
            )
        return self._week_on(day)

    def _week_on(self, day: date) -> Holding:
        return Holding(self.week.get(day.weekday(), CLOSED), "week")

    def _last_known_day(self) -> date:
        """After it nothing opens: of every later day the first calendar that is asked knows nothing."""
        first = self._asked[0][0]
        return max([first.reach, *(found.dagen.last for found in self.exceptions)])

    def _joined(self, day: date, end: int) -> int:
        """The end of an open time, which midnight does not end."""
        midnights: list[int] = []
        while end not in self._ends:
            day += DAY
            more = self.openings(day) if day <= self.last_known_day else ()
            if more and more[0][0] == end:
                midnights.append(end)
                end = more[0][1]
            else:
                self._ends[end] = end
        self._ends.update(dict.fromkeys(midnights, self._ends[end]))
        return self._ends[end]

    def _next_opening(self, day: date, now: int) -> tuple[int | None, bool]:
        """When it opens after `now`, and whether a day before that is not known."""
        for start, _ in self.openings(day):
            if start > now:
                return start, False
        return self._first_opening_from(day + DAY)

    def _first_opening_from(self, day: date) -> tuple[int | None, bool]:
        if self.channel == "afspraak":
            return None, False
        passed: list[date] = []
        while day <= self.last_known_day and day not in self._next:
            if openings := self.openings(day):
                self._next[day] = openings[0][0], False
            else:
                passed.append(day)
                day += DAY
        opens, perhaps_sooner = self._next.get(day, (None, False))
        for earlier in reversed(passed):
            perhaps_sooner |= opens is not None and self.on(earlier).day.kind == "bel eerst"
            self._next[earlier] = opens, perhaps_sooner
        return opens, perhaps_sooner


def on_channel(channel: str, day: Day) -> Day:
    """A day on a channel: the one for appointments is never open, its hours are hours by appointment."""
    if channel == "afspraak" and day.kind == "uren" and day.ranges:
        return Day(day.ranges, "op afspraak")
    return day


def conflicts(exceptions: Sequence[SpecialHours]) -> Iterator[tuple[int, int, date]]:
    """Pairs, by index, that cross or cover the same days of one channel, and the first day on which they differ."""
    for second, later in enumerate(exceptions):
        for first, earlier in enumerate(exceptions[:second]):
            both = earlier.dagen & later.dagen
            nested = both in (earlier.dagen, later.dagen) and earlier.dagen != later.dagen
            if both is None or nested or earlier.kanaal != later.kanaal:
                continue
            week = DateRange(both.first, min(both.last, both.first + 6 * DAY))
            differing = next((day for day in week if earlier.on(day) != later.on(day)), None)
            if differing:
                yield first, second, differing


def minutes(day: date, ranges: tuple[Range, ...]) -> tuple[tuple[int, int], ...]:
    """When the clock on the wall shows these ranges, in minutes since 1970 (UTC).

    In the night that skips an hour a time that does not exist is the moment of the change; in the
    night that has one twice, a range in it happens twice.
    """
    if not ranges:
        return ()
    midnight = (day.toordinal() - EPOCH) * 1440
    before, after = _offset(day), _offset(day + DAY)
    if before == after:
        return tuple((midnight + r.opens - before, midnight + r.closes - before) for r in ranges)
    change = midnight + 60  # All of the European Union changes at 1:00 UTC.
    found = [
        (max(midnight + r.opens - offset, since), min(midnight + r.closes - offset, until))
        for offset, since, until in ((before, midnight - before, change), (after, change, midnight + 1440))
        for r in ranges
    ]
    return tuple(_touching_joined(pair for pair in found if pair[0] < pair[1]))


@lru_cache
def clock_changes(days: DateRange) -> tuple[date, ...]:
    """The days whose night skips an hour, or has one twice."""
    return tuple(day for day in days if _offset(day) != _offset(day + DAY))


def start_of(day: date) -> int:
    """Midnight in Brussels, in minutes since 1970 (UTC)."""
    return (day.toordinal() - EPOCH) * 1440 - _offset(day)


def from_wall(moment: datetime) -> datetime:
    """The moment at which the wall clock shows a naive time; one that is skipped is that of the change."""
    if moment.tzinfo:
        return moment
    aware = moment.replace(tzinfo=BRUSSELS)
    there = aware.astimezone(UTC)
    if there.astimezone(BRUSSELS).replace(tzinfo=None) == moment:
        return aware
    return datetime(moment.year, moment.month, moment.day, 1, tzinfo=UTC).astimezone(BRUSSELS)


def _touching_joined(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


@lru_cache(maxsize=4096)
def _offset(day: date) -> int:
    """Minutes that Brussels is ahead of UTC at the start of a day."""
    offset = datetime(day.year, day.month, day.day, tzinfo=BRUSSELS).utcoffset()
    assert offset is not None
    return int(offset.total_seconds()) // 60


@lru_cache(maxsize=4096)
def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, BRUSSELS)

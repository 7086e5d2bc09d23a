"""Hours and calendars that can be read, but that are probably not what somebody meant: warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from sitegen.dates import DateRange, in_words, months_after
from sitegen.hours import CLOSED, NIGHT, REMEMBERED, Day, days_in_words, digital, parse_day, parse_week
from sitegen.model import CALENDARS, Calendar, CalendarDay, Digipunt, SpecialHours, Thresholds
from sitegen.nodes import Document, Mapping, Node, Scalar, Sequence
from sitegen.problems import Problem
from sitegen.schedule import Holding, Schedule
from sitegen.text import listed
from sitegen.validate import Entry

HOUR, NOON = 60, 12 * 60
# A period that is longer, or that begins later, has a wrong year.
LONGEST_MONTHS = 12
FARTHEST_MONTHS = 24
# How far ahead a place must know what it does on holidays.
ANSWERED_DAYS = 90


def of_place(
    entry: Entry,
    place: Digipunt,
    calendars: MappingType[str, Calendar],
    coming: Iterable[tuple[date, str, CalendarDay]],
    thresholds: Thresholds,
    today: date,
) -> Iterator[Problem]:
    """`coming` are the `coming_days` of the calendars."""
    yield from _at_night(entry)
    yield from _without_number(entry, place)
    yield from _calendar_answers(entry, place, calendars, today)
    yield from _unanswered(entry, place, coming)
    listed_here = entry.at("uitzonderingen")
    if isinstance(listed_here, Sequence):
        ahead = DateRange(today, months_after(today, FARTHEST_MONTHS))
        usual, held = (
            {channel: Schedule(seen, channel, calendars, thresholds, today) for channel in place.uren}
            for seen in (replace(place, uitzonderingen=()), place)
        )
        for node, exception in zip(listed_here.items, place.uitzonderingen, strict=True):
            yield from _period(node, exception.dagen, today)
            yield from _open_when_closed(node, exception, usual, held, ahead)


def of_calendars(calendars: MappingType[str, Calendar], document: Document, today: date) -> Iterator[Problem]:
    """Calendars that end within a year, and years in which days of other years are missing."""
    top = document.below("kalenders")
    for name, calendar in calendars.items():
        node = top.get(name) if isinstance(top, Mapping) else None
        if not isinstance(node, Mapping):
            continue
        if calendar.reach < months_after(today, 12):
            until = f"loopt maar tot {in_words(calendar.reach)}" if calendar.dagen else "heeft geen dagen"
            yield node.problem(
                "kalender-kort",
                f'"{name}" {until}: vul de dagen van het volgende jaar aan, '
                'of schrijf met "volledig_tot:" tot wanneer er geen meer bij komen',
                "warning",
            )
        yield from _missing_days(name, calendar, node, today)


def _missing_days(name: str, calendar: Calendar, node: Mapping, today: date) -> Iterator[Problem]:
    """Years without a day that at least two others have; what lies behind us may be gone."""
    names = {found.naam.casefold(): found.naam for found in calendar.dagen}
    by_name: dict[str, dict[int, date]] = {}
    for found in calendar.dagen:
        by_name.setdefault(found.naam.casefold(), {})[found.dagen.first.year] = found.dagen.first
    years: dict[tuple[str, ...], list[int]] = {}
    for year in range(today.year, calendar.reach.year + (calendar.reach.month == 12)):
        missing = tuple(
            names[called]
            for called, dates in by_name.items()
            if len(dates) > 1
            and year not in dates
            and all((year, day.month, day.day) > today.timetuple()[:3] for day in dates.values())
        )
        years.setdefault(missing, []).append(year)
    complete = node.get("volledig_tot")
    for missing, found_in in years.items():
        if missing:
            when = (
                listed(map(str, found_in))
                if len(found_in) < 3
                else f"{found_in[0]} tot en met {found_in[-1]}"
            )
            or_else = ', of verander "volledig_tot:"' if complete else ""
            message = f'"{name}" heeft in {when} geen {listed(missing)}: vul aan{or_else}'
            yield (complete or node).problem("kalender-jaar", message, "warning")


def _at_night(entry: Entry) -> Iterator[Problem]:
    asked: set[tuple[int, int]] = set()
    for node, day in _typed(entry):
        for found in day.ranges:
            if HOUR <= found.opens < NIGHT and found.closes <= NOON and (node.line, node.column) not in asked:
                asked.add((node.line, node.column))
                typed = f"{digital(found.opens)}-{digital(found.closes)}"
                meant = f"{digital(found.opens + NOON)}-{digital(found.closes + NOON)}"
                yield node.problem(
                    "nacht", f"{typed} is in de nacht: schrijf {meant} als je de namiddag bedoelt", "warning"
                )


def _typed(entry: Entry) -> Iterator[tuple[Scalar, Day]]:
    """The hours of a valid place and of its exceptions, each where it was typed."""
    exceptions = entry.at("uitzonderingen")
    items = exceptions.items if isinstance(exceptions, Sequence) else ()
    waiting = [item.get("uren") for item in reversed(items) if isinstance(item, Mapping)]
    waiting.append(entry.node.get("uren") if isinstance(entry.node, Mapping) else None)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            waiting.extend(value for _, value in reversed(node.entries))
        elif isinstance(node, Scalar):
            yield from ((node, day) for day in _days(node.text.strip()))


@lru_cache(REMEMBERED)
def _days(text: str) -> tuple[Day, ...]:
    try:
        return (parse_day(text),)
    except ValueError:
        return tuple(parse_week(text).values())


def _without_number(entry: Entry, place: Digipunt) -> Iterator[Problem]:
    if not place.telefoon and any(day.ranges for day in place.uren.get("telefoon", {}).values()):
        yield entry.at("uren").problem(
            "telefoon",
            'hier staan uren om te bellen, maar geen nummer: zet ook "telefoon:" bij deze plaats',
            "warning",
        )


def _period(node: Node, days: DateRange, today: date) -> Iterator[Problem]:
    message = ""
    if days.last < today:
        message = (
            f"deze uitzondering gold tot en met {in_words(days.last)}: haal ze weg, of verbeter het jaar"
        )
    elif days.last >= months_after(days.first, LONGEST_MONTHS):
        message = f"deze uitzondering duurt langer dan {LONGEST_MONTHS} maanden: kijk het jaar na"
    elif days.first > months_after(today, FARTHEST_MONTHS):
        message = f"deze uitzondering begint pas op {in_words(days.first)}: kijk het jaar na"
    if message:
        yield node.problem("jaar", message, "warning")


def _open_when_closed(
    node: Node,
    exception: SpecialHours,
    usual: MappingType[str, Schedule],
    held: MappingType[str, Schedule],
    ahead: DateRange,
) -> Iterator[Problem]:
    """Hours for days that are open otherwise, which also open a day, or a channel, that is closed.

    `usual` is the place without its exceptions.
    """
    closed: list[tuple[str, date, Holding]] = []
    open_channels: set[str] = set()
    for channel in [exception.kanaal] if exception.kanaal else usual:
        for day in exception.dagen & ahead or ():
            holding = held[channel].on(day)
            if holding.span != exception.dagen or not holding.day.ranges:
                continue  # Another exception holds, or this one closes too.
            otherwise = usual[channel].on(day)
            if otherwise.day == CLOSED:
                closed.append((channel, day, otherwise))
            elif otherwise.day.kind != "bel eerst":
                open_channels.add(channel)
    if not open_channels:
        return
    other_channels = [found for found in closed if found[0] not in open_channels]
    # A week names its days: only a holiday can be an oversight.
    plain_days = [found for found in closed if found[2].rule == "week" and isinstance(exception.uren, Day)]
    holidays = [found for found in closed if found[2].rule == "calendar"]
    if other_channels and isinstance(exception.uren, Day):
        (channel, day, why), advice = other_channels[0], 'zet er "kanaal:" bij'
    elif plain_days:
        (channel, day, why), advice = (
            plain_days[0],
            'schrijf de dagen erbij, zoals "uren: {ma-vr: 10:00-12:00}"',
        )
    elif holidays:
        (channel, day, why) = holidays[0]
        also = f' en "kanaal: {exception.kanaal}"' if exception.kanaal else ""
        advice = f'geef zulke dagen een eigen uitzondering met "uren: gesloten"{also}'
    else:
        return
    reason = f" ({why.reason})" if why.reason else ""
    yield node.problem(
        "ook-open",
        f"deze uren gelden ook voor {channel} op {in_words(day, weekday=True)}{reason}, "
        f"en dan is het anders gesloten: {advice} als dat niet klopt",
        "warning",
    )


def _calendar_answers(
    entry: Entry, place: Digipunt, calendars: MappingType[str, Calendar], today: date
) -> Iterator[Problem]:
    """Hours on the days of a calendar also open the weekends among them."""
    answers = entry.at("kalenders")
    for name, answer in place.kalenders.items():
        calendar = calendars.get(name)
        if not calendar or not answer or not answer.ranges or not isinstance(answers, Mapping):
            continue
        weekdays = {day.weekday() for day in calendar.by_date if day >= today}
        for channel, week in place.uren.items():
            closed = sorted(day for day in weekdays if week.get(day, CLOSED) == CLOSED)
            if closed and len(closed) < len(weekdays):
                yield (answers.get(name) or answers).problem(
                    "ook-open",
                    f"deze uren gelden ook voor {channel} op {days_in_words(closed)}, en dan is het anders gesloten: "
                    'gebruik een uitzondering als dat niet klopt, zoals "uren: {ma-vr: 10:00-12:00}"',
                    "warning",
                )
                break


def coming_days(
    calendars: MappingType[str, Calendar], today: date
) -> Iterator[tuple[date, str, CalendarDay]]:
    """The days soon that are in a calendar, with the first calendar that has them."""
    for day in DateRange(today, today + timedelta(ANSWERED_DAYS)):
        for name in CALENDARS:
            if name in calendars and (found := calendars[name].by_date.get(day)):
                yield day, name, found
                break


def _unanswered(
    entry: Entry, place: Digipunt, coming: Iterable[tuple[date, str, CalendarDay]]
) -> Iterator[Problem]:
    """Coming days of calendars for which a place has no answer, so that the site says "bel eerst"."""
    if place.status != "actief":
        return
    found = {
        each: name for day, name, each in coming if name not in place.kalenders and _would_open(place, day)
    }
    if not found:
        return
    days = listed(f"{each.naam} ({_in_short(each.dagen)})" for each in found)
    keys = listed(f'"{name}:"' for name in dict.fromkeys(found.values()))
    yield entry.at("kalenders").problem(
        "sluiting",
        f'"{place.id}" zegt niet wat er geldt op {days}: zet onder "kalenders:" bij {keys} '
        "gesloten, gewoon open, bel eerst of uren",
        "warning",
    )


def _in_short(days: DateRange) -> str:
    first, last = in_words(days.first), in_words(days.last)
    return first if first == last else f"{first} tot en met {last}"


def _would_open(place: Digipunt, day: date) -> bool:
    """Whether some channel opens on this weekday, and has no exception on this day."""
    return any(
        week.get(day.weekday(), CLOSED) != CLOSED
        and not any(day in found.dagen and found.kanaal in ("", channel) for found in place.uitzonderingen)
        for channel, week in place.uren.items()
    )

"""Hours and calendars that can be read, but that are probably not what somebody meant: warnings."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import replace
from datetime import date

from sitegen.dates import DateRange, in_words, months_after
from sitegen.hours import CLOSED, Day, Range, days_in_words, digital, parse_day, parse_week
from sitegen.model import Calendar, Digipunt, SpecialHours, Thresholds
from sitegen.nodes import Document, Mapping, Node, Scalar, Sequence
from sitegen.problems import Problem
from sitegen.schedule import Schedule
from sitegen.text import listed
from sitegen.validate import Entry

NIGHT = Range(1 * 60, 6 * 60)
NOON = 12 * 60
# A period that is longer, or that begins later, has a wrong year.
LONGEST_MONTHS = 12
FARTHEST_MONTHS = 24


def of_places(
    found: list[Entry], calendars: MappingType[str, Calendar], thresholds: Thresholds, today: date
) -> Iterator[Problem]:
    for entry in found:
        place = entry.value
        if not isinstance(place, Digipunt):
            continue
        yield from _at_night(entry)
        yield from _without_number(entry, place)
        yield from _calendar_answers(entry, place, calendars, today)
        listed_here = entry.at("uitzonderingen")
        if isinstance(listed_here, Sequence):
            for node, exception in zip(listed_here.items, place.uitzonderingen, strict=True):
                yield from _period(node, exception.dagen, today)
                yield from _open_when_closed(node, exception, place, calendars, thresholds, today)


def of_calendars(calendars: MappingType[str, Calendar], document: Document, today: date) -> Iterator[Problem]:
    """Calendars that end within a year, and years in which days of other years are missing."""
    top = document.node.get("kalenders") if isinstance(document.node, Mapping) else None
    for name, calendar in calendars.items():
        node = top.get(name) if isinstance(top, Mapping) else None
        if not isinstance(node, Mapping):
            continue
        if calendar.reach < months_after(today, 12):
            yield node.problem(
                "kalender-kort",
                f'"{name}" loopt maar tot {in_words(calendar.reach)}: vul de dagen van het volgende jaar aan, '
                'of schrijf met "volledig_tot:" tot wanneer er geen meer bij komen',
                "warning",
            )
        yield from _missing_days(name, calendar, node, today)


def _missing_days(name: str, calendar: Calendar, node: Mapping, today: date) -> Iterator[Problem]:
    first_days: dict[str, dict[int, date]] = {}
    for found in calendar.dagen:
        first_days.setdefault(found.naam, {})[found.dagen.first.year] = found.dagen.first
    for year in range(today.year, calendar.reach.year + (calendar.reach.month == 12)):
        missing = [
            called
            for called, by_year in first_days.items()
            if year not in by_year and any(_is_ahead(day, year, today) for day in by_year.values())
        ]
        if missing:
            yield (node.get("volledig_tot") or node).problem(
                "kalender-jaar",
                f'"{name}" heeft in {year} geen {listed(missing)}: vul aan, of verander "volledig_tot:"',
                "warning",
            )


def _is_ahead(day: date, year: int, today: date) -> bool:
    """Whether that day of another year lies after today in this one; days of the past may be gone."""
    return (year, day.month, day.day) > (today.year, today.month, today.day)


def _at_night(entry: Entry) -> Iterator[Problem]:
    for node, day in _typed(entry.node):
        for found in day.ranges:
            if NIGHT.opens <= found.opens < NIGHT.closes and found.closes <= NOON:
                typed = f"{digital(found.opens)}-{digital(found.closes)}"
                meant = f"{digital(found.opens + NOON)}-{digital(found.closes + NOON)}"
                yield node.problem(
                    "nacht", f"{typed} is in de nacht: schrijf {meant} als je de namiddag bedoelt", "warning"
                )


def _typed(node: Node | None, is_hours: bool = False) -> Iterator[tuple[Scalar, Day]]:
    """The hours of a valid record, each where it was typed: all that stands below a key "uren"."""
    if isinstance(node, Mapping):
        for name, value in node.entries:
            yield from _typed(value, is_hours or name.text == "uren")
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _typed(item, is_hours)
    elif isinstance(node, Scalar) and is_hours:
        try:
            yield node, parse_day(node.text)
        except ValueError:
            yield from ((node, day) for day in parse_week(node.text).values())


def _without_number(entry: Entry, place: Digipunt) -> Iterator[Problem]:
    if "telefoon" in place.uren and not place.telefoon:
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
    place: Digipunt,
    calendars: MappingType[str, Calendar],
    thresholds: Thresholds,
    today: date,
) -> Iterator[Problem]:
    """Hours for days that are open otherwise, which also open a day, or a channel, that is closed."""
    usual = replace(place, uitzonderingen=())
    closed: list[tuple[str, date, str]] = []
    has_open = False
    for channel in [exception.kanaal] if exception.kanaal else place.uren:
        schedule = Schedule(usual, channel, calendars, thresholds, today)
        for day in exception.dagen & DateRange(today, months_after(today, FARTHEST_MONTHS)) or ():
            holding = schedule.on(day)
            if not exception.on(day).ranges or schedule.always or holding.day.kind == "bel eerst":
                continue
            if holding.day != CLOSED:
                has_open = True
            # A week names its days: only a holiday can be an oversight.
            elif holding.rule == "calendar" or isinstance(exception.uren, Day):
                closed.append((channel, day, holding.reason))
    if closed and has_open:
        channel, day, reason = closed[0]
        yield node.problem(
            "ook-open",
            f"deze uren gelden ook voor {channel} op {in_words(day, weekday=True)}"
            f"{f' ({reason})' if reason else ''}, en dan is het anders gesloten: "
            f"{_how_to_leave_out(exception, closed, place)}",
            "warning",
        )


def _how_to_leave_out(exception: SpecialHours, closed: list[tuple[str, date, str]], place: Digipunt) -> str:
    if not exception.kanaal and {channel for channel, _, _ in closed} != set(place.uren):
        return 'zet er "kanaal:" bij als dat niet klopt'
    if isinstance(exception.uren, Day) and any(not reason for _, _, reason in closed):
        return 'schrijf de dagen erbij als dat niet klopt, zoals "uren: {ma-vr: 10:00-12:00}"'
    return 'geef die dag een eigen uitzondering met "uren: gesloten" als dat niet klopt'


def _calendar_answers(
    entry: Entry, place: Digipunt, calendars: MappingType[str, Calendar], today: date
) -> Iterator[Problem]:
    """Hours in a holiday of many days also open the weekend."""
    answers = entry.at("kalenders")
    for name, answer in place.kalenders.items():
        calendar = calendars.get(name)
        is_long = calendar and any(len(found.dagen) > 6 for found in calendar.dagen)
        if not is_long or not answer or not answer.ranges:
            continue
        closed = {
            weekday
            for week in place.uren.values()
            for weekday in range(7)
            if week.get(weekday, CLOSED) == CLOSED
        }
        if closed and isinstance(answers, Mapping):
            yield (answers.get(name) or answers).problem(
                "ook-open",
                f"deze uren gelden ook op {days_in_words(sorted(closed))}, en dan is het anders gesloten: "
                'gebruik een uitzondering als dat niet klopt, zoals "uren: {ma-vr: 10:00-12:00}"',
                "warning",
            )

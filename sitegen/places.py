"""A Digipunt as it can be shown: its hours in words, what changes, and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, takewhile
from typing import Literal

from sitegen import model
from sitegen.dates import WEEKDAYS, DateRange
from sitegen.geo import Point
from sitegen.hours import CALL_FIRST, CLOSED, Day, Week, days_in_words, full_week, week_groups
from sitegen.model import ACCESS, CALENDARS, HELP, Calendar, Digipunt, Freshness, Site
from sitegen.schedule import DAY, STATUS_REASONS, Holding, Schedule, on_channel
from sitegen.text import capitalised, listed

CHANNEL_NAMES = {
    "hulp": "Uren met hulp",
    "computer": "Een computer gebruiken",
    "afspraak": "Op afspraak",
    "telefoon": "Bellen",
}


# What is said of a place that is not in use, when nothing else is known.
STATUS_WORDS = {"tijdelijk-gesloten": "tijdelijk gesloten", **STATUS_REASONS}

# Where somebody helps.
HELPING = ("hulp", "afspraak")

# The channels for which somebody comes by; a telephone needs no address.
VISITED = ("hulp", "computer", "afspraak")

Fit = Literal["ja", "nee", "onbekend"]

# How far ahead a page lists changes, and announces them.
LISTED = timedelta(days=60)
ANNOUNCED = timedelta(days=14)


@dataclass(frozen=True)
class Timetable:
    """One channel's week: in one sentence, on a few lines, and as the seven days of the table."""

    channel: str
    title: str
    summary: str
    lines: tuple[tuple[str, str], ...]
    days: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Change:
    """Days in a row on which something else holds than in the ordinary week, and for which channel."""

    days: DateRange
    words: str
    title: str = ""

    @property
    def announced_from(self) -> date:
        return self.days.first - ANNOUNCED


@dataclass(frozen=True)
class Place:
    """A Digipunt as it can be shown: how far its hours can be trusted decides what is said of them.

    `older_from` is the day among those listed from which they can be trusted less. `point` is the middle of its district when nobody knows more.
    """

    digipunt: Digipunt
    freshness: Freshness
    wijk: str
    point: Point | None
    timetables: tuple[Timetable, ...]
    audiences: tuple[str, ...]
    offers: tuple[str, ...]
    unknown: tuple[str, ...]
    schedules: Mapping[str, Schedule]
    changes: tuple[Change, ...]
    calendars: tuple[str, ...]
    older_from: date | None

    @property
    def id(self) -> str:
        return self.digipunt.id

    @property
    def naam(self) -> str:
        return self.digipunt.naam

    @property
    def exact(self) -> bool:
        """Whether somebody knows where it is, not just in which district."""
        return self.digipunt.coordinaten is not None

    @property
    def visited(self) -> Mapping[str, Schedule]:
        """The schedules for which somebody comes by, or all of a place that can only be called."""
        found = {channel: schedule for channel, schedule in self.schedules.items() if channel != "telefoon"}
        return found or self.schedules

    def soon(self, today: date) -> tuple[Change, ...]:
        """What a list announces: in it, a change of next month would only be in the way."""
        return tuple(change for change in self.changes if change.announced_from <= today + ANNOUNCED)

    @property
    def helps(self) -> bool:
        """Whether there are hours, or appointments, with somebody who helps."""
        return any(channel in self.digipunt.uren for channel in HELPING)

    def fit(self, need: str) -> Fit:
        """Whether it meets a need; what the record does not tell of access and of help is not known."""
        digipunt = self.digipunt
        if need == HELP:
            if not digipunt.uren:
                return "onbekend"
            return "ja" if self.helps else "nee"
        if need in ACCESS:
            known: Fit = getattr(digipunt.toegankelijk, ACCESS[need])
            return known
        return "ja" if need in digipunt.doelgroep or need in digipunt.aanbod else "nee"

    def on_weekday(self, weekday: int) -> tuple[Fit, tuple[str, ...]]:
        """Whether it is ordinarily open on a weekday (0 is Monday), and its hours of that day in words.

        Of hours that are too old nobody knows on which days they hold.
        """
        if self.digipunt.status != "actief":
            return "nee", ()
        days = {
            channel: day
            for channel in VISITED
            if (schedule := self.schedules.get(channel)) and _is_open(day := schedule.ordinary(weekday))
        }
        if self.freshness is Freshness.EXPIRED:
            return "onbekend", ()
        notes = tuple(
            f"{capitalised(WEEKDAYS[weekday])}, {CHANNEL_NAMES[channel].lower()}: {day}"
            for channel, day in days.items()
        )
        if any(day.kind == "uren" for day in days.values()):
            return "ja", notes
        return ("onbekend" if days or not self.schedules else "nee"), notes


def make_place(site: Site, digipunt: Digipunt, today: date) -> Place:
    digipunt = replace(digipunt, nagekeken=check_by(digipunt.nagekeken, today))
    wijk = site.wijken.get(digipunt.wijk)
    freshness = site.freshness(digipunt, today)
    schedules = {
        channel: Schedule(digipunt, channel, site.calendars, site.settings.drempels, today)
        for channel in CHANNEL_NAMES
        if channel in digipunt.uren
    }
    return Place(
        digipunt,
        freshness,
        wijk.naam if wijk else "",
        digipunt.coordinaten.point if digipunt.coordinaten else wijk.midden if wijk else None,
        timetables(digipunt.uren, freshness),
        names_of(site.settings.doelgroepen, digipunt.doelgroep),
        names_of(site.settings.aanbod, digipunt.aanbod),
        _unknown(digipunt),
        schedules,
        tuple(differing_days(schedules, DateRange(today, today + LISTED))),
        tuple(_calendar_notes(site.calendars, digipunt)),
        older_soon(site, digipunt.nagekeken, today),
    )


def older_soon(site: Site, check: model.Check | None, today: date) -> date | None:
    """The day from which a record can be trusted less, when a page of today may still be read by then."""
    day = site.settings.drempels.older_from(check, today)
    return day if day and day <= today + LISTED else None


def differing_days(schedules: Mapping[str, Schedule], days: DateRange) -> list[Change]:
    """What differs from the week in these days; said once when it is the same for every channel."""
    found: dict[tuple[DateRange, str], list[str]] = {}
    for channel, schedule in schedules.items():
        if not schedule.always:
            for run, words in _runs(schedule, days):
                found.setdefault((run, words), []).append(channel)
    changes = [
        Change(
            run,
            words,
            "" if len(channels) == len(schedules) else listed(CHANNEL_NAMES[c].lower() for c in channels),
        )
        for (run, words), channels in found.items()
    ]
    return sorted(changes, key=lambda change: (change.days, change.title))


def _runs(schedule: Schedule, days: DateRange) -> Iterator[tuple[DateRange, str]]:
    """Days in a row with one cause, or with the same hours, when some of them differ from the week."""
    run: list[tuple[date, Holding]] = []
    one_cause = same_hours = True
    for day, holding in _special(schedule, days):
        if run:
            last, first = run[-1][0], run[0][1]
            one_cause = one_cause and (holding.span, holding.reason) == (first.span, first.reason)
            same_hours = same_hours and holding.day == first.day
            if last + DAY < day or not (one_cause or same_hours):
                yield from _told(schedule, run)
                run, one_cause, same_hours = [], True, True
        if not run and day > days.last:
            break
        run.append((day, holding))
    yield from _told(schedule, run)


def _special(schedule: Schedule, days: DateRange) -> Iterator[tuple[date, Holding]]:
    """The days of which something special is known, and those that follow the last of them."""
    day = days.last + DAY
    following = takewhile(
        lambda found: found[1].rule != "week",
        ((day, schedule.on(day)) for day in DateRange(day, schedule.last_known_day)),
    )
    return takewhile(
        lambda found: found[0] <= schedule.last_known_day, chain(schedule.special(days), following)
    )


def _told(schedule: Schedule, run: list[tuple[date, Holding]]) -> Iterator[tuple[DateRange, str]]:
    """A run in words, when one of its days differs from the week."""
    if any(found.day != schedule.ordinary(when.weekday()) for when, found in run):
        yield DateRange(run[0][0], run[-1][0]), _run_in_words(run)


def _run_in_words(run: list[tuple[date, Holding]]) -> str:
    """'bel eerst (kerstvakantie en Kerstmis)', 'dinsdag van 13 tot 16 uur; andere dagen gesloten (zomeruren)'."""
    hours = {found.day for _, found in run}
    if len(hours) == 1:
        words = str(hours.pop())
    else:
        groups = week_groups({when.weekday(): found.day for when, found in run})
        words = "; ".join(f"{names} {day}" for names, day in groups)
        if CLOSED in hours:
            words += "; andere dagen gesloten"
    reasons = listed(dict.fromkeys(found.reason for _, found in run if found.reason))
    return f"{words} ({reasons})" if reasons else words


def _calendar_notes(calendars: Mapping[str, Calendar], digipunt: Digipunt) -> Iterator[str]:
    """'Gesloten op feestdagen en extra sluitingsdagen', 'Gewone uren tijdens de schoolvakanties'."""
    groups: dict[tuple[str, str], list[str]] = {}
    for id in CALENDARS:
        if calendar := calendars.get(id):
            answer = digipunt.kalenders.get(id, CALL_FIRST) or "gewone uren"
            during = "tijdens de" if any(len(item.dagen) > 1 for item in calendar.dagen) else "op"
            groups.setdefault((str(answer), during), []).append(calendar.naam)
    for (words, during), names in groups.items():
        yield f"{capitalised(words)} {during} {listed(names)}"


def _unknown(digipunt: Digipunt) -> tuple[str, ...]:
    """What a visitor will ask, and no source answers."""
    questions = {
        "Kan je zonder trap binnen?": digipunt.toegankelijk.zonder_trap != "onbekend",
        "Heb je een afspraak nodig?": "afspraak" in digipunt.uren,
        "Is er wifi?": "wifi" in digipunt.aanbod,
        "Kan je er printen?": "printen" in digipunt.aanbod,
        "Welke talen spreekt men er?": bool(digipunt.talen),
    }
    return tuple(question for question, answered in questions.items() if not answered)


def check_by(check: model.Check | None, today: date) -> model.Check | None:
    """A check that lies after the day of the build has not happened."""
    return check if check and check.op.first_day <= today else None


def timetables(weeks: Mapping[str, Week], freshness: Freshness) -> tuple[Timetable, ...]:
    none = "geen uren bekend" if freshness is Freshness.EXPIRED else "gesloten"
    channels = {
        channel: {weekday: on_channel(channel, day) for weekday, day in weeks[channel].items()}
        for channel in CHANNEL_NAMES
        if channel in weeks
    }
    return tuple(
        Timetable(
            channel,
            CHANNEL_NAMES[channel],
            _summary(week),
            tuple((days, str(day)) for days, day in week_groups(week)),
            tuple((name, day.in_words(none)) for name, day in full_week(week)),
        )
        for channel, week in channels.items()
    )


def _summary(week: Week) -> str:
    """What is true on any day: 'Gewoonlijk open op maandag. Op dinsdag: op afspraak'."""
    open_days = [index for index, day in sorted(week.items()) if day.kind == "uren" and day.ranges]
    others = {index: Day(kind=day.kind) for index, day in week.items() if day.kind != "uren"}
    sentences = [f"Gewoonlijk open op {days_in_words(open_days)}"] if open_days else []
    sentences += [f"Op {names}: {day}" for names, day in week_groups(others)]
    return ". ".join(sentences) or "Geen gewone uren"


def _is_open(day: Day) -> bool:
    return day.kind != "uren" or bool(day.ranges)


def names_of(terms: Iterable[model.Term], ids: Iterable[str]) -> tuple[str, ...]:
    names = {term.id: term.naam for term in terms}
    return tuple(names[id] for id in ids)

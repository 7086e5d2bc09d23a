"""What an editor should do this week, and what each place does on every day of the coming year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sitegen.dates import MONTHS, DateRange, PartialDate, in_words, months_after
from sitegen.model import Check, Digipunt, Site, Status
from sitegen.nodes import Document
from sitegen.problems import Problem
from sitegen.records import DIGIPUNT
from sitegen.schedule import Holding, Schedule
from sitegen.text import listed

# How far ahead an action that ends is announced.
ENDS_SOON = timedelta(days=60)

# The warnings of `check`, by what an editor does about them.
BY_CODE = {
    "Nakijken: te oud": ("oud", "nooit-nagekeken", "toekomst"),
    "Beantwoorden: feestdagen en vakanties": ("sluiting",),
    "Weghalen of verlengen: voorbij": ("melding-voorbij", "jaar"),
    "Aanvullen: kalenders": ("kalender-kort", "kalender-jaar"),
}
OTHER = "Bekijken: andere waarschuwingen"

# What a visitor misses most stands first.
WANTED = (
    *("uren", "telefoon", "kalenders", "toegankelijk", "postcode", "coordinaten", "aanbod", "hulp_bij"),
    *("kost", "ingang", "email", "talen", "meebrengen"),
)


@dataclass(frozen=True)
class Task:
    """Something to do; `where` is file:line."""

    where: str
    what: str


@dataclass(frozen=True)
class Section:
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Mark:
    """A day in the year view: a sign, and what it stands for in words."""

    sign: str
    words: str


@dataclass(frozen=True)
class Year:
    """Per month of the coming year the days of one channel of a place; None for days before it begins."""

    name: str
    months: tuple[tuple[str, tuple[Mark | None, ...]], ...]


@dataclass(frozen=True)
class Report:
    today: date
    sections: tuple[Section, ...]
    years: tuple[Year, ...]


SIGNS = {
    "·": "open zoals elke week",
    "-": "gesloten zoals elke week",
    "a": "andere uren",
    "g": "gesloten, anders dan elke week",
    "?": "niet bekend: bel eerst",
}


def make_report(
    site: Site, problems: Iterable[Problem], documents: Mapping[str, Document], today: date
) -> Report:
    """`problems` are the warnings of `check`; `documents` tell where each record stands."""
    places = [place for place in site.digipunten.values() if place.status != "gestopt"]
    sections = (
        *_by_code(problems),
        Section("Voorbereiden: acties die aflopen", tuple(_ending(site, documents, today))),
        Section("Invullen: wat bezoekers missen", tuple(_missing(places, documents))),
        Section("Weten: wat bezoekers niet als open zien", tuple(_not_in_use(site, documents))),
    )
    years = tuple(year for place in places if place.status == "actief" for year in _years(site, place, today))
    return Report(today, tuple(section for section in sections if section.tasks), years)


def _by_code(problems: Iterable[Problem]) -> Iterator[Section]:
    found: dict[str, list[Task]] = {title: [] for title in (*BY_CODE, OTHER)}
    titles = {code: title for title, codes in BY_CODE.items() for code in codes}
    for problem in sorted(problems):
        task = Task(f"{problem.file}:{problem.line}", problem.message)
        found[titles.get(problem.code, OTHER)].append(task)
    return (Section(title, tuple(tasks)) for title, tasks in found.items())


def _ending(site: Site, documents: Mapping[str, Document], today: date) -> Iterator[Task]:
    for programme in site.programmes.values():
        end = programme.periode.einde
        if site.status(programme, today) is Status.RUNNING and end and end.last_day <= today + ENDS_SOON:
            # The page itself says so from the next day on, and then shows "nu".
            advice = "" if programme.nu else ': schrijf onder "nu:" wat iemand daarna kan doen'
            what = f"{programme.titel} loopt tot en met {_last(end)}{advice}"
            yield Task(_where(documents, "programmes", programme.id, "periode"), what)


def _last(end: PartialDate) -> str:
    return in_words(end.last_day)


def _missing(places: list[Digipunt], documents: Mapping[str, Document]) -> Iterator[Task]:
    """A key that some places lack, with those places; it says on the page that nobody knows."""
    for key in WANTED:
        lacking = [place for place in places if not _has(place, key)]
        if lacking:
            help = DIGIPUNT.keys[key].help if key in DIGIPUNT.keys else "vier cijfers, onder adres"
            where = _where(documents, "digipunten", lacking[0].id)
            who = "alle plaatsen" if len(lacking) == len(places) else listed(p.naam for p in lacking)
            yield Task(where, f"{key} ({help}) ontbreekt bij {who}")


def _has(place: Digipunt, key: str) -> bool:
    if key == "postcode":
        return bool(place.adres.postcode)
    if key == "toegankelijk":
        return place.toegankelijk.zonder_trap != "onbekend"
    return bool(getattr(place, key))


def _not_in_use(site: Site, documents: Mapping[str, Document]) -> Iterator[Task]:
    for place in site.digipunten.values():
        if place.status != "actief":
            yield Task(_where(documents, "digipunten", place.id, "status"), f"{place.naam} is {place.status}")


def _years(site: Site, place: Digipunt, today: date) -> Iterator[Year]:
    """As if somebody checked the place today: this view is about days, not about age."""
    checked = replace(place, nagekeken=Check(PartialDate(today.year, today.month, today.day)))
    days = DateRange(today, months_after(today, 12) - timedelta(days=1))
    for channel in place.uren:
        schedule = Schedule(checked, channel, site.calendars, site.settings.drempels, today)
        months: dict[tuple[int, int], list[Mark | None]] = {}
        for day in days:
            marks = months.setdefault((day.year, day.month), [None] * (day.day - 1))
            marks.append(_mark(schedule.on(day), schedule, day))
        named = ((f"{MONTHS[month - 1]} {year}", tuple(marks)) for (year, month), marks in months.items())
        yield Year(f"{place.naam} ({channel})", tuple(named))


def _mark(holding: Holding, schedule: Schedule, day: date) -> Mark:
    usual = schedule.ordinary(day.weekday())
    if holding.day.kind == "bel eerst":
        sign = "?"
    elif holding.day == usual:
        sign = "·" if usual.ranges or usual.kind == "op afspraak" else "-"
    else:
        sign = "a" if holding.day.ranges or holding.day.kind == "op afspraak" else "g"
    reason = f" ({holding.reason})" if holding.reason else ""
    return Mark(sign, f"{in_words(day, weekday=True)}: {holding.day}{reason}")


def _where(documents: Mapping[str, Document], file: str, id: str, key: str = "id") -> str:
    """File and line of a key of a record."""
    document = documents[file]
    record = document.records(file).get(id)
    found = record and (record.get(key) or record)
    return f"{document.source.name}:{found.line}" if found else document.source.name

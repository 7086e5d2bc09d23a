"""Which pages there are, at which address, and what each of them shows.

Sorting, counting and choosing happen here; a template loops and shows. Only this module, and the
templates, know addresses. They are Dutch, end in "/", and never change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from textwrap import shorten
from typing import Any
from urllib.parse import urlsplit

from sitegen import calendar_export, model, osm, schema_org
from sitegen.dates import DateRange
from sitegen.hours import CALL_FIRST, CLOSED, Day, Week, days_in_words, full_week, week_groups
from sitegen.lookup import lookup
from sitegen.model import CALENDARS, Calendar, Contact, Digipunt, Freshness, Programme, Site, Status, Text
from sitegen.problems import Problem
from sitegen.schedule import Holding, Schedule, on_channel
from sitegen.text import capitalised, listed, unaccented

CHANNEL_NAMES = {
    "hulp": "Uren met hulp",
    "computer": "Een computer gebruiken",
    "afspraak": "Op afspraak",
    "telefoon": "Bellen",
}


# How far ahead: what the script looks up, a page lists, a page announces, and OpenStreetMap gets.
LOOKED_UP = timedelta(days=90)
LISTED = timedelta(days=60)
ANNOUNCED = timedelta(days=14)
EXPORTED = timedelta(days=365)


@dataclass(frozen=True)
class Crumb:
    title: str
    address: str


@dataclass(frozen=True)
class Page:
    """One file of the site. `keywords` lead to it in the list from A to Z; an unlisted page is in no list.

    A page with a `body` needs no template.
    """

    address: str
    template: str = ""
    title: str = ""
    description: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    trail: tuple[Crumb, ...] = ()
    keywords: tuple[str, ...] = ()
    listed: bool = True
    text: Text | None = None
    body: str = ""

    @property
    def file(self) -> str:
        path = self.address.removeprefix("/")
        return f"{path}index.html" if not path or path.endswith("/") else path

    @property
    def is_html(self) -> bool:
        return self.file.endswith(".html")


@dataclass(frozen=True)
class Action:
    """An action as it stands on the day of the build."""

    programme: Programme
    status: Status
    audiences: tuple[str, ...]

    @property
    def address(self) -> str:
        return action_address(self.programme.id)


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
    """A Digipunt as it can be shown: how far its hours can be trusted decides what is said of them."""

    digipunt: Digipunt
    freshness: Freshness
    wijk: str
    timetables: tuple[Timetable, ...]
    audiences: tuple[str, ...]
    offers: tuple[str, ...]
    unknown: tuple[str, ...]
    schedules: Mapping[str, Schedule]
    changes: tuple[Change, ...]
    calendars: tuple[str, ...]

    @property
    def address(self) -> str:
        return place_address(self.digipunt.id)


@dataclass(frozen=True)
class Person:
    """A contact with its freshness and hours in words."""

    contact: Contact
    freshness: Freshness
    timetables: tuple[Timetable, ...]


@dataclass(frozen=True)
class Entry:
    """A line in the list from A to Z; `over` when it leads to an action that has ended."""

    word: str
    title: str
    address: str
    over: bool


def all_pages(site: Site, today: date) -> list[Page]:
    """Every page of the site."""
    actions = [_action(site, programme, today) for programme in site.programmes.values()]
    places = [_place(site, digipunt, today) for digipunt in site.digipunten.values()]
    people = {id: _person(site, contact, today) for id, contact in site.contacts.items()}
    pages = [
        *(_text_page(site, text) for text in site.texts.values()),
        *(_action_page(site, action, actions, people) for action in actions),
        *(page for place in places for page in _place_pages(site, place, today)),
    ]
    shared: dict[str, dict[str, Any]] = {
        "acties": {"by_status": _by_status(actions), "by_audience": _by_audience(site, actions)},
        "digipunten": {
            "by_wijk": _by_wijk(_shown(places)),
            "place_count": len(_shown(places)),
            "expired_count": sum(place.freshness is Freshness.EXPIRED for place in _shown(places)),
            "hours": _lookup(site, _shown(places), today),
        },
        "contact": {"people": list(people.values())},
        "inhoud": {"letters": _letters(pages, actions, site)},
    }
    return [
        *(replace(page, context=shared.get(page.text.sjabloon, {})) if page.text else page for page in pages),
        Page("/sitemap.xml", "sitemap.xml", "", "", {"listed": [p for p in pages if p.listed]}, listed=False),
        Page("/robots.txt", "robots.txt", "", "", listed=False),
    ]


def addresses(texts: Iterable[Text], ids: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Where each page stands, and the file it comes from, also while records have problems."""
    return {
        **{action_address(id): "data/programmes.yaml" for id in ids["programmes"]},
        **{place_address(id): "data/digipunten.yaml" for id in ids["digipunten"]},
        **{text_address(text): text.file for text in texts},
    }


def double_addresses(texts: Iterable[Text], ids: Mapping[str, Iterable[str]]) -> Iterator[Problem]:
    """Two pages at one address: the second would hide the first."""
    taken = addresses((), ids)
    for text in texts:
        address = text_address(text)
        if address in taken:
            message = (
                f"deze pagina komt op {address}, net als {taken[address]}: geef dit bestand een andere naam"
            )
            yield Problem(text.file, 1, 1, "error", "dubbel-adres", message)
        taken.setdefault(address, text.file)


def action_address(id: str) -> str:
    return f"/acties/{id}/"


def place_address(id: str) -> str:
    return f"/digipunten/{id}/"


def text_address(text: Text) -> str:
    if text.sjabloon == "niet-gevonden":
        return "/404.html"
    return "/" if text.name == "index" else f"/{text.name.removesuffix('/index')}/"


def _text_page(site: Site, text: Text) -> Page:
    address = text_address(text)
    return Page(
        address,
        f"pages/{text.sjabloon}.html",
        text.titel,
        text.beschrijving,
        trail=_trail(site, address),
        keywords=text.trefwoorden,
        listed=text.sjabloon != "niet-gevonden",
        text=text,
    )


def _trail(site: Site, address: str) -> tuple[Crumb, ...]:
    """The pages above this one, from home on."""
    if address in ("/", "/404.html"):
        return ()
    parents = address.strip("/").split("/")[:-1]
    names = ["/".join(parents[: i + 1]) for i in range(len(parents))]
    texts = [site.texts.get(name) or site.texts.get(f"{name}/index") for name in names]
    above = [Crumb(text.titel, f"/{name}/") for name, text in zip(names, texts, strict=True) if text]
    return (Crumb("Start", "/"), *above)


def _action_page(site: Site, action: Action, actions: list[Action], people: Mapping[str, Person]) -> Page:
    programme = action.programme
    address = action.address
    whole = next((other for other in actions if other.programme.id == programme.onderdeel_van), None)
    trail = _trail(site, address)
    if whole:
        trail = (*trail, Crumb(whole.programme.titel, whole.address))
    return Page(
        address,
        "pages/actie.html",
        programme.titel,
        programme.kort,
        {
            "action": action,
            "whole": whole,
            "parts": [other for other in actions if other.programme.onderdeel_van == programme.id],
            "people": [people[id] for id in programme.contacten],
        },
        trail=trail,
        keywords=programme.trefwoorden,
    )


def _place_pages(site: Site, place: Place, today: date) -> Iterator[Page]:
    """The page of a place, and its hours as files for a calendar and for OpenStreetMap."""
    digipunt = place.digipunt
    where = f" in de wijk {place.wijk}" if place.wijk else ""
    ahead = DateRange(today, today + LOOKED_UP)
    address = f"{site.settings.webadres.rstrip('/')}{place.address}"
    title = f"Digipunt {digipunt.naam}"
    yield Page(
        place.address,
        "pages/digipunt.html",
        title,
        shorten(f"{title}, {digipunt.adres}{where}: uren, hulp en contact.", 165, placeholder=" …"),
        {
            "place": place,
            "hours": _lookup(site, [place], today),
            "structured": schema_org.place(digipunt, place.schedules, address, ahead),
        },
        trail=_trail(site, place.address),
        keywords=tuple(filter(None, (digipunt.naam, digipunt.adres.straat, place.wijk))),
        listed=digipunt.status != "gestopt",
    )
    titles = {CHANNEL_NAMES[channel]: schedule for channel, schedule in place.schedules.items()}
    host = urlsplit(site.settings.webadres).hostname or ""
    known = DateRange(today, today + EXPORTED)
    yield Page(
        f"{place.address}uren.ics",
        body=calendar_export.calendar(titles, title, ahead, host),
        listed=False,
    )
    yield Page(
        f"{place.address}uren-osm.txt",
        body="".join(
            f"{channel}: {osm.opening_hours(schedule, known)}\n"
            for channel, schedule in place.schedules.items()
        ),
        listed=False,
    )


def _lookup(site: Site, places: list[Place], today: date) -> dict[str, Any]:
    found = {place.digipunt.id: (place.digipunt, place.schedules) for place in places}
    return lookup(found, site.settings.drempels, DateRange(today, today + LOOKED_UP))


def _action(site: Site, programme: Programme, today: date) -> Action:
    return Action(
        programme, site.status(programme, today), _names(site.settings.doelgroepen, programme.doelgroep)
    )


def _place(site: Site, digipunt: Digipunt, today: date) -> Place:
    digipunt = replace(digipunt, nagekeken=_check_by(digipunt.nagekeken, today))
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
        _timetables(digipunt.uren, freshness),
        _names(site.settings.doelgroepen, digipunt.doelgroep),
        _names(site.settings.aanbod, digipunt.aanbod),
        _unknown(digipunt),
        schedules,
        tuple(_changes(schedules, DateRange(today, today + LISTED))),
        tuple(_calendar_notes(site.calendars, digipunt)),
    )


def _changes(schedules: Mapping[str, Schedule], days: DateRange) -> list[Change]:
    """What differs from the week in these days; said once when it is the same for every channel."""
    found: dict[tuple[DateRange, str], list[str]] = {}
    for channel, schedule in schedules.items():
        if not schedule.always:
            for run, words in _runs(schedule, days):
                found.setdefault((run, words), []).append(channel)
    changes = [
        Change(run, words, title)
        for (run, words), channels in found.items()
        for title in ([""] if len(channels) == len(schedules) else [CHANNEL_NAMES[c] for c in channels])
    ]
    return sorted(changes, key=lambda change: (change.days, change.title))


def _runs(schedule: Schedule, days: DateRange) -> Iterator[tuple[DateRange, str]]:
    """Days in a row with one cause, or with the same hours, when some of them differ from the week."""
    run: list[tuple[date, Holding]] = []
    causes: set[tuple[DateRange | None, str]] = set()
    hours: set[Day] = set()
    day = days.first
    while run or day <= days.last:
        holding = schedule.on(day)
        special = holding.rule != "week" and day <= schedule.last_known_day
        causes.add((holding.span, holding.reason))
        hours.add(holding.day)
        if run and not (special and 1 in (len(causes), len(hours))):
            if any(found.day != schedule.ordinary(when.weekday()) for when, found in run):
                yield DateRange(run[0][0], run[-1][0]), _run_in_words(run)
            run = []
        if not run:
            causes, hours = {(holding.span, holding.reason)}, {holding.day}
        if special and (run or day <= days.last):
            run.append((day, holding))
        day += timedelta(days=1)


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


def _check_by(check: model.Check | None, today: date) -> model.Check | None:
    """A check that lies after the day of the build has not happened."""
    return check if check and check.op.first_day <= today else None


def _person(site: Site, contact: Contact, today: date) -> Person:
    contact = replace(contact, nagekeken=_check_by(contact.nagekeken, today))
    freshness = site.freshness(contact, today)
    return Person(contact, freshness, _timetables(contact.uren, freshness))


def _timetables(weeks: Mapping[str, Week], freshness: Freshness) -> tuple[Timetable, ...]:
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


def _names(terms: Iterable[model.Term], ids: Iterable[str]) -> tuple[str, ...]:
    names = {term.id: term.naam for term in terms}
    return tuple(names[id] for id in ids)


def _shown(places: list[Place]) -> list[Place]:
    return [place for place in places if place.digipunt.status != "gestopt"]


def _by_wijk(places: list[Place]) -> list[tuple[str, str, list[Place]]]:
    """(anchor, name, places) in the order of the alphabet; places without a district come last."""
    groups: dict[tuple[str, str], list[Place]] = {}
    for place in sorted(places, key=lambda place: _sort_key(place.digipunt.naam)):
        groups.setdefault((place.wijk, place.digipunt.wijk), []).append(place)
    ordered = sorted(groups.items(), key=lambda group: (not group[0][0], _sort_key(group[0][0])))
    return [(f"wijk-{id or 'onbekend'}", name or "Wijk niet bekend", found) for (name, id), found in ordered]


def _by_status(actions: list[Action]) -> list[tuple[Status, list[Action]]]:
    """What runs now first; a part of an action stands where its own dates put it."""
    order = (Status.RUNNING, Status.PLANNED, Status.OVER)
    groups = [(status, [action for action in actions if action.status is status]) for status in order]
    return [group for group in groups if group[1]]


def _by_audience(site: Site, actions: list[Action]) -> list[tuple[str, list[Action]]]:
    groups = [
        (term.naam, [action for action in actions if term.id in action.programme.doelgroep])
        for term in site.settings.doelgroepen
    ]
    return [group for group in groups if group[1]]


def _letters(pages: list[Page], actions: list[Action], site: Site) -> list[tuple[str, list[Entry]]]:
    """Every listed page under its title and its keywords, and every contact, by first letter."""
    over = {action.address for action in actions if action.status is Status.OVER}
    entries = {
        Entry(capitalised(word), page.title, page.address, page.address in over)
        for page in pages
        if page.listed
        for word in (page.title, *page.keywords)
    } | {
        Entry(capitalised(word), "Contact", f"/contact/#contact-{contact.id}", False)
        for contact in site.contacts.values()
        for word in (contact.naam, *contact.trefwoorden)
    }
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (_sort_key(e.word), e.title, e.address)):
        groups.setdefault(_letter(entry.word), []).append(entry)
    return list(groups.items())


def _letter(word: str) -> str:
    first = (unaccented(word).strip() or "?")[0].upper()
    if first.isdigit():
        return "0–9"
    return first if "A" <= first <= "Z" else "Andere tekens"


def _sort_key(text: str) -> str:
    return unaccented(text).casefold()

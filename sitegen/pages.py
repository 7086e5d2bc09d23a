"""Which pages there are, at which address, and what each of them shows.

Sorting, counting and choosing happen here; a template loops and shows. Only this module, and the
templates, know addresses. They are Dutch, end in "/", and never change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sitegen import (
    calendar_export,
    dataset,
    dataset_pages,
    editions,
    feed,
    finder_pages,
    headers,
    helper_pages,
    home_screen,
    osm,
    schema_org,
    sharing,
    take_along,
)
from sitegen.dates import DateRange, in_words
from sitegen.digest import digest
from sitegen.finder_pages import Keep, make_anew
from sitegen.finding import Whereabouts
from sitegen.glossary import explained
from sitegen.listing import Listed, in_order, list_places
from sitegen.lookup import ahead, exported, sure
from sitegen.model import NOT_PLACES, Contact, Freshness, News, Period, Programme, Site, Status, Text
from sitegen.page import Crumb, Page
from sitegen.places import (
    CHANNEL_NAMES,
    Place,
    Timetable,
    check_by,
    names_of,
    older_soon,
    timetables,
)
from sitegen.problems import Problem
from sitegen.schedule import DAY
from sitegen.text import capitalised, sort_key, unaccented

NEIGHBOURS = 3
PLACE = "pages/digipunt.html"
ACTION = "pages/actie.html"
# The template, by its name in the head of a text, of the page with what changed for visitors.
NEWS = "nieuws"

# The page about everything that can be printed, and the documents themselves.
ON_PAPER = "/digipunten/op-papier/"
BROCHURE = "/digipunten/brochure.pdf"
LARGE_BROCHURE = "/digipunten/brochure-grote-letters.pdf"


class Stage(NamedTuple):
    """How an action stands between two days, in words that are true on any day; from the day of the build if no first."""

    status: Status
    words: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Action:
    """An action as it stands on the day of the build, and how it will stand later."""

    programme: Programme
    stages: tuple[Stage, ...]
    audiences: tuple[str, ...]

    @property
    def status(self) -> Status:
        return self.stages[0].status

    @property
    def over(self) -> Stage | None:
        """When it is over, once that is known."""
        last = self.stages[-1]
        return last if last.status is Status.OVER else None

    @property
    def address(self) -> str:
        return action_address(self.programme.id)


@dataclass(frozen=True)
class Person:
    """A contact with its freshness, the day from which that is less (if soon), and hours in words."""

    contact: Contact
    freshness: Freshness
    older_from: date | None
    timetables: tuple[Timetable, ...]


@dataclass(frozen=True)
class Entry:
    """A line in the list from A to Z; `over` when it leads to an action that has ended."""

    word: str
    title: str
    address: str
    over: bool


class Neighbour(NamedTuple):
    """A place near another one, and how far."""

    id: str
    naam: str
    note: str


def all_pages(site: Site, today: date) -> list[Page]:
    """Every page of the site."""
    places = list_places(site, today)
    near = neighbours(places)
    return [
        *other_pages(site, places, today),
        *(page for place in places for page in place_pages(site, place, near[place.id], today)),
    ]


def other_pages(site: Site, places: Sequence[Listed], today: date, keep: Keep = make_anew) -> list[Page]:
    """Every page of a site with these places, but for those of the places themselves."""
    actions = [_action(site, programme, today) for programme in site.programmes.values()]
    shown = in_order(places)
    stopped = [place.id for place in places if place.facts.status == "gestopt"]
    finder = finder_pages.finder(site, shown, today, keep, stopped)
    people = {id: _person(site, contact, today) for id, contact in site.contacts.items()}
    trail = trail_of_places(site)
    news = feed.shown(site.news, today)
    first = [
        *(_text_page(site, text, news) for text in site.texts.values()),
        *(_action_page(site, action, actions, people) for action in actions),
    ]
    one_file = list(take_along.pages(finder, place_address, today))
    last = [
        _paper_page(site, shown, finder, trail, today, one_file),
        *finder_pages.pages(site, finder, trail, today),
        *helper_pages.pages(finder, _trail(site, f"{helper_pages.TABLE}x/"), today),
        *one_file,
        *dataset_pages.pages(site, shown, place_address, today),
    ]
    pages = [*first, *last]
    # Of places by the thousand the list from A to Z is no help.
    letters = _letters(pages, () if finder.is_large else shown, actions, site)
    news_page = next((page for page in first if page.text and page.text.sjabloon == NEWS), None)
    feeds = [_feed(site, news, news_page)] if news and news_page else []
    items = _with_titles(news, pages, places)
    about_us = [schema_org.organization(site.contacts[site.settings.eerste_contact])]
    shared: dict[str, tuple[bytes, Callable[[], dict[str, Any]]]] = {
        "acties": (
            digest(actions),
            lambda: {
                "by_status": _by_status(actions),
                "by_audience": _by_audience(site, actions),
                "changing": any(len(action.stages) > 1 for action in actions),
            },
        ),
        "digipunten": (finder.made_from, lambda: {"finder": finder}),
        "doorverwijzers": (finder.made_from, lambda: helper_pages.table(finder, today)),
        "insluiten": (
            b"",
            lambda: {"bare": finder_pages.BARE, "wijken": [wijk for wijk, _ in finder.wijken]},
        ),
        "toegankelijkheid": (digest(site.audit), lambda: {"audit": site.audit}),
        dataset_pages.TEMPLATE: (b"", lambda: dataset_pages.shown(site, today)),
        "contact": (b"", lambda: {"people": list(people.values()), "things": about_us}),
        "start": (digest(bool(feeds)), lambda: {"things": about_us, "feeds": feeds}),
        NEWS: (digest(items), lambda: {"items": items, "anchor": feed.anchor, "feeds": feeds}),
        "inhoud": (
            digest(letters, finder.is_large),
            lambda: {"letters": letters, "without_places": finder.is_large},
        ),
    }
    texts = [f"texts/{name}" for name in site.texts]
    tells = {
        "acties": ["programmes"],
        "digipunten": ["digipunten"],
        "doorverwijzers": ["digipunten"],
        "toegankelijkheid": ["audit"] if site.audit else [],
        "contact": ["contacts"],
        NEWS: ["nieuws"] if news else [],
        "inhoud": [*texts, "programmes", "digipunten", "contacts"],
    }
    for page in pages:
        if page.text and page.text.sjabloon in shared:
            made_from, page.context = shared[page.text.sjabloon]
            page.made_from += made_from
            page.tells += tuple(tells.get(page.text.sjabloon, ()))
    listed_pages = [
        *((page.address, site.last_changed(page.tells)) for page in first if page.listed),
        *(
            (place_address(place.id), site.last_changed([f"digipunten/{place.id}"]))
            for place in places
            if place.facts.status != "gestopt"
        ),
        *((page.address, site.last_changed(page.tells)) for page in last if page.listed),
    ]
    return [
        *pages,
        *feeds,
        Page(
            "/sitemap.xml",
            "sitemap.xml",
            context=lambda: {"listed": listed_pages},
            made_from=digest("\n".join(f"{address} {day}" for address, day in listed_pages)),
            listed=False,
        ),
        Page("/robots.txt", "robots.txt", listed=False),
        Page(home_screen.MANIFEST, body=lambda: home_screen.manifest(site.settings), listed=False),
        *_host_files(site, today),
    ]


def _feed(site: Site, news: Sequence[News], page: Page) -> Page:
    return Page(
        feed.FEED,
        body=partial(feed.atom, site.settings, news, page),
        made_from=digest(news, page.title, page.address),
        listed=False,
    )


def _with_titles(
    news: Iterable[News], pages: Iterable[Page], places: Iterable[Listed]
) -> list[tuple[News, str]]:
    """Each with the title of the page that it is about."""
    wanted = {item.adres for item in news}
    titles = {page.address: page.title for page in pages if page.address in wanted} | {
        address: f"Digipunt {place.naam}"
        for place in places
        if (address := place_address(place.id)) in wanted
    }
    return [(item, titles.get(item.adres, "")) for item in news]


def _host_files(site: Site, today: date) -> Iterator[Page]:
    security = partial(headers.security, site.contacts[site.settings.eerste_contact], today)
    yield Page(headers.SECURITY, body=security, listed=False)
    base = urlsplit(site.settings.webadres).path
    for name in headers.FILES:
        yield Page(f"/{name}", body=partial(headers.file, name, base), listed=False)


def neighbours(places: Iterable[Listed]) -> dict[str, list[Neighbour]]:
    """The nearest other places of each, by its id."""
    whereabouts = Whereabouts(in_order(places))
    return {place.id: _neighbours(place, whereabouts) for place in places}


def _neighbours(place: Listed, whereabouts: Whereabouts) -> list[Neighbour]:
    if not place.point:
        return []
    found = whereabouts.nearest(place.point, NEIGHBOURS, lambda other: other is not place)
    return [Neighbour(hit.place.id, hit.place.naam, hit.notes[0]) for hit in found]


def addresses(texts: Collection[Text], ids: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Where each page stands, and the file it comes from, also while records have problems."""
    return {
        **{action_address(id): "data/programmes.yaml" for id in ids["programmes"]},
        **{place_address(id): "data/digipunten.yaml" for id in ids["digipunten"] if id not in NOT_PLACES},
        **finder_pages.addresses(ids),
        **helper_pages.addresses(ids),
        **take_along.addresses(ids),
        ON_PAPER: "een pagina over drukwerk",
        **dataset_pages.addresses(texts),
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


def unshown_news(site: Site) -> Iterator[Problem]:
    """News that stands on no page."""
    if site.news and not any(text.sjabloon == NEWS for text in site.texts.values()):
        message = f'geen pagina toont dit: maak content/nieuws.md, met bovenaan "sjabloon: {NEWS}"'
        yield Problem("data/nieuws.yaml", 1, 1, "error", "zonder-pagina", message)


def action_address(id: str) -> str:
    return f"/acties/{id}/"


def place_address(id: str) -> str:
    return f"/digipunten/{id}/"


def poster_address(id: str) -> str:
    return f"{place_address(id)}affiche.pdf"


def text_address(text: Text) -> str:
    if text.sjabloon == "niet-gevonden":
        return "/404.html"
    return "/" if text.name == "index" else f"/{text.name.removesuffix('/index')}/"


def _text_page(site: Site, text: Text, news: Iterable[News]) -> Page:
    address = text_address(text)
    trail = _trail(site, address)
    items = news if text.sjabloon == NEWS else ()
    return Page(
        address,
        f"pages/{text.sjabloon}.html",
        text.titel,
        text.beschrijving,
        made_from=digest(text, trail),
        trail=trail,
        tells=(f"texts/{text.name}",),
        keywords=text.trefwoorden,
        listed=text.sjabloon != "niet-gevonden",
        words=explained(
            site.words,
            text.kop,
            text.inleiding,
            text.body,
            *(words for item in items for words in (item.titel, item.tekst)),
        ),
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
    context = {
        "action": action,
        "whole": whole,
        "parts": [other for other in actions if other.programme.onderdeel_van == programme.id],
        "people": (around := [people[id] for id in programme.contacten]),
        "things": [
            schema_org.service(
                programme,
                f"{site.settings.webadres.rstrip('/')}{address}",
                action.audiences,
                # Who may no longer be there is not named to who asks a search engine.
                [person.contact for person in around if person.freshness != "verlopen"],
            )
        ],
    }
    return Page(
        address,
        ACTION,
        programme.titel,
        programme.kort,
        lambda: context,
        digest(context, trail),
        trail=trail,
        tells=(f"programmes/{programme.id}", *(f"contacts/{id}" for id in programme.contacten)),
        keywords=programme.trefwoorden,
        words=explained(
            site.words,
            programme.titel,
            programme.kort,
            programme.toestand,
            programme.voor_wie,
            programme.inhoud,
            programme.aanvragen,
        ),
    )


def trail_of_places(site: Site) -> tuple[Crumb, ...]:
    return _trail(site, f"{finder_pages.FINDER}x/")


def place_files(id: str) -> tuple[str, str, str]:
    """Where the pages of a place are written."""
    folder = place_address(id)[1:]
    return f"{folder}index.html", f"{folder}uren.ics", f"{folder}uren-osm.txt"


def place_pages(site: Site, place: Listed, near: Sequence[Neighbour], today: date) -> list[Page]:
    """The page of a place, and its hours as files for a calendar and for OpenStreetMap.

    They are made from the place, its neighbours, and the pages above it.
    """
    own = place_address(place.id)
    return [
        Page(
            own,
            PLACE,
            f"Digipunt {place.naam}",
            context=partial(_place, site, place, near, today),
            trail=trail_of_places(site),
            listed=place.facts.status != "gestopt",
        ),
        Page(f"{own}uren.ics", body=partial(_calendar, site, place, today), listed=False),
        Page(f"{own}uren-osm.txt", body=partial(_osm, site, place, today), listed=False),
    ]


def keep_parts(site: Site, place: Listed, today: date) -> None:
    """Make what the files of all places say of this one, as long as the whole of it is at hand."""
    if dataset_pages.is_published(site.texts.values()):
        dataset_pages.parts_of(site, place, place_address, today)


def _place(site: Site, listed: Listed, near: Sequence[Neighbour], today: date) -> dict[str, Any]:
    place = listed.whole
    address = f"{site.settings.webadres.rstrip('/')}{place_address(place.id)}"
    return {
        "description": listed.description,
        "place": place,
        "told": [listed] if place.digipunt.status == "actief" and place.timetables else [],
        "hours": helper_pages.hours_of([listed], today),
        "edition": listed.edition,
        "near": near,
        "message": sharing.message(place, address, site.contacts[site.settings.eerste_contact], today),
        "things": [
            schema_org.place(place.digipunt, place.schedules, address, _told(site, place, ahead(today)))
        ],
    }


def _calendar(site: Site, listed: Listed, today: date) -> str:
    titles = {CHANNEL_NAMES[channel]: schedule for channel, schedule in listed.whole.schedules.items()}
    host = urlsplit(site.settings.webadres).hostname or ""
    days = _told(site, listed.whole, ahead(today))
    check = listed.whole.digipunt.nagekeken
    about = [f"Laatst nagekeken: {check.op}."] if check else []
    if not all(schedule.always for schedule in titles.values()):
        about.append(f"Uren tot en met {in_words(days.last)}.")
    about.append(f"Licentie: {dataset.licence(site.settings)}.")
    url = f"{site.settings.webadres.rstrip('/')}{place_address(listed.id)}"
    return calendar_export.calendar(titles, f"Digipunt {listed.naam}", days, host, " ".join(about), url)


def _told(site: Site, place: Place, days: DateRange) -> DateRange:
    """Those of these days of which data that leave the site tell something."""
    return sure(place.digipunt, site.settings.drempels, days)


def _osm(site: Site, listed: Listed, today: date) -> str:
    known = _told(site, listed.whole, exported(today))
    schedules = listed.whole.schedules
    return "".join(
        f"{channel}: {osm.opening_hours(schedule, known)}\n" for channel, schedule in schedules.items()
    )


def _paper_page(
    site: Site,
    shown: Sequence[Listed],
    finder: finder_pages.Finder,
    trail: tuple[Crumb, ...],
    today: date,
    one_file: Sequence[Page],
) -> Page:
    """Everything that can be printed; whoever comes from a brochure sees here whether it is still right.

    Of places by the thousand there is no brochure, and each has its poster on its own page.
    """

    booklet = "" if finder.is_large else "een boekje met alle Digipunten, "

    def made() -> dict[str, Any]:
        prints = [(place.id, place.edition) for place in in_booklet(shown)] if not finder.is_large else []
        return {
            "edition": None if finder.is_large else editions.together(prints, today),
            "folders": [
                (wijk.naam, finder_pages.folder_address(wijk.id), finder_pages.large_folder_address(wijk.id))
                for wijk, _ in finder.wijken
            ],
            "posters": [(place.naam, poster_address(place.id)) for place in shown if not finder.is_large],
            "wijken": [(wijk.naam, finder_pages.wijk_address(wijk.id)) for wijk, _ in finder.wijken],
            "is_large": finder.is_large,
            "one_file": one_file,
        }

    return Page(
        ON_PAPER,
        "pages/papier.html",
        "Digipunten op papier",
        f"Druk {booklet}een folder van je wijk of een affiche. Ook in grote letters.",
        made,
        b"" if finder.is_large else digest(*(place.key for place in shown)),
        trail=trail,
        tells_size_of=one_file[0] if one_file else None,
        tells=("digipunten",),
        keywords=("affiche", *(() if finder.is_large else ("boekje", "brochure")), "folder", "grote letters"),
    )


def in_booklet(places: Iterable[Listed]) -> list[Listed]:
    """In the order in which a brochure shows them: by district, those without one last."""
    return sorted(places, key=lambda place: (not place.wijk, sort_key(place.wijk), place.facts.order))


def _action(site: Site, programme: Programme, today: date) -> Action:
    status = site.status(programme, today)
    stages = _stages(site.span(programme))
    now = next(i for i, stage in enumerate(stages) if stage.status is status)
    return Action(programme, tuple(stages[now:]), names_of(site.settings.doelgroepen, programme.doelgroep))


def _stages(span: Period) -> list[Stage]:
    """All that an action goes through, as far as its dates tell."""
    start, end = span.start, span.einde
    as_known = "" if span.einde_zeker else ", voor zover we weten"
    if end:
        words = f"Loopt tot en met {end}{as_known}"
    else:
        words = f"Gestart {start.when}" if start else capitalised(span.in_woorden)
    first = start.first_day if start else None
    stages = [Stage(Status.RUNNING, words, first, end.last_day if end else None)]
    if start:
        stages.insert(0, Stage(Status.PLANNED, f"Start {start.when}", None, start.first_day - DAY))
    if end:
        stages.append(Stage(Status.OVER, f"Afgelopen{as_known}", end.last_day + DAY))
    return stages


def _person(site: Site, contact: Contact, today: date) -> Person:
    contact = replace(contact, nagekeken=check_by(contact.nagekeken, today))
    freshness = site.freshness(contact, today)
    older_from = older_soon(site, contact.nagekeken, today)
    return Person(contact, freshness, older_from, timetables(contact.uren, freshness))


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


def _letters(
    pages: Iterable[Page], places: Iterable[Listed], actions: list[Action], site: Site
) -> list[tuple[str, list[Entry]]]:
    """Every listed page under its title and its keywords, every place and every contact, by first letter."""
    over = {action.address for action in actions if action.status is Status.OVER}
    entries = {
        *(
            Entry(capitalised(word), page.title, page.address, page.address in over)
            for page in pages
            if page.listed
            for word in (*([page.title] if page.titled else []), *page.keywords)
        ),
        *(
            Entry(capitalised(word), title, place_address(place.id), False)
            for place in places
            for title in (f"Digipunt {place.naam}",)
            for word in (title, place.naam, place.facts.straat, place.wijk)
            if word
        ),
        *(
            Entry(capitalised(word), "Contact", f"/contact/#contact-{contact.id}", False)
            for contact in site.contacts.values()
            for word in (contact.naam, *contact.trefwoorden)
        ),
    }
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (sort_key(e.word), e.title, e.address)):
        groups.setdefault(_letter(entry.word), []).append(entry)
    return list(groups.items())


def _letter(word: str) -> str:
    first = (unaccented(word).strip() or "?")[0].upper()
    if first.isdigit():
        return "0–9"
    return first if "A" <= first <= "Z" else "Andere tekens"

"""What lists, maps and other pages need of a place, in plain values that can be kept between builds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from textwrap import shorten
from typing import Any, NamedTuple, TypeVar

from sitegen import editions
from sitegen.editions import Edition
from sitegen.geo import Point
from sitegen.lookup import ahead, card_of, hours_of
from sitegen.model import ACCESS, HELP, Freshness, Site
from sitegen.places import Fit, Place, make_place
from sitegen.text import sort_key

Made = TypeVar("Made")


class Facts(NamedTuple):
    """What is asked of all places at once, whatever a page shows of them.

    `fits` and `perhaps` are needs that a place meets or might meet; `weekdays` says of each day, from Monday on,
    whether it is ordinarily open.
    """

    id: str
    naam: str
    order: str
    status: str
    wijk_id: str
    wijk: str
    straat: str
    lat: float | None
    lon: float | None
    exact: bool
    expired: bool
    fits: tuple[str, ...]
    perhaps: tuple[str, ...]
    weekdays: tuple[Fit, ...]


class Listed:
    """A place in a list. Whatever is more work than reading `facts` is made when it is first asked for.

    `key` differs when the place, or anything else that is shown of it, does. `kept` gives what an earlier build
    made of the place by name: plain values, not held here but asked for again each time.
    """

    def __init__(
        self,
        facts: Facts,
        site: Site,
        today: date,
        whole: Callable[[], Place],
        key: bytes = b"",
        kept: Callable[[], dict[str, Any]] = dict,
    ) -> None:
        self.facts = facts
        self.key = key
        self.id = facts.id
        self.point = None if facts.lat is None or facts.lon is None else Point(facts.lat, facts.lon)
        self._grown: dict[str, Any] | None = None
        self._site = site
        self._today = today
        self._whole = whole
        self._kept = kept

    @cached_property
    def whole(self) -> Place:
        return self._whole()

    @property
    def kept(self) -> dict[str, Any]:
        return self._kept() if self._grown is None else self._grown

    @property
    def grew(self) -> bool:
        return self._grown is not None

    def put_away(self, kept: Callable[[], dict[str, Any]]) -> None:
        """Hold nothing that can be made or read again: there may be thousands of places."""
        self.__dict__.pop("whole", None)
        self._kept = kept
        self._grown = None

    def keep(self, name: str, make: Callable[[], Made]) -> Made:
        """What is kept under this name, made now when it is not there yet."""
        kept = self.kept
        if name not in kept:
            made = make()
            # What was made on the way may be kept as well.
            kept = self._grown = {**self.kept, name: made}
        found: Made = kept[name]
        return found

    @property
    def naam(self) -> str:
        return self.facts.naam

    @property
    def wijk_id(self) -> str:
        return self.facts.wijk_id

    @property
    def wijk(self) -> str:
        return self.facts.wijk

    @property
    def exact(self) -> bool:
        return self.facts.exact

    def fit(self, need: str) -> Fit:
        if need in self.facts.fits:
            return "ja"
        return "onbekend" if need in self.facts.perhaps else "nee"

    def hours_on(self, weekday: int) -> tuple[str, ...]:
        """Its ordinary hours of a weekday in words, by channel."""
        days = self.keep("dagen", lambda: [list(self.whole.on_weekday(day)[1]) for day in range(7)])
        return tuple(days[weekday])

    @property
    def description(self) -> str:
        """The sentence by which a search engine describes its page."""
        return self.keep("beschrijving", lambda: _description(self.whole))

    @property
    def hours(self) -> str:
        """The hours of the channels for which somebody comes by, for scripts."""
        return self.keep("uren", lambda: self._hours(tables=False))

    @property
    def table_hours(self) -> str:
        """All hours, with the words of special days, for a page that shows the table of a week."""
        return self.keep("alle-uren", lambda: self._hours(tables=True))

    @property
    def card(self) -> list[str]:
        contact = self._site.contacts[self._site.settings.eerste_contact]
        return self.keep("kaart", lambda: card_of(self.whole, contact))

    def keep_all(self) -> None:
        """Make everything that lists show, as long as the whole place is at hand."""
        for _ in (self.hours_on(0), self.description, self.hours, self.table_hours, self.card, self.edition):
            pass

    @property
    def edition(self) -> Edition:
        return Edition.from_plain(self.keep("druk", lambda: self._edition().as_plain()))

    def _edition(self) -> Edition:
        settings = self._site.settings
        contact = self._site.contacts[settings.eerste_contact]
        return editions.of_place(self.whole, contact, settings.drempels, self._today)

    def _hours(self, tables: bool) -> str:
        place = self.whole
        schedules = place.schedules if tables else place.visited
        return hours_of(place.digipunt, schedules, self._site.settings.drempels, ahead(self._today), tables)


def listed(site: Site, place: Place, today: date) -> Listed:
    return Listed(facts_of(site, place), site, today, lambda: place)


def list_places(site: Site, today: date) -> list[Listed]:
    """Every place of the site, in the order of its file."""
    return [listed(site, make_place(site, digipunt, today), today) for digipunt in site.digipunten.values()]


def facts_of(site: Site, place: Place) -> Facts:
    digipunt = place.digipunt
    settings = site.settings
    terms = (*settings.doelgroepen, *settings.aanbod)
    needs = (HELP, *ACCESS, *(need.id for need in settings.noden), *(term.id for term in terms))
    fits = {need: place.fit(need) for need in dict.fromkeys(needs)}
    return Facts(
        digipunt.id,
        digipunt.naam,
        sort_key(digipunt.naam),
        digipunt.status,
        digipunt.wijk,
        place.wijk,
        digipunt.adres.straat,
        place.point.lat if place.point else None,
        place.point.lon if place.point else None,
        place.exact,
        place.freshness is Freshness.EXPIRED,
        tuple(need for need, fit in fits.items() if fit == "ja"),
        tuple(need for need, fit in fits.items() if fit == "onbekend"),
        tuple(place.on_weekday(day)[0] for day in range(7)),
    )


def in_order(places: Iterable[Listed]) -> list[Listed]:
    """By name, without those that are no more."""
    return sorted(
        (place for place in places if place.facts.status != "gestopt"), key=lambda place: place.facts.order
    )


def _description(place: Place) -> str:
    where = f" in de wijk {place.wijk}" if place.wijk else ""
    text = f"Digipunt {place.naam}, {place.digipunt.adres}{where}: uren, hulp en contact."
    return shorten(text, 165, placeholder=" …")

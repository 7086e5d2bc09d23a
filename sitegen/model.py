"""What the site knows, checked and typed. Names are the keys of the data files.

Nothing here knows how it was written down, nor at which address it will stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from sitegen.dates import DateRange, PartialDate, months_after
from sitegen.geo import Area, Line, Point
from sitegen.hours import CLOSED, Day, Week
from sitegen.text import Phone


class Freshness(StrEnum):
    """How far a record can be trusted, by the date it was last checked."""

    FRESH = "vers"
    CALL_FIRST = "bel-eerst"
    EXPIRED = "verlopen"


class Status(StrEnum):
    """Where an action stands on a day."""

    PLANNED = "gepland"
    RUNNING = "loopt"
    OVER = "afgelopen"


@dataclass(frozen=True)
class Origin:
    naam: str
    datum: PartialDate | None = None
    url: str = ""


@dataclass(frozen=True)
class Check:
    op: PartialDate
    hoe: str = ""


@dataclass(frozen=True)
class Thresholds:
    bel_eerst_na_maanden: int
    verlopen_na_maanden: int

    def freshness(self, check: Check | None, today: date) -> Freshness:
        """A check known to the month or year only counts from its first day: never too fresh.

        One that lies after `today` proves nothing about that day.
        """
        if check is None or check.op.first_day > today or today >= self.expires(check):
            return Freshness.EXPIRED
        if today >= months_after(check.op.first_day, self.bel_eerst_na_maanden):
            return Freshness.CALL_FIRST
        return Freshness.FRESH

    def older_from(self, check: Check | None, today: date) -> date | None:
        """The next day from which a check is trusted less than today; none when it cannot get worse."""
        if check is None or self.freshness(check, today) is Freshness.EXPIRED:
            return None
        call_first = months_after(check.op.first_day, self.bel_eerst_na_maanden)
        return call_first if today < call_first else self.expires(check)

    def expires(self, check: Check) -> date:
        """The first day on which a check is too old."""
        return months_after(check.op.first_day, self.verlopen_na_maanden) + timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """A word for a need, an audience or a link, as visitors read it."""

    id: str
    naam: str


@dataclass(frozen=True)
class Need:
    """A choice in the finder: a channel, a fact of access, an audience or an offer, by its id.

    `uitleg` is what a visitor must know of it, also when no place is known that has it.
    """

    id: str
    naam: str
    uitleg: str = ""


@dataclass(frozen=True)
class Link:
    naam: str
    url: str


@dataclass(frozen=True)
class Settings:
    naam: str
    webadres: str
    eerste_contact: str
    drempels: Thresholds
    doelgroepen: tuple[Term, ...]
    aanbod: tuple[Term, ...]
    noden: tuple[Need, ...] = ()
    bronnen: tuple[Link, ...] = ()
    licentie: Link | None = None


@dataclass(frozen=True)
class Contact:
    id: str
    naam: str
    wat: str
    bron: Origin
    telefoon: Phone | None = None
    email: str = ""
    website: str = ""
    uren: Mapping[str, Week] = field(default_factory=dict)
    melding: str = ""
    nagekeken: Check | None = None
    trefwoorden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Amount:
    getal: int
    wat: str


@dataclass(frozen=True)
class Period:
    in_woorden: str
    start: PartialDate | None = None
    einde: PartialDate | None = None
    einde_zeker: bool = True


@dataclass(frozen=True)
class Section:
    kop: str
    tekst: tuple[str, ...] = ()
    punten: tuple[str, ...] = ()
    bron: Origin | None = None


@dataclass(frozen=True)
class Programme:
    id: str
    titel: str
    kort: str
    periode: Period
    bron: Origin
    onderdeel_van: str = ""
    doelgroep: tuple[str, ...] = ()
    aantal: Amount | None = None
    toestand: str = ""
    voor_wie: tuple[str, ...] = ()
    inhoud: tuple[Section, ...] = ()
    aanvragen: tuple[str, ...] = ()
    nu: str = ""
    contacten: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    trefwoorden: tuple[str, ...] = ()
    nagekeken: Check | None = None


@dataclass(frozen=True)
class Address:
    straat: str
    nummer: str
    gemeente: str
    postcode: str = ""

    def __str__(self) -> str:
        return f"{self.straat} {self.nummer}, {self.town}"

    @property
    def town(self) -> str:
        return f"{self.postcode} {self.gemeente}".strip()


@dataclass(frozen=True)
class Location:
    """A point, and how near to the door it is: at the building, at a stop, or in the street."""

    lat: float
    lon: float
    nauwkeurigheid: str = "gebouw"

    @property
    def point(self) -> Point:
        return Point(self.lat, self.lon)


@dataclass(frozen=True)
class Notice:
    tekst: str
    tot: date | None = None

    def on(self, day: date) -> str:
        """Its text, or nothing after its last day."""
        return "" if self.tot and self.tot < day else self.tekst


@dataclass(frozen=True)
class Access:
    """Each 'ja', 'nee' or 'onbekend'."""

    zonder_trap: str = "onbekend"
    toilet: str = "onbekend"
    parking: str = "onbekend"


# What a choice in the finder can ask besides an audience and an offer.
ACCESS = {"zonder-trap": "zonder_trap", "toilet": "toilet", "parking": "parking"}
HELP = "hulp"


@dataclass(frozen=True)
class SpecialHours:
    """What replaces the ordinary week on some days: hours, or a week of its own."""

    dagen: DateRange
    uren: Day | Week
    reden: str = ""
    kanaal: str = ""

    def on(self, day: date) -> Day:
        return self.uren if isinstance(self.uren, Day) else self.uren.get(day.weekday(), CLOSED)


CHANNELS = ("hulp", "computer", "afspraak", "telefoon")

# The order in which calendars are asked; the first that contains a day answers.
CALENDARS = ("feestdagen", "extra-sluitingsdagen", "gentse-feesten", "schoolvakanties")


@dataclass(frozen=True)
class CalendarDay:
    """`zeker` is False when no source says for sure that this day belongs to the calendar."""

    dagen: DateRange
    naam: str
    zeker: bool = True


@dataclass(frozen=True)
class Calendar:
    naam: str
    bron: str
    dagen: tuple[CalendarDay, ...]
    volledig_tot: date | None = None

    @cached_property
    def reach(self) -> date:
        """The last day of which it is known whether it belongs to this calendar."""
        known = [found.dagen.last for found in self.dagen] + [self.volledig_tot or date.min]
        return max(known)

    @cached_property
    def by_date(self) -> Mapping[date, CalendarDay]:
        return {day: found for found in self.dagen for day in found.dagen}

    @cached_property
    def dates(self) -> Sequence[date]:
        return sorted(self.by_date)


# What stands below the finder besides places: no id of a place can be one of these.
NOT_PLACES = ("dag", "insluiten", "lijst", "op-papier", "postcode", "voor", "wijk", "zoeker")


@dataclass(frozen=True)
class Digipunt:
    id: str
    naam: str
    status: str
    bron: Origin
    adres: Address
    organisatie: str = ""
    ingang: str = ""
    wijk: str = ""
    coordinaten: Location | None = None
    telefoon: Phone | None = None
    email: str = ""
    website: str = ""
    uren: Mapping[str, Week] = field(default_factory=dict)
    # What holds on the days of a calendar; None is "gewoon open".
    kalenders: Mapping[str, Day | None] = field(default_factory=dict)
    uitzonderingen: tuple[SpecialHours, ...] = ()
    doelgroep: tuple[str, ...] = ()
    aanbod: tuple[str, ...] = ()
    hulp_bij: tuple[str, ...] = ()
    kost: str = ""
    meebrengen: tuple[str, ...] = ()
    talen: tuple[str, ...] = ()
    toegankelijk: Access = Access()
    melding: Notice | None = None
    opmerking: str = ""
    nagekeken: Check | None = None


@dataclass(frozen=True)
class Wijk:
    id: str
    naam: str
    nummer: int
    midden: Point


@dataclass(frozen=True)
class Postcode:
    postcode: str
    namen: tuple[str, ...]
    midden: Point
    wijken: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """A difficult word or phrase: `beter` is an easier one to write, `betekenis` what a visitor reads of one that stays.

    `vormen` are its inflections.
    """

    woord: str
    beter: str = ""
    vormen: tuple[str, ...] = ()
    uitleg: str = ""
    betekenis: str = ""


@dataclass(frozen=True)
class News:
    """Something that changed for visitors on the day `op`; `adres` is the page that it is about."""

    id: str
    op: date
    titel: str
    tekst: str = ""
    adres: str = ""


@dataclass(frozen=True)
class Measurement:
    """What an audit measured on all pages: `betekent` says of what, `van` which of the pages the value is of.

    `gehaald` is None for what was not measured.
    """

    meting: str
    betekent: str
    waarde: str
    van: str
    doel: str
    gehaald: bool | None


@dataclass(frozen=True)
class Audit:
    """The figures of the accessibility statement, as `python -m audit --bewaar` wrote them."""

    datum: date
    paginas: int
    soorten_en_toestanden: int
    gereedschap: tuple[str, ...]
    resultaten: tuple[Measurement, ...]
    niet_gehaald: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """A page that editors write: `body` is Markdown, whose first line is line `body_line` of `file`."""

    name: str
    file: str
    titel: str
    beschrijving: str
    body: str
    body_line: int
    sjabloon: str = "tekst"
    kop: str = ""
    inleiding: str = ""
    trefwoorden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """Everything that pages are made from. `areas` are the outlines of the districts, by number;
    `map_sources` says who made them, and the water.

    `changed` tells on which day something was last changed, as far as that is known: `digipunten/linde`, any of the
    `digipunten`, `texts/over`, `audit`.
    """

    settings: Settings
    contacts: Mapping[str, Contact]
    programmes: Mapping[str, Programme]
    digipunten: Mapping[str, Digipunt]
    wijken: Mapping[str, Wijk]
    postcodes: Mapping[str, Postcode]
    calendars: Mapping[str, Calendar]
    texts: Mapping[str, Text]
    words: tuple[Word, ...] = ()
    news: tuple[News, ...] = ()
    areas: Mapping[int, Area] = field(default_factory=dict)
    water: tuple[Line, ...] = ()
    map_sources: tuple[str, ...] = ()
    audit: Audit | None = None
    changed: Mapping[str, date] = field(default_factory=dict)

    def at(self, address: str | None) -> Site:
        """The same site, at the address that was asked for, if one was."""
        return replace(self, settings=replace(self.settings, webadres=address)) if address else self

    def last_changed(self, names: Iterable[str]) -> date | None:
        """The last day on which one of these was changed; None when it is not known of all of them."""
        days = [self.changed.get(name) for name in names]
        known = [day for day in days if day]
        return max(known) if known and len(known) == len(days) else None

    def freshness(self, record: Contact | Programme | Digipunt, today: date) -> Freshness:
        return self.settings.drempels.freshness(record.nagekeken, today)

    def parts(self, programme: Programme) -> list[Programme]:
        return [part for part in self.programmes.values() if part.onderdeel_van == programme.id]

    def span(self, programme: Programme) -> Period:
        """From its first day to its last; an action without dates lasts as long as its parts."""
        period = programme.periode
        if period.start or period.einde:
            return period
        spans = [self.span(part) for part in self.parts(programme)]
        starts = [span.start for span in spans if span.start]
        ends = [span.einde for span in spans if span.einde]
        return Period(
            period.in_woorden,
            min(starts, key=lambda day: day.first_day) if starts and len(starts) == len(spans) else None,
            max(ends, key=lambda day: day.last_day) if ends and len(ends) == len(spans) else None,
            period.einde_zeker and all(span.einde_zeker for span in spans),
        )

    def status(self, programme: Programme, today: date) -> Status:
        span = self.span(programme)
        if span.einde and span.einde.last_day < today:
            return Status.OVER
        if span.start and today < span.start.first_day:
            return Status.PLANNED
        return Status.RUNNING

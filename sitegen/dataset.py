"""What the open data tell of a place: each key with its meaning, what it may hold, and where that comes from.

The records, their JSON Schema, the other formats and the list on the page for reusers all come from `FIELDS`.
What nobody knows is left out; old hours are the last known ones, and say of no day that it is open or closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

from sitegen import osm
from sitegen.dates import WEEKDAYS, DateRange, months_after, runs
from sitegen.hours import CLOSED, Day, digital
from sitegen.model import CHANNELS, Freshness, Notice, Settings, Term
from sitegen.places import Place
from sitegen.schedule import Schedule
from sitegen.text import NBSP, capitalised

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
TEXTS: Schema = {"type": "array", "items": TEXT, "minItems": 1}
SLUG: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
DATE: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
PARTIAL_DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
URL: Schema = {"type": "string", "pattern": "^https?://"}
RANGE = "[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}"
RANGES = f"{RANGE}(, {RANGE})*"
HOURS: Schema = {
    "type": "string",
    "pattern": f"^(gesloten|bel eerst|op afspraak|(op afspraak )?{RANGES})$",
}
WEEK: Schema = {
    "type": "object",
    "propertyNames": {"enum": list(WEEKDAYS)},
    "additionalProperties": HOURS,
    "minProperties": 1,
}

UNKNOWN = "niet bekend"
# Too long for other formats; no other key has this name.
ONLY_JSON = ("anders",)


@dataclass(frozen=True)
class Told:
    """A place on the day of the build, the days whose exceptions are told, and where its page and calendar stand."""

    place: Place
    settings: Settings
    days: DateRange
    page: str
    calendar: str

    @property
    def today(self) -> date:
        return self.days.first


@dataclass(frozen=True)
class About:
    """The list as a whole, and where the page about it and its JSON Schema stand."""

    settings: Settings
    days: DateRange
    page: str
    schema: str


class Channel(NamedTuple):
    schedule: Schedule
    days: DateRange


class Run(NamedTuple):
    """Days in a row that have other hours than the week, for one reason."""

    days: DateRange
    day: Day
    reason: str


@dataclass(frozen=True)
class Field:
    """A key: `of` gives its value, from what its group is about, and nothing when nobody knows it.

    A group has fields of its own `inside`: once, in each item of a list, or below each of some `names`. `words` are
    those of the settings that it may hold.
    """

    name: str
    help: str
    schema: Schema | None = None
    of: Callable[[Any], Any] | None = None
    inside: tuple[Field, ...] = ()
    names: tuple[str, ...] = ()
    is_list: bool = False
    always: bool = False
    words: Callable[[Settings], Iterable[Term]] | None = None

    def value(self, source: Any) -> Any:
        found = (self.of or attrgetter(self.name))(source)
        if not found or not self.inside:
            return found
        if self.is_list:
            return [values(self.inside, item) for item in found]
        if self.names:
            return {name: values(self.inside, item) for name, item in found.items()}
        return values(self.inside, found)


def values(fields: Iterable[Field], source: Any) -> dict[str, Any]:
    """What these fields say, without those of which nobody knows anything."""
    found = ((field.name, field.value(source)) for field in fields)
    return {name: value for name, value in found if value not in (None, "", (), [], {})}


def record(source: Told) -> dict[str, Any]:
    """A place as it stands in the JSON."""
    return values(FIELDS, source)


def in_short(record: Any) -> Any:
    """The same without what only the JSON has room for."""
    if not isinstance(record, dict):
        return record
    return {name: in_short(value) for name, value in record.items() if name not in ONLY_JSON}


def head(source: About) -> dict[str, Any]:
    """What the JSON tells before its places."""
    return values(ABOUT, source)


def schema(about: About) -> Schema:
    """The JSON Schema (2020-12) of the whole file."""
    places: Schema = {"type": "array", "items": {"$ref": "#/$defs/digipunt"}}
    whole = _object(ABOUT, about.settings)
    whole["properties"]["digipunten"] = {"description": "De Digipunten, op naam."} | places
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": about.schema,
        "title": title(about.settings),
        "description": "Wat niemand weet, staat er niet.",
        **whole,
        "required": [*whole["required"], "digipunten"],
        "$defs": {"digipunt": _object(FIELDS, about.settings)},
    }


def title(settings: Settings) -> str:
    return f"Digipunten: {settings.naam}"


def licence(settings: Settings) -> str:
    return settings.licentie.naam if settings.licentie else UNKNOWN


def licence_url(settings: Settings) -> str:
    return settings.licentie.url if settings.licentie else ""


def _object(fields: Sequence[Field], settings: Settings) -> Schema:
    return {
        "type": "object",
        "properties": {field.name: _schema(field, settings) for field in fields},
        "required": [field.name for field in fields if field.always],
        "additionalProperties": False,
    }


def _schema(field: Field, settings: Settings) -> Schema:
    said = {"description": f"{capitalised(field.help)}{'' if field.help.endswith('?') else '.'}"}
    if field.words:
        words = [{"const": word.id, "title": word.naam} for word in field.words(settings)]
        return said | TEXTS | {"items": {"oneOf": words} if words else SLUG}
    if not field.inside:
        return said | (field.schema or TEXT)
    inside = _object(field.inside, settings)
    if field.is_list:
        return said | {"type": "array", "items": inside, "minItems": 1}
    if field.names:
        names = {"propertyNames": {"enum": list(field.names)}, "additionalProperties": inside}
        return said | {"type": "object", **names, "minProperties": 1}
    return said | inside


def _known(name: str) -> Callable[[Any], str]:
    """'ja' or 'nee', or nothing."""
    return lambda access: str(getattr(access, name)).replace("onbekend", "")


def _notice(source: Told) -> Notice | None:
    """Unless it has ended."""
    found = source.place.digipunt.melding
    return found if found and found.on(source.today) else None


def _call_first_from(source: Told) -> str:
    check = source.place.digipunt.nagekeken
    months = source.settings.drempels.bel_eerst_na_maanden
    return months_after(check.op.first_day, months).isoformat() if check else ""


def _expired_from(source: Told) -> str:
    check = source.place.digipunt.nagekeken
    return source.settings.drempels.expires(check).isoformat() if check else ""


def _phone(source: Told) -> str:
    """As people write it in Belgium, with plain spaces."""
    return str(source.place.digipunt.telefoon or "").replace(NBSP, " ")


def _channels(source: Told) -> Mapping[str, Channel]:
    return {name: Channel(schedule, source.days) for name, schedule in source.place.schedules.items()}


def _week(channel: Channel) -> dict[str, str]:
    """Only of a place whose hours can be trusted, and that is in use."""
    return {} if channel.schedule.always else dict(_days(channel.schedule))


def _last_known(channel: Channel) -> dict[str, str]:
    """A day without hours is not there: nobody knows that it is closed."""
    if not channel.schedule.always:
        return {}
    return {name: text for name, text in _days(channel.schedule) if text != str(CLOSED)}


def _days(schedule: Schedule) -> Iterator[tuple[str, str]]:
    return ((name, as_typed(schedule.ordinary(index))) for index, name in enumerate(WEEKDAYS))


def as_typed(day: Day) -> str:
    """Hours as the data files may have them: '10:00-12:00, 13:00-17:00', 'op afspraak', 'gesloten'."""
    hours = ", ".join(f"{digital(found.opens)}-{digital(found.closes)}" for found in day.ranges)
    if day.kind == "uren":
        return hours or str(CLOSED)
    return f"{day.kind} {hours}".strip()


def _differing(channel: Channel) -> Iterator[Run]:
    """A holiday with its weekends is one run, unless no day of it differs from the week."""
    schedule = channel.schedule
    if schedule.always:
        return
    held = ((day, (holding.day, holding.reason)) for day, holding in schedule.special(channel.days))
    for days, (day, reason) in runs(held):
        if any(day != schedule.ordinary(each.weekday()) for each in islice(days, 7)):
            yield Run(days, day, reason)


def _osm(channel: Channel) -> str:
    return osm.opening_hours(channel.schedule, channel.days)


def _own(name: str, help: str, schema: Schema | None = None, **more: Any) -> Field:
    """A field that says what the record of a place says."""
    return Field(name, help, schema, attrgetter(f"place.digipunt.{name}"), **more)


def _list_of(name: str) -> Callable[[Told], list[str]]:
    return lambda source: list(getattr(source.place.digipunt, name))


def _day(name: str) -> Callable[[Any], str]:
    """A date of a period, if it has one."""
    get = attrgetter(name)
    return lambda source: found.isoformat() if (found := get(source)) else ""


YES_NO: Schema = {"enum": ["ja", "nee"]}
LATITUDE: Schema = {"type": "number", "minimum": -90, "maximum": 90}
LONGITUDE: Schema = {"type": "number", "minimum": -180, "maximum": 180}

FIELDS = (
    _own("id", "een kort woord voor dit Digipunt, dat nooit verandert", SLUG, always=True),
    _own("naam", "de naam", always=True),
    _own("organisatie", "wie het Digipunt openhoudt"),
    _own(
        "status",
        "actief, tijdelijk-gesloten of gepland; een Digipunt dat stopt, verdwijnt uit de lijst",
        {"enum": ["actief", "tijdelijk-gesloten", "gepland"]},
        always=True,
    ),
    _own(
        "adres",
        "waar het is",
        inside=(
            Field("straat", "de straat", always=True),
            Field("nummer", "het huisnummer", always=True),
            Field("postcode", "de postcode", {"type": "string", "pattern": "^[1-9][0-9]{3}$"}),
            Field("gemeente", "de gemeente", always=True),
        ),
        always=True,
    ),
    _own("ingang", "hoe je de deur vindt"),
    Field("wijk", "de naam van de wijk", of=attrgetter("place.wijk")),
    _own(
        "coordinaten",
        "het punt op de kaart, in graden (WGS 84)",
        inside=(
            Field("lat", "de breedte", LATITUDE, always=True),
            Field("lon", "de lengte", LONGITUDE, always=True),
            Field(
                "nauwkeurigheid",
                "waar het punt ligt: op het gebouw, bij een halte vlakbij, of ergens in de straat",
                {"enum": ["gebouw", "halte", "straat"]},
                always=True,
            ),
        ),
    ),
    Field("telefoon", "het nummer om te bellen", of=_phone),
    _own("email", "het e-mailadres", {"type": "string", "pattern": r"^[^@\s]+@[^@\s]+$"}),
    _own("website", "de eigen site", URL),
    Field(
        "doelgroep",
        "voor wie; de woorden staan in het JSON Schema",
        of=_list_of("doelgroep"),
        words=attrgetter("doelgroepen"),
    ),
    Field(
        "aanbod",
        "wat er is; de woorden staan in het JSON Schema",
        of=_list_of("aanbod"),
        words=attrgetter("aanbod"),
    ),
    Field("hulp_bij", "waarbij iemand helpt", TEXTS, _list_of("hulp_bij")),
    _own("kost", "wat het kost"),
    Field("meebrengen", "wat je meebrengt", TEXTS, _list_of("meebrengen")),
    Field("talen", "talen die iemand er spreekt", TEXTS, _list_of("talen")),
    _own(
        "toegankelijk",
        "ja of nee; wat niemand weet, staat er niet",
        inside=(
            Field("zonder_trap", "kan je binnen zonder trap?", YES_NO, _known("zonder_trap")),
            Field("toilet", "is er een toilet voor wie een rolstoel heeft?", YES_NO, _known("toilet")),
            Field(
                "parking", "is er een parkeerplaats voor wie een handicap heeft?", YES_NO, _known("parking")
            ),
        ),
    ),
    Field(
        "melding",
        "een bericht voor bezoekers",
        of=_notice,
        inside=(
            Field("tekst", "het bericht", always=True),
            Field("tot", "de laatste dag van het bericht", DATE, _day("tot")),
        ),
    ),
    _own("opmerking", "wat bezoekers nog moeten weten"),
    Field(
        "uren",
        "voor elk kanaal: hulp (iemand helpt je), computer (je gebruikt er een), "
        "afspraak (je maakt er een), telefoon (je belt)",
        of=_channels,
        names=CHANNELS,
        inside=(
            Field("week", "de gewone uren van elke weekdag", WEEK, _week),
            Field(
                "laatst_bekend",
                "in plaats van week, als de gegevens verlopen zijn of de status niet actief is: wat we het "
                "laatst wisten",
                WEEK,
                _last_known,
            ),
            Field(
                "anders",
                "dagen met andere uren dan de gewone week",
                of=_differing,
                is_list=True,
                inside=(
                    Field("van", "de eerste dag", DATE, _day("days.first"), always=True),
                    Field("tot", "de laatste dag; die telt mee", DATE, _day("days.last"), always=True),
                    Field("uren", "wat dan geldt", HOURS, lambda run: as_typed(run.day), always=True),
                    Field("reden", "waarom", of=attrgetter("reason")),
                ),
            ),
            Field("osm", "week en andere dagen samen, zoals OpenStreetMap ze schrijft", of=_osm, always=True),
        ),
    ),
    Field(
        "versheid",
        "hoe oud alles was op de dag van gemaakt: vers, bel-eerst of verlopen",
        {"enum": [freshness.value for freshness in Freshness]},
        attrgetter("place.freshness.value"),
        always=True,
    ),
    _own(
        "nagekeken",
        "wanneer iemand dit laatst nakeek",
        inside=(
            Field("op", "de dag, de maand of het jaar", PARTIAL_DATE, attrgetter("op.iso"), always=True),
            Field("hoe", "hoe dat ging"),
        ),
    ),
    Field("bel_eerst_vanaf", "vanaf deze dag is het bel-eerst", DATE, _call_first_from),
    Field("verlopen_vanaf", "vanaf deze dag is het verlopen", DATE, _expired_from),
    _own(
        "bron",
        "waar dit vandaan komt",
        inside=(
            Field("naam", "wie het zegt, en waar", always=True),
            Field(
                "datum",
                "van wanneer de bron is",
                PARTIAL_DATE,
                lambda origin: origin.datum and origin.datum.iso,
            ),
            Field("url", "het adres van de bron", URL),
        ),
        always=True,
    ),
    Field("pagina", "de pagina op deze site", URL, attrgetter("page"), always=True),
    Field("agenda", "de uren als agenda (iCalendar)", URL, attrgetter("calendar"), always=True),
)

ABOUT = (
    Field(
        "$schema", "de beschrijving van dit bestand voor programma's", URL, attrgetter("schema"), always=True
    ),
    Field("titel", "wat dit is", of=lambda about: title(about.settings), always=True),
    Field("gemaakt", "de dag waarop het bestand gemaakt is", DATE, _day("days.first"), always=True),
    Field(
        "uren_tot",
        "tot en met deze dag staan andere uren in anders en osm",
        DATE,
        _day("days.last"),
        always=True,
    ),
    Field(
        "licentie",
        f'wat je ermee mag doen, of "{UNKNOWN}"',
        of=lambda about: licence(about.settings),
        always=True,
    ),
    Field("licentie_url", "waar de licentie staat", URL, lambda about: licence_url(about.settings)),
    Field("uitleg", "de pagina met uitleg", URL, attrgetter("page"), always=True),
    Field(
        "bronnen",
        "de bronnen van de hele site",
        of=attrgetter("settings.bronnen"),
        is_list=True,
        inside=(Field("naam", "de naam", always=True), Field("url", "het adres", URL, always=True)),
    ),
)

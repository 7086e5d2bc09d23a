"""What the data files may hold, written once: each key with its check and its explanation.

The checks, the schemas for editors' programs, docs/gegevens.md and the empty record of `new` come from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from sitegen import hours, model, patterns
from sitegen.dates import WEEKDAYS, DateRange, in_words, parse_date, parse_dates, parse_partial_date
from sitegen.fields import (
    CUT_OFF,
    INVALID,
    MISSING_COLON,
    OTHERWISE,
    Choice,
    Invalid,
    Key,
    Many,
    Record,
    Ref,
    Report,
    Schema,
    Text,
    choice,
    explained_choice,
    is_cut_off,
)
from sitegen.geo import Point
from sitegen.model import CHANNELS
from sitegen.nodes import Broken, Mapping, Node, Scalar, Sequence
from sitegen.problems import Problem, did_you_mean
from sitegen.regex import regex
from sitegen.schedule import conflicts
from sitegen.text import capitalised, listed, parse_phone, plain


def parse_slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise ValueError(f'"{text}" kan niet in een webadres: gebruik kleine letters, cijfers en streepjes')
    return text


def parse_place_id(text: str) -> str:
    if text in model.NOT_PLACES:
        raise ValueError(
            f'"{text}" is al het adres van andere pagina’s van de zoeker: kies een ander woord, zoals {text}-gent'
        )
    return parse_slug(text)


def parse_postcode(text: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]{3}", text):
        raise ValueError(f'"{text}" is geen postcode: schrijf vier cijfers, zoals 9000')
    return text


# The letters that a name of .be may have: those of other scripts look the same as ours, and lead elsewhere.
HOST = regex(r"(?:(?!-)[a-z0-9_ßà-öø-ÿœ-]{1,63}(?<!-)\.)+[a-z]{2,}")


def parse_email(text: str) -> str:
    local, _, host = text.partition("@")
    # Not "%": in a link it may stand for a comma, and for a second address behind that.
    words = r"[A-Za-z0-9_+'-]+"
    if not re.fullmatch(rf"{words}(?:\.{words})*", local) or not HOST.fullmatch(host.casefold()):
        raise ValueError(f'"{text}" is geen e-mailadres: schrijf het als naam@stad.gent')
    return text


def parse_url(text: str) -> str:
    """A web address; only https and http, so that a link can do nothing but open a page."""
    if re.search(r"[\s<>\"`\\]", text):
        raise ValueError(
            f'"{text}" bevat een teken dat niet in een webadres hoort: neem het over uit de adresbalk'
        )
    try:
        parts = urlsplit(text)
        host, named = parts.hostname or "", parts.username is not None or parts.port == 0
    except ValueError:
        host, named = "", False
    # A name before the host shows another site than the one that opens.
    if named or parts.scheme not in ("https", "http") or not HOST.fullmatch(host):
        raise ValueError(f'"{text}" is geen webadres: schrijf het voluit, zoals https://stad.gent/digipunten')
    return text


def parse_base_url(text: str) -> str:
    address = parse_url(text)
    if "?" in address or "#" in address:
        raise ValueError(f'"{text}" heeft een "?" of "#": schrijf alleen waar de site staat')
    address = address if address.endswith("/") else f"{address}/"
    # A browser leaves such parts out, so that no rule for this address would fit.
    if re.search(r"/\.{0,2}/", urlsplit(address).path):
        raise ValueError(f'"{text}" heeft een "//", "/./" of "/../": schrijf het pad zonder')
    return address


def parse_address(text: str) -> str:
    """Of a page of this site; whether there is such a page is known once all files are read."""
    if not re.fullmatch(r"/(?!/)[^\s?#]*", text):
        raise ValueError(
            f'"{text}" is geen adres van een pagina van deze site: schrijf het zoals /acties/, '
            "zonder de naam van de site en zonder ? of #"
        )
    return text


def parse_count(text: str) -> int:
    digits = text.replace(".", "") if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", text) else text
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        raise ValueError(f'"{text}" is geen getal: schrijf alleen cijfers, zoals 2500')
    return int(digits)


def parse_months(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= 120:
        raise ValueError(f'"{text}" kan niet: kies een aantal maanden van 1 tot 120')
    return int(text)


def parse_latitude(text: str) -> float:
    if abs(parse_degrees(text)) > 90:
        raise ValueError(f'"{text}" bestaat niet: de breedtegraad gaat van -90 tot 90')
    return float(text)


def parse_degrees(text: str) -> float:
    if re.fullmatch(r"-?[0-9]+,[0-9]+", text):
        raise ValueError(f'schrijf "{text.replace(",", ".")}" met een punt, niet met een komma')
    if not re.fullmatch(r"-?[0-9]{1,3}\.[0-9]{2,}", text):
        raise ValueError(f'"{text}" is geen coördinaat: schrijf graden met een punt, zoals 51.05432')
    if abs(float(text)) > 180:
        raise ValueError(f'"{text}" bestaat niet: graden gaan van -180 tot 180')
    return float(text)


def parse_reason(text: str) -> str:
    """It stands in a sentence or between brackets: its own end mark would be one too many."""
    return text.rstrip(".! ") or text


def parse_description(text: str) -> str:
    if not 50 <= len(text) <= 165:
        raise ValueError(f"een beschrijving telt 50 tot 165 tekens; deze telt er {len(text)}")
    return text


def parse_title(text: str) -> str:
    if len(text) > 70:
        raise ValueError(f"een titel telt ten hoogste 70 tekens; deze telt er {len(text)}")
    return text


@dataclass(frozen=True)
class OpeningHours:
    """Per channel a week; days may be written alone, as a list or as a range."""

    wanted: str = 'per kanaal een week, zoals "hulp:" met eronder "maandag: 10:00-12:00"'
    example: str = "{hulp: {ma-vr: 9u-12u}}"

    def schema(self) -> Schema:
        return {
            "type": "object",
            "properties": {
                name: {"description": f"{capitalised(help)}.", "defaultSnippets": [A_WEEK]} | shared("week")
                for name, help in CHANNEL_HELP.items()
            },
            "additionalProperties": False,
            "errorMessage": f"Hier hoort {self.wanted}. De kanalen zijn {listed(CHANNELS)}.",
        }

    def read(self, node: Node, report: Report) -> Any:
        if isinstance(node, Broken):
            return INVALID
        if not isinstance(node, Mapping):
            return report.error(node, "soort", f"hier hoort {self.wanted}")
        weeks: dict[str, Any] = {}
        for name, value in node.entries:
            if name.text in CHANNELS:
                weeks[name.text] = WEEK.read(value, report)
                continue
            meant = did_you_mean(name.text, CHANNELS) or f" Kies {', '.join(CHANNELS)}."
            if _is_day(name.text):
                meant = ' Zet eerst "hulp:" of "computer:", met de dagen eronder.'
            weeks[name.text] = report.error(name, "kanaal", f'"{name.text}" is geen kanaal.{meant}')
        return INVALID if any(isinstance(week, Invalid) for week in weeks.values()) else weeks


@dataclass(frozen=True)
class WeekHours:
    """A week: a block of days, each alone, as a list or as a range; or the whole week on one line."""

    wanted: str = 'een week, zoals "maandag: 10:00-12:00" met elke dag op een regel'
    example: str = "ma-vr 9u-12u; za 10-12u"

    def schema(self) -> Schema:
        line = {"type": ["string"], "pattern": patterns.WEEK} | OTHERWISE
        return shared("dagen", line)

    @staticmethod
    def block() -> Schema:
        return {
            "type": "object",
            "properties": {
                name: {"description": f"De uren van {name}."} | shared("uren") for name in WEEKDAYS
            },
            "patternProperties": {patterns.DAYS: shared("uren")},
            "additionalProperties": False,
            "errorMessage": WEEK_MESSAGE,
            # An empty week would read as closed on every day.
            "if": {"maxProperties": 0},
            "then": {"type": ["string"], "errorMessage": WEEK_MESSAGE},
            "defaultSnippets": WEEK_SNIPPETS,
        }

    def read(self, node: Node, report: Report) -> Any:
        if isinstance(node, Broken):
            return INVALID
        if not isinstance(node, Mapping):
            return WEEK_LINE.read(node, report)
        if not node.entries:
            # An empty week would read as closed on every day.
            message = 'hier staat geen dag: schrijf er minstens één, zoals "maandag: 10:00-12:00", of haal de regel weg'
            return report.error(node, "leeg", message)
        week: dict[int, hours.Day] = {}
        bad = False
        for name, value in node.entries:
            if is_cut_off(name, value):
                bad = True
                day, _, rest = name.text.partition(" ")
                if rest and _is_day(day):
                    report.error(name, "dubbelepunt", MISSING_COLON.format(day))
                else:
                    report.error(name, "komma", CUT_OFF)
                continue
            days = WEEKDAY_NAMES.read(name, report)
            day = DAY.read(value, report)
            if isinstance(days, Invalid) or isinstance(day, Invalid):
                bad = True
                continue
            for index in days:
                if index in week:
                    weekday = WEEKDAYS[index]
                    report.error(
                        name, "dubbele-dag", f"{weekday} staat al hoger in deze week: voeg de uren samen"
                    )
                    bad = True
                week[index] = day
        return INVALID if bad else week


WEEK = WeekHours()
WEEK_LINE = Text(WEEK.wanted, hours.parse_week)
WEEKDAY_NAMES = Text("een weekdag", hours.parse_days)
DAY = Text(
    'uren, zoals 10:00-12:00, of "gesloten"',
    hours.parse_day,
    example="10:00-12:00, 13:00-17:00",
    pattern=patterns.HOURS,
    unquoted=None,
    words=("gesloten", "bel eerst", "op afspraak"),
)
WEEK_MESSAGE = (
    'Hier horen dagen met hun uren, zoals "maandag: 10:00-12:00", "ma-vr: 9u-12u" of "di, do: gesloten".'
)
A_WEEK = {"label": "maandag tot en met vrijdag", "body": {"ma-vr": "$1"}}
WEEK_SNIPPETS = [
    A_WEEK,
    {"label": "elke werkdag apart", "body": {name: f"${stop}" for stop, name in enumerate(WEEKDAYS[:5], 1)}},
    {"label": "losse dagen", "body": {"di, do": "$1"}},
]
CHANNEL_HELP = {
    "hulp": "wanneer iemand je helpt",
    "computer": "wanneer je een computer kan gebruiken",
    "afspraak": "wanneer je op afspraak kan komen",
    "telefoon": "wanneer je kan bellen",
}

# Long, and used in many places: each schema that needs them has them once.
SHARED: dict[str, Callable[[], Schema]] = {"week": WEEK.schema, "dagen": WEEK.block, "uren": DAY.schema}


def shared(name: str, *others: Schema) -> Schema:
    return {"anyOf": [{"$ref": f"#/definitions/{name}"}, *others]}


@dataclass(frozen=True)
class DayOrWeek:
    """What holds on special days: the same hours on each of them, or a week that replaces the ordinary one."""

    wanted: str = 'uren, zoals 10:00-12:00, "gesloten", of een week'
    example: str = "gesloten"

    def schema(self) -> Schema:
        line = {
            "type": ["string"],
            "pattern": patterns.HOURS_OR_WEEK,
            "errorMessage": f"Vul hier {self.wanted} in.",
        }
        return {"anyOf": [line, *shared("dagen")["anyOf"]]}

    def read(self, node: Node, report: Report) -> Any:
        typed = node.text.strip().casefold() if isinstance(node, Scalar) else ""
        if isinstance(node, Mapping) or hours.DAY_WORD.match(typed):
            return WEEK.read(node, report)
        if typed == "gewoon open":
            message = '"gewoon open" kan alleen onder "kalenders:": schrijf hier de uren van die dag'
            return report.error(node, "waarde", message)
        return DAY.read(node, report)


def parse_calendar_answer(text: str) -> hours.Day | None:
    """What holds on the days of a calendar; None is "gewoon open"."""
    try:
        if plain(text) == "gewoon open":
            return None
        return hours.parse_day(text)
    except ValueError as error:
        meant = did_you_mean(text, ["gewoon open", "gesloten"]) if "niet" not in text else ""
        raise ValueError(
            f'{error}{"" if str(error).endswith("?") else "."} Kies "gesloten", "gewoon open", "bel eerst" of uren.{meant}'
        ) from None


def _is_day(text: str) -> bool:
    try:
        return bool(hours.parse_days(text))
    except ValueError:
        return False


LINE = Text("tekst", longest=2000)
SENTENCES = Text("tekst", longest=2000, prose="sentences")
HEADING = Text("tekst", longest=2000, prose="heading")
SLUG = Text(
    "een kort woord voor in het webadres",
    parse_slug,
    example="kringwinkel-2",
    pattern=patterns.SLUG,
)
PLACE_ID = replace(SLUG, parse=parse_place_id)
PARTIAL_DATE = Text(
    "een datum zoals 2026-12-25, 2026-12 of 2026",
    parse_partial_date,
    example="2026-12-25",
    pattern=patterns.PARTIAL_DATE,
    unquoted={"type": ["number"], "minimum": 1900, "maximum": 2100},
)
DATE = Text(
    "een datum zoals 2026-12-25", parse_date, example="2026-12-25", pattern=patterns.DATE, unquoted=None
)
DATES = Text(
    'een datum zoals 2026-12-25, of twee met "tot en met"',
    parse_dates,
    example="2026-12-25",
    pattern=patterns.DATES,
    unquoted=None,
)
PHONE = Text(
    "een telefoonnummer zoals 09 210 10 10", parse_phone, example="09 210 10 10", pattern=patterns.PHONE
)
EMAIL = Text("een e-mailadres", parse_email, example="naam@stad.gent", pattern=patterns.EMAIL, unquoted=None)
URL = Text(
    "een webadres zoals https://stad.gent",
    parse_url,
    example="https://stad.gent",
    pattern=patterns.URL,
    unquoted=None,
)
COUNT = Text(
    "een getal",
    parse_count,
    example="2500",
    pattern=patterns.COUNT,
    unquoted={"type": ["number"], "minimum": 0, "maximum": 999_999_999},
)
MONTHS = Text(
    "een aantal maanden",
    parse_months,
    example="6",
    pattern=patterns.MONTHS_COUNT,
    unquoted={"type": ["number"], "minimum": 1, "maximum": 120},
)
LATITUDE = Text(
    "graden zoals 51.05432",
    parse_latitude,
    example="51.05432",
    pattern=patterns.DEGREES,
    unquoted={"type": ["number"], "minimum": -90, "maximum": 90},
)
DEGREES = Text(
    "graden zoals 3.72543",
    parse_degrees,
    example="3.72543",
    pattern=patterns.DEGREES,
    unquoted={"type": ["number"], "minimum": -180, "maximum": 180},
)
TITLE = Text(
    "een titel van ten hoogste 70 tekens", parse_title, pattern=patterns.length(1, 70), prose="heading"
)
DESCRIPTION = Text(
    "een zin van 50 tot 165 tekens",
    parse_description,
    pattern=patterns.length(50, 165),
    unquoted=None,
    prose="sentences",
)
POSTCODE_TEXT = Text(
    "een postcode",
    parse_postcode,
    example="9000",
    pattern=patterns.POSTCODE,
    unquoted={"type": ["number"], "minimum": 1000, "maximum": 9999},
)
BASE_URL = Text(
    "een webadres zonder ? of #",
    parse_base_url,
    example="https://voorbeeld.be/",
    pattern=patterns.BASE_URL,
    unquoted=None,
)
PAGE_ADDRESS = Text(
    "het adres van een pagina, zoals /acties/",
    parse_address,
    example="/acties/",
    pattern=patterns.PAGE_ADDRESS,
    unquoted=None,
)
YES_NO = Choice({"ja": True, "nee": False})
YES_NO_UNKNOWN = choice("ja", "nee", "onbekend")
LINES = Many(LINE)
PARAGRAPHS = Many(SENTENCES)


def optional(name: str, kind: Any, help: str, shown: str = "") -> Key:
    return Key(name, kind, help, required=False, shown=shown)


def _period_in_order(period: model.Period, node: Mapping) -> Iterator[Problem]:
    if period.start and period.einde and period.einde.last_day < period.start.first_day:
        place = node.get("einde") or node
        yield place.problem(
            "volgorde",
            f"het einde ({period.einde}) ligt voor de start ({period.start}): wissel ze of verbeter er één",
        )


WHY_CLOSED = 'een Digipunt dat "tijdelijk-gesloten" is, heeft een "melding" nodig: zeg waarom en tot wanneer'


def _closed_for_now_says_why(place: model.Digipunt, node: Mapping) -> Iterator[Problem]:
    if place.status == "tijdelijk-gesloten" and not place.melding:
        where = node.get("status") or node
        yield where.problem("melding", WHY_CLOSED)


ONE_OF_TWO = 'kies: "op:" voor een dag, of "van:" met "tot:" voor meer dagen'
WHICH_DAYS = 'schrijf "op:" met een dag, of "van:" met "tot:" (die laatste dag telt mee)'
ON_A_DAY: Schema = {
    "if": {"required": ["op"]},
    "then": {"properties": {"van": False, "tot": False}, "errorMessage": ONE_OF_TWO},
    "else": {"required": ["van", "tot"], "errorMessage": WHICH_DAYS},
}


def _on_a_day(made: model.SpecialHours | model.CalendarDay, node: Mapping) -> Iterator[Problem]:
    """Either "op", or "van" with "tot"."""
    on, start, end = (node.get(key) for key in ("op", "van", "tot"))
    if on and (start or end):
        yield (start or end or node).problem("datum", ONE_OF_TWO)
    elif not on and not (start and end):
        yield node.problem("datum", WHICH_DAYS)
    elif end and not made.dagen:
        yield end.problem("volgorde", '"tot" ligt voor "van": wissel ze of verbeter er één')


def _days(op: DateRange | None, van: date | None, tot: date | None) -> Any:
    """The days of a record, or None when `_on_a_day` refuses it."""
    return op or (DateRange(van, tot) if van and tot and van <= tot else None)


def _special_hours(
    uren: Any, reden: str = "", kanaal: str = "", op: Any = None, van: Any = None, tot: Any = None
) -> model.SpecialHours:
    return model.SpecialHours(_days(op, van, tot), uren, reden, kanaal)


def _calendar_day(
    naam: str, zeker: bool = True, op: Any = None, van: Any = None, tot: Any = None
) -> model.CalendarDay:
    return model.CalendarDay(_days(op, van, tot), naam, zeker)


def _exceptions_agree(place: model.Digipunt, node: Mapping) -> Iterator[Problem]:
    listed = node.get("uitzonderingen")
    if not isinstance(listed, Sequence):
        return
    for first, second, day in conflicts(place.uitzonderingen):
        yield listed.items[second].problem(
            "uitzonderingen-botsen",
            f"op {in_words(day)} zegt de uitzondering van regel {listed.items[first].line} iets anders: "
            "laat ze niet overlappen, of geef beide dezelfde uren",
        )
    for item, found in zip(listed.items, place.uitzonderingen, strict=True):
        if found.kanaal and found.kanaal not in place.uren:
            where = (item.get("kanaal") if isinstance(item, Mapping) else None) or item
            yield where.problem(
                "kanaal",
                f'deze plaats heeft geen uren voor "{found.kanaal}": zet dat kanaal eerst onder "uren:"',
            )


def _complete_after_its_last_day(calendar: model.Calendar, node: Mapping) -> Iterator[Problem]:
    complete = node.get("volledig_tot")
    last = max((found.dagen.last for found in calendar.dagen), default=None)
    if complete and last and calendar.volledig_tot and calendar.volledig_tot < last:
        message = f"de laatste dag van deze kalender is {in_words(last)}: schrijf hier die dag of een latere"
        yield complete.problem("volgorde", message)


def _no_day_twice(calendar: model.Calendar, node: Mapping) -> Iterator[Problem]:
    listed = node.get("dagen")
    seen: list[model.CalendarDay] = []
    for item, found in zip(listed.items if isinstance(listed, Sequence) else (), calendar.dagen, strict=True):
        double = next((earlier for earlier in seen if earlier.dagen & found.dagen), None)
        if double:
            yield item.problem(
                "dubbele-dag", f'deze dag staat al in de kalender, bij "{double.naam}": haal er één weg'
            )
        seen.append(found)


def _thresholds_in_order(thresholds: model.Thresholds, node: Mapping) -> Iterator[Problem]:
    if thresholds.bel_eerst_na_maanden >= thresholds.verlopen_na_maanden:
        place = node.get("verlopen_na_maanden") or node
        yield place.problem("volgorde", '"verlopen_na_maanden" moet groter zijn dan "bel_eerst_na_maanden"')


ORIGIN = Record(
    model.Origin,
    Key("naam", LINE, "wie het zegt, en waar", shown="Stad Gent, pagina Digipunten"),
    optional("datum", PARTIAL_DATE, "van wanneer de bron is", shown="2026-11"),
    optional("url", URL, "waar de bron staat"),
    snippets={"een bron": ("naam", "datum")},
    name="een bron",
)

CHECK = Record(
    model.Check,
    Key("op", PARTIAL_DATE, "de dag waarop iemand dit laatst nakeek"),
    optional(
        "hoe",
        LINE,
        "hoe het is nagekeken: ter plaatse, gebeld, overgenomen van …",
        shown="gebeld met de plaats",
    ),
    snippets={"nagekeken": ("op", "hoe")},
    name="wanneer en hoe het is nagekeken",
)

LINK = Record(
    model.Link,
    Key("naam", LINE, "waar de link naartoe gaat, in woorden", shown="Stad Gent, open data over de wijken"),
    Key("url", URL, "het volledige webadres"),
    name="een link",
)

TERM = Record(
    model.Term,
    Key("id", SLUG, "het korte woord dat in de andere bestanden staat", shown="eid-lezer"),
    Key("naam", LINE, "de woorden die bezoekers lezen", shown="lezer voor je identiteitskaart"),
    name="een woord",
)

NEED = Record(
    model.Need,
    Key(
        "id",
        Ref("noden", "een keuze voor de zoeker"),
        "hulp, zonder-trap, toilet, parking, of het id van een doelgroep of een aanbod",
        shown="zonder-trap",
    ),
    Key("naam", LINE, 'de woorden na "Digipunten", zoals: met hulp', shown="waar je zonder trap binnen kan"),
    optional(
        "uitleg",
        SENTENCES,
        "wat een bezoeker hierover moet weten; het staat op de pagina van deze keuze",
        shown="Vraag eerst of de deur breed genoeg is.",
    ),
    name="een keuze in de zoeker",
)

CONTACT = Record(
    model.Contact,
    Key("id", SLUG, "een kort woord, zoals gentinfo; het verandert nooit", shown="gentinfo"),
    Key("naam", LINE, "de naam zoals mensen die kennen", shown="GentInfo"),
    Key(
        "wat",
        SENTENCES,
        "waarvoor je hier terechtkan, in een of twee korte zinnen",
        shown="Bel of mail met al je vragen over de stad.",
    ),
    Key("bron", ORIGIN, "waar deze gegevens vandaan komen"),
    optional("telefoon", PHONE, "het nummer om te bellen"),
    optional("email", EMAIL, "het e-mailadres", shown="gentinfo@stad.gent"),
    optional("website", URL, "het volledige webadres"),
    optional(
        "uren",
        OpeningHours(),
        "wanneer je kan bellen of langskomen",
        shown="{telefoon: {ma-vr: 9u-17u}}",
    ),
    optional(
        "melding",
        SENTENCES,
        "wat een bezoeker moet weten over deze gegevens",
        shown="Deze uren zijn van 21 april 2023.",
    ),
    optional("nagekeken", CHECK, "wanneer iemand dit laatst nakeek"),
    optional("trefwoorden", LINES, "andere woorden waarmee mensen dit zoeken", shown="[klacht, melding]"),
    snippets={"nieuw: een contact": ("id", "naam", "wat", "telefoon", "bron", "nagekeken")},
    name="een contact",
)

AMOUNT = Record(
    model.Amount,
    Key("getal", COUNT, "het aantal, in cijfers"),
    Key("wat", LINE, "wat er geteld is", shown="digitale pakketten"),
    name="een aantal",
)

PERIOD = Record(
    model.Period,
    Key("in_woorden", LINE, "de looptijd zoals de bron ze noemt", shown="van januari 2021 tot december 2021"),
    optional("start", PARTIAL_DATE, "de eerste dag, maand of jaar", shown="2021-01"),
    optional("einde", PARTIAL_DATE, "de laatste dag, maand of jaar", shown="2021-12"),
    optional("einde_zeker", YES_NO, "nee als de bron het einde niet zeker noemt", shown="nee"),
    rules=[_period_in_order],
    snippets={"een looptijd": ("in_woorden", "start", "einde")},
    name="een looptijd",
)

SECTION = Record(
    model.Section,
    Key("kop", HEADING, "de tussentitel", shown="Wat kreeg een leerling?"),
    optional("tekst", PARAGRAPHS, "korte alinea's", shown="[De actie liep via de scholen.]"),
    optional(
        "punten", PARAGRAPHS, "een opsomming", shown="[een laptop in bruikleen, een code voor internet]"
    ),
    optional("bron", ORIGIN, "alleen als dit stuk een andere bron heeft dan de actie"),
    name="een stuk tekst",
)

PROGRAMME = Record(
    model.Programme,
    Key("id", SLUG, "een kort woord; het staat in het webadres en verandert nooit", shown="noodlaptops"),
    Key("titel", TITLE, "de titel van de actie", shown="200 extra noodlaptops voor het secundair onderwijs"),
    Key(
        "kort",
        DESCRIPTION,
        "wat de actie is, in een zin",
        shown="Leerlingen van het secundair onderwijs konden 200 laptops lenen.",
    ),
    Key("periode", PERIOD, "wanneer de actie loopt of liep"),
    Key("bron", ORIGIN, "waar deze gegevens vandaan komen"),
    optional(
        "onderdeel_van",
        Ref("programmes", "het id van een actie"),
        "de actie waar dit een deel van is",
        shown="hefboomproject",
    ),
    optional(
        "doelgroep",
        Many(Ref("doelgroepen", "het id van een doelgroep")),
        "voor wie de actie is",
        shown="[leerlingen-secundair]",
    ),
    optional("aantal", AMOUNT, "hoeveel, en wat er geteld is"),
    optional(
        "toestand",
        SENTENCES,
        "een zin die altijd waar is, zoals: alle pakketten zijn toegewezen",
        shown="In de zomer van 2021 waren alle pakketten toegewezen.",
    ),
    optional(
        "voor_wie",
        PARAGRAPHS,
        "voor wie, en met welke voorwaarden",
        shown="[De laptops waren voor leerlingen zonder toestel thuis.]",
    ),
    optional("inhoud", Many(SECTION), "de tekst van de pagina, in stukken met een tussentitel"),
    optional("aanvragen", PARAGRAPHS, "hoe je het vraagt", shown="[Vraag het op school.]"),
    optional(
        "nu",
        SENTENCES,
        "wat iemand nu kan doen, als de actie afgelopen is",
        shown="Vraag het op school, of aan GentInfo.",
    ),
    optional(
        "contacten",
        Many(Ref("contacts", "het id van een contact")),
        "bij wie je terechtkan",
        shown="[gentinfo]",
    ),
    optional("links", Many(LINK), "meer informatie op andere sites"),
    optional("trefwoorden", LINES, "woorden voor de lijst van A tot Z", shown="[laptop, lenen]"),
    optional("nagekeken", CHECK, "wanneer iemand dit laatst nakeek"),
    snippets={"nieuw: een actie": ("id", "titel", "kort", "periode", "contacten", "bron", "nagekeken")},
    name="een actie",
)

ADDRESS = Record(
    model.Address,
    Key("straat", LINE, "de straat, zonder nummer", shown="Voorbeeldstraat"),
    Key("nummer", LINE, "het huisnummer", shown="12 A"),
    optional("postcode", POSTCODE_TEXT, "vier cijfers"),
    Key("gemeente", LINE, "de gemeente", shown="Gent"),
    snippets={"een adres": ("straat", "nummer", "postcode", "gemeente")},
    name="een adres",
)

LOCATION = Record(
    model.Location,
    Key("lat", LATITUDE, "de breedtegraad, zoals 51.05432"),
    Key("lon", DEGREES, "de lengtegraad, zoals 3.72543"),
    optional(
        "nauwkeurigheid",
        explained_choice(
            {
                "gebouw": "het punt ligt op het gebouw",
                "halte": "het punt is dat van een halte vlakbij",
                "straat": "het punt ligt ergens in de straat",
            }
        ),
        "hoe dicht het punt bij de deur ligt",
    ),
    name="coördinaten",
)

NOTICE = Record(
    model.Notice,
    Key("tekst", SENTENCES, "wat bezoekers moeten weten", shown="We verbouwen."),
    optional("tot", DATE, "de laatste dag waarop dit geldt", shown="2027-01-31"),
    snippets={"een melding": ("tekst", "tot")},
    name="een melding",
)

ACCESS = Record(
    model.Access,
    optional("zonder_trap", YES_NO_UNKNOWN, "kan je binnen zonder trap?"),
    optional("toilet", YES_NO_UNKNOWN, "is er een toilet voor rolstoelgebruikers?"),
    optional("parking", YES_NO_UNKNOWN, "is er een parkeerplaats voor personen met een handicap?"),
    name="toegankelijkheid",
)

DAYS = (
    optional("op", DATES, "de dag"),
    optional("van", DATE, "de eerste dag"),
    optional("tot", DATE, "de laatste dag; die telt mee"),
)

SPECIAL_HOURS = Record(
    _special_hours,
    *DAYS,
    Key(
        "uren",
        DayOrWeek(),
        "wat dan geldt: uren, gesloten, op afspraak, bel eerst, of een week",
        shown="ma-vr 9u-12u",
    ),
    optional(
        "reden",
        Text("een reden", parse_reason),
        "waarom, in een paar woorden: kerstvakantie, verbouwing",
        shown="kerstvakantie",
    ),
    optional(
        "kanaal", explained_choice(CHANNEL_HELP), "alleen voor dit kanaal; weglaten is voor de hele plaats"
    ),
    rules=[_on_a_day],
    conditions=[ON_A_DAY],
    snippets={"een dag": ("op", "uren", "reden"), "meer dagen": ("van", "tot", "uren", "reden")},
    name="een uitzondering",
)

CALENDAR_DAY = Record(
    _calendar_day,
    *DAYS,
    Key("naam", LINE, "hoe die dag heet", shown="Kerstmis"),
    optional("zeker", YES_NO, "nee als niemand dit bevestigde: dan staat er 'bel eerst'", shown="nee"),
    rules=[_on_a_day],
    conditions=[ON_A_DAY],
    snippets={"een dag": ("op", "naam"), "meer dagen": ("van", "tot", "naam")},
    name="een dag",
)

CALENDAR = Record(
    model.Calendar,
    Key("naam", LINE, "de naam van de kalender", shown="schoolvakanties"),
    Key(
        "bron",
        LINE,
        "waar de dagen vandaan komen: een regel of een bron",
        shown="besluit van de Vlaamse Regering",
    ),
    Key("dagen", Many(CALENDAR_DAY), "de dagen, elk met een naam"),
    optional(
        "volledig_tot",
        DATE,
        "tot en met welke dag deze kalender af is; weglaten is: tot zijn laatste dag",
        shown="2028-12-31",
    ),
    rules=[_no_day_twice, _complete_after_its_last_day],
    name="een kalender",
)

KALENDERS = Record(
    dict,
    *(
        Key(
            name,
            CALENDAR,
            'geef "naam:", "bron:" en "dagen:" (heeft je stad die niet, schrijf dan "dagen: []" en "volledig_tot:")',
        )
        for name in model.CALENDARS
    ),
    name="de kalenders",
)

CALENDAR_ANSWER = Text(
    '"gesloten", "gewoon open", "bel eerst" of uren',
    parse_calendar_answer,
    example="gesloten",
    pattern=patterns.CALENDAR_ANSWER,
    unquoted=None,
    words=("gesloten", "gewoon open", "bel eerst"),
)

DIGIPUNT = Record(
    model.Digipunt,
    Key(
        "id", PLACE_ID, "een kort woord; het staat in het webadres en verandert nooit", shown="voorbeeldhuis"
    ),
    Key("naam", LINE, "de naam zoals op de gevel", shown="Voorbeeldhuis De Linde"),
    optional("organisatie", LINE, "wie het Digipunt openhoudt", shown="Voorbeeld vzw"),
    Key(
        "status",
        explained_choice(
            {
                "actief": "de plaats is in gebruik",
                "tijdelijk-gesloten": 'een tijd dicht: zeg onder "melding:" waarom en tot wanneer',
                "gepland": "de plaats komt er nog",
                "gestopt": "de plaats bestaat niet meer",
            }
        ),
        "actief, tijdelijk-gesloten, gepland of gestopt",
    ),
    Key("adres", ADDRESS, "straat, nummer, postcode en gemeente"),
    optional("ingang", SENTENCES, "hoe je de deur vindt", shown="de groene deur naast de fietsenstalling"),
    optional("wijk", Ref("wijken", "het id van een wijk"), "de wijk", shown="dampoort"),
    optional("coordinaten", LOCATION, "het punt op de kaart"),
    optional("telefoon", PHONE, "het nummer van deze plaats"),
    optional("email", EMAIL, "het e-mailadres"),
    optional("website", URL, "het volledige webadres"),
    optional("uren", OpeningHours(), "de gewone week, per kanaal"),
    optional(
        "kalenders",
        Record(
            dict,
            *(optional(name, CALENDAR_ANSWER, "wat op zulke dagen geldt") for name in model.CALENDARS),
            name="wat geldt op de dagen van een kalender",
        ),
        "wat geldt op feestdagen en in vakanties; een kalender die er niet staat: bel eerst",
    ),
    optional("uitzonderingen", Many(SPECIAL_HOURS), "dagen met andere uren"),
    optional(
        "doelgroep",
        Many(Ref("doelgroepen", "het id van een doelgroep")),
        "voor wie; weglaten is iedereen",
        shown="[iedereen]",
    ),
    optional(
        "aanbod",
        Many(Ref("aanbod", "een woord uit het aanbod")),
        "wat er is: computer, internet, printen …",
        shown="[computer, internet, printen]",
    ),
    optional("kost", LINE, "wat het kost", shown="gratis"),
    optional("hulp_bij", PARAGRAPHS, "waarbij iemand je helpt", shown="[internet, digitale diensten]"),
    optional("meebrengen", PARAGRAPHS, "wat je best meebrengt", shown="[je identiteitskaart]"),
    optional("talen", LINES, "talen die iemand er spreekt", shown="[Nederlands, Turks]"),
    optional("toegankelijk", ACCESS, "elk ja, nee of onbekend"),
    optional("melding", NOTICE, "een bericht dat bovenaan staat"),
    optional(
        "opmerking", SENTENCES, "iets wat een bezoeker over deze plaats moet weten", shown="De lift is klein."
    ),
    optional("nagekeken", CHECK, "wanneer en hoe iemand dit laatst nakeek"),
    Key("bron", ORIGIN, "waar deze gegevens vandaan komen"),
    rules=[_closed_for_now_says_why, _exceptions_agree],
    conditions=[
        {
            "if": {"properties": {"status": {"enum": ["tijdelijk-gesloten"]}}, "required": ["status"]},
            "then": {"required": ["melding"], "errorMessage": WHY_CLOSED},
        }
    ],
    snippets={"nieuw: een Digipunt": ("id", "naam", "status", "adres", "wijk", "bron", "nagekeken")},
    name="een Digipunt",
)

WIJK = Record(
    lambda id, naam, nummer, lat, lon: model.Wijk(id, naam, nummer, Point(lat, lon)),
    Key("id", SLUG, "het korte woord dat in de andere bestanden staat", shown="dampoort"),
    Key("naam", LINE, "de naam van de wijk", shown="Dampoort"),
    Key("nummer", COUNT, "het nummer dat de stad gebruikt", shown="13"),
    Key("lat", LATITUDE, "breedtegraad van het midden"),
    Key("lon", DEGREES, "lengtegraad van het midden"),
    name="een wijk",
)

POSTCODE = Record(
    lambda postcode, namen, lat, lon, wijken: model.Postcode(postcode, namen, Point(lat, lon), wijken),
    Key("postcode", POSTCODE_TEXT, "vier cijfers"),
    Key("namen", LINES, "de namen van de deelgemeenten", shown="[Gentbrugge, Ledeberg]"),
    Key("lat", LATITUDE, "breedtegraad van het midden"),
    Key("lon", DEGREES, "lengtegraad van het midden"),
    Key(
        "wijken",
        Many(Ref("wijken", "het id van een wijk")),
        "wijken die in deze postcode liggen",
        shown="[gentbrugge, ledeberg]",
    ),
    name="een postcode met haar wijken",
)

SETTINGS = Record(
    model.Settings,
    Key("naam", LINE, "de naam van de site", shown="Digitaal mee in Gent"),
    Key("webadres", BASE_URL, "waar de site staat, zoals https://voorbeeld.be/"),
    Key(
        "eerste_contact",
        Ref("contacts", "het id van een contact"),
        "het contact dat op elke pagina staat",
        shown="gentinfo",
    ),
    Key(
        "drempels",
        Record(
            model.Thresholds,
            Key("bel_eerst_na_maanden", MONTHS, "na zoveel maanden staat er 'bel eerst' bij"),
            Key(
                "verlopen_na_maanden",
                MONTHS,
                "na zoveel maanden zegt de site niet meer of iets open is",
                shown="12",
            ),
            rules=[_thresholds_in_order],
            name="drempels",
        ),
        "wanneer gegevens oud worden",
    ),
    Key("doelgroepen", Many(TERM), "de groepen mensen, met hun naam"),
    Key("aanbod", Many(TERM), "wat een Digipunt kan aanbieden, met de naam"),
    optional("noden", Many(NEED), "de keuzes in de zoeker, in deze volgorde"),
    optional("bronnen", Many(LINK), "bronnen die onderaan elke pagina staan"),
    optional(
        "licentie",
        LINK,
        "wat anderen met de open data mogen doen, als alle bronnen dat toelaten; weglaten is: niet bekend",
    ),
    name="de instellingen",
)

BETTER_OR_MEANING = (
    'schrijf "beter:" met een makkelijker woord, of "betekenis:" met wat een bezoeker van dit woord leest'
)


def _better_or_meaning(made: model.Word, node: Mapping) -> Iterator[Problem]:
    if not (made.beter or made.betekenis):
        yield node.problem("woord", BETTER_OR_MEANING)


WORD = Record(
    model.Word,
    Key("woord", LINE, "het moeilijke woord, of meer woorden na elkaar", shown="additioneel"),
    optional("beter", LINE, "wat je beter schrijft", shown="extra"),
    optional(
        "betekenis",
        LINE,
        "wat het betekent, voor bezoekers: bij een woord dat je niet kan vermijden",
        shown="Internet zonder draad.",
    ),
    optional("vormen", LINES, "vervoegingen en andere vormen van het woord", shown="[additionele]"),
    optional(
        "uitleg", LINE, "wat een redacteur er nog over moet weten", shown="Een naam schrijf je zoals hij is."
    ),
    rules=[_better_or_meaning],
    conditions=[
        {"anyOf": [{"required": ["beter"]}, {"required": ["betekenis"]}], "errorMessage": BETTER_OR_MEANING}
    ],
    snippets={
        "nieuw: een woord met een beter woord": ("woord", "beter"),
        "nieuw: een woord met zijn betekenis": ("woord", "betekenis"),
    },
    name="een moeilijk woord",
)

NEWS = Record(
    model.News,
    Key(
        "id",
        SLUG,
        "een kort woord; het verandert nooit, ook niet als de titel verandert",
        shown="hulp-bij-lezen",
    ),
    Key("op", DATE, "de dag waarop het veranderde", shown="2026-11-29"),
    Key("titel", TITLE, "wat er veranderde, in een paar woorden", shown="Hulp bij lezen"),
    optional(
        "tekst",
        SENTENCES,
        "wat een bezoeker ervan merkt, in een paar korte zinnen",
        shown="Je kan elke pagina laten voorlezen.",
    ),
    optional("adres", PAGE_ADDRESS, "het adres van de pagina waarover het gaat"),
    snippets={"nieuw: een bericht": ("id", "op", "titel", "tekst")},
    name="een bericht",
)

TEMPLATES = (
    "tekst",
    "start",
    "acties",
    "digipunten",
    "doorverwijzers",
    "insluiten",
    "contact",
    "inhoud",
    "nieuws",
    "niet-gevonden",
    "toegankelijkheid",
    "open-data",
)

PAGE = Record(
    dict,
    Key("titel", TITLE, "de titel van de pagina", shown="Over deze site"),
    Key(
        "beschrijving",
        DESCRIPTION,
        "waar de pagina over gaat, in een zin",
        shown="Wie deze site maakt, waar de gegevens vandaan komen en hoe je een fout meldt.",
    ),
    optional("kop", HEADING, "de grote kop, als die anders is dan de titel", shown="Wie maakt deze site?"),
    optional(
        "inleiding", SENTENCES, "de eerste zinnen, in grotere letters", shown="Deze site is van de stad."
    ),
    optional("sjabloon", choice(*TEMPLATES), "hoe de pagina eruitziet"),
    optional("trefwoorden", LINES, "woorden voor de lijst van A tot Z", shown="[bronnen, licentie]"),
    name="een pagina",
)

# Pages that other pages link to, or that a host needs, with the template that makes them what they are.
REQUIRED_PAGES = {
    "index": "start",
    "acties": "acties",
    "digipunten": "digipunten",
    "digipunten/insluiten": "insluiten",
    "doorverwijzers": "doorverwijzers",
    "contact": "contact",
    "inhoud": "inhoud",
    "leeshulp": "tekst",
    "niet-gevonden": "niet-gevonden",
    "over": "tekst",
    "privacy": "tekst",
    "toegankelijkheid": "toegankelijkheid",
}

# Pages that a project may lack, and what comes with them too.
OPTIONAL_PAGES = {"open-data": "open-data"}

# Each data file, the key it starts with, and what stands below that key.
FILES: dict[str, Record] = {
    "site": SETTINGS,
    "contacts": CONTACT,
    "programmes": PROGRAMME,
    "digipunten": DIGIPUNT,
    "wijken": WIJK,
    "postcodes": POSTCODE,
    "kalenders": KALENDERS,
    "woorden": WORD,
    "nieuws": NEWS,
}

# Files that a project can do without.
OPTIONAL = ("woorden", "nieuws")

# Files that hold one record in place of a list.
SINGLE = ("site", "kalenders")

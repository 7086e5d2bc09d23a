"""Places, calendars and weeks for tests of hours. All of it is an EXAMPLE: no real place has these hours.

`make_place` fills in what a test does not talk about. The strategies make places that the data may
hold, in a few days around a night in which the clock changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from sitegen.dates import DateRange, parse_date, parse_dates, parse_partial_date
from sitegen.hours import CALL_FIRST, CLOSED, MIDNIGHT, Day, Range, parse_day, parse_week
from sitegen.model import (
    CALENDARS,
    CHANNELS,
    Address,
    Calendar,
    CalendarDay,
    Check,
    Digipunt,
    Notice,
    Origin,
    SpecialHours,
    Thresholds,
)
from sitegen.schedule import Schedule, conflicts
from sitegen.text import Phone

TODAY = date(2026, 11, 23)
THRESHOLDS = Thresholds(bel_eerst_na_maanden=6, verlopen_na_maanden=12)

# Each holds a night in which the clock changes: 28 March and 31 October 2027.
SPRING = DateRange(date(2027, 3, 26), date(2027, 3, 31))
AUTUMN = DateRange(date(2027, 10, 29), date(2027, 11, 2))


def make_place(**changes) -> Digipunt:
    """A place that is open, was checked this month, and has answers for every calendar."""
    filled = {
        "id": "voorbeeld",
        "naam": "Voorbeeldpunt",
        "status": "actief",
        "bron": Origin("een voorbeeld", parse_partial_date("2026-11")),
        "adres": Address("Voorbeeldstraat", "1", "Gent", "9000"),
        "organisatie": "Voorbeeld vzw",
        "telefoon": Phone("092000000"),
        "email": "voorbeeld@voorbeeld.example",
        "uren": {"hulp": parse_week("ma-vr 10:00-12:00, 13:00-17:00")},
        "kalenders": make_answers(),
        "nagekeken": Check(parse_partial_date("2026-11-02"), "een voorbeeld"),
    }
    return Digipunt(**(filled | changes))


def make_answers(**changes) -> dict[str, Day | None]:
    """Answers for the calendars, a "_" for each "-" of a name: `make_answers(gentse_feesten="bel eerst")`.

    None leaves the answer of a calendar out.
    """
    typed = {
        "feestdagen": "gesloten",
        "extra-sluitingsdagen": "gesloten",
        "gentse-feesten": "10:00-12:00",
        "schoolvakanties": "gewoon open",
    } | {name.replace("_", "-"): text for name, text in changes.items()}
    return {
        name: None if text == "gewoon open" else parse_day(text)
        for name, text in typed.items()
        if text is not None
    }


def make_exception(dates: str, hours: str | dict, reason: str = "", channel: str = "") -> SpecialHours:
    """Both as an editor types them: `make_exception("24 december 2026", "10:00-12:00", "kerstavond")`."""
    held = hours if isinstance(hours, dict) else parse_day(hours)
    return SpecialHours(parse_dates(dates), held, reason, channel)


def make_calendar(name: str, *days: tuple[str, str], complete: str = "2028-12-31") -> Calendar:
    """Days as (dates, name)."""
    listed = tuple(CalendarDay(parse_dates(dates), called) for dates, called in days)
    return Calendar(name, "een voorbeeld", listed, parse_date(complete))


def make_schedule(
    place: Digipunt | None = None, channel: str = "hulp", calendars=None, today: date = TODAY
) -> Schedule:
    held = EXAMPLE_CALENDARS if calendars is None else calendars
    return Schedule(place or make_place(), channel, held, THRESHOLDS, today)


# Few days, so that a test can hold them all in its head; not the real calendars of data/kalenders.yaml.
EXAMPLE_CALENDARS = {
    "feestdagen": make_calendar(
        "feestdagen",
        ("2026-12-25", "Kerstmis"),
        ("2027-01-01", "nieuwjaar"),
        ("2027-03-29", "paasmaandag"),
        ("2027-07-21", "nationale feestdag"),
    ),
    "extra-sluitingsdagen": Calendar(
        "extra sluitingsdagen",
        "een voorbeeld",
        (
            CalendarDay(parse_dates("2027-01-04"), "brugdag"),
            CalendarDay(parse_dates("2027-11-02"), "Allerzielen", zeker=False),
        ),
        date(2028, 12, 31),
    ),
    "gentse-feesten": make_calendar(
        "Gentse Feesten", ("16 juli 2027 tot en met 25 juli 2027", "Gentse Feesten")
    ),
    "schoolvakanties": make_calendar(
        "schoolvakanties",
        ("21 december 2026 tot en met 3 januari 2027", "kerstvakantie"),
        ("29 maart 2027 tot en met 11 april 2027", "paasvakantie"),
        ("1 juli 2027 tot en met 31 augustus 2027", "zomervakantie"),
    ),
}


@dataclass(frozen=True)
class Case:
    """A random place with its calendars; `window` is where its exceptions and calendar days lie."""

    window: DateRange
    place: Digipunt
    channel: str
    calendars: dict[str, Calendar]
    today: date = TODAY

    @property
    def schedule(self) -> Schedule:
        return make_schedule(self.place, self.channel, self.calendars, self.today)


# Midnight on both sides, and the hour that is skipped or comes twice.
EDGES = st.sampled_from([0, 120, 150, 180, MIDNIGHT]) | st.integers(0, 24 * 4).map(lambda n: n * 15)
ALL_DAY = (Range(0, MIDNIGHT),)


@st.composite
def ranges(draw, least: int = 0) -> tuple[Range, ...]:
    """Up to three ranges in order, none touching the next."""
    count = draw(st.integers(least, 3))
    edges = sorted(draw(st.lists(EDGES, min_size=2 * count, max_size=2 * count, unique=True)))
    return tuple(Range(*pair) for pair in zip(edges[::2], edges[1::2], strict=True))


def days() -> st.SearchStrategy[Day]:
    """Every kind: closed, with hours, all day, by appointment with or without hours, call first."""
    return st.one_of(
        ranges().map(Day),
        st.sampled_from([CLOSED, CALL_FIRST, Day(ALL_DAY)]),
        ranges().map(lambda found: Day(found, "op afspraak")),
    )


def weeks() -> st.SearchStrategy[dict[int, Day]]:
    """At least one day is written; one that is not is closed."""
    return st.dictionaries(st.integers(0, 6), days(), min_size=1, max_size=7) | st.sampled_from(
        [parse_week("ma-zo 0:00-24:00"), parse_week("ma-zo gesloten"), parse_week("ma-vr 10-12u en 13-17u")]
    )


@st.composite
def date_ranges(draw, window: DateRange) -> DateRange:
    """Single days, and periods that may begin before the window or end after it."""
    first = draw(st.sampled_from(list(window)))
    more = draw(st.sampled_from([0, 0, 1, 2, 9]))
    before = draw(st.sampled_from([0, 0, 0, 8]))
    return DateRange(first - timedelta(before), first + timedelta(more))


@st.composite
def exceptions(draw, window: DateRange, channels: tuple[str, ...]) -> tuple[SpecialHours, ...]:
    """Of one channel or the whole place, nested, days and weeks; none that conflicts with one before it."""
    made: list[SpecialHours] = []
    for _ in range(draw(st.integers(0, 5))):
        found = SpecialHours(
            draw(date_ranges(window)),
            draw(days() | weeks()),
            draw(st.sampled_from(["", "kerstvakantie", "verbouwing", "zomeruren"])),
            draw(st.sampled_from(["", *channels])),
        )
        if not list(conflicts([*made, found])):
            made.append(found)
    return tuple(made)


@st.composite
def calendars(draw, window: DateRange) -> dict[str, Calendar]:
    """Some missing, some that end within the window, some with days that are not certain."""
    made = {}
    for name in draw(st.lists(st.sampled_from(CALENDARS), unique=True, min_size=3, max_size=4)):
        taken: list[CalendarDay] = []
        for dates in draw(st.lists(date_ranges(window), max_size=3)):
            if not any(dates & other.dagen for other in taken):
                called = f"{name} {len(taken) + 1}"
                taken.append(CalendarDay(dates, called, zeker=draw(st.integers(0, 3)) > 0))
        complete = draw(st.sampled_from([window.last + timedelta(60), window.last + timedelta(60), *window]))
        made[name] = Calendar(name, "een voorbeeld", tuple(taken), complete)
    return made


def answers() -> st.SearchStrategy[dict[str, Day | None]]:
    """What a place says of the calendars; None is "gewoon open", and some are not there."""
    return st.dictionaries(st.sampled_from(CALENDARS), st.none() | days(), max_size=4)


@st.composite
def places(draw, window: DateRange, ordinary: bool = False) -> Digipunt:
    """A random place; an `ordinary` one is active and was checked in time."""
    channels = tuple(draw(st.lists(st.sampled_from(CHANNELS), unique=True, min_size=1, max_size=3)))
    state = {} if ordinary or draw(st.integers(0, 4)) else draw(out_of_order())
    return make_place(
        uren={channel: draw(weeks()) for channel in channels},
        kalenders=draw(answers()),
        uitzonderingen=draw(exceptions(window, channels)),
        **state,
    )


@st.composite
def out_of_order(draw) -> dict:
    """A status and a check of a record that may not be trusted, as changes for `make_place`."""
    checked = draw(
        st.sampled_from([None, "2024-03", "2025-11", "2025-11-22", "2025-11-23", "2026", "2026-12"])
    )
    return {
        "status": draw(st.sampled_from(["actief", "tijdelijk-gesloten", "gepland", "gestopt"])),
        "melding": draw(st.sampled_from([None, Notice("We verbouwen")])),
        "nagekeken": Check(parse_partial_date(checked)) if checked else None,
    }


@st.composite
def cases(draw, ordinary: bool = False) -> Case:
    """Mostly a channel that the place has."""
    window = draw(st.sampled_from([SPRING, AUTUMN]))
    place = draw(places(window, ordinary))
    channel = draw(st.sampled_from([*place.uren, *place.uren, *([] if ordinary else CHANNELS)]))
    return Case(window, place, channel, draw(calendars(window)))

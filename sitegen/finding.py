"""Which places answer a question: near a point, in a district, on a weekday, for a need.

These are the questions of the pages that work without scripts; `static/js/zoeker.js` answers the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sitegen.dates import WEEKDAYS
from sitegen.geo import Point, distance_in_words, distance_m
from sitegen.hours import Day
from sitegen.model import ACCESS, HELP, Freshness, Need, Site
from sitegen.places import CHANNEL_NAMES, Place
from sitegen.text import capitalised

# The channels for which somebody comes by; a telephone needs no address.
VISITED = ("hulp", "computer", "afspraak")

Fit = Literal["ja", "nee", "onbekend"]


@dataclass(frozen=True)
class Hit:
    """A place in an answer, and what to say of it here: its distance, or its hours on a day."""

    place: Place
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """Places that fit for sure, and places of which nobody knows."""

    sure: tuple[Hit, ...]
    unsure: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A need as it stands in the finder, with how many places meet it for sure, and how many might."""

    need: Need
    fits: int
    perhaps: int


def fit(place: Place, need: str) -> Fit:
    """Whether a place meets a need; what the record does not tell of access and of help is not known."""
    digipunt = place.digipunt
    if need == HELP:
        if not digipunt.uren:
            return "onbekend"
        return "ja" if place.helps else "nee"
    if need in ACCESS:
        known: Fit = getattr(digipunt.toegankelijk, ACCESS[need])
        return known
    return "ja" if need in digipunt.doelgroep or need in digipunt.aanbod else "nee"


def choices(site: Site, places: Sequence[Place]) -> list[Choice]:
    """The needs of site.yaml, then every offer that some places have, and others have not."""
    named = {need.id for need in site.settings.noden}
    offers = [
        Need(term.id, term.naam)
        for term in site.settings.aanbod
        if term.id not in named and 0 < sum(fit(place, term.id) == "ja" for place in places) < len(places)
    ]
    return [_choice(need, places) for need in (*site.settings.noden, *offers)]


def for_need(places: Iterable[Place], need: str) -> Answer:
    by_fit: dict[Fit, list[Hit]] = {"ja": [], "nee": [], "onbekend": []}
    for place in places:
        by_fit[fit(place, need)].append(Hit(place))
    return Answer(tuple(by_fit["ja"]), tuple(by_fit["onbekend"]))


def on_weekday(places: Iterable[Place], weekday: int) -> Answer:
    """The places that are ordinarily open on a weekday (0 is Monday), with their hours of that day.

    Of hours that are too old nobody knows on which days they hold.
    """
    sure: list[Hit] = []
    unsure: list[Hit] = []
    for place in places:
        if place.digipunt.status != "actief":
            continue
        days = {
            channel: day
            for channel in VISITED
            if (schedule := place.schedules.get(channel)) and _is_open(day := schedule.ordinary(weekday))
        }
        notes = tuple(
            f"{capitalised(WEEKDAYS[weekday])}, {CHANNEL_NAMES[channel].lower()}: {day}"
            for channel, day in days.items()
        )
        if place.freshness is Freshness.EXPIRED:
            unsure.append(Hit(place))
        elif any(day.kind == "uren" for day in days.values()):
            sure.append(Hit(place, notes))
        elif days or not place.schedules:
            unsure.append(Hit(place, notes))
    return Answer(tuple(sure), tuple(unsure))


def nearest(places: Iterable[Place], point: Point, most: int) -> tuple[Hit, ...]:
    """The nearest places, with their distance as the crow flies."""
    found = [(distance_m(point, place.point), place) for place in places if place.point]
    found.sort(key=lambda pair: pair[0])
    return tuple(Hit(place, (distance_note(metres, place),)) for metres, place in found[:most])


def distance_note(metres: float, place: Place) -> str:
    """'Hemelsbreed 1,2 km', 'Hemelsbreed ongeveer 600 m' for a place of which only the district is known."""
    about = "" if place.digipunt.coordinaten else "ongeveer "
    return f"Hemelsbreed {about}{distance_in_words(metres)}"


def _is_open(day: Day) -> bool:
    return day.kind != "uren" or bool(day.ranges)


def _choice(need: Need, places: Sequence[Place]) -> Choice:
    fits = [fit(place, need.id) for place in places]
    return Choice(need, fits.count("ja"), fits.count("onbekend"))

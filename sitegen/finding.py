"""Which places answer a question: near a point, in a district, on a weekday, for a need.

These are the questions of the pages that work without scripts; `static/js/zoeker.js` answers the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sitegen.geo import Grid, Point, distance_in_words
from sitegen.listing import Listed
from sitegen.model import Need, Site
from sitegen.places import Fit

# With more places than this, no page shows them all, and the finder fetches only the data near a question.
MANY = 500


@dataclass(frozen=True)
class Hit:
    """A place in an answer, and what to say of it here: its distance, or its hours on a day."""

    place: Listed
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """Places that fit for sure, and places of which nobody knows."""

    sure: tuple[Listed, ...]
    unsure: tuple[Listed, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A need as it stands in the finder, with how many places meet it for sure, and how many might."""

    need: Need
    fits: int
    perhaps: int


class Whereabouts:
    """Where places are: in which district, and near what."""

    def __init__(self, places: Sequence[Listed]) -> None:
        self._by_wijk: dict[str, list[Listed]] = defaultdict(list)
        for place in places:
            self._by_wijk[place.wijk_id].append(place)
        self._places = places

    @cached_property
    def _grid(self) -> Grid[Listed]:
        return Grid((place.point, place) for place in self._places if place.point)

    def inside(self, wijk_id: str) -> Sequence[Listed]:
        return self._by_wijk.get(wijk_id, ())

    def nearest(
        self, point: Point, most: int, wanted: Callable[[Listed], bool] = lambda place: True
    ) -> tuple[Hit, ...]:
        """The nearest places, with their distance as the crow flies."""
        found = self._grid.nearest(point, most, wanted)
        return tuple(Hit(place, (distance_note(metres, place),)) for metres, place in found)


def choices(site: Site, places: Sequence[Listed]) -> list[Choice]:
    """The needs of site.yaml, then every offer that some places have, and others have not."""
    fits = Counter(need for place in places for need in place.facts.fits)
    perhaps = Counter(need for place in places for need in place.facts.perhaps)
    named = {need.id for need in site.settings.noden}
    offers = [
        Need(term.id, term.naam)
        for term in site.settings.aanbod
        if term.id not in named and 0 < fits[term.id] < len(places)
    ]
    return [Choice(need, fits[need.id], perhaps[need.id]) for need in (*site.settings.noden, *offers)]


def for_need(places: Iterable[Listed], need: str) -> Answer:
    return _answer((place, place.fit(need)) for place in places)


def on_weekday(places: Iterable[Listed], weekday: int) -> Answer:
    """The places that are ordinarily open on a weekday; 0 is Monday."""
    return _answer((place, place.facts.weekdays[weekday]) for place in places)


def _answer(found: Iterable[tuple[Listed, Fit]]) -> Answer:
    by_fit: dict[Fit, list[Listed]] = {"ja": [], "nee": [], "onbekend": []}
    for place, fit in found:
        by_fit[fit].append(place)
    return Answer(tuple(by_fit["ja"]), tuple(by_fit["onbekend"]))


def distance_note(metres: float, place: Listed) -> str:
    """'Hemelsbreed 1,2 km', 'Hemelsbreed ongeveer 600 m' for a place of which only the district is known."""
    about = "" if place.exact else "ongeveer "
    return f"Hemelsbreed {about}{distance_in_words(metres)}"

"""The finder as one file to take along: on a stick, in a chat, or on a computer without internet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sitegen import editions
from sitegen.dates import DateRange
from sitegen.finder_pages import Finder, of_wijk
from sitegen.finding import MANY, Hit
from sitegen.listing import Listed
from sitegen.lookup import LOOKED_UP
from sitegen.model import Thresholds
from sitegen.page import Page
from sitegen.places import Change, Place, differing_days

ONE_FILE = "/digipunten/meenemen.html"
NEAREST = 3


class District(NamedTuple):
    """The name of a district, the places in it, or else the nearest."""

    naam: str
    inside: Sequence[Listed]
    near: Sequence[Hit]


class Known(NamedTuple):
    """What the file tells of the days ahead at a place, and until when."""

    changes: Sequence[Change]
    until: date


def pages(finder: Finder, place_address: Callable[[str], str], today: date) -> Iterator[Page]:
    """The page, unless the places are too many: whoever goes without internet takes the folder of a district then."""
    if not finder.is_large:
        yield Page(
            ONE_FILE,
            "pages/meenemen.html",
            "Digipunten zonder internet: één bestand",
            "Alle Digipunten met adres, telefoon en uren in één bestand. Zoeken kan ook zonder internet.",
            lambda: _shown(finder, today),
            finder.made_from,
            listed=False,
            holds={place_address(place.id): f"#{anchor(place.id)}" for place in finder.places},
        )


def addresses(ids: Mapping[str, Iterable[str]]) -> dict[str, str]:
    few = len(list(ids["digipunten"])) <= MANY
    return {ONE_FILE: "de zoeker in één bestand"} if few else {}


def anchor(id: str) -> str:
    """No id of a place has a low line, so nothing else has this anchor."""
    return f"over_{id}"


def known(place: Place, thresholds: Thresholds, today: date) -> Known:
    changes = differing_days(place.schedules, DateRange(today, today + LOOKED_UP))
    return Known(changes, editions.valid_until(place, thresholds, today))


def _shown(finder: Finder, today: date) -> dict[str, Any]:
    # Here every place has its card.
    whole = replace(finder, most_cards=MANY) if finder.many else finder
    return {
        "finder": whole,
        "wijken": [_district(whole, wijk.id) for wijk, _ in whole.wijken],
        "horizon": today + LOOKED_UP,
        "anchor": anchor,
    }


def _district(finder: Finder, id: str) -> District:
    wijk = finder.site.wijken[id]
    inside, near = of_wijk(finder, wijk)
    return District(wijk.naam, inside, () if inside else near[:NEAREST])

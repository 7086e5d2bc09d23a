"""What the script of the finder gets: the lookup of all places, and what it sorts and filters by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sitegen.geo import Point
from sitegen.listing import Listed
from sitegen.lookup import ahead, as_json, joined
from sitegen.model import Site
from sitegen.text import listed


def for_finder(
    site: Site, places: Iterable[Listed], needs: Iterable[str], today: date, with_cards: bool
) -> str:
    """The lookup, with what the finder sorts and filters by, as JSON.

    Per place `punt` (latitude, longitude, and 1 when it is only roughly known) and the needs it meets
    (`met`) or might meet (`misschien`); `waar` holds the point of every name that a visitor may type, and
    for a street the place that has it.
    `with_cards`: also what a card shows: name, address, phone, and the words for a place without hours.
    """
    needs = list(needs)
    where: dict[str, Any] = {name: rounded(point) for name, point in names(site)}
    hours = {}
    for place in places:
        if place.point:
            where.setdefault(place.facts.straat, place.id)
        hours[place.id] = place_data(place, needs, with_cards)
    return joined(hours, ahead(today), waar=as_json(where))


def place_data(place: Listed, needs: Iterable[str], with_card: bool) -> str:
    """The lookup of one place, with what it is found by."""
    more: dict[str, Any] = {}
    if place.point:
        more["punt"] = [*rounded(place.point), *([] if place.exact else [1])]
    more["met"] = [need for need in needs if place.fit(need) == "ja"]
    more["misschien"] = [need for need in needs if place.fit(need) == "onbekend"]
    if with_card:
        more["kaart"] = place.card
    return f"{place.hours[:-1]},{as_json(more)[1:]}"


def names(site: Site) -> Iterable[tuple[str, Point]]:
    """Districts, then postcodes with all their names: a name that both have is that of the smaller."""
    for wijk in site.wijken.values():
        yield wijk.naam, wijk.midden
    for code in site.postcodes.values():
        yield f"{code.postcode} {listed(code.namen)}", code.midden


def rounded(point: Point) -> tuple[float, float]:
    """To about ten metres; a distance is told to a hundred."""
    return round(point.lat, 4), round(point.lon, 4)

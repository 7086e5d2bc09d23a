"""The table of Digipunten for who helps somebody: one of all, or with many places one for each district."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sitegen.digest import digest
from sitegen.finder_pages import LONGEST_TITLE, Finder, told
from sitegen.finding import MANY
from sitegen.listing import Listed
from sitegen.lookup import ahead, joined
from sitegen.page import Crumb, Page
from sitegen.text import counted

TABLE = "/doorverwijzers/"
# The places of which nobody knows the district have a table too.
NOWHERE = "elders"
MOST_ROWS = 100


@dataclass(frozen=True)
class Part:
    """A table of its own: the places of a district, or some of them when those are many."""

    address: str
    name: str
    places: tuple[Listed, ...]


def table_address(wijk: str) -> str:
    return f"{TABLE}{wijk}/"


def table(finder: Finder, today: date) -> dict[str, Any]:
    """What the page with the table shows, or the page that leads to the tables."""
    if finder.is_large:
        return {"is_large": True, "places": (), "parts": parts(finder), "hours": ""}
    hours = hours_of(finder.places, today)
    return {"is_large": False, "places": finder.places, "parts": (), "hours": hours}


def addresses(ids: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Where these pages stand, and the file they come from."""
    if len(list(ids["digipunten"])) <= MANY:
        return {}
    return {table_address(id): "data/wijken.yaml" for id in (*ids["wijken"], NOWHERE)}


def pages(finder: Finder, trail: tuple[Crumb, ...], today: date) -> Iterator[Page]:
    """A page for each table, when one of all places would be too long."""
    if finder.is_large:
        yield from (_page(part, trail, today, told(finder, part.places)) for part in parts(finder))


def parts(finder: Finder) -> list[Part]:
    named = [(wijk.id, wijk.naam) for wijk, count in finder.wijken if count]
    elsewhere = [("", "Andere Digipunten")] if finder.whereabouts.inside("") else []
    return [
        part
        for id, name in (*named, *elsewhere)
        for part in _divided(id or NOWHERE, name, finder.whereabouts.inside(id))
    ]


def hours_of(places: Sequence[Listed], today: date) -> str:
    """What the scripts of a page with tables of the week look up."""
    return joined({place.id: place.table_hours for place in places}, ahead(today)) if places else ""


def _divided(id: str, name: str, places: Sequence[Listed]) -> Iterator[Part]:
    count = -(-len(places) // MOST_ROWS)
    for number in range(1, count + 1):
        own = tuple(places[(number - 1) * MOST_ROWS : number * MOST_ROWS])
        if number == 1:
            yield Part(table_address(id), name if count == 1 else f"{name} (1)", own)
        else:
            yield Part(f"{table_address(id)}{number}/", f"{name} ({number})", own)


def _page(part: Part, trail: tuple[Crumb, ...], today: date, tells: tuple[str, ...]) -> Page:
    known = counted(len(part.places), "Digipunt", "Digipunten")
    title = f"Tabel van Digipunten: {part.name}"
    return Page(
        part.address,
        "pages/doorverwijzers.html",
        title if len(title) <= LONGEST_TITLE else f"Tabel: {part.name}",
        f"{known} in één tabel, voor wie iemand helpt: {part.name}. Kies er tot drie en druk een blad af.",
        lambda: {
            "is_large": True,
            "kop": f"Vergelijk de Digipunten: {part.name}",
            "places": part.places,
            "parts": (),
            "hours": hours_of(part.places, today),
        },
        digest(part.name, trail, [place.key for place in part.places]),
        trail,
        titled=False,
        tells=tells,
    )

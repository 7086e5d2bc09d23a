"""How long the work for a place takes in a build, step by step: `python -m bench.places [FOLDER]`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

from sitegen import calendar_export, editions, osm, schema_org, sharing
from sitegen.lookup import ahead, exported, hours_of
from sitegen.model import Site
from sitegen.paths import HOME, Paths
from sitegen.places import CHANNEL_NAMES, Place, make_place
from sitegen.read import read_site

TODAY = date(2026, 11, 24)


def steps(site: Site, today: date) -> dict[str, Callable[[Place], Any]]:
    """What the pages ask of a place, in the order of a build: the first step that meets a day finds what holds."""
    contact = site.contacts[site.settings.eerste_contact]
    thresholds = site.settings.drempels
    days, known = ahead(today), exported(today)

    def looked_up(place: Place, tables: bool) -> Any:
        return hours_of(place.digipunt, place.schedules, thresholds, days, tables)

    def ics(place: Place) -> str:
        titles = {CHANNEL_NAMES[channel]: schedule for channel, schedule in place.schedules.items()}
        return calendar_export.calendar(titles, place.digipunt.naam, days, "voorbeeld.example")

    return {
        "zoeker": lambda place: looked_up(place, False),
        "drukwerk": lambda place: editions.of_place(place, contact, thresholds, today),
        "eigen pagina": lambda place: looked_up(place, True),
        "bericht": lambda place: sharing.message(place, place.digipunt.website, contact, today),
        "schema.org": lambda place: schema_org.place(
            place.digipunt, place.schedules, place.digipunt.website, days
        ),
        "uren.ics": ics,
        "uren-osm.txt": lambda place: [osm.opening_hours(found, known) for found in place.schedules.values()],
    }


def main(folder: str = str(HOME)) -> None:
    site, _ = read_site(Paths.of(Path(folder)), TODAY)
    start = process_time()
    places = [make_place(site, digipunt, TODAY) for digipunt in site.digipunten.values()]
    taken = {"plaats": process_time() - start}
    for name, step in steps(site, TODAY).items():
        start = process_time()
        for place in places:
            step(place)
        taken[name] = process_time() - start
    taken["alles"] = sum(taken.values())
    for name, seconds in taken.items():
        print(f"{seconds * 1000 / len(places):8.2f} ms  {name}")


if __name__ == "__main__":
    main(*sys.argv[1:])

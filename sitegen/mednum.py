"""The open data as the French schema of "lieux de médiation numérique" (LaMednum/standard-mediation-num, 2.0).

Only what surely means the same. What the schema allows in France alone is written as there: `code_postal` has five
digits there, and a `telephone` begins with the number of France.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitegen import osm
from sitegen.dataset import About, Told, licence, licence_url, title
from sitegen.schema_org import MAIN_CHANNELS

SCHEMA = "https://github.com/LaMednum/standard-mediation-num"
SHOWN = ("actief", "tijdelijk-gesloten")

# A channel, and an offer of the settings: another town may call that otherwise, which says nothing here.
COMPUTER = "computer"
EQUIPPED = "Accès internet et matériel informatique"
SUPPORT = {
    "computer": "En autonomie",
    "hulp": "Accompagnement individuel",
    "afspraak": "Accompagnement individuel",
}
FREE = {"gratis": "Gratuit"}
SEPARATOR = "|"


def lieu(source: Told) -> dict[str, Any] | None:
    """A place in the words of the schema; None when it is not in use: the schema has no word for that."""
    digipunt = source.place.digipunt
    if digipunt.status not in SHOWN:
        return None
    point, check = digipunt.coordinaten, digipunt.nagekeken
    # One at a stop or in the street would lead people to the wrong door, and the schema cannot say so.
    at_the_door = point if point and point.nauwkeurigheid == "gebouw" else None
    found = {
        "id": digipunt.id,
        "nom": digipunt.naam,
        "commune": digipunt.adres.gemeente,
        "code_postal": digipunt.adres.postcode,
        "adresse": f"{digipunt.adres.straat} {digipunt.adres.nummer}",
        "complement_adresse": digipunt.ingang,
        "latitude": at_the_door.lat if at_the_door else None,
        "longitude": at_the_door.lon if at_the_door else None,
        "telephone": _phone(source),
        "courriels": digipunt.email,
        "site_web": digipunt.website,
        "horaires": _hours(source),
        "source": digipunt.bron.naam,
        # The schema knows no month without a day.
        "date_maj": check.op.iso if check and check.op.day else "",
        "services": _services(source),
        "frais_a_charge": FREE.get(digipunt.kost.casefold(), ""),
        "modalites_accompagnement": _support(source),
    }
    return _filled(found)


def head(source: About) -> dict[str, Any]:
    """What is told of the list."""
    return _filled(
        {
            "schema": SCHEMA,
            "titre": title(source.settings),
            "date_creation": source.days.first.isoformat(),
            "horaires_jusqu_au": source.days.last.isoformat(),
            "licence": licence(source.settings) if source.settings.licentie else "inconnue",
            "licence_url": licence_url(source.settings),
            "documentation": source.page,
        }
    )


def _phone(source: Told) -> str:
    """In the international form; a short number has none."""
    found = source.place.digipunt.telefoon
    number = found.uri.removeprefix("tel:") if found else ""
    return number if number.startswith("+") else ""


def _hours(source: Told) -> str:
    """Those of the place itself; nothing when they are too old to be told."""
    schedules = source.place.schedules
    main = next((schedules[channel] for channel in MAIN_CHANNELS if channel in schedules), None)
    if not main or (main.always and main.always.rule == "stale"):
        return ""
    return osm.opening_hours(main, source.days)


def _services(source: Told) -> str:
    digipunt = source.place.digipunt
    return EQUIPPED if COMPUTER in (*digipunt.uren, *digipunt.aanbod) else ""


def _support(source: Told) -> str:
    found = (SUPPORT.get(channel) for channel in source.place.schedules)
    return SEPARATOR.join(dict.fromkeys(filter(None, found)))


def _filled(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in (None, "")}

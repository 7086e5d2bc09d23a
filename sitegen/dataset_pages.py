"""The open data as files of the site, for a project that has a page about them.

What a place says in each format is kept with it, so that a change of one remakes no other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple

from sitegen import dataset, dataset_table, mednum
from sitegen.dataset import About, Field, Told
from sitegen.digest import digest
from sitegen.listing import Listed
from sitegen.lookup import as_json, exported, sure
from sitegen.model import Site, Text
from sitegen.page import Page

# The page about the files, by its name in content/ and its template.
NAME = TEMPLATE = "open-data"
FOLDER = f"/{NAME}/"
JSON = f"{FOLDER}digipunten.json"
GEOJSON = f"{FOLDER}digipunten.geojson"
CSV = f"{FOLDER}digipunten.csv"
MEDNUM = f"{FOLDER}lieux-mediation-numerique.json"
SCHEMA = f"{FOLDER}digipunten.schema.json"
FILES = (JSON, GEOJSON, CSV, MEDNUM, SCHEMA)
# Bytes of a file that is being made.
IN_MEMORY = 1 << 22

# Where the page of a place stands, by its id.
AddressOf = Callable[[str], str]


class Written:
    """A file of many parts, on the disk while it is made when they are many: thousands of places take much room."""

    def __init__(self, head: str, between: str = "", tail: str = "") -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        self._file.write(head.encode())
        self._tail = tail
        self._between = between
        self._is_empty = True

    def add(self, part: str) -> None:
        if part:
            self._file.write((part if self._is_empty else f"{self._between}{part}").encode())
            self._is_empty = False

    def text(self) -> str:
        self._file.seek(0)
        return self._file.read().decode() + self._tail


class Parts(NamedTuple):
    """A place in each format; `lieu` is empty when that one does not have it."""

    json: str
    feature: str
    row: str
    lieu: str


def is_published(texts: Iterable[Text]) -> bool:
    """Whether there is a page that tells what the files are: without it there are none."""
    return any(text.name == NAME for text in texts)


def addresses(texts: Iterable[Text]) -> dict[str, str]:
    """Where the files stand, and what they are."""
    return dict.fromkeys(FILES if is_published(texts) else (), "een bestand met open data")


def pages(site: Site, places: Sequence[Listed], address_of: AddressOf, today: date) -> Iterator[Page]:
    """The files, with these places in this order."""
    if not is_published(site.texts.values()):
        return
    about = _about(site, today)
    made_from = digest(*(place.key for place in places))

    # What is kept of thousands of places takes long to read: once is enough.
    @cache
    def written() -> tuple[Written, ...]:
        files = (
            _json(dataset.head(about), "digipunten"),
            _json(_collection(about), "features"),
            Written(f"{dataset_table.BOM}{dataset_table.head()}"),
            _json(mednum.head(about), "lieux"),
        )
        for place in places:
            for file, part in zip(files, parts_of(site, place, address_of, today), strict=True):
                file.add(part)
        return files

    for index, address in enumerate((JSON, GEOJSON, CSV, MEDNUM)):
        body = partial(lambda index: written()[index].text(), index)
        yield Page(address, body=body, made_from=made_from, listed=False)
    yield Page(SCHEMA, body=lambda: f"{as_json(dataset.schema(about))}\n", listed=False)


def parts_of(site: Site, place: Listed, address_of: AddressOf, today: date) -> Parts:
    """What the files say of a place."""

    def made() -> list[str]:
        page = f"{_origin(site)}{address_of(place.id)}"
        days = sure(place.whole.digipunt, site.settings.drempels, exported(today))
        told = Told(place.whole, site.settings, days, page, f"{page}uren.ics")
        record, lieu = dataset.record(told), mednum.lieu(told)
        about = dataset.head(_about(site, today))
        return [
            as_json(record),
            as_json(_feature(record)),
            dataset_table.row(record, about),
            as_json(lieu) if lieu else "",
        ]

    return Parts(*place.keep("open-data", made))


def shown(site: Site, today: date) -> dict[str, Any]:
    """What the page about the files tells."""
    return {
        "about": _about(site, today),
        "licence": dataset.licence(site.settings),
        "licence_url": dataset.licence_url(site.settings),
        "of_places": list(_explained(dataset.FIELDS)),
        "of_list": list(_explained(dataset.ABOUT)),
    }


def _origin(site: Site) -> str:
    return site.settings.webadres.rstrip("/")


def _about(site: Site, today: date) -> About:
    return About(site.settings, exported(today), f"{_origin(site)}{FOLDER}", f"{_origin(site)}{SCHEMA}")


def _json(head: Mapping[str, Any], name: str) -> Written:
    """With a line for each part, so that two versions can be compared."""
    return Written(f'{as_json(head)[:-1]},"{name}":[\n', ",\n", "\n]}\n")


def _collection(about: About) -> dict[str, Any]:
    """The head of a GeoJSON file (RFC 7946), which may have members of its own."""
    head = dataset.head(about)
    del head["$schema"]
    return {"type": "FeatureCollection", **head}


def _feature(record: Mapping[str, Any]) -> dict[str, Any]:
    """A place as GeoJSON; one of which nobody knows where it is has no geometry."""
    found = record.get("coordinaten")
    point = {"type": "Point", "coordinates": [found["lon"], found["lat"]]} if found else None
    return {"type": "Feature", "id": record["id"], "geometry": point, "properties": dataset.in_short(record)}


def _explained(fields: Iterable[Field], above: str = "") -> Iterator[tuple[str, str]]:
    """Each key, by the keys that lead to it, and its meaning."""
    for field in fields:
        name = f"{above}{field.name}"
        yield name, field.help
        yield from _explained(field.inside, f"{name}.kanaal." if field.names else f"{name}.")

"""What is printed: which documents there are, at which address, and what each of them says.

The same facts, hours and distances as on the pages, as plain data: `templates/print/` sets them. Nothing
here, and nothing on paper, claims more than the page of the place does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from sitegen import editions
from sitegen.city_map import PRINTED_MARKERS, CityMap, city_map
from sitegen.dates import DateRange, in_words
from sitegen.finder_pages import finder, folder_address, large_folder_address, of_wijk, wijk_address
from sitegen.finding import MANY
from sitegen.listing import Listed, in_order
from sitegen.lookup import LOOKED_UP
from sitegen.model import Site, Wijk
from sitegen.pages import (
    BROCHURE,
    LARGE_BROCHURE,
    ON_PAPER,
    in_booklet,
    place_address,
    poster_address,
)
from sitegen.places import Place, differing_days
from sitegen.text import capitalised, sort_key

NEAREST_PRINTED = 3


@dataclass(frozen=True)
class Document:
    """A PDF. `template` stands in templates/print/; `codes` are the addresses it shows as QR codes."""

    address: str
    template: str
    title: str
    data: Mapping[str, Any]
    codes: tuple[str, ...]

    @property
    def file(self) -> str:
        return self.address.removeprefix("/")


def addresses(site: Site, places: Sequence[Listed]) -> list[str]:
    """Where the documents stand, without making what they say."""
    return [
        *([] if len(in_order(places)) > MANY else [BROCHURE, LARGE_BROCHURE]),
        *(make(id) for id in site.wijken for make in (folder_address, large_folder_address)),
        *(poster_address(place.id) for place in places if place.facts.status != "gestopt"),
    ]


def documents(site: Site, places: Iterable[Listed], today: date) -> list[Document]:
    """Every document of the site, as it is printed from the data of `today`."""
    shown = in_order(places)
    press = _Press(site, shown, today)
    return [
        # A booklet of very many places would be a book.
        *([] if len(shown) > MANY else press.brochures()),
        *(folder for wijk in site.wijken.values() for folder in press.folders(wijk)),
        *(press.poster(place) for place in shown),
    ]


class _Press:
    """What all documents share."""

    def __init__(self, site: Site, places: Sequence[Listed], today: date) -> None:
        self.site = site
        self.places = places
        self.finder = finder(site, places, today)
        self.today = today
        self.contact = site.contacts[site.settings.eerste_contact]
        self.horizon = today + LOOKED_UP
        self.drawn = self._draw()
        self.entries = {place.id: self._entry(place.whole) for place in places}

    def brochures(self) -> Iterator[Document]:
        places = in_booklet(self.places)
        mark = self._mark(places)
        groups = [
            (f"Wijk {name}" if name else "Andere Digipunten", list(found))
            for name, found in groupby(places, key=lambda place: place.wijk)
        ]
        for address, large in ((BROCHURE, False), (LARGE_BROCHURE, True)):
            yield self._book(address, "Digipunten", groups, ON_PAPER, mark, large, {}, 0)

    def folders(self, wijk: Wijk) -> Iterator[Document]:
        """The places of a district and the nearest outside it: on one folded sheet, and in large letters."""
        inside, near = of_wijk(self.finder, wijk)
        mark = self._mark([*inside, *(hit.place for hit in near)])
        # Paper is carried: of the places that the page of the district names, the nearest will do.
        near = near[:NEAREST_PRINTED]
        groups = [
            ("In deze wijk", list(inside)),
            ("Dicht bij deze wijk" if inside else "De dichtste Digipunten", [hit.place for hit in near]),
        ]
        notes = {hit.place.id: hit.notes[0] for hit in near}
        title = f"Digipunten in {wijk.naam}"
        for address, large in ((folder_address(wijk.id), False), (large_folder_address(wijk.id), True)):
            yield self._book(address, title, groups, wijk_address(wijk.id), mark, large, notes, len(inside))

    def poster(self, place: Listed) -> Document:
        entry = self._for("affiche", place)
        title = f"Digipunt {place.naam}"
        return Document(
            poster_address(place.id),
            "affiche.typ",
            title,
            {**self._common(title), "plaats": entry},
            (entry["code"],),
        )

    def _book(
        self,
        address: str,
        title: str,
        groups: Sequence[tuple[str, list[Listed]]],
        page: str,
        mark: str,
        large: bool,
        notes: Mapping[str, str],
        inside: int,
    ) -> Document:
        """A document with several places, numbered in the order in which they stand.

        `notes` says how far a place is, by its id; the first `inside` places are those of the district.
        """
        ordered = [place for _, found in groups for place in found]
        numbers = {place.id: number for number, place in enumerate(ordered, 1)}
        shown: list[dict[str, Any]] = [
            {
                "titel": name,
                "plaatsen": [
                    {
                        **self._for("papier", place),
                        "nummer": numbers[place.id],
                        "afstand": notes.get(place.id, ""),
                    }
                    for place in found
                ],
            }
            for name, found in groups
            if found
        ]
        entries = [entry for group in shown for entry in group["plaatsen"]]
        code = self._code("papier", page, mark)
        template = "brochure.typ" if large or page == ON_PAPER else "folder.typ"
        return Document(
            address,
            template,
            title,
            {
                **self._common(title),
                "groot": large,
                "groepen": shown,
                "kaart": self._map(numbers, page),
                "straten": [
                    [
                        f"{place.facts.straat} {place.whole.digipunt.adres.nummer}",
                        numbers[place.id],
                    ]
                    for place in sorted(ordered, key=lambda place: sort_key(place.facts.straat))
                ],
                "bekend": inside,
                "druk": mark,
                "code": code,
                "adres": self._short(page),
            },
            (code, *(entry["code"] for entry in entries)),
        )

    def _common(self, title: str) -> dict[str, Any]:
        contact = self.contact
        return {
            "titel": title,
            "site": self.site.settings.naam,
            "contact": {
                "naam": contact.naam,
                "telefoon": str(contact.telefoon or ""),
                "email": contact.email,
            },
            "gemaakt": in_words(self.today),
            "horizon": in_words(self.horizon),
            "bronnen": [source.naam for source in self.site.settings.bronnen],
        }

    def _entry(self, place: Place) -> dict[str, Any]:
        """What a print says of a place besides its facts: the hours as they may be told today."""
        digipunt = place.digipunt
        until = editions.valid_until(place, self.site.settings.drempels, self.today)
        tables = place.timetables if digipunt.status == "actief" else ()
        check, notice = digipunt.nagekeken, digipunt.melding
        return {
            **editions.in_brochure(place, self.contact),
            "versheid": str(place.freshness),
            "nagekeken": str(check.op) if check else "",
            "nagekeken_wanneer": check.op.when if check else "",
            "kanalen": [table.title for table in tables],
            "week": [
                [capitalised(cells[0][0]), *(capitalised(hours) for _, hours in cells)]
                for cells in zip(*(table.days for table in tables), strict=True)
            ],
            "lijnen": [
                [table.title, [[capitalised(days), hours] for days, hours in table.lines]] for table in tables
            ],
            "anders": self._changes(place),
            "bericht": notice.on(self.today) if notice else "",
            "bericht_tot": in_words(notice.tot, weekday=True) if notice and notice.tot else "",
            "geldig_dag": until.toordinal(),
            "geldig": in_words(until),
            "adres_kort": self._short(place_address(digipunt.id)),
        }

    def _changes(self, place: Place) -> list[list[str]]:
        """The days ahead that differ: when, for which channel, and what holds then."""
        schedules = {name: found for name, found in place.schedules.items() if not found.always}
        found = differing_days(schedules, DateRange(self.today, self.horizon))
        return [[capitalised(str(change.days)), change.title, change.words] for change in found]

    def _for(self, kind: str, place: Listed) -> dict[str, Any]:
        mark = place.edition.mark(kind)
        code = self._code(kind, place_address(place.id), mark)
        return {**self.entries[place.id], "druk": mark, "code": code}

    def _mark(self, places: Sequence[Listed]) -> str:
        return editions.together([(place.id, place.edition) for place in places], self.today).mark("papier")

    def _code(self, kind: str, page: str, mark: str) -> str:
        """The address in a QR code: the page, with the day of printing and the mark, at what it says of prints."""
        base = self.site.settings.webadres.rstrip("/")
        return f"{base}{page}?{kind}={self.today:%Y%m%d}-{mark}#druk"

    def _short(self, page: str) -> str:
        """An address that somebody can type."""
        found = urlsplit(f"{self.site.settings.webadres.rstrip('/')}{page}")
        return f"{found.netloc}{found.path}".rstrip("/")

    def _draw(self) -> CityMap | None:
        """The map of the town with all places; each document shows its own numbers on it."""
        points = {place.id: (0, place.point) for place in self.places if place.exact and place.point}
        return city_map(points, self.site.wijken, self.site.areas, self.site.water, PRINTED_MARKERS)

    def _map(self, numbers: Mapping[str, int], page: str) -> dict[str, Any] | None:
        """The shapes to draw; the district that the document is about apart."""
        drawn = self.drawn
        if not drawn:
            return None
        return {
            **asdict(drawn),
            "districts": [found.path for found in drawn.districts],
            "wijk": next(
                (found.path for found in drawn.districts if wijk_address(found.wijk.id) == page), ""
            ),
            "markers": [
                {**asdict(marker), "number": numbers[marker.id], "moved": marker.moved}
                for marker in drawn.markers
                if marker.id in numbers
            ],
            "sources": list(self.site.map_sources),
        }

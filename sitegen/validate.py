"""What must be true of records together: ids, references, places on the map, and age."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sitegen.dates import in_words
from sitegen.fields import INVALID, Invalid, Record, Reference, Report
from sitegen.geo import Area, Point, contains, distance_to_m
from sitegen.language import phrase
from sitegen.limits import MOST_PROBLEMS
from sitegen.model import Contact, Digipunt, Freshness, Programme, Settings, Thresholds, Wijk
from sitegen.nodes import Broken, Document, Mapping, Node, Scalar, Sequence
from sitegen.problems import Problem, did_you_mean, errors
from sitegen.source import Source
from sitegen.text import slug

# The districts' outlines are simplified by 20 m, and a point at a stop or in a street is less exact.
MARGIN_M = {"gebouw": 50, "halte": 250, "straat": 350}
SURROUNDINGS_DEGREES = 0.05

MEANT = {
    "contacts": "geen contact dat we kennen",
    "programmes": "geen actie die we kennen",
    "wijken": "geen wijk die we kennen",
    "doelgroepen": "geen doelgroep die we kennen",
    "aanbod": "geen woord uit het aanbod",
    "noden": "geen keuze voor de zoeker",
}
STANDS_IN = {
    "contacts": "data/contacts.yaml",
    "programmes": "data/programmes.yaml",
    "wijken": "data/wijken.yaml",
    "doelgroepen": 'data/site.yaml, onder "doelgroepen"',
    "aanbod": 'data/site.yaml, onder "aanbod"',
    "noden": 'data/site.yaml, onder "doelgroepen" en "aanbod"; ook hulp, zonder-trap, toilet en parking kunnen',
}


@dataclass(frozen=True)
class Entry:
    """A record as it was written, and what it became (INVALID when it has problems)."""

    node: Node
    value: Any

    @property
    def valid(self) -> bool:
        return not isinstance(self.value, Invalid)

    @property
    def id(self) -> Scalar | None:
        found = self.node.get("id") or self.node.get("postcode") if isinstance(self.node, Mapping) else None
        if not isinstance(found, Scalar):
            return None
        return found if found.text == found.text.strip() else replace(found, text=found.text.strip())

    def at(self, key: str) -> Node:
        """Where a key's value was written; the record itself when it was not."""
        found = self.node.get(key) if isinstance(self.node, Mapping) else None
        return found or self.node


def single(document: Document, top_key: str, record: Record, report: Report) -> Any:
    """The one record of a file that holds no list; None when it has problems."""
    node = _below_top_key(document, top_key, report)
    made = record.read(node, report) if node else INVALID
    return None if isinstance(made, Invalid) else made


def entries(document: Document, top_key: str, record: Record, report: Report) -> list[Entry]:
    """The records of a file whose top key holds a list, with no id twice."""
    found: list[Entry] = []
    wrong = 0
    for item in items(document, top_key, report):
        before = len(report.problems)
        found.append(Entry(item, record.read(item, report) if wrong < MOST_PROBLEMS else INVALID))
        wrong += len(errors(report.problems[before:]))
    report.problems.extend(doubles(entry.id for entry in found))
    return found


def items(document: Document, top_key: str, report: Report) -> tuple[Node, ...]:
    """What the list below a file's top key holds."""
    node = _below_top_key(document, top_key, report)
    if isinstance(node, Sequence):
        return node.items
    nothing = isinstance(node, Scalar) and not node.text and not document.whole
    if node is not None and not isinstance(node, Broken) and not nothing:
        report.error(node, "soort", f'onder "{top_key}:" hoort een lijst: elk deel begint met "- id:"')
    return ()


def doubles(ids: Iterable[Scalar | None]) -> Iterator[Problem]:
    """Ids that another record before them has."""
    seen: dict[str, int] = {}
    for id in ids:
        if id and id.text in seen:
            message = f'"{id.text}" is al het id van regel {seen[id.text]}: kies een ander woord'
            yield id.problem("dubbel-id", message)
        elif id:
            seen[id.text] = id.line


def unknown(
    found: Iterable[Reference], known: MappingType[str, Iterable[str]], unread: Container[str]
) -> list[Reference]:
    """References to ids that exist nowhere; nothing is known of the kinds in `unread`."""
    found = [each for each in found if each.kind not in unread]
    ids = {kind: frozenset(known.get(kind, ())) for kind in {each.kind for each in found}}
    return [each for each in found if each.node.text.strip() not in ids[each.kind]]


def references(
    found: Iterable[Reference], known: MappingType[str, Iterable[str]], unread: Container[str]
) -> Iterator[Problem]:
    """Ids that exist nowhere. Kinds in `unread` have records nobody could read, so nothing is said of them."""
    empty: set[str] = set()
    for reference in unknown(found, known, unread)[:MOST_PROBLEMS]:
        ids, typed = known.get(reference.kind, ()), reference.node.text.strip()
        if reference.kind in empty:
            continue
        if not ids:
            empty.add(reference.kind)  # An empty list is one mistake, however many refer to it.
        words = re.split("[, ]+", typed)
        if len(words) > 1 and all(word in ids for word in words):
            message = f"dit zijn {len(words)} woorden: zet er een komma tussen, in vierkante haakjes: [{', '.join(words)}]"
            yield reference.node.problem("verwijzing", message)
            continue
        # An id that is wrong itself is no advice.
        hint = (
            did_you_mean(typed, (id for id in ids if id == slug(id)))
            or f" Ze staan in {STANDS_IN[reference.kind]}."
        )
        yield reference.node.problem("verwijzing", f'"{typed}" is {MEANT[reference.kind]}.{hint}')


def first_contact_can_be_called(
    found: Settings, node: Document, contacts: MappingType[str, Contact]
) -> Iterator[Problem]:
    """Its number and address stand on every page."""
    contact = contacts.get(found.eerste_contact)
    if contact and not (contact.telefoon and contact.email):
        line, column = node.source.find("eerste_contact")
        yield node.source.problem(
            line,
            column,
            "eerste-contact",
            f'"{contact.id}" staat op elke pagina: geef het een telefoon en een email',
        )


def parts_of_programmes(found: list[Entry]) -> Iterator[Problem]:
    """A part belongs to a whole; an action without dates stands where its parts stand, so it has some."""
    programmes = {entry.value.id: entry.value for entry in found if isinstance(entry.value, Programme)}
    wholes = {programme.onderdeel_van for programme in programmes.values()}
    for entry in found:
        programme = entry.value
        if not isinstance(programme, Programme):
            continue
        whole = programmes.get(programme.onderdeel_van)
        if whole and (whole.onderdeel_van or whole is programme):
            yield entry.at("onderdeel_van").problem(
                "onderdeel", f'"{whole.id}" is zelf een onderdeel: noem hier de actie waar alles bij hoort'
            )
        if not programme.periode.start and not programme.periode.einde and programme.id not in wholes:
            yield entry.at("periode").problem(
                "zonder-datum",
                'hier staat geen datum: geef "start:" of "einde:", zodat de site weet of de actie loopt',
            )


def on_the_map(
    entry: Entry,
    place: Digipunt,
    wijken: MappingType[str, Wijk],
    areas: MappingType[int, Area],
    bounds: Bounds,
) -> Iterator[Problem]:
    """A point far from the town, or in another district than the record says."""
    if not place.coordinaten:
        return
    point = place.coordinaten.point
    node = entry.at("coordinaten")
    if not bounds.holds(point):
        swapped = bounds.holds(Point(point.lon, point.lat))
        what = "lat en lon zijn verwisseld" if swapped else "kijk lat en lon na op een kaart"
        yield node.problem("ver-weg", f"dit punt ligt buiten de omgeving van de stad: {what}", "warning")
        return
    stated = wijken.get(place.wijk)
    area = areas.get(stated.nummer) if stated else None
    if stated and area and distance_to_m(area, point) > MARGIN_M[place.coordinaten.nauwkeurigheid]:
        inside = next((w.naam for w in wijken.values() if _contains(areas, w, point)), "geen enkele wijk")
        message = f"dit punt ligt in {inside}, niet in {stated.naam}: kijk beide na"
        yield node.problem("andere-wijk", message, "warning")


def age(entry: Entry, thresholds: Thresholds, today: date, why: str) -> Iterator[Problem]:
    """Of a valid record that nobody checked for too long."""
    check = entry.value.nagekeken
    if check is None:
        yield entry.at("id").problem(
            "nooit-nagekeken",
            f'"{entry.value.id}" is nooit nagekeken: {why}, en vul "nagekeken:" met "op:" in',
            "warning",
        )
    elif check.op.first_day > today:
        yield entry.at("nagekeken").problem(
            "toekomst", f'"nagekeken" ligt na vandaag ({in_words(today)}): kijk de datum na', "warning"
        )
    elif (freshness := thresholds.freshness(check, today)) is not Freshness.FRESH:
        months = (
            thresholds.verlopen_na_maanden
            if freshness is Freshness.EXPIRED
            else thresholds.bel_eerst_na_maanden
        )
        yield entry.at("nagekeken").problem(
            "oud",
            f'"{entry.value.id}" is langer dan {months} maanden niet nagekeken (laatst: {check.op}): {why}, '
            'en verander dan "op:"',
            "warning",
        )


def words(found: list[Entry]) -> Iterator[Problem]:
    """No word twice, and none whose easier word has an easier one itself."""
    seen: dict[tuple[str, ...], int] = {}
    valid = [entry for entry in found if entry.valid]
    for entry in valid:
        inflected = entry.at("vormen")
        forms = inflected.items if isinstance(inflected, Sequence) else ()
        for form in (entry.at("woord"), *forms):
            assert isinstance(form, Scalar)
            if (parts := phrase(form.text)) in seen:
                message = f'"{form.text}" staat al op regel {seen[parts]}: haal er één weg'
                yield form.problem("dubbel", message)
            seen.setdefault(parts, form.line)
    for entry in valid:
        if entry.value.beter and (parts := phrase(entry.value.beter)) in seen:
            message = f'"{entry.value.beter}" staat zelf op regel {seen[parts]}: kies hier een ander woord'
            yield entry.at("beter").problem("woord", message)


def news(found: list[Entry], today: date) -> Iterator[Problem]:
    """What happened after today may be a slip of the hand."""
    for entry in found:
        if entry.valid and entry.value.op > today:
            message = (
                f"deze dag ligt na vandaag ({in_words(today)}): tot dan staat dit bericht niet op de site"
            )
            yield entry.at("op").problem("toekomst", message, "warning")


def notice(entry: Entry, place: Digipunt, today: date) -> Iterator[Problem]:
    """One that nobody took away after its last day."""
    told = place.melding
    if told and told.tot and told.tot < today:
        closed = place.status == "tijdelijk-gesloten"
        advice = "zet de status op actief, of geef een nieuwe datum" if closed else "haal ze weg"
        yield entry.at("melding").problem(
            "melding-voorbij", f"deze melding gold tot en met {in_words(told.tot)}: {advice}", "warning"
        )


def example_address(found: Settings, document: Document) -> Iterator[Problem]:
    # RFC 2606 keeps .example for addresses that lead nowhere.
    if found.webadres.rstrip("/").endswith(".example"):
        line, column = document.source.find(found.webadres.rstrip("/"))
        yield document.source.problem(
            line,
            column,
            "webadres",
            "dit is een voorbeeld: zet hier het adres waar de site komt te staan",
            "warning",
        )


def file_name(source: Source, name: str) -> Iterator[Problem]:
    """The path of a page is its address: it must look the same everywhere."""
    if not all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", part) for part in name.split("/")):
        message = "dit bestand wordt een webadres: gebruik in de naam kleine letters, cijfers en streepjes"
        yield source.problem(1, 1, "bestandsnaam", message)


def ids_typed(source: Source, whole: bool, found: Iterable[Scalar | None]) -> list[str]:
    """The ids of a file; those of records that cannot be parsed, if it is not `whole`, are read from the text."""
    typed = [id.text for id in found if id]
    if whole:
        return typed
    matches = (re.match(r"\s*(?:- +)?(?:\{ *)?id: *[\"']?([\w-]+)", line) for line in source.lines)
    return list(dict.fromkeys([*typed, *(match[1] for match in matches if match)]))


def ids_below(document: Document, top_key: str, key: str) -> list[str]:
    """The ids of a list inside the file's single record, whether or not that record is right."""
    top = document.below(top_key)
    found = top.get(key) if isinstance(top, Mapping) else None
    ids = (
        [item.get("id") for item in found.items if isinstance(item, Mapping)]
        if isinstance(found, Sequence)
        else []
    )
    return [id.text.strip() for id in ids if isinstance(id, Scalar)]


def _below_top_key(document: Document, top_key: str, report: Report) -> Node | None:
    node = document.node
    if node is None or isinstance(node, Scalar):
        if document.whole:
            problem = document.source.problem(
                1, 1, "top-sleutel", f'dit bestand moet beginnen met "{top_key}:"'
            )
            report.problems.append(problem)
        return None
    found = node.get(top_key) if isinstance(node, Mapping) else None
    for name, _ in node.entries if isinstance(node, Mapping) else ():
        if name.text != top_key:
            meant = did_you_mean(name.text, [top_key]) or f' Alles staat hier onder "{top_key}:".'
            report.error(name, "top-sleutel", f'"{name.text}" hoort hier niet.{meant}')
    if not isinstance(node, Mapping):
        report.error(
            node, "top-sleutel", f'zet "{top_key}:" op de eerste regel, en laat de rest eronder inspringen'
        )
    elif found is None and not node.entries:
        report.error(node, "top-sleutel", f'dit bestand moet beginnen met "{top_key}:"')
    return found


def _contains(areas: MappingType[int, Area], wijk: Wijk, point: Point) -> bool:
    return wijk.nummer in areas and contains(areas[wijk.nummer], point)


@dataclass(frozen=True)
class Bounds:
    """The smallest rectangle around the districts, and a few kilometres more."""

    south: float
    north: float
    west: float
    east: float

    @classmethod
    def around(cls, areas: Iterable[Area]) -> Bounds:
        corners = [corner for area in areas for corner in area.ring]
        lons, lats = [corner[0] for corner in corners], [corner[1] for corner in corners]
        more = SURROUNDINGS_DEGREES
        return cls(min(lats) - more, max(lats) + more, min(lons) - more, max(lons) + more)

    def holds(self, point: Point) -> bool:
        return self.south <= point.lat <= self.north and self.west <= point.lon <= self.east

"""Which place of ours a record of the open data is: for sure, perhaps, or none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sitegen.model import Digipunt
from sitegen.open_data import OpenRecord
from sitegen.text import unaccented

# How sure it is that a record is a place. Below LIKELY somebody has to look.
PERHAPS, LIKELY, SAME = 1, 2, 3

# Words before a name that some lists write and others leave out.
BEFORE_NAMES = ("digipunt", "digitaal", "talentpunt", "bibliotheek", "bib", "filiaal")


@dataclass
class Matches:
    """Each record of the source stands in exactly one of the first three."""

    same: list[tuple[OpenRecord, Digipunt]] = field(default_factory=list)
    doubtful: list[tuple[OpenRecord, list[Digipunt]]] = field(default_factory=list)
    new: list[OpenRecord] = field(default_factory=list)
    missing: list[Digipunt] = field(default_factory=list)


def match(records: Sequence[OpenRecord], places: Iterable[Digipunt]) -> Matches:
    """A pair is sure when nothing is as near to either of the two."""
    places = list(places)
    near = _Near(places)
    found = {record.number: near.to(record) for record in records}
    best: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, candidates in found.items():
        for id, strength in candidates.items():
            best[id].append((strength, number))
    by_id = {place.id: place for place in places}
    matches = Matches()
    for record in records:
        candidates = found[record.number]
        strongest = max(candidates.values(), default=0)
        nearest = [id for id, strength in candidates.items() if strength == strongest]
        if not candidates:
            matches.new.append(record)
        elif strongest >= LIKELY and len(nearest) == 1 and _is_alone(best[nearest[0]], strongest):
            matches.same.append((record, by_id[nearest[0]]))
        else:
            matches.doubtful.append((record, [by_id[id] for id in nearest]))
    seen = {place.id for _, place in matches.same}
    seen |= {place.id for _, candidates in matches.doubtful for place in candidates}
    matches.missing = [place for place in places if place.id not in seen]
    return matches


def twins(records: Iterable[OpenRecord]) -> dict[int, list[OpenRecord]]:
    """The records that have the same name and address as another one, by number."""
    groups: dict[tuple[str, str], list[OpenRecord]] = defaultdict(list)
    for record in records:
        groups[name_key(record.locatie), address_key(record.straat, record.huisnr)].append(record)
    return {record.number: group for group in groups.values() if len(group) > 1 for record in group}


def name_key(text: str) -> str:
    """The words of a name, without accents, capitals and signs: "Eetcafé 't Toreke" is "eetcafe t toreke"."""
    return " ".join(re.findall(r"[^\W_]+", unaccented(text).casefold()))


def address_key(street: str, number: str) -> str:
    """Street and number as one word, so that "Vlaamsekaai 10" may also stand in the street alone."""
    return name_key(f"{street} {number}").replace(" ", "")


class _Near:
    """The places, by each of the things that a record may share with them."""

    def __init__(self, places: Iterable[Digipunt]) -> None:
        self.places: dict[str, Digipunt] = {}
        self.by_name: dict[str, list[str]] = defaultdict(list)
        self.by_core: dict[str, list[str]] = defaultdict(list)
        self.by_address: dict[str, list[str]] = defaultdict(list)
        for place in places:
            self.places[place.id] = place
            self.by_name[name_key(place.naam)].append(place.id)
            self.by_core[_core(name_key(place.naam))].append(place.id)
            self.by_address[address_key(place.adres.straat, place.adres.nummer)].append(place.id)

    def to(self, record: OpenRecord) -> dict[str, int]:
        """The places this record may be, each with how sure that is."""
        return dict(self._found(record))

    def _found(self, record: OpenRecord) -> Iterator[tuple[str, int]]:
        name = name_key(record.locatie)
        same_name = self.by_name.get(name, []) if name else []
        core = _core(name)
        address = address_key(record.straat, record.huisnr)
        same_address = self.by_address.get(address, []) if record.straat else []
        for id in dict.fromkeys([*same_name, *(self.by_core.get(core, []) if core else []), *same_address]):
            place = self.places[id]
            at_address, in_street = id in same_address, _same_street(record, place)
            if id in same_name:
                # Nothing may speak against the name: the number may have been put right, the street not.
                yield id, SAME if at_address else LIKELY if in_street or not record.straat else PERHAPS
            elif at_address and _one_in_other(core, _core(name_key(place.naam))):
                yield id, LIKELY
            else:
                yield id, PERHAPS


def _is_alone(found: list[tuple[int, int]], strength: int) -> bool:
    strengths = [other for other, _ in found]
    return max(strengths) == strength and strengths.count(strength) == 1


def _core(name: str) -> str:
    """A name without the words that other lists leave out; never nothing."""
    words = name.split(" ")
    while len(words) > 1 and words[0] in BEFORE_NAMES:
        words = words[1:]
    return " ".join(words)


def _same_street(record: OpenRecord, place: Digipunt) -> bool:
    return address_key(record.straat, "") == address_key(place.adres.straat, "")


def _one_in_other(one: str, other: str) -> bool:
    """Whether a name has all the words of the other: "AMAL" and "AMAL Gent"."""
    words, others = set(one.split()), set(other.split())
    return bool(words and others) and (words <= others or others <= words)

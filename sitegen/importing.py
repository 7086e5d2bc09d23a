"""What the open data of the city would change in our list, and what it leaves in doubt.

A fact is only taken over where it can be read in one way. What is unknown in the source changes
nothing, and whatever is in doubt becomes a question. Three decisions keep the hours honest:

- An import is no check. Hours that somebody checked are not overwritten while that check is still
  valid: the source does not say from when its hours are.
- Hours that do change take the old check with them, as it said nothing about the new ones; and the
  source of the place then says where its hours come from.
- A new place has no check, so that the site says "bel eerst" until somebody calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from datetime import date

from sitegen import splice
from sitegen.dates import MONTHS
from sitegen.geo import Point, distance_m
from sitegen.imported_facts import NO_WHEELCHAIR, SOURCE_NAME, Facts, Town, point_as_block, point_in_words
from sitegen.imported_hours import (
    Change,
    Helped,
    as_block,
    changes_of_week,
    channel_of,
    in_one_line,
    is_same,
)
from sitegen.matching import address_key, match, twins
from sitegen.model import Digipunt, Site
from sitegen.nodes import Document, Mapping, Sequence
from sitegen.open_data import OpenData, OpenRecord
from sitegen.records import ADDRESS, DIGIPUNT
from sitegen.splice import Edit, Value
from sitegen.text import listed

# A new key goes below the one before it in the declarations.
ORDER = (*DIGIPUNT.keys, *ADDRESS.keys)

# Points nearer than this are the same; farther apart than the last, one of both is wrong.
SAME_POINT_M, SAME_BUILDING_M, OTHER_PLACE_M = 25, 100, 1000


@dataclass(frozen=True)
class Question:
    """What somebody has to decide. `line` is that of our place, 0 when we have none."""

    who: str
    text: str
    line: int = 0


@dataclass(frozen=True)
class ChangedPlace:
    place: Digipunt
    line: int
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class NewPlace:
    """A record that the list does not have, as it will be written."""

    record: OpenRecord
    values: dict[str, Value]


@dataclass
class Comparison:
    changed: list[ChangedPlace] = field(default_factory=list)
    new: list[NewPlace] = field(default_factory=list)
    missing: list[tuple[Digipunt, int]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def writes(self) -> bool:
        return bool(self.changed or self.new)

    def edits(self, document: Document) -> list[Edit]:
        found = [edit for place in self.changed for change in place.changes for edit in change.edits]
        if self.new:
            found.append(splice.append(_top(document), *(new.values for new in self.new)))
        return found


def compare(data: OpenData, site: Site, document: Document, today: date) -> Comparison:
    """The source beside our list; `document` is the file that the site's places were read from."""
    nodes, town = document.records("digipunten"), Town.of(site)
    result = Comparison()
    matches = match(data.records, site.digipunten.values())
    for record, place in matches.same:
        ours = _Ours(place, nodes[place.id], today, site)
        facts = Facts.of(record, town)
        changes, doubts = ours.compare(facts)
        if changes:
            result.changed.append(ChangedPlace(place, ours.line, tuple(changes)))
        result.questions += (Question(place.naam, text, ours.line) for text in (*facts.doubts, *doubts))
    for record, places in matches.doubtful:
        result.questions.append(Question(record.label, _who_is_it(record, places, nodes)))
    alike = twins(matches.new)
    ids = set(site.digipunten)
    for record in matches.new:
        _judge_new(record, alike, ids, town, today, result)
    if data.complete:
        result.missing = [(place, nodes[place.id].line) for place in matches.missing]
    return result


def _who_is_it(record: OpenRecord, places: list[Digipunt], nodes: MappingType[str, Mapping]) -> str:
    ours = listed((f'"{place.naam}" op regel {nodes[place.id].line}' for place in places), "of")
    where = f" ({record.straat} {record.huisnr})".replace(" )", ")") if record.straat else ""
    if len(places) > 1:
        return f"welke van onze plaatsen is dit{where}: {ours}? Geef ze elk hun eigen naam en adres"
    return (
        f"is dit{where} onze plaats {ours}? Zo ja, schrijf bij ons dezelfde naam en hetzelfde adres. "
        "Zo nee, voeg de plaats zelf toe. Staat ze twee keer in de bron? Meld het aan de stad"
    )


def _judge_new(
    record: OpenRecord,
    alike: MappingType[int, list[OpenRecord]],
    ids: set[str],
    town: Town,
    today: date,
    result: Comparison,
) -> None:
    if others := [str(other.number) for other in alike.get(record.number, ()) if other is not record]:
        text = (
            f"deze plaats staat meer dan een keer in de bron (ook als nummer {listed(others)}): welke klopt?"
        )
        result.questions.append(Question(record.label, text))
        return
    facts = Facts.of(record, town)
    missing = facts.missing()
    doubts = list(facts.doubts)
    if missing:
        doubts.append(f"dit lijkt een nieuwe plaats, maar {listed(missing)} ontbreekt: vul de plaats zelf in")
    else:
        id = next((id for id in facts.ids() if id and id not in ids), "")
        if id:
            ids.add(id)
            values, more = facts.as_record(id, today)
            result.new.append(NewPlace(record, values))
            doubts += more
        else:
            doubts.append("we vinden geen vrij id voor deze nieuwe plaats: vul de plaats zelf in")
    result.questions += (Question(record.label, text) for text in doubts)


@dataclass(frozen=True)
class _Ours:
    """A place of ours and where it was written."""

    place: Digipunt
    node: Mapping
    today: date
    site: Site

    @property
    def line(self) -> int:
        return self.node.line

    def compare(self, facts: Facts) -> tuple[list[Change], list[str]]:
        if self.place.status == "gestopt":
            return [], ["deze plaats staat nog in de bron, en bij ons als gestopt: welke van de twee klopt?"]
        doubts: list[str] = []
        changes = [
            *self._address(facts),
            *self._text("wijk", self.place.wijk, facts.wijk),
            *self._point(facts.point, doubts),
            *self._email(facts.email),
            *self._hours(facts, doubts),
            *self._wifi(facts.wifi, doubts),
            *self._access(facts.wheelchair, doubts),
        ]
        return changes, doubts

    def _address(self, facts: Facts) -> Iterator[Change]:
        adres, node = self.place.adres, self.node.get("adres")
        assert isinstance(node, Mapping)
        typed = address_key(facts.straat, facts.nummer)
        if facts.straat and facts.nummer and typed != address_key(adres.straat, adres.nummer):
            yield from self._text("nummer", adres.nummer, facts.nummer, node, "adres, ")
        yield from self._text("postcode", adres.postcode, facts.postcode, node, "adres, ")

    def _email(self, new: str) -> Iterator[Change]:
        if new.casefold() != self.place.email.casefold():
            yield from self._text("email", self.place.email, new)

    def _text(
        self, key: str, old: str, new: str, within: Mapping | None = None, before: str = ""
    ) -> Iterator[Change]:
        within = within or self.node
        if new and new != old:
            line = (within.get(key) or within).line
            edit = splice.put(within, key, new) if within.get(key) else _added(within, key, new)
            yield Change(f"{before}{key}", old, new, line, (edit,))

    def _point(self, new: Point | None, doubts: list[str]) -> Iterator[Change]:
        ours, node = self.place.coordinaten, self.node.get("coordinaten")
        if not new:
            return
        if not ours or not isinstance(node, Mapping):
            edit = _added(self.node, "coordinaten", point_as_block(new))
            yield Change("coordinaten", "", point_in_words(new), self.line, (edit,))
            return
        apart = distance_m(ours.point, new)
        if apart <= SAME_POINT_M or (ours.nauwkeurigheid == "gebouw" and apart <= SAME_BUILDING_M):
            return
        if ours.nauwkeurigheid == "gebouw" or apart > OTHER_PLACE_M:
            doubts.append(
                f"het punt van de bron ({point_in_words(new)}) ligt {round(apart)} m van het onze: welk punt klopt?"
            )
            return
        old = {"lat": f"{ours.lat}", "lon": f"{ours.lon}", "nauwkeurigheid": ours.nauwkeurigheid}
        for key, value in point_as_block(new).items():
            yield from self._text(key, old[key], value, node, "coordinaten, ")

    def _hours(self, facts: Facts, doubts: list[str]) -> Iterator[Change]:
        ours, week = self.place.uren, facts.week
        if facts.helped == "nee" and "hulp" in ours:
            doubts.append(
                'volgens de bron is er geen begeleider, en bij ons staan er uren voor "hulp": wat klopt?'
            )
            return
        if not week:
            return
        try:
            channel = channel_of(week, ours, facts.helped)
        except ValueError as error:
            doubts.append(f'de bron geeft andere uren: "{in_one_line(week)}". Maar {error}')
            return
        if is_same(ours.get(channel, {}), week):
            return
        check = self.place.nagekeken
        if check and self.today < self.site.settings.drempels.expires(check):
            doubts.append(
                f'de bron geeft andere uren ({channel}): "{in_one_line(week)}". Maar onze uren zijn nagekeken '
                f"{check.op.when}. Bel de plaats, en pas zelf de uren en de datum aan"
            )
            return
        uren = self.node.get("uren")
        if isinstance(uren, Mapping) and uren.entries:
            yield from changes_of_week(uren, channel, week)
        else:
            edit = _added(self.node, "uren", {channel: as_block(week)})
            yield Change(f"uren, {channel}", "", in_one_line(week), self.line, (edit,))
        if check:
            line = (self.node.get("nagekeken") or self.node).line
            edits = tuple(splice.remove(self.node, "nagekeken"))
            yield Change("nagekeken", str(check.op), "", line, edits)
        yield from self._origin()

    def _origin(self) -> Iterator[Change]:
        """The source of a place that has its hours from another one."""
        node, old = self.node.get("bron"), self.place.bron.naam
        assert isinstance(node, Mapping)
        if old == SOURCE_NAME:
            yield from self._text(
                "datum", str(self.place.bron.datum or ""), self.today.isoformat(), node, "bron, "
            )
            return
        day = f"{self.today.day} {MONTHS[self.today.month - 1]} {self.today.year}"
        new = f"uren uit {SOURCE_NAME}, overgenomen op {day}; al de rest uit {OLD_ORIGIN.sub('', old)}"
        yield from self._text("naam", old, new, node, "bron, ")

    def _wifi(self, new: Helped, doubts: list[str]) -> Iterator[Change]:
        has, node = "wifi" in self.place.aanbod, self.node.get("aanbod")
        if new == "nee" and has:
            doubts.append("volgens de bron is hier geen wifi, en bij ons wel: wat klopt?")
        elif new == "ja" and not has and any(term.id == "wifi" for term in self.site.settings.aanbod):
            if isinstance(node, Sequence):
                yield Change("aanbod", "", "wifi", node.line, (splice.append(node, "wifi"),))
            else:
                yield Change("aanbod", "", "wifi", self.line, (_added(self.node, "aanbod", ["wifi"]),))

    def _access(self, new: Helped, doubts: list[str]) -> Iterator[Change]:
        ours, node = self.place.toegankelijk.zonder_trap, self.node.get("toegankelijk")
        if new == "nee" and ours != "nee":
            doubts.append(NO_WHEELCHAIR)
        elif new == "ja" and ours == "nee":
            doubts.append(
                "volgens de bron kan je hier met een rolstoel binnen, en bij ons is er een trap: wat klopt?"
            )
        elif new == "ja" and ours == "onbekend":
            old = ""
            if isinstance(node, Mapping):
                line, edit = node.line, splice.put(node, "zonder_trap", "ja")
                old = "onbekend" if node.get("zonder_trap") else ""
            else:
                line, edit = self.line, _added(self.node, "toegankelijk", {"zonder_trap": "ja"})
            yield Change("toegankelijk, zonder_trap", old, "ja", line, (edit,))


# What an import before this one wrote in front of a source.
OLD_ORIGIN = re.compile(rf"^uren uit {re.escape(SOURCE_NAME)}, overgenomen op [^;]*; al de rest uit ")


def _added(mapping: Mapping, key: str, value: Value) -> Edit:
    """A new key below the last of those that usually stand before it."""
    before = ORDER[: ORDER.index(key)] if key in ORDER else ORDER
    beside = next((name for name, _ in reversed(mapping.entries) if name.text in before), None)
    return splice.add(mapping, key, value, beside=beside)


def _top(document: Document) -> Sequence:
    node = document.below("digipunten")
    assert isinstance(node, Sequence)
    return node

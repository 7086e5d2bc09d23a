"""What a visitor sees change between two versions of a site: a line for each change, under the page it belongs to.

The rendered pages decide what is a change; records say it in words. To know why a page differs, it is made once more,
from the new site with the records of the old one: what differs up to there comes from texts and settings, the rest
from records. In the same way it is known whether a visitor sees one field of a record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sitegen import record_changes
from sitegen.differences import REORDERED, became, in_words, only_in_one
from sitegen.model import Contact, Freshness, Need, Site, Term, Wijk
from sitegen.page import Page
from sitegen.pages import action_address, place_address
from sitegen.record_changes import Change, Record, changed_fields
from sitegen.render import Output
from sitegen.text import capitalised
from sitegen.visible import Piece, visible

CONTACT, INDEX, HELPERS = "/contact/", "/inhoud/", "/doorverwijzers/"
EVERYWHERE, CALENDARS = "Alle pagina’s", "Kalenders"
WORDS = "Woorden van de site"
# Pages that differ by all changes together have no title of their own.
TOGETHER = ""
# What more than this part of the pages shows belongs to none of them.
MOST = 0.9

RECORDS = ("digipunten", "contacts", "programmes", "calendars")
SURROUNDINGS = ("settings", "wijken", "postcodes", "texts", "news", "areas", "water", "map_sources")

# The pages of a site at some addresses, as HTML.
Make = Callable[[Site, Collection[str]], Mapping[str, str]]


@dataclass(frozen=True)
class Version:
    """A site and its HTML pages, by address."""

    site: Site
    pages: Mapping[str, Page]
    html: Mapping[str, str]

    @classmethod
    def of(cls, site: Site, outputs: Iterable[Output]) -> Version:
        # What a page holds of others, those tell.
        own = (output for output in outputs if output.page.is_html and output.page.holds is None)
        found = {output.page.address: output for output in own}
        return cls(site, {a: output.page for a, output in found.items()}, html_of(found.values()))


def html_of(outputs: Iterable[Output]) -> Mapping[str, str]:
    return {output.page.address: output.body for output in outputs if output.page.is_html}


@dataclass(frozen=True)
class Renamed:
    """A name that stands in many places: of a page, or a word of the settings (then `line` tells it)."""

    key: str
    old: str
    new: str
    line: str = ""


@dataclass
class Section:
    """A page, or a card on one: what changes, and the other pages that show it."""

    title: str
    address: str = ""
    lines: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    everywhere: bool = False


def changes(old: Version, new: Version, make: Make, today: date) -> list[Section]:
    """Everything that changes; nothing when no visitor would notice."""
    comparison = _Comparison(old, new, make, today)
    comparison.web_address()
    comparison.pages_that_come_and_go()
    comparison.places()
    comparison.calendars()
    comparison.contacts()
    comparison.actions()
    comparison.other_pages()
    return comparison.finished()


def not_shown(old: Site, new: Site, today: date) -> list[str]:
    """Places whose days of other hours changed, which nobody sees because their data are too old."""
    both = _in_both(old.digipunten, new.digipunten).values()
    return [
        place.naam
        for before, place in both
        if {"kalenders", "uitzonderingen"} & {*changed_fields(before, place)}
        and new.freshness(place, today) is Freshness.EXPIRED
    ]


class _Comparison:
    def __init__(self, old: Version, new: Version, make: Make, today: date) -> None:
        self.old, self.new, self.make, self.today = old, new, make, today
        self.sections: dict[str, Section] = {}
        # The section that explains whatever leads to an address, a number or a mailbox.
        self.causes: dict[str, str] = {}
        self.calendar_places: set[str] = set()
        # By section, the pages that show its changes as well.
        self.shown_on: dict[str, dict[str, None]] = {}
        # Pages that differ by all of it together: a number of places, a list in another order.
        self.loose: list[str] = []
        both = [a for a in new.html if a in old.html and old.html[a] != new.html[a]]
        self.before = {a: visible(old.html[a]) for a in both}
        self.after = {a: visible(new.html[a]) for a in both}
        self.changed = [a for a in both if self.before[a] != self.after[a]]
        self.between = self._with_old_records()
        self.renamed = [*self._renamed_pages(), *_renamed_words(old.site, new.site)]

    # What each kind of thing tells.

    def web_address(self) -> None:
        old, new = self.old.site.settings.webadres, self.new.site.settings.webadres
        if old != new:
            line = f"het adres van de site: {old} wordt {new}; links naar het oude adres werken dan niet meer"
            self._tell(EVERYWHERE, EVERYWHERE, [line])

    def pages_that_come_and_go(self) -> None:
        for address, page in self.new.pages.items():
            if address not in self.old.pages:
                place = _place_at(address, self.new.site)
                lines = ["nieuwe pagina", *(record_changes.summary(place) if place else ())]
                self._tell(address, place.naam if place else page.title, lines)
        for address, page in self.old.pages.items():
            if address not in self.new.pages:
                place = _place_at(address, self.old.site)
                line = f"deze pagina verdwijnt: links naar {address} werken dan niet meer"
                self._tell(address, place.naam if place else page.title, [line])

    def places(self) -> None:
        both = _in_both(self.old.site.digipunten, self.new.site.digipunten)
        seen = self._seen("digipunten", both, place_address, lambda address: {address, HELPERS})
        for id, (old, new) in both.items():
            lines = record_changes.of_digipunt(self._change(old, new), seen[id])
            self._tell(place_address(id), new.naam, lines)

    def calendars(self) -> None:
        old, new = self.old.site.calendars, self.new.site.calendars
        if old != new:
            active = [place for place in self.new.site.digipunten.values() if place.status == "actief"]
            lines, touched = record_changes.of_calendars(old, new, active, self.new.site, self.today)
            self.calendar_places = {place_address(id) for id in touched}
            self._tell(CALENDARS, CALENDARS, lines)

    def contacts(self) -> None:
        old_all, new_all = self.old.site.contacts, self.new.site.contacts
        both = _in_both(old_all, new_all)
        seen = self._seen("contacts", both, contact_address, lambda _: {CONTACT, INDEX})
        for id, (old, new) in both.items():
            if lines := record_changes.of_contact(self._change(old, new), seen[id]):
                self._tell_contact([new, old], lines)
        for id, contact in new_all.items():
            if id not in old_all:
                self._tell_contact([contact], [f"nieuw op de pagina {CONTACT}: {contact.wat}"])
        for id, contact in old_all.items():
            if id not in new_all:
                self._tell_contact([contact], [f"verdwijnt van de pagina {CONTACT}"])

    def actions(self) -> None:
        """The page of an action tells itself what changes; only its words in A to Z stand elsewhere."""
        both = _in_both(self.old.site.programmes, self.new.site.programmes)
        changed = {action_address(id) for id, (old, new) in both.items() if old != new}
        for id, (old, new) in both.items():
            address = action_address(id)
            others = (changed | set(self.causes)) - {address}
            lines: list[str] = []
            if address in self.changed:
                lines = in_words(
                    *(
                        [piece for piece in pieces if not piece.about & others]
                        for pieces in (self.between[address], self.after[address])
                    )
                )
            # A contact that changed as well is left out above: its own section tells about it.
            for verb, some, others_ in (("erbij", new, old), ("weg", old, new)):
                ids = [id for id in some.contacten if id not in others_.contacten]
                known = self.new.site.contacts
                named = [known[id].naam for id in ids if id in known and contact_address(id) in self.causes]
                lines += [f"contact {verb}: {name}" for name in named]
            if INDEX in self.changed:
                lines += record_changes.of_programme(old, new)
            self._tell(address, new.titel, lines)

    def other_pages(self) -> None:
        """What no record tells; the same change on several pages once."""
        lines_of: dict[str, list[str]] = {}
        for address in self.changed:
            lines, causes = self._from_texts(address)
            more, more_causes = self._from_records(address)
            if lines or more:
                lines_of[address] = [*lines, *more]
            found = (causes | more_causes) - {""}
            for cause in found:
                self.shown_on.setdefault(cause, {})[address] = None
                self._tell(cause, WORDS, [new.line for new in self.renamed if new.key == cause and new.line])
            if not (lines or more or found or address in self.sections):
                self.loose.append(address)
        self._tell_once(lines_of)

    def finished(self) -> list[Section]:
        for key in self.shown_on.keys() - self.sections.keys():
            self.loose += self.shown_on[key]
        if self.loose:
            key = next(iter(self.sections)) if len(self.sections) == 1 else TOGETHER
            self.sections.setdefault(key, Section(TOGETHER))
            self.shown_on.setdefault(key, {}).update(dict.fromkeys(self.loose))
        for key, section in self.sections.items():
            addresses = [a for a in self.shown_on.get(key, ()) if a != key.partition("#")[0]]
            section.also = [self.new.pages[address].title for address in addresses]
            section.everywhere = len(addresses) > MOST * len(self.new.html)
        return sorted(self.sections.values(), key=self._rank)

    def _rank(self, section: Section) -> int:
        """What stands everywhere first, then places."""
        if section.title == EVERYWHERE:
            return 0
        return 1 if any(_place_at(section.address, version.site) for version in (self.old, self.new)) else 2

    # How a difference on a page is explained.

    def _with_old_records(self) -> Mapping[str, tuple[Piece, ...]]:
        """The changed pages as the new texts and settings make them of the old records."""
        old, new = self.old.site, self.new.site
        if _part(old, RECORDS) == _part(new, RECORDS):
            return self.after
        if _part(old, SURROUNDINGS) == _part(new, SURROUNDINGS):
            return self.before
        first = new.settings.eerste_contact
        contacts = old.contacts if first in old.contacts else {**old.contacts, first: new.contacts[first]}
        mixed = _with(_with_words_of(new, old), **_part(old, RECORDS) | {"contacts": contacts})
        return self._made(mixed, self.changed)

    def _seen(
        self,
        kind: str,
        both: Mapping[str, tuple[Record, Record]],
        address_of: Callable[[str], str],
        pages_of: Callable[[str], set[str]],
    ) -> dict[str, set[str]]:
        """By id, the changed fields without which a page would not be as it is now."""
        seen: dict[str, set[str]] = {id: set() for id in both}
        fields = {id: changed_fields(old, new) for id, (old, new) in both.items()}
        for name in dict.fromkeys(name for names in fields.values() for name in names):
            reverted = {
                id: replace(new, **{name: getattr(old, name)})
                for id, (old, new) in both.items()
                if name in fields[id]
            }
            wanted = {page for id in reverted for page in pages_of(address_of(id))} & set(self.changed)
            records = {**getattr(self.new.site, kind), **reverted}
            made = self._made(_with(_with_words_of(self.new.site, self.old.site), **{kind: records}), wanted)
            for id in reverted:
                address = address_of(id)
                if any(
                    _about(address, pieces) != _about(address, self.after[page])
                    for page, pieces in made.items()
                ):
                    seen[id].add(name)
        return seen

    def _made(self, site: Site, addresses: Collection[str]) -> dict[str, tuple[Piece, ...]]:
        if not addresses:
            return {}
        return {address: visible(html) for address, html in self.make(site, addresses).items()}

    def _from_texts(self, address: str) -> tuple[list[str], set[str]]:
        """Lines for the words of a page itself; what only names something that changed is explained there."""
        gone, came = only_in_one(self.before[address], self.between[address])
        renamed = [new for new in self.renamed if new.key != address]
        new_texts = {piece.text: _all_renamed(piece.text, renamed) for piece in gone}
        named = {
            text: _names_in(old_text, renamed)
            for old_text, text in new_texts.items()
            if text != old_text and text in {piece.text for piece in came}
        }
        come_and_gone = {a for a in self.causes if (a in self.old.pages) != (a in self.new.pages)}

        def causes(piece: Piece) -> set[str]:
            text = new_texts.get(piece.text, piece.text)
            # A card or a line in a list says no more than that page does; a sentence of an editor does.
            listed = set(piece.targets) & come_and_gone
            own = listed and any(_is_typed(piece.text, site.pages[address]) for site in (self.old, self.new))
            return named.get(text, set()) | (set() if own else listed)

        return _unexplained(self.before[address], self.between[address], causes)

    def _from_records(self, address: str) -> tuple[list[str], set[str]]:
        """Lines for what records change here and nowhere else."""
        changed = self._addresses_of_changed_records()

        def causes(piece: Piece) -> set[str]:
            about = set(piece.about) | {address}
            found = {self.causes[a] for a in piece.about & set(self.causes)}
            if not found and about & self.calendar_places:
                found = {CALENDARS}
            if not found and self.causes and not piece.about & changed:
                found = {""}
            return found

        lines, found = _unexplained(self.between[address], self.after[address], causes)
        # Lists of places are in the order of their names or distances; other lists in that of the file.
        if self.causes and not self._files_are_reordered():
            lines = [line for line in lines if line != REORDERED]
        return lines, found

    def _files_are_reordered(self) -> bool:
        for kind in ("contacts", "programmes"):
            old, new = getattr(self.old.site, kind), getattr(self.new.site, kind)
            if [id for id in old if id in new] != [id for id in new if id in old]:
                return True
        return False

    def _addresses_of_changed_records(self) -> set[str]:
        kinds = (("digipunten", place_address), ("contacts", contact_address), ("programmes", action_address))
        return {
            address_of(id)
            for kind, address_of in kinds
            for id, (old, new) in _in_both(getattr(self.old.site, kind), getattr(self.new.site, kind)).items()
            if old != new
        }

    def _renamed_pages(self) -> Iterator[Renamed]:
        for address in self.changed:
            old, new = self.old.pages[address].title, self.new.pages[address].title
            if old != new:
                yield Renamed(address, old, new)

    # Telling.

    def _change(self, old: Record, new: Record) -> Change[Record]:
        return Change(old, new, self.old.site, self.new.site, self.today)

    def _tell(self, key: str, title: str, lines: Iterable[str]) -> None:
        lines = list(lines)
        if lines:
            section = self.sections.setdefault(key, Section(title, key if key.startswith("/") else ""))
            section.lines += [line for line in lines if line not in section.lines]
            self.causes[key] = key

    def _tell_contact(self, versions: Sequence[Contact], lines: list[str]) -> None:
        key = contact_address(versions[0].id)
        self._tell(key, versions[0].naam, lines)
        for contact in versions:
            if contact.telefoon:
                self.causes[contact.telefoon.uri] = key
            if contact.email:
                self.causes[f"mailto:{contact.email}"] = key

    def _tell_once(self, lines_of: Mapping[str, list[str]]) -> None:
        pages_of: dict[str, list[str]] = {}
        for address, lines in lines_of.items():
            for line in lines:
                pages_of.setdefault(line, []).append(address)
        for line, addresses in pages_of.items():
            if len(addresses) > MOST * len(self.new.html):
                self._tell(EVERYWHERE, EVERYWHERE, [line])
                continue
            first, *others = addresses
            place = _place_at(first, self.new.site)
            self._tell(first, place.naam if place else self.new.pages[first].title, [line])
            self.shown_on.setdefault(first, {}).update(dict.fromkeys(others))


def contact_address(id: str) -> str:
    return f"{CONTACT}#contact-{id}"


def _unexplained(
    old: Sequence[Piece], new: Sequence[Piece], causes: Callable[[Piece], set[str]]
) -> tuple[list[str], set[str]]:
    """Lines for the pieces that differ without a cause, and the causes of the others."""
    gone, came = only_in_one(old, new)
    explained = {piece: found for piece in (*gone, *came) if (found := causes(piece))}
    lines = in_words(*([piece for piece in pieces if piece not in explained] for pieces in (old, new)))
    if explained:
        lines = [line for line in lines if line != REORDERED]
    return lines, set().union(*explained.values())


def _is_typed(words: str, page: Page) -> bool:
    """Whether these words stand in the text of an editor, whatever its markup made of signs."""
    typed = re.sub(r"\]\([^)]*\)", "", page.text.body) if page.text else ""
    return re.sub(r"\W+", "", words) in re.sub(r"\W+", "", typed)


def _renamed_words(old: Site, new: Site) -> Iterator[Renamed]:
    """The words of the settings that got another name; each is told once, where a page shows it."""
    kinds: dict[str, tuple[Iterable[Term | Need | Wijk], Iterable[Term | Need | Wijk]]] = {
        "aanbod": (old.settings.aanbod, new.settings.aanbod),
        "doelgroep": (old.settings.doelgroepen, new.settings.doelgroepen),
        "keuze in de zoeker": (old.settings.noden, new.settings.noden),
        "wijk": (old.wijken.values(), new.wijken.values()),
    }
    for kind, (before, after) in kinds.items():
        names = {term.id: term.naam for term in before}
        for term in after:
            if term.naam != names.get(term.id, term.naam):
                line = f"{kind}: {became(names[term.id], term.naam)}"
                yield Renamed(f"{kind} {term.id}", names[term.id], term.naam, line)
    if old.settings.naam != new.settings.naam:
        line = f"naam van de site: {became(old.settings.naam, new.settings.naam)}"
        yield Renamed("naam", old.settings.naam, new.settings.naam, line)


def _all_renamed(text: str, renamed: Iterable[Renamed]) -> str:
    """The text with every new name in place of the old one, also at the start of a sentence."""
    names = {change(new.old): change(new.new) for new in renamed for change in (str, capitalised)}
    if not names:
        return text
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.sub(longest_first, lambda found: names[found[0]], text)


def _names_in(text: str, renamed: Iterable[Renamed]) -> set[str]:
    return {new.key for new in renamed if new.old.casefold() in text.casefold()}


def _about(address: str, pieces: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in pieces if address in piece.about]


def _in_both(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {id: (old[id], record) for id, record in new.items() if id in old}


def _place_at(address: str, site: Site) -> Any:
    found = site.digipunten.get(address.strip("/").rpartition("/")[2])
    return found if found and place_address(found.id) == address else None


def _part(site: Site, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(site, name) for name in names}


def _with(site: Site, **parts: Any) -> Site:
    return replace(site, **parts)


def _with_words_of(site: Site, other: Site) -> Site:
    """The site, with what only the records of the other one still name."""
    mine, theirs = site.settings, other.settings
    settings = replace(
        mine,
        doelgroepen=(
            *mine.doelgroepen,
            *(t for t in theirs.doelgroepen if t.id not in {m.id for m in mine.doelgroepen}),
        ),
        aanbod=(*mine.aanbod, *(t for t in theirs.aanbod if t.id not in {m.id for m in mine.aanbod})),
    )
    return replace(site, settings=settings, wijken={**other.wijken, **site.wijken})

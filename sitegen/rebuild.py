"""The next version of a site, made from what changed since the last one.

Every step asks the memory first. What it finds there was made from the same things: a record from its text and the
other files (`around`), a page from what it says it is made from, its template, and what all pages show (`world`).
Where anything is wrong this way gives up (`Unsure`): reading everything finds and explains every problem.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from sitegen import icons
from sitegen.assets import assets, published_content, published_names
from sitegen.digest import digest, of_bytes, of_plain
from sitegen.home_screen import DRAWING
from sitegen.listing import Facts, Listed, facts_of
from sitegen.memory import Memory, Pack, Ref, Shelf
from sitegen.model import News, Site, Text
from sitegen.offline import WORKER
from sitegen.page import Page
from sitegen.page_links import PageScan, check_page, scan
from sitegen.pages import (
    PLACE,
    Neighbour,
    addresses,
    double_addresses,
    keep_parts,
    neighbours,
    other_pages,
    place_address,
    place_files,
    place_pages,
    trail_of_places,
    unshown_news,
)
from sitegen.parallel import spread
from sitegen.paths import BESIDE, Paths
from sitegen.places import Place, make_place
from sitegen.problems import errors
from sitegen.publication import Publication
from sitegen.template_digests import template_digests
from sitegen.write import put_worker, refuse_double, worker_code

if TYPE_CHECKING:
    # What reads is imported when something must be read.
    from sitegen.place_records import Remembered, Surroundings
    from sitegen.record_texts import RecordFile, RecordText
    from sitegen.render import Renderer

PLACES = "data/digipunten.yaml"
# With fewer records or pages, starting processes takes longer than they save.
WORTH_PROCESSES = 300
# So many pieces that are asked for again and again are held.
AT_HAND = 1000
# These say nothing that a place, or all pages, show.
APART = (PLACES, "data/programmes.yaml", "data/woorden.yaml", "data/nieuws.yaml")


class Options(NamedTuple):
    """What a build was asked for; the day counted as `date.toordinal` does.

    `with_paper`: pages link to what can be printed; `printing`: that is made now, not when somebody asks for it.
    `meta_policy`: pages say themselves what they may do. `compressed`: text files have compressed ones beside them.
    """

    day: int
    base_url: str | None = None
    with_paper: bool = True
    printing: bool = True
    meta_policy: bool = False
    compressed: bool = False

    @property
    def today(self) -> date:
        return date.fromordinal(self.day)


class Steps(Protocol):
    def step(self, name: str, total: int = 0) -> AbstractContextManager[Callable[[], None]]: ...


class Background(NamedTuple):
    """All data but the places and the texts; `around` tells where that stands which records are held against."""

    site: Site
    ids: Mapping[str, list[str]]
    warnings: int
    around: Ref


class Unit(NamedTuple):
    """Pages that are made together; `entry` remembers what they are made from, and what the first links to."""

    address: str
    files: tuple[str, ...]
    pages: Callable[[], list[Page]]
    entry: list[Any]
    place: Listed | None = None
    text: Text | None = None

    @property
    def is_list(self) -> bool:
        """Whether it may show places, or what they keep."""
        return not (self.place or (self.text and self.text.sjabloon == "tekst"))


class Unsure(Exception):
    """Something is wrong, or typed in a way that only a reading of everything understands."""


class Rebuild:
    """One build. `memory` is what the last one left, `inputs` the digests of all files."""

    def __init__(
        self,
        paths: Paths,
        options: Options,
        inputs: Mapping[str, bytes],
        memory: Memory,
        publication: Publication,
        steps: Steps,
    ) -> None:
        self.paths = paths
        self.options = options
        self.inputs = inputs
        self.publication = publication
        self.steps = steps
        self.memory = memory
        self.old = memory.rest()
        self.new: dict[str, Any] = {"templates": self.old.get("templates", {}), "drawn": {}}
        self.made = 0
        self._surroundings: Surroundings | None = None
        self._made_places: dict[bytes, Place] = {}
        self._few = True
        self._new_texts: list[Text] = []
        self._new_html: str | None = None
        self._piece = lru_cache(AT_HAND)(lambda ref: self.memory.pack.get(ref))
        self.template_digest = template_digests(inputs, paths.templates)
        self.around = self._inputs_digest("data/", APART)
        self.static = {
            name.removeprefix("static/"): found
            for name, found in inputs.items()
            if name.startswith("static/")
        }
        self.published = self._published_names()
        self.world = digest(
            self.around,
            options,
            self.published,
            self.template_digest("components/icon.html"),
            self.template_digest("components/digipunt_kaart.html"),
            self.template_digest("components/vergelijk_rij.html"),
            self.template_digest("components/meeneem_plek.html"),
        )
        self.same_around = self.old.get("around") == self.around
        self.same_world = self.old.get("world") == self.world

    @property
    def known_records(self) -> MutableMapping[str, Remembered]:
        """The records that are as they were, by their text."""
        return _Records(self.memory.pack, self.old.get("records", {}) if self.same_around else {})

    def read(self) -> tuple[Site, list[Listed], int]:
        """The site without its places, those, and how many warnings there are."""
        with self.steps.step("lezen"):
            others = self._others()
            texts, warned_of_texts = self._texts()
        site = replace(others.site.at(self.options.base_url), texts=texts)
        places, warned_of_places = self._places(site, others)
        ids = {**others.ids, "digipunten": [place.id for place in places]}
        if any(double_addresses(texts.values(), ids)) or self._is_wrong(self._new_texts, texts, ids):
            raise Unsure
        if any(unshown_news(site)) or not self._about(site.news) <= addresses(texts.values(), ids).keys():
            raise Unsure
        return site, places, others.warnings + warned_of_texts + warned_of_places

    def write(self, site: Site, places: list[Listed]) -> tuple[int, int]:
        """Every file of the site; returns the number of its pages, and of documents to print."""
        with self.steps.step("pagina’s kiezen"):
            near = self._neighbours(places)
            pages = other_pages(site, places, self.options.today, self._keep)
            units = [*self._of_places(site, places, near), *self._of_others(pages)]
        self._static({page.file for page in pages})
        self._icons(site.settings.naam)
        changed = self._make(site, units)
        printed = self._paper(site, places) if self.options.with_paper else []
        with self.steps.step("links nakijken"):
            self._check_links(places, pages, changed, printed)
        self._offline(pages, len(places))
        return len(places) + sum(page.is_html for page in pages), len(printed) * self.options.printing

    def remember(self, places: list[Listed]) -> dict[str, Any]:
        """What the next build needs."""
        # A map that no page needed now may be needed by the next one.
        self.new["drawn"] = self.new["drawn"] or self.old.get("drawn", {})
        for place in places:
            if place.grew:
                self.new["records"][place.key][4] = self.memory.pack.put(place.kept)
        refs = list(self._refs())
        if self.memory.pack.is_mostly_dead(ref for _, _, ref in refs):
            self.memory.tidy(refs)
        return {**self.new, "around": self.around, "world": self.world}

    def _inputs_digest(self, folder: str, but: Iterable[str] = ()) -> bytes:
        """Of the day, and of the files in a folder by their names and contents."""
        found = [
            name.encode() + content
            for name, content in self.inputs.items()
            if name.startswith(folder) and name not in but
        ]
        return digest(self.options.today, *found)

    # Reading.

    def _others(self) -> Background:
        """All data but the places; also, which files there are that nothing reads."""
        names = [name for name in self.inputs if name.startswith(("data/", "content/"))]
        key = digest(self._inputs_digest("data/", (PLACES,)), names)
        entry: list[Any] = self.old.get("others", [None])
        content = self.memory.pack.get(entry[1]) if entry[0] == key else None
        if content is None:
            from sitegen.read import read_others

            read = read_others(self.paths, self.options.today)
            if not read.site or errors(read.problems):
                raise Unsure
            content = pickle.dumps((read.site, read.ids, len(set(read.problems))), pickle.HIGHEST_PROTOCOL)
            around = pickle.dumps(read.around, pickle.HIGHEST_PROTOCOL)
            entry = [key, self.memory.pack.put(content), self.memory.pack.put(around)]
        self.new["others"] = entry
        site, ids, warnings = pickle.loads(content)
        return Background(site, ids, warnings, entry[2])

    def _texts(self) -> tuple[dict[str, Text], int]:
        old, new = self.old.get("texts", {}), {}
        texts: dict[str, Text] = {}
        for name, found in self.inputs.items():
            if not name.startswith("content/") or not name.endswith(".md"):
                continue
            if BESIDE.match(name.rpartition("/")[2]):
                continue
            name = name.removeprefix("content/").removesuffix(".md")
            entry = old.get(name)
            content = self.memory.pack.get(entry[1]) if entry and entry[0] == found else None
            if content is None:
                from sitegen.texts import read_page

                text, problems = read_page(self.paths, name)
                if text is None or errors(problems):
                    raise Unsure
                ref = self.memory.pack.put(pickle.dumps(text, pickle.HIGHEST_PROTOCOL))
                entry = [found, ref, len(set(problems)), None]
                self._new_texts.append(text)
            else:
                text = pickle.loads(content)
            texts[name], new[name] = text, entry
        self.new["texts"] = new
        return texts, sum(entry[2] for entry in new.values())

    def _is_wrong(self, new: list[Text], texts: Mapping[str, Text], ids: Mapping[str, Iterable[str]]) -> bool:
        """Whether these texts have a link, image or heading that is wrong by itself."""
        if not new:
            return False
        from sitegen.links import check_texts

        return any(check_texts(new, addresses(texts.values(), ids), self.static))

    def _about(self, news: Iterable[News]) -> set[str]:
        """The pages that the news are about; they may also be about a file."""
        return {item.adres for item in news if item.adres.removeprefix("/") not in self.static} - {""}

    def _places(self, site: Site, others: Background) -> tuple[list[Listed], int]:
        """Each from its own record; only new and changed records are parsed."""
        from sitegen.load import load_text
        from sitegen.record_texts import record_file

        text = load_text(self.paths.root / PLACES)
        file = record_file(PLACES, text, "digipunten") if text is not None else None
        if file is None:
            raise Unsure
        old = self.old.get("records", {}) if self.same_around else {}
        keys = [_record_key(record.text) for record in file.records]
        entries = [old.get(key) for key in keys]
        to_judge = [i for i, entry in enumerate(entries) if not entry or not self.same_world]
        if any(entries[i] is None for i in to_judge):
            self._around(others)
        self._few = len(to_judge) < WORTH_PROCESSES
        with self.steps.step("Digipunten lezen", len(to_judge)) as advance:
            judge = partial(self._judge, site, file, keys, entries)
            for found, (id, warnings, content, facts) in spread(to_judge, judge, WORTH_PROCESSES):
                at = to_judge[found]
                entry = entries[at]
                ref = entry[2] if entry else self.memory.pack.put(content)
                entries[at] = [id, warnings, ref, facts, None]
                advance()
        records = {key: entry for key, entry in zip(keys, entries, strict=True) if entry}
        places = [self._listed(site, key, entry) for key, entry in records.items()]
        if len({place.id for place in places}) < len(file.records):
            raise Unsure
        self.new["records"] = records
        return places, sum(entry[1] for entry in records.values())

    def _judge(
        self, site: Site, file: RecordFile, keys: list[bytes], entries: list[list[Any] | None], at: int
    ) -> tuple[str, int, bytes | None, tuple[Any, ...]]:
        """The id of a record, the number of its warnings, its value if that is new, and its facts."""
        entry, content = entries[at], None
        if entry:
            warnings = entry[1]
            place = self._whole(site, entry[2])
        else:
            kept = self._record(file, file.records[at])
            warnings = len(set(kept.warnings))
            content = pickle.dumps(kept, pickle.HIGHEST_PROTOCOL)
            place = make_place(site, kept.value, self.options.today)
        if self._few:
            self._made_places[keys[at]] = place
        return place.id, warnings, content, tuple(facts_of(site, place))

    def _record(self, file: RecordFile, record: RecordText) -> Remembered:
        from sitegen.place_records import read_place, remembered

        found = file.node(record)
        if found is None or found.swallows or self._surroundings is None:
            raise Unsure
        outcome = read_place(found.node, self._surroundings)
        outcome = outcome._replace(problems=(*found.problems, *outcome.problems))
        kept = remembered(outcome, record.line)
        if kept is None:
            raise Unsure
        return kept

    def _around(self, others: Background) -> Surroundings:
        if self._surroundings is None:
            content = self.memory.pack.get(others.around)
            if content is None:
                raise Unsure
            self._surroundings = pickle.loads(content)
        return self._surroundings

    def _listed(self, site: Site, key: bytes, entry: list[Any]) -> Listed:
        made = self._made_places.get(key)
        whole = (lambda: made) if made else partial(self._whole, site, entry[2])
        return Listed(Facts(*entry[3]), site, self.options.today, whole, key, partial(self._kept, entry[4]))

    def _whole(self, site: Site, ref: Ref) -> Place:
        content = self.memory.pack.get(ref)
        if content is None:
            raise Unsure
        return make_place(site, pickle.loads(content).value, self.options.today)

    def _kept(self, ref: Ref | None) -> dict[str, Any]:
        return self._piece(ref) or {} if ref else {}

    # Making.

    def _keep(self, key: bytes, make: Callable[[], Any]) -> Any:
        """What the last build made of the same, or what is made now."""
        entry = self.old.get("drawn", {}).get(key)
        content = self.memory.pack.get(entry[0]) if entry else None
        if content is None:
            made = make()
            entry = [self.memory.pack.put(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))]
        else:
            made = pickle.loads(content)
        self.new["drawn"][key] = entry
        return made

    def _neighbours(self, places: list[Listed]) -> Mapping[str, tuple[bytes, list[tuple[str, str, str]]]]:
        """Of each place by its id, with the digest of that."""
        told = [(*place.facts[:4], place.facts.lat, place.facts.lon, place.exact) for place in places]
        key = of_plain(told)
        near: dict[str, tuple[bytes, list[tuple[str, str, str]]]]
        old_key, near = self.old.get("near", (b"", {}))
        if old_key != key:
            near = {
                id: (of_plain(plain), plain)
                for id, found in neighbours(places).items()
                for plain in ([(each.id, each.naam, each.note) for each in found],)
            }
        self.new["near"] = [key, near]
        return near

    def _static(self, files: set[str]) -> None:
        refuse_double({*files, *icons.FILES, WORKER}.intersection(self.static))
        old = self.old.get("static", {})
        self.new["static"] = self.static
        for name, found in self.static.items():
            file = self.published.get(name, name)
            if old.get(name) == found and self.publication.can_keep(file):
                self.publication.keep(file)
            else:
                self.publication.put(file, published_content(self.paths, name, self.published))

    def _published_names(self) -> dict[str, str]:
        """As they are kept from the last build, as long as no style sheet or script changed."""
        key = digest([(name, self.static[name]) for name in assets(self.static)])
        names: dict[str, str]
        old_key, names = self.old.get("published", (b"", {}))
        if old_key != key:
            names = published_names(self.paths, self.static)
        self.new["published"] = [key, names]
        return names

    def _icons(self, naam: str) -> None:
        files = icons.files(self.static)
        key = [self.static.get(DRAWING), naam]
        if key == self.old.get("icons") and all(map(self.publication.can_keep, files)):
            for name in files:
                self.publication.keep(name)
        elif files:
            for name, content in icons.draw(self.paths, naam).items():
                self.publication.put(name, content)
        self.new["icons"] = key

    def _offline(self, pages: list[Page], places: int) -> None:
        """The worker; its code without comments is kept as well."""
        source = self.inputs.get(f"templates/{WORKER}")
        old_source, code, known = self.old.get("offline", (None, b"", {}))
        if source is None or source != old_source:
            code = worker_code(self.paths)
        known = put_worker(self.publication, code, pages, places, known)
        self.new["offline"] = [source, code, known]

    def _of_places(
        self,
        site: Site,
        places: list[Listed],
        near: Mapping[str, tuple[bytes, list[tuple[str, str, str]]]],
    ) -> Iterator[Unit]:
        """The places of which a page is not what it was."""
        look = self.template_digest(PLACE) + digest(trail_of_places(site))
        same = self.same_world and self.old.get("look") == look
        old = self.old.get("of_places", {}) if same else {}
        new: dict[str, list[Any]] = {}
        can_keep, keep = self.publication.can_keep, self.publication.keep
        for place in places:
            near_key, found = near[place.id]
            key = place.key + near_key
            entry = old.get(place.id)
            names = place_files(place.id)
            if entry and entry[0] == key and all(map(can_keep, names)):
                new[place.id] = entry
                for name in names:
                    keep(name)
                continue
            entry = new[place.id] = [key, None]
            pages = partial(self._place_pages, site, place, found)
            yield Unit(place_address(place.id), names, pages, entry, place)
        self.new["look"], self.new["of_places"] = look, new

    def _place_pages(self, site: Site, place: Listed, near: list[tuple[str, str, str]]) -> list[Page]:
        return place_pages(site, place, [Neighbour(*other) for other in near], self.options.today)

    def _of_others(self, pages: list[Page]) -> list[Unit]:
        """The other pages that are not what they were."""
        old = self.old.get("pages", {}) if self.same_world else {}
        new: dict[str, list[Any]] = {}
        units = []
        for page in pages:
            key = self._page_key(page)
            entry = old.get(page.address)
            if entry and entry[0] == key and self.publication.can_keep(page.file):
                new[page.address] = entry
                self.publication.keep(page.file)
            else:
                entry = new[page.address] = [key, None]
                units.append(Unit(page.address, (page.file,), partial(list, (page,)), entry, text=page.text))
        self.new["pages"] = new
        return units

    def _make(self, site: Site, units: list[Unit]) -> set[str]:
        """Write these pages; returns the addresses of those that link to others."""
        changed: set[str] = set()
        self.made = sum(len(unit.files) for unit in units)
        if not self.made:
            return changed
        from sitegen.render import Renderer

        shelf = Shelf(self.memory.pack, self.new["templates"])
        options = self.options
        look = options.with_paper, options.meta_policy
        renderer = Renderer(site, self.paths, options.today, *look, self._html, shelf)
        # Lists show what places keep, so they come last.
        single = [unit for unit in units if not unit.is_list]
        lists = [unit for unit in units if unit.is_list]
        make = partial(self._made, site, renderer, len(single) >= WORTH_PROCESSES)
        with self.steps.step("pagina’s maken", self.made) as advance:
            # The first is made here: with it everything is imported and compiled that the others need.
            for some, least in ((single[:1], 2), (single[1:], WORTH_PROCESSES), (lists, len(lists) + 1)):
                for index, (made, kept, html) in spread(some, make, least):
                    unit = some[index]
                    for file, (content, found) in zip(unit.files, made, strict=True):
                        self.publication.put(file, content)
                        if found:
                            unit.entry[1] = self.memory.pack.put(found)
                            changed.add(unit.address)
                        advance()
                    if html is not None and unit.text:
                        self.new["texts"][unit.text.name][3] = self.memory.pack.put(html)
                    if kept is not None and unit.place:
                        self._put_away(unit.place, kept)
        return changed

    def _page_key(self, page: Page) -> bytes:
        """Of all that a page shows, but for what every page shows."""
        if not page.template:
            return page.made_from
        shown = digest(page.title, page.description, page.trail, page.listed, page.words)
        inside = self._inputs_digest("static/") if page.holds is not None else b""
        told = self._page_key(page.tells_size_of) if page.tells_size_of else b""
        return page.made_from + self.template_digest(page.template) + shown + inside + told

    def _made(
        self, site: Site, renderer: Renderer, many: bool, unit: Unit
    ) -> tuple[list[tuple[bytes, tuple[Any, ...] | None]], dict[str, Any] | None, str | None]:
        """What is written and what it links to, of each page; what its place keeps; its text as HTML."""
        from sitegen.render import file_of

        made = []
        self._new_html = None
        for page in unit.pages():
            output = renderer.output(page)
            if output is None:
                raise Unsure
            found = tuple(scan(output.body)) if page.is_html else None
            made.append((file_of(output, site, self.published), found))
        if unit.place and many:
            unit.place.keep_all()
            renderer.keep_parts(unit.place)
            keep_parts(site, unit.place, self.options.today)
            kept = unit.place.kept
            unit.place.put_away(dict)
            return made, kept, None
        return made, None, self._new_html

    def _put_away(self, place: Listed, kept: dict[str, Any]) -> None:
        ref = self.new["records"][place.key][4] = self.memory.pack.put(kept)
        place.put_away(partial(self._kept, ref))

    def _html(self, text: Text) -> str:
        """A text of an editor as HTML, made once."""
        ref = self.new["texts"][text.name][3]
        found: str | None = self.memory.pack.get(ref) if ref else None
        if found is None:
            from sitegen.markup import to_html

            found = self._new_html = to_html(text.body)
        return found

    def _paper(self, site: Site, places: list[Listed]) -> list[str]:
        """Documents are made again only when something that they can show changed."""
        from sitegen import paper

        names = [address.removeprefix("/") for address in paper.addresses(site, places)]
        if not self.options.printing:
            return names
        templates = [
            (name, found) for name, found in self.inputs.items() if name.startswith("templates/print/")
        ]
        key = digest(self.world, templates, *(place.key for place in places))
        self.new["paper"] = key
        if self.old.get("paper") == key and all(map(self.publication.can_keep, names)):
            for name in names:
                self.publication.keep(name)
            return names
        with self.steps.step("drukwerk maken"):
            from sitegen.typeset import Typesetter

            documents = paper.documents(site, places, self.options.today)
            for name, content in Typesetter(self.paths, self.options.today).pdfs(documents).items():
                self.publication.put(name, content)
        return names

    def _check_links(
        self,
        places: list[Listed],
        pages: list[Page],
        changed: set[str],
        printed: list[str],
    ) -> None:
        """Of changed pages; of all when an address or an anchor to which others may link is gone."""
        old = {name: self.old.get(name, {}) if self.same_world else {} for name in ("pages", "of_places")}
        names = {*(f"/{name}" for name in (*self.static, *icons.files(self.static), *printed))}
        self.new["known"] = sorted(names)
        known = {page.address for page in pages} | names
        known.update(f"/{name}" for place in places for name in place_files(place.id)[1:])
        known.update(place_address(place.id) for place in places)
        ids = {place_address(place.id): place.id for place in places}

        def stored(address: str, kept: Mapping[str, Mapping[str, list[Any]]]) -> list[Any] | None:
            return kept["of_places"].get(ids.get(address, "")) or kept["pages"].get(address)

        def scan_of(address: str) -> PageScan | None:
            entry = stored(address, self.new)
            found = self.memory.pack.get(entry[1]) if entry and entry[1] else None
            if found is None and entry and entry[1]:
                raise Unsure
            return PageScan(*found) if found else None

        def lost(address: str) -> bool:
            entry, now = stored(address, old), scan_of(address)
            before = self.memory.pack.get(entry[1]) if entry and entry[1] else None
            return entry is not None and (before is None or now is None or not set(before[0]) <= set(now.ids))

        gone = (
            not old["pages"].keys() <= known
            or not old["of_places"].keys() <= self.new["of_places"].keys()
            or not names.issuperset(self.old.get("known", ()))
        )
        to_check: Iterable[str] = changed
        if gone or any(map(lost, changed)):
            to_check = [*(page.address for page in pages if page.is_html), *ids]
        targets = lru_cache(AT_HAND)(scan_of)
        for address in to_check:
            found = scan_of(address)
            if found is None or any(check_page(Page(address), found, known, targets, "")):
                raise Unsure

    def _refs(self) -> Iterator[tuple[list[Any], int, Ref]]:
        """Where each piece that is still used is named: in which list, at which place."""
        named = (
            (self.new["records"], (2, 4)),
            (self.new["texts"], (1, 3)),
            (self.new["pages"], (1,)),
            (self.new["of_places"], (1,)),
            (self.new["templates"], (0,)),
            (self.new["drawn"], (0,)),
            ({"": self.new["others"]}, (1, 2)),
        )
        for entries, places in named:
            for entry in entries.values():
                for place in places:
                    if entry[place] is not None:
                        yield entry, place, entry[place]


def _record_key(text: str) -> bytes:
    return of_bytes(text.encode())


class _Records(dict[str, "Remembered"]):
    """What is new stands in the dictionary itself."""

    def __init__(self, pack: Pack, entries: Mapping[bytes, list[Any]]) -> None:
        super().__init__()
        self._pack = pack
        self._entries = entries

    def get(self, text: str, default: Any = None) -> Any:
        entry = self._entries.get(_record_key(text))
        content = self._pack.get(entry[2]) if entry else None
        return pickle.loads(content) if content else super().get(text, default)

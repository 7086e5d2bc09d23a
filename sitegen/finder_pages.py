"""The finder, and the pages that answer its questions without a script.

There is one for each district, postcode, weekday and need. None of them is a dead end: where nothing
fits, it shows the nearest places, or those to ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen import editions, finding
from sitegen.dates import WEEKDAYS
from sitegen.digest import digest, of_plain
from sitegen.finder_data import for_finder
from sitegen.finding import Answer, Choice, Hit, Whereabouts
from sitegen.geo import Point
from sitegen.listing import Listed
from sitegen.lookup import ahead, as_json, joined
from sitegen.model import Postcode, Site, Wijk
from sitegen.page import Crumb, Page
from sitegen.places import CHANNEL_NAMES
from sitegen.shards import Shards, shards
from sitegen.text import capitalised, counted, listed, sort_key

if TYPE_CHECKING:
    from sitegen.city_map import CityMap

FINDER = "/digipunten/"
BARE = "/digipunten/insluiten/zoeker/"
DATA = "/digipunten/zoeker.json"
SHARDS = "/digipunten/zoeker/"

# A page with more places than this would be too long: it counts them by district.
MOST_CARDS = 40
NEAREST, NEAREST_OUTSIDE = 10, 3
LONGEST_TITLE = 70
# A list of links may be longer than one of cards.
MOST_LINKS = 200


# Gives what is made of something, by the digest of that: from an earlier build, or made now.
Keep = Callable[[bytes, Callable[[], Any]], Any]


def make_anew(key: bytes, make: Callable[[], Any]) -> Any:
    return make()


@dataclass(frozen=True)
class Finder:
    """All places in the order of the alphabet, and every question that can be asked of them.

    When the places are `many`, the page has no card for each; when it `is_large`, no page shows them all.
    `stopped` are those that were there before.
    """

    site: Site
    places: tuple[Listed, ...]
    today: date
    choices: tuple[Choice, ...]
    wijken: tuple[tuple[Wijk, int], ...]
    expired: int
    keep: Keep
    stopped: tuple[str, ...] = ()
    most_cards: int = MOST_CARDS
    weekdays: tuple[str, ...] = WEEKDAYS
    channel_names: Mapping[str, str] = field(default_factory=lambda: CHANNEL_NAMES)

    @property
    def many(self) -> bool:
        return len(self.places) > self.most_cards

    @property
    def is_large(self) -> bool:
        return len(self.places) > finding.MANY

    @cached_property
    def whereabouts(self) -> Whereabouts:
        return Whereabouts(self.places)

    @property
    def postcodes(self) -> tuple[Postcode, ...]:
        return tuple(self.site.postcodes.values())

    @property
    def map_sources(self) -> tuple[str, ...]:
        return self.site.map_sources

    @cached_property
    def on_map(self) -> tuple[Listed, ...]:
        """The places with a number on the map."""
        return tuple(place for place in self.places if place.exact and not self.is_large)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        return {place.id: number for number, place in enumerate(self.on_map, 1)}

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {place.id: place.naam for place in self.on_map}

    @cached_property
    def map(self) -> CityMap | None:
        site = self.site
        shown = (place for place in self.places if place.exact)
        points = {place.id: (number, place.point) for number, place in enumerate(shown, 1) if place.point}
        if not site.areas:
            return None
        key = digest(points, site.wijken, site.areas, site.water)
        found: CityMap | None = self.keep(key, lambda: _drawn(points, site))
        return found

    @cached_property
    def data(self) -> str:
        """What the script gets, as JSON."""
        if self.is_large:
            return self.shards.index(self.site, self.today)
        return for_finder(self.site, self.places, self.needs, self.today, self.many)

    @cached_property
    def facts(self) -> bytes:
        """The digest of all that is asked of the places without showing them."""
        return of_plain([tuple(place.facts) for place in self.places])

    @property
    def made_from(self) -> bytes:
        """Of all places where the finder shows them; else of what it counts, and where they are."""
        return self.facts if self.is_large else digest(*(place.key for place in self.places))

    def near(
        self, name: str, point: Point, most: int, wanted: Callable[[Listed], bool] = lambda place: True
    ) -> tuple[Hit, ...]:
        """The nearest places; `name` is that of the question."""
        if not self.is_large:
            return self.whereabouts.nearest(point, most, wanted)
        found = self.keep(
            digest(self.facts, name),
            lambda: [(hit.place.id, hit.notes) for hit in self.whereabouts.nearest(point, most, wanted)],
        )
        return tuple(Hit(self.by_id[id], notes) for id, notes in found)

    def answered(self, name: str, ask: Callable[[], Answer]) -> tuple[Counted, Counted]:
        """The places that fit for sure, and those of which nobody knows; `name` is that of the question."""

        def counted_places() -> tuple[Counted, Counted]:
            answer = ask()
            return _counted(answer.sure), _counted(answer.unsure)

        if not self.is_large:
            return counted_places()
        sure, unsure = self.keep(digest(self.facts, name), lambda: tuple(map(tuple, counted_places())))
        return Counted(*sure), Counted(*unsure)

    @cached_property
    def by_id(self) -> Mapping[str, Listed]:
        return {place.id: place for place in self.places}

    @property
    def needs(self) -> list[str]:
        return [choice.need.id for choice in self.choices]

    @cached_property
    def shards(self) -> Shards:
        found = self.keep(digest(self.facts, "delen"), lambda: shards(self.places).as_plain())
        return Shards.from_plain(found, self.by_id)


def _drawn(points: Mapping[str, tuple[int, Point]], site: Site) -> CityMap | None:
    # Where a map of an earlier build will do, nothing is imported to draw one.
    from sitegen.city_map import city_map

    return city_map(points, site.wijken, site.areas, site.water)


class Counted(NamedTuple):
    """How many places there are, how many in each district, and which, when those are few enough to show."""

    total: int
    by_wijk: dict[str, int]
    ids: tuple[str, ...]


def _counted(places: Sequence[Listed]) -> Counted:
    ids = tuple(place.id for place in places) if len(places) <= MOST_CARDS else ()
    return Counted(len(places), dict(Counter(place.facts.wijk_id for place in places)), ids)


@dataclass(frozen=True)
class Group:
    """Part of an answer under a title: cards, or when there are too many, how many in each district.

    Of too many in one district there are `links`, and pages with more of them.
    """

    title: str
    hits: tuple[Hit, ...]
    by_wijk: tuple[tuple[str, str, int], ...] = ()
    links: tuple[Listed, ...] = ()
    more: tuple[tuple[str, str], ...] = ()


def finder(
    site: Site,
    places: Sequence[Listed],
    today: date,
    keep: Keep = make_anew,
    stopped: Iterable[str] = (),
) -> Finder:
    return Finder(
        site,
        tuple(places),
        today,
        tuple(finding.choices(site, places)),
        tuple(_counts(site, places)),
        sum(place.facts.expired for place in places),
        keep,
        tuple(stopped),
    )


def pages(site: Site, finder: Finder, trail: tuple[Crumb, ...], today: date) -> Iterator[Page]:
    """The page for each district, postcode, weekday and need; the bare finder; the data of a long one."""
    for wijk, _ in finder.wijken:
        yield from _wijk_pages(site, finder, wijk, trail, today)
    yield from (_postcode_page(site, finder, code, trail, today) for code in finder.postcodes)
    yield from (_weekday_page(site, finder, index, trail, today) for index in range(7))
    yield from (_need_page(site, finder, choice, trail, today) for choice in finder.choices)
    yield Page(
        BARE,
        "pages/zoeker-kaal.html",
        "Zoek een Digipunt",
        "De zoeker van de Digipunten zonder kop en voet, om in een andere site te zetten.",
        lambda: {"finder": finder},
        finder.made_from,
        listed=False,
    )
    if finder.is_large:
        yield Page(DATA, body=lambda: finder.data, made_from=digest(finder.data), listed=False)
        yield from _shard_pages(finder)
    elif finder.many:
        yield Page(DATA, body=lambda: finder.data, made_from=finder.made_from, listed=False)


def _shard_pages(finder: Finder) -> Iterator[Page]:
    needs = finder.needs
    for part in finder.shards.parts:
        yield Page(
            f"{SHARDS}{part.name}.json",
            body=partial(part.body, needs),
            made_from=part.made_from(needs),
            listed=False,
        )
    for sign, streets in finder.shards.streets.items():
        found = as_json(streets)
        yield Page(
            f"{SHARDS}straten-{sign}.json", body=partial(str, found), made_from=digest(found), listed=False
        )


def addresses(ids: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Where these pages stand, and the file they come from; also those of needs that nobody chose."""
    return {
        **{wijk_address(id): "data/wijken.yaml" for id in ids["wijken"]},
        **{postcode_address(id): "data/postcodes.yaml" for id in ids["postcodes"]},
        **{weekday_address(day): "een pagina van de zoeker" for day in WEEKDAYS},
        **{need_address(id): "data/site.yaml" for id in ids["noden"]},
        BARE: "een pagina van de zoeker",
    }


def told(finder: Finder, places: Iterable[Listed]) -> tuple[str, ...]:
    """What a page tells that shows these places for where they are; it may have shown others until they stopped."""
    return tuple(f"digipunten/{id}" for id in (*(place.id for place in places), *finder.stopped))


def wijk_address(id: str) -> str:
    return f"{FINDER}wijk/{id}/"


def folder_address(id: str) -> str:
    """The places of a district on one sheet."""
    return f"{FINDER}wijk/{id}.pdf"


def large_folder_address(id: str) -> str:
    return f"{FINDER}wijk/{id}-grote-letters.pdf"


def postcode_address(postcode: str) -> str:
    return f"{FINDER}postcode/{postcode}/"


def weekday_address(day: str) -> str:
    return f"{FINDER}dag/{day}/"


def need_address(id: str) -> str:
    return f"{FINDER}voor/{id}/"


def of_wijk(finder: Finder, wijk: Wijk) -> tuple[Sequence[Listed], tuple[Hit, ...]]:
    """The places in a district, and the nearest outside it."""
    inside = finder.whereabouts.inside(wijk.id)
    most = NEAREST_OUTSIDE if inside else 2 * NEAREST_OUTSIDE
    return inside, finder.near(f"wijk {wijk.id}", wijk.midden, most, lambda place: place.wijk_id != wijk.id)


def _wijk_page(site: Site, finder: Finder, wijk: Wijk, trail: tuple[Crumb, ...], today: date) -> Page:
    inside, near = of_wijk(finder, wijk)
    known = f"In deze wijk kennen we {_number(len(inside))}."
    return _page(
        site,
        wijk_address(wijk.id),
        _title(f"Digipunten in de wijk {wijk.naam}", f"Digipunten: {wijk.naam}"),
        f"Waar vind je een gratis computer en hulp in {wijk.naam}? {known} Met adres en uren.",
        {
            "kop": f"Digipunten in {wijk.naam}",
            "inleiding": known,
            "groups": [
                Group("In deze wijk", tuple(map(Hit, inside)))
                if len(inside) <= MOST_CARDS
                else _links(wijk, inside),
                Group("Dicht bij deze wijk" if inside else "De dichtste Digipunten", near),
            ],
            "folders": [
                ("Folder van deze wijk (pdf, een blad om te vouwen)", folder_address(wijk.id)),
                ("Hetzelfde in grote letters (pdf)", large_folder_address(wijk.id)),
            ],
        },
        trail,
        (wijk.naam,),
        today,
        told(finder, [*inside, *(hit.place for hit in near)]),
        prints=[*inside, *(hit.place for hit in near)],
    )


def _wijk_pages(
    site: Site, finder: Finder, wijk: Wijk, trail: tuple[Crumb, ...], today: date
) -> Iterator[Page]:
    """The page of a district, and those with the rest of its places when they are very many."""
    yield _wijk_page(site, finder, wijk, trail, today)
    inside = finder.whereabouts.inside(wijk.id)
    for number in range(2, -(-len(inside) // MOST_LINKS) + 1):
        yield _page(
            site,
            f"{wijk_address(wijk.id)}{number}/",
            _title(f"Digipunten in de wijk {wijk.naam}, deel {number}", f"Deel {number}: {wijk.naam}"),
            f"Waar vind je een gratis computer en hulp in {wijk.naam}? Dit is deel {number} van de lijst.",
            {
                "kop": f"Digipunten in {wijk.naam}, deel {number}",
                "inleiding": f"In deze wijk kennen we {_number(len(inside))}.",
                "groups": [_links(wijk, inside, number)],
            },
            (*trail, Crumb(wijk.naam, wijk_address(wijk.id))),
            (),
            today,
            told(finder, inside),
        )


def _links(wijk: Wijk, inside: Sequence[Listed], number: int = 1) -> Group:
    """Some of the places of a district as links, and the pages with the others."""
    parts = [inside[start : start + MOST_LINKS] for start in range(0, len(inside), MOST_LINKS)]
    others = tuple(
        (
            f"{part[0].naam} – {part[-1].naam}",
            f"{wijk_address(wijk.id)}{index}/" if index > 1 else wijk_address(wijk.id),
        )
        for index, part in enumerate(parts, 1)
        if index != number
    )
    return Group("In deze wijk", (), links=tuple(parts[number - 1]), more=others)


def _postcode_page(site: Site, finder: Finder, code: Postcode, trail: tuple[Crumb, ...], today: date) -> Page:
    name = f"{code.postcode} {listed(code.namen)}"
    near = finder.near(f"postcode {code.postcode}", code.midden, NEAREST)
    total = len(finder.places)
    shown = f"Hier staan {len(near)} van de {_number(total)}." if near else ""
    return _page(
        site,
        postcode_address(code.postcode),
        _title(f"Digipunten bij {name}", f"Digipunten bij {code.postcode}"),
        f"Welke Digipunten zijn het dichtst bij {name}? {shown or 'We kennen er nu geen.'}",
        {
            "kop": f"Digipunten bij {name}",
            "inleiding": shown,
            "groups": [Group("Het dichtste eerst", near)],
        },
        trail,
        (name,),
        today,
        told(finder, (hit.place for hit in near)),
    )


def _weekday_page(site: Site, finder: Finder, weekday: int, trail: tuple[Crumb, ...], today: date) -> Page:
    day = WEEKDAYS[weekday]
    sure, unsure = finder.answered(day, lambda: finding.on_weekday(finder.places, weekday))
    known = f"We kennen {_number(sure.total)} met gewone uren op {day}."
    return _page(
        site,
        weekday_address(day),
        f"Digipunten open op {day}",
        f"Welke Digipunten zijn open op {day}? {known} Met adres en uren.",
        {
            "kop": f"Digipunten open op {day}",
            "inleiding": f"{known} {_unsure(unsure)}",
            "uitleg": "Op een feestdag of in een vakantie kan het anders zijn. Dat staat op de pagina van elk Digipunt.",
            "groups": _groups(
                finder, sure, unsure, f"Gewoonlijk open op {day}", lambda place: place.hours_on(weekday)
            ),
            "others": [(other.capitalize(), weekday_address(other)) for other in WEEKDAYS if other != day],
        },
        trail,
        (day.capitalize(),),
        today,
        ("digipunten",),
    )


def _need_page(site: Site, finder: Finder, choice: Choice, trail: tuple[Crumb, ...], today: date) -> Page:
    need = choice.need
    in_words = f"Digipunten {need.naam}" if need in site.settings.noden else f"Digipunten: {need.naam}"
    sure, unsure = finder.answered(f"nood {need.id}", lambda: finding.for_need(finder.places, need.id))
    known = f"We kennen {_number(choice.fits)}{f' {need.naam}' if need in site.settings.noden else ''}."
    return _page(
        site,
        need_address(need.id),
        _title(in_words, f"Digipunten: {need.naam}"),
        f"{in_words}: waar is het? {known} Met adres, uren en telefoon.",
        {
            "kop": in_words,
            "inleiding": f"{known} {_unsure(unsure)}",
            "uitleg": need.uitleg,
            "groups": _groups(finder, sure, unsure, "Deze Digipunten"),
            "others": [
                (capitalised(other.need.naam), need_address(other.need.id))
                for other in finder.choices
                if other != choice and other.fits
            ],
        },
        trail,
        (in_words,),
        today,
        ("digipunten",),
    )


def _page(
    site: Site,
    address: str,
    title: str,
    description: str,
    context: dict[str, Any],
    trail: tuple[Crumb, ...],
    keywords: tuple[str, ...],
    today: date,
    tells: tuple[str, ...],
    prints: Sequence[Listed] | None = None,
) -> Page:
    """A page with cards; what they say of now is looked up. `prints` are the places on its folder."""
    groups: list[Group] = context["groups"]
    context = {"uitleg": "", "others": (), "folders": (), **context}
    shown = [hit.place for group in groups for hit in group.hits]

    def made() -> dict[str, Any]:
        return {
            **context,
            "places": shown,
            "hours": joined({place.id: place.hours for place in shown}, ahead(today)) if shown else "",
            "edition": None
            if prints is None
            else editions.together([(place.id, place.edition) for place in prints], today),
        }

    return Page(
        address,
        "pages/keuze.html",
        title,
        description,
        made,
        digest(
            title,
            description,
            trail,
            {name: value for name, value in context.items() if name != "groups"},
            [
                (
                    group.title,
                    group.by_wijk or [(hit.place.key, hit.notes) for hit in group.hits],
                    [place.key for place in group.links],
                    group.more,
                )
                for group in groups
            ],
            [place.key for place in prints or ()],
        ),
        trail,
        keywords,
        titled=False,
        tells=tells,
    )


def _nothing(place: Listed) -> tuple[str, ...]:
    return ()


def _groups(
    finder: Finder,
    sure: Counted,
    unsure: Counted,
    title: str,
    notes: Callable[[Listed], tuple[str, ...]] = _nothing,
) -> list[Group]:
    """What is sure, and what is not; where there is neither, some places to ask. `notes` stand on a card."""
    others = () if sure.total or unsure.total else finder.places[:NEAREST]
    return [
        _group(finder, title, sure, notes),
        _group(finder, "Bel eerst: dit weten we niet zeker", unsure, notes),
        Group("Andere Digipunten", tuple(map(Hit, others))),
    ]


def _group(finder: Finder, title: str, found: Counted, notes: Callable[[Listed], tuple[str, ...]]) -> Group:
    if found.total <= MOST_CARDS:
        places = [finder.by_id[id] for id in found.ids]
        return Group(title, tuple(Hit(place, notes(place)) for place in places))
    counts = ((wijk, found.by_wijk.get(wijk.id)) for wijk, _ in finder.wijken)
    return Group(title, (), tuple((wijk.naam, wijk.id, count) for wijk, count in counts if count))


def _counts(site: Site, places: Iterable[Listed]) -> list[tuple[Wijk, int]]:
    counts = Counter(place.facts.wijk_id for place in places)
    return [(wijk, counts[wijk.id]) for wijk in sorted(site.wijken.values(), key=lambda w: sort_key(w.naam))]


def _unsure(found: Counted) -> str:
    return f"Bij {_number(found.total)} weten we het niet zeker." if found.total else ""


def _number(count: int) -> str:
    return counted(count, "Digipunt", "Digipunten") if count else "geen Digipunt"


def _title(wanted: str, shorter: str) -> str:
    return wanted if len(wanted) <= LONGEST_TITLE else shorter

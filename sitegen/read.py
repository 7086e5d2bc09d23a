"""From the files of a project to a checked Site, or every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from sitegen import doubts, traps, validate
from sitegen.fields import Many, Reference, Report
from sitegen.geo import Area, Line
from sitegen.load import Page, load_json, load_page, load_yaml
from sitegen.model import (
    ACCESS,
    HELP,
    Audit,
    Calendar,
    Measurement,
    Programme,
    Settings,
    Site,
    Status,
    Text,
    Word,
)
from sitegen.nodes import Document
from sitegen.paths import BESIDE, Paths
from sitegen.place_records import PLACES, Places, Remembered, Surroundings, read_places
from sitegen.problems import DataError, Problem, UseError, did_you_mean, errors
from sitegen.records import FILES, OPTIONAL, REQUIRED_PAGES, SINGLE
from sitegen.strays import refuse_strays
from sitegen.texts import text_of
from sitegen.validate import Entry

Drawn = TypeVar("Drawn")


class Documents(Mapping[str, Document]):
    """The data files by name; that of the places is parsed only if somebody asks for it."""

    def __init__(self, others: Mapping[str, Document], places: Places) -> None:
        self.others = others
        self.places = places

    def __getitem__(self, name: str) -> Document:
        return self.places.document if name == PLACES else self.others[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in FILES if name == PLACES or name in self.others)

    def __len__(self) -> int:
        return len(self.others) + 1


@dataclass(frozen=True)
class Reading:
    """What a project's files hold. `site` is None when its settings cannot be read.

    `ids` are those typed in each data file, also of records that have problems; `documents` and `pages`
    are the files as they were typed, and `words` those that have an easier one.
    """

    site: Site | None
    texts: Mapping[str, Text]
    ids: Mapping[str, list[str]]
    problems: list[Problem]
    documents: Mapping[str, Document]
    pages: Sequence[Page]
    words: Sequence[Word]


def read(
    paths: Paths,
    today: date,
    drafts: Mapping[str, bytes] | None = None,
    memory: MutableMapping[str, Remembered] | None = None,
) -> Reading:
    """Read and check every file; nothing stops at the first problem, but for what leads out of the project.

    `drafts` are read in place of data files on the disk, by the name of the file without `.yaml`. `memory` holds
    what records of places gave before, by their text: on the same day, beside the same other data files.
    """
    drafts = drafts or {}
    refuse_strays(paths)
    data = _data(paths, today, drafts)
    places = read_places(*_file(paths, PLACES), data.around, drafts.get(PLACES), memory)
    ids = {**data.ids, PLACES: places.ids}
    content = _content(paths)
    pages = {_name(paths, path): load_page(path, paths.name(path)) for path in content}
    of_texts = Report()
    texts = {
        name: text for name, page in pages.items() if (text := text_of(name, page, of_texts)) is not None
    }
    problems = [*places.report.problems, *of_texts.problems, *data.problems(paths, content, today)]
    references = [*data.references, *places.report.references, *of_texts.references]
    problems += validate.references(references, ids, data.around.unread)
    site = data.site
    if site:
        site = replace(site, digipunten=places.valid, texts=texts)
    words = [entry.value for entry in data.entries.get("woorden", []) if entry.valid]
    documents = Documents(data.documents, places)
    return Reading(site, texts, ids, problems, documents, list(pages.values()), words)


@dataclass(frozen=True)
class Others:
    """All data but the places and the texts. `site` is None when its settings cannot be read."""

    site: Site | None
    around: Surroundings
    ids: Mapping[str, list[str]]
    problems: list[Problem]


def read_others(paths: Paths, today: date) -> Others:
    """What the records of places are held against, and what is wrong with all that is no place and no text."""
    data = _data(paths, today, {})
    problems = data.problems(paths, _content(paths), today)
    problems += validate.references(data.references, data.ids, data.around.unread)
    return Others(data.site, data.around, data.ids, problems)


@dataclass(frozen=True)
class _Data:
    """The data files that are no places, and what they are held against themselves."""

    documents: Mapping[str, Document]
    reports: Mapping[str, Report]
    entries: Mapping[str, list[Entry]]
    ids: Mapping[str, list[str]]
    around: Surroundings
    site: Site | None

    @property
    def references(self) -> list[Reference]:
        return [each for report in self.reports.values() for each in report.references]

    def problems(self, paths: Paths, content: list[Path], today: date) -> list[Problem]:
        """Everything that is wrong, but for places, texts, and ids that exist nowhere."""
        parts = list(validate.parts_of_programmes(self.entries["programmes"]))
        found = [
            *(problem for report in self.reports.values() for problem in report.problems),
            *parts,
            *_unknown_files(paths, content),
            *_missing_texts(paths, content),
            *validate.words(self.entries.get("woorden", [])),
            *validate.news(self.entries.get("nieuws", []), today),
        ]
        if self.site and not parts:
            found += _together(self.site, self.entries, self.documents["site"], today)
        if self.around.calendars:
            found += doubts.of_calendars(self.around.calendars, self.documents["kalenders"], today)
        return found


def _data(paths: Paths, today: date, drafts: Mapping[str, bytes]) -> _Data:
    if not paths.data.is_dir():
        raise UseError(f'in {paths.root} staat geen map "data": kies met --root de map van de site')
    documents = {
        name: load_yaml(*_file(paths, name), drafts.get(name))
        for name in FILES
        if name != PLACES and (name not in OPTIONAL or name in drafts or _file(paths, name)[0].is_file())
    }
    reports = {name: Report(list(document.problems)) for name, document in documents.items()}
    for name, document in documents.items():
        kind = FILES[name] if name in SINGLE else Many(FILES[name])
        reports[name].problems.extend(traps.in_data(kind, document.below(name)))
    settings, calendars = (
        validate.single(documents[name], name, FILES[name], reports[name]) for name in SINGLE
    )
    entries = {
        name: validate.entries(document, name, FILES[name], reports[name])
        for name, document in documents.items()
        if name not in SINGLE
    }
    records = {name: _by_id(found) for name, found in entries.items()} | {PLACES: {}}
    ids = _ids(documents, entries)
    around = Surroundings(
        today,
        ids,
        _unread(documents, ids, reports),
        settings.drempels if settings else None,
        calendars,
        records["wijken"],
        areas=_areas(paths),
        ages=not any(validate.parts_of_programmes(entries["programmes"])),
    )
    site = _site(settings, records, calendars or {}, {}) if settings else None
    if site:
        words = tuple(entry.value for entry in entries.get("woorden", []) if entry.valid)
        site = replace(
            site,
            words=words,
            news=tuple(entry.value for entry in entries.get("nieuws", []) if entry.valid),
            areas=around.areas,
            water=_water(paths),
            map_sources=_map_sources(paths),
            audit=_audit(paths),
        )
    return _Data(documents, reports, entries, ids, around, site)


def read_site(paths: Paths, today: date) -> tuple[Site, list[Problem]]:
    """The site and its warnings. Raises DataError with all problems when one of them is an error."""
    reading = read(paths, today)
    if errors(reading.problems) or not reading.site:
        raise DataError(reading.problems)
    return reading.site, reading.problems


def _together(
    site: Site, entries: Mapping[str, list[Entry]], settings: Document, today: date
) -> Iterator[Problem]:
    """What only shows when records are seen beside each other, or beside the calendar."""
    yield from validate.first_contact_can_be_called(site.settings, settings, site.contacts)
    yield from validate.example_address(site.settings, settings)
    for entry in (*entries["contacts"], *entries["programmes"]):
        # An action that is over needs no new check.
        over = isinstance(entry.value, Programme) and site.status(entry.value, today) is Status.OVER
        if entry.valid and not over:
            yield from validate.age(entry, site.settings.drempels, today, "kijk na of het nog klopt")


def _file(paths: Paths, name: str) -> tuple[Path, str]:
    path = paths.data / f"{name}.yaml"
    return path, paths.name(path)


def _missing_texts(paths: Paths, content: list[Path]) -> Iterator[Problem]:
    there = {_name(paths, path) for path in content}
    for name in REQUIRED_PAGES:
        if name not in there:
            file = paths.name(paths.content / f"{name}.md")
            yield Problem(file, 1, 1, "error", "bestand", "het bestand ontbreekt")


def _name(paths: Paths, path: Path) -> str:
    return path.relative_to(paths.content).with_suffix("").as_posix()


def _content(paths: Paths) -> list[Path]:
    return sorted(
        path for path in paths.content.rglob("*.md") if path.is_file() and not BESIDE.match(path.name)
    )


def _unknown_files(paths: Paths, content: list[Path]) -> Iterator[Problem]:
    """Files that nothing reads: an editor may think that they are on the site."""
    read_here = {*content, *(paths.data / f"{name}.yaml" for name in FILES)}
    for folder, advice in (
        (paths.content, 'geef een pagina een naam die op ".md" eindigt'),
        (paths.data, ""),
    ):
        known = [path.name for path in read_here if path.is_relative_to(folder)]
        for path in sorted(folder.glob("*" if folder == paths.data else "**/*")):
            if path.is_file() and path not in read_here and not BESIDE.match(path.name):
                hint = advice or f"haal het weg.{did_you_mean(path.name, known, 0.8)}"
                message = f"dit bestand wordt nergens gebruikt: {hint}"
                yield Problem(paths.name(path), 1, 1, "error", "onbekend-bestand", message)


def _site(
    settings: Settings,
    records: Mapping[str, Any],
    calendars: Mapping[str, Calendar],
    texts: Mapping[str, Text],
) -> Site:
    kinds = ("contacts", "programmes", "digipunten", "wijken", "postcodes")
    found: dict[str, Any] = {name: records[name] for name in kinds}
    return Site(settings, calendars=calendars, texts=texts, **found)


def _by_id(entries: list[Entry]) -> dict[str, Any]:
    return {entry.id.text: entry.value for entry in entries if entry.valid and entry.id}


def _ids(documents: Mapping[str, Document], entries: Mapping[str, list[Entry]]) -> dict[str, list[str]]:
    site = documents["site"]
    words = {name: validate.ids_below(site, "site", name) for name in ("doelgroepen", "aanbod")}
    words["noden"] = [HELP, *ACCESS, *words["doelgroepen"], *words["aanbod"]]
    typed = {
        name: validate.ids_typed(documents[name].source, documents[name].whole, (entry.id for entry in found))
        for name, found in entries.items()
    }
    return typed | words


def _unread(
    documents: Mapping[str, Document], ids: Mapping[str, list[str]], reports: Mapping[str, Report]
) -> frozenset[str]:
    """Kinds whose file nobody could read: what refers to them may be right."""
    unread = {
        name
        for name, document in documents.items()
        if document.node is None or (name in ids and not ids[name] and reports[name].problems)
    }
    if not documents["site"].whole or not (ids["doelgroepen"] and ids["aanbod"]):
        unread |= {"doelgroepen", "aanbod", "noden"}
    return frozenset(unread)


def _areas(paths: Paths) -> dict[int, Area]:
    """The outlines of the districts, by number; none when the project has no map."""
    return dict(
        _drawn(paths, "wijken", lambda feature: (int(feature["properties"]["wijknr"]), _area(feature)))
    )


def _water(paths: Paths) -> tuple[Line, ...]:
    """Rivers and canals as lines; none when the project has no such file."""
    return tuple(line for lines in _drawn(paths, "water", _lines) for line in lines)


def _map_sources(paths: Paths) -> tuple[str, ...]:
    """Who made each file of the map, as its key "bron" says."""
    files = [paths.data / "kaart" / f"{name}.geojson" for name in ("wijken", "water")]
    found = [load_json(path).get("bron", "") for path in files if path.is_file()]
    return tuple(filter(None, map(str, found)))


def _drawn(paths: Paths, name: str, made: Callable[[Any], Drawn]) -> list[Drawn]:
    """What is made of each feature of a map file."""
    path = paths.data / "kaart" / f"{name}.geojson"
    if not path.is_file():
        return []
    try:
        return [made(feature) for feature in load_json(path)["features"]]
    except (KeyError, TypeError, IndexError, ValueError, OverflowError):
        raise UseError(f"{paths.name(path)} is geen kaart: zet het oude bestand terug") from None


def _audit(paths: Paths) -> Audit | None:
    """What the last audit measured; None when there was none."""
    path = paths.data / "metingen" / "toegankelijkheid.json"
    if not path.is_file():
        return None
    try:
        found = load_json(path)
        return Audit(
            date.fromisoformat(found["datum"]),
            found["paginas"],
            found["soorten_en_toestanden"],
            tuple(f"{tool['naam']} {tool['versie']}" for tool in found["gereedschap"]),
            tuple(Measurement(**result) for result in found["resultaten"]),
            tuple(found["niet_gehaald"]),
        )
    except (KeyError, TypeError, ValueError, UseError):
        message = (
            f'{paths.name(path)} is geen meting: maak het opnieuw met "make audit", of zet het oude terug'
        )
        raise UseError(message) from None


def _area(feature: Any) -> Area:
    """A district of one or more parts: the largest part, by its number of corners."""
    shape = feature["geometry"]
    rings = (
        [shape["coordinates"][0]]
        if shape["type"] == "Polygon"
        else [part[0] for part in shape["coordinates"]]
    )
    ring = _corners(max(rings, key=len))
    if not ring:
        raise ValueError("a district without corners")
    return Area(str(feature["properties"]["wijk"]), ring)


def _lines(feature: Any) -> list[Line]:
    shape = feature["geometry"]
    lines = [shape["coordinates"]] if shape["type"] == "LineString" else shape["coordinates"]
    return [_corners(line) for line in lines]


def _corners(line: Any) -> Line:
    corners = [(float(lon), float(lat)) for lon, lat, *_ in line]
    if not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in corners):
        raise ValueError("no corner on earth")
    return corners

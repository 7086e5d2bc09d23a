"""From the files of a project to a checked Site, or every problem at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from sitegen import doubts, traps, validate
from sitegen.fields import Invalid, Many, Report
from sitegen.geo import Area, Line
from sitegen.load import Page, load_json, load_page, load_yaml
from sitegen.model import ACCESS, HELP, Calendar, Settings, Site, Status, Text, Word
from sitegen.nodes import Document, Scalar
from sitegen.paths import Paths
from sitegen.problems import DataError, Problem, UseError, did_you_mean, errors
from sitegen.records import FILES, OPTIONAL, PAGE, REQUIRED_PAGES, SINGLE
from sitegen.validate import Entry

Drawn = TypeVar("Drawn")


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


def read(paths: Paths, today: date, drafts: Mapping[str, bytes] | None = None) -> Reading:
    """Read and check every file; nothing stops at the first problem.

    `drafts` are read in place of data files on the disk, by the name of the file without `.yaml`.
    """
    if not paths.data.is_dir():
        raise UseError(f'in {paths.root} staat geen map "data": kies met --root de map van de site')
    report = Report()
    documents = {
        name: _document(paths, name, (drafts or {}).get(name))
        for name in FILES
        if name not in OPTIONAL or (paths.data / f"{name}.yaml").is_file()
    }
    for name, document in documents.items():
        report.problems.extend(document.problems)
        kind = FILES[name] if name in SINGLE else Many(FILES[name])
        report.problems.extend(traps.in_data(kind, document.below(name)))
    settings, calendars = (validate.single(documents[name], name, FILES[name], report) for name in SINGLE)
    entries = {
        name: validate.entries(document, name, FILES[name], report)
        for name, document in documents.items()
        if name not in SINGLE
    }
    content = _content(paths)
    pages = [load_page(path, paths.name(path)) for path in content]
    names = [path.relative_to(paths.content).with_suffix("").as_posix() for path in content]
    texts = _texts(paths, dict(zip(names, pages, strict=True)), report)
    ids = _ids(documents, entries)
    unread = _unread(documents, ids, report.problems)
    report.problems.extend(_unknown_files(paths, content))
    report.problems.extend(validate.words(entries.get("woorden", [])))
    report.problems.extend(validate.references(report.references, ids, unread))
    areas = _areas(paths)
    report.problems.extend(_together(settings, entries, documents, areas, today))
    if calendars:
        report.problems.extend(doubts.of_calendars(calendars, documents["kalenders"], today))
    if calendars and settings:
        found = doubts.of_places(entries["digipunten"], calendars, settings.drempels, today)
        report.problems.extend(found)
    site = _site(settings, entries, calendars or {}, texts) if settings else None
    if site:
        site = replace(site, areas=areas, water=_water(paths), map_sources=_map_sources(paths))
    words = [entry.value for entry in entries.get("woorden", []) if entry.valid]
    return Reading(site, texts, ids, report.problems, documents, pages, words)


def read_site(paths: Paths, today: date) -> tuple[Site, list[Problem]]:
    """The site and its warnings. Raises DataError with all problems when one of them is an error."""
    reading = read(paths, today)
    if errors(reading.problems) or not reading.site:
        raise DataError(reading.problems)
    return reading.site, reading.problems


def _together(
    settings: Settings | None,
    entries: Mapping[str, list[Entry]],
    documents: Mapping[str, Document],
    areas: Mapping[int, Area],
    today: date,
) -> Iterator[Problem]:
    """What only shows when records are seen beside each other, or beside the calendar."""
    parts = list(validate.parts_of_programmes(entries["programmes"]))
    yield from parts
    yield from validate.on_the_map(entries["digipunten"], _by_id(entries["wijken"]), areas)
    yield from validate.notices(entries["digipunten"], today)
    if not settings or parts:
        return
    site = _site(settings, entries, {}, {})
    yield from validate.first_contact_can_be_called(settings, documents["site"], site.contacts)
    yield from validate.example_address(settings, documents["site"])
    running = [e for e in entries["programmes"] if e.valid and site.status(e.value, today) is not Status.OVER]
    used = [e for e in entries["digipunten"] if e.valid and e.value.status != "gestopt"]
    for found, advice in (
        (used, "bel of ga langs"),
        (entries["contacts"], "kijk na of het nog klopt"),
        # An action that is over needs no new check.
        (running, "kijk na of het nog klopt"),
    ):
        yield from validate.age(found, settings.drempels, today, advice)


def _document(paths: Paths, name: str, draft: bytes | None = None) -> Document:
    path = paths.data / f"{name}.yaml"
    return load_yaml(path, paths.name(path), draft)


def _texts(paths: Paths, pages: Mapping[str, Page], report: Report) -> dict[str, Text]:
    """The pages of content/, by their path without `.md`."""
    texts: dict[str, Text] = {}
    for name, page in pages.items():
        report.problems.extend(page.front.problems)
        report.problems.extend(validate.file_name(page.source, name))
        report.problems.extend(traps.misread(page.source, page.body, page.body_line))
        report.problems.extend(traps.in_data(PAGE, page.front.node))
        if page.front.node is None or isinstance(page.front.node, Scalar):
            if page.front.whole:
                report.problems.append(page.source.problem(1, 1, "front-matter", EMPTY_FRONT_MATTER))
            continue
        front = PAGE.read(page.front.node, report)
        if isinstance(front, Invalid):
            # Its title is missing, but its links can be checked all the same.
            front = {"titel": "", "beschrijving": ""}
        texts[name] = Text(name, page.source.name, body=page.body, body_line=page.body_line, **front)
    for name, template in REQUIRED_PAGES.items():
        file = paths.name(paths.content / f"{name}.md")
        if name not in pages:
            report.problems.append(Problem(file, 1, 1, "error", "bestand", "het bestand ontbreekt"))
        elif name in texts and texts[name].titel and texts[name].sjabloon != template:
            message = f'deze pagina heeft een vast sjabloon: schrijf bovenaan "sjabloon: {template}"'
            report.problems.append(Problem(file, 1, 1, "error", "sjabloon", message))
    return texts


EMPTY_FRONT_MATTER = 'schrijf tussen de twee regels "---" een regel "titel: …" en een regel "beschrijving: …"'


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


# What editors' programs and systems keep beside the file that is open.
BESIDE = re.compile(r"[.#~]|4913$|.*(?:~|#|_|\.(?:bak|tmp|orig|swp|swo))$|Thumbs\.db$|desktop\.ini$")


def _site(
    settings: Settings,
    entries: Mapping[str, list[Entry]],
    calendars: Mapping[str, Calendar],
    texts: Mapping[str, Text],
) -> Site:
    kinds = ("contacts", "programmes", "digipunten", "wijken", "postcodes")
    records: dict[str, Any] = {name: _by_id(entries[name]) for name in kinds}
    return Site(settings, calendars=calendars, texts=texts, **records)


def _by_id(entries: list[Entry]) -> dict[str, Any]:
    return {entry.id.text: entry.value for entry in entries if entry.valid and entry.id}


def _ids(documents: Mapping[str, Document], entries: Mapping[str, list[Entry]]) -> dict[str, list[str]]:
    site = documents["site"]
    words = {name: validate.ids_below(site, "site", name) for name in ("doelgroepen", "aanbod")}
    words["noden"] = [HELP, *ACCESS, *words["doelgroepen"], *words["aanbod"]]
    return {name: validate.ids_typed(documents[name], found) for name, found in entries.items()} | words


def _unread(
    documents: Mapping[str, Document], ids: Mapping[str, list[str]], problems: list[Problem]
) -> set[str]:
    """Kinds whose file nobody could read: what refers to them may be right."""
    troubled = {problem.file for problem in problems}
    unread = {
        name
        for name, document in documents.items()
        if document.node is None or (name in ids and not ids[name] and document.source.name in troubled)
    }
    if not documents["site"].whole or not (ids["doelgroepen"] and ids["aanbod"]):
        unread |= {"doelgroepen", "aanbod", "noden"}
    return unread


def _areas(paths: Paths) -> dict[int, Area]:
    """The outlines of the districts, by number; none when the project has no map."""
    return dict(_drawn(paths, "wijken", lambda feature: (feature["properties"]["wijknr"], _area(feature))))


def _water(paths: Paths) -> tuple[Line, ...]:
    """Rivers and canals as lines; none when the project has no such file."""
    return tuple(line for lines in _drawn(paths, "water", _lines) for line in lines)


def _map_sources(paths: Paths) -> tuple[str, ...]:
    """Who made each file of the map, as its key "bron" says."""
    files = [paths.data / "kaart" / f"{name}.geojson" for name in ("wijken", "water")]
    found = [load_json(path).get("bron", "") for path in files if path.is_file()]
    return tuple(filter(None, found))


def _drawn(paths: Paths, name: str, made: Callable[[Any], Drawn]) -> list[Drawn]:
    """What is made of each feature of a map file."""
    path = paths.data / "kaart" / f"{name}.geojson"
    if not path.is_file():
        return []
    try:
        return [made(feature) for feature in load_json(path)["features"]]
    except (KeyError, TypeError, IndexError, ValueError):
        raise UseError(f"{paths.name(path)} is geen kaart: zet het oude bestand terug") from None


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
    return Area(feature["properties"]["wijk"], ring)


def _lines(feature: Any) -> list[Line]:
    shape = feature["geometry"]
    lines = [shape["coordinates"]] if shape["type"] == "LineString" else shape["coordinates"]
    return [_corners(line) for line in lines]


def _corners(line: Any) -> Line:
    return [(float(lon), float(lat)) for lon, lat, *_ in line]

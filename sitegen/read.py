"""From the files of a project to a checked Site, or every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sitegen import validate
from sitegen.fields import Invalid, Report
from sitegen.geo import Area
from sitegen.load import load_json, load_page, load_yaml
from sitegen.model import Settings, Site, Status, Text
from sitegen.nodes import Document, Scalar
from sitegen.paths import Paths
from sitegen.problems import DataError, Problem, errors
from sitegen.records import FILES, PAGE
from sitegen.validate import Entry


def read_site(paths: Paths, today: date) -> tuple[Site, list[Problem]]:
    """The site and its warnings. Raises DataError with all problems when one of them is an error."""
    report = Report()
    documents = {name: _document(paths, name) for name in FILES}
    for document in documents.values():
        report.problems.extend(document.problems)
    settings = validate.settings(documents["site"], FILES["site"], report)
    entries = {
        name: validate.entries(document, name, FILES[name], report)
        for name, document in documents.items()
        if name != "site"
    }
    texts = _texts(paths, report)
    report.problems.extend(validate.references(report.references, _known(documents), _unread(documents)))
    report.problems.extend(_together(settings, entries, documents, _areas(paths), today))
    if errors(report.problems) or not settings:
        raise DataError(report.problems)
    return _site(settings, entries, texts), sorted(set(report.problems))


def _together(
    settings: Settings | None,
    entries: Mapping[str, list[Entry]],
    documents: Mapping[str, Document],
    areas: Mapping[int, Area],
    today: date,
) -> Iterator[Problem]:
    """What only shows when records are seen beside each other, or beside the calendar."""
    yield from validate.parts_of_programmes(entries["programmes"])
    yield from validate.on_the_map(entries["digipunten"], _by_id(entries["wijken"]), areas)
    yield from validate.notices(entries["digipunten"], today)
    if not settings:
        return
    site = _site(settings, entries, {})
    yield from validate.first_contact_can_be_called(settings, documents["site"], site.contacts)
    yield from validate.example_address(settings, documents["site"])
    running = [e for e in entries["programmes"] if e.valid and site.status(e.value, today) is not Status.OVER]
    for found, advice in (
        (entries["digipunten"], "bel of ga langs"),
        (entries["contacts"], "kijk na of het nog klopt"),
        # An action that is over needs no new check.
        (running, "kijk na of het nog klopt"),
    ):
        yield from validate.age(found, settings.drempels, today, advice)


def _document(paths: Paths, name: str) -> Document:
    path = paths.data / f"{name}.yaml"
    return load_yaml(path, paths.name(path))


def _texts(paths: Paths, report: Report) -> dict[str, Text]:
    """The pages of content/, by their path without `.md`."""
    texts: dict[str, Text] = {}
    for path in sorted(paths.content.rglob("*.md")):
        page = load_page(path, paths.name(path))
        report.problems.extend(page.front.problems)
        if page.front.node is None or isinstance(page.front.node, Scalar):
            if page.front.whole:
                message = (
                    'schrijf tussen de twee regels "---" een regel "titel: …" en een regel "beschrijving: …"'
                )
                report.problems.append(page.source.problem(1, 1, "front-matter", message))
            continue
        report.problems.extend(validate.markdown(page))
        front = PAGE.read(page.front.node, report)
        if not isinstance(front, Invalid):
            name = path.relative_to(paths.content).with_suffix("").as_posix()
            texts[name] = Text(name, page.source.name, body=page.body, body_line=page.body_line, **front)
    return texts


def _site(settings: Settings, entries: Mapping[str, list[Entry]], texts: Mapping[str, Text]) -> Site:
    kinds = ("contacts", "programmes", "digipunten", "wijken", "postcodes")
    return Site(settings, texts=texts, **{name: _by_id(entries[name]) for name in kinds})


def _by_id(entries: list[Entry]) -> dict[str, Any]:
    return {entry.id.text: entry.value for entry in entries if entry.valid and entry.id}


def _known(documents: Mapping[str, Document]) -> dict[str, list[str]]:
    """The ids of each kind, also of records that have problems of their own."""
    site = documents["site"]
    words = {name: validate.ids_below(site, "site", name) for name in ("doelgroepen", "aanbod")}
    return {name: validate.ids_typed(document) for name, document in documents.items()} | words


def _unread(documents: Mapping[str, Document]) -> set[str]:
    """Kinds whose file nobody could read: what refers to them may be right."""
    unread = {name for name, document in documents.items() if document.node is None}
    return unread | {"doelgroepen", "aanbod"} if "site" in unread else unread


def _areas(paths: Paths) -> dict[int, Area]:
    """The outlines of the districts, by number; none when the project has no map."""
    path = paths.data / "kaart" / "wijken.geojson"
    if not path.is_file():
        return {}
    return {
        feature["properties"]["wijknr"]: Area(
            feature["properties"]["wijk"], feature["geometry"]["coordinates"][0]
        )
        for feature in load_json(Path(path))["features"]
    }

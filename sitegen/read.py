"""From the files of a project to a checked Site, or every problem at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sitegen import validate
from sitegen.fields import Invalid, Report
from sitegen.geo import Area
from sitegen.load import load_json, load_page, load_yaml
from sitegen.model import Settings, Site, Text
from sitegen.nodes import Document, Scalar
from sitegen.paths import Paths
from sitegen.problems import DataError, Problem, errors
from sitegen.records import FILES, PAGE
from sitegen.validate import Entry

RECHECK = {
    "digipunten": "bel of ga langs",
    "contacts": "kijk na of het nog klopt",
    "programmes": "kijk na of het nog klopt",
}


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
    unread = [name for name, document in documents.items() if not document.whole]
    report.problems.extend(
        validate.references(report.references, _known(settings, entries), _kinds(unread, settings))
    )
    if settings:
        site = _site(settings, entries, texts)
        report.problems.extend(_together(site, entries, documents, _areas(paths), today))
    if errors(report.problems):
        raise DataError(report.problems)
    assert settings
    return site, sorted(set(report.problems))


def _together(
    site: Site,
    entries: Mapping[str, list[Entry]],
    documents: Mapping[str, Document],
    areas: Mapping[int, Area],
    today: date,
) -> list[Problem]:
    thresholds = site.settings.drempels
    statuses = {id: site.status(programme, today) for id, programme in site.programmes.items()}
    return [
        *validate.first_contact_can_be_called(site.settings, documents["site"], site.contacts),
        *validate.example_address(site.settings, documents["site"]),
        *validate.parts_of_programmes(entries["programmes"]),
        *validate.on_the_map(entries["digipunten"], site.wijken, areas),
        *validate.notices(entries["digipunten"], today),
        *validate.age(entries["digipunten"], thresholds, today, RECHECK["digipunten"]),
        *validate.age(entries["contacts"], thresholds, today, RECHECK["contacts"]),
        *validate.age(
            validate.running(entries["programmes"], statuses), thresholds, today, RECHECK["programmes"]
        ),
    ]


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
    def by_id(name: str) -> dict[str, Any]:
        made = [e for e in entries[name] if not isinstance(e.value, Invalid) and e.id]
        return {e.id.text: e.value for e in made if e.id}

    kinds = ("contacts", "programmes", "digipunten", "wijken", "postcodes")
    return Site(settings, texts=texts, **{name: by_id(name) for name in kinds})


def _known(settings: Settings | None, entries: Mapping[str, list[Entry]]) -> dict[str, list[str]]:
    known = {name: [entry.id.text for entry in found if entry.id] for name, found in entries.items()}
    if settings:
        known["doelgroepen"] = [term.id for term in settings.doelgroepen]
        known["aanbod"] = [term.id for term in settings.aanbod]
    return known


def _kinds(unread: list[str], settings: Settings | None) -> list[str]:
    return unread if settings else [*unread, "doelgroepen", "aanbod"]


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

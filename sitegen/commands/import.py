"""`import`: what the open data of the city would change; with --write the lines in data/digipunten.yaml."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sitegen import splice
from sitegen.commands import today
from sitegen.imported_hours import Change
from sitegen.importing import Comparison, NewPlace, compare
from sitegen.load import load_bytes
from sitegen.model import Site
from sitegen.nodes import Document
from sitegen.open_data import OpenData, printable, read_open_data
from sitegen.pages import double_addresses
from sitegen.paths import Paths
from sitegen.problems import DataError, Problem, errors
from sitegen.read import read
from sitegen.splice import Value
from sitegen.text import counted, listed, number
from sitegen.write import replace_file

LIST = "digipunten"
# What must be right before a list is compared with ours: the list itself, and the words it uses.
NEEDED = (LIST, "site", "wijken", "postcodes", "kalenders")
# Messages hold text of the source, which may be endless.
LONGEST_LINE = 400


def run(args: Namespace) -> int:
    paths, day = Paths.of(args.root), today(args)
    data = read_open_data(load_bytes(args.file), printable(args.file.name, 80))
    reading = _read(paths, day)
    path = paths.data / f"{LIST}.yaml"
    old = load_bytes(path)
    found = compare(data, reading.site, reading.document, day)
    for line in _report(data, found, reading.site, paths.name(path)):
        print(printable(line, LONGEST_LINE))
    if not found.writes:
        print("Er valt niets te bewaren.")
    elif not args.write:
        print(f'Er is nog niets bewaard. Klopt het? Typ make import BESTAND="{args.file}" BEWAAR=ja')
    else:
        replace_file(path, old, _spliced(old, found, reading, data, paths, day))
        print(f"Bewaard in {paths.name(path)}. Typ nu make verschil en make check.")
    return 0


@dataclass(frozen=True)
class _Reading:
    """A reading without errors in what is needed here."""

    site: Site
    document: Document
    addresses: frozenset[Problem]


def _read(paths: Paths, day: date, draft: bytes | None = None) -> _Reading:
    reading = read(paths, day, {} if draft is None else {LIST: draft})
    needed = {paths.name(paths.data / f"{name}.yaml") for name in NEEDED}
    wrong = [problem for problem in errors(reading.problems) if problem.file in needed]
    if wrong or not reading.site:
        raise DataError(wrong or reading.problems)
    double = double_addresses(list(reading.texts.values()), reading.ids)
    return _Reading(reading.site, reading.documents[LIST], frozenset(double))


def _spliced(old: bytes, found: Comparison, ours: _Reading, data: OpenData, paths: Paths, day: date) -> bytes:
    """The file with its changes, which reads without errors, says what it should, and nothing else."""
    new = splice.apply_to(old, found.edits(ours.document))
    read_back = _read(paths, day, new)
    if double := read_back.addresses - ours.addresses:
        raise DataError(double)
    changed = {place.place.id for place in found.changed}
    kept = {id: place for id, place in ours.site.digipunten.items() if id not in changed}
    again = compare(data, read_back.site, read_back.document, day)
    if again.writes or not kept.items() <= read_back.site.digipunten.items():
        raise RuntimeError(f"the changes of {LIST}.yaml do not read back as they were meant")
    return new


def _report(data: OpenData, found: Comparison, ours: Site, file: str) -> Iterator[str]:
    yield (
        f"{counted(len(data.records), 'plaats', 'plaatsen')} in de bron ({data.shape}), "
        f"{number(len(ours.digipunten))} in {file}."
    )
    if data.unknown_fields:
        yield f"Deze velden van de bron lezen we niet: {listed(data.unknown_fields)}."
    if not data.complete:
        yield (
            f"Let op: dit bestand is een deel van de lijst. Volgens de bron zijn er {number(data.total)} plaatsen. "
            "Neem de export JSON, GeoJSON of CSV om alles te hebben."
        )
    yield ""
    if found.changed:
        yield f"VERANDERT: {counted(len(found.changed), 'plaats', 'plaatsen')}"
        for place in found.changed:
            yield f"  {place.place.naam} ({file}, regel {place.line})"
            for change in sorted(place.changes, key=lambda change: change.line):
                yield f"    regel {change.line}: {_in_words(change)}"
        yield ""
    if found.new:
        yield f"NIEUW: {counted(len(found.new), 'plaats', 'plaatsen')}, onderaan in {file}"
        yield '  Niemand keek ze na: de site zegt er "bel eerst" bij tot jij "nagekeken:" invult.'
        for new in found.new:
            yield from _new_in_words(new)
        yield ""
    if found.questions:
        yield f"VRAGEN: {number(len(found.questions))}. Hier verandert niets; kijk het na en pas het zelf aan."
        for question in found.questions:
            where = f" (regel {question.line})" if question.line else ""
            yield f"  {printable(question.who, 60)}{where}: {question.text}"
        yield ""
    if found.missing:
        yield f"NIET IN DE BRON: {counted(len(found.missing), 'plaats', 'plaatsen')}. Hier verandert niets."
        for missing, line in found.missing:
            yield f"  {missing.naam} (regel {line})"
        yield ""


def _in_words(change: Change) -> str:
    if not change.new:
        return f"{change.what} weg ({change.old}): niemand keek de nieuwe uren na"
    if not change.old:
        return f"{change.what} erbij: {change.new}"
    return f"{change.what}: {change.old} → {change.new}"


def _new_in_words(new: NewPlace) -> Iterator[str]:
    yield f"  {new.values['naam']}"
    for key, value in new.values.items():
        if key not in ("naam", "bron"):
            yield f"    {key}: {_flat(value)}"


def _flat(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_flat(inner)}" for key, inner in value.items())
    return ", ".join(map(_flat, value))

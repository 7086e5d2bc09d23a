"""What the editors' programs know of the data files: a JSON Schema for each, from the declarations in `records`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sitegen.fields import Schema, proposals
from sitegen.records import FILES, SHARED, SINGLE

DRAFT = "http://json-schema.org/draft-07/schema#"
# Below data/, so that the head of a data file names it by a short path.
FOLDER = "schema"


def schemas() -> dict[str, str]:
    """The text of each schema by its file name. What records refer to stands in another file: see `known_ids`."""
    return {f"{name}.json": _as_json(_of_file(name)) for name in FILES}


def known_ids(ids: Mapping[str, Sequence[str]]) -> str:
    """The ids of today, which a program proposes. Nothing is refused for being younger than this file."""
    return _as_json(
        {
            "$schema": DRAFT,
            "title": "Woorden die een ander bestand kent",
            "definitions": {
                name: {"defaultSnippets": proposals(sorted(set(found)))}
                for name, found in sorted(ids.items())
            },
        }
    )


def _of_file(name: str) -> Schema:
    below = FILES[name].schema()
    if name not in SINGLE:
        message = f'Hier hoort een lijst: elk deel begint met "- ", en staat onder "{name}:".'
        below = {"type": "array", "items": below, "errorMessage": message}
    return {
        "$schema": DRAFT,
        "title": name,
        "type": "object",
        "properties": {name: below},
        "additionalProperties": False,
        "required": [name],
        "errorMessage": f'Alles staat in dit bestand onder "{name}:".',
        "definitions": _shared_by(below),
    }


def _shared_by(found: Schema) -> dict[str, Schema]:
    """What a schema refers to; SHARED names each before what it refers to itself."""
    used: dict[str, Schema] = {}
    for name, schema in SHARED.items():
        if f"#/definitions/{name}" in json.dumps([found, used]):
            used[name] = schema()
    return used


def _as_json(found: Schema) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"

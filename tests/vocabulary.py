"""The vocabulary of schema.org, read from Google's package of types, and what data get wrong against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sitegen.paths import HOME

FILE = HOME / "tests" / "node_modules" / "schema-dts" / "dist" / "schema.d.ts"
FORMS = {
    "Time": r"\d\d:\d\d(:\d\d)?",
    "Date": r"\d{4}-\d\d-\d\d",
    "DateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d.*",
    "URL": r"(https?|mailto|tel):\S+",
    # The address of a thing stands for the thing.
    "IdReference": r"https?:\S+",
    "Text": r"(?s).+",
}


class Vocabulary(NamedTuple):
    """The properties of each type and what they may hold; the parents of each; which types a type also takes."""

    properties: dict[str, dict[str, list[str]]]
    parents: dict[str, list[str]]
    kinds: dict[str, list[str]]


@cache
def vocabulary() -> Vocabulary:
    text = FILE.read_text(encoding="utf-8")
    properties, parents = {}, {}
    for name, above, body in re.findall(r"(?m)^interface (\w+)Base extends ([^{]+?) \{\n((?s:.*?))^\}", text):
        properties[name] = {
            key: values.split(" | ")
            for key, values in re.findall(r'"(\w+)"\?: SchemaValue<(.+?), "\w+">;', body)
        }
        parents[name] = re.findall(r"(\w+)Base\b", above)
    # A type without properties of its own is only what it is a kind of.
    for name, above in re.findall(r"(?m)^(?:export )?interface (\w+)Leaf extends ([^{]+?) \{", text):
        properties.setdefault(name, {})
        parents.setdefault(name, re.findall(r"(\w+)Base\b", above))
    kinds = {
        name: values.split(" | ") for name, values in re.findall(r"(?m)^export type (\w+) = (.+);$", text)
    }
    return Vocabulary(properties, parents, kinds)


def wrong(thing: dict[str, Any], where: str = "") -> Iterator[str]:
    """Every type, property and value that the vocabulary does not know."""
    kind = thing.get("@type")
    if kind not in vocabulary().properties:
        yield f"{where}: {kind} is geen type"
        return
    for name, value in thing.items():
        if name[0] != "@":
            place = f"{where}/{kind}.{name}"
            allowed = _allowed(kind, name)
            if not allowed:
                yield f"{place}: {kind} heeft dit niet"
                continue
            for each in value if isinstance(value, list) else [value]:
                yield from _wrong_value(each, allowed, place)


def _allowed(kind: str, name: str) -> list[str]:
    found = vocabulary().properties.get(kind, {}).get(name)
    if found:
        return found
    return [each for parent in vocabulary().parents.get(kind, ()) for each in _allowed(parent, name)]


def _wrong_value(value: Any, allowed: list[str], place: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from wrong(value, place)
        if not any(_is_kind_of(value.get("@type", ""), kind) for kind in allowed):
            yield f"{place}: {value.get('@type')} kan hier niet, wel {allowed}"
    elif isinstance(value, bool):
        if "Boolean" not in allowed:
            yield f"{place}: {value}"
    elif isinstance(value, int | float):
        if not {"Number", "Integer"} & set(allowed):
            yield f"{place}: {value}"
    elif not any(_fits(value, kind) for kind in allowed):
        yield f"{place}: {value!r} is geen {allowed}"


def _fits(value: str, kind: str) -> bool:
    if kind in FORMS:
        return bool(re.fullmatch(FORMS[kind], value))
    # A word of a list.
    return f'"{value}"' in vocabulary().kinds.get(kind, ())


def _is_kind_of(kind: str, wanted: str) -> bool:
    return kind == wanted or any(_is_kind_of(parent, wanted) for parent in vocabulary().parents.get(kind, ()))

"""An empty record for an editor to fill in: its keys with their explanations, from the declarations in `records`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from sitegen.fields import Choice, Key, Many, Record
from sitegen.splice import scalar
from sitegen.text import listed

# Behind a key without a value, which `check` refuses until it is filled in.
FILL_IN = "vul in: "
ALSO = '# Weet je dit ook? Haal "# " weg en vul in. Laat weg wat je niet weet.'


def blank(record: Record, values: Mapping[str, str]) -> list[str]:
    """The lines of a new record: with the values that are known, then what must and what may be filled in."""
    usual = dict.fromkeys(chain(record.usual, record.required))
    others = [key for name, key in record.keys.items() if name not in usual]
    lines = [line for name in usual for line in _wanted(record.keys[name], values)]
    optional = [line for key in others for line in _offered(key)]
    return [*lines, *([ALSO, *(f"# {line}" for line in optional)] if optional else [])]


def _wanted(key: Key, values: Mapping[str, str]) -> Iterator[str]:
    if key.name in values:
        yield f"{key.name}: {scalar(values[key.name])}"
    elif isinstance(key.kind, Record):
        yield f"{key.name}:"
        for name, inner in key.kind.keys.items():
            wanted = inner.required or name in key.kind.usual
            lines = _wanted(inner, {}) if wanted else (f"# {line}" for line in _offered(inner))
            yield from (f"  {line}" for line in lines)
    else:
        yield f"{key.name}:  # {FILL_IN}{_explained(key)}"


def _offered(key: Key) -> Iterator[str]:
    """The lines of a key that may be left out, without values: nobody leaves an example standing."""
    inner = key.kind.kind if isinstance(key.kind, Many) else key.kind
    if not isinstance(inner, Record):
        yield f"{key.name}:  # {_explained(key)}"
        return
    yield f"{key.name}:  # {key.help}"
    lines = [line for below in inner.keys.values() for line in _offered(below)]
    if isinstance(key.kind, Many):
        lines = [f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]
    yield from (f"  {line}" for line in lines)


def _explained(key: Key) -> str:
    if isinstance(key.kind, Choice):
        words = listed(key.kind.values, "of")
        return key.help if words in key.help else f"{key.help.rstrip('?')}: {words}"
    known = key.example in key.help or "zoals" in key.help
    return f"{key.help}, zoals {key.example}" if key.example and not known else key.help

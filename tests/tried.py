"""How many payloads, faults and mutations the tests tried: counted in each process, told once at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

# What stands before the name of a count in the properties of a report, which xdist sends to where the end is told.
MARK = "tried: "


def as_property(what: str, count: int) -> tuple[str, int]:
    return MARK + what, count


def summary(properties: Iterable[tuple[str, object]]) -> str:
    """'geprobeerd: 40 fouten, 300 aanvallen', or nothing."""
    counts: Counter[str] = Counter()
    for name, value in properties:
        if name.startswith(MARK) and isinstance(value, int):
            counts[name.removeprefix(MARK)] += value
    told = (f"{counts[what]:,} {what}".replace(",", ".") for what in sorted(counts))
    return f"geprobeerd: {', '.join(told)}" if counts else ""

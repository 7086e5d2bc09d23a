"""What a measure gives: a number, and what it was found in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Found(NamedTuple):
    value: float
    what: tuple[str, ...] = ()


# The measures of one page, by their name in `targets`.
Measures = dict[str, Found]


def counted(what: Iterable[str]) -> Found:
    listed = tuple(what)
    return Found(len(listed), listed)

"""The opening hours of the open data: what they say, for which channel, and which lines they change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sitegen import splice
from sitegen.dates import WEEKDAYS
from sitegen.hours import (
    CLOSED,
    DAY_WORD,
    NIGHT,
    Day,
    Week,
    by_hours,
    days_in_words,
    full_week,
    parse_day,
    parse_days,
    parse_week,
    typed,
)
from sitegen.model import CHANNELS
from sitegen.nodes import Mapping as MappingNode
from sitegen.nodes import Node, Scalar
from sitegen.splice import Edit
from sitegen.text import listed, plain

# Whether somebody helps: the source says so, or says nothing, or says something else than yes or no.
Helped = Literal["ja", "nee", "", "onduidelijk"]


@dataclass(frozen=True)
class Change:
    """One fact that gets another value; `line` is where it stands, or where the block is that gets it."""

    what: str
    old: str
    new: str
    line: int
    edits: tuple[Edit, ...]


def read_hours(text: str) -> Week:
    """Blocks between ";", each with its days. A ValueError says in Dutch why this is not clear."""
    blocks = [block.strip() for block in text.split(";") if block.strip()]
    week = parse_week("; ".join(blocks))
    for block in blocks:
        if not DAY_WORD.match(plain(block)):
            raise ValueError(f'"{block}" begint niet met een dag')
    if all(day == CLOSED for day in week.values()):
        raise ValueError("er is geen enkele dag open")
    ranges = [found for day in week.values() for found in day.ranges]
    if any(found.opens < NIGHT and found.closes <= 12 * 60 for found in ranges):
        raise ValueError("er staan uren in de nacht")
    return week


def channel_of(week: Week, ours: Mapping[str, Week], helped: Helped) -> str:
    """The channel these hours are of. A ValueError says in Dutch why nobody can tell."""
    same = [channel for channel in VISITED if channel in ours and is_same(ours[channel], week)]
    if same:
        return same[0]
    if len(ours) > 1:
        names = listed(channel for channel in CHANNELS if channel in ours)
        raise ValueError(f"hier staan uren voor {names}: voor welk kanaal gelden ze?")
    only = next(iter(ours), "")
    meant = VISITED_BY.get(helped, only)
    if not meant or (only and only not in VISITED) or helped == "onduidelijk":
        raise ValueError("gelden ze voor de hulp of voor de computer?")
    if only and only != meant:
        raise ValueError(f'hier staan uren voor {only}, en bij "begeleider" zegt de bron {helped}')
    return meant


VISITED = ("hulp", "computer")
VISITED_BY: Mapping[str, str] = {"ja": "hulp", "nee": "computer"}


def is_same(one: Week, other: Week) -> bool:
    """A day that is not written is closed."""
    return full_week(one) == full_week(other)


def as_block(week: Week) -> dict[str, splice.Value]:
    """A week as the block of a new channel."""
    return {WEEKDAYS[index]: typed(day) for index, day in sorted(week.items()) if day != CLOSED}


def in_one_line(week: Week) -> str:
    """'maandag en dinsdag 9:00-12:00; zaterdag 10:00-12:00'."""
    groups = by_hours({index: day for index, day in week.items() if day != CLOSED})
    return "; ".join(f"{days_in_words(days)} {typed(day)}" for day, days in groups.items())


def changes_of_week(uren: MappingNode, channel: str, week: Week) -> list[Change]:
    """The lines below `uren:` that make the week of this channel another one; the others stay."""
    node = uren.get(channel)
    if isinstance(node, MappingNode):
        return [*_written_days(node, channel, week), *_missing_days(node, channel, week)]
    new = in_one_line(week)
    if isinstance(node, Scalar):
        edit = splice.put(uren, channel, new)
        return [Change(f"uren, {channel}", " ".join(node.text.split()), new, node.line, (edit,))]
    return [Change(f"uren, {channel}", "", new, uren.line, (splice.add(uren, channel, as_block(week)),))]


def _written_days(node: MappingNode, channel: str, week: Week) -> Iterator[Change]:
    """A key of several days of which some change is split: "ma-vr" becomes "maandag tot en met donderdag"."""
    for name, value in node.entries:
        old = parse_day(_text(value))
        groups: dict[Day, list[int]] = {}
        for index in parse_days(name.text):
            groups.setdefault(week.get(index, CLOSED), []).append(index)
        if list(groups) == [old]:
            continue
        kept = old if old in groups else next(iter(groups))
        edits = []
        if len(groups) > 1:
            edits.append(splice.rekey(node, name, days_in_words(groups[kept])))
        if kept != old and isinstance(value, Scalar):
            edits.append(splice.put(node, name.text, typed(kept)))
        for day, days in groups.items():
            if day != kept:
                edits.append(splice.add(node, days_in_words(days), typed(day), beside=name))
        new = "; ".join(
            f"{days_in_words(days)} {typed(day)}" if len(groups) > 1 else typed(day)
            for day, days in groups.items()
        )
        yield Change(
            f"uren, {channel}, {name.text}", " ".join(_text(value).split()), new, name.line, tuple(edits)
        )


def _missing_days(node: MappingNode, channel: str, week: Week) -> Iterator[Change]:
    written = [(name, parse_days(name.text)) for name, _ in node.entries]
    known = {index for _, days in written for index in days}
    for index, day in sorted(week.items()):
        if index in known or day == CLOSED:
            continue
        later = next((name for name, days in written if min(days) > index), None)
        edit = splice.add(node, WEEKDAYS[index], typed(day), beside=later, before=later is not None)
        line = (later or written[-1][0]).line
        yield Change(f"uren, {channel}, {WEEKDAYS[index]}", "", typed(day), line, (edit,))


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""


def yes_or_no(text: str) -> Helped:
    """'onduidelijk' for every word that is not plainly yes or no; "onbekend" says nothing."""
    try:
        return YES_NO.get(re.sub(r"[.!]$", "", plain(text)), "onduidelijk")
    except ValueError:
        # Curly quotes and what cannot be seen are no answer.
        return "onduidelijk"


YES_NO: Mapping[str, Helped] = {
    **dict.fromkeys(("ja", "true"), "ja"),
    **dict.fromkeys(("nee", "neen", "false"), "nee"),
    **dict.fromkeys(("", "onbekend"), ""),
}

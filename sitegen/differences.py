"""From two readings of a page to lines in words: what was added, what went, what became something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from sitegen.text import NBSP
from sitegen.visible import DESCRIPTION, DRAWING, HEADINGS, SITE_NAME, TITLE, Piece

# Of a longer text only the part that differs is told, with some words around it.
LONGEST = 200
AROUND = 4
# Two pieces less alike than this are two different pieces.
LIKENESS = 0.4

SENTENCE_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"”’)]))\s+(?=[^\sa-z])")

REORDERED = "de volgorde op deze pagina verandert"


def only_in_one(old: Iterable[Piece], new: Iterable[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces that only the old page has, and those that only the new one has, in order."""
    before, after = Counter(old), Counter(new)
    return list((before - after).elements()), list((after - before).elements())


def is_reordered(old: Sequence[Piece], new: Sequence[Piece]) -> bool:
    """Whether the pieces that both have stand in another order."""
    gone, came = (Counter(side) for side in only_in_one(old, new))
    return _without(old, gone) != _without(new, came)


def in_words(old: Sequence[Piece], new: Sequence[Piece]) -> list[str]:
    """A line for each difference, in the order of the page."""
    moved = _moved(old, new)
    lines: list[str] = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation != "equal":
            gone, came = _without(old[a:b], moved), _without(new[c:d], moved)
            lines += (line for pair in _pairs(gone, came) for line in _pair_in_words(*pair))
    lines += [REORDERED] if is_reordered(old, new) else []
    return _once(lines)


def became(old: str, new: str) -> str:
    """'"oud" wordt "nieuw"', of long texts only what differs."""
    before, after = part_that_differs(old, new)
    return f'"{before}" wordt "{after}"'


def sentences(old: str, new: str) -> list[str]:
    """The sentences of a text that changed, each in a line."""
    before, after = SENTENCE_END.split(plain(old)), SENTENCE_END.split(plain(new))
    lines: list[str] = []
    for operation, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if operation == "equal":
            continue
        gone, came = before[a:b], after[c:d]
        if len(gone) == len(came):
            lines += map(became, gone, came)
        elif gone and came:
            lines.append(became(" ".join(gone), " ".join(came)))
        else:
            lines += [f'"{shortened(text)}" valt weg' for text in gone]
            lines += [f'"{shortened(text)}" komt erbij' for text in came]
    return lines


def part_that_differs(old: str, new: str) -> tuple[str, str]:
    """Two texts as they are, or when one is long, without most of what they share at both ends."""
    old, new = plain(old), plain(new)
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    before, after = old.split(" "), new.split(" ")
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    return _middle(before, head, tail), _middle(after, head, tail)


def shortened(text: str) -> str:
    text = plain(text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 2].rstrip()} …"


def plain(text: str) -> str:
    return " ".join(text.replace(NBSP, " ").split())


def _once(lines: Iterable[str]) -> list[str]:
    """Each line once; a name that stands in the head of a page and on it changes once."""
    found = list(dict.fromkeys(lines))
    said = {
        line.removeprefix(f"{name}: ")
        for name in (TITLE, SITE_NAME)
        for line in found
        if line.startswith(name)
    }
    return [line for line in found if line.removeprefix("kop: ") not in said]


def _moved(old: Sequence[Piece], new: Sequence[Piece]) -> Counter[Piece]:
    """What only changes places: SequenceMatcher tells it as gone here and come there."""
    gone: Counter[Piece] = Counter()
    came: Counter[Piece] = Counter()
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation != "equal":
            gone.update(old[a:b])
            came.update(new[c:d])
    return gone & came


def _without(pieces: Iterable[Piece], left_out: Counter[Piece]) -> list[Piece]:
    left = left_out.copy()
    kept = []
    for piece in pieces:
        if left[piece]:
            left[piece] -= 1
        else:
            kept.append(piece)
    return kept


def _pairs(gone: list[Piece], came: list[Piece]) -> Iterator[tuple[Piece | None, Piece | None]]:
    """What became what: the same kind of block under the same label, or with much the same words."""
    if [_kind(piece) for piece in gone] == [_kind(piece) for piece in came]:
        yield from zip(gone, came, strict=True)
        return
    left = list(came)
    for old in gone:
        found = _counterpart(old, [new for new in left if _kind(new) == _kind(old)])
        if found:
            left.remove(found)
        yield old, found
    for new in left:
        yield None, new


def _kind(piece: Piece) -> tuple[str, str]:
    return piece.tag, piece.label


def _counterpart(old: Piece, likely: list[Piece]) -> Piece | None:
    if not likely:
        return None
    if old.label or old.tag == "h1":
        return likely[0]
    # SequenceMatcher remembers what it knows of its second text.
    matcher = SequenceMatcher(None, [], old.text.split(), autojunk=False)
    best, found = LIKENESS, None
    for new in likely:
        matcher.set_seq1(new.text.split())
        if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best and matcher.ratio() >= best:
            best, found = matcher.ratio(), new
    return found


def _pair_in_words(old: Piece | None, new: Piece | None) -> Iterator[str]:
    piece = new or old
    assert piece
    where = _where(piece)
    if not (old and new):
        verb = "komt erbij" if new else "valt weg"
        yield f"{where}{_named(piece)} {verb}"
        return
    if old.text != new.text:
        yield from (f"{where}{line}" for line in sentences(old.text, new.text))
    if old.targets != new.targets and _is_worth_telling(old, new):
        yield f"{where}{_named(new)} leidt nu naar {_listed(new.targets)} (was {_listed(old.targets)})"
    elif old.text == new.text:
        yield f"{where}{_named(new)} ziet er anders uit"


def _is_worth_telling(old: Piece, new: Piece) -> bool:
    """A link to a number or a mailbox that stands in the words changes with them."""
    shown = all(target.startswith(("tel:", "mailto:", "sms:")) for target in (*old.targets, *new.targets))
    return old.text == new.text or not shown


def _named(piece: Piece) -> str:
    if piece.label == DRAWING:
        return "de tekening"
    return f'"{shortened(piece.text)}"' if piece.text else f"een onderdeel zonder woorden ({piece.tag})"


def _listed(targets: Sequence[str]) -> str:
    return " en ".join(f'"{shortened(target)}"' for target in targets) or "niets"


def _where(piece: Piece) -> str:
    """Where a line stands, in front of it: 'titel: ', 'Prijs: ', 'onder "Waar?": '."""
    if piece.label in (TITLE, DESCRIPTION) or (piece.label and piece.label != DRAWING):
        return f"{plain(piece.label)}: "
    if piece.tag == "h1":
        return "kop: "
    if piece.tag in HEADINGS:
        return "tussentitel: "
    return f'onder "{shortened(piece.heading)}": ' if piece.heading else ""


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _middle(words: list[str], head: int, tail: int) -> str:
    start, end = max(0, head - AROUND), min(len(words), len(words) - tail + AROUND)
    text = shortened(" ".join(words[start:end]))
    before = "… " if start else ""
    after = " …" if end < len(words) and not text.endswith("…") else ""
    return f"{before}{text}{after}"

"""Numbers, telephone numbers and lists in the words a visitor reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.regex import regex

# What YAML refuses, other line ends than those of an editor, and characters that cannot be seen but turn
# or split the text around them. The tab has a message of its own.
CONTROL = regex(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    r"\ufffe\uffff\U000e0000-\U000e007f]"
)
INVISIBLE = "hier staat een onzichtbaar stuurteken: wis het en typ de tekst opnieuw"

NBSP = "\u00a0"

SHORT_NUMBERS = regex(r"1[0-9]{2,3}|116[0-9]{3}")
# Zones with a single digit after the 0; all others have two (BIPT's numbering plan).
ONE_DIGIT_ZONES = ("02", "03", "04", "09")


@dataclass(frozen=True)
class Phone:
    """A Belgian number; `digits` starts with 0, or is a short number such as 112."""

    digits: str

    @property
    def uri(self) -> str:
        if SHORT_NUMBERS.fullmatch(self.digits):
            return f"tel:{self.digits}"
        return f"tel:+32{self.digits[1:]}"

    def __str__(self) -> str:
        digits = self.digits
        groups: tuple[str, ...]
        if SHORT_NUMBERS.fullmatch(digits):
            return digits
        if len(digits) == 10:
            groups = (digits[:4], digits[4:6], digits[6:8], digits[8:])
        elif digits.startswith(("0800", "0900", "0903", "078", "070")):
            head = 4 if digits.startswith(("08", "090")) else 3
            groups = (digits[:head], *_pairs(digits[head:]))
        elif digits.startswith(ONE_DIGIT_ZONES):
            groups = (digits[:2], digits[2:5], digits[5:7], digits[7:])
        else:
            groups = (digits[:3], *_pairs(digits[3:]))
        return NBSP.join(groups)


def parse_phone(text: str) -> Phone:
    """Read 09 210 10 10, 09/210.10.10, +32 9 210 10 10 or 112. A ValueError's message is for the editor."""
    if re.search(r"[^0-9\s+()./-]", text):
        raise ValueError(f'schrijf het nummer als 09 210 10 10, niet als "{text}"')
    digits = (
        re.sub(r"\(0\)|[^0-9]", "", text) if text.lstrip().startswith("+") else re.sub(r"[^0-9]", "", text)
    )
    if text.lstrip().startswith("+") or digits.startswith("0032"):
        country = digits.removeprefix("00")
        if not country.startswith("32"):
            raise ValueError(f'"{text}" is geen Belgisch nummer: schrijf het als 09 210 10 10')
        digits = "0" + country[2:]
    if SHORT_NUMBERS.fullmatch(digits):
        return Phone(digits)
    mobile = re.fullmatch(r"04[5-9][0-9]{7}", digits)
    fixed = re.fullmatch(r"0[1-9][0-9]{7}", digits)
    if not mobile and not fixed:
        raise ValueError(
            f'"{text}" heeft {len(digits)} cijfers: een vast nummer heeft er 9 (09 210 10 10), '
            "een gsm-nummer 10 (0470 12 34 56)"
        )
    return Phone(digits)


def visible(text: str) -> str:
    """The text, when it holds nothing that a word processor left. A ValueError's message is for the editor."""
    if text.isascii() and text.isprintable():
        return text
    if any(unicodedata.category(char) in ("Cc", "Cf") and char not in "\t\n\v\f\r" for char in text):
        raise ValueError("hier staat een onzichtbaar teken: haal de tekst weg en typ hem opnieuw")
    if re.search("[“”„‘’]", text):
        raise ValueError('hier staan gekrulde aanhalingstekens: typ rechte ("), of laat ze weg')
    return text


def plain(text: str) -> str:
    """Small letters, and one space for any white space."""
    return " ".join(visible(text).split()).casefold()


def number(value: int) -> str:
    """2500 as '2.500'."""
    return f"{value:,}".replace(",", ".")


def listed(words: Iterable[str], joint: str = "en") -> str:
    """'a, b en c'."""
    *head, last = list(words) or [""]
    return f"{', '.join(head)} {joint} {last}" if head else last


def counted(count: int, one: str, many: str) -> str:
    return f"{number(count)} {one if count == 1 else many}"


def slug(text: str) -> str:
    """A word for an address or an anchor: 'Sluizeken - Tolhuis' becomes 'sluizeken-tolhuis'."""
    return re.sub(r"[^a-z0-9]+", "-", unaccented(text).casefold()).strip("-")


def unaccented(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def sort_key(text: str) -> str:
    return unaccented(text).casefold()


def capitalised(text: str) -> str:
    """Only the first letter changes: 'eID' and names keep theirs."""
    return text[:1].upper() + text[1:]


def _pairs(digits: str) -> tuple[str, ...]:
    head = len(digits) % 2
    first = (digits[: 2 + head],) if digits else ()
    return (*first, *(digits[i : i + 2] for i in range(2 + head, len(digits), 2)))

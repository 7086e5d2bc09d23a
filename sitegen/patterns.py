"""Notations as regular expressions that the editors' programs read (JavaScript), as Python does.

Each matches every text that its parser takes, whatever its case and the blanks around it. It also matches some
that the parser refuses, such as 31 February: only `check` knows those.
"""

from __future__ import annotations

from sitegen.dates import MONTHS, WEEKDAYS
from sitegen.hours import CLOCK, DASH, DAY_NAMES, PARTS, TIME, TO, UNIT


def whole(pattern: str) -> str:
    """A text that holds this and nothing else; the small and the capital letters are the same."""
    return rf"(?i)^\s*(?:{pattern})\s*$"


def _series(item: str, joint: str) -> str:
    return f"{item}(?:{joint}{item})*"


def _either(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_RANGE = rf"(?:open\s+)?(?:van\s+)?(?:{TIME}{TO}{TIME}|[0-9]{{1,2}}{TO}(?:{CLOCK}|[0-9]{{1,2}}){UNIT})"
_NEXT_RANGE = r"\s*(?:[,;&/\n\r\v\f\u2028\u2029]|\ben\b)\s*"
_RANGES = _series(_RANGE, _NEXT_RANGE)
_HOURS = rf"(?:gesloten|bel\s+eerst|op\s+afspraak(?:(?:\s*[,:]\s*|\s+){_RANGES})?|{_RANGES})"
_WEEKDAY = rf"(?:{_either(tuple(DAY_NAMES))})\.?"
_NEXT_WEEKDAY = rf"\s*(?:[,&]|\ben\b|{DASH}|tot\s+en\s+met\b|t\.?e\.?m\b\.?|t/m\b)\s*"
_WEEKDAYS = _series(_WEEKDAY, _NEXT_WEEKDAY)
_PART = rf"(?:\s*(?:{'|'.join(PARTS)})\.?)?"
_CLAUSE = rf"{_WEEKDAYS}{_PART}\s*(?::\s*)?{_HOURS}"
_CLAUSES = _series(_CLAUSE, rf"(?:{_NEXT_RANGE}|\s+)")

HOURS = whole(_HOURS)
CALENDAR_ANSWER = whole(rf"gewoon\s+open|{_HOURS}")
DAYS = whole(_WEEKDAYS)
WEEK = whole(_CLAUSES)
HOURS_OR_WEEK = whole(f"{_HOURS}|{_CLAUSES}")

_YEAR = "(?:19[0-9]{2}|20[0-9]{2}|2100)"
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
_FIGURES = "|".join(rf"{_DAY}{sign}(?:0?[1-9]|1[0-2]){sign}{_YEAR}" for sign in "/-")
_DATE = (
    rf"(?:(?:{'|'.join(WEEKDAYS)})\s+)?"
    rf"(?:{_YEAR}-{_MONTH}-(?:0[1-9]|[12][0-9]|3[01])|{_FIGURES}|{_DAY}\s+(?:{'|'.join(MONTHS)})\s+{_YEAR})"
)

DATE = whole(_DATE)
DATES = whole(rf"(?:van\s+)?{_DATE}(?:\s+(?:tot\s+en\s+met|t\.?e\.?m\.?|t/m|tot)\s+{_DATE})?")
PARTIAL_DATE = whole(rf"{_YEAR}(?:-{_MONTH})?|{_DATE}")

_SIGNS = r"[\s()./+-]*"
_NATIONAL = rf"(?:4{_SIGNS}[5-9]|[1-9])(?:{_SIGNS}[0-9]){{7}}"
_PREFIX = rf"(?:(?:0{_SIGNS}0{_SIGNS})?3{_SIGNS}2{_SIGNS}(?:\(0\){_SIGNS})?|0{_SIGNS})"
_SHORT = rf"1(?:{_SIGNS}[0-9]){{2,3}}|1{_SIGNS}1{_SIGNS}6(?:{_SIGNS}[0-9]){{3}}"

PHONE = whole(rf"{_SIGNS}(?:{_PREFIX}{_NATIONAL}|{_SHORT}){_SIGNS}")

_ADDRESS_CHAR = r"[^\s<>\"`\\"
_SITE = rf"https?://{_ADDRESS_CHAR}/?#@:\[\]]+\.[a-z]{{2,}}(?::[0-9]*)?"

URL = whole(rf"{_SITE}(?:[/?#]{_ADDRESS_CHAR}]*)?")
BASE_URL = whole(rf"{_SITE}(?:/{_ADDRESS_CHAR}?#]*)?")
EMAIL = whole(r"[a-z0-9_+'-]+(?:\.[a-z0-9_+'-]+)*@[^\s@/]+\.[a-z]{2,}")

# Case counts in these.
SLUG = r"^\s*[a-z0-9]+(?:-[a-z0-9]+)*\s*$"
PAGE_ADDRESS = r"^\s*/(?!/)[^\s?#]*\s*$"
POSTCODE = r"^\s*[1-9][0-9]{3}\s*$"
COUNT = r"^\s*(?:[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3})+)\s*$"
MONTHS_COUNT = r"^\s*[0-9]{1,3}\s*$"
DEGREES = r"^\s*-?[0-9]{1,3}\.[0-9]{2,}\s*$"

FILLED = r"\S"


def length(least: int, most: int) -> str:
    """A text of so many characters, without the blanks around it."""
    return (
        rf"^\s*\S[\s\S]{{{least - 2},{most - 2}}}\S\s*$"
        if least > 1
        else rf"^\s*\S[\s\S]{{0,{most - 1}}}\s*$"
    )

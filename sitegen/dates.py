"""Dates as the data gives them (a day, a month or only a year), and in Dutch words."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sitegen.text import NBSP

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date that may be known to the month or the year only; `month` and `day` are 0 when unknown."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        if self.day:
            return in_words(self.first_day)
        return f"{MONTHS[self.month - 1]} {self.year}" if self.month else str(self.year)


def parse_partial_date(text: str) -> PartialDate:
    """Read 2026-12-25, 2026-12 or 2026. A ValueError's message is shown to the editor."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
    if not match:
        raise ValueError(f'schrijf de datum als 2026-12-25, 2026-12 of 2026, niet als "{text}"')
    found = PartialDate(*(int(part or 0) for part in match.groups()))
    if not 1900 <= found.year <= 2100 or (match[2] and not 1 <= found.month <= 12):
        raise ValueError(f'"{text}" bestaat niet: kijk het jaar en de maand na')
    if match[3] and not 1 <= found.day <= monthrange(found.year, found.month)[1]:
        raise ValueError(f'"{text}" bestaat niet: {_length(found)}')
    return found


def parse_date(text: str) -> date:
    """Read 2026-12-25. A ValueError's message is shown to the editor."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f'schrijf de datum als 2026-12-25, niet als "{text}"')
    return parse_partial_date(text).first_day


def in_words(day: date, weekday: bool = False) -> str:
    """'6 maart 2024', or 'woensdag 6 maart 2024'. Day and month stay on one line."""
    text = f"{day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {text}" if weekday else text


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; 31 March less one month is 28 or 29 February."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _length(found: PartialDate) -> str:
    days = monthrange(found.year, found.month)[1]
    return f"{MONTHS[found.month - 1]} {found.year} telt {days} dagen"

"""Dates as the data gives them (a day, a month or only a year), and in Dutch words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar

from sitegen.problems import did_you_mean
from sitegen.regex import regex
from sitegen.text import NBSP, plain

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

T = TypeVar("T")


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
        return date(self.year, month, self.day or days_in(self.year, month))

    @property
    def when(self) -> str:
        """'op 6 maart 2024', 'in maart 2024' or 'in 2024'."""
        return f"{'op' if self.day else 'in'} {self}"

    @property
    def iso(self) -> str:
        """'2024-03-06', '2024-03' or '2024'."""
        return "-".join([f"{self.year}", *(f"{part:02}" for part in (self.month, self.day) if part)])

    def __str__(self) -> str:
        if self.day:
            return in_words(self.first_day)
        return f"{MONTHS[self.month - 1]} {self.year}" if self.month else str(self.year)


@dataclass(frozen=True, order=True)
class DateRange:
    """From the first day to the last; both count."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def __iter__(self) -> Iterator[date]:
        return map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))

    def __and__(self, other: DateRange) -> DateRange | None:
        """The days that both have."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return DateRange(first, last) if first <= last else None

    def __str__(self) -> str:
        first, last = in_words(self.first, weekday=True), in_words(self.last, weekday=True)
        return first if self.first == self.last else f"{first} tot en met {last}"


ISO = regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
FIGURES = regex(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})")
NAMED = regex(r"([0-9]{1,2}) ([a-z]+) ([0-9]{4})")
YEAR = regex(r"[0-9]{4}")
MOMENT = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.,]+(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?")
THROUGH = regex(r"\s+(?:tot en met|t\.?e\.?m\.?|t/m)(?:\s+|$)")


# Many records were checked on the same day, and are closed on the same days.
REMEMBERED = 4096


@lru_cache(REMEMBERED)
def parse_partial_date(text: str) -> PartialDate:
    """Read a day in any notation of `parse_date`, 2026-12 or 2026. A ValueError's message is for the editor."""
    typed = text.strip()
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?", typed)
    if match:
        return _existing(text, int(match[1]), int(match[2]) if match[2] else None, None)
    if re.fullmatch(r"(?:[^\W\d]+ )?[\w./-]*", typed) and not (ISO.search(typed) or FIGURES.search(typed)):
        if re.search(r"[0-9][./-][0-9]", typed):
            raise ValueError(_how_to_write(text, typed))
        raise ValueError(f'schrijf de datum als 2026-12-25, 2026-12 of 2026, niet als "{text}"')
    day = parse_date(text)
    return PartialDate(day.year, day.month, day.day)


@lru_cache(REMEMBERED)
def parse_date(text: str) -> date:
    """Read 2026-12-25, 25/12/2026, 25-12-2026 or "vrijdag 25 december 2026": the day before the month.

    A ValueError's message is shown to the editor, also when the weekday is another day's.
    """
    typed = plain(text)
    weekday, _, rest = typed.partition(" ")
    if weekday not in WEEKDAYS:
        weekday, rest = "", typed
    if match := ISO.fullmatch(rest):
        year, month, day = match.groups()
    elif match := FIGURES.fullmatch(rest):
        day, _, month, year = match.groups()
    elif match := NAMED.fullmatch(rest):
        day, month, year = match.groups()
        if month not in MONTHS:
            raise ValueError(f'"{month}" is geen maand: schrijf ze voluit.{did_you_mean(month, MONTHS, 0.5)}')
        month = str(MONTHS.index(month) + 1)
    else:
        raise ValueError(_how_to_write(text, rest))
    found = _existing(text, int(year), int(month), int(day)).first_day
    if weekday and WEEKDAYS[found.weekday()] != weekday:
        raise ValueError(
            f"{in_words(found)} is een {WEEKDAYS[found.weekday()]}, geen {weekday}: kijk beide na"
        )
    return found


def parse_moment(text: str) -> datetime:
    """Read 2026-12-25T10:30, with seconds and a zone if it likes; without a zone it is naive.

    A ValueError's message is shown to the editor.
    """
    try:
        if MOMENT.fullmatch(text) and 1900 <= (found := datetime.fromisoformat(text)).year <= 2100:
            return found
    except ValueError:
        pass
    raise ValueError(f'schrijf het moment als 2026-12-25T10:30, niet als "{text}"')


def parse_dates(text: str) -> DateRange:
    """Read one date, or two with "tot en met", "t.e.m." or "van … tot …" between them; both days count.

    A ValueError's message is shown to the editor.
    """
    typed = plain(text)
    parts = THROUGH.split(typed.removeprefix("van "))
    if len(parts) == 1 and typed.startswith("van "):
        parts = re.split(r"\s+tot\s+", parts[0])
    two_dates = len(YEAR.findall(typed)) > 1
    if "" in parts or (len(parts) == 1 and typed.startswith("van ") and not two_dates):
        raise ValueError(f'"{text}" heeft geen begin of geen einde: schrijf "van … tot en met …"')
    if len(parts) == 1 and two_dates and re.search(r"(?<!tot )\ben\b|[,;&]", typed):
        raise ValueError(f'"{text}" zijn losse dagen: zet elke dag apart, op een eigen regel')
    if len(parts) > 2 or (len(parts) == 1 and two_dates):
        raise ValueError(
            f'schrijf een begin en een einde, zoals "24/12/2026 tot en met 3/1/2027", niet "{text}"'
        )
    first, last = parse_date(parts[0]), parse_date(parts[-1])
    if last < first:
        raise ValueError(f"{in_words(last)} ligt voor {in_words(first)}: wissel ze of verbeter er één")
    if len(parts) == 2 and first == last:
        raise ValueError(f'"{text}" begint en eindigt op dezelfde dag: schrijf die dag één keer')
    return DateRange(first, last)


def runs(found: Iterable[tuple[date, T]]) -> Iterator[tuple[DateRange, T]]:
    """Days in order, each with what holds: those in a row for which the same holds together."""
    run: tuple[DateRange, T] | None = None
    for day, value in found:
        if run and run[0].last.toordinal() + 1 == day.toordinal() and run[1] == value:
            run = DateRange(run[0].first, day), value
            continue
        if run:
            yield run
        run = DateRange(day, day), value
    if run:
        yield run


def in_words(day: date, weekday: bool = False) -> str:
    """'6 maart 2024', or 'woensdag 6 maart 2024'. Day and month stay on one line."""
    text = f"{day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {text}" if weekday else text


def days_in(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days


def months_after(day: date, months: int) -> date:
    """The same day so many months later; a month after 31 January is 28 or 29 February."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, days_in(years, month + 1)))


def _existing(text: str, year: int, month: int | None, day: int | None) -> PartialDate:
    if month is not None and day is not None and day <= 12 < month <= 31:
        raise ValueError(f'"{text}" heeft geen maand {month}: bedoelde je {year}-{day:02}-{month:02}?')
    if not 1900 <= year <= 2100 or (month is not None and not 1 <= month <= 12):
        raise ValueError(f'"{text}" bestaat niet: kijk het jaar en de maand na')
    found = PartialDate(year, month or 0, day or 0)
    if day is not None and not 1 <= day <= days_in(year, found.month):
        raise ValueError(f'"{text}" bestaat niet: {_length(found)}')
    return found


def _how_to_write(text: str, rest: str) -> str:
    if match := re.fullmatch(r"[0-9]{1,2}( [a-z]+|[/-][0-9]{1,2})?", rest):
        missing = "het jaar" if match[1] else "de maand en het jaar"
        return f'schrijf {missing} bij "{text}", zoals "25 december 2026"'
    if match := re.fullmatch(r"([0-9]{1,2})([/-])([0-9]{1,2})[/-]([0-9]{2})", rest):
        return f'schrijf het jaar van "{text}" voluit: {match[1]}{match[2]}{match[3]}{match[2]}20{match[4]}'
    if match := re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", rest):
        return f'schrijf "{text}" met schuine streepjes: {match[1]}/{match[2]}/{match[3]}'
    if re.search(r"\btot\b", rest):
        if re.match(r"[0-9][0-9a-z /-]+ tot", rest):
            return f'schrijf hier één dag, niet "{text}": zet de laatste op een eigen regel achter "tot:"'
        return f'schrijf "van … tot en met …", niet "{text}"'
    return f'schrijf de datum als 2026-12-25, niet als "{text}"'


def _length(found: PartialDate) -> str:
    days = days_in(found.year, found.month)
    return f"{MONTHS[found.month - 1]} {found.year} telt {days} dagen"

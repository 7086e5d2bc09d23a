"""Opening hours: from the text in a data file to the lines of a table.

Each text has one meaning or is refused; nothing is guessed. Times are minutes since midnight in
Brussels wall time, a range does not include its end, and days count from 0 (Monday).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal

from sitegen.dates import WEEKDAYS
from sitegen.problems import did_you_mean
from sitegen.regex import regex
from sitegen.text import NBSP, listed, plain, visible

MIDNIGHT = 24 * 60

ABBREVIATIONS = {name[:2]: index for index, name in enumerate(WEEKDAYS)}
DAY_NAMES = {**{name: index for index, name in enumerate(WEEKDAYS)}, **ABBREVIATIONS}
# A range lies in a part of the day if it begins from the first hour and not after the second, and ends after
# the third and not after the fourth. 9-12:30 is a morning; 11:30-13 and 17-18 may be either.
PARTS = {"voormiddag": (5, 11, 5, 13), "namiddag": (12, 16, 12, 18), "avond": (17, 24, 18, 24)}

DASH = r"[-‐‑‒–—−]"
UNIT = r"\s*(?:uur|u\.?|h)"
CLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2}|\s*[uh][0-9]{2})"
WHOLE = rf"[0-9]{{1,2}}{UNIT}"
TIME = rf"(?:{CLOCK}(?:{UNIT})?|{WHOLE})"
TO = rf"\s*(?:{DASH}|tot)\s*"
# A bare hour is only a time when the unit follows the whole range: "9-12 uur", never "9-5".
RANGE = regex(
    rf"(?:open\s+)?(?:van\s+)?"
    rf"(?:(?P<opens>{TIME}){TO}(?P<closes>{TIME})|(?P<bare>[0-9]{{1,2}}){TO}(?P<with_unit>(?:{CLOCK}|[0-9]{{1,2}}){UNIT}))"
)
# "9,30-12 uur" or "9-12,30 uur"; in "9-12,13-17u" the comma is right.
COMMA_TIME = regex(
    rf"(?<![0-9:.uh])(?<!{DASH})(?<!{DASH} )(?<!tot )[0-9]{{1,2}},[0-9]{{2}}{TO}"
    rf"|{TO}[0-9]{{1,2}},[0-9]{{2}}(?!{UNIT}?(?:{TO}|\s*[0-9:.]))"
)
SEPARATOR = regex(r"\s*(?:[,;&/\n]|\ben\b)\s*")
# No slash: "ma/vr" is Monday and Friday to one, the whole working week to another.
AND = regex(r"\s*(?:[,&]|\ben\b)\s*")
THROUGH = regex(r"\s*\b(?:tot en met\b|t\.?e\.?m\b\.?|t/m\b)\s*")
APPOINTMENT = regex(r"op afspraak(?:\s*[,:]\s*|\s+)(?P<hours>.+)", re.DOTALL)
DAY_WORD = regex(
    rf"\b(?P<day>{'|'.join(sorted(DAY_NAMES, key=len, reverse=True))})"
    rf"(?:(?:\b\.?\s*)?(?P<part>{'|'.join(PARTS)}))?(?!\w)\.?"
)
# In a copied table a dash at the end of a line means "nothing".
DAYS_DASH = rf" ?{DASH} ?"
BETWEEN_DAYS = regex(rf"{AND.pattern}|{DAYS_DASH}|{THROUGH.pattern}")
# Whoever writes an hour before this one may mean the afternoon.
NIGHT = 5 * 60
NOON = 12 * 60
# An hour before this, after a later one, is of the afternoon.
EARLIEST = 8 * 60
# "2-5u" is the afternoon to most people; "02-05u" and "2:00-5:00" are of the clock of 24 hours.
TWELVE_HOURS = regex(r"[1-4](?![0-9:])")


@dataclass(frozen=True, order=True)
class Range:
    opens: int
    closes: int

    def __str__(self) -> str:
        if (self.opens, self.closes) == (0, MIDNIGHT):
            return "de hele dag"
        if self.closes == MIDNIGHT:
            return f"van {clock(self.opens)}{NBSP}uur tot middernacht"
        return f"van {clock(self.opens)} tot {clock(self.closes)}{NBSP}uur"


@dataclass(frozen=True)
class Day:
    """What holds on one day. A day with hours but no ranges is closed."""

    ranges: tuple[Range, ...] = ()
    kind: Literal["uren", "op afspraak", "bel eerst"] = "uren"

    def in_words(self, none: str = "gesloten") -> str:
        """`none` is what a day without hours is called: old data may not say 'gesloten'."""
        hours = listed(map(str, self.ranges))
        if self.kind == "uren":
            return hours or none
        return f"{self.kind} {hours}".strip()

    def __str__(self) -> str:
        return self._words

    @cached_property
    def _words(self) -> str:
        return self.in_words()


CLOSED = Day()
CALL_FIRST = Day(kind="bel eerst")

Week = Mapping[int, Day]


# Many places have the same hours.
REMEMBERED = 4096


@lru_cache(REMEMBERED)
def parse_day(text: str) -> Day:
    """Read "10:00-12:00, 13:00-17:00", "gesloten", "op afspraak" or "bel eerst".

    A ValueError's message is shown to the editor.
    """
    wanted = _plain_lines(text)
    if not wanted:
        raise ValueError('hier staat niets: schrijf uren zoals 9:00-12:00, of "gesloten"')
    if wanted == "gesloten":
        return CLOSED
    if wanted == "bel eerst":
        return CALL_FIRST
    if wanted == "op afspraak":
        return Day(kind="op afspraak")
    if match := re.fullmatch(r"(gesloten|bel eerst|op afspraak|gewoon open)[^\w(]+", wanted):
        raise ValueError(f'schrijf alleen "{match[1]}": wat erachter staat, is te veel')
    if match := APPOINTMENT.fullmatch(wanted):
        return Day(parse_ranges(match["hours"]), "op afspraak")
    return Day(parse_ranges(wanted))


def parse_ranges(text: str) -> tuple[Range, ...]:
    """Read one or more ranges; touching ones become one. A ValueError's message is for the editor."""
    if THROUGH.search(text):
        raise ValueError(f'schrijf de uren als 9:00-12:00 of "van 9 tot 12 uur", niet als "{text}"')
    if "24/7" in text:
        raise ValueError(_what_to_write(text))
    if COMMA_TIME.search(text):
        raise ValueError(f'schrijf "9:30" met een dubbelepunt, niet met een komma zoals in "{text}"')
    typed = [_range(part.strip()) for part in SEPARATOR.split(text)]
    for before, after in pairwise(typed):
        if after < before and after.opens < NIGHT:
            raise ValueError(
                f'"{_typed(after)}" is in de nacht en staat na "{_typed(before)}": schrijf uren in de namiddag als '
                "13:00-17:00, en zet wat na middernacht komt bij de volgende dag"
            )
    ranges: list[Range] = []
    for found in sorted(typed):
        if ranges and found.opens < ranges[-1].closes:
            raise ValueError(
                f'"{_typed(found)}" begint voor "{_typed(ranges[-1])}" voorbij is: voeg ze samen of verbeter er één'
            )
        if ranges and found.opens == ranges[-1].closes:
            ranges[-1] = Range(ranges[-1].opens, found.closes)
        else:
            ranges.append(found)
    return tuple(ranges)


@lru_cache(REMEMBERED)
def parse_days(text: str) -> tuple[int, ...]:
    """Read "maandag", "ma, wo", "dinsdag en donderdag" or "ma-vr" as days from 0 (Monday), in order."""
    days: list[int] = []
    for part in AND.split(THROUGH.sub("-", _plain_lines(text))):
        ends = re.split(DAYS_DASH, part)
        if len(ends) > 2 or "" in ends:
            raise ValueError(f'schrijf de dagen als "ma-vr" of "ma, wo", niet als "{text}"')
        start, end = _day(ends[0]), _day(ends[-1])
        if len(ends) == 2 and end < start:
            raise ValueError(f'"{part}" loopt over het einde van de week: schrijf de dagen apart')
        if len(ends) == 2 and end == start:
            raise ValueError(f'"{text}" noemt een dag twee keer: haal er één weg')
        days.extend(range(start, end + 1))
    if len(set(days)) < len(days):
        raise ValueError(f'"{text}" noemt een dag twee keer: haal er één weg')
    return tuple(sorted(days))


def parse_week(text: str) -> dict[int, Day]:
    """Read "ma-vr 9u-12u en 13u-17u; za 10-12u; dinsdagvoormiddag gesloten".

    Every word must have been read. A ValueError's message is shown to the editor.
    """
    line = _plain_lines(text)
    week: dict[int, Day] = {}
    partly: list[tuple[int, str]] = []
    for days, part, hours in _clauses(line):
        day = parse_day(hours)
        if part:
            if day != CLOSED:
                raise ValueError(f'schrijf de uren van "{days} {part}" voluit, zoals "{days} 9:00-12:00"')
            partly.append((DAY_NAMES[days], part))
            continue
        for index in parse_days(days):
            if index in week:
                raise ValueError(f"{WEEKDAYS[index]} staat er twee keer: voeg de uren samen")
            week[index] = day
    for index, part in partly:
        week[index] = _closed_in(part, WEEKDAYS[index], week.get(index, CLOSED))
    return week


def clock(minute: int) -> str:
    """540 as '9', 570 as '9.30': the way the city writes hours."""
    hour, rest = divmod(minute, 60)
    return f"{hour}.{rest:02}" if rest else str(hour)


def digital(minute: int) -> str:
    """540 as '09:00', for programs."""
    return f"{minute // 60:02}:{minute % 60:02}"


def typed(day: Day) -> str:
    """ "9:00-12:00, 13:00-17:00": the way editors write hours; `parse_day` reads it back."""
    ranges = ", ".join(map(_typed, day.ranges))
    if day.kind == "uren":
        return ranges or "gesloten"
    return f"{day.kind}, {ranges}" if ranges else day.kind


def full_week(week: Week) -> list[tuple[str, Day]]:
    """All seven days in order; a day that is not written is closed."""
    return [(name, week.get(index, CLOSED)) for index, name in enumerate(WEEKDAYS)]


def week_groups(week: Week) -> list[tuple[str, Day]]:
    """The days with hours, those with the same hours together: ('maandag en woensdag', 10 tot 12 uur)."""
    return [(days_in_words(days), day) for day, days in by_hours(week).items() if day != CLOSED]


def by_hours(week: Week) -> dict[Day, list[int]]:
    """The days that have the same hours, in order."""
    groups: dict[Day, list[int]] = {}
    for index, day in sorted(week.items()):
        groups.setdefault(day, []).append(index)
    return groups


def days_in_words(days: list[int]) -> str:
    """'maandag tot en met vrijdag' only when nothing else follows: mixed with other days it is hard to read."""
    names = [WEEKDAYS[index] for index in days]
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{names[0]} tot en met {names[-1]}"
    return listed(names)


def _range(text: str) -> Range:
    match = RANGE.fullmatch(text)
    if not match:
        raise ValueError(_what_to_write(text))
    start = match["opens"] or match["bare"]
    opens = _minute(start)
    closes = _minute(match["closes"] or match["with_unit"])
    if opens >= MIDNIGHT:
        raise ValueError(f'"{text}" begint om middernacht: schrijf dat bij de volgende dag')
    if closes == opens:
        raise ValueError(f'"{text}" begint en eindigt op hetzelfde uur: kijk het na')
    if closes < opens:
        if closes < EARLIEST and opens < closes + NOON:
            meant = _typed(Range(opens, closes + NOON))
            raise ValueError(f'"{text}" sluit voor het opent: bedoelde je {meant}?')
        # Nobody closes at night before opening in the morning.
        swapped = f"wissel de uren ({_typed(Range(closes, opens))}), of"
        first = swapped if closes >= NIGHT else "een dag eindigt ten laatste om 24:00,"
        raise ValueError(
            f'"{text}" sluit voor het opent: {first} schrijf wat na middernacht komt bij de volgende dag'
        )
    if TWELVE_HOURS.match(start) and re.search("[uh]", text) and closes <= 12 * 60:
        afternoon = _typed(Range(opens + 12 * 60, closes + 12 * 60))
        raise ValueError(
            f'"{text}" kan in de namiddag of in de nacht zijn: '
            f"schrijf {afternoon} of {_typed(Range(opens, closes))}"
        )
    return Range(opens, closes)


def _minute(text: str) -> int:
    hour, minute = (re.findall(r"[0-9]+", text) + ["0"])[:2]
    total = int(hour) * 60 + int(minute)
    if int(minute) > 59:
        raise ValueError(f'"{text.strip()}" is geen uur: minuten gaan van 00 tot 59')
    if total > MIDNIGHT:
        raise ValueError(f'"{text.strip()}" is geen uur: een dag loopt van 0:00 tot 24:00')
    return total


def _day(text: str) -> int:
    name = text.strip(" ").removesuffix(".")
    if "\n" in name:
        raise ValueError(f'schrijf de dagen van "{" ".join(text.split())}" op één regel')
    if name not in DAY_NAMES:
        raise ValueError(_no_day(text.strip(), name))
    return DAY_NAMES[name]


def _no_day(text: str, name: str) -> str:
    """Why this is no day of the week, and what to type in its place."""
    if name.removesuffix(".") in DAY_NAMES:
        return f'zet een spatie na "{name}"'
    if advice := _advice(name, GROUPS_OF_DAYS + NOT_DAYS + NOT_HOURS):
        return f'"{text}" is geen weekdag: {advice}'
    meant = did_you_mean(name, WEEKDAYS, 0.75) or ' Schrijf "maandag", "ma, wo" of "ma-vr".'
    return f'"{text}" is geen weekdag.{meant}'


def _plain_lines(text: str) -> str:
    """Small letters, and one space for any white space but a line break."""
    return "\n".join(filter(None, map(plain, visible(text).splitlines())))


def _clauses(line: str) -> Iterator[tuple[str, str, str]]:
    """(days, part of the day, hours): 'ma-vr', '', '9u-12u en 13u-17u'."""
    words = list(DAY_WORD.finditer(line))
    if not words:
        if line in ("gesloten", "op afspraak", "bel eerst"):
            raise ValueError(f'zet er de dagen voor, zoals "ma-vr {line}"')
        if name := re.split("[0-9:]", line)[0].strip():
            raise ValueError(_no_day(name, name))
        raise ValueError(f'schrijf de week als "ma-vr 9:00-12:00", niet als "{line}"')
    if before := line[: words[0].start()].strip():
        raise ValueError(f'"{before}" staat voor de eerste dag: {_what_to_do_with(before)}')
    first = words[0]
    for word, following in zip(words, [*words[1:], None], strict=True):
        hours = line[word.end() : following.start() if following else len(line)]
        if following and not word["part"] and BETWEEN_DAYS.fullmatch(hours):
            continue
        if following and hours.strip() == "tot":
            raise ValueError(_no_day(line[word.start() : following.end()], "tot"))
        if word["part"] and first is not word:
            raise ValueError(f'"{line[first.start() : word.end()]}": schrijf elke halve dag apart')
        days = word["day"] if word["part"] else line[first.start() : word.end()]
        hours = re.sub(r"^:|^\s+:\s", "", hours).strip()
        if following:
            # One separator stands between these hours and the next day.
            hours = re.sub(rf"{SEPARATOR.pattern}$", "", hours)
            first = following
        if not hours:
            raise ValueError(
                f'bij "{days.strip()}" staan geen uren: schrijf ze erbij, of "gesloten". '
                'Horen dagen samen, schrijf dan "ma, wo" of "ma-vr"'
            )
        if re.fullmatch(DASH, hours):
            raise ValueError(
                f'bij "{days.strip()}" staat een streepje: schrijf "gesloten", of elke dag voluit'
            )
        yield days, word["part"] or "", hours


def _what_to_do_with(before: str) -> str:
    """With the words that stand before the first day of a week."""
    if before in ("van", "op", "elke", "iedere", "open"):
        return f'laat "{before}" weg'
    return _advice(before, GROUPS_OF_DAYS + NOT_HOURS) or "schrijf eerst de dag, dan de uren"


def _closed_in(part: str, weekday: str, day: Day) -> Day:
    parts = [_part(found) for found in day.ranges]
    if part not in parts or "" in parts:
        raise ValueError(
            f'"{weekday}{part} gesloten" is niet duidelijk: schrijf de uren van {weekday} voluit'
        )
    kept = tuple(found for found in day.ranges if _part(found) != part)
    return Day(kept, day.kind) if kept else CLOSED


def _part(found: Range) -> str:
    """The part of the day this range lies in, or nothing when that is not clear."""
    for part, (first, latest, after, last) in PARTS.items():
        if first * 60 <= found.opens <= latest * 60 and after * 60 < found.closes <= last * 60:
            return part
    return ""


def _what_to_write(text: str) -> str:
    """Why this is no range, and what to type in its place."""
    if re.fullmatch(r"(?:dicht|toe|niet open|niks|geen)", text):
        return f'schrijf "gesloten" in plaats van "{text}"'
    if not text:
        return 'hier staat een komma, een ander scheidingsteken of een "en" te veel: haal dat weg'
    has_hours = RANGE.search(text)
    if advice := _advice(text, GROUPS_OF_DAYS):
        return f'"{text}" begrijpen we niet: {advice}'
    if re.search(r"\bafspraak\b", text):
        hours = f", {has_hours[0].strip()}" if has_hours else ""
        return (
            f'schrijf "op afspraak{hours}" in plaats van "{text}" als alles op afspraak is; '
            'anders horen die uren onder "afspraak:"'
        )
    if word := re.search(r"\bgesloten\b|\bbel eerst\b", text):
        if has_hours or text == word[0]:
            return f'"{word[0]}" kan hier niet bij staan: kies één van de twee'
        return f'schrijf alleen "{word[0]}", en de rest onder "opmerking:"'
    if advice := _advice(text, NOT_HOURS):
        return f'"{text}" begrijpen we niet: {advice}'
    if DAY_WORD.match(text):
        return f'"{text}" begrijpen we niet: hier horen alleen uren, schrijf de dag ervoor, zoals "maandag: 9:00-12:00"'
    if part := re.search(r"(voor|na)?middag|avond|ochtend", text):
        if has_hours:
            return f'laat "{part[0]}" weg: schrijf alleen de uren, zoals 9:00-12:00 of 13:00-17:00'
        usual = (
            "13:00-17:00"
            if part[0].startswith("na")
            else "18:00-21:00"
            if "avond" in part[0]
            else "9:00-12:00"
        )
        return f'schrijf de uren erbij, zoals "{usual}", in plaats van "{text}"'
    if meant := did_you_mean(text, ("gesloten", "op afspraak", "bel eerst")):
        return f'"{text}" begrijpen we niet.{meant}'
    for word in re.findall(r"[^\W\d_]{4,}", text):
        if meant := did_you_mean(word, WEEKDAYS, 0.75):
            return f'"{word}" is geen weekdag.{meant}'
    if re.fullmatch(rf"(?:vanaf|van|tot)?\s*{TIME}(?:{TO})?", text):
        return f'"{text}" heeft geen begin of geen einde: schrijf beide, zoals 9:00-12:00'
    if has_hours and RANGE.fullmatch(text[has_hours.end() :].strip()):
        return f'zet een komma tussen de uren: "{has_hours[0]}, {text[has_hours.end() :].strip()}"'
    return f'schrijf de uren als 9:00-12:00, of "gesloten", niet als "{text}"'


def _advice(text: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((advice for pattern, advice in known if re.search(pattern, text)), "")


NOT_HOURS = (
    (
        r"\b(?:[0-9]+(?:e|de|ste)|even|oneven|om de)\b|\b(?:eerste|tweede|derde|vierde|laatste)(?= \w*dag|$)",
        'schrijf de datums onder "uitzonderingen:"',
    ),
    (r"[()]|\bbehalve\b|\benkel\b|\bniet\b", 'schrijf alleen dagen en uren, en de rest onder "opmerking:"'),
    (r"\bmiddernacht\b", 'schrijf middernacht als 24:00, zoals "20:00-24:00"'),
    (r"\b(hele|ganse) dag\b|\b24/7\b|\bnon-?stop\b", "schrijf van wanneer tot wanneer, zoals 9:00-17:00"),
)
GROUPS_OF_DAYS = (
    (r"vakantie|feestdag", 'schrijf wat dan geldt onder "kalenders:"'),
    (r"dagelijks|\b(elke|alle) dag(en)?\b", 'schrijf "ma-zo"'),
    (r"(week|werk)dag", 'schrijf "ma-vr"'),
    (r"weekend", 'schrijf "za, zo"'),
)
NOT_DAYS = (
    (r"\btot\b", 'schrijf "ma-vr" of "maandag tot en met vrijdag" als de laatste dag meetelt'),
    (r"/", 'schrijf "ma, vr" voor twee dagen, "ma-vr" voor alle dagen ertussen'),
    (r"(voor|na)middag|avond|ochtend", 'schrijf alleen de dag, en de uren erachter: "zaterdag: 9:00-12:00"'),
)


def _typed(found: Range) -> str:
    return f"{found.opens // 60}:{found.opens % 60:02}-{found.closes // 60}:{found.closes % 60:02}"

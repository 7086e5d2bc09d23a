"""`hours`: how a notation is understood, and whether a place is open at a moment, and why.

With --batch other programs can compare: one JSON object on each line of standard input, one answer
on each line of standard output. Days of the week count from 1 (Monday), as in ISO 8601.
"""

from __future__ import annotations

import json
import re
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

from sitegen.answers import in_words
from sitegen.commands import now, today
from sitegen.dates import MONTHS, WEEKDAYS, DateRange, parse_dates, parse_moment
from sitegen.dates import in_words as date_in_words
from sitegen.hours import (
    CLOSED,
    Day,
    Range,
    Week,
    clock,
    digital,
    full_week,
    parse_day,
    parse_days,
    parse_week,
)
from sitegen.model import CHANNELS, Digipunt, Site
from sitegen.paths import Paths
from sitegen.problems import DataError, UseError, did_you_mean, errors
from sitegen.schedule import BRUSSELS, Answer, Schedule, from_wall, minutes
from sitegen.text import NBSP, listed

EXAMPLE = '{"text": "9-12 uur", "kind": "day"}'
RULES = {
    "status": "de status van de plaats",
    "stale": "de gegevens zijn te oud",
    "missing": "voor dit kanaal staan er geen uren",
    "exception": "een uitzondering",
    "calendar": "een kalender",
    "week": "de gewone week",
}


def run(args: Namespace) -> int:
    if args.channel and not args.place:
        raise UseError("--channel hoort bij --place")
    if args.batch:
        return _batch(args)
    if args.place:
        return _place(args)
    if args.text:
        return _text(args)
    raise UseError('geef uren, zoals hours "ma-vr 9u-12u", of een plaats met --place')


def _text(args: Namespace) -> int:
    try:
        kind, meaning = _reading(args.text)
    except ValueError as error:
        if args.format == "json":
            print(_as_json({"problem": str(error)}))
        else:
            print(f"Dit begrijpen we niet: {error}", file=sys.stderr)
        return 1
    if args.format == "json":
        print(_as_json(FORMATS[kind](meaning)))
        return 0
    print(IN_WORDS[kind](meaning))
    if args.at and kind in ("day", "week"):
        week = meaning if kind == "week" else dict.fromkeys(range(7), meaning)
        print(_open_at(week, from_wall(args.at)))
    return 0


def _reading(text: str) -> tuple[str, Any]:
    """The kind of a notation and its meaning. No text is two kinds; of the refusals the nearest one is told."""
    refusals: dict[str, ValueError] = {}
    for kind, parse in PARSERS.items():
        try:
            return kind, parse(text)
        except ValueError as error:
            refusals[kind] = error
    words = text.casefold()
    if re.search(rf"{'|'.join(MONTHS)}|[0-9][/-][0-9]+[/-]", words):
        raise refusals["date"]
    raise refusals["week" if re.search(r"dag|\b(ma|di|wo|do|vr|za|zo)(?![a-z])", words) else "day"]


def _open_at(week: Week, moment: datetime) -> str:
    local = moment.astimezone(BRUSSELS)
    day = week.get(local.weekday(), CLOSED)
    state = str(day)
    if day.kind == "uren":
        minute = int(moment.timestamp() // 60)
        is_in = any(start <= minute < end for start, end in minutes(local.date(), day.ranges))
        state = "open" if is_in else "gesloten"
    return f"{_when(local)}: {state}, in een gewone week"


def _place(args: Namespace) -> int:
    find = _Schedules(args)
    moment = from_wall(args.at) if args.at else now(args)
    try:
        place = find.place(args.place)
        channels = [args.channel] if args.channel else [name for name in CHANNELS if name in place.uren]
        schedules = {channel: find(args.place, channel) for channel in channels or ["hulp"]}
    except ValueError as error:
        raise UseError(str(error)) from None
    if args.format == "json":
        print(_as_json(as_dict(next(iter(schedules.values())).at(moment))))
        return 0
    print(f"{place.naam}, {_when(moment.astimezone(BRUSSELS))}")
    for channel, schedule in schedules.items():
        answer = schedule.at(moment)
        why = RULES[answer.holding.rule]
        reason = f" ({answer.holding.reason})" if answer.holding.reason else ""
        print(f"{channel}: {in_words(answer, moment)}")
        print(f"  waarom: {why}{reason}")
    return 0


def _batch(args: Namespace) -> int:
    find = _Schedules(args)
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin:
        question = line.removeprefix("\ufeff").strip()
        if question:
            print(_as_json(_answer_line(question, find)), flush=True)
    return 0


def _answer_line(line: str, find: _Schedules) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return {"problem": "deze regel is geen JSON"}
    if not isinstance(asked, dict) or not all(isinstance(value, str | None) for value in asked.values()):
        return {"problem": f"schrijf elke waarde als tekst, zoals {EXAMPLE}"}
    asked = {key: value for key, value in asked.items() if value is not None}
    try:
        if "place" in asked:
            place = find.place(asked["place"])
            schedule = find(place.id, asked.get("channel", default_channel(place)))
            return as_dict(schedule.at(from_wall(parse_moment(asked["at"]))))
        kind = asked.get("kind", "day")
        if kind not in PARSERS:
            raise ValueError(f'"{kind}" is geen soort: kies {listed(PARSERS, "of")}')
        return FORMATS[kind](PARSERS[kind](asked["text"]))
    except KeyError as error:
        return {"problem": f'"{error.args[0]}" ontbreekt: vraag bijvoorbeeld {EXAMPLE}'}
    except ValueError as error:
        return {"problem": str(error)}


def as_dict(answer: Answer) -> dict[str, Any]:
    """The answer as the batch gives it."""
    reason = answer.holding.reason or ("op afspraak" if answer.by_appointment else None)
    return {
        "state": answer.state,
        "until": answer.until and answer.until.isoformat(),
        "next_open": answer.next_open and answer.next_open.isoformat(),
        "rule": answer.holding.rule,
        "reason": reason,
    }


def default_channel(place: Digipunt) -> str:
    return next((name for name in CHANNELS if name in place.uren), "hulp")


class _Schedules:
    """The schedules of a site's places; the site is read when the first one is asked for."""

    def __init__(self, args: Namespace) -> None:
        self.paths = Paths.of(args.root)
        self.day = today(args)

    @cached_property
    def site(self) -> Site:
        return _read(self.paths, self.day)

    def place(self, id: str) -> Digipunt:
        places = self.site.digipunten
        if id not in places:
            raise ValueError(f'"{id}" is geen Digipunt.{did_you_mean(id, places)}')
        return places[id]

    @cache  # noqa: B019
    def __call__(self, id: str, channel: str) -> Schedule:
        if channel not in CHANNELS:
            raise ValueError(f'"{channel}" is geen kanaal: kies {listed(CHANNELS, "of")}')
        site = self.site
        return Schedule(self.place(id), channel, site.calendars, site.settings.drempels, self.day)


def _read(paths: Paths, day: date) -> Site:
    """The site; only mistakes in the files that hours come from are in the way."""
    from sitegen.read import read

    reading = read(paths, day)
    needed = {paths.name(paths.data / f"{name}.yaml") for name in ("site", "digipunten", "kalenders")}
    wrong = [problem for problem in errors(reading.problems) if problem.file in needed]
    if wrong or not reading.site:
        raise DataError(wrong or reading.problems)
    return reading.site


def _when(moment: datetime) -> str:
    time = clock(moment.hour * 60 + moment.minute)
    return f"{date_in_words(moment.date(), weekday=True)} om {time}{NBSP}uur"


def _hours(ranges: tuple[Range, ...]) -> list[list[str]]:
    return [[digital(edge) for edge in (found.opens, found.closes)] for found in ranges]


def _day_as_dict(day: Day) -> dict[str, Any]:
    found = {"ranges": _hours(day.ranges), "appointment": day.kind == "op afspraak"}
    return found | ({"call_first": True} if day.kind == "bel eerst" else {})


def _week_as_dict(week: Week) -> dict[str, Any]:
    """Days with hours by number; what is no open time stands apart, so that nobody takes it for that."""

    def of(kind: str) -> Iterator[tuple[str, list[list[str]]]]:
        return (
            (str(index + 1), _hours(day.ranges)) for index, day in sorted(week.items()) if day.kind == kind
        )

    found: dict[str, Any] = {"week": {number: hours for number, hours in of("uren") if hours}}
    if appointments := dict(of("op afspraak")):
        found["appointment"] = appointments
    if unknown := [int(number) for number, _ in of("bel eerst")]:
        found["call_first"] = unknown
    return found


def _dates_as_dict(dates: DateRange) -> dict[str, Any]:
    return {"from": dates.first.isoformat(), "to": dates.last.isoformat()}


def _as_json(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False)


PARSERS: dict[str, Callable[[str], Any]] = {
    "day": parse_day,
    "days": parse_days,
    "week": parse_week,
    "date": parse_dates,
}
FORMATS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "day": _day_as_dict,
    "days": lambda days: {"days": [index + 1 for index in days]},
    "week": _week_as_dict,
    "date": _dates_as_dict,
}
IN_WORDS: dict[str, Callable[[Any], str]] = {
    "day": str,
    "days": lambda days: listed(WEEKDAYS[index] for index in days),
    "week": lambda week: "\n".join(f"{name}: {day}" for name, day in full_week(week)),
    "date": str,
}

"""Answers in the words a visitor reads. The script in the browser says the same ones."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sitegen.dates import MONTHS, WEEKDAYS
from sitegen.hours import clock
from sitegen.schedule import BRUSSELS, Answer, Holding
from sitegen.text import NBSP


def in_words(answer: Answer, moment: datetime) -> str:
    """'Nu open tot 12 uur', 'Nu gesloten. Opent morgen om 9.30 uur', 'We weten het niet zeker: …'."""
    if answer.by_appointment:
        return _appointment(answer)
    if answer.state == "unknown":
        return _unknown(answer)
    today = moment.astimezone(BRUSSELS).date()
    if answer.until:
        return _open(answer.until, today)
    return _closed(answer, today)


def holding_in_words(holding: Holding) -> str:
    """'gesloten (Kerstmis)', 'van 10 tot 12 uur'."""
    return f"{holding.day} ({holding.reason})" if holding.reason else str(holding.day)


def _open(until: datetime, today: date) -> str:
    last = (until - timedelta(minutes=1)).date()  # Midnight ends the day before.
    if (last - today).days >= 7:
        return "Nu open, dag en nacht"
    when = "" if last == today else f"{_day(last, today)} "
    return f"Nu open tot {when}{'middernacht' if last < until.date() else _time(until)}"


def _closed(answer: Answer, today: date) -> str:
    holding = answer.holding
    if holding.rule == "status":
        return f"Gesloten: {holding.reason}" if holding.reason else "Gesloten"
    now = "Nu gesloten." if answer.next_open else "Gesloten."
    if holding.reason and not holding.day.ranges:
        now = f"Vandaag gesloten: {holding.reason}."
    if not answer.next_open:
        return f"{now} Er is geen volgende openingsdag bekend"
    opens = answer.next_open
    verb = "Opent ten laatste" if answer.perhaps_sooner else "Opent"
    return f"{now} {verb} {_day(opens.date(), today)} om {_time(opens)}"


def _appointment(answer: Answer) -> str:
    holding = answer.holding
    if holding.day.kind == "op afspraak":
        return f"Vandaag {holding_in_words(holding)}" if holding.day.ranges else "Op afspraak"
    if holding.reason and not holding.day.ranges:
        return f"Vandaag gesloten: {holding.reason}. Op afspraak"
    return "Op afspraak"


def _unknown(answer: Answer) -> str:
    holding = answer.holding
    if not holding.reason:
        return "We weten het niet zeker. Bel eerst."
    return f"We weten het niet zeker: {holding.reason}. Bel eerst."


def _day(day: date, today: date) -> str:
    days = (day - today).days
    if days < 2:
        return ("vandaag", "morgen")[days]
    if days < 7:
        return WEEKDAYS[day.weekday()]
    year = f" {day.year}" if days > 300 else ""
    return f"{WEEKDAYS[day.weekday()]} {day.day}{NBSP}{MONTHS[day.month - 1]}{year}"


def _time(moment: datetime) -> str:
    return f"{clock(moment.hour * 60 + moment.minute)}{NBSP}uur"

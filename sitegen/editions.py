"""What a print says of a place, until when it is sure, and the mark by which a page knows that print again.

A mark has two parts: one of the facts that have no date (name, address, week …), and one of the days that
differ from the week. The second depends on the day of printing: a print lists the days from then on. So a
page holds the second part for each day on which a print can have been made that is still valid.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sitegen.answers import holding_in_words
from sitegen.dates import DateRange
from sitegen.hours import CALL_FIRST, CLOSED
from sitegen.lookup import LOOKED_UP, sure
from sitegen.model import Contact, Freshness, Thresholds
from sitegen.places import Place
from sitegen.schedule import DAY, EPOCH, Holding, Schedule

# Nobody takes one of these for another: no i, l, o and u.
SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
FACTS_LENGTH, DAYS_LENGTH = 4, 3

_json = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode

# A poster says less than other paper does.
KINDS = ("affiche", "papier")


@dataclass(frozen=True)
class Edition:
    """What a page must know of its prints: the mark of the facts, and those of the days.

    `facts` holds a mark for each kind of print.
    `days` holds the marks for prints of each day from `first_day` to the day of the build.
    `sure_until` is the last day on which the page itself is sure of anything.
    """

    facts: Mapping[str, str]
    days: Sequence[str]
    first_day: date
    sure_until: date
    call_first: bool = False

    def as_plain(self) -> list[Any]:
        """Its fields in values that can be kept; `from_plain` makes it again."""
        dates = self.first_day.toordinal(), self.sure_until.toordinal()
        return [dict(self.facts), list(self.days), *dates, self.call_first]

    @classmethod
    def from_plain(cls, plain: Sequence[Any]) -> Edition:
        facts, days, first_day, sure_until, call_first = plain
        return cls(facts, days, date.fromordinal(first_day), date.fromordinal(sure_until), call_first)

    def mark(self, kind: str) -> str:
        """The mark of a print that is made today: '7q3kx3m'."""
        return self.facts[kind] + self.days[-1]

    def __str__(self) -> str:
        """For the script of the page, in as few bytes as can be: the marks of the facts, three numbers, the days.

        The numbers are the first day, the last sure day (both counted since 1970), and 1 for "call first".
        """
        facts = (self.facts.get(kind, "-") for kind in KINDS)
        numbers = (
            self.first_day.toordinal() - EPOCH,
            self.sure_until.toordinal() - EPOCH,
            int(self.call_first),
        )
        return " ".join((*facts, *map(str, numbers), "".join(self.days)))


def on_poster(place: Place, first_contact: Contact) -> dict[str, Any]:
    """The facts on a poster. Another key here makes every older poster differ from its page."""
    digipunt = place.digipunt
    phone = digipunt.telefoon or first_contact.telefoon
    return {
        "naam": digipunt.naam,
        "wijk": place.wijk,
        "adres": str(digipunt.adres),
        "ingang": digipunt.ingang,
        "status": digipunt.status,
        # Old hours are printed as such: a page that is younger, or older, says something else.
        "verlopen": place.freshness is Freshness.EXPIRED,
        "telefoon": str(phone or ""),
        "telefoon_van": "" if digipunt.telefoon else first_contact.naam,
        "uren": {
            channel: {weekday: str(day) for weekday, day in week.items()}
            for channel, week in digipunt.uren.items()
        },
        "kalenders": list(place.calendars),
        "voor": list(place.audiences),
        "aanbod": list(place.offers),
        "kost": digipunt.kost,
        "melding": digipunt.melding.tekst if digipunt.melding and not digipunt.melding.tot else "",
    }


def in_brochure(place: Place, first_contact: Contact) -> dict[str, Any]:
    """The facts in a folder or a booklet: those of a poster, and what somebody at home must know."""
    digipunt = place.digipunt
    return {
        **on_poster(place, first_contact),
        "organisatie": digipunt.organisatie,
        "email": digipunt.email,
        "website": digipunt.website,
        "hulp_bij": list(digipunt.hulp_bij),
        "meebrengen": list(digipunt.meebrengen),
        "talen": list(digipunt.talen),
        "zonder_trap": digipunt.toegankelijk.zonder_trap,
        "toilet": digipunt.toegankelijk.toilet,
        "parking": digipunt.toegankelijk.parking,
        "opmerking": digipunt.opmerking,
    }


def of_place(place: Place, first_contact: Contact, thresholds: Thresholds, today: date) -> Edition:
    facts = {"affiche": on_poster(place, first_contact), "papier": in_brochure(place, first_contact)}
    return Edition(
        {kind: _mark(said, FACTS_LENGTH) for kind, said in facts.items()},
        _day_marks(place, today),
        today - LOOKED_UP,
        sure(place.digipunt, thresholds, DateRange(today, today + LOOKED_UP)).last,
        place.freshness is not Freshness.FRESH,
    )


def together(prints: Sequence[tuple[str, Edition]], today: date) -> Edition:
    """That of a print with several places, each with its id, in the order in which it shows them."""
    found = [edition for _, edition in prints]
    return Edition(
        {"papier": _mark([(id, edition.facts["papier"]) for id, edition in prints], FACTS_LENGTH)},
        [_mark(marks, DAYS_LENGTH) for marks in zip(*(each.days for each in found), strict=True)]
        or [_mark([], DAYS_LENGTH)] * (LOOKED_UP.days + 1),
        today - LOOKED_UP,
        min((each.sure_until for each in found), default=today + LOOKED_UP),
        any(each.call_first for each in found),
    )


def valid_until(place: Place, thresholds: Thresholds, today: date) -> date:
    """The last day on which a print of today can be trusted as it stands.

    It ends with what is looked up ahead, when the record grows older than the print says, or at the first
    day for which the place has no answer: whichever comes first.
    """
    horizon = today + LOOKED_UP
    digipunt = place.digipunt
    ends = [horizon]
    if digipunt.melding and digipunt.melding.tot and digipunt.melding.tot >= today:
        ends.append(digipunt.melding.tot)
    if digipunt.status == "actief" and (older := thresholds.older_from(digipunt.nagekeken, today)):
        ends.append(older - DAY)
    ends += [
        day - DAY
        for schedule in _telling(place)
        for day, holding in schedule.special(DateRange(today + DAY, horizon))
        if _is_unanswered(schedule, day, holding)
    ]
    return min(ends)


def _is_unanswered(schedule: Schedule, day: date, holding: Holding) -> bool:
    """Whether nobody said what holds on a day of a calendar; "bel eerst" is an answer as well."""
    if holding.rule != "calendar" or holding.day != CALL_FIRST or schedule.ordinary(day.weekday()) == CLOSED:
        return False
    calendars, answers = schedule.calendars, schedule.place.kalenders
    return not any(
        answer == CALL_FIRST and name in calendars and day in calendars[name].by_date
        for name, answer in answers.items()
    )


def _telling(place: Place) -> list[Schedule]:
    """The schedules that say something of days."""
    return [schedule for schedule in place.schedules.values() if not schedule.always]


def _day_marks(place: Place, today: date) -> list[str]:
    """The mark of the days that a print lists, for a print of each of the last days until today."""
    first_day = today - LOOKED_UP
    special = sorted(
        (day, schedule.channel, holding_in_words(holding))
        for schedule in _telling(place)
        for day, holding in schedule.differing(DateRange(first_day, today + LOOKED_UP))
    )
    dates = [day for day, *_ in special]
    said = [_json([day.isoformat(), *words]) for day, *words in special]
    notice = place.digipunt.melding
    marks: list[str] = []
    known: dict[tuple[int, int, str], str] = {}
    for day in DateRange(first_day, today):
        told = notice.tekst if notice and notice.tot and day <= notice.tot else ""
        listed = bisect_left(dates, day), bisect_right(dates, day + LOOKED_UP)
        if (*listed, told) not in known:
            days = ", ".join(said[slice(*listed)])
            known[(*listed, told)] = _mark_of(f"[[{days}], {_json(told)}]", DAYS_LENGTH)
        marks.append(known[(*listed, told)])
    return marks


def _mark(said: object, length: int) -> str:
    return _mark_of(_json(said), length)


def _mark_of(text: str, length: int) -> str:
    digest = sha256(text.encode()).digest()
    number = int.from_bytes(digest[:8], "big")
    return "".join(SIGNS[number >> 5 * place & 31] for place in range(length))

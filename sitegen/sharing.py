"""A place in one short text, to send with a telephone: name, address, number, hours of a day, page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sitegen.answers import holding_in_words
from sitegen.dates import in_words
from sitegen.model import Contact, Freshness
from sitegen.places import CHANNEL_NAMES, STATUS_WORDS, Place
from sitegen.text import NBSP

# Two text messages; a longer one is cut or costs more.
LONGEST = 320


@dataclass(frozen=True)
class Message:
    """The text in three parts; a script puts the answer of the moment in the middle."""

    before: str
    hours: str
    after: str

    def __str__(self) -> str:
        # A hard space is not in the alphabet of text messages: with one, only half as much fits.
        return f"{self.before} {self.hours} {self.after}".replace(NBSP, " ")


def message(place: Place, address: str, first_contact: Contact, today: date) -> Message:
    """The text for a place, at most `LONGEST` characters: what is least missed goes first."""
    digipunt = place.digipunt
    phone = digipunt.telefoon or first_contact.telefoon
    whose = "" if digipunt.telefoon else f" ({first_contact.naam})"
    after = f"Tel. {phone}{whose}. {address}"
    where = f", {digipunt.adres}"
    hours = _hours(place, today)
    name = digipunt.naam if digipunt.naam.casefold().startswith("digipunt") else f"Digipunt {digipunt.naam}"
    for before, middle in (
        (f"{name}{where}.", hours),
        (f"{name}{where}.", "Bel eerst."),
        (f"{name}.", "Bel eerst."),
    ):
        found = Message(before, middle, after)
        if len(str(found)) <= LONGEST:
            return found
    room = LONGEST - len(after) - len(" Bel eerst. ") - 1
    return Message(f"{name[:room]}…", "Bel eerst.", after)


def _hours(place: Place, today: date) -> str:
    """'Maandag 23 november 2026: uren met hulp van 10 tot 12 uur.'"""
    day = in_words(today, weekday=True).capitalize()
    if place.digipunt.status != "actief" or place.freshness is Freshness.EXPIRED or not place.schedules:
        known = STATUS_WORDS.get(place.digipunt.status, "we weten niet of het open is, bel eerst")
        return f"{day}: {known}."
    told = "; ".join(
        f"{CHANNEL_NAMES[channel].lower()}: {holding_in_words(schedule.on(today))}"
        for channel, schedule in place.schedules.items()
    )
    call_first = " Bel eerst." if place.freshness is Freshness.CALL_FIRST else ""
    return f"{day}: {told}.{call_first}"

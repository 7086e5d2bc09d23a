"""What changed in a Digipunt or a contact, a line for each fact, and in the calendars, a line for each day.

Every line is true by itself: what it was, what it becomes. Whether a visitor can see it is for `changes`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from itertools import islice
from typing import Generic, TypeVar

from sitegen.dates import DateRange
from sitegen.differences import became, plain, sentences, shortened
from sitegen.hours import CALL_FIRST, CLOSED, MIDNIGHT, Day, Range, Week, days_in_words, week_groups
from sitegen.model import (
    CALENDARS,
    Calendar,
    CalendarDay,
    Contact,
    Digipunt,
    Freshness,
    Notice,
    Origin,
    Programme,
    Site,
    SpecialHours,
    Term,
)
from sitegen.places import CHANNEL_NAMES, STATUS_WORDS
from sitegen.schedule import Schedule, on_channel
from sitegen.text import Phone, listed

Record = TypeVar("Record", Digipunt, Contact)

ACCESS_NAMES = {
    "zonder_trap": "zonder trap binnen",
    "toilet": "toilet voor rolstoel",
    "parking": "parking voor personen met een handicap",
}
EXACTNESS = {
    "gebouw": "aan het gebouw",
    "halte": "aan een halte in de buurt",
    "straat": "ergens in de straat",
}
TRUST = {
    Freshness.FRESH: "de site zegt nu of het open is",
    Freshness.CALL_FIRST: 'de site zegt nu "bel eerst"',
    Freshness.EXPIRED: "de site zegt nu niet meer of het open is",
}
# An exception without an end that matters is not compared day by day for ever.
COMPARED = 1000


@dataclass(frozen=True)
class Change(Generic[Record]):
    """One record in two versions, and the sites that say what its words mean."""

    old: Record
    new: Record
    before: Site
    after: Site
    today: date

    def trust(self) -> tuple[Freshness, Freshness]:
        return self.before.freshness(self.old, self.today), self.after.freshness(self.new, self.today)


def changed_fields(old: Record, new: Record) -> list[str]:
    return [field.name for field in fields(old) if getattr(old, field.name) != getattr(new, field.name)]


def of_digipunt(change: Change[Digipunt], seen: Collection[str]) -> list[str]:
    """A line for each fact in the fields that a visitor sees, and for the days that change later."""
    told = [name for name in DIGIPUNT_WORDS if name in seen or name == "uitzonderingen"]
    return [plain(line) for name in told for line in DIGIPUNT_WORDS[name](change)]


def of_contact(change: Change[Contact], seen: Collection[str]) -> list[str]:
    return [plain(line) for name, words in CONTACT_WORDS.items() if name in seen for line in words(change)]


def of_programme(old: Programme, new: Programme) -> list[str]:
    """Its words in the list from A to Z; its page shows the rest."""
    if old.trefwoorden == new.trefwoorden:
        return []
    return [plain(line) for line in _list_changes("woorden in A tot Z", old.trefwoorden, new.trefwoorden, {})]


def summary(place: Digipunt) -> list[str]:
    """What a new place is: where, whether it is in use, and when."""
    lines = [f"adres: {place.adres}"]
    if place.telefoon:
        lines.append(f"telefoon: {place.telefoon}")
    if place.status != "actief":
        lines.append(STATUS_WORDS[place.status])
    for channel in CHANNEL_NAMES:
        if channel in place.uren:
            lines.append(f"uren ({channel}): {_week(channel, place.uren[channel])}")
    return [plain(line) for line in lines]


def of_hours(
    old: Mapping[str, Week], new: Mapping[str, Week], none: tuple[str, str] = ("gesloten", "gesloten")
) -> Iterator[str]:
    """'dinsdag (hulp): 13.00–17.00 uur wordt gesloten'; `none` is what a day without hours was called, and is."""
    for channel in CHANNEL_NAMES:
        before, after = old.get(channel), new.get(channel)
        if before is None and after is not None:
            yield f"uren ({channel}): {_week(channel, after)} komt erbij"
        elif before is not None and after is None:
            yield f"uren ({channel}): {_week(channel, before)} valt weg"
        elif before is not None and after is not None:
            yield from _week_changes(channel, before, after, none)


def hours(day: Day, none: str = "gesloten") -> str:
    """'9.00–12.00 en 13.00–17.00 uur', shorter than on a page: it is compared with another."""
    ranges = f"{listed(map(_range, day.ranges))} uur" if day.ranges else ""
    if day.kind == "uren":
        return ranges or none
    return f"{day.kind} {ranges}".strip()


def of_calendars(
    old: Mapping[str, Calendar],
    new: Mapping[str, Calendar],
    places: Iterable[Digipunt],
    site: Site,
    today: date,
) -> tuple[list[str], set[str]]:
    """A line for each day of a calendar that makes a difference somewhere; and the ids of those places."""
    compared = _Calendars(old, new, list(places), site, today)
    lines: list[str] = []
    touched: set[str] = set()
    for id in CALENDARS:
        for days, words in _calendar_changes(old.get(id), new.get(id), today):
            if ids := compared.touched(days):
                touched |= ids
                count = "1 Digipunt" if len(ids) == 1 else f"{len(ids)} Digipunten"
                lines.append(
                    plain(f"{_calendar_name(new.get(id), old.get(id))}: {words}; anders bij {count}")
                )
    return lines, touched


# Digipunten and contacts.


def _value(name: str, shown: str) -> Callable[[Change[Record]], Iterator[str]]:
    """A text of a few words."""

    def words(change: Change[Record]) -> Iterator[str]:
        yield from _text_changes(
            shown, str(getattr(change.old, name) or ""), str(getattr(change.new, name) or "")
        )

    return words


def _list(
    name: str, shown: str, terms: Callable[[Site], Iterable[Term]] = lambda _: ()
) -> Callable[[Change[Record]], Iterator[str]]:
    """Words of which some may be new; ids get the name that visitors read."""

    def words(change: Change[Record]) -> Iterator[str]:
        names = {term.id: term.naam for site in (change.before, change.after) for term in terms(site)}
        yield from _list_changes(shown, getattr(change.old, name), getattr(change.new, name), names)

    return words


def _list_changes(
    shown: str, old: Sequence[str], new: Sequence[str], names: Mapping[str, str]
) -> Iterator[str]:
    gone = [names.get(word, word) for word in old if word not in new]
    came = [names.get(word, word) for word in new if word not in old]
    if len(gone) == len(came) == 1:
        yield f"{shown}: {became(gone[0], came[0])}"
        return
    yield from (f'{shown}: "{shortened(word)}" valt weg' for word in gone)
    yield from (f'{shown}: "{shortened(word)}" komt erbij' for word in came)
    if not gone and not came:
        order = listed(names.get(word, word) for word in new)
        yield f'{shown}: een andere volgorde, "{shortened(order)}"'


def _text_changes(shown: str, old: str, new: str) -> Iterator[str]:
    if old and new:
        yield from (f"{shown}: {line}" for line in sentences(old, new))
    elif new:
        yield f'{shown}: "{shortened(new)}" komt erbij'
    elif old:
        yield f'{shown}: "{shortened(old)}" valt weg'


def _fact_changes(shown: str, old: str, new: str) -> Iterator[str]:
    """The same for what needs no quotes: a number, an address, a word of the site itself."""
    old, new = plain(old), plain(new)
    if old and new:
        yield f"{shown}: {old} wordt {new}"
    elif new:
        yield f"{shown}: {new} komt erbij"
    elif old:
        yield f"{shown}: {old} valt weg"


def _status(change: Change[Digipunt]) -> Iterator[str]:
    old, new = (STATUS_WORDS.get(record.status, record.status) for record in (change.old, change.new))
    yield from _fact_changes("status", old, new)


def _address(change: Change[Digipunt]) -> Iterator[str]:
    yield from _fact_changes("adres", str(change.old.adres), str(change.new.adres))


def _wijk(change: Change[Digipunt]) -> Iterator[str]:
    old, new = (
        site.wijken[record.wijk].naam if record.wijk in site.wijken else record.wijk
        for record, site in ((change.old, change.before), (change.new, change.after))
    )
    yield from _fact_changes("wijk", old, new)


def _location(change: Change[Digipunt]) -> Iterator[str]:
    old, new = change.old.coordinaten, change.new.coordinaten
    point_before, point_after = (f"{found.lat}, {found.lon}" if found else "" for found in (old, new))
    if point_before != point_after:
        yield from _fact_changes("punt op de kaart", point_before, point_after)
    if old and new and old.nauwkeurigheid != new.nauwkeurigheid:
        near = (EXACTNESS[found.nauwkeurigheid] for found in (old, new))
        yield from _fact_changes("punt op de kaart", *near)


def _phone(change: Change[Record]) -> Iterator[str]:
    old, new = change.old.telefoon, change.new.telefoon
    yield from _fact_changes("telefoon", _number(old), _number(new))


def _number(phone: Phone | None) -> str:
    return str(phone) if phone else ""


def _hours(change: Change[Record]) -> Iterator[str]:
    """Old data may not say 'gesloten'."""
    none = ["geen uren bekend" if found is Freshness.EXPIRED else "gesloten" for found in change.trust()]
    yield from of_hours(change.old.uren, change.new.uren, (none[0], none[1]))


def _calendar_answers(change: Change[Digipunt]) -> Iterator[str]:
    for id in CALENDARS:
        old, new = (record.kalenders.get(id, CALL_FIRST) for record in (change.old, change.new))
        if old != new and id in change.after.calendars:
            words = (hours(day) if day else "gewone uren" for day in (old, new))
            yield from _fact_changes(change.after.calendars[id].naam, *words)


def _exceptions(change: Change[Digipunt]) -> Iterator[str]:
    """Only those that make a difference from today on, also when the page does not list their days yet."""
    old, new = change.old.uitzonderingen, change.new.uitzonderingen
    gone, came = [found for found in old if found not in new], [found for found in new if found not in old]
    matters = _difference(change) if gone or came else None
    for before, after in _exception_pairs(gone, came):
        pair = [found for found in (before, after) if found]
        if matters and any(map(matters, pair)):
            if before and after and before.dagen != after.dagen:
                what = f"andere uren{_only(after)}, {_exception_hours(after)}"
                yield from _fact_changes(what, _exception_days(before), _exception_days(after))
            else:
                what = f"andere uren {_exception_days(pair[0])}{_only(pair[0])}"
                words = (_exception_hours(found) if found else "" for found in (before, after))
                yield from _fact_changes(what, *words)


def _exception_pairs(
    gone: list[SpecialHours], came: list[SpecialHours]
) -> list[tuple[SpecialHours | None, SpecialHours | None]]:
    """What replaces what: the same days with other hours, or the same hours on other days; in order of the days."""
    left = list(gone)
    pairs: list[tuple[SpecialHours | None, SpecialHours | None]] = []
    for after in came:
        same = [found for found in left if (found.dagen, found.kanaal) == (after.dagen, after.kanaal)]
        moved = [found for found in left if replace(found, dagen=after.dagen) == after]
        before = next(iter(same or moved), None)
        if before:
            left.remove(before)
        pairs.append((before, after))
    pairs += [(before, None) for before in left]
    return sorted(pairs, key=lambda pair: min(found.dagen for found in pair if found))


def _difference(change: Change[Digipunt]) -> Callable[[SpecialHours], bool]:
    """Whether something else holds on the days of an exception, with the old exceptions and with the new ones."""
    records = (replace(change.new, uitzonderingen=change.old.uitzonderingen), change.new)
    old, new = (
        [_schedule(record, channel, change.after, change.today) for channel in change.new.uren]
        for record in records
    )

    def matters(found: SpecialHours) -> bool:
        coming = found.dagen & DateRange(change.today, date.max)
        days = list(islice(coming, COMPARED)) if coming else []
        return any(
            _shown(before, day) != _shown(after, day)
            for before, after in zip(old, new, strict=True)
            for day in days
        )

    return matters


def _schedule(record: Digipunt, channel: str, site: Site, today: date) -> Schedule:
    return Schedule(record, channel, site.calendars, site.settings.drempels, today)


def _shown(schedule: Schedule, day: date) -> tuple[Day, str]:
    """What a page says of a day: its reason only when the hours are not those of the week."""
    holding = schedule.on(day)
    is_ordinary = holding.day == schedule.ordinary(day.weekday())
    return holding.day, "" if is_ordinary else holding.reason


def _exception_days(found: SpecialHours) -> str:
    return f"{'op' if len(found.dagen) == 1 else 'van'} {found.dagen}"


def _only(found: SpecialHours) -> str:
    return f" (alleen {found.kanaal})" if found.kanaal else ""


def _exception_hours(found: SpecialHours) -> str:
    words = hours(found.uren) if isinstance(found.uren, Day) else _week("", found.uren)
    return f'{words} ("{shortened(found.reden)}")' if found.reden else words


def _access(change: Change[Digipunt]) -> Iterator[str]:
    for name, shown in ACCESS_NAMES.items():
        old, new = (
            getattr(record.toegankelijk, name).replace("onbekend", "niet bekend")
            for record in (change.old, change.new)
        )
        if old != new:
            yield from _fact_changes(shown, old, new)


def _notice(change: Change[Digipunt]) -> Iterator[str]:
    """A notice that has ended is none."""
    old, new = (
        record.melding if record.melding and record.melding.on(change.today) else None
        for record in (change.old, change.new)
    )
    if old and new:
        yield from _text_changes("melding", old.tekst, new.tekst)
        if old.tot != new.tot:
            yield from _fact_changes("melding, tot wanneer ze er staat", _until(old), _until(new))
    else:
        texts = [
            f"{found.tekst} ({_until(found)})" if found and found.tot else found.tekst if found else ""
            for found in (old, new)
        ]
        yield from _text_changes("melding", *texts)


def _until(notice: Notice) -> str:
    return f"tot en met {DateRange(notice.tot, notice.tot)}" if notice.tot else "zonder einde"


def _check(change: Change[Record]) -> Iterator[str]:
    old, new = change.old.nagekeken, change.new.nagekeken
    trust_before, trust = change.trust()
    consequence = (
        f"; {TRUST[trust]}" if trust != trust_before and (change.old.uren or change.new.uren) else ""
    )
    on_before, on = (str(check.op) if check else "" for check in (old, new))
    if on_before != on:
        yield from (f"{line}{consequence}" for line in _fact_changes("nagekeken", on_before, on))
    yield from _text_changes("hoe het nagekeken is", old.hoe if old else "", new.hoe if new else "")


def _origin(change: Change[Record]) -> Iterator[str]:
    yield from _text_changes("bron", _source(change.old.bron), _source(change.new.bron))
    yield from _text_changes("link naar de bron", change.old.bron.url, change.new.bron.url)


def _source(bron: Origin) -> str:
    return f"{bron.naam}, {bron.datum}" if bron.datum and str(bron.datum) not in bron.naam else bron.naam


DIGIPUNT_WORDS: Mapping[str, Callable[[Change[Digipunt]], Iterator[str]]] = {
    "naam": _value("naam", "naam"),
    "status": _status,
    "melding": _notice,
    "uren": _hours,
    "uitzonderingen": _exceptions,
    "kalenders": _calendar_answers,
    "telefoon": _phone,
    "email": _value("email", "e-mail"),
    "website": _value("website", "website"),
    "adres": _address,
    "ingang": _value("ingang", "ingang"),
    "wijk": _wijk,
    "coordinaten": _location,
    "opmerking": _value("opmerking", "opmerking"),
    "doelgroep": _list("doelgroep", "voor wie", lambda site: site.settings.doelgroepen),
    "aanbod": _list("aanbod", "wat er is", lambda site: site.settings.aanbod),
    "hulp_bij": _list("hulp_bij", "hulp bij"),
    "kost": _value("kost", "prijs"),
    "meebrengen": _list("meebrengen", "wat je meebrengt"),
    "talen": _list("talen", "talen"),
    "toegankelijk": _access,
    "organisatie": _value("organisatie", "organisatie"),
    "nagekeken": _check,
    "bron": _origin,
}
CONTACT_WORDS: Mapping[str, Callable[[Change[Contact]], Iterator[str]]] = {
    "naam": _value("naam", "naam"),
    "wat": _value("wat", "wat"),
    "telefoon": _phone,
    "email": _value("email", "e-mail"),
    "website": _value("website", "website"),
    "uren": _hours,
    "melding": _value("melding", "melding"),
    "nagekeken": _check,
    "bron": _origin,
    "trefwoorden": _list("trefwoorden", "woorden in A tot Z"),
}


# Weeks.


def _week(channel: str, week: Week) -> str:
    groups = week_groups({index: on_channel(channel, day) for index, day in week.items()})
    return "; ".join(f"{names} {hours(day)}" for names, day in groups) or "geen uren"


def _week_changes(channel: str, old: Week, new: Week, none: tuple[str, str]) -> Iterator[str]:
    """Days that change in the same way in one line."""
    groups: dict[tuple[Day, Day], list[int]] = {}
    for index in range(7):
        before, after = (on_channel(channel, week.get(index, CLOSED)) for week in (old, new))
        if before != after:
            groups.setdefault((before, after), []).append(index)
    for (before, after), days in groups.items():
        yield f"{days_in_words(days)} ({channel}): {hours(before, none[0])} wordt {hours(after, none[1])}"


def _range(found: Range) -> str:
    return f"{_clock(found.opens)}–{_clock(found.closes)}"


def _clock(minute: int) -> str:
    return f"{minute // 60}.{minute % 60:02}" if minute < MIDNIGHT else "24.00"


# Calendars.


class _Calendars:
    """Which places notice a change of the calendars, on some days."""

    def __init__(
        self,
        old: Mapping[str, Calendar],
        new: Mapping[str, Calendar],
        places: list[Digipunt],
        site: Site,
        today: date,
    ) -> None:
        before = replace(site, calendars=old)
        self.today = today
        self.schedules = {
            place.id: [
                (
                    _schedule(place, channel, before, today),
                    _schedule(place, channel, replace(site, calendars=new), today),
                )
                for channel in place.uren
            ]
            for place in places
        }

    def touched(self, days: DateRange) -> set[str]:
        coming = [day for day in days if day >= self.today]
        return {
            id
            for id, schedules in self.schedules.items()
            if any(
                not (old.always and new.always) and _shown(old, day) != _shown(new, day)
                for old, new in schedules
                for day in coming
            )
        }


def _calendar_changes(
    old: Calendar | None, new: Calendar | None, today: date
) -> Iterator[tuple[DateRange, str]]:
    """The days in which two versions of a calendar differ, those alike as one, and how."""
    before, after = (calendar.by_date if calendar else {} for calendar in (old, new))
    run: list[date] = []
    for day in sorted({*before, *after}):
        if _called(before.get(day)) == _called(after.get(day)):
            continue
        if run and (
            day - run[-1] > timedelta(days=1)
            or (_called(before.get(day)), _called(after.get(day)))
            != (_called(before.get(run[-1])), _called(after.get(run[-1])))
        ):
            yield _run_in_words(run, before, after)
            run = []
        run.append(day)
    if run:
        yield _run_in_words(run, before, after)
    reach_before, reach = (calendar.reach if calendar else today for calendar in (old, new))
    if reach_before != reach:
        first, last = sorted((reach_before, reach))
        days = DateRange(first + timedelta(days=1), last)
        yield days, f"{'bekend' if reach > reach_before else 'niet meer bekend'} van {days}"


def _run_in_words(
    run: list[date], before: Mapping[date, CalendarDay], after: Mapping[date, CalendarDay]
) -> tuple[DateRange, str]:
    days = DateRange(run[0], run[-1])
    old, new = _called(before.get(run[0])), _called(after.get(run[0]))
    if old and new:
        return days, f"{days}: {old} wordt {new}"
    return days, f"{days} {new} komt erbij" if new else f"{days} {old} valt weg"


def _called(found: CalendarDay | None) -> str:
    if not found:
        return ""
    return f'("{shortened(found.naam)}"{"" if found.zeker else ", niet zeker"})'


def _calendar_name(*versions: Calendar | None) -> str:
    return next(calendar.naam for calendar in versions if calendar)

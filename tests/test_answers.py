"""The words of an answer, exactly as a visitor reads them; "~" is a hard space."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sitegen.answers import in_words
from sitegen.dates import parse_partial_date
from sitegen.hours import parse_day, parse_week
from sitegen.model import Check, Notice
from sitegen.schedule import BRUSSELS
from tests.schedules import (
    EXAMPLE_CALENDARS,
    make_answers,
    make_calendar,
    make_exception,
    make_place,
    make_schedule,
)


def said(place, wall: str, channel: str = "hulp") -> str:
    moment = datetime.fromisoformat(wall).replace(tzinfo=BRUSSELS)
    return in_words(make_schedule(place, channel).at(moment), moment).replace("\u00a0", "~")


def open_on(week: str, *exceptions: tuple[str, ...], **changes):
    made = tuple(make_exception(*exception) for exception in exceptions)
    return make_place(uren={"hulp": parse_week(week)}, uitzonderingen=made, **changes)


@pytest.mark.parametrize(
    "wall, words",
    [
        # Monday 23 November 2026; a week from Monday to Friday, from 10 to 12 and from 13 to 17.
        ("2026-11-23 10:00", "Nu open tot 12~uur"),
        ("2026-11-23 11:59", "Nu open tot 12~uur"),
        ("2026-11-23 12:00", "Nu gesloten. Opent vandaag om 13~uur"),
        ("2026-11-23 00:00", "Nu gesloten. Opent vandaag om 10~uur"),
        ("2026-11-23 17:00", "Nu gesloten. Opent morgen om 10~uur"),
        ("2026-11-27 17:00", "Nu gesloten. Opent maandag om 10~uur"),
        ("2026-11-28 10:00", "Nu gesloten. Opent maandag om 10~uur"),
        ("2026-11-29 10:00", "Nu gesloten. Opent morgen om 10~uur"),
        # Friday is a holiday.
        ("2026-12-24 17:00", "Nu gesloten. Opent maandag om 10~uur"),
        ("2026-12-25 10:00", "Vandaag gesloten: Kerstmis. Opent maandag om 10~uur"),
    ],
)
def test_open_and_closed_say_until_when_and_from_when(wall, words):
    assert said(make_place(), wall) == words


@pytest.mark.parametrize(
    "week, wall, words",
    [
        ("ma 9u30-12u30", "2026-11-23 08:00", "Nu gesloten. Opent vandaag om 9.30~uur"),
        ("ma 9u30-12u30", "2026-11-22 08:00", "Nu gesloten. Opent morgen om 9.30~uur"),
        ("ma 9u30-12u30", "2026-11-23 10:00", "Nu open tot 12.30~uur"),
        ("ma 9u05-12u", "2026-11-23 08:00", "Nu gesloten. Opent vandaag om 9.05~uur"),
        ("di 0:00-2:00", "2026-11-23 08:00", "Nu gesloten. Opent morgen om 0~uur"),
        # Two days, six days, seven days: from then on with its date.
        ("wo 10-12u", "2026-11-23 08:00", "Nu gesloten. Opent woensdag om 10~uur"),
        ("zo 10-12u", "2026-11-23 08:00", "Nu gesloten. Opent zondag om 10~uur"),
        ("ma 10-12u", "2026-11-23 12:00", "Nu gesloten. Opent maandag 30~november om 10~uur"),
    ],
)
def test_hours_and_days_are_written_as_the_city_does(week, wall, words):
    assert said(open_on(week), wall) == words


def test_from_seven_days_on_the_next_opening_has_its_date():
    place = open_on("ma-vr 9-12u", ("21 december 2026 tot en met 3 januari 2027", "gesloten", "kerstverlof"))
    known = EXAMPLE_CALENDARS | {"extra-sluitingsdagen": make_calendar("extra sluitingsdagen")}
    moment = datetime(2026, 12, 27, 10, tzinfo=BRUSSELS)

    assert in_words(make_schedule(place, calendars=known).at(moment), moment) == (
        "Vandaag gesloten: kerstverlof. Opent maandag 4\u00a0januari om 9\u00a0uur"
    )


def test_more_than_ten_months_ahead_the_year_is_said_too():
    place = open_on("ma 9-12u", ("24 november 2026 tot en met 31 oktober 2027", "gesloten", "verbouwing"))

    assert said(place, "2026-11-24 10:00") == (
        "Vandaag gesloten: verbouwing. Opent maandag 1~november 2027 om 9~uur"
    )


def test_a_reason_is_said_on_the_day_itself_and_not_when_there_are_hours():
    place = open_on(
        "ma-vr 10-12u", ("2026-11-25", "gesloten", "Wapenstilstand"), ("2026-11-24", "9-10 uur", "opleiding")
    )

    assert said(place, "2026-11-25 09:00") == "Vandaag gesloten: Wapenstilstand. Opent morgen om 10~uur"
    assert said(place, "2026-11-24 10:00") == "Nu gesloten. Opent donderdag om 10~uur"


@pytest.mark.parametrize(
    "week, wall, words",
    [
        ("ma 20:00-24:00", "2026-11-23 21:00", "Nu open tot middernacht"),
        ("ma 20:00-24:00; di 0:00-2:00", "2026-11-23 21:00", "Nu open tot morgen 2~uur"),
        ("ma 20:00-24:00; di 0:00-2:00", "2026-11-24 00:00", "Nu open tot 2~uur"),
        ("ma-di 0:00-24:00", "2026-11-23 21:00", "Nu open tot morgen middernacht"),
        ("ma-wo 0:00-24:00; do 0:00-9:00", "2026-11-23 21:00", "Nu open tot donderdag 9~uur"),
        ("ma-za 0:00-24:00", "2026-11-23 00:00", "Nu open tot zaterdag middernacht"),
        ("ma-zo 0:00-24:00", "2026-11-24 21:00", "Nu open, dag en nacht"),
    ],
)
def test_an_open_time_past_midnight_says_its_day(week, wall, words):
    assert said(open_on(week), wall) == words


def test_a_day_in_between_that_is_not_known_makes_it_at_the_latest():
    place = open_on("ma-vr 10-12u", ("2026-11-24", "bel eerst", "opleiding"))

    assert said(place, "2026-11-23 12:00") == "Nu gesloten. Opent ten laatste woensdag om 10~uur"
    assert said(place, "2026-11-24 12:00") == "We weten het niet zeker: opleiding. Bel eerst."


def test_a_holiday_before_a_day_that_is_not_known_says_both():
    place = open_on("ma-zo 10-12u", kalenders=make_answers(schoolvakanties=None))

    # From 21 December to 3 January nothing is known but Christmas and New Year; 4 January is closed.
    assert said(place, "2026-12-25 09:00") == (
        "Vandaag gesloten: Kerstmis. Opent ten laatste dinsdag 5~januari om 10~uur"
    )


def test_no_next_opening_is_an_answer_too():
    never = make_answers(gentse_feesten="gesloten")

    assert said(open_on("ma gesloten", kalenders=never), "2026-11-23 10:00") == (
        "Gesloten. Er is geen volgende openingsdag bekend"
    )
    assert said(open_on("ma gesloten", kalenders=never), "2026-12-25 10:00") == (
        "Vandaag gesloten: Kerstmis. Er is geen volgende openingsdag bekend"
    )


@pytest.mark.parametrize(
    "wall, words",
    [
        ("2026-11-23 08:00", "Vandaag op afspraak van 9 tot 12~uur"),
        ("2026-11-23 09:00", "Vandaag op afspraak van 9 tot 12~uur"),
        ("2026-11-23 13:00", "Vandaag op afspraak van 9 tot 12~uur"),
        ("2026-11-24 10:00", "Op afspraak"),
        ("2026-11-25 10:00", "Op afspraak"),
        ("2026-12-25 10:00", "Vandaag gesloten: Kerstmis. Op afspraak"),
    ],
)
def test_the_channel_for_appointments_says_so_with_its_hours(wall, words):
    place = make_place(uren={"afspraak": parse_week("ma 9-12u; di op afspraak")})

    assert said(place, wall, "afspraak") == words


def test_a_day_by_appointment_among_others_keeps_the_next_opening():
    place = open_on("ma op afspraak, 9:00-12:00 en 13:00-15:00; di 10-12u")

    assert said(place, "2026-11-23 10:00") == "Vandaag op afspraak van 9 tot 12~uur en van 13 tot 15~uur"
    assert said(place, "2026-11-23 15:00") == "Nu gesloten. Opent morgen om 10~uur"


@pytest.mark.parametrize(
    "changes, words",
    [
        (
            {"nagekeken": Check(parse_partial_date("2024-03-06"))},
            "We weten het niet zeker: de uren zijn van 6~maart 2024. Bel eerst.",
        ),
        ({"nagekeken": None}, "We weten het niet zeker: de uren zijn nooit nagekeken. Bel eerst."),
        ({"uren": {}}, "We weten het niet zeker: de uren zijn niet bekend. Bel eerst."),
        ({"uren": {"hulp": {0: parse_day("bel eerst")}}}, "We weten het niet zeker. Bel eerst."),
        (
            {"status": "tijdelijk-gesloten", "melding": Notice("we verbouwen tot mei")},
            "Gesloten: we verbouwen tot mei",
        ),
        ({"status": "tijdelijk-gesloten"}, "Gesloten"),
        ({"status": "gepland"}, "Gesloten: nog niet open"),
        ({"status": "gestopt"}, "Gesloten: bestaat niet meer"),
    ],
)
def test_what_is_not_known_says_why_and_a_status_what_it_is(changes, words):
    assert said(make_place(**changes), "2026-11-23 10:00") == words


@pytest.mark.parametrize(
    "wall, words",
    [
        ("2026-12-28 10:00", "We weten het niet zeker: kerstvakantie. Bel eerst."),
        (
            "2029-01-01 10:00",
            "We weten het niet zeker: de feestdagen van dan zijn nog niet bekend. Bel eerst.",
        ),
    ],
)
def test_a_calendar_that_is_not_known_is_named(wall, words):
    assert said(make_place(kalenders=make_answers(schoolvakanties=None)), wall) == words


def test_a_calendar_that_ended_has_the_name_that_visitors_know():
    short = EXAMPLE_CALENDARS | {"gentse-feesten": make_calendar("Gentse Feesten", complete="2026-11-22")}
    moment = datetime(2026, 11, 23, 10, tzinfo=BRUSSELS)

    assert in_words(make_schedule(calendars=short).at(moment), moment) == (
        "We weten het niet zeker: de Gentse Feesten van dan zijn nog niet bekend. Bel eerst."
    )


def test_today_is_the_day_in_brussels_whatever_zone_the_moment_has():
    # In New York it is still Sunday; in Brussels Monday has begun.
    moment = datetime(2026, 11, 22, 19, 0, tzinfo=ZoneInfo("America/New_York"))

    assert in_words(make_schedule().at(moment), moment) == "Nu gesloten. Opent vandaag om 10\u00a0uur"


@pytest.mark.parametrize(
    "typed, words",
    [
        ("10:00-12:00, 13:30-17:00", "van 10 tot 12~uur en van 13.30 tot 17~uur"),
        ("20:00-24:00", "van 20~uur tot middernacht"),
        ("0:00-24:00", "de hele dag"),
        ("op afspraak", "op afspraak"),
        ("op afspraak, 16:00-19:00", "op afspraak van 16 tot 19~uur"),
        ("bel eerst", "bel eerst"),
        ("gesloten", "gesloten"),
    ],
)
def test_hours_in_a_table(typed, words):
    assert str(parse_day(typed)).replace("\u00a0", "~") == words

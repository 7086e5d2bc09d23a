from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.dates import DateRange, parse_dates
from sitegen.hours import parse_week
from sitegen.places import _calendar_notes, differing_days
from tests.schedules import (
    EXAMPLE_CALENDARS,
    cases,
    make_answers,
    make_exception,
    make_place,
    make_schedule,
)


def changes(place, days="van 23 november 2026 tot 21 januari 2027"):
    """What a page lists in these days, with plain spaces."""
    schedules = {channel: make_schedule(place, channel) for channel in place.uren}
    found = differing_days(schedules, parse_dates(days))
    return [
        (f"{c.days.first:%d/%m}", f"{c.days.last:%d/%m}", c.title, c.words.replace("\u00a0", " "))
        for c in found
    ]


def test_days_with_other_hours_are_listed_with_their_reason():
    place = make_place(
        uitzonderingen=(
            make_exception("24 december 2026", "10:00-12:00", "kerstavond"),
            make_exception("van 11/1/2027 tot 15/1/2027", parse_week("di 13-16u; wo 9-12u"), "opleiding"),
        )
    )

    assert changes(place) == [
        ("24/12", "24/12", "", "van 10 tot 12 uur (kerstavond)"),
        ("25/12", "25/12", "", "gesloten (Kerstmis)"),
        ("01/01", "01/01", "", "gesloten (nieuwjaar)"),
        ("04/01", "04/01", "", "gesloten (brugdag)"),
        (
            "11/01",
            "15/01",
            "",
            "dinsdag van 13 tot 16 uur; woensdag van 9 tot 12 uur; andere dagen gesloten (opleiding)",
        ),
    ]


def test_days_that_are_all_open_do_not_speak_of_closed_days():
    market = make_exception("van 12/12/2026 tot 13/12/2026", parse_week("za 10-12u; zo 13-16u"), "markt")

    assert changes(make_place(uitzonderingen=(market,)), "van 1/12/2026 tot 20/12/2026") == [
        ("12/12", "13/12", "", "zaterdag van 10 tot 12 uur; zondag van 13 tot 16 uur (markt)")
    ]


def test_days_in_a_row_with_the_same_hours_stand_on_one_line_with_all_their_reasons():
    place = make_place(kalenders=make_answers(feestdagen="bel eerst", schoolvakanties="bel eerst"))

    assert changes(place) == [
        ("21/12", "03/01", "", "bel eerst (kerstvakantie, Kerstmis en nieuwjaar)"),
        ("04/01", "04/01", "", "gesloten (brugdag)"),
    ]


def test_a_change_of_one_channel_names_it():
    place = make_place(
        uren={"hulp": parse_week("ma 10-12u"), "computer": parse_week("ma 9-17u")},
        uitzonderingen=(make_exception("30 november 2026", "gesloten", "opleiding", "hulp"),),
    )

    assert changes(place, "van 23 november 2026 tot 7 december 2026") == [
        ("30/11", "30/11", "uren met hulp", "gesloten (opleiding)")
    ]


def test_a_change_that_begins_in_these_days_is_told_to_its_end():
    place = make_place(uitzonderingen=(make_exception("van 4/12/2026 tot 11/12/2026", "gesloten"),))

    assert changes(place, "van 23 november 2026 tot 5 december 2026") == [("04/12", "11/12", "", "gesloten")]


def test_a_place_that_cannot_be_trusted_lists_no_days():
    assert changes(make_place(nagekeken=None)) == []


def test_what_holds_on_the_days_of_calendars_is_said_in_words():
    place = make_place(kalenders=make_answers(extra_sluitingsdagen=None, gentse_feesten="gesloten"))

    assert list(_calendar_notes(EXAMPLE_CALENDARS, place)) == [
        "Gesloten op feestdagen",
        "Bel eerst op extra sluitingsdagen",
        "Gesloten tijdens de Gentse Feesten",
        "Gewone uren tijdens de schoolvakanties",
    ]


@settings(max_examples=300, derandomize=True, database=None)
@given(case=cases(ordinary=True), before=st.integers(-10, 5), length=st.integers(0, 60))
def test_the_changes_are_those_that_a_walk_over_all_days_finds(case, before, length):
    first = case.window.first + timedelta(before)
    days = DateRange(first, first + timedelta(length))

    assert [change.days for change in differing_days({"hulp": case.schedule}, days)] == walked(
        case.schedule, days
    )


def walked(schedule, days):
    """Day after day, also past the last one: a run stops at a day of the week, or when cause and hours both differ."""
    found, run = [], []
    day = days.first
    while run or day <= days.last:
        here = [*run, schedule.on(day)]
        special = here[-1].rule != "week" and day <= schedule.last_known_day
        one_cause = len({(holding.span, holding.reason) for holding in here}) == 1
        same_hours = len({holding.day for holding in here}) == 1
        if run and not (special and (one_cause or same_hours)):
            dates = DateRange(day - timedelta(len(run)), day - timedelta(1))
            weekdays = [when.weekday() for when in dates]
            if any(
                held.day != schedule.ordinary(weekday) for held, weekday in zip(run, weekdays, strict=True)
            ):
                found.append(dates)
            run = []
        if special and (run or day <= days.last):
            run.append(schedule.on(day))
        day += timedelta(1)
    return found

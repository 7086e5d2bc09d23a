from datetime import date, datetime

import pytest

from sitegen.dates import (
    DateRange,
    PartialDate,
    in_words,
    months_after,
    parse_date,
    parse_moment,
    parse_partial_date,
    runs,
)


@pytest.mark.parametrize(
    "text, words, first, last",
    [
        ("2024-03-06", "6\u00a0maart 2024", date(2024, 3, 6), date(2024, 3, 6)),
        ("woensdag 06/03/2024", "6\u00a0maart 2024", date(2024, 3, 6), date(2024, 3, 6)),
        ("06/03/2024", "6\u00a0maart 2024", date(2024, 3, 6), date(2024, 3, 6)),
        ("2024-02", "februari 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021", "2021", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_date_may_be_known_to_the_day_the_month_or_the_year(text, words, first, last):
    found = parse_partial_date(text)

    assert (str(found), found.first_day, found.last_day) == (words, first, last)
    assert parse_partial_date(found.iso) == found


@pytest.mark.parametrize(
    "text, message",
    [
        ("2026-02-30", '"2026-02-30" bestaat niet: februari 2026 telt 28 dagen'),
        ("2026-13", '"2026-13" bestaat niet: kijk het jaar en de maand na'),
        ("2026-00-10", '"2026-00-10" bestaat niet: kijk het jaar en de maand na'),
        ("6 maart", 'schrijf het jaar bij "6 maart", zoals "25 december 2026"'),
        ("maart 2024", 'schrijf de datum als 2026-12-25, 2026-12 of 2026, niet als "maart 2024"'),
        ("0024-03-06", '"0024-03-06" bestaat niet: kijk het jaar en de maand na'),
    ],
)
def test_an_impossible_date_says_why(text, message):
    with pytest.raises(ValueError) as refused:
        parse_partial_date(text)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    "text, when", [("2024-03-06", "op 6\u00a0maart 2024"), ("2024-03", "in maart 2024"), ("2024", "in 2024")]
)
def test_a_date_is_said_as_what_happened_then(text, when):
    assert parse_partial_date(text).when == when


def test_a_whole_date_is_asked_for_where_a_day_is_needed():
    with pytest.raises(ValueError) as refused:
        parse_date("2026-12")
    assert str(refused.value) == 'schrijf de datum als 2026-12-25, niet als "2026-12"'


def test_a_day_in_words_can_name_its_weekday():
    assert in_words(date(2026, 11, 23), weekday=True) == "maandag 23\u00a0november 2026"


@pytest.mark.parametrize(
    "day, months, later",
    [
        (date(2025, 11, 23), 12, date(2026, 11, 23)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
    ],
)
def test_months_are_counted_on_to_a_day_that_exists(day, months, later):
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-25T10:30",
        "2026-12-25 10:30",
        "2026-12-25T10:30:00Z",
        "2026-12-25T10:30:00.5+02:00",
        "2026-12-25",
    ],
)
def test_a_moment_is_read_as_iso_8601(text):
    assert parse_moment(text) == datetime.fromisoformat(text)


@pytest.mark.parametrize(
    "text",
    ["", "morgen", "25/12/2026 10:30", "2026-W22", "2026-W22-1T10:00", "2026-12-25T25:00", "2026-12-25x10:30"]
    + ["2026-12-25T10:30\x00", "0001-01-01T00:00", "9999-12-31T23:59Z", "2026-02-30T10:00"],
)
def test_a_moment_that_is_something_else_is_refused(text):
    with pytest.raises(ValueError) as refused:
        parse_moment(text)
    assert str(refused.value) == f'schrijf het moment als 2026-12-25T10:30, niet als "{text}"'


def test_partial_dates_are_ordered():
    assert PartialDate(2021) < PartialDate(2021, 1) < PartialDate(2021, 1, 1)


def test_a_range_holds_each_of_its_days():
    days = DateRange(date(2028, 2, 28), date(2028, 3, 1))

    assert list(days) == [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]
    assert len(days) == 3


def test_days_in_a_row_for_which_the_same_holds_stand_together():
    days = [date(2026, 12, day) for day in (29, 30, 31)] + [date(2027, 1, day) for day in (1, 3, 4)]

    assert list(runs(zip(days, "aabbbb", strict=True))) == [
        (DateRange(date(2026, 12, 29), date(2026, 12, 30)), "a"),
        (DateRange(date(2026, 12, 31), date(2027, 1, 1)), "b"),
        (DateRange(date(2027, 1, 3), date(2027, 1, 4)), "b"),
    ]
    assert list(runs([])) == []

from datetime import date

import pytest

from sitegen.dates import parse_partial_date
from sitegen.model import Check, Freshness, Origin, Period, Programme, Settings, Site, Status, Thresholds

THRESHOLDS = Thresholds(bel_eerst_na_maanden=6, verlopen_na_maanden=12)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "checked, freshness",
    [
        ("2026-11-23", Freshness.FRESH),
        # A check after the day itself says nothing about that day.
        ("2026-11-24", Freshness.EXPIRED),
        ("2026-05-24", Freshness.FRESH),
        ("2026-05-23", Freshness.CALL_FIRST),
        # Twelve months is not yet more than twelve months.
        ("2025-11-23", Freshness.CALL_FIRST),
        ("2025-11-22", Freshness.EXPIRED),
        ("2024-03-06", Freshness.EXPIRED),
        # Known to the month or year only: counted from its first day.
        ("2026-06", Freshness.FRESH),
        ("2026-05", Freshness.CALL_FIRST),
        ("2026", Freshness.CALL_FIRST),
        ("2025", Freshness.EXPIRED),
    ],
)
def test_freshness_changes_at_the_thresholds(checked, freshness):
    assert THRESHOLDS.freshness(Check(parse_partial_date(checked)), TODAY) is freshness


def test_what_was_never_checked_is_expired():
    assert THRESHOLDS.freshness(None, TODAY) is Freshness.EXPIRED


def make_programme(id="voorbeeld", part_of="", **period):
    dates = {key: parse_partial_date(text) for key, text in period.items()}
    return Programme(
        id, "Voorbeeld", "Een voorbeeld.", Period("een tijd", **dates), Origin("een voorbeeld"), part_of
    )


def make_site(*programmes):
    settings = Settings("n", "https://x.example/", "c", THRESHOLDS, (), ())
    return Site(settings, {}, {p.id: p for p in programmes}, {}, {}, {}, {}, {})


@pytest.mark.parametrize(
    "period, day, status",
    [
        ({"start": "2021-01", "einde": "2021-12"}, date(2020, 12, 31), Status.PLANNED),
        ({"start": "2021-01", "einde": "2021-12"}, date(2021, 1, 1), Status.RUNNING),
        ({"start": "2021-01", "einde": "2021-12"}, date(2021, 12, 31), Status.RUNNING),
        ({"start": "2021-01", "einde": "2021-12"}, date(2022, 1, 1), Status.OVER),
        ({"einde": "2022-12"}, date(2021, 1, 1), Status.RUNNING),
        ({"start": "2021"}, date(2030, 1, 1), Status.RUNNING),
    ],
)
def test_the_status_of_an_action_follows_from_its_dates(period, day, status):
    programme = make_programme(**period)

    assert make_site(programme).status(programme, day) is status


@pytest.mark.parametrize(
    "day, status",
    [
        (date(2020, 6, 1), Status.PLANNED),
        (date(2021, 6, 1), Status.RUNNING),
        (date(2022, 6, 1), Status.RUNNING),
        (date(2024, 6, 1), Status.OVER),
    ],
)
def test_an_action_without_dates_stands_where_its_parts_stand(day, status):
    whole = make_programme("geheel")
    parts = (
        make_programme("a", "geheel", start="2021", einde="2021"),
        make_programme("b", "geheel", start="2021", einde="2023"),
    )

    assert make_site(whole, *parts).status(whole, day) is status

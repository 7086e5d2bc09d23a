"""data/kalenders.yaml against an independent source, and what the check says about calendars."""

from __future__ import annotations

import re
from datetime import date, timedelta

import holidays
import pytest

from sitegen.dates import WEEKDAYS, DateRange
from sitegen.model import CALENDARS
from sitegen.paths import HOME, Paths
from sitegen.read import read, read_site
from tests.conftest import change
from tests.schedules import TODAY

FILE = HOME / "data" / "kalenders.yaml"


@pytest.fixture(scope="module")
def calendars():
    return read_site(Paths.of(), TODAY)[0].calendars


def dates_of(calendar) -> list[date]:
    return [day for found in calendar.dagen for day in found.dagen]


def named(calendar) -> list[tuple[DateRange, str]]:
    return [(found.dagen, found.naam) for found in calendar.dagen]


@pytest.fixture(scope="module")
def years(calendars) -> range:
    """The years that the file holds in full: an editor adds one each year."""
    first = calendars["feestdagen"].dagen[0].dagen.first.year
    found = range(first, calendars["feestdagen"].reach.year + 1)
    assert len(found) >= 2
    return found


def library(years: range, *, category: str) -> dict[date, str]:
    return holidays.country_holidays(
        "BE",
        subdiv="Flemish" if category == "school" else None,
        years=[years[0] - 1, *years, years[-1] + 1],
        language="nl",
        categories=(category,),
    )


def test_public_holidays_are_those_of_the_library_without_the_two_sundays(calendars, years):
    public = library(years, category="public")
    # The law names ten days; Easter Sunday and Whit Sunday are Sundays anyway.
    legal = [day for day, name in sorted(public.items()) if name not in ("Pasen", "Pinksteren")]

    assert dates_of(calendars["feestdagen"]) == [day for day in legal if day.year in years]
    assert len(dates_of(calendars["feestdagen"])) == 10 * len(years)


def test_school_holidays_are_those_of_the_library(calendars, years):
    """The library lists days; days of one holiday that follow each other are one range."""
    ranges: list[tuple[DateRange, str]] = []
    for day, names in sorted(library(years, category="school").items()):
        for name in names.split("; "):
            if not name.casefold().endswith("vakantie"):
                continue
            if ranges and ranges[-1][1] == name and ranges[-1][0].last + timedelta(1) == day:
                ranges[-1] = DateRange(ranges[-1][0].first, day), name
            else:
                ranges.append((DateRange(day, day), name))
    whole = [
        (days, name.casefold())
        for days, name in ranges
        if days.last.year >= years[0] and days.first.year <= years[-1]
    ]

    assert [(days, name.casefold()) for days, name in named(calendars["schoolvakanties"])] == whole


def test_the_gentse_feesten_follow_their_rule(calendars, years):
    """Ten days, from the Friday before the last Saturday before 21 July."""

    def by_rule(year: int) -> DateRange:
        day = date(year, 7, 20)
        while day.weekday() != WEEKDAYS.index("zaterdag"):
            day -= timedelta(1)
        return DateRange(day - timedelta(1), day + timedelta(8))

    # The two years that the rule is known from.
    assert by_rule(2017) == DateRange(date(2017, 7, 14), date(2017, 7, 23))
    assert by_rule(2022) == DateRange(date(2022, 7, 15), date(2022, 7, 24))
    assert [days for days, _ in named(calendars["gentse-feesten"])] == [by_rule(year) for year in years]


def test_extra_closing_days_fall_where_their_name_says(calendars, years):
    """The city may add days, take some away, or confirm them."""
    public = library(years, category="public")
    found = {(item.naam, item.dagen.first) for item in calendars["extra-sluitingsdagen"].dagen}
    for year in years:
        (ascension,) = [
            day for day, name in public.items() if "Hemelvaart" in name and day.year == year and day.month < 7
        ]
        wanted = {
            "dag na nieuwjaar": date(year, 1, 2),
            "dag na Onze-Lieve-Heer-Hemelvaart": ascension + timedelta(1),
            "feest van de Vlaamse Gemeenschap": date(year, 7, 11),
            "Allerzielen": date(year, 11, 2),
            "Koningsdag": date(year, 11, 15),
            "tweede kerstdag": date(year, 12, 26),
        }
        here = {(name, day) for name, day in found if day.year == year}
        assert here & wanted.items() == {(name, day) for name, day in here if name in wanted}
        assert ("feest van de Vlaamse Gemeenschap", date(year, 7, 11)) in here


@pytest.mark.parametrize("name", CALENDARS)
def test_no_day_stands_twice_and_days_stand_in_order(calendars, name):
    days = dates_of(calendars[name])

    assert days and days == sorted(set(days))


@pytest.mark.parametrize("name", CALENDARS)
def test_every_calendar_reaches_as_far_as_the_public_holidays(calendars, years, name):
    assert calendars[name].reach >= date(years[-1], 12, 31)


def test_the_weekdays_in_the_comments_are_right():
    found = re.findall(r"op: ([0-9-]{10}),.*}  # (\w+)", FILE.read_text(encoding="utf-8"))

    assert len(found) >= 20
    assert [(day, WEEKDAYS[date.fromisoformat(day).weekday()]) for day, _ in found] == found


# What the check says.


def messages(project, code: str, today: date = TODAY) -> list[tuple[str, str]]:
    return [(str(p), p.severity) for p in read(Paths.of(project), today).problems if p.code == code]


def line_of(project, name: str, text: str) -> int:
    lines = (project / "data" / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    "today, short",
    [
        (date(2027, 12, 31), []),
        (date(2028, 1, 1), ["feestdagen", "extra-sluitingsdagen", "gentse-feesten"]),
        (date(2028, 1, 8), list(CALENDARS)),
    ],
)
def test_a_calendar_that_ends_within_twelve_months_is_a_warning(project, today, short):
    found = messages(project, "kalender-kort", today)

    assert [re.search(r'"([\w-]+)" loopt maar', text)[1] for text, _ in found] == short
    assert {severity for _, severity in found} <= {"warning"}


def test_the_warning_says_where_and_what_to_do(project):
    line = line_of(project, "kalenders.yaml", "naam: feestdagen")

    assert messages(project, "kalender-kort", date(2028, 1, 1))[0][0] == (
        f"data/kalenders.yaml:{line}:5: waarschuwing: "
        '"feestdagen" loopt maar tot 31\u00a0december 2028: vul de dagen van het volgende jaar aan, '
        'of schrijf met "volledig_tot:" tot wanneer er geen meer bij komen'
    )


def test_a_day_that_stands_twice_is_an_error(project):
    path = project / "data" / "kalenders.yaml"
    day = "      - {op: 2026-05-01, naam: Feest van de Arbeid}  # vrijdag\n"
    change(path, day, f"{day}      - {{op: 1/5/2026, naam: nog eens}}\n")
    line = line_of(project, "kalenders.yaml", "nog eens")

    assert messages(project, "dubbele-dag") == [
        (
            f"data/kalenders.yaml:{line}:9: fout: "
            'deze dag staat al in de kalender, bij "Feest van de Arbeid": haal er één weg',
            "error",
        )
    ]


@pytest.mark.parametrize("name", CALENDARS)
def test_a_calendar_that_is_not_there_is_an_error(project, name):
    path = project / "data" / "kalenders.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"(?ms)^  {name}:.*?(?=^  [a-z]|\Z)", "", text), encoding="utf-8")

    first = line_of(project, "kalenders.yaml", "    naam: ") - 1
    ((message, severity),) = messages(project, "ontbreekt")
    assert message.startswith(f'data/kalenders.yaml:{first}:3: fout: "{name}" ontbreekt: ')
    assert severity == "error"


PLACE = "  - id: kringwinkel-vlaamsekaai\n"


def with_exceptions(project, *lines: str) -> int:
    """Give the first place these exceptions; returns the line of the first."""
    listed = "".join(f"      - {line}\n" for line in lines)
    change(project / "data" / "digipunten.yaml", PLACE, f"{PLACE}    uitzonderingen:\n{listed}")
    return line_of(project, "digipunten.yaml", lines[0])


def test_an_exception_that_is_over_is_a_warning(project):
    line = with_exceptions(
        project,
        "{van: 2026-11-20, tot: 2026-11-22, uren: gesloten}",
        "{op: 2026-11-23, uren: gesloten}",
    )

    assert messages(project, "jaar") == [
        (
            f"data/digipunten.yaml:{line}:9: waarschuwing: "
            "deze uitzondering gold tot en met 22\u00a0november 2026: haal ze weg, of verbeter het jaar",
            "warning",
        )
    ]


@pytest.mark.parametrize("swapped", [False, True])
def test_exceptions_that_cross_and_differ_are_an_error_in_any_order(project, swapped):
    crossing = [
        "{van: 2026-12-21, tot: 2026-12-31, uren: gesloten}",
        "{van: 2026-12-28, tot: 2027-01-05, uren: bel eerst}",
    ]
    line = with_exceptions(project, *(crossing[::-1] if swapped else crossing))

    assert messages(project, "uitzonderingen-botsen") == [
        (
            f"data/digipunten.yaml:{line + 1}:9: fout: op 28\u00a0december 2026 zegt de uitzondering van "
            f"regel {line} iets anders: laat ze niet overlappen, of geef beide dezelfde uren",
            "error",
        )
    ]


def test_exceptions_that_are_nested_or_agree_are_no_problem(project):
    with_exceptions(
        project,
        "{van: 2026-12-21, tot: 2026-12-31, uren: gesloten}",
        "{op: 2026-12-29, uren: 10:00-12:00}",
        "{van: 2026-12-31, tot: 2027-01-05, uren: gesloten}",
        '{van: 2026-12-21, tot: 2026-12-31, uren: "9:00-10:00", kanaal: hulp}',
    )

    assert messages(project, "uitzonderingen-botsen") == []


def test_an_exception_for_a_channel_without_hours_is_an_error(project):
    line = with_exceptions(project, "{op: 2026-12-29, uren: gesloten, kanaal: computer}")

    assert messages(project, "kanaal") == [
        (
            f"data/digipunten.yaml:{line}:50: fout: "
            'deze plaats heeft geen uren voor "computer": zet dat kanaal eerst onder "uren:"',
            "error",
        )
    ]


def test_an_unknown_calendar_gets_the_one_that_was_meant(project):
    change(
        project / "data" / "digipunten.yaml",
        PLACE,
        f"{PLACE}    kalenders:\n      schoolvakantie: gesloten\n",
    )
    line = line_of(project, "digipunten.yaml", "schoolvakantie:")

    assert messages(project, "onbekende-sleutel") == [
        (
            f"data/digipunten.yaml:{line}:7: fout: "
            '"schoolvakantie" kennen we hier niet. Bedoelde je "schoolvakanties"?',
            "error",
        )
    ]

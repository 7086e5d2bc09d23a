"""Warnings about hours and calendars that can be read, but that are probably not meant."""

import time
from datetime import date

import pytest

from sitegen.commands.rendering import read_and_render
from sitegen.paths import Paths
from sitegen.problems import errors
from sitegen.read import read
from tests.conftest import change
from tests.schedules import TODAY

PLACE = "  - id: kringwinkel-vlaamsekaai\n"
# EXAMPLE hours of the first place: open from Monday to Friday.
KALENDERS = """\
    kalenders:
      feestdagen: gesloten
      extra-sluitingsdagen: gesloten
      schoolvakanties: gewoon open
"""


def warnings(project, today: date = TODAY) -> list[tuple[str, str]]:
    """(code, message) of what is said of hours and calendars."""
    mine = {"ook-open", "jaar", "nacht", "telefoon", "kalender-jaar"}
    found = [problem for problem in read(Paths.of(project), today).problems if problem.code in mine]
    assert {problem.severity for problem in found} <= {"warning"}
    return [(problem.code, problem.message.replace("\u00a0", " ")) for problem in found]


@pytest.fixture
def with_exception(project):
    """Give the first place an exception, and another channel if asked; then what is said of it."""

    def said(exception: str, channel: str = ""):
        path = project / "data" / "digipunten.yaml"
        change(path, "op: 2024-03-06", "op: 2026-11-20")
        change(path, PLACE, f"{PLACE}{KALENDERS}    uitzonderingen:\n      - {exception}\n")
        if channel:
            change(path, "      hulp:\n", f"      {channel}\n      hulp:\n")
        return warnings(project)

    return said


def test_hours_for_days_that_are_closed_otherwise_ask_for_the_weekdays(with_exception):
    assert with_exception("{van: 2027-02-08, tot: 2027-02-14, uren: 10:00-12:00}") == [
        (
            "ook-open",
            "deze uren gelden ook voor hulp op zaterdag 13 februari 2027, en dan is het anders gesloten: "
            'schrijf de dagen erbij, zoals "uren: {ma-vr: 10:00-12:00}" als dat niet klopt',
        )
    ]


def test_a_week_that_opens_on_a_holiday_asks_for_an_exception_of_its_own(with_exception):
    assert with_exception("{van: 2026-12-21, tot: 2026-12-31, uren: {ma-vr: 10:00-12:00}}") == [
        (
            "ook-open",
            "deze uren gelden ook voor hulp op vrijdag 25 december 2026 (Kerstmis), en dan is het anders gesloten: "
            'geef zulke dagen een eigen uitzondering met "uren: gesloten" als dat niet klopt',
        )
    ]


def test_the_advice_for_a_holiday_of_one_channel_names_it(with_exception):
    ((_, message),) = with_exception("{van: 2026-12-21, tot: 2026-12-31, kanaal: hulp, uren: {ma-vr: 9-11u}}")

    assert message.endswith(
        'geef zulke dagen een eigen uitzondering met "uren: gesloten" en "kanaal: hulp" als dat niet klopt'
    )


def test_who_follows_the_advice_is_left_alone(with_exception):
    followed = "{van: 2026-12-21, tot: 2026-12-31, uren: {ma-vr: 10:00-12:00}}\n      - {op: 2026-12-25, uren: gesloten}"

    assert with_exception(followed) == []


def test_a_channel_that_has_its_own_exception_on_those_days_is_left_alone(with_exception):
    both = "{op: 2026-12-01, uren: 10:00-12:00}\n      - {op: 2026-12-01, uren: gesloten, kanaal: afspraak}"

    assert with_exception(both, channel="afspraak: wo 16-19u") == []


def test_hours_that_also_open_another_channel_ask_for_the_channel(with_exception):
    found = with_exception("{op: 2026-12-01, uren: 10:00-12:00}", channel="afspraak: wo 16-19u")

    assert found == [
        (
            "ook-open",
            "deze uren gelden ook voor afspraak op dinsdag 1 december 2026, en dan is het anders gesloten: "
            'zet er "kanaal:" bij als dat niet klopt',
        )
    ]


@pytest.mark.parametrize(
    "exception",
    [
        "{op: 2026-12-01, uren: 10:00-12:00}",
        # A single day that is closed otherwise is opened on purpose.
        "{op: 2026-12-25, uren: 10:00-12:00}",
        "{op: 2026-12-05, uren: 10:00-12:00, reden: opendeurdag}",
        "{van: 2026-12-21, tot: 2027-01-03, uren: gesloten}",
        "{van: 2027-02-08, tot: 2027-02-14, uren: {ma-vr: 10:00-12:00}}",
        # A week may open days that are closed otherwise.
        "{van: 2027-02-08, tot: 2027-02-14, uren: {ma-za: 10:00-12:00}}",
        "{van: 2027-02-08, tot: 2027-02-14, uren: bel eerst}",
    ],
)
def test_what_is_meant_as_it_is_written_gives_no_warning(with_exception, exception):
    assert with_exception(exception) == []


@pytest.mark.parametrize(
    "dates, message",
    [
        (
            "{van: 2026-12-25, tot: 2036-01-03",
            "deze uitzondering duurt langer dan 12 maanden: kijk het jaar na",
        ),
        ("{op: 2062-12-24", "deze uitzondering begint pas op 24 december 2062: kijk het jaar na"),
        (
            "{op: 2025-12-24",
            "deze uitzondering gold tot en met 24 december 2025: haal ze weg, of verbeter het jaar",
        ),
    ],
)
def test_a_year_that_is_probably_wrong_is_asked_about(with_exception, dates, message):
    assert with_exception(f"{dates}, uren: gesloten}}") == [("jaar", message)]


@pytest.mark.parametrize(
    "line, count",
    [
        ("dinsdag: 1:00-5:00", 1),
        ("ma-di, zo: 1:00-5:00", 1),
        ("dinsdag: 10:00-12:00", 0),
        ("dinsdag: 5:30-8:30", 0),
        ("dinsdag: 0:00-2:00", 0),
    ],
)
def test_hours_at_night_are_asked_about_once(project, line, count):
    change(
        project / "data" / "digipunten.yaml",
        "maandag: 10:00-12:00, 13:00-17:00\n        dinsdag: 13:00-17:00",
        line,
    )
    asked = ("nacht", "01:00-05:00 is in de nacht: schrijf 13:00-17:00 als je de namiddag bedoelt")

    assert warnings(project) == [asked] * count


def test_a_week_on_one_line_is_asked_about_once(with_exception):
    found = with_exception("{op: 2026-12-01, uren: gesloten}", channel="computer: ma-vr 1:00-5:00")

    assert [code for code, _ in found] == ["nacht"]


def test_hours_to_call_need_a_number(with_exception):
    (found,) = with_exception("{op: 2026-12-01, uren: gesloten}", channel="telefoon: ma-vr 9-12 uur")

    assert found == (
        "telefoon",
        'hier staan uren om te bellen, maar geen nummer: zet ook "telefoon:" bij deze plaats',
    )


def test_hours_for_a_school_holiday_also_open_the_weekend(project):
    path = project / "data" / "digipunten.yaml"
    change(path, PLACE, f"{PLACE}{KALENDERS.replace('gewoon open', '10:00-12:00')}")

    assert warnings(project) == [
        (
            "ook-open",
            "deze uren gelden ook voor hulp op zaterdag en zondag, en dan is het anders gesloten: "
            'gebruik een uitzondering als dat niet klopt, zoals "uren: {ma-vr: 10:00-12:00}"',
        )
    ]


def test_a_year_without_the_days_of_other_years_is_asked_about(project):
    path = project / "data" / "kalenders.yaml"
    change(path, "volledig_tot: 2028-12-31", "volledig_tot: 2029-12-31")

    ((code, message),) = warnings(project)
    assert code == "kalender-jaar"
    assert message.startswith('"feestdagen" heeft in 2029 geen nieuwjaar, paasmaandag, ')
    assert message.endswith(' en Kerstmis: vul aan, of verander "volledig_tot:"')


@pytest.mark.parametrize(
    "gone, expected",
    [
        # On 23 November Easter Monday lies behind us, whatever its date in other years.
        ("      - {op: 2026-12-25, naam: Kerstmis}  # vrijdag\n", ["Kerstmis"]),
        # What lies behind us may be gone.
        ("      - {op: 2026-04-06, naam: paasmaandag}  # maandag\n", []),
        ("      - {op: 2027-03-29, naam: paasmaandag}  # maandag\n", ["paasmaandag"]),
    ],
)
def test_a_day_of_other_years_that_is_still_to_come_is_missed(project, gone, expected):
    change(project / "data" / "kalenders.yaml", gone, "")

    found = warnings(project)

    assert len(found) == len(expected)
    assert all(name in message for (_, message), name in zip(found, expected, strict=True))


def test_a_day_of_one_year_only_is_not_missed_in_others(project):
    day = "      - {op: 2027-07-11, naam: feest van de Vlaamse Gemeenschap}"
    change(
        project / "data" / "kalenders.yaml",
        day,
        f"      - {{op: 2027-06-04, naam: verhuis van de diensten}}\n{day}",
    )

    assert warnings(project) == []


def test_an_unknown_channel_is_one_error_and_no_crash(project):
    change(
        project / "data" / "digipunten.yaml",
        "      hulp:\n",
        "      begeleiding: iedereen welkom\n      hulp:\n",
    )

    (problem,) = errors(read(Paths.of(project), TODAY).problems)

    assert problem.message == '"begeleiding" is geen kanaal. Kies hulp, computer, afspraak, telefoon.'


def unanswered(small):
    found = read(Paths.of(small), date(2026, 11, 23)).problems
    return [(p.line, p.message.replace("\u00a0", " ")) for p in found if p.code == "sluiting"]


def test_coming_days_of_a_calendar_ask_for_an_answer(small):
    change(small / "data" / "digipunten.yaml", "      feestdagen: gesloten\n", "")

    assert unanswered(small) == [
        (
            23,
            '"voorbeeld-een" zegt niet wat er geldt op Kerstmis (25 december 2026) en nieuwjaar '
            '(1 januari 2027): zet onder "kalenders:" bij "feestdagen:" gesloten, gewoon open, bel eerst of uren',
        )
    ]


@pytest.mark.parametrize(
    "old, new",
    [
        ("      feestdagen: gesloten\n", "      feestdagen: bel eerst\n"),
        # The place is closed anyway on Fridays.
        ("        do-vr: 10:00-12:00\n      computer: {ma-vr: 9:00-17:00}\n", "        do: 10:00-12:00\n"),
        ("    status: actief\n", "    status: gepland\n"),
        # An exception answers.
        (
            "    uitzonderingen:\n",
            "    uitzonderingen:\n      - {op: 2026-12-25, uren: gesloten}\n      - {op: 2027-01-01, uren: gesloten}\n",
        ),
    ],
)
def test_days_that_make_no_difference_ask_nothing(small, old, new):
    path = small / "data" / "digipunten.yaml"
    change(path, old, new)
    if "feestdagen" not in old:
        change(path, "      feestdagen: gesloten\n", "")

    assert unanswered(small) == []


def test_an_exception_for_one_channel_leaves_the_question_for_the_other(small):
    path = small / "data" / "digipunten.yaml"
    change(path, "      feestdagen: gesloten\n", "")
    change(
        path,
        "    uitzonderingen:\n",
        "    uitzonderingen:\n      - {op: 2026-12-25, uren: gesloten, kanaal: hulp}\n",
    )

    assert "Kerstmis" in unanswered(small)[0][1]


def test_an_exception_of_many_years_takes_no_time(project):
    change(
        project / "data" / "digipunten.yaml",
        PLACE,
        f"{PLACE}    uitzonderingen:\n      - {{van: 2026-12-25, tot: 2099-01-03, uren: gesloten}}\n",
    )
    change(project / "data" / "digipunten.yaml", "op: 2024-03-06", "op: 2026-11-20")
    started = time.perf_counter()

    read_and_render(Paths.of(project), TODAY, None)

    # A walk that looked back at each day took forty seconds.
    assert time.perf_counter() - started < 10

from datetime import date

import pytest

from sitegen.commands.rendering import read_and_render
from sitegen.dates import parse_dates
from sitegen.hours import parse_week
from sitegen.pages import _calendar_notes, _changes, all_pages
from sitegen.paths import Paths
from sitegen.problems import DataError, errors
from sitegen.read import read_site
from tests.conftest import change
from tests.schedules import EXAMPLE_CALENDARS, make_answers, make_exception, make_place, make_schedule

TODAY = date(2026, 11, 23)


def pages_of(project):
    return {page.address: page for page in all_pages(read_site(Paths.of(project), TODAY)[0], TODAY)}


def test_every_record_and_text_has_its_own_address(project):
    addresses = pages_of(project)

    for address in (
        "/",
        "/acties/",
        "/acties/hefboomproject/",
        "/digipunten/",
        "/digipunten/de-serre/",
        "/404.html",
    ):
        assert address in addresses


def test_a_part_of_an_action_stands_below_it_in_the_trail(project):
    page = pages_of(project)["/acties/noodlaptops/"]

    assert [crumb.address for crumb in page.trail] == ["/", "/acties/", "/acties/hefboomproject/"]


def test_two_pages_with_one_address_are_refused(project):
    (project / "content" / "acties" / "hefboomproject.md").parent.mkdir()
    (project / "content" / "acties" / "hefboomproject.md").write_text(
        f"---\ntitel: Dubbel\nbeschrijving: {'x' * 60}\n---\n", encoding="utf-8"
    )

    with pytest.raises(DataError) as refused:
        read_and_render(Paths.of(project), TODAY, None)
    (problem,) = errors(refused.value.problems)
    assert (problem.file, problem.code) == ("content/acties/hefboomproject.md", "dubbel-adres")
    assert "data/programmes.yaml" in problem.message


def test_a_place_that_stopped_keeps_its_address_but_is_in_no_list(project):
    change(project / "data" / "digipunten.yaml", "status: actief", "status: gestopt")

    pages = pages_of(project)

    gone = pages["/digipunten/kringwinkel-vlaamsekaai/"]
    assert not gone.listed
    shown = [
        place.digipunt.id for _, _, places in pages["/digipunten/"].context["by_wijk"] for place in places
    ]
    assert len(shown) == 7 and gone.context["place"].digipunt.id not in shown


def test_hours_that_are_too_old_say_neither_open_nor_closed(project):
    for page in pages_of(project).values():
        place = page.context.get("place")
        for timetable in place.timetables if place else ():
            assert place.freshness == "verlopen"
            assert "gesloten" not in str(timetable.lines) + str(timetable.days)


def test_fresh_hours_say_on_which_days_a_place_is_closed(project):
    path = project / "data" / "digipunten.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("op: 2024-03-06", "op: 2026-11-01"), encoding="utf-8"
    )

    place = pages_of(project)["/digipunten/buurthuis-scheldeoord/"].context["place"]

    assert place.freshness == "vers"
    assert dict(place.timetables[0].days)["zondag"] == "gesloten"


def test_a_list_without_places_still_makes_a_page(project):
    (project / "data" / "digipunten.yaml").write_text("digipunten: []\n", encoding="utf-8")

    assert pages_of(project)["/digipunten/"].context["place_count"] == 0


def test_a_check_after_the_day_of_the_build_has_not_happened(project):
    change(project / "data" / "digipunten.yaml", "op: 2024-03-06", "op: 2026-12-23")

    place = pages_of(project)["/digipunten/kringwinkel-vlaamsekaai/"].context["place"]

    assert (place.freshness, place.digipunt.nagekeken) == ("verlopen", None)


def changes(place, days="van 23 november 2026 tot 21 januari 2027"):
    """What a page lists in these days, with plain spaces."""
    schedules = {channel: make_schedule(place, channel) for channel in place.uren}
    found = _changes(schedules, parse_dates(days))
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
        ("30/11", "30/11", "Uren met hulp", "gesloten (opleiding)")
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


def test_hours_by_appointment_are_not_called_open(project):
    path = project / "data" / "digipunten.yaml"
    change(
        path, "      hulp:\n        maandag: 13:30-17:00\n", "      afspraak:\n        maandag: 13:30-17:00\n"
    )

    (timetable,) = pages_of(project)["/digipunten/buurthuis-scheldeoord/"].context["place"].timetables

    assert timetable.summary == "Op maandag: op afspraak"
    assert [hours.replace("\u00a0", " ") for _, hours in timetable.lines] == [
        "op afspraak van 13.30 tot 17 uur"
    ]

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import editions
from sitegen.dates import DateRange, parse_partial_date
from sitegen.hours import parse_day, parse_week
from sitegen.lookup import LOOKED_UP
from sitegen.model import Access, Check, Notice
from sitegen.paths import Paths
from sitegen.places import make_place as shown
from sitegen.read import read_site
from sitegen.text import Phone
from tests.conftest import GENT
from tests.schedules import (
    EXAMPLE_CALENDARS,
    THRESHOLDS,
    TODAY,
    date_ranges,
    make_answers,
    make_calendar,
    make_exception,
    make_place,
)

SITE = replace(read_site(Paths.of(GENT), TODAY)[0], calendars=EXAMPLE_CALENDARS)
GENTINFO = SITE.contacts["gentinfo"]
LATER = TODAY + timedelta(days=30)


def edition(day=TODAY, calendars=EXAMPLE_CALENDARS, **changes):
    place = shown(replace(SITE, calendars=calendars), make_place(**changes), day)
    return editions.of_place(place, GENTINFO, THRESHOLDS, day)


def until(day=TODAY, calendars=EXAMPLE_CALENDARS, **changes):
    place = shown(replace(SITE, calendars=calendars), make_place(**changes), day)
    return editions.valid_until(place, THRESHOLDS, day)


def is_known(page, printed, day, kind="affiche"):
    """What the script compares: the mark on a print of `day` with those that the page holds."""
    mark = printed.mark(kind)
    days = page.days[(day - page.first_day).days]
    return mark[:4] == page.facts[kind], mark[4:] == days


def test_a_mark_is_a_few_signs_that_nobody_takes_for_others():
    marks = {edition(naam=f"Plek {number}").mark("affiche") for number in range(60)}

    assert len(marks) == 60
    assert all(len(mark) == 7 and set(mark) <= set(editions.SIGNS) for mark in marks)
    assert not set("ilou") & set(editions.SIGNS)


@settings(max_examples=60)
@given(
    st.lists(date_ranges(DateRange(TODAY - timedelta(60), TODAY + timedelta(160))), max_size=4),
    st.integers(0, LOOKED_UP.days),
)
def test_a_later_page_knows_every_print_of_data_that_did_not_change(spans, days):
    exceptions = tuple(
        make_exception("24 december 2026", "10:00-12:00", f"reden {number}") for number in range(len(spans))
    )
    exceptions = tuple(replace(found, dagen=span) for found, span in zip(exceptions, spans, strict=True))
    check = Check(parse_partial_date("2026-10-01"))
    page = edition(TODAY + timedelta(days), uitzonderingen=exceptions, nagekeken=check)

    assert is_known(page, edition(uitzonderingen=exceptions, nagekeken=check), TODAY) == (True, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"naam": "Andere naam"},
        {"telefoon": Phone("092222222")},
        {"telefoon": None},
        {"status": "tijdelijk-gesloten"},
        {"uren": {"hulp": parse_week("ma-vr 10:00-12:00, 13:00-17:30")}},
        {"uren": {"hulp": parse_week("ma-vr 10:00-12:00, 13:00-17:00"), "computer": parse_week("ma 9-12u")}},
        {"kalenders": make_answers(feestdagen="gewoon open")},
        {"ingang": "langs achter"},
        {"kost": "1 euro"},
        {"aanbod": ("wifi",)},
        {"melding": Notice("De lift is stuk.")},
    ],
)
def test_whatever_a_poster_says_changes_its_mark(changes):
    facts, _ = is_known(edition(LATER, **changes), edition(), TODAY)

    assert not facts
    assert not is_known(edition(LATER, **changes), edition(), TODAY, "papier")[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"meebrengen": ("je identiteitskaart",)},
        {"hulp_bij": ("e-mail",)},
        {"talen": ("Nederlands",)},
        {"website": "https://voorbeeld.example"},
        {"opmerking": "Het is er druk."},
        {"toegankelijk": Access(zonder_trap="ja")},
    ],
)
def test_what_stands_in_a_folder_only_leaves_the_poster_right(changes):
    page = edition(LATER, **changes)

    assert is_known(page, edition(), TODAY) == (True, True)
    assert not is_known(page, edition(), TODAY, "papier")[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"nagekeken": Check(parse_partial_date("2026-12-20"), "ter plaatse")},
        {"coordinaten": None},
    ],
)
def test_what_no_print_says_leaves_every_print_right(changes):
    page = edition(LATER, **changes)

    assert is_known(page, edition(), TODAY) == (True, True)
    assert is_known(page, edition(), TODAY, "papier") == (True, True)


def test_hours_that_are_too_old_by_now_are_no_longer_what_a_print_says():
    """A print of fresh hours may not be called right by a page that says nothing of hours any more, nor the reverse."""
    check = Check(parse_partial_date("2025-12-01"))
    fresh, old = edition(nagekeken=check), edition(LATER, nagekeken=check)

    assert is_known(old, fresh, TODAY)[0] is False
    assert is_known(old, fresh, TODAY, "papier")[0] is False
    again = edition(LATER, nagekeken=Check(parse_partial_date("2026-12-20")))
    assert is_known(again, edition(nagekeken=None), TODAY)[0] is False
    assert is_known(old, edition(nagekeken=None), TODAY)[0] is True


def test_a_new_closing_day_in_the_days_that_a_print_lists_changes_only_the_second_part():
    closed = (make_exception("12 februari 2027", "gesloten", "verhuis"),)

    assert is_known(edition(LATER, uitzonderingen=closed), edition(), TODAY) == (True, False)


def test_a_new_closing_day_after_the_last_that_a_print_lists_leaves_it_right():
    horizon = TODAY + LOOKED_UP
    assert horizon == date(2027, 2, 21)
    closed = (make_exception("22 februari 2027", "gesloten", "verhuis"),)

    assert is_known(edition(LATER, uitzonderingen=closed), edition(), TODAY) == (True, True)


def test_a_calendar_that_grows_changes_only_prints_that_list_its_new_days():
    more = EXAMPLE_CALENDARS | {
        "feestdagen": make_calendar("feestdagen", ("2026-12-25", "Kerstmis"), ("2026-12-28", "extra feest"))
    }

    assert is_known(edition(LATER, more), edition(), TODAY) == (True, False)
    gone = TODAY - timedelta(days=80)
    check = Check(parse_partial_date("2026-09-01"))
    assert is_known(edition(TODAY, more, nagekeken=check), edition(gone, nagekeken=check), gone) == (
        True,
        True,
    )


def test_a_notice_that_ends_leaves_prints_of_after_its_end_alone():
    notice = Notice("De lift is stuk.", date(2026, 12, 1))

    assert is_known(edition(LATER, melding=notice), edition(melding=notice), TODAY) == (True, True)
    assert is_known(edition(LATER), edition(melding=notice), TODAY) == (True, False)
    after = date(2026, 12, 2)
    assert is_known(edition(LATER), edition(after, melding=notice), after) == (True, True)


def test_a_print_of_several_places_changes_with_each_of_them():
    def together(day, **changes):
        found = [
            shown(SITE, make_place(), day),
            shown(SITE, make_place(**{"id": "tweede", "naam": "Tweede plek"} | changes), day),
        ]
        prints = [(place.id, editions.of_place(place, GENTINFO, THRESHOLDS, day)) for place in found]
        return editions.together(prints, day)

    printed = together(TODAY)
    closed = (make_exception("12 februari 2027", "gesloten", "verhuis"),)

    assert is_known(together(LATER), printed, TODAY, "papier") == (True, True)
    assert is_known(together(LATER, kost="1 euro"), printed, TODAY, "papier") == (False, True)
    assert is_known(together(LATER, uitzonderingen=closed), printed, TODAY, "papier") == (True, False)
    assert str(together(TODAY)).split(" ")[0] == "-"


def test_a_print_without_places_has_a_mark_as_well():
    empty = editions.together([], TODAY)

    assert len(empty.mark("papier")) == 7
    assert len(empty.days) == LOOKED_UP.days + 1


def test_a_page_tells_its_script_marks_days_and_how_long_it_is_sure():
    affiche, papier, first, sure, old, days = str(edition(TODAY)).split(" ")

    assert (len(affiche), len(papier), len(days)) == (4, 4, 3 * 91)
    assert date(1970, 1, 1) + timedelta(int(first)) == TODAY - LOOKED_UP
    assert date(1970, 1, 1) + timedelta(int(sure)) == TODAY + LOOKED_UP
    assert old == "0"
    assert str(edition(date(2027, 6, 1))).split(" ")[4] == "1"


@pytest.mark.parametrize(
    "changes, last",
    [
        # Ninety days ahead, and no further.
        ({}, date(2027, 2, 21)),
        # Nobody said what holds on Christmas, a Friday.
        ({"kalenders": make_answers(feestdagen=None)}, date(2026, 12, 24)),
        ({"kalenders": {}}, date(2026, 12, 20)),
        # "Bel eerst" is an answer, and so is an exception.
        ({"kalenders": make_answers(feestdagen="bel eerst")}, date(2027, 2, 21)),
        (
            {
                "kalenders": make_answers(feestdagen=None),
                "uitzonderingen": (make_exception("25 december 2026 tot en met 1 januari 2027", "gesloten"),),
            },
            date(2027, 2, 21),
        ),
        # On a day that is closed in any week nobody needs an answer.
        (
            {"kalenders": make_answers(feestdagen=None), "uren": {"hulp": parse_week("ma-do 9-12u")}},
            date(2027, 2, 21),
        ),
        # From half a year on, the page says to call first; after a year it says nothing of hours.
        ({"nagekeken": Check(parse_partial_date("2026-06-15"))}, date(2026, 12, 14)),
        ({"nagekeken": Check(parse_partial_date("2025-12-15"))}, date(2026, 12, 15)),
        # Of days that nobody claims anything about, nothing can become wrong.
        ({"nagekeken": Check(parse_partial_date("2024"))}, date(2027, 2, 21)),
        ({"nagekeken": None}, date(2027, 2, 21)),
        ({"uren": {}}, date(2027, 2, 21)),
        ({"melding": Notice("De lift is stuk.", date(2026, 12, 11))}, date(2026, 12, 11)),
        ({"melding": Notice("De lift was stuk.", date(2026, 11, 22))}, date(2027, 2, 21)),
        ({"melding": Notice("De lift is stuk.")}, date(2027, 2, 21)),
        (
            {"status": "tijdelijk-gesloten", "melding": Notice("We verbouwen.", date(2027, 1, 10))},
            date(2027, 1, 10),
        ),
    ],
)
def test_a_print_is_valid_until_the_first_thing_that_can_make_it_wrong(changes, last):
    assert until(**changes) == last


def test_a_print_is_valid_no_longer_than_the_calendars_reach():
    short = EXAMPLE_CALENDARS | {
        "feestdagen": make_calendar("feestdagen", ("2026-12-25", "Kerstmis"), complete="2026-12-31")
    }

    assert until(calendars=short) == date(2026, 12, 31)


def test_a_print_of_a_day_without_an_answer_is_valid_that_day():
    christmas = date(2026, 12, 25)

    assert until(christmas, kalenders=make_answers(feestdagen=None)) == date(2026, 12, 31)


def test_the_age_of_a_page_says_how_long_it_is_sure():
    assert edition(nagekeken=Check(parse_partial_date("2025-12-15"))).sure_until == date(2026, 12, 15)
    assert edition(nagekeken=None).sure_until == TODAY + LOOKED_UP
    assert edition(nagekeken=None).call_first


def test_a_poster_says_what_a_folder_says_and_less():
    place = shown(SITE, make_place(kalenders={"feestdagen": parse_day("gesloten")}), TODAY)
    poster, folder = editions.on_poster(place, GENTINFO), editions.in_brochure(place, GENTINFO)

    assert poster.items() <= folder.items() and len(folder) > len(poster)
    assert (poster["telefoon"], poster["telefoon_van"]) == (str(place.digipunt.telefoon), "")


def test_an_edition_can_be_kept_as_plain_values():
    made = edition(melding=Notice("Even toe", date(2026, 12, 1)))

    assert editions.Edition.from_plain(json.loads(json.dumps(made.as_plain()))) == made

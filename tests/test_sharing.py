from datetime import date
from urllib.parse import unquote, urlsplit

import pytest

from sitegen.hours import parse_week
from sitegen.paths import Paths
from sitegen.places import make_place as shown
from sitegen.read import read_site
from sitegen.sharing import LONGEST, message
from tests.conftest import words
from tests.schedules import TODAY, make_exception, make_place

ADDRESS = "https://voorbeeld.example/digipunten/voorbeeld/"


@pytest.fixture(scope="module")
def site(example_root):
    return read_site(Paths.of(example_root), TODAY)[0]


@pytest.fixture
def text(site):
    """The text for a place whose keys can be changed, with plain spaces."""

    def told(day: date = TODAY, **changes):
        place = shown(site, make_place(**changes), day)
        return str(message(place, ADDRESS, site.contacts["gentinfo"], day)).replace("\u00a0", " ")

    return told


def test_a_message_holds_name_address_phone_hours_of_the_day_and_page(text):
    assert text() == (
        "Digipunt Voorbeeldpunt, Voorbeeldstraat 1, 9000 Gent. "
        "Maandag 23 november 2026: uren met hulp: van 10 tot 12 uur en van 13 tot 17 uur. "
        f"Tel. 09 200 00 00. {ADDRESS}"
    )


def test_a_message_says_why_a_place_is_closed_that_day(text):
    assert "Maandag 23 november 2026: uren met hulp: gesloten (opleiding)." in text(
        uitzonderingen=(make_exception("23 november 2026", "gesloten", "opleiding"),)
    )


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"nagekeken": None}, "we weten niet of het open is, bel eerst."),
        ({"uren": {}}, "we weten niet of het open is, bel eerst."),
        ({"status": "tijdelijk-gesloten"}, "tijdelijk gesloten."),
        ({"status": "gepland"}, "nog niet open."),
    ],
)
def test_a_message_makes_no_claim_on_what_nobody_knows(text, changes, said):
    assert f"Maandag 23 november 2026: {said}" in text(**changes)


def test_without_a_number_of_its_own_a_place_names_the_first_contact(text):
    assert "Tel. 09 210 10 10 (GentInfo)." in text(telefoon=None)


def test_a_message_is_never_longer_than_two_text_messages(text):
    week = parse_week("ma-vr 8:15-9:45, 10:15-11:45, 13:15-14:45, 15:15-16:45")
    long = {"uren": {"hulp": week, "computer": week, "afspraak": week, "telefoon": week}}

    assert len(text(**long)) <= LONGEST and "Bel eerst." in text(**long)
    assert len(text(**long, naam="Naam " * 80)) <= LONGEST
    assert text(**long, naam="Naam " * 80).endswith(ADDRESS)


def test_the_page_of_each_place_sends_this_text_by_sms(pages):
    places = [page for page in pages.values() if page.main.has_attr("data-digipunt")]
    assert len(places) == 8
    for page in places:
        shown_text = words(page.select_one("[data-deel]")).replace("\u00a0", " ")
        assert len(shown_text) <= LONGEST
        sms, mail = page.select("[data-deel-link]")
        assert unquote(urlsplit(sms["href"]).query.partition("body=")[2]) == shown_text
        # Its address comes from the script.
        assert mail.has_attr("hidden") and "href" not in mail.attrs

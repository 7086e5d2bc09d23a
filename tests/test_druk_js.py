"""Whoever comes from the code on a print hears whether it is still right."""

import shutil
from datetime import date
from urllib.parse import urlsplit

import pytest

from sitegen import paper
from sitegen.cli import main
from sitegen.listing import list_places
from sitegen.paths import Paths
from sitegen.read import read_site
from tests import browser
from tests.conftest import TODAY, change

# The print is of 23 November; the page was made again on the 30th.
PRINTED, BUILT = date.fromisoformat(TODAY), "2026-11-30"
SEEN = "2026-12-01T10:00:00Z"
FALLBACK = "Vergelijk met de uren hieronder."
CHANGED = "Let op: dit is veranderd sinds de druk"


@pytest.fixture(scope="module")
def codes(example_root):
    """The address in the first code of each document, as it was printed."""
    site, _ = read_site(Paths.of(example_root), PRINTED)
    found = paper.documents(site, list_places(site, PRINTED), PRINTED)
    parts = {document.address: urlsplit(document.codes[0]) for document in found}
    return {address: f"{part.path}?{part.query}#{part.fragment}" for address, part in parts.items()}


@pytest.fixture(scope="module")
def origin(example_root, tmp_path_factory):
    """The site a week later: other hours at one place, a day closed at another, the rest as it was."""
    root = tmp_path_factory.mktemp("later")
    for folder in ("data", "content"):
        shutil.copytree(example_root / folder, root / folder)
    places = root / "data" / "digipunten.yaml"
    change(places, "dinsdag: 13:30-19:00", "dinsdag: 13:30-18:00")
    closed = "{op: dinsdag 8 december 2026, uren: gesloten, reden: staking}"
    change(
        places,
        '{op: dinsdag 8 december 2026, uren: "0:00-7:00, 12:00-24:00", reden: onderhoud van de computers}',
        closed,
    )
    assert main(["--root", str(root), "--today", BUILT, "--out", str(root / "site"), "--no-paper"]) == 0
    with browser.serving(root / "site") as address:
        yield address


@pytest.fixture
def told(open_at):
    def seen(address, moment=SEEN, **options):
        page = open_at(address, moment, **options)
        # The script comes after the page.
        page.wait_for_load_state("networkidle")
        notice = page.locator("#druk")
        return tuple(notice.inner_text().split("\n\n")) if notice.is_visible() else ()

    return seen


def poster(codes, place):
    return codes[f"/digipunten/{place}/affiche.pdf"]


def test_a_poster_that_nothing_changed_on_is_still_right(codes, told):
    title, advice = told(poster(codes, "lamp"))

    assert title == "Deze affiche klopt nog"
    assert advice.replace("\u00a0", " ").strip() == "De gegevens erop zijn van maandag 23 november 2026."


def test_a_poster_with_other_hours_is_not(codes, told):
    title, advice = told(poster(codes, "linde"))

    assert title == CHANGED
    assert advice.endswith(FALLBACK)


def test_a_poster_without_a_new_closing_day_is_not_but_its_week_is(codes, told):
    title, advice = told(poster(codes, "uil"))

    assert title == CHANGED
    assert "De gewone uren kloppen nog, maar andere dagen zijn veranderd." in advice


def test_a_poster_of_old_hours_says_the_same_as_the_page_and_to_call(codes, told):
    title, advice = told(poster(codes, "vergeelde-lijst"))

    assert title == "Deze affiche klopt nog"
    assert "Bel wel eerst: de gegevens zijn niet meer nieuw." in advice


def test_a_booklet_is_right_only_as_long_as_all_of_its_places(codes, told):
    title, advice = told(codes["/digipunten/brochure.pdf"])

    assert title == CHANGED
    assert advice.endswith("Of zoek je Digipunt op deze site en vergelijk.")


@pytest.mark.parametrize("wijk, title", [("wondelgem", "Dit papier klopt nog"), ("binnenstad", CHANGED)])
def test_a_folder_is_right_as_long_as_its_own_places_are(codes, told, wijk, title):
    assert told(codes[f"/digipunten/wijk/{wijk}.pdf"])[0] == title


def test_without_scripts_a_visitor_can_compare(codes, told):
    assert told(poster(codes, "linde"), java_script_enabled=False) == (
        "Kom je van een affiche of folder?",
        FALLBACK,
    )


def test_whoever_does_not_come_from_a_print_sees_nothing_of_it(told):
    assert told("/digipunten/linde/") == ()
    assert told("/digipunten/linde/?affiche=20261123-aaaaaaa") == ()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?affiche=",
        "?affiche=20261123",
        "?affiche=20261123-aaaaaaaa",
        "?affiche=" + "9" * 4000,
        "?papier=%00<script>alert(1)</script>",
        "?krant=20261123-aaaaaaa",
        "?constructor=20261123-aaaaaaa",
        # A print of after the page: it knows more than the page does.
        "?affiche=20261201-aaaaaaa",
    ],
)
def test_a_code_that_the_page_does_not_know_changes_nothing(told, query):
    assert told(f"/digipunten/lamp/{query}#druk") == ("Kom je van een affiche of folder?", FALLBACK)


def test_a_poster_of_more_than_ninety_days_is_old(codes, told):
    old = poster(codes, "lamp").replace("20261123", "20260801")
    title, advice = told(old)

    assert title == "Deze affiche is oud"
    assert "De gewone uren kloppen nog. Andere dagen kunnen veranderd zijn." in advice
    assert advice.replace("\u00a0", " ").startswith("De gegevens erop zijn van zaterdag 1 augustus 2026.")


def test_of_old_hours_no_old_poster_says_that_they_are_right(codes, told):
    title, advice = told(poster(codes, "vergeelde-lijst").replace("20261123", "20260801"))

    assert title == "Deze affiche is oud"
    assert "kloppen" not in advice and "Bel wel eerst" in advice


def test_a_page_that_is_too_old_itself_is_sure_of_no_poster(codes, told):
    title, advice = told(poster(codes, "lamp"), "2027-03-15T10:00:00Z")

    assert title == "We weten niet of deze affiche nog klopt"
    assert "Bel eerst." in advice


def test_the_verdict_stands_on_the_screen_under_the_name_of_the_place(codes, open_at):
    page = open_at(poster(codes, "lamp"), SEEN, width=360)
    page.get_by_text("Deze affiche klopt nog").wait_for()

    assert page.locator("h1").bounding_box()["y"] >= 0
    box = page.locator("#druk").bounding_box()
    assert box["y"] > 0 and box["y"] + box["height"] < 800


def test_the_mark_is_no_part_of_what_is_sent_on(codes, open_at):
    page = open_at(poster(codes, "lamp"), SEEN)
    page.get_by_text("Deze affiche klopt nog").wait_for()

    assert "affiche=" not in page.locator("[data-deel]").inner_text()
    assert "affiche=" not in page.locator("link[rel=canonical]").get_attribute("href")

"""The helpers' table and the text of a place to send on, in a real browser, on the EXAMPLE set."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest

from sitegen.sharing import LONGEST
from tests import browser

TABLE = "/doorverwijzers/"
MONDAY = "2026-11-23T09:30:00Z"


@pytest.fixture(scope="module")
def origin(example_site):
    with browser.serving(example_site) as address:
        yield address


@pytest.fixture
def open_page(open_at):
    """Open a page on Monday at half past ten, unless the test says otherwise."""
    return lambda address, moment=MONDAY, **options: open_at(address, moment, **options)


def names(page):
    return [link.inner_text() for link in page.locator("tbody tr:visible th p:first-of-type a").all()]


def test_the_table_is_whole_without_scripts(open_page):
    page = open_page(TABLE, java_script_enabled=False)

    assert len(names(page)) == 28
    assert page.locator("input, main button").locator("visible=true").count() == 0


def test_a_column_sorts_up_and_down(open_page):
    page = open_page(TABLE)
    start = names(page)
    head = page.get_by_role("button", name="Digipunt", exact=True)

    head.click()
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    head.click()
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    assert names(page) != start and sorted(names(page)) == sorted(start)
    assert names(page)[-1] == "'t Proefhoekske"


@pytest.mark.parametrize(
    "typed, said",
    [
        ("oekraiens", "Digipunt"),
        ("sint amandsberg", "Digipunt"),
        ("qqq", "Niets gevonden. Maak het veld leeg om alles te zien."),
    ],
)
def test_the_filter_keeps_rows_that_hold_every_word(open_page, typed, said):
    page = open_page(TABLE)

    page.get_by_label("Zoek in de tabel").fill(typed)

    assert said in page.get_by_role("status").inner_text()
    assert (len(names(page)) == 0) == (typed == "qqq") and len(names(page)) < 28


def test_up_to_three_places_make_one_sheet_whose_choice_stands_in_the_address(open_page):
    page = open_page(TABLE)
    for name in ("Nachthal De Uil", "Voorbeeldhuis De Linde", "'t Proefhoekske"):
        page.get_by_label(f"Kies {name}", exact=True).check()

    assert urlsplit(page.url).query == "kies=uil&kies=linde&kies=proefhoek"
    assert page.get_by_role("link", name="3 van 3 gekozen: naar je blad").is_visible()
    assert page.locator("tbody input:disabled").count() == 25
    titles = [title.inner_text() for title in page.locator(".blad h3").all()]
    assert titles == ["Nachthal De Uil", "Voorbeeldhuis De Linde", "'t Proefhoekske"]

    other = open_page(page.url[page.url.index(TABLE) :])
    assert [title.inner_text() for title in other.locator(".blad h3").all()] == titles
    other.get_by_label("Kies Nachthal De Uil", exact=True).uncheck()
    assert urlsplit(other.url).query == "kies=linde&kies=proefhoek"
    other.go_back()
    assert other.locator(".blad h3").count() == 3


def test_choosing_again_clears_the_sheet_and_keeps_the_focus_near(open_page):
    page = open_page(f"{TABLE}?kies=linde")

    page.get_by_role("button", name="Kies opnieuw").click()

    assert not page.locator(".blad").is_visible() and urlsplit(page.url).query == ""
    assert page.evaluate("document.activeElement.id") == "filter"


def test_an_address_with_unknown_or_too_many_places_shows_the_first_three_that_exist(open_page):
    page = open_page(f"{TABLE}?kies=niets&kies=linde&kies=linde&kies=uil&kies=lamp&kies=kraan")

    assert page.locator(".blad h3").count() == 3


@pytest.mark.parametrize("chosen", ["kies=linde&kies=uil&kies=huiswerkklas", "kies=uil"])
def test_the_sheet_is_one_page_with_lines_for_a_name_and_a_note(open_page, chosen):
    page = open_page(f"{TABLE}?{chosen}")

    assert browser.count_pages(page.pdf(format="A4")) == 1
    page.emulate_media(media="print")
    lines = [line.inner_text().split()[:1] for line in page.locator(".invullen:visible").all()]
    assert lines == [["Naam:"], ["Afspraak"], ["Nota:"], [], []]
    assert not page.locator("h1").is_visible() and not page.locator("table").is_visible()


def test_the_text_to_copy_has_a_date_and_no_more_than_was_chosen(open_page):
    page = open_page(f"{TABLE}?kies=linde&kies=zonder-uren")

    text = page.get_by_label("Deze tekst kan je doorsturen").input_value().replace("\u00a0", " ")
    first, second = text.split("\n\n")
    assert "Op maandag 23 november 2026: Uren met hulp: Nu open tot 12 uur" in first
    assert first.startswith("Voorbeeldhuis De Linde\nVoorbeeldstraat 12, 9000 Gent")
    assert first.endswith("/digipunten/linde/")
    assert "We weten het niet zeker" in second or "Bel eerst" in second


def test_copying_says_so_when_it_is_done(open_page):
    page = open_page(f"{TABLE}?kies=linde", permissions=["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name="Kopieer de tekst").click()

    page.get_by_role("button", name="De tekst is gekopieerd").wait_for()


def sent(page):
    """What each link to send the place on would send."""
    return [
        unquote(urlsplit(link.get_attribute("href")).query.partition("body=")[2])
        for link in page.locator("[data-deel-link]").all()
    ]


def test_a_place_is_sent_on_with_the_answer_of_now_and_its_date(open_page):
    sms, mail = sent(open_page("/digipunten/linde/"))

    assert sms == mail and len(sms) <= LONGEST and "\u00a0" not in sms
    assert "Maandag 23 november 2026 om 10:30: uren met hulp: Nu open tot 12 uur." in sms
    assert sms.endswith("https://digitaal-mee.example/digipunten/linde/")


def test_open_lines_do_not_make_a_place_open_in_what_is_sent_on(open_page):
    sms, _ = sent(open_page("/digipunten/belkamer/"))

    assert "Nu open" not in sms


def test_what_nobody_knows_is_not_said(open_page):
    sms, _ = sent(open_page("/digipunten/vergeelde-lijst/"))

    assert "we weten niet of het open is, bel eerst." in sms


def test_past_what_the_page_knows_the_text_says_so(open_page):
    for id in ("linde", "morgen"):
        sms, mail = sent(open_page(f"/digipunten/{id}/", moment="2027-03-01T09:30:00Z"))
        assert "deze pagina is van 23 november 2026" in sms and mail == sms


def test_no_page_sends_a_longer_text_than_two_messages(open_page, example_site):
    pages = [path.parent.name for path in (example_site / "digipunten").glob("*/uren.ics")]
    assert len(pages) == 30
    page = open_page("/digipunten/linde/")
    for id in pages:
        page.goto(page.url.replace("linde", id) if id == "linde" else page.url.rsplit("/", 2)[0] + f"/{id}/")
        texts = sent(page)
        assert len(texts) == (0 if id in ("weg", "gedaan") else 2), id
        assert all(len(text) <= LONGEST for text in texts), (id, texts)

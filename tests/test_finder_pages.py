"""The finder and its pages in the built site: of the real data, of the EXAMPLE set, and without places."""

import re
import shutil
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from sitegen.cli import main
from tests.conftest import GENT, TODAY, words

KINDS = {"wijk": 25, "postcode": 10, "dag": 7}


def parsed(site):
    """Every page below /digipunten/, by its path."""
    folder = site / "digipunten"
    return {
        path.parent.relative_to(folder).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in folder.rglob("index.html")
    }


@pytest.fixture(scope="module")
def example(example_site):
    return parsed(example_site)


@pytest.fixture(scope="module")
def real(built_site):
    return parsed(built_site)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    root = tmp_path_factory.mktemp("leeg")
    for folder in ("data", "content"):
        shutil.copytree(GENT / folder, root / folder)
    (root / "data" / "digipunten.yaml").write_text("digipunten: []\n", encoding="utf-8")
    assert main(["--root", str(root), "--today", TODAY, "--out", str(root / "site"), "--no-paper"]) == 0
    return parsed(root / "site")


def cards(page):
    return {card["id"]: card for card in page.select("li[data-digipunt]")}


def of_kind(pages, kind):
    return {
        path.removeprefix(f"{kind}/"): page for path, page in pages.items() if path.startswith(f"{kind}/")
    }


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_a_page_for_each_wijk_postcode_and_day(real, example, empty, kind):
    for pages in (real, example, empty):
        assert len(of_kind(pages, kind)) == KINDS[kind]


def test_there_is_a_page_for_each_need_also_when_no_place_meets_it(real, example):
    assert set(of_kind(real, "voor")) == {"hulp", "kinderen-jongeren", "zonder-trap"}
    offers = {"computer", "internet", "wifi", "printen", "scannen", "eid-lezer"}
    assert set(of_kind(example, "voor")) == {"hulp", "kinderen-jongeren", "zonder-trap"} | offers


def test_the_finder_links_to_all_of_these_pages(real, example):
    for pages in (real, example):
        linked = {urlsplit(link["href"]).path.strip("/") for link in pages["."].select(".lijsten a")}
        assert linked == {path for path in pages if path.split("/")[0] in (*KINDS, "voor")}


def test_none_of_these_pages_is_a_dead_end(real, example, empty):
    for pages in (real, example, empty):
        for path, page in pages.items():
            if path.split("/")[0] in (*KINDS, "voor"):
                assert page.main.select("a[href='../../']") and page.main.select("a[href^='tel:']"), path
                assert pages is empty or cards(page), path


def test_each_page_states_how_many_places_it_knows(real, example):
    assert "In deze wijk kennen we 2 Digipunten." in words(real["wijk/rabot-blaisantvest"].main)
    assert "In deze wijk kennen we geen Digipunt." in words(real["wijk/ledeberg"].main)
    assert "We kennen geen Digipunt met gewone uren op maandag." in words(real["dag/maandag"].main)
    assert "Bij 8 Digipunten weten we het niet zeker." in words(real["dag/maandag"].main)
    assert "Hier staan 10 van de 28 Digipunten." in words(example["postcode/9050"].main)
    for path, page in of_kind(example, "voor").items():
        shown = words(page.select_one(".inleiding"))
        sure, *unsure = map(int, re.findall(r"(\d+) Digipunt", shown))
        assert sure + sum(unsure) == len(cards(page)), (path, shown)
    assert len(cards(real["voor/kinderen-jongeren"])) == 8
    assert real["voor/kinderen-jongeren"].select("h2")[0].text == "Andere Digipunten"


def test_a_wijk_shows_its_own_places_first_and_then_the_nearest_others(example):
    page = example["wijk/drongen"]

    inside, near = page.select("ol.kaarten")
    assert list(cards(inside)) == ["leiebocht"]
    distances = [words(card.select_one("[data-afstand]")) for card in cards(near).values()]
    assert len(distances) == 3 and all(re.fullmatch(r"Hemelsbreed [\d,]+ (km|m)", told) for told in distances)


def test_a_postcode_shows_places_in_order_of_distance(example):
    found = [words(card.select_one("[data-afstand]")) for card in cards(example["postcode/9050"]).values()]

    metres = [
        float(number.replace(",", ".")) * (1000 if unit == "km" else 1)
        for number, unit in (re.search(r"([\d,]+) (km|m)$", told).groups() for told in found)
    ]
    assert len(metres) == 10 and metres == sorted(metres)


def test_a_day_separates_what_is_sure_from_what_is_not(example):
    sure, unsure = example["dag/zondag"].select("ol.kaarten")

    assert {"speelzolder", "uil"} <= set(cards(sure))
    assert "zonder-uren" in cards(unsure) and not set(cards(sure)) & set(cards(unsure))
    assert example["dag/zondag"].select("h2")[1].text == "Bel eerst: dit weten we niet zeker"


def test_a_choice_that_no_place_offers_is_not_in_the_form(real, example):
    def offered(page):
        return [box["value"] for box in page.select("form [name=met]")]

    assert offered(real["."]) == ["hulp"]
    assert offered(example["."])[:3] == ["hulp", "kinderen-jongeren", "zonder-trap"]
    assert len(offered(example["."])) == 9


def test_numbers_on_the_map_are_those_of_the_list(real, example):
    for pages, on_map in ((real, 7), (example, 25)):
        page = pages["."]
        markers = {link["href"].removeprefix("#"): link.find("text").text for link in page.select("svg a")}
        numbers = {id: card.select_one(".nummer") for id, card in cards(page).items()}
        assert len(markers) == on_map
        assert markers == {id: number.text for id, number in numbers.items() if number}
        for id, link in ((link["href"][1:], link) for link in page.select("svg a")):
            assert link["aria-label"] == f"{markers[id]} {words(cards(page)[id].h3.a)}"


def test_the_map_says_who_made_it_and_which_places_it_lacks(real):
    caption = words(real["."].figcaption)

    assert "Niet op de kaart: Eetcafé Toreke." in caption
    assert "Kaart: Stad Gent (wijken); De Vlaamse Waterweg (water)." in caption


def test_each_card_can_be_called_and_says_where_and_when(example):
    found = cards(example["."])
    assert len(found) == 28
    for id, card in found.items():
        assert card.select("a[href^='tel:']") and card.h3.a["href"] == f"{id}/", id
        assert card.select("[data-antwoord]"), id


def test_a_place_that_stopped_is_in_no_list(example):
    stopped = {path for path, page in example.items() if "Dit Digipunt bestaat niet meer" in page.main.text}

    assert len(stopped) == 2
    for path, page in example.items():
        assert not stopped & set(cards(page)), path


def test_without_places_the_finder_says_whom_to_call(empty):
    assert "Er staan nu geen Digipunten in de lijst. Bel GentInfo: 09 210 10 10." in words(empty["."].main)


def test_a_place_shows_its_three_nearest_neighbours(example):
    page = example["linde"]
    near = page.select("section[aria-labelledby=buurt] li")

    assert len(near) == 3
    assert all(re.search(r"Hemelsbreed (minder dan )?\d+ m$", words(item)) for item in near)


def test_a_place_links_to_a_map_to_the_way_and_to_a_mail_that_names_it(real):
    page = real["kringwinkel-vlaamsekaai"]
    hrefs = [link["href"] for link in page.main.select("a[href]")]

    assert "https://www.openstreetmap.org/?mlat=51.044053&mlon=3.741561#map=17/51.044053/3.741561" in hrefs
    assert "https://www.openstreetmap.org/directions?to=51.044053%2C3.741561" in hrefs
    assert any(href.startswith("mailto:") and "Kringwinkel%20Vlaamsekaai" in href for href in hrefs)
    assert "https://www.openstreetmap.org/search?query=Vlotstraat%2022%2C%209000%20Gent" in [
        link["href"] for link in real["eetcafe-toreke"].main.select("a[href]")
    ]


def test_the_bare_finder_opens_its_links_in_the_whole_window(real):
    page = real["insluiten/zoeker"]

    assert page.head.base["target"] == "_top"
    assert {link["target"] for link in page.select("svg a")} == {"_self"}
    assert not page.select("body > header, body > footer")
    assert real["insluiten"].iframe["src"] == "zoeker/"
    assert 'src="https://digitaal-mee.example/digipunten/insluiten/zoeker/"' in real["insluiten"].pre.text

"""What pages of a site with very many places show, and that each stays short."""

from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from sitegen import helper_pages, pages
from sitegen.finder_pages import finder
from sitegen.listing import in_order, list_places
from sitegen.paths import Paths
from sitegen.read import read_site
from sitegen.render import files, render
from tests.conftest import words
from tests.regions import write_region
from tests.schedules import TODAY

PLACES = 640


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    root = write_region(tmp_path_factory.mktemp("streek"), PLACES, wijken=8)
    return read_site(Paths.of(root), TODAY)[0]


@pytest.fixture(scope="module")
def made(region):
    return pages.all_pages(region, TODAY)


@pytest.fixture(scope="module")
def shown(region, made, example_root):
    """Every page but those of places, as they are written."""
    own = [page for page in made if page.is_html and page.template != pages.PLACE]
    written = files(render(own, region, Paths.of(example_root), TODAY), region, {})
    return {path: BeautifulSoup(body, "html.parser") for path, body in written.items()}


def linked(page):
    return [urlsplit(link["href"]).path for link in page.main.select("a[href]")]


def test_each_place_stands_in_one_table_of_its_district(shown):
    tables = {
        path: [row["data-digipunt"] for row in page.select("tr[data-digipunt]")]
        for path, page in shown.items()
        if path.startswith("doorverwijzers/")
    }
    start = shown["doorverwijzers/index.html"]

    assert tables.pop("doorverwijzers/index.html") == []
    assert [script["src"] for script in start.select("script[src]")] == ["../js/site.js"]
    assert sorted(id for ids in tables.values() for id in ids) == sorted(f"plek-{i}" for i in range(PLACES))
    assert max(map(len, tables.values())) == helper_pages.MOST_ROWS
    assert {f"doorverwijzers/{path}index.html" for path in linked(start)} >= set(tables)
    assert "doorverwijzers/elders/index.html" in tables and "doorverwijzers/dorp-0/2/index.html" in tables


def test_no_page_lists_all_places(shown):
    assert len(shown) > 60
    for path, page in shown.items():
        places = {link for link in linked(page) if "plek-" in link}
        assert len(places) <= 210, path


def test_a_large_district_has_further_pages_with_the_rest_of_its_places(shown):
    first, second = (shown[f"digipunten/wijk/dorp-0/{more}index.html"] for more in ("", "2/"))
    places = [{link for link in linked(page) if "plek-" in link} for page in (first, second)]

    assert len(places[0]) >= 200 and len(places[1]) > 20
    assert "2/" in linked(first) and "../" in linked(second)
    assert "deel 2" in words(second.h1)


def test_the_list_from_a_to_z_and_the_page_about_paper_lead_to_the_finder_and_to_districts(shown):
    letters, paper = shown["inhoud/index.html"], shown["digipunten/op-papier/index.html"]

    assert "De Digipunten zelf staan niet in deze lijst" in words(letters.main)
    assert "../digipunten/" in linked(letters)
    assert "../digipunten/wijk/dorp-3/" in linked(letters)
    assert not [link for page in (letters, paper) for link in linked(page) if "plek-" in link]
    assert "De affiche van een Digipunt staat op zijn eigen pagina." in words(paper.main)
    assert "../wijk/dorp-3/" in linked(paper)


def test_no_page_promises_all_places_together(shown):
    """There is no table of all of them, and no booklet."""
    for path in ("digipunten/", "doorverwijzers/", "doorverwijzers/dorp-1/", "digipunten/op-papier/"):
        page = shown[f"{path}index.html"]
        told = words(page) + page.select_one("meta[name=description]")["content"]
        assert len(told) > 300
        assert "alle Digipunten in één tabel" not in told and "Alle Digipunten (" not in told
        assert "boekje" not in told


def test_the_map_has_districts_and_no_numbers(region):
    found = finder(region, in_order(list_places(region, TODAY)), TODAY)

    assert found.numbers == found.names == {}
    assert found.map and found.map.markers == ()


def test_pages_have_a_short_title_and_a_description(shown):
    for path, page in shown.items():
        if path != "404.html":
            assert len(page.title.text) <= 70, path
            assert 50 <= len(page.select_one("meta[name=description]")["content"]) <= 165, path


def test_each_page_that_is_listed_is_within_three_links_of_home(shown):
    reached = frontier = {"index.html"}
    for _ in range(3):
        found = {
            normpath(join(dirname(name), urlsplit(link["href"]).path, "index.html"))
            for name in frontier
            for link in shown[name].select("a[href]")
            if not urlsplit(link["href"]).scheme and urlsplit(link["href"]).path
        }
        frontier = (found & set(shown)) - reached
        reached = reached | frontier
    assert set(shown) - reached == {"404.html"}


def test_an_address_of_a_table_cannot_be_taken_when_there_are_tables(region):
    few = {"digipunten": ["a"], "wijken": ["dorp-1"]}
    many = {"digipunten": list(region.digipunten), "wijken": ["dorp-1"]}

    assert helper_pages.addresses(few) == {}
    assert set(helper_pages.addresses(many)) == {"/doorverwijzers/dorp-1/", "/doorverwijzers/elders/"}

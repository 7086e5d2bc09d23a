"""What a visitor loads, in bytes with Brotli: the budgets of the site."""

import pytest

from bench.bytes import compressed, weigh

KIB = 1024
FINDER = "digipunten/index.html"
# A file to carry, with a budget of its own (tests/test_meenemen.py).
ONE_FILE = "digipunten/meenemen.html"
# Pages that hold the finder, and the table of all places.
LARGE = (FINDER, "digipunten/insluiten/zoeker/index.html", "doorverwijzers/index.html", ONE_FILE)


@pytest.fixture(scope="module")
def real(built_site):
    return {weight.page: weight for weight in weigh(built_site)}


@pytest.fixture(scope="module")
def example(example_site):
    return {weight.page: weight for weight in weigh(example_site)}


def test_the_finder_with_thirty_places_loads_at_most_20_kib_in_six_requests(example):
    assert example[FINDER].total <= 20 * KIB
    assert example[FINDER].requests <= 6


def test_a_page_of_text_loads_at_most_10_kib(real):
    heavy = [weight for page, weight in real.items() if page not in LARGE and weight.total > 10 * KIB]

    assert len(real) > 70 and heavy == []


def test_no_page_needs_more_than_six_requests_or_6_kib_of_html(real, example):
    assert len(real) > 70 and len(example) > 70
    for pages in (real, example):
        assert [weight for weight in pages.values() if weight.requests > 6] == []
        assert [w for page, w in pages.items() if page not in LARGE and w.html > 6 * KIB] == []


def test_with_thirty_places_no_page_is_heavier_than_the_finder(example):
    pages = [weight for page, weight in example.items() if page != ONE_FILE]

    assert max(weight.total for weight in pages) == example[FINDER].total


def test_no_page_loads_more_than_6_kib_of_scripts(example_site):
    size = {path.name.split(".")[0]: compressed(path) for path in (example_site / "js").glob("*.js")}

    # What comes after a tap, with a print, or with so many places that their data come in parts.
    # With actions that are not over.
    later = {"datums": 0.25, "kaarten": 0.5, "hier": 0.5, "druk": 1, "delen": 1.5, "leeshulp": 2.5}
    for name, most in later.items():
        assert size.pop(name) <= most * KIB
    # No page loads it: it stands in the one file, with the others.
    del size["meenemen"]
    everywhere = size.pop("site") + size.pop("uren")
    assert size.keys() == {"zoeker", "plaats", "doorverwijzers"}
    assert everywhere + max(size.values()) <= 6 * KIB


def test_a_page_is_weighed_with_all_that_it_loads(tmp_path):
    (tmp_path / "js").mkdir()
    (tmp_path / "js/a.js").write_text("import { b } from './b.js'\n")
    (tmp_path / "js/b.js").write_text("export const b = 1\n")
    (tmp_path / "a.css").write_text("p { color: red }\n")
    page = tmp_path / "index.html"
    page.write_text('<link rel="stylesheet" href="a.css"><script type="module" src="js/a.js"></script>')

    (weight,) = weigh(tmp_path)

    files = [page, tmp_path / "a.css", tmp_path / "js/a.js", tmp_path / "js/b.js"]
    assert (weight.requests, weight.total) == (4, sum(map(compressed, files)))

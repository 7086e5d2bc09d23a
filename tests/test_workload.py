"""The invented projects that the benchmark measures with (bench/workload.py)."""

from __future__ import annotations

import pytest

from bench import workload
from sitegen.cli import main
from tests.conftest import tree


@pytest.fixture
def made():
    return workload.make(12, 5)


def project(made, root):
    workload.write_project(made, root)
    return root


def pages(root):
    """The pages of the site, without what the build keeps beside them."""
    assert main(["--root", str(root), "--today", workload.TODAY, "--no-paper"]) == 0
    return {name: page for name, page in tree(root / "site").items() if name.endswith(".html")}


def differing(before, after):
    assert before.keys() == after.keys()
    return {name for name in after if before[name] != after[name]}


def test_nothing_is_wrong_and_nothing_is_doubted(made, tmp_path, capsys):
    root = project(made, tmp_path / "project")

    assert main(["check", "--strict", "--root", str(root), "--today", workload.TODAY]) == 0
    assert capsys.readouterr().out == "geen fouten\n"


def test_a_seed_gives_the_same_files_each_time(made, tmp_path):
    first = tree(project(made, tmp_path / "first"))

    assert tree(project(workload.make(12, 5), tmp_path / "again")) == first
    assert tree(project(workload.make(12, 5, seed=2), tmp_path / "other")) != first


def test_districts_and_postcodes_grow_with_the_places():
    sizes = {places: workload.make(places, 1) for places in (30, 1000)}

    assert {places: len(made.districts) for places, made in sizes.items()} == {30: 5, 1000: 30}
    assert {places: len(made.postcodes) for places, made in sizes.items()} == {30: 5, 1000: 30}


def test_places_differ_in_channels_and_exceptions():
    places = workload.make(60, 1).places

    assert {len(place["uren"]) for place in places} == {1, 2, 3}
    assert {len(place.get("uitzonderingen", [])) for place in places} == {0, 1, 2, 3}


def test_a_text_has_about_400_words(made):
    assert all(350 < len(text.body.split()) < 450 for text in made.texts)


def test_other_hours_of_a_place_change_its_page_and_no_text(made, tmp_path):
    root = project(made, tmp_path / "project")
    before = pages(root)
    workload.change_hours(made.places[3])
    workload.write_places(made, root)
    changed = differing(before, pages(root))

    assert "digipunten/voorbeeld-4/index.html" in changed
    assert not any(name.startswith(("tekst/", "digipunten/voorbeeld-5/")) for name in changed)


def test_other_words_change_one_text(made, tmp_path):
    root = project(made, tmp_path / "project")
    before = pages(root)
    workload.change_words(made.texts[1])
    workload.write_text(made.texts[1], root)

    assert differing(before, pages(root)) == {"tekst/tekst-2/index.html"}

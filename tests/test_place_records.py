"""Places read one by one, from the file or from memory: the answer is that of the whole file."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import place_records, validate
from sitegen.fields import INVALID
from sitegen.paths import Paths
from sitegen.read import read
from tests.conftest import change
from tests.test_mutations import CHANGES, often

TODAY = date(2026, 11, 23)


def told(root, memory=None):
    """All that a reading says."""
    reading = read(Paths.of(root), TODAY, memory=memory)
    problems = sorted((problem, problem.source) for problem in reading.problems)
    return reading.site, problems, dict(reading.ids), list(reading.documents.items())


def records(text):
    head, *found = text.split("\n  - id: ")
    return head, found


def joined(head, found):
    return "\n  - id: ".join([head, *found])


def record_moved(text, data):
    head, found = records(text)
    moved = found.pop(data.draw(st.integers(0, len(found) - 1)))
    found.insert(data.draw(st.integers(0, len(found))), moved)
    return joined(head, found)


def record_doubled(text, data):
    head, found = records(text)
    return joined(head, [*found, data.draw(st.sampled_from(found))])


def record_removed(text, data):
    head, found = records(text)
    del found[data.draw(st.integers(0, len(found) - 1))]
    return joined(head, found) if found else text


def lines_above(text, data):
    return "# opmerking\n" * data.draw(st.integers(1, 3)) + text


EDITS = st.one_of(st.sampled_from([record_moved, record_doubled, record_removed, lines_above]), CHANGES)


@often
@given(data=st.data())
def test_after_any_edits_memory_and_records_say_what_the_whole_file_says(small, monkeypatch, data):
    path = small / "data" / "digipunten.yaml"
    text = original = path.read_text(encoding="utf-8")
    memory = {}
    try:
        for _ in range(data.draw(st.integers(2, 4))):
            text = data.draw(EDITS)(text, data) if "\n  - id: " in text else original
            path.write_bytes(text.encode())
            from_memory, from_records = told(small, memory), told(small)
            with monkeypatch.context() as patch:
                patch.setattr(place_records, "record_file", lambda *_: None)
                assert from_memory == from_records == told(small)
    finally:
        path.write_text(original, encoding="utf-8")


def test_a_record_that_only_moved_is_not_read_again(small, monkeypatch):
    path = small / "data" / "digipunten.yaml"
    change(path, "nagekeken:\n      op: 2026", "nagekeken:\n      op: 2025")
    memory = {}
    site, before, *_ = told(small, memory)
    change(path, "digipunten:\n", "# een\n# twee\ndigipunten:\n")
    monkeypatch.setattr(place_records, "read_place", None)

    again, after, *_ = told(small, memory)

    assert again == site and memory
    mine = [problem for problem, _ in before if problem.file == "data/digipunten.yaml"]
    moved = [problem for problem, _ in after if problem.file == "data/digipunten.yaml"]
    assert mine and [(each.line + 2, each.column, each.message) for each in mine] == [
        (each.line, each.column, each.message) for each in moved
    ]


@pytest.mark.parametrize(
    "old, new",
    [
        ("    status: actief\n", "    status: actif\n"),
        ("    wijk: ", "    wijk: on"),
        ("    naam: ", "    opmerking: >-\n      kort\n      naam: lang\n    naam: "),
    ],
)
def test_a_record_whose_problems_may_change_with_others_is_not_kept(small, old, new):
    path = small / "data" / "digipunten.yaml"
    all_of_them = {}
    read(Paths.of(small), TODAY, memory=all_of_them)
    change(path, old, new)
    kept = {}

    read(Paths.of(small), TODAY, memory=kept)

    assert len(kept) == len(all_of_them) - 1


def test_of_two_places_with_one_id_the_last_that_is_right_counts(small):
    path = small / "data" / "digipunten.yaml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    head, found = records(text)
    wrong = found[0].replace("status: actief", "status: actif")
    assert wrong != found[0]
    path.write_text(joined(head, [*found, wrong]) + "\n", encoding="utf-8")

    reading = read(Paths.of(small), TODAY)

    assert reading.site.digipunten[found[0].split("\n")[0]] is not INVALID
    assert {problem.code for problem in reading.problems if problem.severity == "error"} >= {
        "dubbel-id",
        "keuze",
    }


@pytest.mark.parametrize("name", ["digipunten", "programmes"])
@pytest.mark.parametrize("doubt", ["", "  # harde regel\n---\n"], ids=["one by one", "whole"])
def test_behind_very_many_mistakes_a_record_is_known_by_its_id_only(project, monkeypatch, name, doubt):
    for module in (place_records, validate):
        monkeypatch.setattr(module, "MOST_PROBLEMS", 2)
    text = f"{doubt}{name}:\n" + "".join(f"  - id: a{number}\n" for number in range(6))
    (project / "data" / f"{name}.yaml").write_text(text, encoding="utf-8")

    reading = read(Paths.of(project), TODAY)

    assert reading.ids[name] == [f"a{number}" for number in range(6)]
    found = {problem.line for problem in reading.problems if problem.file == f"data/{name}.yaml"}
    assert found == {2 + doubt.count("\n")}

"""A file of records read one by one gives what the whole file gives, or leaves it to the whole file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.nodes import Mapping, Sequence, parse_yaml
from sitegen.paths import HOME
from sitegen.record_texts import record_file
from tests.test_mutations import CHANGES, TIMES

EXAMPLE = (HOME / "tests" / "fixtures" / "voorbeeld" / "digipunten.yaml").read_text(encoding="utf-8")
NAME = "data/digipunten.yaml"


def cut(text):
    return record_file(NAME, text, "digipunten")


def one_by_one(text):
    """The records of a text as nodes, or nothing when one of them needs the whole file."""
    file = cut(text)
    found = [file.node(record) for record in file.records] if file else [None]
    return None if None in found else found


def places(node):
    """Every node below this one, with its first and last place."""
    yield type(node), node.line, node.column, node.end
    if isinstance(node, Mapping):
        for name, value in node.entries:
            yield from (*places(name), *places(value))
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from places(item)


def test_the_records_are_the_file_below_its_key():
    records = cut(EXAMPLE).records

    assert len(records) == EXAMPLE.count("\n  - id: ") == 30
    assert EXAMPLE.endswith("".join(record.text for record in records))
    lines = EXAMPLE.split("\n")
    assert cut(EXAMPLE).source.lines == tuple(lines)
    assert all(record.text.startswith(lines[record.line - 1] + "\n") for record in records)
    assert [record.last for record in records] == [False] * 29 + [True]


@pytest.mark.parametrize(
    "text",
    [
        EXAMPLE,
        EXAMPLE.rstrip("\n"),
        EXAMPLE + "\n\n  # einde\n",
        "digipunten:\n- id: a\n  kost: |+\n    b\n\n- id: c\n  kost: [d,\n    e]\n",
        "digipunten: # alle\n\n      - tekst\n      - [a, b]\n      - {id: c}\n      - d: >-\n",
    ],
)
def test_nodes_stand_where_the_whole_file_has_them(text):
    found = one_by_one(text)
    whole = parse_yaml(cut(text).source)

    assert [record.node for record in found] == list(whole.node.get("digipunten").items)
    for record, node in zip(found, whole.node.get("digipunten").items, strict=True):
        assert list(places(record.node)) == list(places(node))
        assert record.node.source.lines == node.source.lines


RECORD = "  - id: a\n    naam: b\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "digipunten:\n",
        "digipunten: []\n",
        f"contacts:\n{RECORD}",
        f"digipunten: &alle\n{RECORD}",
        f'"digipunten":\n{RECORD}',
        f"---\ndigipunten:\n{RECORD}",
        f"andere: a\ndigipunten:\n{RECORD}",
        f"\ufeffdigipunten:\n{RECORD}",
        f"digipunten:\r\n{RECORD}",
        f"# \x07\ndigipunten:\n{RECORD}",
        f"digipunten:\n  x: y\n{RECORD}",
    ],
)
def test_a_file_of_another_shape_is_not_cut(text):
    assert cut(f"digipunten:\n{RECORD}") and cut(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "andere: a",
        " andere: a",
        "  andere: a",
        "...",
        "---",
        "%YAML 1.2",
        "<<<<<<< HEAD",
        "    kost: a\tb",
        "    kost: \u0007",
        "    \u00a0kost: a",
        "    kost: \u2028",
        "    kost: " + "a" * 5000,
        '    kost: "a',
        "    kost: [a",
        "    kost: a: b",
        "     kost: a",
        "  -",
    ],
)
def test_a_line_in_doubt_is_for_the_whole_file(line):
    assert one_by_one(f"digipunten:\n{RECORD}{RECORD}")
    assert one_by_one(f"digipunten:\n{RECORD}{line}\n{RECORD}") is None


def test_a_line_in_a_text_that_looks_like_a_key_is_pointed_out():
    record = "  - id: a\n    kost: >-\n      gratis\n      {}\n"

    assert [found.swallows for found in one_by_one("digipunten:\n" + record.format("naam: b"))] == [True]
    assert [found.swallows for found in one_by_one("digipunten:\n" + record.format("let op: b"))] == [False]


@settings(max_examples=5 * TIMES, derandomize=TIMES == 40)
@given(data=st.data())
def test_a_spoiled_file_read_one_by_one_gives_the_nodes_and_problems_of_the_whole(data):
    text = EXAMPLE
    for _ in range(data.draw(st.integers(1, 3))):
        text = data.draw(CHANGES)(text, data)

    if (found := one_by_one(text)) is not None:
        whole = parse_yaml(cut(text).source)
        assert [record.node for record in found] == list(whole.node.get("digipunten").items)
        problems = [problem for problem in whole.problems if problem.code != "in-tekst"]
        assert [problem for record in found for problem in record.problems] == problems
        assert whole.whole

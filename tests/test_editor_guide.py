"""docs/gegevens.md: what the declarations give, with examples that are right."""

import re

import pytest

from sitegen.editor_guide import REFUSED_NOTATIONS, TITLES, begun, guide, nested
from sitegen.fields import Many, Record, Report
from sitegen.hours import parse_day
from sitegen.nodes import parse_yaml
from sitegen.paths import HOME
from sitegen.records import FILES, PAGE, SINGLE
from sitegen.source import Source

RECORDS = list(dict.fromkeys(each for top in (*FILES.values(), PAGE) for each in (top, *nested(top))))
KEYS = [(record, key) for record in RECORDS for key in record.keys.values()]
PAGE_TEXT = guide()


def read(kind, text):
    report = Report()
    document = parse_yaml(Source("data/x.yaml", tuple(text.split("\n"))))
    kind.read(document.node, report)
    return [problem.message for problem in (*document.problems, *report.problems)]


def is_block(kind):
    return isinstance(kind.kind if isinstance(kind, Many) else kind, Record)


def test_the_page_is_what_the_declarations_give():
    written = (HOME / "docs" / "gegevens.md").read_text(encoding="utf-8")

    assert written == PAGE_TEXT, "docs/gegevens.md is verouderd: make schema"


def test_every_file_has_its_place():
    assert set(TITLES) == set(FILES)


def test_every_key_stands_on_the_page():
    assert len(KEYS) > 90
    for _, key in KEYS:
        name = f"**{key.name}**" if key.required else key.name
        assert f"| {name} | {key.help[0].upper()}{key.help[1:]}" in PAGE_TEXT, key.name


@pytest.mark.parametrize("record, key", KEYS, ids=lambda each: each.name)
def test_every_key_has_an_example_that_is_right(record, key):
    if is_block(key.kind):
        assert key.example == ""
    else:
        # Between quotes a text would hide what YAML makes of it.
        assert read(Record(dict, key), f"{key.name}: {key.example}") == []


@pytest.mark.parametrize("name", sorted(set(FILES) - set(SINGLE)))
def test_what_a_new_part_begins_with_is_right(name):
    assert read(FILES[name], "\n".join(begun(FILES[name]))) == []


def test_the_blocks_of_yaml_are_right():
    blocks = re.findall(r"(?s)```yaml\n(.*?)```", PAGE_TEXT)
    assert len(blocks) == len(FILES) - len(SINGLE) + 1

    for block in blocks:
        name = block.partition(":")[0]
        kind = Many(FILES[name]) if name in FILES else FILES["digipunten"].keys[name].kind
        node = parse_yaml(Source("data/x.yaml", tuple(block.split("\n")))).node.get(name)
        report = Report()
        kind.read(node, report)
        assert report.problems == []


@pytest.mark.parametrize("text", REFUSED_NOTATIONS)
def test_what_the_page_calls_wrong_is_refused(text):
    with pytest.raises(ValueError):
        parse_day(text)


def test_every_link_leads_to_one_heading():
    headings = re.findall(r"(?m)^#+ (.+)$", PAGE_TEXT)
    anchors = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
    targets = set(re.findall(r"\]\(#([^)]+)\)", PAGE_TEXT))

    assert len(set(anchors)) == len(anchors)
    assert len(targets) > 20 and targets <= set(anchors)


def test_every_table_has_as_many_cells_in_each_row():
    tables = re.findall(r"(?m)(?:^\|.*\|$\n?)+", PAGE_TEXT)
    assert len(tables) > 20

    for table in tables:
        cells = {len(re.findall(r"(?<!\\)\|", row)) for row in table.strip().split("\n")}
        assert len(cells) == 1, table

"""Changes to YAML text: the changed lines, whole, and nothing beside them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen import splice
from sitegen.nodes import Mapping, Scalar, parse_yaml
from sitegen.source import Source
from sitegen.splice import Edit


def parse(text):
    lines = text.replace("\r\n", "\n").split("\n")
    document = parse_yaml(Source("x.yaml", tuple(lines)))
    assert document.problems == ()
    return document.node


def plain(node):
    """What a node says, without its places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {name.text: plain(value) for name, value in node.entries}
    return [plain(item) for item in node.items]


def spliced(text, *edits):
    return splice.apply(text, edits)


@pytest.mark.parametrize(
    "before, after",
    [
        ("a: oud\n", "a: nieuw\n"),
        ("a:   oud   # waarom\nb: 1", "a:   nieuw   # waarom\nb: 1"),
        ("a: 'oud'  # x\n", "a: 'nieuw'  # x\n"),
        ('a: "o\\"ud"\n', 'a: "nieuw"\n'),
        ("{b: 1, a: oud, c: 2}", "{b: 1, a: nieuw, c: 2}"),
        ("a: oud\r\nb: é\r\n", "a: nieuw\r\nb: é\r\n"),
        ("a: oud\n  gaat verder\nb: 1\n", "a: nieuw\nb: 1\n"),
        ("a: >-\n  oud\n  # tekst\n\n# opmerking\nb: 1\n", "a: nieuw\n\n# opmerking\nb: 1\n"),
        ("a: |\n  oud", "a: nieuw"),
        ("b: 1\na:\nc: 2\n", "b: 1\na: nieuw\nc: 2\n"),
        ("b: 1\na:   # leeg\n", "b: 1\na: nieuw   # leeg\n"),
    ],
)
def test_another_text_leaves_all_around_it(before, after):
    assert spliced(before, splice.put(parse(before), "a", "nieuw")) == after


@pytest.mark.parametrize(
    "text, block, flow",
    [
        ("10:00-12:00, 13:00-17:00", "10:00-12:00, 13:00-17:00", '"10:00-12:00, 13:00-17:00"'),
        ("Café 't Hoekje", "Café 't Hoekje", "Café 't Hoekje"),
        ("9000", "9000", "9000"),
        ("2026-11-23", "2026-11-23", "2026-11-23"),
        ("51.05", "51.05", "51.05"),
        ("https://stad.gent/a#b", "https://stad.gent/a#b", "https://stad.gent/a#b"),
        ("Huis: links", '"Huis: links"', '"Huis: links"'),
        ("Bus #3", '"Bus #3"', '"Bus #3"'),
        ("- a", '"- a"', '"- a"'),
        ("{a}", '"{a}"', '"{a}"'),
        ("a]", "a]", '"a]"'),
        ("@a", '"@a"', '"@a"'),
        ("nee", "nee", "nee"),
        ("no", '"no"', '"no"'),
        ("~", '"~"', '"~"'),
        ("0123", '"0123"', '"0123"'),
        ("12:30", '"12:30"', '"12:30"'),
        ('"q" \\ x', '"\\"q\\" \\\\ x"', '"\\"q\\" \\\\ x"'),
        ("", '""', '""'),
        (" a", '" a"', '" a"'),
    ],
)
def test_quotes_stand_only_where_they_must(text, block, flow):
    assert (splice.scalar(text), splice.scalar(text, in_flow=True)) == (block, flow)


@pytest.mark.parametrize(
    "before, after",
    [
        ("a: 1\nb: 2\n", "a: 1\nb: 2\nn: x\n"),
        ("a: 1\nb: 2", "a: 1\nb: 2\nn: x"),
        ("a: 1\r\nb: 2  # c\r\n# einde\r\n", "a: 1\r\nb: 2  # c\r\nn: x\r\n# einde\r\n"),
        ("a: 1\nb:\n  c:\n    - d\n\n# e\n", "a: 1\nb:\n  c:\n    - d\nn: x\n\n# e\n"),
        ("a: >-\n  een\n\n\n", "a: >-\n  een\nn: x\n\n\n"),
        ("{a: 1,\n b: 2   # c\n}\n", "{a: 1,\n b: 2, n: x   # c\n}\n"),
        ("{a: 1, b: [2], }", "{a: 1, b: [2], n: x, }"),
        ("{}", "{n: x}"),
    ],
)
def test_a_new_key_comes_last(before, after):
    assert spliced(before, splice.add(parse(before), "n", "x")) == after


@pytest.mark.parametrize(
    "before, after",
    [
        ("r:\n  # week\n  b: 1  # x\n  c: 2\n", "r:\n  # week\n  n: x\n  b: 1  # x\n  c: 2\n"),
        ("r: {b: 1, c: 2}\n", "r: {n: x, b: 1, c: 2}\n"),
    ],
)
def test_a_new_key_can_come_before_another(before, after):
    block = parse(before).get("r")

    assert spliced(before, splice.add(block, "n", "x", beside=block.entries[0][0], before=True)) == after


def test_a_new_block_is_indented_below_its_neighbour():
    before = "- a: 1\n  b: {c: 1}\n  d: 2\n"
    record = parse(before).items[0]
    value = {"lat": "51.05", "uren": {"ma, di": "9:00-12:00, 13:00-17:00"}, "lijst": ["x", "no"], "leeg": []}

    assert spliced(before, splice.add(record, "n", value, beside=record.entries[1][0])) == (
        "- a: 1\n  b: {c: 1}\n  n:\n    lat: 51.05\n    uren:\n      ma, di: 9:00-12:00, 13:00-17:00\n"
        '    lijst:\n      - x\n      - "no"\n    leeg: []\n  d: 2\n'
    )


def test_a_new_block_in_flow_stays_on_the_line():
    before = "{a: 1}"

    after = spliced(before, splice.add(parse(before), "n", {"ma, di": "9-12u, 13-17u", "l": ["x", "y"]}))

    assert after == '{a: 1, n: {"ma, di": "9-12u, 13-17u", l: [x, y]}}'


@pytest.mark.parametrize(
    "before, after",
    [
        ("l:\n  - a  # x\n\nb: 1\n", "l:\n  - a  # x\n  - n\n\nb: 1\n"),
        ("l:\n- a\nb: 1\n", "l:\n- a\n- n\nb: 1\n"),
        ("l: [a]  # x\n", "l: [a, n]  # x\n"),
        ("l: [a,\n  b]\n", "l: [a,\n  b, n]\n"),
        ("l: []", "l: [n]"),
    ],
)
def test_a_new_item_comes_last(before, after):
    assert spliced(before, splice.append(parse(before).get("l"), "n")) == after


@pytest.mark.parametrize(
    "before, after",
    [
        # One record: apart.
        ("l:\n  - id: a\n", "l:\n  - id: a\n\n  - id: n\n    k: x\n\n  - id: m\n"),
        # Set apart as those before it, and after the comments of the last one.
        (
            "l:\n  - id: a\n\n  # b\n  - id: b\n    # van b\n\n# einde",
            "l:\n  - id: a\n\n  # b\n  - id: b\n    # van b\n\n  - id: n\n    k: x\n\n  - id: m\n\n# einde",
        ),
        ("l:\r\n- id: a\r\n- id: b", "l:\r\n- id: a\r\n- id: b\r\n- id: n\r\n  k: x\r\n- id: m"),
        ("l: [{id: a}]", "l: [{id: a}, {id: n, k: x}, {id: m}]"),
        ("l: []", "l: [{id: n, k: x}, {id: m}]"),
    ],
)
def test_new_records_are_set_apart_as_the_others_are(before, after):
    assert spliced(before, splice.append(parse(before).get("l"), {"id": "n", "k": "x"}, {"id": "m"})) == after


@pytest.mark.parametrize(
    "before, after",
    [
        ("a: 1\nn: x  # weg\nb: 2\n", "a: 1\nb: 2\n"),
        (
            "a: 1\r\nn:\r\n  # blijft\r\n  x: 1\r\n  y: >-\r\n    # tekst\r\n\r\nb: 2",
            "a: 1\r\n  # blijft\r\n\r\nb: 2",
        ),
        ("a: 1\nn: x", "a: 1"),
        ("- n: x  # weg\n  b: 2\n", "- b: 2\n"),
        ("{a: 1, n: {x: 1}, b: 2}", "{a: 1, b: 2}"),
        ("{n: x, b: 2}", "{b: 2}"),
        ("{a: 1, n: x}", "{a: 1}"),
    ],
)
def test_a_key_is_taken_away_whole(before, after):
    node = parse(before)

    assert spliced(before, *splice.remove(node if isinstance(node, Mapping) else node.items[0], "n")) == after


def test_a_key_gets_another_name():
    before = "{ma-vr: 9-12u}"
    node = parse(before)

    assert spliced(before, splice.rekey(node, node.entries[0][0], "ma, di")) == '{"ma, di": 9-12u}'


def test_edits_that_touch_are_made_in_the_order_they_were_given():
    assert (
        splice.apply("ab", [Edit((1, 2), (1, 2), "1"), Edit((1, 2), (1, 2), "2"), Edit((1, 2), (1, 3), "")])
        == "a12"
    )


def test_edits_that_overlap_are_refused():
    with pytest.raises(ValueError, match="two edits overlap at line 1"):
        splice.apply("abc", [Edit((1, 1), (1, 3), ""), Edit((1, 2), (1, 2), "x")])


def test_text_is_not_put_in_the_place_of_a_block():
    with pytest.raises(TypeError):
        splice.put(parse("a: {b: 1}"), "a", "x")


TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=30
) | st.text(st.sampled_from("a0:#-,[]{}'\"\\ &*!|>%@`?~=<.é/"), max_size=12)
STYLES = ("{}", "'oud'", '"oud"', "oud", ">-\n    oud")


@given(TEXTS, st.sampled_from(("oud", "'oud'", '"oud"', ">-\n  oud")))
def test_any_text_is_read_back_as_it_was_given(text, style):
    before = f"a: 1\nb: {style}\nc: [x, {{y: z}}]\n"
    node = parse(before)
    inner = node.get("c").items[1]

    after = spliced(
        before, splice.put(node, "b", text), splice.put(inner, "y", text), splice.append(node.get("c"), text)
    )

    assert plain(parse(after)) == {"a": "1", "b": text, "c": ["x", {"y": text}, text]}


VALUES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(TEXTS.filter(lambda key: key != "<<"), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(VALUES, st.sampled_from(("a: 1\n", "{a: 1}", "a: 1 # x", "a:\n  - b: c\n")))
@example("0# 0", "a: 1\n")
def test_any_value_is_read_back_as_it_was_given(value, before):
    node = parse(before)

    after = spliced(before, splice.add(node, "nieuw", value))

    assert plain(parse(after)) == {**plain(node), "nieuw": value}


RECORDS = st.recursive(
    st.sampled_from(("x", "'y'", '"z"')),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from("abcde"), inner, min_size=1, max_size=4)
    ),
    max_leaves=8,
)


def written(value, indent, draw):
    """A value as an editor may have typed it: with comments and empty lines, in block or flow."""
    if isinstance(value, str):
        return f" {value}{draw(st.sampled_from(('', '  # c')))}\n"
    lines = ""
    for item in value:
        lines += draw(st.sampled_from(("", "\n", f"{indent}# c\n")))
        name, inner = (f"{item}:", value[item]) if isinstance(value, dict) else ("-", item)
        lines += f"{indent}{name}{written(inner, indent + '  ', draw)}"
    return f"\n{lines}"


@given(RECORDS.filter(lambda value: isinstance(value, dict)), st.data())
@settings(max_examples=200)
def test_a_file_full_of_comments_keeps_every_line_it_had(value, data):
    before = written(value, "", data.draw)[1:]
    node = parse(before)
    key = data.draw(st.sampled_from([name.text for name, _ in node.entries]))
    beside = next(name for name, _ in node.entries if name.text == key)

    after = spliced(before, splice.add(node, "n", "x", beside=beside))

    lines = after.split("\n")
    lines.remove("n: x")
    assert lines == before.split("\n")
    names = list(plain(parse(after)))
    assert names.index("n") == names.index(key) + 1
    if len(node.entries) > 1:
        assert plain(parse(spliced(before, *splice.remove(node, key)))) == {
            name: inner for name, inner in plain(node).items() if name != key
        }

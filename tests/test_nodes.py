import pytest
import yaml

from sitegen.limits import DEEPEST_NODE
from sitegen.nodes import Broken, Mapping, Scalar, Sequence, parse_yaml
from sitegen.source import Source

LOADERS = [pytest.param(yaml.SafeLoader, id="puur"), pytest.param(yaml.CSafeLoader, id="C")]


def parse(text, loader):
    return parse_yaml(Source("data/x.yaml", tuple(text.split("\n"))), loader)


def found(document):
    return [(p.line, p.column, p.code, p.message) for p in sorted(document.problems)]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "typed",
    [
        "9:00",
        "nee",
        "no",
        "0123",
        "0470123456",
        "2026-13-45",
        "1_000",
        "1e3",
        "~",
        "null",
        "10.30",
        "on",
        "=",
        "09000",
    ],
)
def test_a_value_stays_the_text_that_was_typed_quoted_or_not(loader, typed):
    plain = parse(f"a: {typed}", loader).node.get("a")
    quoted = parse(f'a: "{typed}"', loader).node.get("a")

    assert (plain.text, plain.plain) == (typed, True)
    assert (quoted.text, quoted.plain) == (typed, False)


@pytest.mark.parametrize("loader", LOADERS)
def test_a_node_knows_where_it_ends(loader):
    node = parse("é: één  # c\nb: [x, 'y',\n  z]\nd: \"u\n  v\"\ne:\n", loader).node

    assert [value.end for _, value in node.entries] == [(1, 7), (3, 5), (5, 5), (6, 3)]
    assert [item.end for item in node.get("b").items] == [(2, 6), (2, 11), (3, 4)]


@pytest.mark.parametrize("loader", LOADERS)
def test_every_node_knows_where_it_was_typed(loader):
    node = parse("é:\n  - ü: één\n    b: [x, y]\n", loader).node

    assert isinstance(node, Mapping)
    items = node.get("é")
    assert isinstance(items, Sequence) and (items.line, items.column) == (2, 3)
    record = items.items[0]
    assert (record.get("ü").line, record.get("ü").column) == (2, 8)
    assert [(n.text, n.line, n.column) for n in record.get("b").items] == [("x", 3, 9), ("y", 3, 12)]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "text, problem",
    [
        (
            "a: 1\nb: 2\na: 3",
            (
                3,
                1,
                "dubbele-sleutel",
                '"a" staat hier een tweede keer (eerst op regel 1): voeg ze samen of haal er één weg',
            ),
        ),
        ("a: &b 1", (1, 4, "anker", 'een tekst die met "&" begint, moet tussen aanhalingstekens: "&b …"')),
        (
            "a: !let op",
            (1, 4, "uitroepteken", 'een tekst die met "!" begint, moet tussen aanhalingstekens: "!let …"'),
        ),
        (
            "<<: {a: 1}",
            (1, 1, "samenvoegen", '"<<" (samenvoegen) wordt hier niet gebruikt: schrijf de gegevens voluit'),
        ),
        (
            "a: Update #2",
            (
                1,
                11,
                "hekje",
                'alles vanaf "#2" valt weg: zet aanhalingstekens rond de hele tekst, of een spatie na "#" als het een opmerking is',
            ),
        ),
        (
            "kleur: #ff0000",
            (
                1,
                8,
                "hekje",
                'alles vanaf "#ff0000" valt weg: zet aanhalingstekens rond de hele tekst, of een spatie na "#" als het een opmerking is',
            ),
        ),
        (
            "a: 1\n---\nb: 2",
            (2, 1, "tweede-document", '"---" begint een nieuw document: haal deze regel weg'),
        ),
        (
            "{a: 1}: b",
            (
                1,
                1,
                "sleutel",
                "hier hoort een naam met een dubbelepunt, geen lijst of blok; staat er een { of [ te veel?",
            ),
        ),
    ],
)
def test_what_yaml_would_drop_or_change_is_reported_at_its_place(loader, text, problem):
    assert found(parse(text, loader)) == [problem]


@pytest.mark.parametrize("loader", LOADERS)
def test_an_alias_is_refused_at_each_place(loader):
    document = parse("a: &x [1, 2]\nb: *x\n", loader)

    assert [code for _, _, code, _ in found(document)] == ["anker", "verwijzing"]
    assert isinstance(document.node.get("b"), Broken)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "text",
    [
        "a: 9000  # centrum",
        "#a: 1\nb: 2",
        "a: |\n  Update #2\nb: 1",
        "a: 'Update #2'",
        "a: b#c",
        "# alles\na: 1",
    ],
)
def test_a_real_comment_and_a_hash_inside_text_are_no_problem(loader, text):
    assert found(parse(text, loader)) == []


@pytest.mark.parametrize("loader", LOADERS)
def test_a_record_that_cannot_be_read_does_not_hide_the_others(loader):
    document = parse(
        "digipunten:\n"
        "  - id: een\n"
        "    naam:Krook\n"
        "    wijk: x\n"
        "  - id: twee\n"
        '    naam: "De Krook\n'
        "    wijk: x\n"
        "  - id: drie\n"
        "    naam: goed\n",
        loader,
    )

    assert [(line, column) for line, column, _, _ in found(document)] == [(3, 9), (6, 11)]
    assert not document.whole
    records = document.node.get("digipunten").items
    assert [record.get("id").text for record in records] == ["drie"]


@pytest.mark.parametrize("loader", LOADERS)
def test_what_is_nested_too_deep_is_refused_where_it_is(loader):
    assert isinstance(parse("[" * DEEPEST_NODE + "]" * DEEPEST_NODE, loader).node, Sequence)

    for depth in (DEEPEST_NODE + 2, 900):
        document = parse("[" * depth, loader)
        assert (document.node, document.whole) == (None, False)
        assert [(line, column, code) for line, column, code, _ in found(document)] == [(1, 32, "te-veel")]


@pytest.mark.parametrize("loader", LOADERS)
def test_an_escape_cannot_make_what_nobody_may_type(loader):
    for escape in ("\\x00", "\\x1b", "\\u202e", "\\u200b", "\\u2028", "\\L", "\\P", "\\N", "\\U000E0041"):
        document = parse(f'a: 1\nb: "x{escape}y"\n', loader)
        assert isinstance(document.node.get("b"), Broken)
        assert [(line, column, code) for line, column, code, _ in found(document)] == [(2, 4, "stuurteken")]
    assert parse('a: "caf\\u00e9"', loader).node.get("a").text == "café"


def test_both_parsers_give_the_same_nodes_for_the_real_data():
    from sitegen.paths import HOME

    files = sorted((HOME / "data").glob("*.yaml"))
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert parse(text, yaml.SafeLoader).node == parse(text, yaml.CSafeLoader).node
    assert isinstance(parse("a: 1", yaml.CSafeLoader).node.get("a"), Scalar)


@pytest.mark.parametrize("loader", LOADERS)
def test_only_escapes_that_make_another_character_are_refused(loader):
    document = parse('a: "zeg \\"ja\\" of \\\\"\nb: "tab \\t"\n', loader)

    assert document.node.get("a").text == 'zeg "ja" of \\'
    assert [(line, column, code) for line, column, code, _ in found(document)] == [(2, 9, "backslash")]

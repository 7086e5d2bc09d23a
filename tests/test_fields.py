import pytest

from sitegen.fields import INVALID, Key, Many, Record, Ref, Report, Text, choice
from sitegen.nodes import parse_yaml
from sitegen.source import Source

RECORD = Record(
    dict,
    Key("naam", Text("een naam"), "zoals op de gevel"),
    Key("soort", choice("groot", "klein"), "groot of klein", required=False),
    Key("wijken", Many(Ref("wijken", "een wijk")), "waar", required=False),
    name="een voorbeeld",
)


def read(text):
    report = Report()
    node = parse_yaml(Source("data/x.yaml", tuple(text.split("\n")))).node
    return RECORD.read(node, report), report


def messages(text):
    return [(p.line, p.column, p.message) for p in read(text)[1].problems]


def test_a_good_record_becomes_values_by_key():
    assert read("naam: Krook\nsoort: klein\n")[0] == {"naam": "Krook", "soort": "klein"}


def test_ids_of_other_records_are_kept_for_later():
    _, report = read("naam: x\nwijken: [dampoort, rabot]\n")

    assert [(r.kind, r.node.text) for r in report.references] == [("wijken", "dampoort"), ("wijken", "rabot")]


def test_every_problem_of_a_record_is_reported_at_once():
    value, report = read("naam:\nsoort: groter\nwijken: dampoort\nnam: x\n")

    assert value is INVALID
    assert [p.message for p in report.problems] == [
        "hier staat niets: vul een naam in",
        '"groter" kan hier niet: kies "groot" of "klein". Bedoelde je "groot"?',
        'hier hoort een lijst, elk op een regel die met "- " begint, met een wijk. Of schrijf: "[dampoort]"',
        '"nam" kennen we hier niet. Bedoelde je "naam"?',
    ]


def test_a_missing_key_says_what_it_is_for():
    assert messages("soort: klein") == [(1, 1, '"naam" ontbreekt: zoals op de gevel')]


def test_a_misspelt_key_is_not_also_called_missing():
    assert messages("naaam: Krook") == [(1, 1, '"naaam" kennen we hier niet. Bedoelde je "naam"?')]


def test_a_key_like_no_other_is_answered_with_the_ones_that_exist():
    assert messages("naam: x\nxyz: 1") == [
        (2, 1, '"xyz" kennen we hier niet. Deze bestaan: naam, soort, wijken.')
    ]


def test_text_where_a_block_belongs_and_a_block_where_text_belongs_are_told_apart():
    assert messages("alleen tekst") == [
        (1, 1, 'hier hoort een voorbeeld: naam, soort, wijken. Zet dat eronder, ingesprongen: "naam: …"')
    ]
    assert messages("naam: [a, b]") == [(1, 7, "hier hoort een naam, geen lijst of blok")]


def test_what_was_reported_while_parsing_is_not_reported_again():
    _, report = read("naam: !let op")

    assert report.problems == []


@pytest.mark.parametrize(
    "typed", ["Kies a) bellen of b) langskomen", "Leuk :)", 'Een scherm van 15"', "een [lijst]"]
)
def test_a_text_may_end_with_a_sign_of_its_own(typed):
    report = Report()

    assert Text("tekst").read(parse_yaml(Source("x.yaml", (f"a: {typed}",))).node.get("a"), report) == typed
    assert report.problems == []

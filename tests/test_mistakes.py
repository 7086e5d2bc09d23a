"""Typing errors that YAML's parser refuses, each as the sentence an editor reads."""

import time

import pytest
import yaml

from sitegen.nodes import parse_yaml
from sitegen.source import Source

AROUND = "contacts:\n  - id: eerste\n{}\n    wat: iets\n  - id: tweede\n    naam: goed\n"


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize(
    "line, column, message",
    [
        ("    naam:Krook", 9, 'na de dubbelepunt hoort een spatie: schrijf "naam: …"'),
        (
            "    naam:\u00a0Krook",
            10,
            "na de dubbelepunt staat een harde spatie: wis ze en typ een gewone spatie",
        ),
        (
            '    naam: "De Krook',
            11,
            "dit aanhalingsteken wordt niet gesloten: zet hetzelfde teken ook achter de tekst",
        ),
        (
            "    naam: 'De Krook",
            11,
            "dit aanhalingsteken wordt niet gesloten: zet hetzelfde teken ook achter de tekst",
        ),
        (
            '    naam: "De Krook", Gent',
            21,
            "na het sluitende aanhalingsteken staat nog tekst: zet de hele waarde tussen aanhalingstekens",
        ),
        (
            "    naam: 'zo'n plek'",
            11,
            'de "\'" in deze tekst sluit hem te vroeg: zet dubbele aanhalingstekens rond de tekst: "zo\'n plek"',
        ),
        (
            "    naam: let op: dicht",
            17,
            "deze tekst bevat een dubbelepunt met een spatie: zet aanhalingstekens rond de hele tekst",
        ),
        ("    naam: [a,, b]", 14, "hier staat een komma te veel: haal ze weg"),
        ("    naam: @gent", 11, 'een tekst die met "@" begint, moet tussen aanhalingstekens'),
        ("    naam: `x`", 11, 'een tekst die met "`" begint, moet tussen aanhalingstekens'),
        ("    naam: %20", 11, 'een tekst die met "%" begint, moet tussen aanhalingstekens'),
        ("    naam: > 10 plaatsen", 11, 'een tekst die met ">" begint, moet tussen aanhalingstekens'),
        (
            "    naam: [a, b",
            11,
            'dit haakje wordt niet gesloten: zet "]" achter de lijst, of aanhalingstekens rond de tekst',
        ),
        (
            "    naam: {a: b",
            11,
            'dit haakje wordt niet gesloten: zet "}" achter de lijst, of aanhalingstekens rond de tekst',
        ),
        (
            "    naam",
            5,
            'deze regel begrijpen we niet: schrijf "naam: waarde", of "- " voor een deel van een lijst',
        ),
        ("\tnaam: x", 1, "deze regel springt in met een tab: gebruik spaties"),
        ("    naam:\tx", 10, "hier staat een tab: gebruik een spatie"),
    ],
)
def test_a_typing_error_is_explained_on_its_own_line(loader, line, column, message):
    source = Source("data/contacts.yaml", tuple(AROUND.format(line).split("\n")))

    problems = parse_yaml(source, loader).problems

    assert [(p.line, p.column, p.message) for p in problems] == [(3, column, message)]


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
def test_a_line_that_is_indented_otherwise_is_pointed_at(loader):
    text = "contacts:\n  - id: eerste\n     naam: x\n  - id: tweede\n"

    problems = parse_yaml(Source("data/contacts.yaml", tuple(text.split("\n"))), loader).problems

    assert [(p.line, p.code) for p in problems] == [(3, "inspringing")]


def test_a_long_file_with_mistakes_is_read_in_no_time():
    """Once a whole second for each mistake."""
    record = "  - id: plaats-{0}\n    naam: Plaats {0}\n    uren: {{hulp: {{ma-vr: 9u-12u}}}}\n"
    text = "digipunten:\n" + "".join(map(record.format, range(700)))
    lines = text.replace("naam: Plaats 5", 'naam: "Plaats 5').split("\n")
    started = time.perf_counter()

    problems = parse_yaml(Source("x.yaml", tuple(lines))).problems

    assert len(problems) > 40 and {problem.code for problem in problems} == {"aanhalingsteken"}
    assert time.perf_counter() - started < 10

from sitegen.blank import ALSO, blank
from sitegen.fields import Key, Many, Record, Text, choice

WORD = Text("een woord", example="linde")
PART = Record(
    dict, Key("kop", WORD, "de kop"), Key("kleur", choice("rood", "blauw"), "de kleur", required=False)
)
RECORD = Record(
    dict,
    Key("id", WORD, "een kort woord"),
    Key("deel", PART, "een deel"),
    Key("meer", Many(PART), "meer delen", required=False),
    Key("uitleg", WORD, "de uitleg, zoals je hem geeft", required=False),
)


def test_a_blank_holds_what_is_known_then_what_must_be_and_then_what_may_be_filled_in():
    assert blank(RECORD, {"id": "a: b"}) == [
        'id: "a: b"',
        "deel:",
        "  kop:  # vul in: de kop, zoals linde",
        "  # kleur:  # de kleur: rood of blauw",
        ALSO,
        "# meer:  # meer delen",
        "#   - kop:  # de kop, zoals linde",
        "#     kleur:  # de kleur: rood of blauw",
        "# uitleg:  # de uitleg, zoals je hem geeft",
    ]


def test_a_record_without_optional_keys_offers_nothing():
    assert blank(Record(dict, Key("id", WORD, "een kort woord")), {"id": "x"}) == ["id: x"]

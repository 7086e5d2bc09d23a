"""What an editor sees while typing: the real yaml-language-server with our schemas."""

import json
from itertools import count

import pytest

from sitegen.dates import parse_dates
from sitegen.hours import parse_day, parse_week
from sitegen.model import CHANNELS
from sitegen.paths import HOME
from sitegen.records import ADDRESS, CHANNEL_HELP, DIGIPUNT, FILES
from sitegen.text import capitalised
from tests.faults import FAULTS, PLACE, RIGHT, place_with
from tests.language_server import language_server
from tests.test_patterns import READ

NUMBERS = count()


@pytest.fixture(scope="module")
def server():
    with language_server(HOME) as started:
        yield started


def opened(server, text, name="digipunten"):
    """A file that stands beside the data files, and names its schema as they do."""
    path = HOME / "data" / f"proef-{next(NUMBERS)}.yaml"
    return server.open(path, f"# yaml-language-server: $schema=schema/{name}.json\n{text}")


def proposed(server, text):
    """What is proposed at ‹, by its label."""
    before = text[: text.index("‹")]
    uri = opened(server, text.replace("‹", ""))
    server.faults(uri)
    return server.completions(uri, before.count("\n") + 2, len(before) - before.rfind("\n"))


def explained(item):
    found = item.get("documentation", "")
    return found["value"] if isinstance(found, dict) else found


@pytest.mark.parametrize("name", FILES)
def test_the_real_data_has_no_faults(server, name):
    text = (HOME / "data" / f"{name}.yaml").read_text(encoding="utf-8")

    assert server.faults(opened(server, text, name)) == []


@pytest.mark.parametrize(
    "name, path", [("digipunten", "voorbeeld/digipunten.yaml"), ("kalenders", "kalenders.yaml")]
)
def test_the_example_data_has_no_faults(server, name, path):
    text = (HOME / "tests" / "fixtures" / path).read_text(encoding="utf-8")

    assert server.faults(opened(server, text, name)) == []


def test_what_is_right_stays_right(server):
    uris = {line: opened(server, place_with(line)) for line in RIGHT}

    assert {line: server.faults(uri) for line, uri in uris.items()} == dict.fromkeys(RIGHT, [])


def test_every_notation_that_the_site_reads_is_right(server):
    exceptions = [
        f"      - {{op: 2026-12-24, uren: {json.dumps(text)}}}" for text in READ[parse_day] + READ[parse_week]
    ]
    exceptions += [f"      - {{op: {json.dumps(text)}, uren: gesloten}}" for text in READ[parse_dates]]
    assert len(exceptions) > 100

    uri = opened(server, "\n".join([f"{PLACE}    uitzonderingen:", *exceptions, ""]))

    assert server.faults(uri) == []


def test_a_fault_is_told_in_dutch_on_its_line(server):
    uris = {line: opened(server, place_with(line)) for line in FAULTS}

    found = {line: [message for _, message in server.faults(uri)] for line, uri in uris.items()}

    assert len(FAULTS) >= 25
    assert found == FAULTS


def test_a_fault_stands_on_its_own_line(server):
    text = f"{PLACE}    uren:\n      hulp:\n        maandag: 9u-12u\n        dinsdag: 9-12\n"

    assert server.faults(opened(server, text)) == [
        (11, 'Vul hier uren, zoals 10:00-12:00, of "gesloten" in.')
    ]


def test_keys_are_proposed_with_their_explanation(server):
    items = proposed(server, f"{PLACE}    ‹\n")

    missing = {
        name: key for name, key in DIGIPUNT.keys.items() if f"    {name}:" not in PLACE and name != "id"
    }
    assert {name for name in items if " " not in name} == set(missing)
    for name, key in missing.items():
        assert explained(items[name]).startswith(capitalised(key.help)), name


def test_a_key_with_a_block_brings_what_belongs_there(server):
    items = proposed(
        server, PLACE.replace("    adres: {straat: Voorbeeldstraat, nummer: 1, gemeente: Gent}\n", "    ‹\n")
    )

    inserted = items["adres"]["insertText"].split("\n")
    assert inserted[0] == "adres:"
    assert [line.strip().partition(":")[0] for line in inserted[1:]] == [*ADDRESS.usual]


def test_a_choice_proposes_its_words_with_what_they_mean(server):
    items = proposed(server, PLACE.replace("actief", "‹"))

    assert {label: explained(item) for label, item in items.items()} == {
        "actief": "De plaats is in gebruik.",
        "tijdelijk-gesloten": 'Een tijd dicht: zeg onder "melding:" waarom en tot wanneer.',
        "gepland": "De plaats komt er nog.",
        "gestopt": "De plaats bestaat niet meer.",
    }


@pytest.mark.parametrize(
    "kind, line",
    [("wijken", "wijk: ‹"), ("aanbod", "aanbod:\n      - ‹"), ("doelgroepen", "doelgroep:\n      - ‹")],
)
def test_the_words_of_other_files_are_proposed(server, kind, line):
    known = json.loads((HOME / "data" / "schema" / "ids.json").read_text(encoding="utf-8"))["definitions"]

    items = proposed(server, f"{PLACE}    {line}\n")

    assert set(items) == {each["body"] for each in known[kind]["defaultSnippets"]} != set()


def test_channels_and_days_are_proposed(server):
    channels = proposed(server, f"{PLACE}    uren:\n      ‹\n")
    days = proposed(server, f"{PLACE}    uren:\n      hulp:\n        ‹\n")

    assert {name: explained(item) for name, item in channels.items()} == {
        name: f"{capitalised(CHANNEL_HELP[name])}." for name in CHANNELS
    }
    assert list(days) == [
        "maandag tot en met vrijdag", "elke werkdag apart", "losse dagen",
        "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
    ]  # fmt: skip
    assert days["maandag tot en met vrijdag"]["insertText"].startswith("ma-vr:")


def test_words_for_a_day_without_hours_are_proposed(server):
    assert list(proposed(server, f"{PLACE}    uren:\n      hulp:\n        maandag: ‹\n")) == [
        "gesloten",
        "bel eerst",
        "op afspraak",
    ]


def test_an_exception_can_be_begun_in_two_ways(server):
    items = proposed(server, f"{PLACE}    uitzonderingen:\n      - ‹\n")

    assert {label: item["insertText"] for label, item in items.items() if " " in label} == {
        "een dag": "op: $1\n  uren: $2\n  reden: $3",
        "meer dagen": "van: $1\n  tot: $2\n  uren: $3\n  reden: $4",
    }


def test_pointing_at_a_key_explains_it(server):
    uri = opened(server, PLACE)
    server.faults(uri)

    assert "De naam zoals op de gevel. Verplicht.\n\nVoorbeeld: `Voorbeeldhuis De Linde`" in server.hover(
        uri, 4, 6
    )

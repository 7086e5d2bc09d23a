"""`hours`: how a text is read, what holds at a place, and the lines that other programs compare with."""

import io
import json
import re
import subprocess
import sys

import pytest

from sitegen.cli import main
from sitegen.paths import HOME
from tests.conftest import GENT, change

# The day on which the hours in the data were fresh.
FRESH = ["--today", "2024-03-10"]
PLACE = "kringwinkel-vlaamsekaai"


def hours(capsys, *arguments, code=0):
    assert main(["hours", "--root", str(GENT), *arguments]) == code
    return capsys.readouterr().out.replace("\u00a0", " ").strip()


@pytest.fixture
def batch(capsys, monkeypatch):
    def answer(*lines, arguments=()):
        text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert main(["hours", "--root", str(GENT), "--batch", *arguments]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return answer


@pytest.mark.parametrize(
    "text, words",
    [
        ("9u-12u", "van 9 tot 12 uur"),
        ("op afspraak, 16:00-19:00", "op afspraak van 16 tot 19 uur"),
        ("ma, wo", "maandag en woensdag"),
        ("25/12/2026", "vrijdag 25 december 2026"),
        (
            "24 december 2026 tot en met 3 januari 2027",
            "donderdag 24 december 2026 tot en met zondag 3 januari 2027",
        ),
    ],
)
def test_a_text_is_told_back_in_words(capsys, text, words):
    assert hours(capsys, text) == words


def test_a_week_is_told_back_day_by_day(capsys):
    told = hours(capsys, "ma-vr 9u-12u en 13u-17u; dinsdagvoormiddag gesloten").splitlines()

    assert told[:2] == ["maandag: van 9 tot 12 uur en van 13 tot 17 uur", "dinsdag: van 13 tot 17 uur"]
    assert told[5:] == ["zaterdag: gesloten", "zondag: gesloten"]


@pytest.mark.parametrize(
    "text, told",
    [
        ("9-5", 'schrijf de uren als 9:00-12:00, of "gesloten", niet als "9-5"'),
        ("25 december", 'schrijf het jaar bij "25 december"'),
        ("ma 9-12u en di", 'bij "di" staan geen uren'),
    ],
)
def test_a_text_that_is_not_clear_is_refused_with_what_to_write(capsys, text, told):
    assert main(["hours", text]) == 1
    assert told in capsys.readouterr().err
    assert main(["hours", text, "--format", "json"]) == 1
    assert told in json.loads(capsys.readouterr().out)["problem"]


@pytest.mark.parametrize(
    "at, told",
    [
        ("2026-11-23T11:59", "maandag 23 november 2026 om 11.59 uur: open, in een gewone week"),
        ("2026-11-23T12:00", "maandag 23 november 2026 om 12 uur: gesloten, in een gewone week"),
        ("2026-11-28T10:00", "zaterdag 28 november 2026 om 10 uur: op afspraak, in een gewone week"),
    ],
)
def test_a_text_can_be_asked_about_a_moment(capsys, at, told):
    assert hours(capsys, "ma-vr 9u-12u; za op afspraak", "--at", at).splitlines()[-1] == told


def test_a_place_is_told_with_the_rule_that_decides(capsys):
    assert hours(capsys, "--place", PLACE, "--at", "2026-05-29T11:30", *FRESH).splitlines() == [
        "Kringwinkel Vlaamsekaai, vrijdag 29 mei 2026 om 11.30 uur",
        "hulp: Nu open tot 12 uur",
        "  waarom: de gewone week",
    ]
    assert hours(capsys, "--place", PLACE, "--at", "2026-12-25T10:30", *FRESH).splitlines()[1:] == [
        "hulp: We weten het niet zeker: Kerstmis. Bel eerst.",
        "  waarom: een kalender (Kerstmis)",
    ]
    assert hours(capsys, "--place", PLACE, "--at", "2026-05-29T11:30", "--today", "2026-11-23").splitlines()[
        1:
    ] == [
        "hulp: We weten het niet zeker: de uren zijn van 6 maart 2024. Bel eerst.",
        "  waarom: de gegevens zijn te oud (de uren zijn van 6 maart 2024)",
    ]


def test_a_place_as_json_answers_for_one_channel(capsys):
    found = hours(
        capsys, "--place", PLACE, "--channel", "hulp", "--at", "2026-05-29T12:30", "--format", "json", *FRESH
    )

    assert json.loads(found) == {
        "state": "closed",
        "until": None,
        "next_open": "2026-05-29T13:00:00+02:00",
        "rule": "week",
        "reason": None,
    }


def test_the_batch_reads_notations(batch):
    assert batch(
        {"text": "10-12u", "kind": "day"},
        {"text": "gesloten", "kind": "day"},
        {"text": "op afspraak, 20u-24u", "kind": "day"},
        {"text": "bel eerst", "kind": "day"},
        {"text": "di en wo", "kind": "days"},
        {"text": "ma 9u-12u; di gesloten; za op afspraak 9-10u; zo bel eerst", "kind": "week"},
        {"text": "25 december 2026", "kind": "date"},
        {"text": "9-5", "kind": "day"},
    ) == [
        {"ranges": [["10:00", "12:00"]], "appointment": False},
        {"ranges": [], "appointment": False},
        {"ranges": [["20:00", "24:00"]], "appointment": True},
        {"ranges": [], "appointment": False, "call_first": True},
        {"days": [2, 3]},
        {"week": {"1": [["09:00", "12:00"]]}, "appointment": {"6": [["09:00", "10:00"]]}, "call_first": [7]},
        {"from": "2026-12-25", "to": "2026-12-25"},
        {"problem": 'schrijf de uren als 9:00-12:00, of "gesloten", niet als "9-5"'},
    ]


def test_the_batch_answers_for_places(batch):
    asked = {"place": PLACE, "channel": "hulp"}

    assert batch(
        asked | {"at": "2026-05-29T08:00:30Z"},
        asked | {"at": "2026-05-29T07:59:59Z"},
        asked | {"at": "2026-05-29T12:00:00+02:00"},
        asked | {"at": "2026-05-29T10:00"},
        asked | {"at": "2026-12-25T10:00"},
        {"place": PLACE, "channel": "computer", "at": "2026-05-29T10:00"},
        arguments=FRESH,
    ) == [
        {
            "state": "open",
            "until": "2026-05-29T12:00:00+02:00",
            "next_open": None,
            "rule": "week",
            "reason": None,
        },
        {
            "state": "closed",
            "until": None,
            "next_open": "2026-05-29T10:00:00+02:00",
            "rule": "week",
            "reason": None,
        },
        {
            "state": "closed",
            "until": None,
            "next_open": "2026-05-29T13:00:00+02:00",
            "rule": "week",
            "reason": None,
        },
        {
            "state": "open",
            "until": "2026-05-29T12:00:00+02:00",
            "next_open": None,
            "rule": "week",
            "reason": None,
        },
        {"state": "unknown", "until": None, "next_open": None, "rule": "calendar", "reason": "Kerstmis"},
        {
            "state": "unknown",
            "until": None,
            "next_open": None,
            "rule": "missing",
            "reason": "de uren zijn niet bekend",
        },
    ]


def test_the_batch_answers_every_line_whatever_stands_in_it(batch):
    lines = [
        "x",
        "[]",
        "3",
        "{}",
        '{"text": 5}',
        '{"text": "9-12u", "kind": "uur"}',
        '{"text": "9-12u", "kind": []}',
        '{"place": "bestaat-niet", "at": "2026-05-29T10:00"}',
        '{"place": ["x"], "at": "2026-05-29T10:00"}',
        '{"place": "de-serre", "at": "gisteren"}',
        '{"place": "de-serre", "at": 3}',
        '{"place": "de-serre"}',
        '{"place": "de-serre", "channel": "deur", "at": "2026-05-29T10:00"}',
        '{"place": "de-serre", "at": "9999-12-31T23:59Z"}',
        '{"place": "de-serre", "at": "0001-01-01T00:00"}',
        '{"place": "de-serre", "channel": "", "at": "2026-05-29T10:00"}',
        '{"place": "de-serre", "channel": null, "at": null}',
        '{"place": "de-serre", "at": "2026-W22"}',
        f'{{"text": {"1" * 5000}}}',
    ]

    found = batch(*lines, arguments=FRESH)

    assert len(found) == len(lines)
    assert all(set(answer) == {"problem"} for answer in found)
    said = " ".join(answer["problem"] for answer in found)
    assert not re.search("limit|range|None|date value", said), said


def test_a_mark_before_the_first_question_is_no_part_of_it(batch):
    assert batch('\ufeff{"text": "di", "kind": "days"}', "", '{"text": "wo", "kind": "days"}') == [
        {"days": [2]},
        {"days": [3]},
    ]


def test_a_mistake_in_the_texts_of_pages_is_not_in_the_way(project, capsys):
    (project / "content" / "over.md").unlink()

    assert "Nu open" in hours(
        capsys, "--root", str(project), "--place", PLACE, "--at", "2026-05-29T11:30", *FRESH
    )


def test_a_mistake_in_the_hours_is_told_and_nothing_is_answered(project, capsys):
    change(project / "data" / "digipunten.yaml", "maandag: 10:00-12:00", "mandag: 10:00-12:00")

    assert main(["hours", "--root", str(project), "--place", PLACE, *FRESH]) == 1
    said = capsys.readouterr()
    assert said.out == "" and "data/digipunten.yaml" in said.err and 'Bedoelde je "maandag"?' in said.err


@pytest.mark.parametrize(
    "arguments, message",
    [
        ([], "geef uren"),
        (["--place", "kringwinkel-vlaamsekai"], f'Bedoelde je "{PLACE}"?'),
        (["--place", PLACE, "--channel", "deur"], "kies hulp, computer, afspraak of telefoon"),
        (["--place", PLACE, "--at", "morgen"], "schrijf het moment als 2026-12-25T10:30"),
    ],
)
def test_wrong_use_is_exit_2_and_said_in_dutch(capsys, arguments, message):
    assert main(["hours", "--root", str(GENT), *arguments]) == 2
    assert message in capsys.readouterr().err


def test_a_text_is_read_without_loading_what_it_does_not_need():
    code = "import sys; from sitegen.cli import main; main(['hours', '9-12u']); print([m for m in ('jinja2', 'yaml', 'markdown') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"

import json
import re

import pytest

from sitegen.cli import main
from sitegen.limits import MOST_TOLD
from sitegen.paths import HOME
from sitegen.problems import (
    FORMATS,
    DataError,
    Problem,
    as_github,
    as_gitlab,
    as_json,
    as_text,
    did_you_mean,
    summary,
)
from sitegen.text import parse_phone

LINE = '    telefoon: "09 210 10'


def make_problem(**given):
    defaults = {
        "file": "data/contacts.yaml",
        "line": 7,
        "column": 15,
        "severity": "error",
        "code": "waarde",
        "message": "te kort",
        "source": LINE,
    }
    return Problem(**{**defaults, **given})


def test_a_problem_is_printed_with_its_line_and_a_caret_below_the_place():
    assert as_text([make_problem()]) == (
        'data/contacts.yaml:7:15: fout: te kort\n    7 |     telefoon: "09 210 10\n      |               ^'
    )


def test_the_caret_of_a_long_line_stays_near_its_place():
    text = as_text([make_problem(column=141, source="a" * 140 + "X" + "b" * 60)])

    shown, caret = text.split("\n")[1:]
    assert shown[caret.index("^")] == "X"


def test_a_problem_of_a_whole_file_has_no_source_line():
    assert as_text([make_problem(source="")]) == "data/contacts.yaml:7:15: fout: te kort"


def test_json_has_the_six_documented_keys():
    assert json.loads(as_json([make_problem()])) == [
        {
            "file": "data/contacts.yaml",
            "line": 7,
            "column": 15,
            "severity": "error",
            "code": "waarde",
            "message": "te kort",
        }
    ]


def test_github_annotations_escape_what_would_end_them():
    assert as_github([make_problem(message="a\nb 100%", code="x,y:z")]) == (
        "::error file=data/contacts.yaml,line=7,col=15,title=x%2Cy%3Az::a%0Ab 100%25"
    )


def test_problems_are_sorted_by_place_and_said_once():
    late, early = make_problem(line=9), make_problem(line=2)

    assert DataError([late, early, late]).problems == [early, late]


def test_summary_counts_errors_apart_from_warnings():
    warning = make_problem(severity="warning")

    assert summary([make_problem(), make_problem(line=8), warning]) == "2 fouten en 1 waarschuwing"
    assert summary([warning]) == "1 waarschuwing"
    assert summary([]) == "geen fouten"


def test_a_near_word_is_suggested_and_a_far_one_is_not():
    assert did_you_mean("Mandag", ["maandag", "dinsdag"]) == ' Bedoelde je "maandag"?'
    assert did_you_mean("xyz", ["maandag", "dinsdag"]) == ""


def test_gitlab_gets_a_code_quality_report():
    assert json.loads(as_gitlab([make_problem(), make_problem(severity="warning")])) == [
        {
            "description": "te kort",
            "check_name": "waarde",
            "fingerprint": "7d45378a203af7de72e0aaf24f82a0be",
            "severity": "major",
            "location": {"path": "data/contacts.yaml", "lines": {"begin": 7}},
        },
        {
            "description": "te kort",
            "check_name": "waarde",
            "fingerprint": "4b0e8a855e635a752942f4cf9c9df8fb",
            "severity": "minor",
            "location": {"path": "data/contacts.yaml", "lines": {"begin": 7}},
        },
    ]


def test_a_problem_of_gitlab_keeps_its_fingerprint_when_it_moves():
    def fingerprints(*problems):
        return [each["fingerprint"] for each in json.loads(as_gitlab(problems))]

    first, other = make_problem(), make_problem(source='    telefoon: "09 210 11')
    assert fingerprints(first, other) == fingerprints(
        make_problem(line=9), make_problem(line=12, source=other.source)
    )
    assert len({*fingerprints(first, first, other, make_problem(file="data/site.yaml"))}) == 4


def test_gitlab_gets_an_empty_report_when_there_is_nothing_to_say():
    assert as_gitlab([]) == "[]"


def test_the_page_about_check_tells_each_format_and_each_key():
    page = (HOME / "docs" / "check.md").read_text(encoding="utf-8")
    formats = re.findall(r"(?m)^\| `(\w+)` \| [^|]+ \|$", page)
    keys = re.findall(r"(?m)^\| `(\w+)` \| (string|integer) \|", page)
    [example] = re.findall(r"(?s)```json\n(.*?)```", page)

    told = json.loads(example)
    assert formats == list(FORMATS)
    assert json.loads(as_json([make_problem(**told[0])])) == told
    assert [(key, {str: "string", int: "integer"}[type(value)]) for key, value in told[0].items()] == keys
    assert as_json([make_problem(**told[0])]) == example.strip()


def test_the_message_of_that_page_is_what_the_site_says():
    [example] = re.findall(r"(?s)```json\n(.*?)```", (HOME / "docs" / "check.md").read_text(encoding="utf-8"))

    with pytest.raises(ValueError) as refused:
        parse_phone("09 210 10")
    assert str(refused.value) == json.loads(example)[0]["message"]


def test_check_prints_a_report_for_gitlab_with_the_problems_of_json(project, capsys):
    answers = []
    for form in ("json", "gitlab"):
        main(["check", "--root", str(project), "--format", form, "--today", "2026-11-23"])
        answers.append(json.loads(capsys.readouterr().out))

    problems, report = answers
    assert (
        [each["location"]["lines"]["begin"] for each in report] == [each["line"] for each in problems] != []
    )
    assert len({each["fingerprint"] for each in report}) == len(report)


def test_of_very_many_problems_the_first_are_told():
    many = [Problem("data/x.yaml", line, 1, "error", "soort", "fout") for line in range(1, MOST_TOLD + 4)]

    told = as_text(many).split("\n")

    assert len(told) == MOST_TOLD + 1
    assert told[-1] == "… en nog 3: verbeter eerst deze"


def test_a_name_or_a_line_cannot_move_the_cursor_of_a_terminal():
    told = as_text([Problem("content/\n\x1b[2J.md", 1, 1, "error", "soort", "fout", "a\u202eb\x07")])

    assert told == "content/��[2J.md:1:1: fout: fout\n    1 | a�b�\n      | ^"

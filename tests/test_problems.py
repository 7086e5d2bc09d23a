import json

from sitegen.problems import DataError, Problem, as_github, as_json, as_text, did_you_mean, summary

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

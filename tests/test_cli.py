import json

import pytest

from sitegen.cli import HEADINGS, main
from tests.conftest import change


def test_without_a_command_the_site_is_built(project, capsys):
    assert main(["--root", str(project), "--today", "2026-11-23"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "75 pagina’s in site/"


def test_check_writes_nothing_and_counts_what_it_found(project, capsys):
    assert main(["check", "--root", str(project), "--today", "2026-11-23"]) == 0
    assert not (project / "site").exists()
    assert capsys.readouterr().out.splitlines()[-1] == "20 waarschuwingen"


def test_check_prints_json_with_the_six_keys(project, capsys):
    change(project / "data" / "contacts.yaml", "09 210 10 10", "09 210 10")

    assert main(["check", "--root", str(project), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [set(problem) for problem in found] == [
        {"file", "line", "column", "severity", "code", "message"}
    ] * len(found)
    assert [p["file"] for p in found if p["severity"] == "error"] == ["data/contacts.yaml"]


def test_check_prints_an_empty_list_when_there_is_nothing_to_say(project, capsys):
    for name in ("digipunten", "contacts"):
        path = project / "data" / f"{name}.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace(
                "    bron:\n", "    nagekeken: {op: 2026-11-01}\n    bron:\n"
            )
            if name == "contacts"
            else path.read_text(encoding="utf-8").replace("op: 2024-03-06", "op: 2026-11-01"),
            encoding="utf-8",
        )
    path = project / "data" / "contacts.yaml"
    import re

    path.write_text(
        re.sub(r"    nagekeken:\n      op: .*\n      hoe: .*\n", "", path.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    change(project / "data" / "site.yaml", "https://digitaal-mee.example/", "https://voorbeeld.gent/")

    assert main(["check", "--root", str(project), "--format", "json", "--today", "2026-11-23"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_strict_makes_warnings_fail(project):
    assert main(["check", "--root", str(project), "--strict"]) == 1


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--bestaat-niet"], "build.py: deze optie bestaat niet: --bestaat-niet"),
        (["--today", "morgen"], 'build.py: bij --today: schrijf de datum als 2026-12-25, niet als "morgen"'),
        (["--today"], "build.py: bij --today: hier hoort een waarde achter"),
        (["bouw"], 'build.py: "bouw" is geen commando. Kies build, check, hours, serve.'),
        (["chek"], 'build.py: "chek" is geen commando. Bedoelde je "check"?'),
        (["--force=1"], "build.py: bij --force: hier hoort geen waarde: '1'"),
        (
            ["serve", "--port", "99999"],
            'build.py: bij --port: "99999" is geen poort: kies een getal van 1 tot 65535',
        ),
        (["--base-url", "hallo"], 'build.py: bij --base-url: "hallo" is geen webadres'),
        (["--root", "/bestaat/niet"], 'build.py: in /bestaat/niet staat geen map "data"'),
    ],
)
def test_wrong_use_is_exit_2_and_said_in_dutch(arguments, message, capsys):
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith(message)


def test_the_help_is_dutch(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["build", "--help"])
    text = capsys.readouterr().out

    assert ended.value.code == 0
    assert text.startswith("gebruik: python build.py build")
    for english in HEADINGS:
        assert english not in text

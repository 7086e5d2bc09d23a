import json
import os
import subprocess
import sys

import pytest

from sitegen.cli import main
from sitegen.options import COMMANDS, HEADINGS
from sitegen.paths import HOME
from tests.conftest import TODAY, change


def test_without_a_command_the_site_is_built(small, capsys):
    assert main(["--root", str(small), "--today", TODAY]) == 0
    told = capsys.readouterr().out.splitlines()[0]
    assert told.startswith("30 pagina’s en 8 pdf’s om af te drukken in site/: 41 bestanden gemaakt, ")


def test_check_writes_nothing_and_tells_errors_before_warnings(small, capsys):
    change(small / "data" / "contacts.yaml", "op: 2026-11-01", "op: 2024-11-01")
    change(small / "data" / "digipunten.yaml", "status: actief", "status: open")

    assert main(["check", "--root", str(small), "--today", TODAY]) == 1
    assert not (small / "site").exists()
    said = [line for line in capsys.readouterr().out.replace("\u00a0", " ").splitlines() if " | " not in line]
    assert said == [
        'data/digipunten.yaml:5:13: fout: "open" kan hier niet: kies "actief", "tijdelijk-gesloten", "gepland" of "gestopt".',
        "",
        "1 fout en 1 waarschuwing. De waarschuwingen zie je als de fouten weg zijn.",
    ]


def test_check_prints_json_with_the_six_keys(small, capsys):
    change(small / "data" / "contacts.yaml", "09 000 10 10", "09 000 10")

    assert main(["check", "--root", str(small), "--format", "json", "--today", TODAY]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert found == {
        "file": "data/contacts.yaml",
        "line": 6,
        "column": 15,
        "severity": "error",
        "code": "waarde",
        "message": '"09 000 10" heeft 7 cijfers: een vast nummer heeft er 9 (09 210 10 10), een gsm-nummer 10 (0470 12 34 56)',
    }


def test_check_prints_an_empty_list_when_there_is_nothing_to_say(small, capsys):
    assert main(["check", "--root", str(small), "--format", "json", "--today", TODAY]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_strict_makes_warnings_fail(small):
    assert main(["check", "--root", str(small), "--strict", "--today", TODAY]) == 0
    assert main(["check", "--root", str(small), "--strict", "--today", "2027-11-23"]) == 1
    assert main(["check", "--root", str(small), "--today", "2027-11-23"]) == 0


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--bestaat-niet"], "build.py: deze optie bestaat niet: --bestaat-niet"),
        (["--today", "morgen"], 'build.py: bij --today: schrijf de datum als 2026-12-25, niet als "morgen"'),
        (["--today"], "build.py: bij --today: hier hoort een waarde achter"),
        (["bouw"], f'build.py: "bouw" is geen commando. Kies {", ".join(COMMANDS)}.'),
        (["chek"], 'build.py: "chek" is geen commando. Bedoelde je "check"?'),
        (["--force=1"], "build.py: bij --force: hier hoort geen waarde: '1'"),
        (
            ["serve", "--port", "99999"],
            'build.py: bij --port: "99999" is geen poort: kies een getal van 1 tot 65535',
        ),
        (["import"], "build.py: dit ontbreekt: BESTAND"),
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


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_whoever_reads_no_further_gets_no_traceback(small, unbuffered):
    """As in `build.py check | head`."""
    change(small / "data" / "contacts.yaml", "09 000 10 10", "09 000 10")
    command = [sys.executable, HOME / "build.py", "check", "--root", small, "--today", TODAY]
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    running.stdout.close()

    assert running.stderr.read() == b"" and running.wait() in (1, 141)

"""What docs/redactie.md, docs/publiceren.md and README.md tell is so."""

import os
import re
import shlex
import subprocess
import textwrap

import pytest

from sitegen.cli import main
from sitegen.fields import Report
from sitegen.headers import FILES, TYPES
from sitegen.nodes import parse_yaml
from sitegen.options import parsed
from sitegen.paths import HOME
from sitegen.records import DIGIPUNT
from sitegen.release import NAME
from sitegen.source import Source
from sitegen.targets import KINDS
from tests.conftest import TODAY, change

GUIDE = (HOME / "docs" / "redactie.md").read_text(encoding="utf-8")
README = (HOME / "README.md").read_text(encoding="utf-8")
EDITORS = README.split("## For engineers")[0]
TARGETS = set(re.findall(r"(?m)^(\w+):", (HOME / "Makefile").read_text(encoding="utf-8")))
SECTIONS = dict(re.findall(r"(?ms)^##+ ([^\n]+)\n(.*?)(?=^##+ |\Z)", GUIDE))


PUBLISHING = {
    name: (HOME / "docs" / name).read_text(encoding="utf-8") for name in ("publiceren.md", "publishing.md")
}


def anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-")


def blocks(language):
    return [textwrap.dedent(found) for found in re.findall(rf"(?ms)^ *```{language}\n(.*?)^ *```$", GUIDE)]


def test_each_task_takes_at_most_five_steps():
    steps = {name: re.findall(r"(?m)^\d+\. ", text) for name, text in SECTIONS.items()}
    tasks = {name: len(found) for name, found in steps.items() if found}

    assert len(tasks) > 10
    assert max(tasks.values()) <= 5


def test_every_link_leads_somewhere():
    links = re.findall(r"\]\(((?!https?:|mailto:|tel:|/)[^)\s]+)\)", re.sub(r"`[^`\n]*`", "", GUIDE))
    assert len(links) > 12
    for link in links:
        file, _, fragment = link.replace("\n", "").partition("#")
        text = (HOME / "docs" / file).read_text(encoding="utf-8") if file else GUIDE
        headings = [anchor(found) for found in re.findall(r"(?m)^#+ (.*)$", text)]
        assert not fragment or fragment in headings, link


@pytest.mark.parametrize("text", [GUIDE, EDITORS], ids=["redactie.md", "README.md"])
def test_every_command_and_every_file_it_names_exists(text):
    commands = re.findall(r"\bmake (?!target)(\w+)", text)
    assert len(commands) > 5 and set(commands) <= TARGETS
    for name in re.findall(r"`((?:data|content|docs)/[\w./-]*)`", text):
        assert (HOME / name).exists(), name


@pytest.mark.parametrize("block", blocks("yaml"))
def test_each_block_of_yaml_is_right_in_a_record(block):
    record = "id: x\nnaam: X\nadres: {straat: A, nummer: 1, gemeente: Gent}\nbron: {naam: b}\n"
    record += "" if "status:" in block else "status: actief\n"
    source = Source("x.yaml", tuple((record + block).split("\n")))
    document, report = parse_yaml(source), Report()

    DIGIPUNT.read(document.node, report)

    assert (document.problems, report.problems) == ((), [])


def test_the_mistake_that_is_explained_is_said_that_way(small, capsys):
    change(small / "data" / "digipunten.yaml", "        dinsdag: 13:00-17:00", "        dinsdag: 13.00 tot")

    main(["check", "--root", str(small), "--today", TODAY])
    shown = next(block for block in blocks("") if "fout:" in block)

    said = capsys.readouterr().out.replace(":19:18:", ":26:18:").replace("   19 |", "   26 |")
    assert said.startswith(shown)


def test_the_messages_in_the_table_are_those_of_the_check():
    """Each is a piece of a message in the code, or of the table of slips."""
    code = "".join(path.read_text(encoding="utf-8") for path in (HOME / "sitegen").glob("*.py"))
    rows = re.findall(r"(?m)^\| ([^|]+) \| [^|]+ \|$", SECTIONS["Er staat een fout"])[2:]

    assert len(rows) > 5
    for row in rows:
        for part in row.split("…"):
            for words in part.replace("Bedoelde je", "").split(":"):
                assert words.strip(" ?.") in code, row


# Publishing: the same commands in both languages, all of which exist.


def code_of(text):
    return [textwrap.dedent(found) for found in re.findall(r"(?ms)^ *```\w*\n(.*?)^ *```$", text)]


def as_build_gets_it(line):
    """What `make publiceren` passes on."""
    settings = dict(word.split("=", 1) for word in shlex.split(line)[2:])
    assert settings.keys() <= {"DOEL", "OPTIES", "ZEKER"}
    yes = ["--yes"] if settings.get("ZEKER") == "ja" else []
    return ["publish", settings["DOEL"], *shlex.split(settings.get("OPTIES", "")), *yes]


@pytest.mark.parametrize("name", PUBLISHING)
def test_every_command_for_publishing_exists_with_its_options(name):
    lines = [line for block in code_of(PUBLISHING[name]) for line in block.splitlines()]
    builds = [shlex.split(line)[2:] for line in lines if line.startswith("python build.py ")]
    makes = [line for line in lines if line.startswith("make publiceren ")]

    assert len(builds) > 6 and len(makes) > 4
    for words in (*builds, *map(as_build_gets_it, makes)):
        assert parsed(words).command in ("build", "publish")
    assert {line.split()[1] for line in lines if line.startswith("make ")} <= TARGETS


def test_make_passes_on_what_it_was_given():
    line = 'make publiceren "DOEL=map:/srv/mijn site" OPTIES="--keep 3 --compress" ZEKER=ja'
    # As when it is typed, not from another make.
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    asked = subprocess.run(
        [*shlex.split(line), "--dry-run"], cwd=HOME, env=own, capture_output=True, text=True, check=True
    )
    command = asked.stdout.splitlines()[-1].replace("$DOEL", "map:/srv/mijn site")

    assert shlex.split(command) == [".venv/bin/python", "build.py", *as_build_gets_it(line)]


@pytest.mark.parametrize("name", PUBLISHING)
def test_options_and_kinds_and_files_that_are_named_exist(name):
    text = PUBLISHING[name]
    of_others = {"--endpoint-url", "--content-type"}
    outside = re.sub(r"(?ms)^ *```.*?^ *```$", "", text)
    options = {
        word for found in re.findall(r"`([^`\n]*)`", outside) for word in re.findall(r"--[a-z-]+", found)
    }

    assert len(options) > 6
    for option in options - of_others:
        value = {"--keep": ["3"], "--base-url": ["https://voorbeeld.be/"]}.get(option, [])
        parsed(["publish", "git:gh-pages", option, *value])
    for example, _ in KINDS.values():
        assert f"| `{example}` |" in text
    for file in FILES:
        assert f"`{file}`" in text
    for ending, kind in TYPES.items():
        assert f"| `.{ending}` | `{kind}` |" in text
    for path in re.findall(r"`((?:data|\.github|\.gitlab)[\w./-]*)`", text):
        assert (HOME / path).exists(), path


def test_both_languages_tell_the_same():
    dutch, english = PUBLISHING.values()

    assert code_of(dutch) == code_of(english) and len(code_of(dutch)) > 12
    for pattern in (r"(?m)^(#+) ", r"(?m)^- |^\d\. ", r"(?m)^\|"):
        assert len(re.findall(pattern, dutch)) == len(re.findall(pattern, english)) > 3


@pytest.mark.parametrize("name", PUBLISHING)
def test_every_link_for_publishing_leads_somewhere(name):
    headings = {anchor(found) for found in re.findall(r"(?m)^#+ (.*)$", PUBLISHING[name])}
    links = re.findall(r"\]\(([^)]+)\)", PUBLISHING[name])

    assert len(links) > 10
    for link in links:
        assert link.removeprefix("#") in headings or (HOME / "docs" / link).is_file(), link
    contents = [link.removeprefix("#") for link in links if link.startswith("#")]
    assert contents == [anchor(found) for found in re.findall(r"(?m)^## (.*)$", PUBLISHING[name])][1:]


def test_what_the_help_says_of_each_kind_stands_in_the_guide():
    for example, words in KINDS.values():
        assert f"| `{example}` | {words} |" in PUBLISHING["publiceren.md"]


def test_the_folder_in_the_example_is_one_of_ours():
    [folder] = (block for block in code_of(PUBLISHING["publiceren.md"]) if "current →" in block)
    names = re.findall(r"([^\s/]+)(?:/?$)", folder, re.MULTILINE)[1:]

    assert names[1] == "releases" and len(names) == 4
    assert all(NAME.fullmatch(name) for name in (names[0], *names[2:]))

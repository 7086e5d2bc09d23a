"""What docs/redactie.md and README.md tell editors is so."""

import re
import textwrap

import pytest

from sitegen.cli import main
from sitegen.fields import Report
from sitegen.nodes import parse_yaml
from sitegen.paths import HOME
from sitegen.records import DIGIPUNT
from sitegen.source import Source
from tests.conftest import TODAY, change

GUIDE = (HOME / "docs" / "redactie.md").read_text(encoding="utf-8")
README = (HOME / "README.md").read_text(encoding="utf-8")
EDITORS = README.split("## For engineers")[0]
TARGETS = set(re.findall(r"(?m)^(\w+):", (HOME / "Makefile").read_text(encoding="utf-8")))
SECTIONS = dict(re.findall(r"(?ms)^##+ ([^\n]+)\n(.*?)(?=^##+ |\Z)", GUIDE))


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

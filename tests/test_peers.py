"""The benchmark beside other generators (bench/peers): its measuring and its tables; none is installed here."""

from __future__ import annotations

import sys

import pytest

from bench import workload
from bench.peers import install, running, simple
from bench.peers.__main__ import measure
from bench.peers.report import SITUATIONS, Measured, table
from bench.peers.tools import TOOLS, Ours
from tests.conftest import tree

MEGABYTES = 1_000_000


def python(code):
    return (sys.executable, "-c", code)


def measured(**seconds):
    """Three rounds of each tool; the same in every situation."""
    result = Measured(30, 12, 3)
    for tool, rounds in seconds.items():
        name = TOOLS[tool].name
        result.versions[name] = "1"
        result.memory[name] = 50 * MEGABYTES
        for situation in SITUATIONS:
            for taken in rounds:
                result.add(name, situation, taken)
    return result


def test_a_table_has_ratios_of_medians_to_hugo():
    found = table(measured(hugo=[9, 0.2, 0.1], ours=[0.1, 0.15, 8], pelican=[0.1, 0.1, 0.1]))

    assert (
        found
        == """\
## 30 plaatsen en 12 teksten, 3 rondes

|  | Hugo | deze site | Pelican |
| --- | --- | --- | --- |
| koud | 0,200 s | 0,75 (doel 1,50) | 0,50 |
| niets | 0,200 s | 0,75 (doel 0,30, niet gehaald) | 0,50 |
| een uur | 0,200 s | 0,75 (doel 1,00) | 0,50 |
| een tekst | 0,200 s | 0,75 (doel 1,00) | 0,50 |
| geheugen, MB | 50 | 50 | 50 |

Sneller dan deze site: koud: Pelican; niets: Pelican; een uur: Pelican; een tekst: Pelican.
"""
    )


def test_without_hugo_a_table_has_seconds():
    assert "| koud | 0,150 s |" in table(measured(ours=[0.1, 0.15, 8]))


def test_a_tool_that_was_left_out_halfway_has_its_reason_in_every_cell():
    result = measured(hugo=[0.2], ours=[0.1])
    result.versions["MkDocs"] = "1"
    result.add("MkDocs", "koud", 9)
    result.left_out["MkDocs"] = "> 300 s"

    assert table(result).count("| > 300 s |") == len(SITUATIONS)
    assert "Sneller dan deze site: niets." in table(result)


def test_a_command_that_takes_too_long_is_stopped(tmp_path):
    with pytest.raises(running.TooLong):
        running.seconds(python("import time; time.sleep(600)"), tmp_path, 0.2)


def test_an_error_of_a_command_is_told(tmp_path):
    with pytest.raises(running.Failed, match="er ging iets mis"):
        running.seconds(python("raise SystemExit('er ging iets mis')"), tmp_path, 60)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_counts_the_workers_too(tmp_path):
    worker = f"import time; held = b'x' * {40 * MEGABYTES}; time.sleep(1)"
    two = f"import subprocess, sys; [p.wait() for p in [subprocess.Popen([sys.executable, '-c', {worker!r}]) for _ in 'ab']]"

    assert running.peak_memory(python(two), tmp_path, 60) > 80 * MEGABYTES


def test_markdown_of_a_place_says_all_that_its_data_say():
    places = simple.places(workload.make(40, 1))
    with_exceptions = next(place for place in places if place["uitzonderingen"])
    page = simple.place_as_markdown(with_exceptions)

    said = [with_exceptions[key] for key in ("naam", "wijk", "adres", "telefoon")]
    said += [day["uren"] for channel in with_exceptions["uren"] for day in channel["week"]]
    assert [words for words in [*said, *with_exceptions["uitzonderingen"]] if words not in page] == []


def test_each_situation_is_measured_in_each_round(tmp_path, monkeypatch):
    monkeypatch.setattr(install, "FOLDER", tmp_path)
    result = measure(4, [Ours], rounds=1, limit=300)

    assert result.left_out == {}
    assert result.memory[Ours.name] > 0
    assert {
        situation: len(rounds) for situation, rounds in result.seconds[Ours.name].items()
    } == dict.fromkeys(SITUATIONS, 1)


class Forgetful(Ours):
    """Does nothing once it has made its site."""

    def command(self, cold):
        return super().command(cold) if cold else ("true",)


def test_a_tool_whose_page_stays_the_same_after_a_change_has_failed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(install, "FOLDER", tmp_path)
    result = measure(4, [Forgetful], rounds=1, limit=300)

    assert result.left_out == {Ours.name: "mislukt"}
    assert "digipunten/voorbeeld-1 is dezelfde na een wijziging" in capsys.readouterr().err


@pytest.mark.parametrize("name", TOOLS)
def test_a_change_is_written_to_the_sources_of_each_tool(name, tmp_path):
    made = workload.make(8, 3)
    tool = TOOLS[name](tmp_path / name)
    tool.folder.mkdir()
    tool.write(made)
    before = tree(tool.folder)
    workload.change_hours(made.places[5])
    tool.write_place(made, made.places[5])
    workload.change_words(made.texts[1])
    tool.write_text(made.texts[1])
    after = tree(tool.folder)

    changed = [path for path in after if after[path] != before.get(path)]
    assert len(changed) == 2 and "tekst/tekst-2.md" in "".join(changed)

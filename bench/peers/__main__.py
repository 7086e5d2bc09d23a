"""The same site by other generators, in turn with ours: `make bench`.

    python -m bench.peers [--sizes 30,1000,10000] [--rounds 5] [--only hugo,ours] [--limit 300] [--write]

Every generator runs once before anything is measured: disks and Python's bytecode are warm, and the
memory of that run is noted. Then each round asks all generators in turn for each situation.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import workload
from bench.peers import install, report, running
from bench.peers.report import SITUATIONS, Measured
from bench.peers.tools import TOOLS, Tool
from bench.workload import Facts, Text, Workload

SIZES = (30, 1000, 10_000)
FEWEST_TEXTS = 12


def main() -> None:
    args = _arguments()
    tools = [TOOLS[name] for name in TOOLS if name in args.only]
    measured = []
    for size in args.sizes:
        measured.append(measure(size, tools, args.rounds, args.limit))
        print(report.table(measured[-1]), flush=True)
    if args.write:
        report.write(measured)


def measure(size: int, kinds: list[type[Tool]], rounds: int, limit: float) -> Measured:
    made = workload.make(size, max(FEWEST_TEXTS, size // 10))
    result = Measured(size, len(made.texts), rounds)
    install.FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=install.FOLDER) as folder:
        tools = [kind(Path(folder) / kind.__name__) for kind in kinds]
        for tool in tools:
            _say(f"{size}: {tool.name}, eerste keer")
            with _may_be_left_out(tool, result):
                tool.install()
                result.versions[tool.name] = tool.version()
                tool.folder.mkdir()
                tool.write(made)
                result.memory[tool.name] = running.peak_memory(tool.command(cold=True), tool.folder, limit)
        for number in range(rounds):
            for situation in SITUATIONS:
                _say(f"{size}: ronde {number + 1}, {situation}")
                changed = _changed(situation, made, number / rounds)
                for tool in tools:
                    if tool.name not in result.left_out:
                        with _may_be_left_out(tool, result):
                            result.add(tool.name, situation, _seconds(tool, situation, made, changed, limit))
    return result


@contextmanager
def _may_be_left_out(tool: Tool, result: Measured) -> Iterator[None]:
    try:
        yield
    except running.TooLong as refused:
        result.left_out[tool.name] = str(refused)
    except running.Failed as failed:
        print(f"{tool.name}: {failed}", file=sys.stderr)
        result.left_out[tool.name] = "mislukt"
    except subprocess.CalledProcessError as failed:
        print(f"{tool.name}: {failed}", file=sys.stderr)
        result.left_out[tool.name] = "niet te installeren"


def _changed(situation: str, made: Workload, share: float) -> Facts | Text | None:
    """What is other than before: a place or a text this far down the lists."""
    if situation == "een uur":
        place = made.places[int(share * len(made.places))]
        workload.change_hours(place)
        return place
    if situation == "een tekst":
        text = made.texts[int(share * len(made.texts))]
        workload.change_words(text)
        return text
    return None


def _seconds(tool: Tool, situation: str, made: Workload, changed: Facts | Text | None, limit: float) -> float:
    if situation == "koud":
        tool.forget()
    if changed is None:
        return running.seconds(tool.command(situation == "koud"), tool.folder, limit)
    if isinstance(changed, Text):
        tool.write_text(changed)
        page = ("tekst", changed.id)
    else:
        tool.write_place(made, changed)
        page = ("digipunten", changed["id"])
    before = tool.page(*page)
    taken = running.seconds(tool.command(cold=False), tool.folder, limit)
    if tool.page(*page) == before:
        raise running.Failed(f"{'/'.join(page)} is dezelfde na een wijziging")
    return taken


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("--sizes", type=_numbers, default=SIZES, help="plaatsen, zoals 30,1000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", type=_names, default=list(TOOLS), help=f"uit {','.join(TOOLS)}")
    parser.add_argument("--limit", type=float, default=300, help="seconden; wie langer nodig heeft, valt weg")
    parser.add_argument("--write", action="store_true", help=f"bewaar de tabellen in {report.RESULTS.name}")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _names(text: str) -> list[str]:
    names = text.split(",")
    for name in names:
        if name not in TOOLS:
            raise argparse.ArgumentTypeError(f"{name!r} is geen van {', '.join(TOOLS)}")
    return names


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{text:<60}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

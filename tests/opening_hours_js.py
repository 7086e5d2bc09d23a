"""opening_hours.js, which reads the `opening_hours` of OpenStreetMap, in one process of Node."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent


@contextmanager
def opening_hours_js():
    """A function (value, from, to) -> [(from, to, "open" or "unknown")], all moments in minutes since 1970."""
    beside_python = str(Path(sys.executable).parent)
    node = shutil.which("node", path=os.pathsep.join([beside_python, os.environ["PATH"]]))
    assert node, 'Node ontbreekt: installeer de bibliotheken van de tests met "make test"'
    process = subprocess.Popen(
        [node, str(HERE / "opening_hours.cjs")],
        env=os.environ | {"TZ": "Europe/Brussels"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )

    def intervals(value: str, start: int, end: int) -> list[tuple[int, int, str]]:
        process.stdin.write(json.dumps({"value": value, "from": start * 60_000, "to": end * 60_000}) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, 'Node stopte; installeer opening_hours met "make test"'
        answer = json.loads(line)
        assert isinstance(answer, list), f"{value}: {answer['error']}"
        return [(first // 60_000, last // 60_000, state) for first, last, state in answer]

    try:
        yield intervals
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait()

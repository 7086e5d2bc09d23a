"""A command run to its end: how long it took, and the most memory that it and its workers held."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

# Python may keep its bytecode, as it does for whoever runs these programs.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class TooLong(Exception):
    """The command was stopped at the limit."""


class Failed(Exception):
    """The command gave an error, or did not do its work."""


def seconds(command: Sequence[str | Path], folder: Path, limit: float) -> float:
    """Wall time, with nothing beside it that measures; what was written before is on the disk."""
    os.sync()
    return _run(command, folder, limit, lambda process: None)


def peak_memory(command: Sequence[str | Path], folder: Path, limit: float) -> int:
    """Bytes, looked at every hundredth of a second. Memory that processes share counts once."""
    most = 0

    def watch(process: subprocess.Popen[bytes]) -> None:
        nonlocal most
        while process.poll() is None:
            most = max(most, *_held(process.pid))
            time.sleep(0.01)

    _run(command, folder, limit, watch)
    return most


def _run(
    command: Sequence[str | Path],
    folder: Path,
    limit: float,
    meanwhile: Callable[[subprocess.Popen[bytes]], None],
) -> float:
    # A file, because a pipe that nobody reads would fill.
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        # In a session of its own, so that its workers can be found, and stopped with it.
        process = subprocess.Popen(
            command, cwd=folder, env=ENVIRONMENT, stdout=said, stderr=said, start_new_session=True
        )
        timer = threading.Timer(limit, _kill, [process])
        timer.start()
        try:
            meanwhile(process)
            process.wait()
            taken = time.perf_counter() - started
        finally:
            timer.cancel()
            _kill(process)
        if taken >= limit:
            raise TooLong(f"> {limit:.0f} s")
        if process.returncode:
            said.seek(0)
            raise Failed(f"{' '.join(map(str, command))}\n{said.read().decode(errors='replace')[-2000:]}")
    return taken


def _kill(process: subprocess.Popen[bytes]) -> None:
    """With its workers, if any of them still runs."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _held(session: int) -> tuple[int, int]:
    """All processes of a session together now, and the most that one of them ever held."""
    found = [
        (_kilobytes(folder / "smaps_rollup", "Pss:"), _kilobytes(folder / "status", "VmHWM:"))
        for folder in _processes(session)
    ]
    return sum(now for now, _ in found) * 1024, max((most for _, most in found), default=0) * 1024


def _processes(session: int) -> Iterator[Path]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                # The name of the program stands between brackets, and may hold blanks.
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == session:
                    yield folder


def _kilobytes(file: Path, name: str) -> int:
    """A line of a file of /proc; 0 once its process has ended."""
    with contextlib.suppress(OSError):
        for line in file.read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1])
    return 0

"""The same work on many things, on all cores: only for so many that starting processes pays."""

from __future__ import annotations

import contextlib
import gc
import marshal
import os
import selectors
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")

LENGTH = 8
# Objects more than were freed.
GARBAGE_AFTER = 10_000
READ = 1 << 20


class WorkError(Exception):
    """One of the processes could not do its work."""


def spread(items: Sequence[Item], work: Callable[[Item], Any], least: int) -> Iterator[tuple[int, Any]]:
    """What the work gives for each item, with its index, in any order; values that `marshal` knows.

    With fewer than `least` items, or where processes cannot be copied, all is done here. Raises WorkError
    when the work failed in another process; here, what it raises itself.
    """
    workers = min(
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8
    )
    if len(items) < least or workers < 2 or not hasattr(os, "fork"):
        yield from ((index, work(item)) for index, item in enumerate(items))
        return
    children: list[int] = []
    with contextlib.ExitStack() as stack, selectors.DefaultSelector() as selector:
        stack.callback(_end, children)
        for worker in range(workers):
            reading, writing = os.pipe()
            process = os.fork()
            if not process:
                _work(items, range(worker, len(items), workers), work, writing)
            os.close(writing)
            children.append(process)
            stack.callback(os.close, reading)
            selector.register(reading, selectors.EVENT_READ, bytearray())
        left, given = workers, 0
        while left:
            for key, _ in selector.select():
                content = os.read(key.fd, READ)
                key.data.extend(content)
                for found in _whole(key.data):
                    given += 1
                    yield found
                if not content:
                    selector.unregister(key.fd)
                    left -= 1
        if given < len(items):
            raise WorkError


def _work(items: Sequence[Item], indexes: range, work: Callable[[Item], Any], out: int) -> None:
    """In the other process: its results, until one cannot be made."""
    # What stands here already is not looked at again; each result leaves little, which goes soon.
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)
    try:
        with os.fdopen(out, "wb", buffering=READ) as file:
            for index in indexes:
                content = marshal.dumps((index, work(items[index])))
                file.write(len(content).to_bytes(LENGTH, "big") + content)
        os._exit(0)
    except BaseException:
        os._exit(1)


def _whole(received: bytearray) -> Iterator[tuple[int, Any]]:
    """Take every message that is there in full."""
    start = 0
    while len(received) - start >= LENGTH:
        end = start + LENGTH + int.from_bytes(received[start : start + LENGTH], "big")
        if end > len(received):
            break
        yield marshal.loads(bytes(received[start + LENGTH : end]))
        start = end
    del received[:start]


def _end(children: list[int]) -> None:
    for process in children:
        with contextlib.suppress(OSError):
            os.kill(process, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.waitpid(process, 0)

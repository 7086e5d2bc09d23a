"""What a build tells while it is busy, and where its time went."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from sitegen.outcome import in_words

# Who waits less than this needs no news; after that a terminal shows each tenth of a second, a log each few seconds.
SILENT_S, ON_TERMINAL_S, IN_LOG_S = 1.0, 0.1, 5.0
BAR = 24


class Steps:
    """The steps of a build, in the order in which they were first taken, and the seconds that each took."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.perf_counter) -> None:
        self.seconds: dict[str, float] = {}
        self._stream = stream
        self._clock = clock
        self._started = self._shown = clock()
        self._every = ON_TERMINAL_S if stream.isatty() else IN_LOG_S
        self._line_open = False

    @property
    def total(self) -> float:
        return self._clock() - self._started

    @contextmanager
    def step(self, name: str, total: int = 0) -> Iterator[Callable[[], None]]:
        """A step of so many parts; what it gives is called after each of them."""
        begun = self._clock()
        done = 0

        def advance() -> None:
            nonlocal done
            done += 1
            self._show(name, done, total)

        self._show(name, 0, total)
        try:
            yield advance
        finally:
            self.seconds[name] = self.seconds.get(name, 0) + self._clock() - begun

    def close(self) -> None:
        """The bar goes; what is printed next begins on a line of its own."""
        if self._line_open:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._line_open = False

    def table(self) -> str:
        """Each step with its seconds and its share."""
        total = self.total
        rest = total - sum(self.seconds.values())
        rows = [*self.seconds.items(), ("al de rest", rest)]
        width = max(len(name) for name, _ in rows)
        return "\n".join(
            f"{name:<{width}} {in_words(seconds):>8} s {seconds / total:>5.0%}" for name, seconds in rows
        )

    def _show(self, name: str, done: int, total: int) -> None:
        now = self._clock()
        if now - self._started < SILENT_S or now - self._shown < self._every:
            return
        self._shown = now
        far = f" {done} van {total}" if total else ""
        if self._stream.isatty():
            full = BAR * done // total if total else 0
            bar = f" [{'#' * full}{'.' * (BAR - full)}]" if total else ""
            self._stream.write(f"\r\x1b[K{name}:{bar}{far}")
            self._line_open = True
        else:
            self._stream.write(f"{name}:{far or ' bezig'} ({in_words(now - self._started)} s)\n")
        self._stream.flush()

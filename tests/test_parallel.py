import os

import pytest

from sitegen.parallel import WorkError, spread


@pytest.fixture
def two_cores(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1}, raising=False)


def test_all_work_is_done_whatever_the_number_of_processes(two_cores):
    items = list(range(500))

    alone = dict(spread(items, lambda item: [item, "x" * item], least=501))
    together = dict(spread(items, lambda item: [item, "x" * item], least=2))

    assert together == alone == {item: [item, "x" * item] for item in items}


def test_many_items_are_spread_over_processes(two_cores):
    found = {process for _, process in spread(range(10), lambda item: os.getpid(), least=2)}

    assert len(found) == 2 and os.getpid() not in found
    assert {process for _, process in spread(range(10), lambda item: os.getpid(), least=11)} == {os.getpid()}


def test_large_results_come_whole(two_cores):
    found = dict(spread(range(6), lambda item: bytes([item]) * 3_000_000, least=2))

    assert {item: (len(content), content[-1]) for item, content in found.items()} == {
        item: (3_000_000, item) for item in range(6)
    }


def test_work_that_fails_in_another_process_is_told(two_cores):
    with pytest.raises(WorkError):
        list(spread(range(100), lambda item: 1 // (item - 57), least=2))
    with pytest.raises(ZeroDivisionError):
        list(spread(range(100), lambda item: 1 // (item - 57), least=101))


def test_no_process_stays_behind_when_nobody_asks_further(two_cores):
    results = spread(range(100_000), lambda item: os.getpid(), least=2)
    _, process = next(results)
    results.close()

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)

import errno
import os
import shutil
import subprocess
import sys

import pytest

from sitegen.cache import Cache, alone, folder_of
from sitegen.paths import HOME, Paths
from tests.conftest import tree


def test_what_was_put_is_there_again(tmp_path):
    cache = Cache(tmp_path / "nieuw" / "map")

    assert cache.get("a") is None
    cache.put("a", b"een")
    assert cache.get("a") == b"een"
    assert [path.name for path in cache.folder.iterdir()] == ["a"]


def test_what_was_used_last_is_kept(tmp_path):
    cache = Cache(tmp_path)
    for age, key in enumerate("abcd"):
        cache.put(key, key.encode())
        os.utime(tmp_path / key, (1000 - age, 1000 - age))

    cache.get("d")
    cache.forget(2)

    assert {path.name for path in tmp_path.iterdir()} == {"a", "d"}


def test_without_a_place_to_write_everything_is_made_again(tmp_path):
    (tmp_path / "bestand").write_text("")
    cache = Cache(tmp_path / "bestand" / "map")

    cache.put("a", b"een")
    cache.forget(1)

    assert cache.get("a") is None


def test_the_cache_of_a_site_is_found_again(tmp_path):
    one, other = Paths.of(tmp_path), Paths.of(tmp_path, tmp_path / "elders")

    assert folder_of(one) == folder_of(one) != folder_of(other)


def test_a_cache_that_came_along_with_the_files_is_never_read(tmp_path):
    """A contribution may hold one that was prepared, with other pages in it."""
    one, other = tmp_path / "een", tmp_path / "twee"
    one.mkdir()
    prepared = folder_of(Paths.of(one, tmp_path / "site"))
    Cache.of(one, "papier").put("a", b"1")
    shutil.copytree(one, other)

    found = folder_of(Paths.of(other, tmp_path / "site"))

    assert found.relative_to(other) != prepared.relative_to(one)
    assert Cache.of(one, "papier").get("a") == b"1"
    assert Cache.of(other, "papier").get("a") is None


def test_without_a_place_for_a_cache_there_is_none(tmp_path):
    (tmp_path / ".cache").write_bytes(b"")

    assert folder_of(Paths.of(tmp_path)) is None


def test_caches_of_sites_that_are_gone_are_forgotten_after_a_day(tmp_path):
    folders = {}
    for name in ("gone", "gone today", "there"):
        folders[name] = folder_of(Paths.of(tmp_path, tmp_path / name))
        if name != "gone today":
            os.utime(folders[name] / "van", (1000, 1000))
    (tmp_path / "there").mkdir()

    folder_of(Paths.of(tmp_path, tmp_path / "new"))

    assert [name for name, folder in folders.items() if folder.is_dir()] == ["gone today", "there"]


HOLD = """
import sys, time
from pathlib import Path
from sitegen.cache import alone
with alone(Path(sys.argv[1]), print):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_second_build_waits_until_the_first_is_gone_even_when_that_is_killed(tmp_path):
    holder = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], cwd=HOME, stdout=subprocess.PIPE)
    assert holder.stdout.readline().strip() == b"held"
    told = []

    def tell(words):
        told.append(words)
        holder.kill()

    with alone(tmp_path, tell):
        holder.communicate()
    assert told == ["Er loopt al een andere build van deze map. We wachten tot die klaar is."]


def test_a_build_that_is_done_keeps_nobody_waiting(tmp_path):
    for _ in range(2):
        with alone(tmp_path, pytest.fail):
            pass


@pytest.mark.parametrize("folder", [None, "is er niet"])
def test_where_nothing_can_be_locked_a_build_goes_on(tmp_path, folder):
    with alone(folder and tmp_path / folder, pytest.fail):
        pass


def test_where_the_file_system_knows_no_locks_a_build_goes_on(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_):
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with alone(tmp_path, pytest.fail):
        pass


def test_two_builds_at_once_leave_one_of_both_sites(small):
    command = [sys.executable, str(HOME / "build.py"), "--root", str(small), "--no-paper", "--today"]
    days = ("2025-10-15", "2026-11-23")
    good = []
    for day in days:
        subprocess.run([*command, day], check=True, capture_output=True)
        good.append(tree(small / "site"))
    assert good[0] != good[1]

    for _ in range(2):
        both = [subprocess.Popen([*command, day], stdout=subprocess.DEVNULL) for day in days]
        assert [build.wait() for build in both] == [0, 0]
        assert tree(small / "site") in good
    assert not list(small.glob(".site.*"))

"""Releases in a folder: whole at every moment, whoever reads, whatever stops it."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from sitegen import release_folder
from sitegen.paths import HOME
from sitegen.problems import UseError
from sitegen.release import RECORD, Found
from sitegen.release_folder import ReleaseFolder
from tests.released import FIRST, SECOND, THIRD, Series, check_lingering, made_site, release, shown

LEFT = ["current", "releases"]


@pytest.fixture
def root(tmp_path):
    return tmp_path / "www van één site"


@pytest.fixture
def series(root, tmp_path):
    return Series(ReleaseFolder(root, lambda words: None), tmp_path / "site")


@pytest.fixture(autouse=True)
def no_power_cut(monkeypatch):
    """Waiting for the disk takes long when others write too, and helps only against a power cut."""
    monkeypatch.setattr(os, "sync", lambda: None)


def stands(root):
    return shown(root / "current")


def kept(root):
    return sorted(name for name in os.listdir(root / "releases") if name != "slot")


def test_the_link_leads_to_the_last_release(series, root):
    for files in (FIRST, SECOND, FIRST):
        made = series.publish(files)
        assert os.readlink(root / "current") == f"releases/{made.name}"
        assert stands(root) == files
    assert sorted(os.listdir(root)) == LEFT


def test_a_folder_that_holds_nothing_holds_no_release(series, root):
    assert series.destination.look() == Found()
    root.mkdir()
    assert series.destination.look() == Found()


def test_what_stands_there_says_what_it_is(series):
    first = series.publish(FIRST)
    second = series.publish(SECOND)

    assert series.destination.look() == Found(second, (second, first))


def test_what_did_not_change_is_the_same_file(series, root):
    first = root / "releases" / series.publish(FIRST).name
    second = root / "releases" / series.publish(SECOND).name

    assert (first / "css/site.css").samefile(second / "css/site.css")
    assert not (first / "index.html").samefile(second / "index.html")


def test_style_sheets_and_scripts_stay_one_release_longer(series, root):
    check_lingering(series, lambda: stands(root))


def test_a_release_shares_no_file_with_the_build(series, root):
    series.publish(FIRST)
    (series.site / "css" / "site.css").write_bytes(b"stuk")

    assert stands(root) == FIRST


def test_a_file_that_somebody_changed_online_is_right_again(series, root):
    series.publish(FIRST)
    (root / "current" / "css" / "site.css").write_bytes(b"stuk")
    series.publish(SECOND)

    assert stands(root) == SECOND


def test_a_server_can_read_all_of_it(series, root):
    usual = os.umask(0o077)
    try:
        series.publish(FIRST)
    finally:
        os.umask(usual)
    modes = {path.is_dir(): path.stat().st_mode & 0o777 for path in (root, *root.glob("releases/2*/**/*"))}

    assert modes == {True: 0o755, False: 0o644}


def test_going_back_and_on_again(series, root):
    for files in (FIRST, SECOND, THIRD):
        series.publish(files)
    series.go_back()
    assert stands(root) == SECOND
    series.go_back()
    assert stands(root) == FIRST
    assert series.destination.look().before() is None
    series.publish(THIRD)
    # Not to the third, from which one went back.
    series.go_back()
    assert stands(root) == FIRST


def test_the_last_ones_are_kept(series, root):
    series.most = 3
    made = [series.publish({**FIRST, "index.html": b"%d" % number}).name for number in range(6)]
    assert kept(root) == made[-3:]
    series.go_back()
    series.publish(FIRST)
    assert len(kept(root)) == 3 and made[-2] in kept(root)


def test_the_same_site_in_the_same_second_is_the_same_release(series, root):
    made = series.publish(FIRST)
    series.publish(SECOND)
    series.destination.publish(made_site(series.site, FIRST), made, 5)

    assert stands(root) == FIRST and len(kept(root)) == 2


def test_where_a_file_has_one_name_only_it_is_copied(series, root, monkeypatch):
    def refuse(*_args):
        raise OSError(errno.EPERM, "geen links")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    for files in (FIRST, SECOND):
        series.publish(files)
        assert stands(root) == files


def test_all_is_on_the_disk_before_the_link_leads_to_it(series, root, monkeypatch):
    series.publish(FIRST)
    at_sync = []
    monkeypatch.setattr(
        os, "sync", lambda: at_sync.append((stands(root), len(list(root.rglob("index.html")))))
    )
    series.publish(SECOND)

    assert at_sync == [(FIRST, 3)]


# What is refused, with what stands online as it was.


def refused(run, *args):
    with pytest.raises(UseError) as caught:
        run(*args)
    return str(caught.value)


def test_a_folder_with_files_of_somebody_else_is_refused(series, root):
    root.mkdir()
    for name in ("brief.docx", "foto.jpg", "index.html", "zomer.txt"):
        (root / name).touch()

    assert refused(series.destination.look) == (
        f"in {root} staan bestanden die niet van de site zijn (brief.docx, foto.jpg, index.html …). "
        "Kies een lege map, of een map die nog niet bestaat"
    )


@pytest.mark.parametrize("make", [
    lambda path: path.mkdir(),
    lambda path: path.touch(),
    lambda path: path.symlink_to("releases"),
    lambda path: path.symlink_to("/etc"),
    lambda path: path.symlink_to("releases/../../20261123T083000Z-00000000"),
])  # fmt: skip
def test_a_link_that_is_not_ours_is_refused(series, root, make):
    (root / "releases").mkdir(parents=True)
    make(root / "current")

    assert refused(series.destination.look) == (
        f"{root}/current leidt niet naar een uitgave van de site: hernoem of verwijder het eerst"
    )


def test_a_link_to_a_release_that_is_gone_can_be_replaced(series, root):
    (root / "releases").mkdir(parents=True)
    (root / "current").symlink_to("releases/20200101T000000Z-00000000")

    assert series.destination.look().is_unknown
    series.publish(FIRST)
    assert stands(root) == FIRST


def test_a_folder_in_a_folder_that_does_not_exist_is_refused(tmp_path):
    folder = ReleaseFolder(tmp_path / "tikfout" / "www", lambda words: None)

    assert refused(folder.look) == f"{tmp_path}/tikfout is geen map die bestaat: maak eerst die map"


def test_a_file_in_the_place_of_the_folder_is_refused(series, root):
    root.touch()

    assert refused(series.destination.look) == (
        f"{root} kan niet gelezen worden: een deel van dit pad is een bestand, geen map. "
        "De site die online staat, is niet veranderd."
    )


def test_a_file_in_the_place_of_the_releases_is_refused(series, root):
    root.mkdir()
    (root / "releases").touch()
    told = refused(series.publish, FIRST)

    assert "een deel van dit pad is een bestand, geen map" in told and sorted(os.listdir(root)) == [
        "releases"
    ]


def test_a_disk_without_links_is_named_with_another_way(series, root, monkeypatch):
    def refuse(*_args, **_names):
        raise OSError(errno.EPERM, "geen links")

    monkeypatch.setattr(Path, "symlink_to", refuse)

    assert refused(series.publish, FIRST) == (
        f"op de schijf van {root} kan geen link staan. Publiceer naar rsync:{root}, zonder links. "
        "De site die online staat, is niet veranderd."
    )


WRITES = {
    "copyfile": (release_folder.shutil, "copyfile"),
    "the record": (Path, "write_bytes"),
    "a folder": (Path, "mkdir"),
    "the release": (Path, "rename"),
    "the link": (Path, "symlink_to"),
    "the swap": (Path, "replace"),
}


@pytest.mark.parametrize("number, words", [
    (errno.ENOSPC, "de schijf is vol"),
    (errno.EROFS, "deze schijf kan alleen gelezen worden"),
    (errno.EACCES, "je mag hier niet schrijven"),
])  # fmt: skip
@pytest.mark.parametrize("where", WRITES)
def test_a_disk_that_refuses_leaves_what_is_online(series, root, monkeypatch, where, number, words):
    series.publish(FIRST)
    made = release(made_site(series.site, SECOND), 9)
    before = kept(root)

    def refuse(*_args, **_names):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(*WRITES[where], refuse)
        told = refused(series.destination.publish, series.site, made, 5)

    assert told == f"{root} kan niet geschreven worden: {words}. De site die online staat, is niet veranderd."
    assert stands(root) == FIRST and sorted(os.listdir(root)) == LEFT
    assert kept(root) in (before, [*before, made.name])
    series.publish(SECOND)
    assert stands(root) == SECOND


def test_old_releases_that_cannot_be_removed_do_no_harm(series, root, monkeypatch):
    series.most = 2
    for files in (FIRST, SECOND):
        series.publish(files)
    rename = Path.rename

    def refuse(path, target):
        if ".weg-" in str(target):
            raise OSError(errno.EACCES, "")
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refuse)
        series.publish(THIRD)
    assert stands(root) == THIRD and len(kept(root)) == 3
    series.publish(FIRST)
    assert len(kept(root)) == 2


# Killed.

STEPS = {"os.link", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.symlink", "os.chmod", "open"}


def killed_before(number, run):
    """Run in a child that is killed before this step; False when it came to its end before that."""
    child = os.fork()
    if not child:
        left, failed = number, 1

        def watch(event, _args):
            nonlocal left
            if event in STEPS:
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(watch)
            run()
            failed = 0
        finally:
            os._exit(failed)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or not os.WEXITSTATUS(status)
    return os.WIFSIGNALED(status)


def test_killed_before_any_of_its_steps_it_leaves_a_whole_release(tmp_path):
    killed = 0
    for number in range(1, 1000):
        root = tmp_path / str(number)
        series = Series(ReleaseFolder(root, lambda words: None), tmp_path / "site", most=2)
        for files in (FIRST, SECOND):
            series.publish(files)
        made = release(made_site(series.site, THIRD), 9, after=series.destination.look().live.name)
        was_killed = killed_before(number, lambda s=series, m=made: s.destination.publish(s.site, m, 2))
        assert stands(root) in (SECOND, THIRD)
        for found in series.destination.look().kept:
            assert shown(root / "releases" / found.name) in (FIRST, SECOND, THIRD)
        series.minute = 10
        series.publish(FIRST)
        assert stands(root) == FIRST and sorted(os.listdir(root)) == LEFT and len(kept(root)) == 2
        if not was_killed:
            break
        killed += 1
    assert killed > 20


def test_killed_before_any_step_of_going_back_it_leaves_a_whole_release(tmp_path):
    killed = 0
    for number in range(1, 100):
        root = tmp_path / str(number)
        series = Series(ReleaseFolder(root, lambda words: None), tmp_path / "site")
        for files in (FIRST, SECOND):
            series.publish(files)
        was_killed = killed_before(number, series.go_back)
        assert stands(root) in (FIRST, SECOND)
        if not was_killed:
            break
        killed += 1
    assert stands(root) == FIRST and killed >= 2


WITHOUT_END = """
import itertools, os, sys
from pathlib import Path
from sitegen.release_folder import ReleaseFolder
from tests.released import Series
os.sync = lambda: None
series = Series(ReleaseFolder(Path(sys.argv[1]), print), Path(sys.argv[2]), most=3)
number = series.minute = int(sys.argv[3])
for number in itertools.count(number):
    sign = b"abc"[number % 3 : number % 3 + 1]
    series.publish({f"{part}/index.html": sign * 5000 for part in range(40)} | {"index.html": sign})
"""


def link_of(root):
    return os.readlink(root / "current") if os.path.lexists(root / "current") else ""


@pytest.mark.hard
def test_killed_at_random_moments_it_always_leaves_a_whole_release(tmp_path):
    """40 times; what stands there after each is of one version, and the next run goes on from there."""
    chance, root = random.Random(2026), tmp_path / "www"
    seen = set()
    for number in range(40):
        before, ends = link_of(root), time.monotonic() + 60
        arguments = [str(root), str(tmp_path / "site"), str(number * 10_000)]
        child = subprocess.Popen([sys.executable, "-c", WITHOUT_END, *arguments], cwd=HOME)
        while link_of(root) == before and time.monotonic() < ends:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.1))
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
        assert link_of(root) != before
        files = shown(root / "current")
        assert len(files) == 41 and len({content[:1] for content in files.values()}) == 1
        assert {len(content) for name, content in files.items() if name != "index.html"} == {5000}
        seen.add(files["index.html"])
    print(f"40 keer gestopt, {len(seen)} versies gezien")
    assert len(seen) == 3


# Read while it is swapped.

SWAPS, PARTS = 200, 30


def version(number):
    """Each file says of which version it is, and ends with its last line."""
    text = b"%d\n" % number * 400 + b"einde"
    return {
        "index.html": text,
        **{f"{part}/index.html": text for part in range(PARTS)},
        "css/site.css": b"blijft",
    }


def read_until(root, stop):
    """What a server does, over and over: each file by its own path, and all of them in one release."""
    names = [name for name in version(0) if name != "css/site.css"]
    files = releases = 0
    wrong = []
    while not os.path.exists(stop):
        for name in names:
            content = Path(root, "current", name).read_bytes()
            files += 1
            lines = set(content.split(b"\n"))
            if len(lines) != 2 or b"einde" not in lines:
                wrong.append(f"{name}: half")
        folder = os.open(f"{root}/current", os.O_RDONLY)
        found = set()
        for name in names:
            with open(os.open(name, os.O_RDONLY, dir_fd=folder), "rb") as file:
                found.add(file.read())
        os.close(folder)
        releases += 1
        if len(found) != 1:
            wrong.append("een mengeling")
    return files, releases, wrong


@pytest.mark.hard
def test_two_hundred_swaps_under_load_never_show_a_mixture(series, root, tmp_path):
    stop = tmp_path / "genoeg"
    # Whoever reads a release has the time of so many swaps to finish.
    series.most = 50
    series.publish(version(0))
    with ProcessPoolExecutor(2, get_context("fork")) as pool:
        readers = [pool.submit(read_until, str(root), str(stop)) for _ in range(2)]
        try:
            for number in range(1, SWAPS + 1):
                if number % 20 == 0:
                    series.go_back()
                series.publish(version(number))
        finally:
            stop.touch()
        results = [reader.result() for reader in readers]
    files, releases = (sum(each) for each in list(zip(*results, strict=True))[:2])
    print(f"{SWAPS} wissels, {files} bestanden en {releases} uitgaven gelezen")

    assert [wrong for *_, found in results for wrong in found] == []
    assert files > SWAPS * PARTS and releases > SWAPS / 2
    assert (root / "current" / RECORD).is_file()

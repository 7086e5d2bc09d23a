import errno
import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import publication
from sitegen.paths import Paths
from sitegen.problems import UseError
from sitegen.publication import MANIFEST, Publication, refuse_foreign
from sitegen.tree import Tree, differences
from tests.conftest import tree

FIRST = {"index.html": b"1", "a/index.html": b"1", "a/b/index.html": b"1", "c/index.html": b"1"}
SECOND = {"index.html": b"2", "a/index.html": b"1", "a/b/index.html": b"1", "c/index.html": b"1"}
THIRD = {"index.html": b"3", "a/index.html": b"1", "c": b"3", "d/e/index.html": b"3"}


class Folder:
    """A site and what the last build of it remembers."""

    def __init__(self, root):
        self.paths = Paths.of(root)
        self.site = self.paths.out
        self.cache = root / ".cache" / "site"
        self.cache.mkdir(parents=True)
        self.known = None
        self.last = {}

    def begin(self):
        known = self.known or Tree({}, {})
        changed, foreign = differences(self.site, known)
        refuse_foreign(self.paths, foreign if self.known else None)
        files = {name: stamp for name, stamp in known.files.items() if name not in changed}
        exact = bool(self.known) and not changed and not foreign
        return Publication(self.paths, self.cache, Tree(files, known.folders), exact)

    def fill(self, build, files):
        for name, content in files.items():
            if self.last.get(name) == content and build.can_keep(name):
                build.keep(name)
            else:
                build.put(name, content)

    def build(self, files, remember=True):
        build = self.begin()
        self.fill(build, files)
        made = build.publish()
        if remember:
            self.known, self.last = made, files

    def build_all(self, *versions):
        for files in versions:
            self.build(files)

    def left(self):
        return sorted(path.name for path in self.site.parent.iterdir())


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def published(files):
    return {**files, MANIFEST: "\n".join([*sorted([*files, MANIFEST]), ""]).encode()}


def test_every_version_is_whole(folder):
    for files in (FIRST, SECOND, THIRD, FIRST, THIRD, SECOND):
        folder.build(files)
        assert tree(folder.site) == published(files)
    assert folder.left() == [".cache", "site"]


def test_what_did_not_change_is_the_same_file(folder):
    folder.build(FIRST)
    for files in (SECOND, THIRD):
        before = (folder.site / "a" / "index.html").stat()
        folder.build(files)
        after = (folder.site / "a" / "index.html").stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_two_folders_take_turns(folder):
    inodes = []
    for number in range(6):
        folder.build({**FIRST, "index.html": b"%d" % number})
        inodes.append(folder.site.stat().st_ino)
    assert inodes[1:] == [inodes[1], inodes[2]] * 2 + [inodes[1]]
    assert inodes[1] != inodes[2]


def test_folders_that_hold_nothing_are_gone(folder):
    folder.build_all(FIRST, SECOND, FIRST)
    folder.build({"index.html": b"4"})

    assert sorted(path.name for path in folder.site.iterdir()) == [MANIFEST, "index.html"]
    assert set(folder.known.folders) == {""}


def test_a_file_that_somebody_reads_stays_as_it_was(folder):
    folder.build_all(FIRST, SECOND)
    with (folder.site / "index.html").open("rb") as file:
        folder.build_all(FIRST, SECOND, THIRD)
        assert file.read() == b"2"


def test_the_last_content_of_a_name_counts(folder):
    folder.build_all(FIRST, SECOND, FIRST)
    build = folder.begin()
    for name, content in (("a", b"4"), ("x", b"5"), ("a", b"6"), ("y", b"7"), ("x", b"8")):
        build.put(name, content)
    # Not what it was two versions ago, and then what it is.
    build.put("index.html", b"9")
    build.put("index.html", b"1")
    build.publish()

    assert tree(folder.site) == published({"index.html": b"1", "a": b"6", "x": b"8", "y": b"7"})


def test_an_abandoned_build_leaves_no_trace(folder):
    folder.build_all(FIRST, SECOND, FIRST)
    before = tree(folder.site.parent)
    build = folder.begin()
    folder.fill(build, THIRD)
    build.abandon()

    assert tree(folder.site.parent) == before


def test_a_build_that_begins_again_forgets_what_was_put(folder):
    for known in (FIRST, SECOND, FIRST):
        folder.build(known)
        build = folder.begin()
        build.put("weg/index.html", b"1")
        build.begin_again()
        folder.fill(build, THIRD)
        folder.known, folder.last = build.publish(), THIRD
        assert tree(folder.site) == published(THIRD)


NAMES = ("index.html", "a", "a/b", "a/b/c", "a/d", "e/f/g", "e/h")


def _fit(files):
    """Without files that would stand where a folder must be."""
    return {
        name: text for name, text in files.items() if not any(other.startswith(f"{name}/") for other in files)
    }


VERSIONS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(NAMES), st.sampled_from([b"1", b"2", b"longer"]), min_size=1).map(
            _fit
        ),
        st.sampled_from(["", "", "", "written over", "replaced", "removed", "forgotten", "twin", "list"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=80)
@given(VERSIONS)
def test_whatever_happens_between_builds_the_next_site_is_right(tmp_path_factory, versions):
    folder = Folder(tmp_path_factory.mktemp("model"))
    for files, event in versions:
        folder.build(files, remember=event != "forgotten")
        assert tree(folder.site) == published(files)
        _happen(folder, event)
    folder.build(FIRST)
    assert tree(folder.site) == published(FIRST)
    assert folder.left() == [".cache", "site"]


def _happen(folder, event):
    file = next(path for path in sorted(folder.site.rglob("*")) if path.is_file() and path.name != MANIFEST)
    twin = folder.cache / "vorige"
    if event == "written over":
        file.write_bytes(b"somebody else's")
    elif event == "replaced":
        file.with_name("x").write_bytes(file.read_bytes())
        file.with_name("x").replace(file)
    elif event == "removed":
        file.unlink()
    elif event == "twin" and twin.is_dir():
        next(path for path in sorted(twin.rglob("*")) if path.is_file()).unlink()
    elif event == "list" and twin.with_suffix(".lijst").exists():
        twin.with_suffix(".lijst").write_bytes(b"half")


def test_a_file_that_comes_during_a_build_is_not_in_a_later_site(folder):
    folder.build_all(FIRST, SECOND)
    build = folder.begin()
    folder.fill(build, FIRST)
    for name in ("brief.docx", "a/brief.docx"):
        (folder.site / name).write_bytes(b"van iemand anders")
    folder.known, folder.last = build.publish(), FIRST
    folder.build_all(SECOND, THIRD)

    assert tree(folder.site) == published(THIRD)


def test_files_of_somebody_else_are_refused(folder):
    folder.build(FIRST)
    (folder.site / "a" / "nieuw").mkdir()
    (folder.site / "a" / "nieuw" / "brief.docx").write_bytes(b"van iemand anders")

    with pytest.raises(UseError) as refused:
        folder.build(SECOND)
    assert "(a/nieuw/brief.docx)" in str(refused.value)


def test_the_pages_of_a_build_that_was_not_remembered_are_ours(folder):
    folder.build(FIRST)
    folder.build(THIRD, remember=False)
    folder.build(SECOND)

    assert tree(folder.site) == published(SECOND)


def _impossible(number):
    def refuse(*_args, **_names):
        raise OSError(number, os.strerror(number))

    return refuse


def test_where_a_file_has_one_name_only_it_is_copied(folder, monkeypatch):
    monkeypatch.setattr(os, "link", _impossible(errno.EPERM))
    for files in (FIRST, SECOND, THIRD, FIRST):
        folder.build(files)
        assert tree(folder.site) == published(files)
    assert not (folder.cache / "vorige").exists()


def test_links_that_are_refused_halfway_cost_only_time(folder, monkeypatch):
    folder.build_all(FIRST, SECOND, FIRST)
    build = folder.begin()
    folder.fill(build, THIRD)
    monkeypatch.setattr(os, "link", _impossible(errno.EMLINK))
    build.publish()

    assert tree(folder.site) == published(THIRD)
    assert folder.left() == [".cache", "site"]


def test_a_build_that_is_stopped_leaves_the_site_and_nothing_beside_it(folder, monkeypatch):
    folder.build_all(FIRST, SECOND, FIRST)
    build = folder.begin()
    folder.fill(build, THIRD)

    def stop(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "link", _impossible(errno.EMLINK))
        patched.setattr(publication, "_copy", stop)
        with pytest.raises(KeyboardInterrupt):
            build.publish()
    build.abandon()

    assert tree(folder.site) == published(FIRST)
    assert folder.left() == [".cache", "site"]
    folder.build(THIRD)
    assert tree(folder.site) == published(THIRD)


def test_where_folders_cannot_be_exchanged_they_are_renamed(folder, monkeypatch):
    monkeypatch.setattr(publication, "_exchange", lambda one, other: False)
    for files in (FIRST, SECOND, THIRD, FIRST):
        folder.build(files)
        assert tree(folder.site) == published(files)
    assert folder.left() == [".cache", "site"]


def test_the_old_site_comes_back_when_the_new_one_cannot_take_its_place(folder, monkeypatch):
    folder.build(FIRST)
    rename = Path.rename
    monkeypatch.setattr(publication, "_exchange", lambda one, other: False)
    monkeypatch.setattr(
        Path,
        "rename",
        lambda path, to: _impossible(errno.EACCES)() if ".nieuw-" in path.name else rename(path, to),
    )
    with pytest.raises(UseError) as refused:
        folder.build(SECOND)

    assert str(refused.value).endswith("je mag hier niet schrijven")
    assert tree(folder.site) == published(FIRST)
    assert folder.left() == [".cache", "site"]


def test_a_move_that_changes_the_time_of_a_folder_does_no_harm(folder, monkeypatch):
    exchange = publication._exchange

    def as_on_xfs(one, other):
        done = exchange(one, other)
        for path in (one, other):
            os.utime(path)
        return done

    monkeypatch.setattr(publication, "_exchange", as_on_xfs)
    folder.build_all(FIRST, SECOND, FIRST)
    twin = (folder.cache / "vorige").stat().st_ino
    folder.build(THIRD)

    assert folder.site.stat().st_ino == twin


def test_a_cache_in_which_nothing_can_be_written_does_no_harm(folder):
    folder.build_all(FIRST, SECOND, FIRST)
    # A file where a folder must come: root may write in every folder, and so do tests in a container.
    (folder.cache / "nieuw").write_bytes(b"")
    for files in (SECOND, THIRD):
        folder.build(files)
        assert tree(folder.site) == published(files)
    assert folder.left() == [".cache", "site"]


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
@pytest.mark.parametrize(
    "befores", [(), (FIRST,), (FIRST, SECOND)], ids=["no site yet", "no twin yet", "twin"]
)
@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "renames"])
def test_a_build_killed_before_any_of_its_steps_leaves_a_whole_site(tmp_path, monkeypatch, befores, exchange):
    """Killed before its first change of a file or folder, before its second, and so on until it reaches its end."""
    if not exchange:
        monkeypatch.setattr(publication, "_exchange", lambda one, other: False)
    good = [published(files) for files in (*befores[-1:], THIRD)]
    killed = 0
    for number in range(1, 1000):
        folder = Folder(tmp_path / str(number))
        folder.build_all(*befores)
        was_killed = _killed_before(number, lambda folder=folder: folder.build(THIRD))
        if folder.site.exists() or (befores and exchange):
            assert tree(folder.site) in good
        for files in (THIRD, SECOND, FIRST):
            folder.build(files)
            assert tree(folder.site) == published(files)
        assert folder.left() == [".cache", "site"]
        if not was_killed:
            break
        killed += 1
    assert killed > 10


STEPS = ("os.link", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "open")


def _killed_before(number, run):
    """Run in a child that is killed before this step; False when it came to its end before that."""
    child = os.fork()
    if not child:
        left, failed = number, 1

        def watch(event, args):
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

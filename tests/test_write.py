import os
import signal
import subprocess
import sys

import pytest

from sitegen.cli import main
from sitegen.memory import Memory
from sitegen.paths import HOME, Paths
from sitegen.problems import UseError
from sitegen.publication import MANIFEST, Publication, refuse_foreign, refuse_sources
from sitegen.write import put_all
from tests.conftest import tree


@pytest.fixture
def paths(tmp_path):
    (tmp_path / "static" / "css").mkdir(parents=True)
    (tmp_path / "static" / "css" / "site.css").write_text("a {}", encoding="utf-8")
    return Paths.of(tmp_path)


def write(files, paths, force=False):
    """A build that has these pages."""
    refuse_sources(paths)
    if not force:
        refuse_foreign(paths)
    publication = Publication(paths)
    put_all(publication, paths, files, ["css/site.css"], {"css/site.css": "css/site.k3x7q2.css"})
    publication.publish()


def names(folder):
    return sorted(tree(folder))


def test_pages_and_static_files_are_written_and_old_ones_are_gone(paths):
    write({"index.html": b"1", "oud/index.html": b"1"}, paths)
    write({"index.html": b"2", "nieuw/index.html": b"2"}, paths)

    assert names(paths.out) == [MANIFEST, "css/site.k3x7q2.css", "index.html", "nieuw/index.html"]
    assert (paths.out / "index.html").read_bytes() == b"2"


def test_a_static_file_cannot_take_the_place_of_a_page(paths):
    with pytest.raises(UseError) as refused:
        write({"css/site.css": b"een pagina"}, paths)
    assert str(refused.value).startswith("static/css/site.css krijgt hetzelfde adres als een pagina")


def test_nothing_is_left_beside_the_output_folder(paths):
    write({"index.html": b"1"}, paths)
    write({"index.html": b"2"}, paths)

    assert sorted(path.name for path in paths.root.iterdir()) == ["site", "static"]


def test_a_folder_with_files_of_somebody_else_is_refused(paths):
    paths.out.mkdir()
    (paths.out / "brief.docx").write_bytes(b"van mij")

    with pytest.raises(UseError) as refused:
        write({"index.html": b"1"}, paths)
    assert "brief.docx" in str(refused.value) and "--force" in str(refused.value)
    assert names(paths.out) == ["brief.docx"]


def test_force_replaces_such_a_folder(paths):
    paths.out.mkdir()
    (paths.out / "brief.docx").write_bytes(b"van mij")

    write({"index.html": b"1"}, paths, force=True)

    assert names(paths.out) == [MANIFEST, "css/site.k3x7q2.css", "index.html"]


@pytest.mark.parametrize("out", [".", "data", "content/site", "static", "docs", "..", ".git"])
def test_a_folder_with_sources_is_refused_even_with_force(project, out):
    before = tree(project)

    assert main(["--root", str(project), "--out", str(project / out), "--force"]) == 2
    assert tree(project) == before


def test_a_failed_build_leaves_the_last_good_site(project):
    assert main(["--root", str(project), "--today", "2026-11-23"]) == 0
    before = tree(project / "site")
    (project / "data" / "contacts.yaml").write_text("contacts:\n  - naam: x\n", encoding="utf-8")

    assert main(["--root", str(project), "--today", "2026-11-23"]) == 1
    assert tree(project / "site") == before


def test_what_a_killed_build_left_is_swept_up(paths):
    left = paths.root / ".site.nieuw-999999999"
    left.mkdir()

    write({"index.html": b"1"}, paths)

    assert not left.exists()


def test_a_site_that_lost_its_place_between_two_renames_comes_back(paths):
    write({"index.html": b"1"}, paths)
    paths.out.rename(paths.root / ".site.oud-999999999")

    with pytest.raises(UseError):
        write({"css": b"een map met deze naam bestaat al"}, paths)
    assert (paths.out / "index.html").read_bytes() == b"1"


def test_a_build_killed_at_any_moment_leaves_a_whole_site(small):
    """Fifty kills, spread over the time a build takes; two states of the site are good, all others are not."""
    command = [sys.executable, str(HOME / "build.py"), "--root", str(small)]
    good = []
    for day in ("2025-10-15", "2026-11-23"):
        subprocess.run([*command, "--today", day], check=True, capture_output=True)
        good.append(tree(small / "site"))
    assert good[0] != good[1]

    seconds = _seconds([*command, "--today", "2026-11-23"])
    killed = 0
    for attempt in range(50):
        day = ("2025-10-15", "2026-11-23")[attempt % 2]
        build = subprocess.Popen(
            [*command, "--today", day], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            build.wait(timeout=seconds * (attempt + 1) / 50)
        except subprocess.TimeoutExpired:
            os.kill(build.pid, signal.SIGKILL)
            killed += 1
        build.wait()
        assert tree(small / "site") in good
    assert killed > 10
    subprocess.run([*command, "--today", "2026-11-23"], check=True, capture_output=True)
    assert tree(small / "site") == good[1]
    assert sorted(path.name for path in small.iterdir()) == [".cache", "content", "data", "site"]


def test_a_build_that_could_not_be_remembered_is_followed_by_another(small, monkeypatch):
    """As when it is killed, or the disk is full, between its last two steps."""
    build = ["--root", str(small), "--today", "2026-11-23", "--no-paper"]
    assert main(build) == 0
    text = small / "content" / "over.md"
    (small / "content" / "nieuw.md").write_bytes(text.read_bytes())
    with monkeypatch.context() as patched:
        patched.setattr(Memory, "save", lambda *_: None)
        assert main(build) == 0
    assert (small / "site" / "nieuw" / "index.html").exists()

    text.write_bytes(text.read_bytes() + b"\nNog een zin.\n")
    assert main(build) == 0
    made = tree(small / "site")
    assert main([*build, "--force"]) == 0
    assert tree(small / "site") == made


def _seconds(command):
    from time import perf_counter

    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return perf_counter() - start

import os

import pytest

from sitegen.tree import Tree, differences, folder_stamp


@pytest.fixture
def site(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("index.html", "a/b/index.html"):
        (tmp_path / name).write_bytes(b"1")
    return tmp_path


@pytest.fixture
def known(site):
    def stamp(name):
        found = (site / name).stat()
        return found.st_size, found.st_mtime_ns, found.st_ino

    # Long ago: what the tests change now surely has another time.
    for name in ("index.html", "a/b/index.html", "a/b", "a", ""):
        os.utime(site / name, (1000, 1000))
    names = ("index.html", "a/b/index.html")
    return Tree(
        {name: stamp(name) for name in names},
        {name: folder_stamp(str(site / name)) for name in ("", "a", "a/b")},
    )


def test_a_site_that_nobody_touched_has_no_differences(site, known):
    assert differences(site, known) == (set(), [])


def test_a_file_written_over_with_as_many_bytes_is_seen(site, known):
    (site / "a" / "b" / "index.html").write_bytes(b"2")

    assert differences(site, known) == ({"a/b/index.html"}, [])


def test_another_file_with_the_same_size_and_time_is_seen(site, known):
    (site / "x").write_bytes(b"2")
    os.utime(site / "x", (1000, 1000))
    (site / "x").replace(site / "index.html")

    assert differences(site, known) == ({"index.html"}, [])


def test_a_file_that_is_gone_is_seen(site, known):
    (site / "index.html").unlink()

    assert differences(site, known) == ({"index.html"}, [])


def test_a_folder_in_the_place_of_a_file_is_seen(site, known):
    (site / "index.html").unlink()
    (site / "index.html").mkdir()
    (site / "index.html" / "x").write_bytes(b"")

    assert differences(site, known) == ({"index.html"}, ["index.html/x"])


def test_files_of_somebody_else_are_named_in_whichever_folder(site, known):
    (site / "nieuw" / "map").mkdir(parents=True)
    for name in ("a/x", "a/b/.x", "nieuw/map/x"):
        (site / name).write_bytes(b"")

    changed, foreign = differences(site, known)
    assert (changed, sorted(foreign)) == (set(), ["a/b/.x", "a/x", "nieuw/map/x"])


def test_a_link_to_a_folder_is_somebody_elses_and_not_followed(site, known, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elders")
    (elsewhere / "x").write_bytes(b"")
    (site / "link").symlink_to(elsewhere)

    assert differences(site, known) == (set(), ["link"])


def test_of_a_site_that_is_gone_everything_is_gone(site, known, tmp_path):
    site.rename(tmp_path.with_name("elders"))

    assert differences(site, known) == ({"index.html", "a/b/index.html"}, [])

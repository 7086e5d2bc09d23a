import gzip
import os

import brotli
import pytest

from sitegen.cli import main
from tests.conftest import TODAY, change, tree

OPTIONS = ["--today", TODAY, "--no-paper", "--compress"]


@pytest.fixture
def site(small):
    assert main(["--root", str(small), *OPTIONS]) == 0
    return small / "site"


def compressed(name):
    return name.endswith((".br", ".gz"))


def test_beside_each_text_file_stands_the_same_in_fewer_bytes(site):
    files = tree(site)
    beside = {name for name in files if compressed(name)}

    assert {name.rpartition(".")[0] for name in beside} >= {
        "index.html",
        "digipunten/index.html",
        "digipunten/voorbeeld-een/uren.ics",
        "sitemap.xml",
        "sw.js",
    }
    for name in beside:
        content = files[name.rpartition(".")[0]]
        assert (brotli.decompress if name.endswith("br") else gzip.decompress)(files[name]) == content
    assert len(files["index.html.br"]) < len(files["index.html.gz"]) < len(files["index.html"]) / 2
    assert not any(name.startswith(("_headers", ".htaccess", ".bestanden")) for name in beside)


def test_the_rest_is_as_without(site, small):
    assert main(["--root", str(small), *OPTIONS[:-1], "--out", str(small / "zonder")]) == 0
    without = tree(small / "zonder")
    found = {name: content for name, content in tree(site).items() if not compressed(name)}

    assert without.keys() == found.keys()
    assert {name for name in without if without[name] != found[name]} == {".bestanden"}


def test_only_what_changed_is_compressed_again(site, small):
    before = {name: os.stat(site / name).st_ino for name in tree(site)}
    change(small / "content" / "over.md", "---\n\n", "---\n\nEen zin erbij.\n\n")
    assert main(["--root", str(small), *OPTIONS]) == 0

    made = {name for name in tree(site) if os.stat(site / name).st_ino != before.get(name)}
    assert made == {
        f"{name}{ending}" for name in ("over/index.html", "sw.js") for ending in ("", ".br", ".gz")
    }


def test_without_the_option_they_are_gone_again(site, small):
    assert main(["--root", str(small), *OPTIONS[:-1]]) == 0
    assert not any(map(compressed, tree(site)))


def test_a_second_build_from_nothing_gives_the_same_bytes(site, small):
    assert main(["--root", str(small), *OPTIONS, "--out", str(small / "tweede"), "--force"]) == 0
    assert tree(site) == tree(small / "tweede")


def test_without_its_library_it_says_what_to_type(small, monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "brotli", None)
    assert main(["--root", str(small), *OPTIONS]) == 2
    assert "make installeren" in capsys.readouterr().err
    assert not (small / "site").exists()

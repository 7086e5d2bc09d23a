"""The same input gives the same bytes: in another folder, time zone, language and order of hashing, PDFs included."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.paths import HOME
from tests.conftest import GENT, TODAY, tree

SOURCES = ("sitegen", "templates", "static")
# Each is another computer: where the project stands, and what its system says.
COMPUTERS = {
    "een": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    "een map met é en spaties": {"TZ": "America/Adak", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
}


def computer(folder: Path, root: Path) -> None:
    """The generator with a project, without anything that was kept from a build before."""
    for name in SOURCES:
        shutil.copytree(HOME / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOME / "build.py", folder)
    for name in ("data", "content"):
        shutil.copytree(root / name, folder / name)


def built(folder: Path, settings: dict[str, str], *options: str) -> dict[str, bytes]:
    done = subprocess.run(
        [sys.executable, "build.py", "--today", TODAY, "--now", f"{TODAY}T10:30", *options],
        cwd=folder,
        env={**os.environ, **settings, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    assert done.returncode == 0, done.stderr
    return tree(folder / "site")


@pytest.mark.hard
@pytest.mark.parametrize("name", ["real", "example"])
def test_two_computers_make_the_same_site(tmp_path, example_root, name):
    sites = []
    for place, settings in COMPUTERS.items():
        folder = tmp_path / place
        computer(folder, GENT if name == "real" else example_root)
        sites.append(built(folder, settings, "--compress"))
    one, other = sites

    assert one.keys() == other.keys() and any(file.endswith(".pdf") for file in one)
    assert [file for file in one if one[file] != other[file]] == []


def test_the_order_in_which_a_disk_lists_its_files_makes_no_difference(tmp_path):
    """The files are made the other way around, and half of them twice."""
    folder = tmp_path / "een"
    computer(folder, GENT)
    other = tmp_path / "ander"
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            copy = other / path.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if len(path.name) % 2:
                shutil.copy(path, copy)
                copy.rename(copy.with_name(f"{copy.name}.weg"))
                copy.with_name(f"{copy.name}.weg").unlink()
            shutil.copy(path, copy)

    assert built(folder, {}, "--no-paper") == built(other, {}, "--no-paper")

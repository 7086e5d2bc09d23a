"""What several test files need: a copy of the project's data, a built site, small records."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sitegen.cli import main
from sitegen.paths import HOME

TODAY = "2026-11-23"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes; two equal trees are the same site."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def change(path: Path, old: str, new: str) -> None:
    """Replace text that must be there, once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{old!r} staat niet in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A root with a copy of the real data and content, free to spoil."""
    root = tmp_path / "project"
    for folder in ("data", "content"):
        shutil.copytree(HOME / folder, root / folder)
    return root


@pytest.fixture
def today() -> date:
    return date.fromisoformat(TODAY)


@pytest.fixture(scope="session")
def build(tmp_path_factory):
    """Build the repository's own site as it is on a day; returns its folder."""
    made: dict[str, Path] = {}

    def build_on(day: str = TODAY) -> Path:
        if day not in made:
            made[day] = tmp_path_factory.mktemp("site") / "site"
            assert main(["--today", day, "--out", str(made[day])]) == 0
        return made[day]

    return build_on


@pytest.fixture(scope="session")
def example_root(tmp_path_factory) -> Path:
    """The project, with the 30 places of the EXAMPLE set in place of the real ones."""
    root = tmp_path_factory.mktemp("voorbeeld")
    for folder in ("data", "content"):
        shutil.copytree(HOME / folder, root / folder)
    shutil.copy(HOME / "tests" / "fixtures" / "voorbeeld" / "digipunten.yaml", root / "data")
    return root


@pytest.fixture(scope="session")
def example_site(example_root) -> Path:
    """The built site of the EXAMPLE set."""
    assert main(["--root", str(example_root), "--today", TODAY, "--out", str(example_root / "site")]) == 0
    return example_root / "site"


@pytest.fixture(scope="session")
def built_site(build) -> Path:
    return build()


@pytest.fixture(scope="session")
def pages(built_site) -> dict[str, BeautifulSoup]:
    """Every HTML page of the built site, parsed, by its path."""
    found = {
        path.relative_to(built_site).as_posix(): BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in sorted(built_site.rglob("*.html"))
    }
    assert len(found) > 20
    return found


def words(soup) -> str:
    """The text of an element on one line, hard spaces as plain ones."""
    return " ".join(soup.get_text(" ").split())

"""What several test files need: a copy of the project's data, a built site, small records."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import settings
from playwright.sync_api import sync_playwright

from sitegen.cli import main
from sitegen.paths import HOME
from tests import browser
from tests import tried as counts

# How long an example takes says more of what else the machine does.
settings.register_profile("without-a-clock", deadline=None)
settings.load_profile("without-a-clock")

TODAY = "2026-11-23"
# The data and texts of one day: what editors change later makes no test fail.
GENT = HOME / "tests" / "fixtures" / "gent"


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
    """A root with a copy of real data and content, free to spoil."""
    root = tmp_path / "project"
    for folder in ("data", "content"):
        shutil.copytree(GENT / folder, root / folder)
    return root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A root with a copy of the small EXAMPLE project (VOORBEELD), in which nothing is wrong or old on TODAY."""
    return Path(shutil.copytree(HOME / "tests" / "fixtures" / "klein", tmp_path / "klein"))


@pytest.fixture
def tried(request) -> Callable[[str, int], None]:
    """Tell how many of what a test tried; the run says it at its end."""

    def tell(what: str, count: int = 1) -> None:
        request.node.user_properties.append(counts.as_property(what, count))

    return tell


def pytest_terminal_summary(terminalreporter) -> None:
    reports = (report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind))
    told = counts.summary(
        each for report in reports if report.when == "call" for each in report.user_properties
    )
    if told:
        terminalreporter.write_line(told)


@pytest.fixture
def today() -> date:
    return date.fromisoformat(TODAY)


@pytest.fixture(scope="session")
def build(tmp_path_factory):
    """Build the site of real data as it is on a day; returns its folder."""
    made: dict[str, Path] = {}

    def build_on(day: str = TODAY) -> Path:
        if day not in made:
            made[day] = tmp_path_factory.mktemp("site") / "site"
            # Documents to print are of the day: one day has them.
            paper = [] if day == TODAY else ["--no-paper"]
            assert main(["--root", str(GENT), "--today", day, "--out", str(made[day]), *paper]) == 0
        return made[day]

    return build_on


@pytest.fixture(scope="session")
def example_root(tmp_path_factory) -> Path:
    """The project, with the 30 places of the EXAMPLE set in place of the real ones."""
    root = tmp_path_factory.mktemp("voorbeeld")
    for folder in ("data", "content"):
        shutil.copytree(GENT / folder, root / folder)
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


# The sync API keeps an event loop running in its thread: it ends with each file.
@pytest.fixture(scope="module")
def chromium():
    """The installed browser; without one the test fails, as it is never skipped."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser.executable(), args=browser.FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def open_at(chromium, origin):
    """Open an address at a moment, for somebody whose clock stands in another zone; nothing may go wrong there.

    `origin` is the site that a test file is about.
    """
    contexts, complaints = [], []

    def open_it(address, moment, width=1280, host=origin, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            **{"timezone_id": "America/New_York", **browser.NO_WORKER, **options},
        )
        context.add_init_script(browser.LOOK)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.complaints = complaints
        browser.listen(page, host, complaints)
        page.clock.install(time=moment)
        page.goto(host + address)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []


def words(soup) -> str:
    """The text of an element on one line, hard spaces as plain ones."""
    return " ".join(soup.get_text(" ").split())

"""What a build does when little changed, and what it does beside another build."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date

import pytest

from sitegen.cache import alone, folder_of
from sitegen.cli import main
from sitegen.commands.making import make
from sitegen.commands.steps import Steps
from sitegen.paths import HOME, Paths
from sitegen.rebuild import Options, Rebuild
from tests.conftest import change, tree

TODAY = "2026-11-23"
LOADED = "import sys; from sitegen.cli import main; code = main(sys.argv[1:]); print(*sorted(sys.modules)); sys.exit(code)"


@pytest.fixture
def built(small):
    assert main(["--root", str(small), "--today", TODAY, "--no-paper"]) == 0
    return small


def again(root, *options):
    return main(["--root", str(root), "--today", TODAY, "--no-paper", *options])


def stamps(root):
    return {
        path.relative_to(root).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in (root / "site").rglob("*")
        if path.is_file()
    }


def loaded(root) -> set[str]:
    command = [sys.executable, "-c", LOADED, "--root", str(root), "--today", TODAY, "--no-paper"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_a_build_in_which_nothing_changed_loads_no_library(built):
    """Nor the half of Python: this is what an editor, and every second build of a host, waits for."""
    modules = loaded(built)

    assert not modules & {"jinja2", "markdown", "nh3", "yaml", "typst", "livereload", "segno", "rjsmin"}
    assert not modules & {"dataclasses", "html", "pickle", "shutil", "sitegen.model", "sitegen.read"}


def test_a_changed_hour_needs_no_markdown_and_a_changed_text_no_records(built):
    change(built / "data" / "digipunten.yaml", "do-vr: 10:00-12:00", "do-vr: 10:00-12:30")
    modules = loaded(built)
    # The finder in one file holds every place, so its scripts are put in again.
    assert "jinja2" in modules and not modules & {"markdown", "nh3", "typst"}

    change(built / "content" / "over.md", "---\n\n", "---\n\nEen zin erbij.\n\n")
    modules = loaded(built)
    assert {"jinja2", "markdown"} <= modules and not modules & {"sitegen.place_records", "typst", "rjsmin"}


def test_only_what_shows_a_changed_hour_is_written(built):
    before = stamps(built)
    change(built / "data" / "digipunten.yaml", "do-vr: 10:00-12:00", "do-vr: 10:00-12:30")

    assert again(built) == 0

    after = stamps(built)
    changed = {name for name in before if before[name] != after[name]}
    assert after.keys() == before.keys()
    assert "site/digipunten/voorbeeld-een/index.html" in changed
    assert not changed & {"site/index.html", "site/css/site.css", "site/digipunten/voorbeeld-twee/index.html"}


def test_the_summary_tells_what_was_made_and_how_long_it_took(built, capsys):
    again(built)
    assert capsys.readouterr().out.startswith("30 pagina’s in site/: niets veranderd, 0,")

    change(built / "content" / "over.md", "---\n\n", "---\n\nEen zin erbij.\n\n")
    again(built, "--profile")
    first, *table = capsys.readouterr().out.splitlines()
    assert first.startswith("30 pagina’s in site/: 1 bestand gemaakt, ")
    assert [line.split("  ")[0] for line in table] == [
        "zien wat er veranderde",
        "dagen uit git lezen",
        "lezen",
        "Digipunten lezen",
        "pagina’s kiezen",
        "pagina’s maken",
        "links nakijken",
        "schrijven",
        "al de rest",
    ]


def test_force_makes_everything_again(built, capsys):
    before = tree(built / "site")

    again(built, "--force")

    assert capsys.readouterr().out.startswith("30 pagina’s in site/: 41 bestanden gemaakt, ")
    assert tree(built / "site") == before


def test_a_mistake_is_told_as_if_there_were_no_memory(built, capsys):
    change(built / "data" / "digipunten.yaml", "wijk: binnenstad", "wijk: buitenstad")
    before = tree(built / "site")

    assert again(built) == 1
    told = capsys.readouterr().err
    assert again(built, "--force") == 1

    assert capsys.readouterr().err == told
    assert 'data/digipunten.yaml:11:11: fout: "buitenstad" is geen wijk die we kennen' in told
    assert tree(built / "site") == before


def test_a_page_that_did_not_change_may_lose_what_it_links_to(built, capsys):
    """The anchor stands on the page of the texts about contact; the link on another page."""
    extra = built / "content" / "extra.md"
    extra.write_text(
        "---\ntitel: Extra\nbeschrijving: Een voorbeeld van een pagina met een tussentitel, alleen om te testen.\n---\n\n## Een kop\n",
        encoding="utf-8",
    )
    change(built / "content" / "over.md", "---\n\n", "---\n\nZie [de kop](/extra/#een-kop).\n\n")
    assert again(built) == 0
    change(extra, "## Een kop", "## Een andere kop")

    assert again(built) == 1

    assert "content/over.md" in capsys.readouterr().err


def test_two_builds_at_once_wait_for_each_other(built):
    """Both are of another day, and the site is that of one of them."""
    days = ("2026-11-24", "2026-12-25")
    commands = [
        [sys.executable, str(HOME / "build.py"), "--root", str(built), "--no-paper", "--today", day]
        for day in days
    ]
    good = []
    for day in days:
        assert main(["--root", str(built), "--no-paper", "--today", day]) == 0
        good.append(tree(built / "site"))

    for _ in range(3):
        running = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for command in commands * 2]
        assert [process.wait(timeout=60) for process in running] == [0, 0, 0, 0]
        assert tree(built / "site") in good


def test_who_waits_says_so(built):
    command = [
        sys.executable,
        str(HOME / "build.py"),
        "--root",
        str(built),
        "--no-paper",
        "--today",
        "2026-12-25",
    ]
    with alone(folder_of(Paths.of(built)), print):
        waiting = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert waiting.stderr is not None  # A build in which nothing changed would not wait.
        line = waiting.stderr.readline()
        assert waiting.poll() is None
    assert waiting.wait(timeout=30) == 0
    assert line == "Er loopt al een andere build van deze map. We wachten tot die klaar is.\n"


def test_a_build_remembers_wherever_its_cache_stands(small, tmp_path):
    """As that of the preview does, beside its own site."""
    paths = Paths.of(small, tmp_path / "voorbeeld")
    cache = tmp_path / "geheugen"
    cache.mkdir()
    options = Options(date.fromisoformat(TODAY).toordinal(), printing=False)

    def made() -> int:
        return make(paths, options, cache, False, Steps(io.StringIO())).made

    assert made() == 41
    assert made() == 0
    change(small / "content" / "over.md", "---\n\n", "---\n\nEen zin erbij.\n\n")
    assert made() == 1


def test_what_is_saved_during_a_build_is_remembered_as_nothing(built, monkeypatch):
    """The build read another text than the one it looked at; the editor takes that back afterwards."""
    page = built / "content" / "over.md"
    before, typed = tree(built / "site"), page.read_text(encoding="utf-8")
    read = Rebuild.read

    def save_and_read(self):
        page.write_text(typed.replace("---\n\n", "---\n\nEven anders.\n\n", 1), encoding="utf-8")
        return read(self)

    with monkeypatch.context() as patch:
        patch.setattr(Rebuild, "read", save_and_read)
        assert again(built, "--force") == 0
    assert "Even anders." in (built / "site" / "over" / "index.html").read_text(encoding="utf-8")
    page.write_text(typed, encoding="utf-8")

    assert again(built) == 0

    assert tree(built / "site") == before

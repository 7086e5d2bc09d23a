"""The days on which things were last changed, from real repositories, and what the sitemap says of them."""

import os
import random
import re
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from sitegen.cli import main
from sitegen.commands import history
from sitegen.commands.history import last_changes
from sitegen.rebuild import Rebuild, Unsure
from tests.conftest import TODAY, change, tree

FIRST, LATER, NOW = date(2026, 3, 2), date(2026, 5, 11), date(2026, 11, 23)
DAY = timedelta(days=1)


def git(folder, *arguments, day=FIRST, time="12:00:00+01:00"):
    # When somebody wrote it is another day: what counts is when it came to stand there.
    moments = {"GIT_COMMITTER_DATE": f"{day}T{time}", "GIT_AUTHOR_DATE": "2020-01-01T12:00:00Z"}
    who = ["-c", "user.name=Een voorbeeld", "-c", "user.email=voorbeeld@voorbeeld.example"]
    subprocess.run(
        ["git", *who, *arguments], cwd=folder, env=os.environ | moments, capture_output=True, check=True
    )


def commit(folder, day, **options):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=Iets", day=day, **options)


def repository(folder, day=FIRST):
    git(folder, "init", "--quiet", "--initial-branch=hoofdtak")
    (folder / ".gitignore").write_text(".cache/\nsite/\n", encoding="utf-8")
    commit(folder, day)
    return folder


@pytest.fixture
def root(small):
    """The small EXAMPLE project, committed on the first day."""
    return repository(small)


def days(root, today=NOW):
    return last_changes(root, today)[0]


def changed(root, today=NOW):
    """What has another day than the first."""
    return {name: day for name, day in days(root, today).items() if day != FIRST}


def places(root):
    return root / "data" / "digipunten.yaml"


def test_everything_has_the_day_of_the_commit_that_brought_it(root):
    found = days(root)

    assert set(found.values()) == {FIRST}
    assert found.keys() >= {"texts/index", "texts/digipunten/insluiten", "contacts/balie", "contacts"}
    assert {name for name in found if name.startswith("digipunten")} == {
        "digipunten",
        "digipunten/voorbeeld-een",
        "digipunten/voorbeeld-twee",
    }


EDITS = [
    ("content/over.md", "---\n\n", "---\n\nEen zin.\n\n", ["texts/over"]),
    ("data/digipunten.yaml", "do-vr: 10:", "do-vr: 9:", ["digipunten", "digipunten/voorbeeld-een"]),
    ("data/digipunten.yaml", "nummer: 5", "nummer: 6", ["digipunten", "digipunten/voorbeeld-twee"]),
    ("data/contacts.yaml", "naam: De balie", "naam: Balie", ["contacts", "contacts/balie"]),
    # Of what was taken away no line is left.
    ("data/digipunten.yaml", "    telefoon: 09 210 10 10\n", "", ["digipunten", "digipunten/voorbeeld-een"]),
    # What no visitor reads.
    ("data/digipunten.yaml", "# De uren van de balie.", "# Gebeld.", []),
    ("data/digipunten.yaml", "\n  - id: voorbeeld-twee", "\n\n  # Nieuw.\n  - id: voorbeeld-twee", []),
    ("data/digipunten.yaml", "# VOORBEELD: verzonnen", "# Verzonnen", []),
    ("data/kalenders.yaml", "naam: ", "naam: de ", []),
    # Another word in the address is another record, and one that went.
    (
        "data/digipunten.yaml",
        "id: voorbeeld-twee",
        "id: voorbeeld-drie",
        ["digipunten", "digipunten/voorbeeld-drie"],
    ),
]


@pytest.mark.parametrize("file, old, new, names", EDITS)
def test_a_change_gives_its_day_to_what_it_changes(root, file, old, new, names):
    change(root / file, old, new)
    commit(root, LATER)

    assert changed(root) == dict.fromkeys(names, LATER)


@pytest.mark.parametrize("file, old, new, names", EDITS)
def test_what_is_not_committed_changed_today(root, file, old, new, names):
    change(root / file, old, new)

    assert changed(root) == dict.fromkeys(names, NOW)
    git(root, "add", "--all")
    assert changed(root) == dict.fromkeys(names, NOW)


def test_a_place_that_went_changes_the_lists(root):
    text = places(root).read_text(encoding="utf-8")
    places(root).write_text(text.partition("\n  - id: voorbeeld-twee")[0] + "\n", encoding="utf-8")
    commit(root, LATER)

    assert changed(root) == {"digipunten": LATER}
    assert "digipunten/voorbeeld-twee" not in days(root)


def test_another_order_changes_the_lists_alone(root):
    head, one, two = re.split(r"(?m)^(?=  - id: )", places(root).read_text(encoding="utf-8"))
    places(root).write_text(f"{head}{two.rstrip()}\n\n{one.rstrip()}\n", encoding="utf-8")
    commit(root, LATER)

    assert changed(root) == {"digipunten": LATER}


def test_what_came_back_has_the_day_on_which_it_came_back(root):
    change(places(root), "nummer: 5", "nummer: 6")
    commit(root, LATER)
    change(places(root), "nummer: 6", "nummer: 5")
    commit(root, LATER + 3 * DAY)

    assert changed(root) == dict.fromkeys(["digipunten", "digipunten/voorbeeld-twee"], LATER + 3 * DAY)


def test_a_new_file_and_new_records_have_the_day_of_their_commit(root):
    news = root / "data" / "nieuws.yaml"
    news.write_text("nieuws: []\n", encoding="utf-8")
    commit(root, LATER)
    assert changed(root) == {}

    news.write_text("nieuws:\n  - id: een\n    op: 2026-05-12\n    titel: Een\n", encoding="utf-8")
    (root / "content" / "nieuw.md").write_text("---\ntitel: Nieuw\n---\n", encoding="utf-8")
    assert changed(root) == {"nieuws": NOW, "nieuws/een": NOW, "texts/nieuw": NOW}

    commit(root, LATER + DAY)
    assert changed(root) == {"nieuws": LATER + DAY, "nieuws/een": LATER + DAY, "texts/nieuw": LATER + DAY}


def test_the_figures_of_an_audit_have_a_day_too(root):
    (root / "data" / "metingen").mkdir()
    (root / "data" / "metingen" / "toegankelijkheid.json").write_text("{}", encoding="utf-8")
    assert changed(root) == {"audit": NOW}

    commit(root, LATER)
    assert changed(root) == {"audit": LATER}


def test_a_file_that_git_is_told_to_leave_out_has_no_day(root):
    (root / ".gitignore").write_text("/content/geheim.md\n", encoding="utf-8")
    (root / "content" / "geheim.md").write_text("---\ntitel: Geheim\n---\n", encoding="utf-8")

    assert "texts/geheim" not in days(root)


def test_line_ends_of_another_system_change_nothing(root):
    git(root, "config", "core.autocrlf", "true")
    for folder in ("data", "content"):
        shutil.rmtree(root / folder)
    git(root, "checkout", "--", "data", "content")
    assert b"\r\n" in places(root).read_bytes()

    assert changed(root) == {}
    change(places(root), "nummer: 5", "nummer: 6")
    assert changed(root) == dict.fromkeys(["digipunten", "digipunten/voorbeeld-twee"], NOW)


@pytest.mark.parametrize(
    "time, day",
    [("23:30:00+00:00", LATER + DAY), ("23:30:00+02:00", LATER), ("02:00:00+09:00", LATER - DAY)],
)
def test_the_day_is_that_in_ghent(root, time, day):
    change(root / "content" / "over.md", "---\n\n", "---\n\nEen zin.\n\n")
    commit(root, LATER, time=time)

    assert changed(root) == {"texts/over": day}


def test_what_was_changed_after_the_day_of_the_build_has_no_day(root):
    change(places(root), "nummer: 5", "nummer: 6")
    commit(root, LATER)

    found = days(root, LATER - DAY)

    assert "digipunten/voorbeeld-twee" not in found and "digipunten" not in found
    assert found["digipunten/voorbeeld-een"] == FIRST
    assert changed(root, LATER) == dict.fromkeys(["digipunten", "digipunten/voorbeeld-twee"], LATER)


def branched(root, there, here):
    """Two edits of the list of places on two branches, a day apart, which then come together."""
    git(root, "switch", "--quiet", "--create", "zijtak")
    change(places(root), *there)
    commit(root, LATER)
    git(root, "switch", "--quiet", "hoofdtak")
    change(places(root), *here)
    commit(root, LATER + DAY)


def test_each_branch_keeps_its_days_when_they_come_together(root):
    branched(root, ("nummer: 10", "nummer: 11"), ("nummer: 5", "nummer: 6"))
    git(root, "merge", "--quiet", "--no-edit", "zijtak", day=LATER + 2 * DAY)

    assert changed(root) == {
        "digipunten/voorbeeld-een": LATER,
        "digipunten/voorbeeld-twee": LATER + DAY,
        # All together they are as they were on no branch.
        "digipunten": LATER + 2 * DAY,
    }


def test_what_a_merge_made_itself_has_its_day(root):
    branched(root, ("nummer: 5", "nummer: 6"), ("Zonstraat", "Maanstraat"))
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "--quiet", "zijtak")
    git(root, "checkout", "--ours", "data/digipunten.yaml")
    change(places(root), "nummer: 5", "nummer: 7")
    change(root / "content" / "over.md", "---\n\n", "---\n\nEen zin.\n\n")
    commit(root, LATER + 2 * DAY)

    names = ["digipunten", "digipunten/voorbeeld-twee", "texts/over"]
    assert changed(root) == dict.fromkeys(names, LATER + 2 * DAY)


def test_what_a_merge_left_out_has_no_say(root):
    git(root, "switch", "--quiet", "--create", "zijtak")
    change(places(root), "nummer: 5", "nummer: 6")
    change(root / "content" / "over.md", "---\n\n", "---\n\nEen zin.\n\n")
    change(root / "content" / "privacy.md", "---\n\n", "---\n\nEen zin.\n\n")
    commit(root, LATER)
    git(root, "switch", "--quiet", "hoofdtak")
    git(root, "merge", "--quiet", "--no-ff", "--no-commit", "zijtak")
    git(root, "checkout", "hoofdtak", "--", "data", "content/over.md")
    commit(root, LATER + DAY)

    assert days(root)["digipunten/voorbeeld-twee"] == FIRST
    assert days(root).get("texts/over") in (None, FIRST)
    assert days(root)["texts/privacy"] == LATER


def test_the_project_may_be_a_folder_of_the_repository(small, tmp_path):
    whole = tmp_path / "geheel"
    root = Path(shutil.copytree(small, whole / "sites" / "één stad"))
    repository(whole)
    change(places(root), "nummer: 5", "nummer: 6")
    change(root / "content" / "over.md", "---\n\n", "---\n\nEen zin.\n\n")
    (whole / "data").mkdir()
    shutil.copy(places(root), whole / "data")
    commit(whole, LATER)
    change(root / "content" / "privacy.md", "---\n\n", "---\n\nEen zin.\n\n")

    names = ["digipunten", "digipunten/voorbeeld-twee", "texts/over"]
    assert changed(root) == {**dict.fromkeys(names, LATER), "texts/privacy": NOW}


@pytest.mark.parametrize("seed", range(8))
def test_many_edits_are_told_as_somebody_who_wrote_them_down_would(root, seed):
    dice, day, wanted = random.Random(seed), LATER, {}
    numbers = {"voorbeeld-een": 10, "voorbeeld-twee": 5}

    def edit(id, on):
        head, found, rest = places(root).read_text(encoding="utf-8").partition(f"- id: {id}\n")
        numbers[id] += 1
        places(root).write_text(
            head + found + re.sub(r"nummer: \d+", f"nummer: {numbers[id]}", rest, count=1), "utf-8"
        )
        wanted[f"digipunten/{id}"] = wanted["digipunten"] = on

    for step in range(12):
        day += dice.randint(1, 5) * DAY
        one, other = dice.sample(list(numbers), 2)
        if dice.random() < 0.3:
            git(root, "switch", "--quiet", "--create", f"zijtak-{step}")
            edit(one, day)
            commit(root, day)
            git(root, "switch", "--quiet", "hoofdtak")
            edit(other, day + DAY)
            commit(root, day + DAY)
            day += 2 * DAY
            git(root, "merge", "--quiet", "--no-edit", f"zijtak-{step}", day=day)
            wanted["digipunten"] = day
        else:
            edit(one, day)
            if dice.random() < 0.2:
                places(root).write_text(places(root).read_text(encoding="utf-8") + "# Nog iets.\n", "utf-8")
            commit(root, day)
    if seed % 2:
        edit(one, NOW)

    assert changed(root) == wanted


# Where git cannot tell.


def test_without_a_repository_there_are_no_days_and_git_is_not_asked(small, monkeypatch):
    monkeypatch.setattr(subprocess, "run", None)

    assert last_changes(small, NOW) == ({}, None)


def test_without_git_there_are_no_days(root, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert last_changes(root, NOW) == ({}, None)


def test_a_repository_without_a_commit_has_no_days(small):
    git(small, "init", "--quiet")

    assert last_changes(small, NOW) == ({}, None)


def test_a_project_that_nobody_committed_has_no_days(small, tmp_path):
    (tmp_path / "geheel").mkdir()
    whole = repository(tmp_path / "geheel")
    root = Path(shutil.copytree(small, whole / "stad"))

    assert days(root) == {}


def test_a_clone_of_a_part_of_the_history_has_no_days(root, tmp_path):
    change(root / "content" / "over.md", "---\n\n", "---\n\nEen zin.\n\n")
    commit(root, LATER)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", "ondiep")
    git(tmp_path, "clone", "--quiet", f"file://{root}", "heel")

    assert last_changes(tmp_path / "ondiep", NOW) == ({}, None)
    assert days(tmp_path / "heel") == days(root)


def test_a_repository_that_misses_files_has_no_days(root):
    change(places(root), "nummer: 5", "nummer: 6")
    commit(root, LATER)
    name = subprocess.run(
        ["git", "rev-parse", "HEAD~1:data/digipunten.yaml"], cwd=root, capture_output=True, text=True
    ).stdout.strip()
    (root / ".git" / "objects" / name[:2] / name[2:]).unlink()

    assert last_changes(root, NOW) == ({}, None)


def test_of_a_history_that_is_too_long_only_the_newest_part_has_days(root, monkeypatch):
    change(places(root), "nummer: 5", "nummer: 6")
    commit(root, LATER)
    monkeypatch.setattr(history, "MOST_READ", 1)

    found = days(root)

    assert found["digipunten/voorbeeld-twee"] == found["digipunten"] == LATER
    assert "digipunten/voorbeeld-een" not in found


# What is remembered.


def test_the_history_is_not_read_again_before_there_is_another_commit(root, monkeypatch):
    change(places(root), "nummer: 5", "nummer: 6")
    commit(root, LATER)
    found, known = last_changes(root, NOW)
    with monkeypatch.context() as patched:
        patched.setattr(history, "_committed", None)
        assert last_changes(root, NOW, known) == (found, known)
        change(root / "content" / "over.md", "---\n\n", "---\n\nEen zin.\n\n")
        assert last_changes(root, NOW, known) == ({**found, "texts/over": NOW}, known)

    commit(root, LATER + DAY)

    again, later = last_changes(root, NOW, known)
    assert again == {**found, "texts/over": LATER + DAY} and later != known


# The sitemap.


def build(root, *options, day=TODAY):
    assert main(["--root", str(root), "--today", day, "--no-paper", *options]) == 0


def lastmod(root):
    text = (root / "site" / "sitemap.xml").read_text(encoding="utf-8")
    found = re.findall(r"<loc>https://[^/]+(/[^<]*)</loc>(?:<lastmod>([0-9-]{10})</lastmod>)?</url>", text)
    assert len(found) == text.count("<loc>") > 20
    return dict(found)


def test_the_sitemap_says_when_each_page_was_last_changed(root):
    change(places(root), "nummer: 5", "nummer: 6")
    commit(root, LATER)
    build(root)

    found = lastmod(root)

    later = {address for address, day in found.items() if day == str(LATER)}
    assert set(found.values()) == {str(FIRST), str(LATER)}
    assert later >= {
        "/digipunten/",
        "/digipunten/voorbeeld-twee/",
        "/digipunten/dag/maandag/",
        "/doorverwijzers/",
    }
    assert later >= {"/inhoud/", "/digipunten/op-papier/"}
    assert not later & {"/", "/over/", "/contact/", "/acties/", "/digipunten/voorbeeld-een/"}


def test_without_a_history_the_sitemap_says_no_days(small):
    build(small)

    assert set(lastmod(small).values()) == {""}


def test_when_only_days_change_only_the_sitemap_is_made(root, capsys):
    """A commit changes no file; a build that has something else to do learns of it."""
    change(places(root), "nummer: 5", "nummer: 6")
    build(root)
    assert lastmod(root)["/digipunten/voorbeeld-twee/"] == TODAY
    before = tree(root / "site")
    commit(root, LATER)
    capsys.readouterr()

    build(root)
    assert "niets veranderd" in capsys.readouterr().out
    change(root / "content" / "over.md", "---\n\n", "---\n\nEen zin.\n\n")
    build(root)

    assert ": 2 bestanden gemaakt" in capsys.readouterr().out
    assert lastmod(root)["/digipunten/voorbeeld-twee/"] == str(LATER)
    after = tree(root / "site")
    assert {name for name in after if after[name] != before[name]} == {
        "over/index.html",
        "sitemap.xml",
        "sw.js",
    }
    build(root, "--force")
    assert tree(root / "site") == after


def test_a_build_that_reads_everything_says_the_same_days(root, monkeypatch):
    change(places(root), "nummer: 5", "nummer: 6")
    commit(root, LATER)
    build(root)
    found = lastmod(root)

    def unsure(rebuild):
        raise Unsure

    monkeypatch.setattr(Rebuild, "read", unsure)
    build(root, "--force")

    assert lastmod(root) == found and str(LATER) in found.values()


def test_a_build_in_which_nothing_changed_does_not_ask_git(root, monkeypatch):
    build(root)
    monkeypatch.setattr(history, "_last_commit", None)

    build(root)


def test_a_check_asks_git_nothing(root, monkeypatch):
    monkeypatch.setattr(subprocess, "run", None)
    monkeypatch.setattr(subprocess, "Popen", None)

    assert main(["check", "--root", str(root), "--today", TODAY]) == 0

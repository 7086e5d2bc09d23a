"""Releases on a branch, with the real git and ghp-import, and a bare repository as the host."""

import os
import subprocess

import pytest

from sitegen import branch
from sitegen.branch import Branch
from sitegen.problems import UseError
from sitegen.publication import MANIFEST
from sitegen.release import RECORD, Found
from tests.released import FIRST, SECOND, THIRD, Series, check_lingering
from tests.test_diff import commit, git, repository


@pytest.fixture
def host(tmp_path):
    git(tmp_path, "init", "--quiet", "--bare", "host.git")
    return tmp_path / "host.git"


@pytest.fixture
def root(tmp_path, host):
    folder = tmp_path / "Mijn project, vóór git"
    folder.mkdir()
    (folder / "bron.txt").write_text("een bron")
    repository(folder)
    git(folder, "remote", "add", "origin", str(host))
    return folder


@pytest.fixture
def series(root, tmp_path):
    return Series(Branch(root, "gh-pages", push=True), tmp_path / "site")


@pytest.fixture
def local(root, tmp_path):
    return Series(Branch(root, "gh-pages", push=False), tmp_path / "site")


def stands(folder, name="gh-pages"):
    """The files of a branch, without those that only we or the host read."""
    names = git(folder, "ls-tree", "-rz", "--name-only", "--full-tree", name).split("\0")
    own = (RECORD, MANIFEST, ".nojekyll", "CNAME", "")
    return {file: content(folder, file, name) for file in names if file not in own}


def content(folder, file, name="gh-pages"):
    return subprocess.run(
        ["git", "show", f"{name}:{file}"], cwd=folder, capture_output=True, check=True
    ).stdout


def refused(run, *args):
    with pytest.raises(UseError) as caught:
        run(*args)
    return str(caught.value)


def test_each_release_is_a_commit_with_its_files_and_no_other(series, host):
    for files in (FIRST, SECOND, FIRST):
        made = series.publish(files)
        assert stands(host) == files
        assert git(host, "log", "-1", "--format=%s|%cI", "gh-pages") == (
            f"Uitgave {made.name}|{made.moment:%Y-%m-%dT%H:%M:%S}+00:00"
        )
    assert git(host, "rev-list", "--count", "gh-pages") == "3"


def test_style_sheets_and_scripts_stay_one_release_longer(series, host):
    check_lingering(series, lambda: stands(host))


def test_the_sources_and_where_one_works_stay_as_they_are(series, root):
    (root / "bron.txt").write_text("nog niet bewaard")
    (root / "nieuw.txt").write_text("van mij")
    before = git(root, "rev-parse", "HEAD")
    series.publish(FIRST)

    assert git(root, "rev-parse", "HEAD", "--abbrev-ref", "HEAD").split() == [before, "hoofdtak"]
    assert git(root, "status", "--porcelain").split("\n") == ["M bron.txt", "?? nieuw.txt"]


def test_the_host_makes_no_other_site_of_it(series, host):
    series.publish(FIRST)

    assert content(host, ".nojekyll") == b""
    assert "CNAME" not in git(host, "ls-tree", "--name-only", "gh-pages").split()


def test_the_name_of_the_site_is_written_where_it_was_asked(root, host, tmp_path):
    Series(Branch(root, "gh-pages", True, "digitaal.voorbeeld.be"), tmp_path / "site").publish(FIRST)

    assert content(host, "CNAME") == b"digitaal.voorbeeld.be"


def test_without_push_nothing_leaves_this_computer(local, host, root):
    first, second = local.publish(FIRST), local.publish(SECOND)

    assert stands(root) == SECOND
    assert git(host, "for-each-ref") == ""
    assert local.destination.look() == Found(second, (second, first))


def test_what_stands_there_says_what_it_is(series):
    assert series.destination.look() == Found()
    first, second = series.publish(FIRST), series.publish(SECOND)

    assert series.destination.look() == Found(second, (second, first))


def test_a_release_goes_on_from_that_of_another_computer(series, root, host, tmp_path):
    series.publish(FIRST)
    other = tmp_path / "ander"
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", str(host), str(other))
    git(other, "checkout", "--quiet", "--detach")
    git(other, "config", "user.name", "Een ander")
    git(other, "config", "user.email", "ander@voorbeeld.example")
    elsewhere = Series(Branch(other, "gh-pages", push=True), tmp_path / "site")
    elsewhere.minute = 10
    second = elsewhere.publish(SECOND)

    assert series.destination.look().live == second
    series.minute = 20
    series.publish(THIRD)
    assert stands(host) == THIRD and git(host, "rev-list", "--count", "gh-pages") == "3"


def test_going_back_and_on_again(series, host):
    for files in (FIRST, SECOND):
        series.publish(files)
    series.go_back()
    assert stands(host) == FIRST
    series.publish(THIRD)
    assert stands(host) == THIRD
    series.go_back()
    assert stands(host) == FIRST


def test_going_back_without_push_leaves_the_host(local, root):
    for files in (FIRST, SECOND):
        local.publish(files)
    local.go_back()

    assert stands(root) == FIRST


def test_going_back_takes_nothing_away_that_came_in_between(series, host, root):
    for files in (FIRST, SECOND):
        series.publish(files)
    before = series.destination.look().before()
    # Somebody else publishes after the look.
    tree = git(host, "rev-parse", "gh-pages^{tree}")
    who = ["-c", "user.name=x", "-c", "user.email=x@voorbeeld.example"]
    newer = git(host, *who, "commit-tree", tree, "-p", "gh-pages", "-m", "van een ander")
    git(host, "update-ref", "refs/heads/gh-pages", newer)

    assert "kan ze niet naar" in refused(series.destination.go_back, before)
    assert git(host, "rev-parse", "gh-pages") == newer


def test_a_branch_with_other_files_is_refused(series, root):
    git(root, "branch", "gh-pages")

    assert refused(series.destination.look) == (
        'in de tak "gh-pages" staan bestanden die niet van de site zijn (bron.txt). '
        "Kies een tak die nog niet bestaat, zoals git:gh-pages"
    )


def test_a_branch_that_one_works_on_is_refused(root):
    assert refused(Branch(root, "hoofdtak", push=False).look) == (
        '"hoofdtak" is de tak waarop je werkt: kies een tak die nog niet bestaat, zoals git:gh-pages'
    )


def test_a_site_that_others_put_there_may_be_replaced(local, root):
    local.publish(FIRST)
    git(root, "worktree", "add", "--quiet", "../tak", "gh-pages")
    tree = root.parent / "tak"
    (tree / RECORD).unlink()
    commit(tree, "Met de hand")
    git(root, "worktree", "remove", "--force", "../tak")

    assert local.destination.look().is_unknown
    local.publish(SECOND)
    assert stands(root) == SECOND


@pytest.mark.parametrize("name", ["-f", "a b", "a..b", "/a", "a.lock", "HEAD:x"])
def test_a_name_that_is_none_is_refused(root, name):
    assert refused(Branch(root, name, push=False).look) == (
        f'"{name}" is geen naam voor een tak: kies bijvoorbeeld git:gh-pages'
    )


def test_outside_a_repository_there_is_no_branch(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert refused(Branch(tmp_path, "gh-pages", push=False).look) == (
        f"{tmp_path} staat niet in een git-repository: daar kan geen tak bij"
    )


def test_a_host_that_cannot_be_reached_leaves_everything(series, root, host):
    series.publish(FIRST)
    git(root, "remote", "set-url", "origin", str(host.with_name("weg.git")))

    assert refused(series.destination.look).startswith('git kan "origin" niet lezen: fatal: ')


def test_a_host_that_refuses_keeps_what_is_online(series, host):
    series.publish(FIRST)
    hook = host / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho dat mag niet >&2\nexit 1\n")
    hook.chmod(0o755)

    told = refused(series.publish, SECOND).split("\n")
    assert told == [
        'de tak "gh-pages" is klaar, maar git kan ze niet naar "origin" sturen: remote: dat mag niet',
        "De site die online staat, is niet veranderd.",
    ]
    assert stands(host) == FIRST
    hook.unlink()
    series.minute = 10
    series.publish(THIRD)
    assert stands(host) == THIRD and git(host, "rev-list", "--count", "gh-pages") == "2"


def test_who_publishes_must_be_known(root, tmp_path, monkeypatch):
    for name in ("user.name", "user.email"):
        git(root, "config", "--unset", name)
    git(root, "config", "user.useConfigOnly", "true")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in [name for name in os.environ if name.startswith(("GIT_COMMITTER", "GIT_AUTHOR"))]:
        monkeypatch.delenv(name)
    series = Series(Branch(root, "gh-pages", push=False), tmp_path / "site")

    assert refused(series.publish, FIRST) == (
        'git weet niet wie je bent: typ eerst git config user.name "Jouw naam", en user.email'
    )


def test_without_ghp_import_the_command_says_how_to_get_it(series, monkeypatch):
    monkeypatch.setattr(branch.importlib.util, "find_spec", lambda name: None)

    assert refused(series.destination.look) == ("hiervoor is ghp-import nodig: typ eerst make installeren")


def test_a_hook_of_another_repository_does_not_lead_astray(series, host, monkeypatch):
    monkeypatch.setenv("GIT_DIR", ".git/elders")
    series.publish(FIRST)
    monkeypatch.delenv("GIT_DIR")

    assert stands(host) == FIRST


def test_a_repository_without_a_host_says_how_to_name_it(series, root):
    git(root, "remote", "remove", "origin")

    assert refused(series.destination.look) == (
        'deze repository kent geen "origin": zeg eerst waar ze staat met git remote add origin ADRES'
    )

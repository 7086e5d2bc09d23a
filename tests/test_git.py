import pytest

from sitegen.git import State, state_of
from tests.test_diff import commit, git, repository


@pytest.fixture
def root(tmp_path):
    """A project in a folder of its repository."""
    folder = tmp_path / "geheel" / "één site"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "site.yaml").write_text("VOORBEELD")
    (folder / "rapport.html").write_text("VOORBEELD")
    repository(tmp_path / "geheel")
    return folder


def test_the_state_of_the_sources_is_that_of_the_last_commit(root):
    assert state_of(root) == State(git(root, "rev-parse", "HEAD"), ())


def test_changed_new_and_removed_sources_are_named_from_the_project_on(root):
    (root / "data" / "weg.yaml").touch()
    commit(root, "Nog een")
    (root / "data" / "weg.yaml").unlink()
    (root / "data" / "site.yaml").write_text("anders")
    (root / "content" / "map é").mkdir(parents=True)
    (root / "content" / "map é" / "één pagina.md").touch()

    assert set(state_of(root).changed) == {
        "content/map é/één pagina.md",
        "data/site.yaml",
        "data/weg.yaml",
    }


def test_what_no_page_is_made_from_does_not_count(root):
    (root / "rapport.html").write_text("anders")
    (root / "data" / ".site.yaml.swp").touch()
    (root.parent / "data").mkdir()
    (root.parent / "data" / "elders.yaml").touch()

    assert state_of(root).changed == ()


def test_where_git_knows_nothing_there_is_no_state(tmp_path, monkeypatch, root):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert state_of(tmp_path) is None
    git(tmp_path, "init", "--quiet", "leeg")
    assert state_of(tmp_path / "leeg") is None
    monkeypatch.setenv("PATH", "")
    assert state_of(root) is None

import pytest

from sitegen.inputs import moments, of_generator, of_project, template_digests
from sitegen.paths import HOME, Paths


def test_every_file_of_a_project_counts_by_its_content(project):
    paths = Paths.of(project)
    before = of_project(paths)
    page = project / "content" / "over.md"
    text, when = page.read_bytes(), page.stat().st_mtime_ns

    page.write_bytes(text.replace(b"e", b"a", 1))
    import os

    os.utime(page, ns=(when, when))

    changed = of_project(paths)
    assert {name for name in changed if changed[name] != before[name]} == {"content/over.md"}
    page.write_bytes(text)
    assert of_project(paths) == before
    (project / "content" / "nieuw.md").write_text("", encoding="utf-8")
    assert of_project(paths).keys() - before.keys() == {"content/nieuw.md"}
    assert {"data/site.yaml", "templates/layout.html", "static/css/site.css"} <= before.keys()


def test_the_moments_show_that_somebody_is_writing(project):
    paths = Paths.of(project)
    before = moments(paths)

    (project / "content" / "over.md").write_text("iets anders", encoding="utf-8")

    assert moments(paths) != before and moments(paths).keys() == before.keys()


def test_the_generator_is_the_same_until_its_code_or_a_library_changes(monkeypatch, tmp_path):
    before = of_generator()

    assert of_generator() == before
    monkeypatch.setattr("sys.path", [str(tmp_path / "site-packages")])
    (tmp_path / "site-packages" / "jinja2-99.0.dist-info").mkdir(parents=True)
    assert of_generator() != before


@pytest.mark.parametrize(
    "changed, same",
    [
        ("components/icon.html", False),
        ("layout.html", False),
        ("pages/contact.html", False),
        ("components/contact_kaart.html", False),
        ("components/zoeker.html", True),
        ("pages/start.html", True),
    ],
)
def test_a_template_changes_with_all_that_it_uses(changed, same):
    paths = Paths.of(HOME)
    inputs = of_project(paths)
    before = template_digests(inputs, paths.templates)("pages/contact.html")

    after = template_digests({**inputs, f"templates/{changed}": b"anders"}, paths.templates)

    assert (after("pages/contact.html") == before) is same

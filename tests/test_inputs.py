from sitegen.inputs import of_generator, of_project


def test_every_file_of_a_project_counts_by_its_content(project):
    before = of_project(str(project))
    page = project / "content" / "over.md"
    text, when = page.read_bytes(), page.stat().st_mtime_ns

    page.write_bytes(text.replace(b"e", b"a", 1))
    import os

    os.utime(page, ns=(when, when))

    changed = of_project(str(project))
    assert {name for name in changed if changed[name] != before[name]} == {"content/over.md"}
    page.write_bytes(text)
    assert of_project(str(project)) == before
    (project / "content" / "nieuw.md").write_text("", encoding="utf-8")
    assert of_project(str(project)).keys() - before.keys() == {"content/nieuw.md"}
    assert {"data/site.yaml", "templates/layout.html", "static/css/site.css"} <= before.keys()


def test_links_count_as_the_files_they_lead_to(project):
    before = of_project(str(project))
    (project / "content" / ".#over.md").symlink_to("iemand@ergens.1234")
    (project / "content" / "map").symlink_to(project / "data")

    assert of_project(str(project)) == before
    (project / "content" / "link.md").symlink_to(project / "content" / "over.md")
    assert of_project(str(project))["content/link.md"] == before["content/over.md"]


def test_the_generator_is_the_same_until_its_code_or_a_library_changes(monkeypatch, tmp_path):
    before = of_generator()

    assert of_generator() == before
    monkeypatch.setattr("sys.path", [str(tmp_path / "site-packages")])
    (tmp_path / "site-packages" / "jinja2-99.0.dist-info").mkdir(parents=True)
    assert of_generator() != before

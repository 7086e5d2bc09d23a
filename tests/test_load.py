import pytest

from sitegen.load import load_json, load_page, load_yaml
from sitegen.problems import UseError


def read(tmp_path, content):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    return load_yaml(path, "data/x.yaml")


def test_a_file_in_another_encoding_is_refused_at_the_letter(tmp_path):
    document = read(tmp_path, "a: 1\nnaam: café\n".encode("latin-1"))

    (problem,) = document.problems
    assert (problem.line, problem.column, problem.code) == (2, 10, "utf-8")
    assert not document.whole


def test_a_byte_order_mark_is_a_warning_and_the_file_is_read(tmp_path):
    document = read(tmp_path, "\ufeffa: 1\n".encode())

    assert [(p.severity, p.code) for p in document.problems] == [("warning", "bom")]
    assert document.node.get("a").text == "1"


def test_two_versions_that_git_could_not_join_are_explained(tmp_path):
    document = read(tmp_path, b"a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> tak\n")

    (problem,) = document.problems
    assert (problem.line, problem.code) == (2, "conflict")


def test_a_control_character_is_pointed_at(tmp_path):
    document = read(tmp_path, b"a: b\x00c\n")

    assert [(p.line, p.column, p.code) for p in document.problems] == [(1, 5, "stuurteken")]


def test_a_missing_file_is_a_problem(tmp_path):
    document = load_yaml(tmp_path / "weg.yaml", "data/weg.yaml")

    assert [p.message for p in document.problems] == ["het bestand ontbreekt"]


def test_windows_line_ends_are_read_as_any_other(tmp_path):
    document = read(tmp_path, b"a: 1\r\nb: 2\r\n")

    assert document.problems == ()
    assert document.node.get("b").line == 2


def page(tmp_path, text):
    path = tmp_path / "x.md"
    path.write_text(text, encoding="utf-8")
    return load_page(path, "content/x.md")


def test_front_matter_problems_have_the_line_of_the_markdown_file(tmp_path):
    found = page(tmp_path, "---\ntitel: goed\nbeschrijving: let op: fout\n---\n\n## Kop\n")

    assert [(p.file, p.line, p.column) for p in found.front.problems] == [("content/x.md", 3, 21)]


def test_the_text_begins_at_the_line_after_the_front_matter(tmp_path):
    found = page(tmp_path, "---\ntitel: x\n---\n\nTekst\n")

    assert (found.body, found.body_line) == ("\nTekst\n", 4)


@pytest.mark.parametrize("text", ["", "Tekst zonder blok\n", "---\ntitel: x\n"])
def test_a_page_without_a_whole_block_on_top_is_refused(tmp_path, text):
    assert [p.code for p in page(tmp_path, text).front.problems] == ["front-matter"]


def test_a_broken_json_file_is_named(tmp_path):
    path = tmp_path / "wijken.geojson"
    path.write_text("{", encoding="utf-8")

    with pytest.raises(UseError) as refused:
        load_json(path)
    assert str(refused.value) == "wijken.geojson kan niet gelezen worden: het is geen geldige JSON"


def test_a_line_that_is_far_too_long_is_refused_before_it_costs_time(tmp_path):
    document = read(tmp_path, b"a: 1\nkost: " + b"[" * 100_000)

    assert [(p.line, p.code) for p in document.problems] == [(2, "te-lang")]
    assert not document.whole

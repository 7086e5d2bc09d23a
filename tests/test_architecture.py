"""The import rules of docs/opzet.md: data flows one way."""

import ast
import re
import sys
from pathlib import Path

import pytest

from sitegen.paths import HOME

MODULES = sorted((HOME / "sitegen").rglob("*.py"))
LEFT_TO_RIGHT = """
    limits digest tree inputs outcome regex text geo problems git targets dates source hours patterns brackets indentation mistakes nodes open_data splice
    fields model language schedule answers records blank editor_schema load record_texts strays markup blocks traps validate
    editor_guide doubts place_records texts read report matching imported_hours imported_facts importing prose
    glossary places lookup osm schema_org calendar_export sharing dataset dataset_table mednum city_map editions listing finding
    finder_data shards page home_screen feed dataset_pages finder_pages helper_pages take_along headers pages offline paper page_links static assets bundle inline render
    links cache typeset publication release release_folder remote branch write icons memory parallel compression template_digests rebuild visible differences record_changes changes change_formats options cli
""".split()  # noqa: SIM905


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_every_module_has_its_place_in_the_order():
    names = {path.stem for path in MODULES if path.parent.name == "sitegen"} - {"__init__", "paths"}

    assert names == set(LEFT_TO_RIGHT)


@pytest.mark.parametrize("name", LEFT_TO_RIGHT)
def test_a_module_imports_only_what_stands_before_it(name):
    later = LEFT_TO_RIGHT[LEFT_TO_RIGHT.index(name) :]

    found = imports(HOME / "sitegen" / f"{name}.py")

    assert not found & {f"sitegen.{other}" for other in later}
    assert not any(part.startswith("sitegen.commands") for part in found)


def test_only_reading_knows_yaml():
    knowing = {path.stem for path in MODULES if "yaml" in imports(path)}

    assert knowing == {"nodes", "mistakes"}


def test_only_commands_read_the_clock():
    asking = {
        path.relative_to(HOME).as_posix()
        for path in MODULES
        if ".now(" in path.read_text() or ".today(" in path.read_text()
    }

    assert asking == {"sitegen/commands/__init__.py"}


def test_only_what_is_made_for_it_touches_files():
    calls = (
        r"\bopen(",
        ".read_text(",
        ".write_text(",
        ".read_bytes(",
        ".write_bytes(",
        ".mkdir(",
        ".rename(",
        "rmtree(",
    )
    touching = {
        path.stem
        for path in MODULES
        if path.parent.name == "sitegen"
        and any(re.search(c.replace("(", r"\("), path.read_text()) for c in calls)
    }

    assert touching == {
        "load",
        "inputs",
        "outcome",
        "memory",
        "template_digests",
        "static",
        "write",
        "publication",
        "release",
        "release_folder",
        "remote",
        "branch",
        "cache",
        "typeset",
    }


def test_nothing_at_the_top_hides_a_module_of_python():
    names = {path.stem for path in HOME.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}

    assert names and not names & set(sys.stdlib_module_names)


def test_checking_does_not_load_what_only_rendering_needs():
    """Start-up stays fast: heavy libraries are imported where they are used."""
    import subprocess

    code = "import sys; import sitegen.read; print([m for m in ('jinja2', 'markdown', 'nh3', 'livereload', 'typst', 'segno') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"

"""The schemas for editors' programs: what the declarations give, right about right data, and of use."""

import json
import re

import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from sitegen.cli import main
from sitegen.editor_schema import schemas
from sitegen.fields import Report
from sitegen.nodes import parse_yaml
from sitegen.paths import HOME
from sitegen.records import DIGIPUNT, FILES
from sitegen.source import Source
from sitegen.validate import MEANT
from tests.conftest import change, tree
from tests.faults import FAULTS, PLACE, RIGHT, place_with

FOLDER = HOME / "data" / "schema"
SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}
REGISTRY = Registry().with_resource(
    "ids.json", DRAFT7.create_resource(json.loads((FOLDER / "ids.json").read_text(encoding="utf-8")))
)


FIXTURES = HOME / "tests" / "fixtures"
EXAMPLES = [
    ("digipunten", "voorbeeld/digipunten.yaml"),
    ("kalenders", "kalenders.yaml"),
    *(
        (path.stem, f"klein/data/{path.name}")
        for path in sorted((FIXTURES / "klein" / "data").glob("*.yaml"))
    ),
]


class Core(SafeConstructor):
    """YAML 1.2 as editors' programs read it: a date is a text."""


Core.add_constructor("tag:yaml.org,2002:timestamp", lambda self, node: node.value)


def loaded(text):
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = Core
    return yaml.load(text)


def faults(text, name="digipunten"):
    """Where a schema finds faults, as the keys that lead there."""
    found = Draft7Validator(SCHEMAS[f"{name}.json"], registry=REGISTRY).iter_errors(loaded(text))
    return sorted("/".join(map(str, error.absolute_path)) for error in found)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_on_disk_are_those_of_the_declarations(name):
    written = (FOLDER / name).read_text(encoding="utf-8")

    assert written == schemas()[name], f"data/schema/{name} is verouderd: make schema"


def test_there_is_a_schema_for_each_file_and_nothing_else():
    assert {path.name for path in FOLDER.iterdir()} == {"ids.json", *(f"{name}.json" for name in FILES)}


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_one_by_its_own_rules(name):
    Draft7Validator.check_schema(SCHEMAS[f"{name}.json"], format_checker=Draft7Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("name", FILES)
def test_the_real_data_has_no_faults(name):
    text = (HOME / "data" / f"{name}.yaml").read_text(encoding="utf-8")

    assert faults(text, name) == []
    assert faults(re.sub(rf"(?m)^{name}:", f"{name}x:", text), name) == ["", ""]


@pytest.mark.parametrize("name, path", EXAMPLES)
def test_the_example_data_has_no_faults(name, path):
    assert faults((FIXTURES / path).read_text(encoding="utf-8"), name) == []


def problems(text):
    report = Report()
    node = parse_yaml(Source("data/digipunten.yaml", tuple(text.split("\n")))).node
    DIGIPUNT.read(node.get("digipunten").items[0], report)
    # What another file knows is a word that fits an address; whether it knows this one is seen later.
    unknown = [each.node.text for each in report.references if not re.fullmatch("[a-z0-9-]+", each.node.text)]
    return unknown + [problem.message for problem in report.problems]


@pytest.mark.parametrize("line", RIGHT)
def test_what_is_right_stays_right_whatever_yaml_makes_of_it(line):
    text = place_with(line)

    assert problems(text) == []
    assert faults(text) == []


@pytest.mark.parametrize("line", FAULTS)
def test_a_fault_is_seen_where_it_stands(line):
    text = place_with(line)

    assert problems(text) != []
    assert set(faults(text)) != set()


@pytest.mark.parametrize("key", DIGIPUNT.required)
def test_a_key_that_must_be_there_is_missed(key):
    text = re.sub(rf"(?m)^(  - |    ){key}:.*\n", r"  - naam: VOORBEELD\n" if key == "id" else "", PLACE)
    text = text.replace("    naam: VOORBEELD\n", "") if key == "id" else text

    assert faults(text) == ["digipunten/0"]


def test_every_text_that_people_read_ends_as_a_sentence_and_is_not_english():
    """Explanations of keys stand alone; a rule of the checks is shown with their words."""

    def said(found):
        if isinstance(found, list):
            return [text for part in found for text in said(part)]
        if not isinstance(found, dict):
            return []
        own = [found[key] for key in ("description", "errorMessage") if isinstance(found.get(key), str)]
        return own + [text for part in found.values() for text in said(part)]

    texts = [text for schema in SCHEMAS.values() for text in said(schema)]
    assert len(texts) > 300
    assert [text for text in texts if re.search(r"\b(the|must|required|invalid|value)\b", text)] == []
    assert [text for text in texts if not text or text[0] in " ." or ".." in text] == []


def test_the_words_of_other_files_follow_the_data(project):
    new = "  - {id: voorbeeldwijk, naam: Voorbeeld, nummer: 99, lat: 51.05, lon: 3.72}\n  - id: dampoort"
    change(project / "data" / "wijken.yaml", "  - id: dampoort", new)

    assert main(["schema", "--root", str(project)]) == 0

    written = json.loads((project / "data" / "schema" / "ids.json").read_text(encoding="utf-8"))
    proposed = [each["body"] for each in written["definitions"]["wijken"]["defaultSnippets"]]
    assert set(written["definitions"]) == set(MEANT)
    assert "voorbeeldwijk" in proposed and "dampoort" in proposed


def test_broken_data_take_no_words_away(project):
    main(["schema", "--root", str(project)])
    before = tree(project)
    change(project / "data" / "wijken.yaml", "  - id: dampoort", "  - id dampoort")

    assert main(["schema", "--root", str(project)]) == 1
    assert {name: text for name, text in tree(project).items() if "wijken.yaml" not in name} == {
        name: text for name, text in before.items() if "wijken.yaml" not in name
    }


def test_the_command_says_what_it_wrote(project, capsys):
    assert main(["schema", "--root", str(project)]) == 0
    assert capsys.readouterr().out == "10 schema’s in data/schema/, en docs/gegevens.md\n"


def test_the_head_of_each_data_file_names_its_schema_and_what_to_do():
    for name in FILES:
        lines = (HOME / "data" / f"{name}.yaml").read_text(encoding="utf-8").split("\n")
        head = lines[: lines.index(f"{name}:")]
        assert head[0] == f"# yaml-language-server: $schema=schema/{name}.json"
        assert "# Na een wijziging: make check. Dat zegt welke regels je nog moet verbeteren, en hoe." in head
        assert "# Wat je kan schrijven, staat in docs/gegevens.md." in head


def test_vs_code_knows_the_schema_of_each_data_file():
    text = (HOME / ".vscode" / "settings.json").read_text(encoding="utf-8")
    settings = json.loads(re.sub(r"(?m)^\s*//.*$", "", text))

    assert settings["yaml.schemas"] == {
        f"data/schema/{name}.json": f"data/{name}.yaml" for name in sorted(FILES)
    }

"""Whatever happens to a file, an editor gets a site or a list of problems, never a traceback.

make test-hard tries more of them than a change needs each time.
"""

import os
import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.commands.rendering import read_and_render
from sitegen.paths import HOME, Paths
from sitegen.problems import DataError, as_text, errors
from sitegen.read import read_site
from tests.conftest import GENT

FILES = ("contacts", "programmes", "digipunten", "site", "wijken", "postcodes", "kalenders", "woorden")
USUAL = 20
TIMES = int(os.environ.get("MUTATIES", USUAL))
TYPED = st.sampled_from(list("\"'#:-[]{}&*!|>%@`,?\t \n\u00a0\u2019é€\x00<=~\\/0a.")) | st.sampled_from(
    [
        "<<<<<<< HEAD\n",
        "\n---\n",
        "\n- ",
        ": ",
        " #",
        "&a ",
        "*a",
        "!b ",
        "<<: ",
        "\r\n",
        "'",
        "\ufeff",
        "\n\n\n",
    ]
)
VALUES = st.sampled_from(
    ["", "[]", "{}", "[a, b]", "{a: b}", "~", "null", "0", "-1", "9" * 30, "é" * 300, "|", ">-", '""']
)


def typed_in(text, data):
    start = data.draw(st.integers(0, len(text)))
    removed = data.draw(st.sampled_from([0, 0, 1, 2, 40]))
    return text[:start] + data.draw(TYPED) + text[start + removed :]


def swapped(text, data):
    at = data.draw(st.integers(0, len(text) - 2))
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def doubled(text, data):
    at = data.draw(st.integers(0, len(text) - 1))
    return text[:at] + text[at] + text[at:]


def line_moved(text, data):
    lines = text.split("\n")
    line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
    lines.insert(data.draw(st.integers(0, len(lines))), line)
    return "\n".join(lines)


def line_shifted(text, data):
    lines = text.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    shift = data.draw(st.sampled_from([-2, -1, 1, 2, 4]))
    lines[at] = " " * shift + lines[at] if shift > 0 else lines[at][-shift:]
    return "\n".join(lines)


def other_type(text, data):
    """Another kind of value behind a key."""
    keys = list(re.finditer(r"(?m)(?<=: ).*$", text))
    if not keys:
        return text
    at = keys[data.draw(st.integers(0, len(keys) - 1))]
    return text[: at.start()] + data.draw(VALUES) + text[at.end() :]


CHANGES = st.sampled_from([typed_in, typed_in, swapped, doubled, line_moved, line_shifted, other_type])


often = settings(
    max_examples=TIMES,
    derandomize=TIMES == USUAL,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.parametrize("name", FILES)
@often
@given(data=st.data())
def test_a_spoiled_data_file_gives_a_site_or_problems(project, name, tried, data):
    tried("mutaties")
    original = (GENT / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    text = original
    for _ in range(data.draw(st.integers(1, 4))):
        text = data.draw(CHANGES)(text, data) if len(text) > 2 else text
    path = project / "data" / f"{name}.yaml"
    path.write_bytes(text.encode())

    try:
        read_site(Paths.of(project), date(2026, 11, 23))
    except DataError as error:
        found = errors(error.problems)
        assert found and as_text(found)
        for problem in found:
            assert problem.line >= 1 and problem.column >= 1 and problem.message
    finally:
        path.write_text(original, encoding="utf-8")


@settings(
    max_examples=TIMES,
    derandomize=TIMES == USUAL,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_spoiled_page_gives_a_site_or_problems(small, tried, data):
    tried("mutaties")
    path = small / "content" / "over.md"
    original = (HOME / "tests" / "fixtures" / "klein" / "content" / "over.md").read_text(encoding="utf-8")
    text = original
    for _ in range(data.draw(st.integers(1, 4))):
        text = data.draw(CHANGES)(text, data) if len(text) > 2 else text
    path.write_bytes(text.encode())

    try:
        read_and_render(Paths.of(small), date(2026, 11, 23), None)
    except DataError as error:
        assert errors(error.problems) and as_text(error.problems)

"""Whatever happens to a file, an editor gets a site or a list of problems, never a traceback."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.paths import HOME, Paths
from sitegen.problems import DataError, errors
from sitegen.read import read_site

FILES = ("contacts", "programmes", "digipunten", "site", "wijken", "postcodes")
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


@pytest.mark.parametrize("name", FILES)
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_spoiled_data_file_gives_a_site_or_problems(project, name, data):
    original = (HOME / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    text = original
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        removed = data.draw(st.sampled_from([0, 0, 1, 2, 40]))
        text = text[:start] + data.draw(TYPED) + text[start + removed :]
    path = project / "data" / f"{name}.yaml"
    path.write_bytes(text.encode())

    try:
        read_site(Paths.of(project), date(2026, 11, 23))
    except DataError as error:
        found = errors(error.problems)
        assert found
        for problem in found:
            assert problem.line >= 1 and problem.column >= 1 and problem.message
    finally:
        path.write_text(original, encoding="utf-8")

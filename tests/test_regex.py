import re

import pytest

from sitegen.regex import regex


def test_a_pattern_is_compiled_when_it_is_first_used():
    wrong = regex("(")

    assert wrong.pattern == "("
    with pytest.raises(re.error):
        wrong.match("")


def test_it_finds_what_a_compiled_pattern_finds():
    found = regex("(?P<letter>a)b", re.IGNORECASE)

    assert [found.search("xABy").group("letter"), found.sub("-", "xaby"), found.fullmatch("x")] == [
        "A",
        "x-y",
        None,
    ]
    assert found.flags == re.IGNORECASE

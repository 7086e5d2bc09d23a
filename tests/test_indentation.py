"""A line that is out of step is reported itself; the parser stops at another one."""

import pytest

from sitegen.nodes import parse_yaml
from sitegen.source import Source
from tests.conftest import GENT

LINES = (GENT / "data" / "digipunten.yaml").read_text(encoding="utf-8").split("\n")
FIRST = LINES.index("digipunten:") + 1
SECOND = next(n for n, line in enumerate(LINES) if n > FIRST and line.startswith("  - id"))


def at(start):
    return next(n for n, line in enumerate(LINES) if n >= FIRST and line.startswith(start))


@pytest.mark.parametrize(
    "number, typed, code",
    [
        (FIRST + 1, "naam: Kringwinkel", "inspringing"),
        (FIRST + 1, "      naam: Kringwinkel", "inspringing"),
        (at("      straat"), "    straat: Vlaamsekaai", "inspringing"),
        (at("      straat"), "        straat: Vlaamsekaai", "inspringing"),
        (at("      nummer"), "    nummer: 10", "inspringing"),
        (at("      nummer"), "        nummer: 10", "inspringing"),
        (at("        maandag"), "      maandag: 10:00-12:00", "inspringing"),
        (at("        maandag"), "          maandag: 10:00-12:00", "inspringing"),
        (at("        dinsdag"), "      dinsdag: 10:00-12:00", "inspringing"),
        (at("    adres"), "    adres: Vlaamsekaai 10", "waarde-en-blok"),
        (at("    uren"), "    uren: 9:00-12:00", "waarde-en-blok"),
        (at("      hulp"), "      hulp: {}", "waarde-en-blok"),
        (FIRST, "  -id: kringwinkel-vlaamsekaai", "streepje"),
        (FIRST, "- id: kringwinkel-vlaamsekaai", "streepje"),
        (FIRST, "    id: kringwinkel-vlaamsekaai", "streepje"),
        (SECOND, "    id: kringwinkel-brugsesteenweg", "streepje"),
        (SECOND, " - id: kringwinkel-brugsesteenweg", "streepje"),
        (SECOND, "- id: kringwinkel-brugsesteenweg", "streepje"),
        (SECOND, "   - id: kringwinkel-brugsesteenweg", "streepje"),
        (FIRST - 1, "digipunten", "dubbelepunt"),
        (FIRST + 1, "    naam >-", "dubbelepunt"),
    ],
)
def test_the_line_that_is_wrong_is_the_one_that_is_reported(number, typed, code):
    lines = [*LINES[:number], typed, *LINES[number + 1 :]]

    problems = parse_yaml(Source("data/digipunten.yaml", tuple(lines))).problems

    assert [(problem.line, problem.code) for problem in problems] == [(number + 1, code)]

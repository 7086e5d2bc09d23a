"""The results as one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from audit.targets import TARGETS, Result, total

# Measures that share a column, divided by slashes.
COLUMNS = {
    "axe A/AA/AAA/gp/exp": ("axe A", "axe AA", "axe AAA", "axe goede praktijk", "axe experimenteel"),
    "twijfel": ("axe twijfelt",),
    "contrast": ("contrast",),
    "IBM": ("IBM",),
    "html": ("html-validate",),
    "Nu": ("Nu",),
    "bytes": ("bytes",),
    "verz.": ("verzoeken",),
    "CLS": ("verschuiving",),
    "uit": ("steekt uit",),
    "klein": ("kleine doelen",),
    "geen js %": ("zonder script",),
    "offline": ("offline",),
    "Lighthouse s/t/gp/v": tuple(target.measure for target in TARGETS if target.measure.startswith("Light")),
}
LEGEND = """\
gp goede praktijk, exp experimenteel, uit: steekt uit op 320 px, klein: doelen onder 44 px.
Lighthouse: snelheid, toegankelijkheid, goede praktijk, vindbaarheid. Wat niet gemeten is, is een -.
Onderaan: samen, of bij bytes, verzoeken, CLS, contrast en scores de slechtste pagina."""


def lines(results: list[Result]) -> Iterator[str]:
    rows = [["pagina", *COLUMNS], *(_row(result) for result in results), _totals(results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        name, *cells = row
        yield "  ".join(
            [name.ljust(widths[0]), *(c.rjust(w) for c, w in zip(cells, widths[1:], strict=True))]
        ).rstrip()
    yield LEGEND


def _row(result: Result) -> list[str]:
    def value(measure: str) -> float | None:
        return result.measures[measure].value if measure in result.measures else None

    return [result.name, *_cells(value)]


def _totals(results: list[Result]) -> list[str]:
    totals = {target.measure: total(target, results) for target in TARGETS}
    return ["alles samen", *_cells(totals.get)]


def _cells(value: Callable[[str], float | None]) -> list[str]:
    return ["/".join(_cell(measure, value(measure)) for measure in column) for column in COLUMNS.values()]


def _cell(measure: str, value: float | None) -> str:
    if value is None:
        return "-"
    if measure == "offline":
        return "ja" if value else "nee"
    return f"{value:.6g}"

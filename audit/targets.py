"""What every page must reach, in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import inf

from audit.findings import Found, Measures
from sitegen.text import number

# Of any page; each kind has a budget of its own.
LARGEST = 20 * 1024
MOST_SHOWN = 4


def in_figures(value: float) -> str:
    return number(int(value)) if value == int(value) else f"{value:g}".replace(".", ",")


@dataclass(frozen=True)
class Target:
    """A measure, what it means, and how far it may go; `total` makes one number of those of all pages."""

    measure: str
    meaning: str
    bound: float
    total: Callable[[Iterable[float]], float]
    is_least: bool = False

    def bound_for(self, result: Result) -> float:
        return result.kib * 1024 if self.measure == "bytes" else self.bound

    def holds(self, result: Result) -> bool:
        value, bound = result.measures[self.measure].value, self.bound_for(result)
        return value >= bound if self.is_least else value <= bound

    def in_words(self, bound: float) -> str:
        return f"{'minstens' if self.is_least else 'hoogstens'} {in_figures(bound)}"


@dataclass(frozen=True)
class Result:
    """What was measured on a page, which may load so many KiB, or on all that were not measured one by one."""

    name: str
    address: str
    kib: int
    measures: Measures


def none(measure: str, meaning: str) -> Target:
    return Target(measure, meaning, 0, sum)


def most(measure: str, meaning: str, bound: float) -> Target:
    return Target(measure, meaning, bound, max)


def least(measure: str, meaning: str, bound: float) -> Target:
    return Target(measure, meaning, bound, min, is_least=True)


TARGETS = (
    none("axe A", "fouten tegen WCAG 2.2, niveau A"),
    none("axe AA", "fouten tegen WCAG 2.2, niveau AA"),
    none("axe AAA", "fouten tegen WCAG 2.2, niveau AAA, voor zover een computer dat kan zien"),
    none("axe goede praktijk", "afwijkingen van goede praktijk"),
    none("axe experimenteel", "fouten volgens regels die axe nog uitprobeert"),
    # Letters over a drawing, as on the map.
    Target("axe twijfelt", "plekken waar axe niets over kan zeggen: een mens moet kijken", inf, sum),
    least("contrast", "het laagste contrast tussen letters en achtergrond, van 1 tot 21", 7),
    none("IBM", "fouten en aanbevelingen van een tweede programma, Equal Access"),
    none("html-validate", "fouten in de HTML, volgens html-validate"),
    none("Nu", "fouten en waarschuwingen in de HTML, volgens de Nu Html Checker van het W3C"),
    most(
        "bytes",
        "bytes die de pagina laadt, met Brotli: 10 KiB, met kaarten of uren 12, met alle Digipunten 20",
        LARGEST,
    ),
    most("verzoeken", "bestanden die de pagina laadt", 6),
    most("verschuiving", "hoe ver de pagina verspringt tijdens het laden (CLS)", 0),
    none("steekt uit", "delen die op 320 px uit beeld steken, ook met grotere of ruimere tekst"),
    none("kleine doelen", "knoppen en links kleiner dan 44 px, buiten een zin"),
    least("zonder script", "per cent van de woorden die er zonder JavaScript ook staan", 100),
    least("offline", "de pagina opent zonder internet na één bezoek aan de startpagina (1 is ja)", 1),
    # It follows the load of the machine: the bytes and the layout shift are held above.
    least("Lighthouse snelheid", "score van Lighthouse op een trage telefoon", 40),
    least("Lighthouse toegankelijkheid", "score van Lighthouse voor toegankelijkheid", 100),
    least("Lighthouse goede praktijk", "score van Lighthouse voor goede praktijk", 100),
    least("Lighthouse vindbaarheid", "score van Lighthouse voor zoekmachines", 100),
)


def misses(results: list[Result]) -> Iterator[str]:
    """Each page, measure, value and target where a target is missed."""
    for result in results:
        for target in TARGETS:
            if target.measure in result.measures and not target.holds(result):
                found = result.measures[target.measure]
                yield (
                    f"{result.name} ({result.address}): {target.measure} is {in_figures(found.value)}, "
                    f"het doel is {target.in_words(target.bound_for(result))}{_reasons(found)}"
                )


def _reasons(found: Found) -> str:
    shown = [f"\n    {what}" for what in found.what[:MOST_SHOWN]]
    more = len(found.what) - len(shown)
    return "".join([*shown, f"\n    en nog {more}" if more > 0 else ""])


def total(target: Target, results: list[Result]) -> float | None:
    """One number for all pages; None where nobody measured it."""
    values = [
        result.measures[target.measure].value for result in results if target.measure in result.measures
    ]
    return target.total(values) if values else None

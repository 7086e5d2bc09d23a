"""What was measured as tables: ratios of medians to Hugo, with the reach of ours beside it."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.peers.tools import Hugo, Ours
from sitegen.text import counted

RESULTS = Path(__file__).resolve().parent.parent / "RESULTS.md"
SITUATIONS = ("koud", "niets", "een uur", "een tekst")
# At most this many times Hugo, by the number of places.
REACH = {
    30: {"koud": 1.5, "niets": 0.3, "een uur": 1.0, "een tekst": 1.0},
    1000: {"koud": 1.0, "niets": 0.08, "een uur": 0.25, "een tekst": 0.25},
    10_000: {"koud": 0.9, "niets": 0.04, "een uur": 0.12, "een tekst": 0.12},
}
MEGABYTE = 1_000_000


@dataclass
class Measured:
    """One size: seconds by tool and situation, a number a round."""

    places: int
    texts: int
    rounds: int
    seconds: dict[str, dict[str, list[float]]] = field(default_factory=lambda: defaultdict(dict))
    memory: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def add(self, tool: str, situation: str, seconds: float) -> None:
        self.seconds[tool].setdefault(situation, []).append(seconds)

    @property
    def whole(self) -> list[str]:
        """The tools that were measured in every situation."""
        return [tool for tool in self.seconds if tool not in self.left_out]

    def median(self, tool: str, situation: str) -> float:
        return median(self.seconds[tool][situation])


def table(measured: Measured) -> str:
    tools = list(dict.fromkeys([*measured.versions, *measured.left_out]))
    title = f"## {measured.places} plaatsen en {measured.texts} teksten, {counted(measured.rounds, 'ronde', 'rondes')}"
    head = ["", *tools]
    rows = [[situation, *(_cell(measured, tool, situation) for tool in tools)] for situation in SITUATIONS]
    rows.append(["geheugen, MB", *(_memory(measured, tool) for tool in tools)])
    lines = [head, ["---"] * len(head), *rows]
    return f"{title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n" + _faster(measured)


def write(found: list[Measured]) -> None:
    versions = ", ".join(f"{name} {version}" for name, version in found[0].versions.items() if version)
    tables = "\n".join(map(table, found))
    RESULTS.write_text(f"{EXPLAINED.format(versions=versions, machine=_machine())}\n{tables}", "utf-8")


def _cell(measured: Measured, tool: str, situation: str) -> str:
    if tool in measured.left_out:
        return measured.left_out[tool]
    seconds = measured.median(tool, situation)
    if tool == Hugo.name or Hugo.name not in measured.whole:
        return f"{_number(seconds, 3)} s"
    ratio = seconds / measured.median(Hugo.name, situation)
    most = REACH.get(measured.places, {}).get(situation) if tool == Ours.name else None
    if most is None:
        return _number(ratio)
    return f"{_number(ratio)} (doel {_number(most)}{'' if ratio <= most else ', niet gehaald'})"


def _number(value: float, decimals: int = 2) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


def _faster(measured: Measured) -> str:
    """Which others were faster than ours, and when."""
    if Ours.name not in measured.whole:
        return ""
    found = []
    for situation in SITUATIONS:
        ours = measured.median(Ours.name, situation)
        names = [name for name in measured.whole if measured.median(name, situation) < ours]
        if names:
            found.append(f"{situation}: {', '.join(names)}")
    return f"\nSneller dan {Ours.name}: {'; '.join(found) or 'niets'}.\n"


def _memory(measured: Measured, tool: str) -> str:
    return f"{measured.memory[tool] / MEGABYTE:.0f}" if tool in measured.memory else ""


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} kernen, {memory:.0f} GiB geheugen"


EXPLAINED = """\
# Hoe snel de site gemaakt is, naast andere programma's

Gemeten met `python -m bench.peers --write` op een machine met {machine}; {versions}.

Ieder programma maakt dezelfde eenvoudige site van dezelfde verzonnen gegevens (`bench/workload.py`): een pagina per
plaats met haar uren, een lijst per wijk, een pagina per tekst van 400 woorden. Onze eigen site doet meer: alle pagina's
van de zoeker, alle controles, kalenders, de andere vormen van de uren. Zonder pdf's: die meet `python -m bench.paper`.

- Bij Hugo staat de mediaan in seconden, bij de andere hoeveel keer zo lang: de mediaan gedeeld door die van Hugo.
- *koud*: het resultaat en alles wat voor een volgende keer bewaard is, zijn weg. *niets*: er veranderde niets sinds de
  vorige keer. *een uur*: de uren van een plaats veranderden, telkens een andere plaats. *een tekst*: er veranderde een
  zin in een tekst.
- De programma's werken om de beurt, in elke ronde en voor elke situatie. Alles draait eerst een keer zonder meting:
  dan staan de bestanden in het geheugen en heeft Python zijn eigen bytecode.
- Wie zelf alleen doet wat veranderde, mag dat: Pelican met `LOAD_CONTENT_CACHE`, MkDocs met `--dirty`. Hugo heeft zijn
  `cacheDir`. Eleventy kan het alleen terwijl het blijft draaien, en maakt hier telkens alles.
- De plaatsen zijn bij Hugo en Eleventy een bestand met JSON, bij Pelican en MkDocs een bestand met Markdown per plaats,
  bij ons het YAML van de redacteurs. Hugo leest JSON sneller dan YAML, en weigert YAML met 10 000 plaatsen.
- *geheugen*: het meeste dat een programma met al zijn processen samen had, koud, elke honderdste seconde bekeken.
- Na elke wijziging is nagekeken dat de pagina echt anders is.
- Wat een doel tegenhoudt. *Een uur* en *een tekst*, bij weinig plaatsen: Python starten, en jinja2, PyYAML en onze eigen
  modules laden, duurt langer dan Hugo over alles doet; het werk zelf is er een vijfde van. Wie `serve` gebruikt, laadt
  ze een keer (`python -m bench.preview`). Bij 10 000 plaatsen: de feiten van alle plaatsen lezen, nakijken of iemand
  de 32 000 bestanden aanraakte, en lijsten die elke plaats tellen. *Koud*: elke plaats krijgt drie bestanden, en
  haar uren dag voor dag in vier vormen.
"""

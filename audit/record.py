"""What the accessibility statement says was measured: a file that people can read as well."""

from __future__ import annotations

from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

import yaml

from audit.targets import TARGETS, Result, Target, misses, total

HEAD = """\
# Wat de audit gemeten heeft. Dit bestand maakt "python -m audit --bewaar": verander hier niets met de hand.
# De audit bekijkt van elke soort pagina er één, in elke toestand, in een echte browser. De HTML bekijkt hij van elke pagina.
# Een computer vindt niet alles: dit zegt niets over een schermlezer, een oude telefoon of een mens.
"""


def write(
    path: Path, day: date, measured: str, pages: int, results: list[Result], versions: dict[str, str]
) -> None:
    record = {
        "datum": day.isoformat(),
        "gemeten_op": measured,
        "paginas": pages,
        "soorten_en_toestanden": len([result for result in results if result.address != "*"]),
        "gereedschap": [{"naam": name, "versie": version} for name, version in versions.items()],
        "resultaten": [_result(target, results) for target in TARGETS],
        "niet_gehaald": [miss.splitlines()[0] for miss in misses(results)],
        "bekeken": [
            {"soort": result.name, "adres": result.address} for result in results if result.address != "*"
        ],
    }
    text = yaml.safe_dump({"toegankelijkheid": record}, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(HEAD + text, encoding="utf-8")


def _result(target: Target, results: list[Result]) -> dict[str, Any]:
    measured = [result for result in results if target.measure in result.measures]
    value = total(target, results)
    return {
        "meting": target.measure,
        "betekent": target.meaning,
        "waarde": "niet gemeten" if value is None else int(value) if value == int(value) else value,
        "van": {sum: "alle pagina's samen", max: "de hoogste", min: "de laagste"}[target.total],
        "doel": target.in_words(target.bound) if isfinite(target.bound) else "geen",
        "gehaald": "niet gemeten" if value is None else "ja" if all(map(target.holds, measured)) else "nee",
    }

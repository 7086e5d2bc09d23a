"""What the accessibility statement says was measured: the file of figures that `sitegen.read` reads."""

from __future__ import annotations

import json
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from audit.targets import TARGETS, Result, Target, in_figures, misses, total


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
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _result(target: Target, results: list[Result]) -> dict[str, Any]:
    measured = [result for result in results if target.measure in result.measures]
    value = total(target, results)
    return {
        "meting": target.measure,
        "betekent": target.meaning,
        "waarde": "niet gemeten" if value is None else in_figures(value),
        "van": {sum: "alle pagina's samen", max: "de hoogste", min: "de laagste"}[target.total],
        "doel": target.in_words(target.bound) if isfinite(target.bound) else "geen",
        "gehaald": None if value is None else all(map(target.holds, measured)),
    }

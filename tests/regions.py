"""A made-up region with many places: small records, spread around more districts than a city has."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from tests.conftest import GENT

HOURS = ("ma-vr: 9:00-17:00", "ma-wo: 13:00-20:00", "zaterdag: 10:00-12:00", "ma-za: op afspraak")
STREETS = ("Kerkstraat", "Markt", "Élanlaan", "De Zandweg", "Dorpsstraat")


def write_region(root: Path, places: int, wijken: int, seed: int = 7) -> Path:
    """A project whose districts are `dorp-0`, `dorp-1` …, the first of them the largest."""
    chance = random.Random(seed)
    for folder in ("data", "content"):
        shutil.copytree(GENT / folder, root / folder)
    middles = [(50.8 + chance.random() / 2, 3.4 + chance.random() * 0.8) for _ in range(wijken)]
    lines = {"wijken": ["wijken:"], "postcodes": ["postcodes:"], "digipunten": ["digipunten:"]}
    for i, (lat, lon) in enumerate(middles):
        where = f"lat: {lat:.5f}, lon: {lon:.5f}"
        lines["wijken"].append(f"  - {{id: dorp-{i}, naam: Dorp {i}, nummer: {i + 1}, {where}}}")
        lines["postcodes"].append(
            f"  - {{postcode: {9100 + i}, namen: [Stadje {i}], wijken: [dorp-{i}], {where}}}"
        )
    for i in range(places):
        wijk = min(int(chance.expovariate(4 / wijken)), wijken - 1)
        lat, lon = middles[wijk]
        lines["digipunten"] += [
            f"  - id: plek-{i}",
            f"    naam: {chance.choice('ABCDEFG')} plek {i}",
            "    status: actief",
            f"    adres: {{straat: {chance.choice(STREETS)}, nummer: {i % 90 + 1}, gemeente: Gent}}",
            *([f"    wijk: dorp-{wijk}"] if i % 37 else []),
            *(
                [
                    f"    coordinaten: {{lat: {chance.gauss(lat, 0.02):.5f}, lon: {chance.gauss(lon, 0.03):.5f}}}"
                ]
                if i % 11
                else []
            ),
            *(
                [f"    uren: {{{chance.choice(['hulp', 'computer'])}: {{{chance.choice(HOURS)}}}}}"]
                if i % 9
                else []
            ),
            *(["    toegankelijk: {zonder_trap: ja}"] if i % 60 == 1 else []),
            f"    nagekeken: {{op: {'2025-01-05' if i % 17 == 0 else '2026-11-01'}}}",
            "    bron: {naam: een voorbeeld}",
        ]
    for name, records in lines.items():
        (root / "data" / f"{name}.yaml").write_text("\n".join(records) + "\n", encoding="utf-8")
    return root

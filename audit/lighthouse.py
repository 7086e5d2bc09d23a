"""Four scores of Lighthouse, as on a phone."""

from __future__ import annotations

import json
from typing import Any

from audit import tools
from audit.findings import Found, Measures
from tests.browser import executable

SCORES = {
    "performance": "snelheid",
    "accessibility": "toegankelijkheid",
    "best-practices": "goede praktijk",
    "seo": "vindbaarheid",
}


def measure(url: str) -> Measures:
    report = json.loads(
        tools.answer(
            "Lighthouse",
            tools.node(),
            tools.package(tools.LIGHTHOUSE, "cli/index.js"),
            url,
            *("--quiet", "--output=json", f"--only-categories={','.join(SCORES)}"),
            "--chrome-flags=--headless=new --no-sandbox",
            CHROME_PATH=executable(),
        )
    )
    return {
        f"Lighthouse {name}": Found(
            round(100 * (report["categories"][category]["score"] or 0)),
            tuple(_lost(report, category)),
        )
        for category, name in SCORES.items()
    }


def _lost(report: dict[str, Any], category: str) -> list[str]:
    """What cost points."""
    weighed = [part["id"] for part in report["categories"][category]["auditRefs"] if part["weight"]]
    return [id for id in weighed if (report["audits"][id]["score"] or 0) < 1]

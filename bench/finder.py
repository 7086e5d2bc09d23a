"""How fast the finder answers with 1 000 places, in a browser slowed down four times: `make bench`.

python -m bench.finder
"""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from sitegen.cli import main as sitegen
from sitegen.paths import HOME
from tests import browser

PLACES = 1000
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag")
HOURS = ("9:00-12:00", "9:00-12:00, 13:00-17:00", "10:00-18:00", "13:30-17:00", "18:00-21:00")
QUESTIONS = {
    "nu, met hulp": {"wanneer": "nu", "deel": "", "met": ["hulp"]},
    "woensdagnamiddag bij Ledeberg": {
        "wanneer": "woensdag",
        "deel": "namiddag",
        "met": [],
        "punt": [51.034, 3.744],
    },
    "ooit 's avonds, zonder trap": {"wanneer": "", "deel": "avond", "met": ["zonder-trap"]},
}
MEASURE = """async ([script, file, questions]) => {
  const { search } = await import(script)
  const data = await (await fetch(file)).json()
  const now = Math.floor(Date.parse('2026-11-30T09:30:00Z') / 6e4)
  return questions.map((question) => Array.from({ length: 40 }, () => {
    const start = performance.now()
    search(data, question, now)
    return performance.now() - start
  }))
}"""


def example(root: Path) -> None:
    """A project with 1 000 invented places all over the town."""
    for folder in ("data", "content"):
        shutil.copytree(HOME / folder, root / folder)
    chance = random.Random(1)
    records = []
    for number in range(PLACES):
        weeks = [
            "\n".join(f"        {day}: {chance.choice(HOURS)}" for day in DAYS if chance.random() < 0.5)
            or "        maandag: gesloten"
            for _ in range(2)
        ]
        records.append(f"""  - id: voorbeeld-{number}
    naam: Voorbeeld {number}
    status: actief
    adres: {{straat: Voorbeeldstraat, nummer: {number}, gemeente: Gent}}
    coordinaten: {{lat: {chance.uniform(51.0, 51.1):.5f}, lon: {chance.uniform(3.65, 3.8):.5f}}}
    kalenders: {{feestdagen: gesloten, schoolvakanties: gewoon open}}
    uren:
      hulp:
{weeks[0]}
      computer:
{weeks[1]}
    toegankelijk: {{zonder_trap: {chance.choice(["ja", "nee", "onbekend"])}}}
    nagekeken: {{op: 2026-11-01}}
    bron: {{naam: voorbeeld}}""")
    (root / "data" / "digipunten.yaml").write_text("digipunten:\n" + "\n".join(records) + "\n", "utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        example(root)
        assert sitegen(["--root", folder, "--today", "2026-11-23", "--out", str(root / "site")]) == 0
        chromium = playwright.chromium.launch(executable_path=browser.executable(), args=browser.FLAGS)
        script = f"/js/{browser.asset(root / 'site', 'js/zoeker.js').name}"
        with browser.serving(root / "site") as origin:
            for slower in (1, 4):
                page = chromium.new_page()
                page.goto(f"{origin}/digipunten/")
                page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
                found = page.evaluate(MEASURE, [script, "/digipunten/zoeker.json", list(QUESTIONS.values())])
                for name, times in zip(QUESTIONS, found, strict=True):
                    first, *others = times
                    print(
                        f"{PLACES} plaatsen, {slower} x trager, {name}: "
                        f"eerst {first:.1f} ms, daarna {sorted(others)[20]:.1f} ms"
                    )
                page.close()
        chromium.close()


if __name__ == "__main__":
    main()

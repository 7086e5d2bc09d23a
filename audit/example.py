"""The site that is measured unless another is given: the texts of Ghent with the 30 places of the EXAMPLE set."""

from __future__ import annotations

import shutil
from pathlib import Path

from audit.tools import ToolError
from sitegen.cli import main as sitegen
from sitegen.paths import HOME

FIXTURES = HOME / "tests" / "fixtures"
DAY = "2026-11-23"
MOMENT = f"{DAY}T09:30:00Z"
# All actions of Ghent are over by then.
RUNNING = """
  # EXAMPLE
  - id: voorbeeld-loopt
    titel: Een laptop lenen
    kort: Wie geen laptop heeft, kan er een maand lang een lenen.
    periode: {start: 2026-01, einde: 2026-12, in_woorden: in 2026}
    doelgroep: [kwetsbare-gezinnen]
    voor_wie: [Voor wie in Gent woont en geen laptop heeft.]
    aanvragen: [Vraag het aan GentInfo.]
    contacten: [gentinfo]
    nagekeken: {op: 2026-11-01}
    bron: {naam: een voorbeeld}
"""


def build(root: Path) -> Path:
    """Build the example below a folder; gives the folder of the site."""
    for folder in ("data", "content"):
        shutil.copytree(FIXTURES / "gent" / folder, root / folder)
    shutil.copy(FIXTURES / "voorbeeld" / "digipunten.yaml", root / "data")
    with (root / "data" / "programmes.yaml").open("a", encoding="utf-8") as programmes:
        programmes.write(RUNNING)
    site = root / "site"
    if sitegen(["--root", str(root), "--today", DAY, "--out", str(site)]) != 0:
        raise ToolError("het voorbeeld kan niet gemaakt worden")
    return site

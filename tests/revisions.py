"""A small site of EXAMPLE places in two versions, for the tests of what changes between them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from sitegen.changes import Version, changes, html_of
from sitegen.pages import all_pages
from sitegen.paths import HOME, Paths
from sitegen.read import read_site
from sitegen.render import render
from tests.conftest import GENT, TODAY

EXAMPLE = HOME / "tests" / "fixtures" / "voorbeeld" / "digipunten.yaml"
KEPT = ("linde", "proefhoek", "lamp", "tussenbib", "weg", "vergeelde-lijst")
FILES = {
    "site.yaml": """\
site:
  naam: VOORBEELDSITE
  webadres: https://voorbeeldsite.example/
  eerste_contact: infolijn
  drempels: {bel_eerst_na_maanden: 6, verlopen_na_maanden: 12}
  doelgroepen:
    - {id: iedereen, naam: iedereen}
    - {id: kinderen-jongeren, naam: kinderen en jongeren}
    - {id: werkzoekenden, naam: mensen die werk zoeken}
  aanbod:
    - {id: computer, naam: computer}
    - {id: internet, naam: internet}
    - {id: wifi, naam: wifi voor je eigen toestel}
    - {id: printen, naam: printen}
    - {id: scannen, naam: scannen}
    - {id: eid-lezer, naam: lezer voor je identiteitskaart}
  noden:
    - {id: hulp, naam: met hulp}
    - {id: zonder-trap, naam: waar je zonder trap binnen kan}
""",
    "contacts.yaml": """\
contacts:
  - id: infolijn
    naam: VOORBEELD Infolijn
    wat: Voor alle vragen.
    telefoon: 09 100 00 50
    email: infolijn@voorbeeldsite.example
    uren: {telefoon: {ma-vr: 9-12 uur}}
    bron: {naam: een voorbeeld}
    nagekeken: {op: 2026-11-01}
  - id: loket
    naam: VOORBEELD Loket
    wat: Voor wie iets wil lenen.
    bron: {naam: een voorbeeld}
    trefwoorden: [uitleendienst]
""",
    "programmes.yaml": """\
programmes:
  - id: lenen
    titel: VOORBEELD laptops lenen
    kort: Wie geen laptop heeft, kan er een lenen voor een half jaar. Dit is een voorbeeld.
    doelgroep: [iedereen]
    periode: {start: 2026-01, einde: 2027-12, in_woorden: van januari 2026 tot december 2027}
    toestand: Er zijn nog laptops.
    voor_wie: [Voor iedereen in de stad. Je komt zelf langs.]
    contacten: [loket]
    trefwoorden: [laptop]
    bron: {naam: een voorbeeld}
  - id: lessen
    titel: VOORBEELD lessen in de buurt
    kort: In elke buurt zijn er lessen voor wie nog nooit een computer gebruikte. Dit is een voorbeeld.
    doelgroep: [iedereen]
    periode: {start: 2026-01, einde: 2027-12, in_woorden: van januari 2026 tot december 2027}
    bron: {naam: een voorbeeld}
""",
    "wijken.yaml": """\
wijken:
  - {id: binnenstad, naam: Binnenstad, nummer: 1, lat: 51.05447, lon: 3.72345}
  - {id: mariakerke, naam: Mariakerke, nummer: 2, lat: 51.07, lon: 3.68}
  - {id: rabot-blaisantvest, naam: Rabot, nummer: 3, lat: 51.061, lon: 3.71}
  - {id: brugse-poort-rooigem, naam: Brugse Poort, nummer: 4, lat: 51.06, lon: 3.69}
""",
    "postcodes.yaml": """\
postcodes:
  - {postcode: 9000, namen: [Gent], lat: 51.05, lon: 3.72, wijken: [binnenstad]}
  - {postcode: 9050, namen: [Gentbrugge, Ledeberg], lat: 51.03, lon: 3.75, wijken: [binnenstad]}
""",
}
OVER = """\
---
titel: Over VOORBEELD
beschrijving: Dit is een voorbeeld van een tekst, om te zien wat een bezoeker ziet veranderen.
trefwoorden: [bronnen, cijfers]
---

## Waar komt het vandaan?

Een zin. Nog een zin. [De laatste](https://voorbeeldsite.example/een) zin.
"""


def small_project(root: Path) -> Path:
    """Words of its own, and a few EXAMPLE places: one with everything, one closed, one gone, one with old hours."""
    shutil.copytree(GENT / "content", root / "content")
    (root / "content" / "over.md").write_text(OVER, encoding="utf-8")
    (root / "data").mkdir()
    for name, text in FILES.items():
        (root / "data" / name).write_text(text, encoding="utf-8")
    shutil.copy(HOME / "tests" / "fixtures" / "kalenders.yaml", root / "data")
    head, *records = EXAMPLE.read_text(encoding="utf-8").split("\n  - id: ")
    kept = [record for record in records if record.split("\n")[0] in KEPT]
    assert len(kept) == len(KEPT)
    (root / "data" / "digipunten.yaml").write_text("\n  - id: ".join([head, *kept]), encoding="utf-8")
    return root


def version(root: Path, today: str = TODAY) -> Version:
    paths, day = Paths.of(root), date.fromisoformat(today)
    site, _ = read_site(paths, day)
    return Version.of(site, render(all_pages(site, day), site, paths, day))


def sections(old: Version, new: Version, today: str = TODAY):
    day = date.fromisoformat(today)

    def make(site, addresses):
        wanted = [page for page in all_pages(site, day) if page.address in addresses]
        return html_of(render(wanted, site, Paths.of(HOME), day))

    return changes(old, new, make, day)


def lines(found) -> list[str]:
    """Each change after the title of its section, as a person reads them."""
    return [f"{section.title}: {line}" for section in found for line in section.lines]

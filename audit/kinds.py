"""Which pages are measured: one of each type, in each of its states."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# Cards or hours of invented places, which are all extremes; tests/test_bytes.py holds real pages to 10 KiB.
EXTREME = 12
PLACE = "digipunten/*/index.html"
FINDER = "digipunten/index.html"
BARE_FINDER = "digipunten/insluiten/zoeker/index.html"
HELPERS = "doorverwijzers/index.html"
ACTION = "acties/*/index.html"


@dataclass(frozen=True)
class Kind:
    """A page type in one state: the files it may be, a text that the file holds, the question asked of it.

    It may load so many KiB. A key page is one that most visitors see.
    """

    name: str
    files: str
    holds: str = ""
    question: str = ""
    kib: int = 10
    is_key: bool = False


KINDS = (
    Kind("startpagina", "index.html", is_key=True),
    Kind("zoeker zonder vraag", FINDER, kib=20, is_key=True),
    Kind("zoeker met antwoorden", FINDER, question="?wanneer=maandag&met=hulp", kib=20),
    Kind("zoeker, dichtst bij een postcode", FINDER, "9050", "?plaats=9050&met=hulp", kib=20),
    Kind("zoeker, niets gevonden", FINDER, question="?wanneer=zondag&deel=avond&met=printen", kib=20),
    Kind("zoeker, plaats niet gekend", FINDER, question="?plaats=Nergenshuizen", kib=20),
    Kind("wijk", "digipunten/wijk/*/index.html", kib=EXTREME),
    Kind("postcode", "digipunten/postcode/*/index.html", kib=EXTREME),
    Kind("weekdag", "digipunten/dag/*/index.html", kib=EXTREME),
    Kind("nood", "digipunten/voor/*/index.html", kib=EXTREME),
    Kind("Digipunt met uren", PLACE, 'data-antwoord="hulp"', kib=EXTREME, is_key=True),
    Kind("Digipunt tijdelijk gesloten", PLACE, "Tijdelijk gesloten"),
    Kind("Digipunt gestopt", PLACE, "Dit Digipunt bestaat niet meer"),
    Kind("Digipunt met oude uren", PLACE, "Alles op deze pagina is van"),
    Kind("lijst van Digipunten", "digipunten/lijst/index.html"),
    Kind("acties", "acties/index.html"),
    Kind("actie die loopt", ACTION, 'class="stand loopt"', is_key=True),
    Kind("actie die afgelopen is", ACTION, "Deze actie is afgelopen"),
    Kind("tekst", "over/index.html"),
    Kind("contact", "contact/index.html"),
    Kind("A tot Z", "inhoud/index.html"),
    Kind("nieuws", "nieuws/index.html"),
    Kind("doorverwijzers", HELPERS, kib=20),
    Kind("doorverwijzers, vergelijken", HELPERS, "linde", "?kies=linde&kies=uil", kib=20),
    Kind("op papier", "digipunten/op-papier/index.html"),
    Kind("insluiten", "digipunten/insluiten/index.html"),
    Kind("kale zoeker", BARE_FINDER, kib=20),
    Kind("kale zoeker, één wijk", BARE_FINDER, "ledeberg", "?wijk=ledeberg", kib=20),
    Kind("niet gevonden", "404.html"),
    Kind("toegankelijkheid", "toegankelijkheid/index.html"),
    Kind("open data", "open-data/index.html"),
)


@dataclass(frozen=True)
class Visit:
    kind: Kind
    file: str

    @property
    def address(self) -> str:
        return f"/{self.file.removesuffix('index.html')}{self.kind.question}"


def visits(site: Path, kinds: tuple[Kind, ...] = KINDS) -> tuple[list[Visit], list[str]]:
    """The page of each kind, and the kinds that this site has no page of.

    It is the largest of its kind: it has the most that can go wrong.
    """
    found = {kind.name: _largest(site, kind) for kind in kinds}
    return (
        [Visit(kind, file) for kind in kinds if (file := found[kind.name])],
        [name for name, file in found.items() if not file],
    )


def _largest(site: Path, kind: Kind) -> str | None:
    fitting = [path for path in site.glob(kind.files) if kind.holds in path.read_text("utf-8")]
    if not fitting:
        return None
    return max(fitting, key=lambda path: (path.stat().st_size, path)).relative_to(site).as_posix()

"""docs/gegevens.md: what an editor may write in each data file, from the declarations in `records`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sitegen.dates import WEEKDAYS, parse_dates, parse_partial_date
from sitegen.fields import Choice, Key, Kind, Many, Record, Ref
from sitegen.hours import parse_day, parse_days, parse_week, week_groups
from sitegen.records import FILES, PAGE, SINGLE, OpeningHours
from sitegen.text import NBSP, capitalised, listed
from sitegen.validate import STANDS_IN

TITLES = {
    "digipunten": (
        "Digipunten",
        "De plaatsen met een gratis computer en internet. Elk deel van de lijst is een plaats.",
    ),
    "contacts": ("Contacten", "GentInfo, en de diensten waar de acties naar verwijzen."),
    "programmes": ("Acties", "De acties van de relanceplannen e-inclusie, ook die voorbij zijn."),
    "kalenders": (
        "Kalenders",
        "De feestdagen en vakanties waarop een plaats andere uren kan hebben. Vul elk jaar het volgende jaar aan.",
    ),
    "site": (
        "Instellingen",
        "De naam en het adres van de site, en de woorden die de andere bestanden gebruiken.",
    ),
    "wijken": ("Wijken", "De wijken van de stad, met hun midden. Dit bestand verandert bijna nooit."),
    "postcodes": ("Postcodes", "De postcodes van de stad. Ook dit bestand verandert bijna nooit."),
    "woorden": (
        "Moeilijke woorden",
        "Woorden die je beter niet schrijft, met een beter woord. `python build.py check --taal` zoekt ze. "
        "En woorden die je niet kan vermijden, met hun betekenis: die staat onderaan elke pagina met dat woord. "
        "Een site kan zonder dit bestand.",
    ),
    "nieuws": (
        "Nieuws",
        "Wat er veranderde voor bezoekers. Het staat op de pagina `/nieuws/`, en in `nieuws.atom` voor wie de site volgt. "
        "Een site kan zonder dit bestand.",
    ),
}
REPEATED = "Blokken die terugkomen"
HOURS = "Uren schrijven"
DATES = "Datums schrijven"
PAGES = "Bovenaan een pagina"

INTRODUCTION = """\
# Wat schrijf je in de gegevens?

De gegevens van de site staan in de map `data/`. Hier lees je per bestand wat je kan schrijven.
Een **vette** sleutel is verplicht. De andere mag je weglaten.

- Kijk na een wijziging alles na met `make check`.
- Weet je niet zeker hoe de site je uren leest? `make uren TEKST="ma-vr 9u-12u"` zegt het in woorden.
- Open je de map in VS Code? Dan zie je deze uitleg terwijl je typt. Is er een nieuwe wijk, een nieuw contact of
  een nieuwe doelgroep? Na `make schema` stelt VS Code die ook voor.
- Een lijst schrijf je als `[een, twee]`, of onder elkaar: elk deel op een regel die met `- ` begint.
- Staat er `: ` in een tekst, of een komma tussen `{ }` of `[ ]`? Zet dan `"` voor en achter die tekst.

## Inhoud
"""

DAY_NOTATIONS = (
    "9:00-12:00",
    "9u-12u",
    "9.30 tot 12.30 uur",
    "van 9 tot 12 uur en van 13 tot 17 uur",
    "10:00-12:00, 13:00-17:00",
    "op afspraak",
    "op afspraak, 16:00-19:00",
    "bel eerst",
    "gesloten",
)
DAYS_NOTATIONS = ("maandag", "ma, wo", "dinsdag en donderdag", "ma-vr", "ma t.e.m. vr")
WEEK_NOTATIONS = (
    "ma-vr 9u-12u; za 10-12u",
    "ma 9-12u, di 13-17u",
    "di 9u-12u en 13u-17u; dinsdagvoormiddag gesloten",
)
REFUSED_NOTATIONS = ("9-5", "9u", "20:00-2:00", "dagelijks 9-12u", "9-12u 's avonds")
DATE_NOTATIONS = (
    "2026-12-25",
    "25/12/2026",
    "25 december 2026",
    "vrijdag 25 december 2026",
    "24/12/2026 tot en met 3/1/2027",
)
PARTIAL_NOTATIONS = ("2026-12-25", "2026-12", "2026")


def guide() -> str:
    """The whole page, as Markdown."""
    repeated = _repeated()
    sections = [INTRODUCTION, _contents()]
    for name, (title, about) in TITLES.items():
        sections += _file(name, title, about, repeated)
    sections += _hours()
    sections += _dates()
    sections += [f"## {REPEATED}\n", *(part for record in repeated for part in _record(record, repeated))]
    sections += [
        f"## {PAGES}\n",
        "Een pagina in `content/` begint met deze regels, tussen twee regels met `---`.\n",
        _table(PAGE, repeated),
    ]
    return "\n".join(sections)


def nested(record: Record) -> Iterator[Record]:
    """The records that stand in a record, each once and before its own."""
    for key in record.keys.values():
        below = _record_of(key.kind)
        if below:
            yield below
            yield from nested(below)


def begun(record: Record, indent: str = "") -> Iterator[str]:
    """The lines of a record with what a new one begins with."""
    for name in record.usual:
        key = record.keys[name]
        if isinstance(key.kind, Record):
            yield f"{indent}{name}:"
            yield from begun(key.kind, f"{indent}  ")
        else:
            yield f"{indent}{name}: {key.example}"


def _contents() -> str:
    files = [f"- [{title}](#{_anchor(title)}): `data/{name}.yaml`" for name, (title, _) in TITLES.items()]
    others = [f"- [{title}](#{_anchor(title)})" for title in (HOURS, DATES, REPEATED, PAGES)]
    return "\n".join([*files, *others]) + "\n"


def _file(name: str, title: str, about: str, repeated: list[Record]) -> Iterator[str]:
    record = FILES[name]
    yield f"## {title}\n"
    yield f"In `data/{name}.yaml`. {about}\n"
    yield _table(record, repeated)
    if name not in SINGLE:
        first, *rest = begun(record)
        lines = [f"{name}:", f"  - {first}", *(f"    {line}" for line in rest)]
        yield "\n".join(["Zo begint een nieuw deel:\n", "```yaml", *lines, "```\n"])
    for below in dict.fromkeys(nested(record)):
        if below not in repeated:
            yield from _record(below, repeated)


def _record(record: Record, repeated: list[Record]) -> Iterator[str]:
    yield f"### {capitalised(record.name)}\n"
    yield _table(record, repeated)


def _table(record: Record, repeated: list[Record]) -> str:
    rows = [(_key(key), _explained(key), _example(key)) for key in record.keys.values()]
    return _rows(("Sleutel", "Wat", "Voorbeeld"), rows)


def _key(key: Key) -> str:
    return f"**{key.name}**" if key.required else key.name


def _explained(key: Key) -> str:
    parts = [f"{capitalised(key.help)}{'' if key.help.endswith(('?', '…')) else '.'}"]
    inner = key.kind.kind if isinstance(key.kind, Many) else key.kind
    if isinstance(key.kind, Choice) and key.kind.explained:
        parts += [f"`{word}`: {meaning}" for word, meaning in key.kind.explained.items()]
    elif isinstance(key.kind, Choice):
        parts.append(f"Kies {listed((f'`{word}`' for word in key.kind.values), 'of')}.")
    elif isinstance(inner, Ref):
        parts.append(f"Deze woorden staan in {STANDS_IN[inner.kind]}.")
    return "<br>".join(parts)


def _example(key: Key) -> str:
    below = _record_of(key.kind)
    if below:
        start = "een lijst, elk met " if isinstance(key.kind, Many) else ""
        return f"{start}[{below.name}](#{_anchor(below.name)})"
    shown = f"`{key.example}`"
    return (
        f"{shown}, zie [{HOURS.lower()}](#{_anchor(HOURS)})" if isinstance(key.kind, OpeningHours) else shown
    )


def _repeated() -> list[Record]:
    """Records that more than one file uses."""
    uses = [set(nested(record)) for record in FILES.values()]
    found = dict.fromkeys(below for record in FILES.values() for below in nested(record))
    return [below for below in found if sum(below in used for used in uses) > 1]


def _record_of(kind: Kind) -> Record | None:
    inner = kind.kind if isinstance(kind, Many) else kind
    return inner if isinstance(inner, Record) else None


def _hours() -> Iterator[str]:
    yield f"## {HOURS}\n"
    yield "Onder `uren:` staat per kanaal (`hulp`, `computer`, `afspraak`, `telefoon`) een week.\n"
    yield (
        "```yaml\nuren:\n  hulp:\n    maandag: 10:00-12:00, 13:00-17:00\n    di, do: 9u-12u\n    vrijdag: gesloten\n"
        "  computer: ma-vr 9u-17u\n```\n"
    )
    yield "Een dag die er niet staat, is gesloten.\n"
    yield "### De uren van een dag\n"
    yield _readings(DAY_NOTATIONS, parse_day, str)
    yield "### Dagen samen\n"
    yield _readings(DAYS_NOTATIONS, parse_days, lambda days: listed(WEEKDAYS[day] for day in days))
    yield "### Een week op één regel\n"
    yield _readings(WEEK_NOTATIONS, parse_week, _week)
    yield "### Dit begrijpt de site niet\n"
    yield _rows(
        ("Je schrijft", "Het antwoord"), [(f"`{text}`", _refusal(text)) for text in REFUSED_NOTATIONS]
    )


def _dates() -> Iterator[str]:
    yield f"## {DATES}\n"
    yield _readings(DATE_NOTATIONS, parse_dates, str)
    yield "Twee datums met `tot en met` kunnen alleen achter `op:`.\n"
    yield "Achter `datum:`, `start:`, `einde:` en `nagekeken:` mag je de dag of de maand weglaten als je die niet weet:\n"
    yield _readings(PARTIAL_NOTATIONS, parse_partial_date, str)


def _week(week: Any) -> str:
    return "; ".join(f"{days} {day}" for days, day in week_groups(week))


def _refusal(text: str) -> str:
    try:
        return str(parse_day(text))
    except ValueError as error:
        return capitalised(str(error)) + "."


def _readings(texts: Iterable[str], parse: Callable[[str], Any], say: Callable[[Any], str]) -> str:
    rows = [(f"`{text}`", say(parse(text)).replace(NBSP, " ")) for text in texts]
    return _rows(("Je schrijft", "De site leest"), rows)


def _rows(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return (
        "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
        + "\n"
    )


def _anchor(title: str) -> str:
    """How hosts of git make a link out of a heading."""
    return re.sub(r"[^\w -]", "", title.casefold()).replace(" ", "-")

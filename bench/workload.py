"""A project of any size, invented from a seed: places with hours and exceptions, districts, postcodes, texts.

The facts stand here; `write_project` and the peers (bench/peers) write them down, each in its own form.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isqrt
from pathlib import Path
from typing import Any

from sitegen.dates import WEEKDAYS
from sitegen.paths import HOME

# Everything a project needs besides places and texts; it says itself that it is an example.
BASE = HOME / "tests" / "fixtures" / "klein"
TODAY = "2026-11-24"
PLACES_PER_DISTRICT = 33
FEWEST_DISTRICTS = 5
WORDS_PER_TEXT = 400

CHANNELS = ("hulp", "computer", "afspraak")
HOURS = (
    "9:00-12:00",
    "9:00-12:00, 13:00-17:00",
    "10:00-18:00",
    "13:30-17:00",
    "8:30-12:30, 13:30-16:30",
    "18:00-21:00",
)
HOUSES = ("Voorbeeldhuis", "Proefhuis", "Buurthuis Verzinsel", "Bibliotheek Nergens", "Proefpunt")
NAMES = ("De Linde", "De Uil", "Het Anker", "De Brug", "De Molen", "Het Plein", "De Wilg", "De Kaai")
STREETS = ("Voorbeeldstraat", "Proefplein", "Verzonnen Kaai", "Nergensdreef", "Teststeenweg")
OFFER = ("computer", "internet", "wifi", "printen", "scannen")
HELP_WITH = (
    "e-mail lezen en schrijven",
    "een wachtwoord dat veilig is",
    "een formulier op internet invullen",
    "foto's van je telefoon halen",
    "bellen met beeld",
)
REASONS = ("verbouwing", "vorming van de medewerkers", "inventaris", "buurtfeest", "de sleutel is zoek")
# Each exception has a period of its own, so that no two of a place meet; the first days are workdays.
PERIODS = (("2026-12-07", "2026-12-08"), ("2027-01-18", "2027-01-22"), ("2027-03-08", "2027-03-19"))

SETTINGS = {
    "naam": "Digitaal in Voorbeeld",
    "webadres": "https://voorbeeld.test/",
    "eerste_contact": "balie",
    "drempels": {"bel_eerst_na_maanden": "6", "verlopen_na_maanden": "12"},
    "doelgroepen": [{"id": "iedereen", "naam": "iedereen"}, {"id": "jongeren", "naam": "jongeren"}],
    "aanbod": [{"id": name, "naam": name} for name in OFFER],
    "noden": [
        {"id": "hulp", "naam": "met hulp"},
        {"id": "zonder-trap", "naam": "waar je zonder trap binnen kan"},
        {"id": "printen", "naam": "waar je kan printen"},
    ],
}

Facts = dict[str, Any]


@dataclass
class Text:
    """A page of plain words below /tekst/."""

    id: str
    title: str
    description: str
    paragraphs: list[str]
    version: int = 1

    @property
    def body(self) -> str:
        return "\n\n".join([*self.paragraphs, f"Dit is versie {self.version} van dit voorbeeld."]) + "\n"


@dataclass
class Workload:
    """`places`, `districts` and `postcodes` have the keys of the data files, with the days of a week in order."""

    places: list[Facts] = field(default_factory=list)
    districts: list[Facts] = field(default_factory=list)
    postcodes: list[Facts] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def make(places: int, texts: int, seed: int = 1) -> Workload:
    draw = random.Random(seed)
    count = max(FEWEST_DISTRICTS, round(places / PLACES_PER_DISTRICT))
    districts = [_district(number, isqrt(count) + 1) for number in range(1, count + 1)]
    postcodes = [_postcode(index, districts) for index in range(count)]
    return Workload(
        [_place(number, draw, districts, postcodes) for number in range(1, places + 1)],
        districts,
        postcodes,
        [_text(number, texts, draw) for number in range(1, texts + 1)],
    )


def change_hours(place: Facts) -> None:
    """Other hours on the first day that is open, of the first channel."""
    week = next(iter(place["uren"].values()))
    day = next(iter(week))
    week[day] = HOURS[(HOURS.index(week[day]) + 1) % len(HOURS)]


def change_words(text: Text) -> None:
    text.version += 1


def write_project(workload: Workload, root: Path) -> None:
    """The root of a project of ours: what `build.py --root` reads."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    _write_data(root, "site", SETTINGS)
    _write_data(root, "wijken", workload.districts)
    _write_data(root, "postcodes", workload.postcodes)
    write_places(workload, root)
    (root / "content" / "tekst").mkdir()
    for text in workload.texts:
        write_text(text, root)


def write_places(workload: Workload, root: Path) -> None:
    _write_data(root, "digipunten", workload.places)


def write_text(text: Text, root: Path) -> None:
    head = f"---\ntitel: {text.title}\nbeschrijving: {text.description}\n---\n\n"
    (root / "content" / "tekst" / f"{text.id}.md").write_text(head + text.body, encoding="utf-8")


def _write_data(root: Path, name: str, facts: Facts | list[Facts]) -> None:
    yaml = f"# VOORBEELD: alles is verzonnen, om te meten.\n{name}:{_yaml(facts, '  ')}\n"
    (root / "data" / f"{name}.yaml").write_text(yaml, encoding="utf-8")


def _yaml(value: Any, indent: str) -> str:
    """Blocks, as a person writes them; our words need no quotes."""
    if isinstance(value, Mapping):
        return "".join(f"\n{indent}{key}:{_yaml(item, indent + '  ')}" for key, item in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "".join(f"\n{indent}- {_yaml(item, indent + '  ').lstrip()}" for item in value)
    return f" {value}"


def _district(number: int, across: int) -> Facts:
    row, column = divmod(number - 1, across)
    return {
        "id": f"voorbeeldwijk-{number}",
        "naam": f"Voorbeeldwijk {number}",
        "nummer": str(number),
        "lat": f"{51.0 + 0.01 * row:.5f}",
        "lon": f"{3.6 + 0.015 * column:.5f}",
    }


def _postcode(index: int, districts: list[Facts]) -> Facts:
    """Its own district and the next one: as in a real town, they do not match."""
    own, other = districts[index], districts[(index + 1) % len(districts)]
    return {
        "postcode": str(9000 + index),
        "namen": [f"Voorbeeld {index + 1}"],
        "lat": own["lat"],
        "lon": own["lon"],
        "wijken": [own["id"], other["id"]],
    }


def _place(number: int, draw: random.Random, districts: list[Facts], postcodes: list[Facts]) -> Facts:
    index = draw.randrange(len(districts))
    district = districts[index]
    phone = f"09 100 00 {number % 100:02}"
    hours = {channel: _week(draw) for channel in CHANNELS[: draw.choice((1, 1, 2, 2, 3))]}
    return {
        "id": f"voorbeeld-{number}",
        "naam": f"{draw.choice(HOUSES)} {draw.choice(NAMES)} {number}",
        "organisatie": "Voorbeeld vzw",
        "status": "actief",
        "adres": {
            "straat": draw.choice(STREETS),
            "nummer": str(draw.randint(1, 250)),
            "postcode": postcodes[index]["postcode"],
            "gemeente": "Voorbeeld",
        },
        "wijk": district["id"],
        "coordinaten": {
            "lat": f"{float(district['lat']) + draw.uniform(-0.004, 0.004):.5f}",
            "lon": f"{float(district['lon']) + draw.uniform(-0.006, 0.006):.5f}",
        },
        "telefoon": phone,
        "website": f"https://digipunt-{number}.example/",
        "uren": hours,
        "kalenders": {
            "feestdagen": "gesloten",
            "extra-sluitingsdagen": draw.choice(("gesloten", "bel eerst")),
            "gentse-feesten": draw.choice(("gesloten", "gewoon open")),
            "schoolvakanties": draw.choice(("gewoon open", "gesloten", "bel eerst")),
        },
        **_exceptions(draw, hours),
        "aanbod": sorted(draw.sample(OFFER, draw.randint(1, len(OFFER)))),
        "hulp_bij": sorted(draw.sample(HELP_WITH, draw.randint(1, 3))),
        "kost": draw.choice(("gratis", "gratis; printen kost 10 cent per blad")),
        "toegankelijk": {"zonder_trap": draw.choice(("ja", "nee", "onbekend"))},
        "nagekeken": {"op": f"2026-11-{draw.randint(1, 23):02}", "hoe": "verzonnen"},
        "bron": {"naam": "een voorbeeld"},
    }


def _week(draw: random.Random) -> dict[str, str]:
    open_days = sorted(draw.sample(range(6), draw.randint(2, 5)))
    return {WEEKDAYS[day]: draw.choice(HOURS) for day in open_days}


def _exceptions(draw: random.Random, hours: Facts) -> Facts:
    """Closed, or a week of its own in which only one of the usual days is open."""
    channel, week = next(iter(hours.items()))
    kinds = ({"uren": "gesloten"}, {"kanaal": channel, "uren": {draw.choice(list(week)): "10:00-11:30"}})
    made = [
        {"van": first, "tot": last, **draw.choice(kinds), "reden": draw.choice(REASONS)}
        for first, last in sorted(draw.sample(PERIODS, draw.randint(0, len(PERIODS))))
    ]
    return {"uitzonderingen": made} if made else {}


SENTENCES = (
    "Je mag altijd eerst bellen om te vragen of er plaats is.",
    "Breng je eigen toestel mee als je er een hebt.",
    "Iemand van het huis legt rustig uit wat je moet doen.",
    "Je hoeft geen afspraak te maken en je betaalt niets.",
    "Vraag een kaartje met het nummer, dan kan je later bellen.",
    "Schrijf je wachtwoord nooit op een blad dat iedereen kan zien.",
    "Een computer in het huis mag je een uur lang gebruiken.",
    "Wie wil printen, betaalt tien cent voor een blad.",
    "Met je kaart en je code meld je je aan op de site van de stad.",
    "Je kan ook samen met iemand uit je buurt komen.",
    "De medewerkers spreken Nederlands en vaak nog een andere taal.",
    "Op woensdag helpen vrijwilligers kinderen met hun huiswerk.",
    "Heb je thuis geen internet, dan zoeken we samen een oplossing.",
    "Bewaar een brief die je krijgt, en neem hem mee naar het huis.",
    "Als iets niet lukt, probeer je het de volgende keer gewoon opnieuw.",
    "De deur staat open en er is altijd koffie.",
    "Wil je een toestel lenen, vraag dan welke voorwaarden er zijn.",
    "Je gegevens blijven van jou en niemand schrijft ze op.",
)
LONGEST_SENTENCE = max(len(sentence.split()) for sentence in SENTENCES)
POINTS = (
    "je identiteitskaart met de code",
    "het toestel waarover je een vraag hebt",
    "de lader van je toestel",
    "een brief die je niet goed begrijpt",
    "een leesbril als je die nodig hebt",
)
TITLES = ("Wat kan je hier doen?", "Wat breng je mee?", "Wanneer kan je komen?", "Wie helpt je?")


def _text(number: int, count: int, draw: random.Random) -> Text:
    others = [f"/tekst/tekst-{draw.randint(1, count)}/" for _ in TITLES]
    paragraphs = [f"Dit is een voorbeeld: niets van deze pagina is echt. {draw.choice(SENTENCES)}"]
    part = WORDS_PER_TEXT // len(TITLES)
    for title, other in zip(TITLES, others, strict=True):
        points = "\n".join(f"- {point}" for point in sorted(draw.sample(POINTS, 3)))
        last = f"Lees ook **rustig** [wat er op een andere pagina staat]({other})."
        words = len(f"{title} {points} {last}".split())
        sentences: list[str] = []
        while words + LONGEST_SENTENCE < part:
            sentences.append(draw.choice(SENTENCES))
            words += len(sentences[-1].split())
        middle = len(sentences) // 2
        paragraphs += [
            f"## {title}",
            " ".join(sentences[:middle]),
            points,
            " ".join([*sentences[middle:], last]),
        ]
    return Text(
        f"tekst-{number}",
        f"Voorbeeld van een tekst {number}",
        f"Een verzonnen tekst om mee te meten hoe lang de site maken duurt, nummer {number}.",
        paragraphs,
    )

"""The French file: only keys and words of that schema, and no hours or places of which it could not tell the truth."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from sitegen import mednum
from sitegen.dataset import About, Told
from sitegen.dates import parse_partial_date
from sitegen.hours import parse_week
from sitegen.lookup import exported
from sitegen.model import Check, Link, Location, Notice, Settings
from sitegen.paths import Paths
from sitegen.places import make_place
from sitegen.read import read_site
from sitegen.text import Phone
from tests.schedules import THRESHOLDS, TODAY
from tests.schedules import make_place as make_digipunt

# Of the schema 2.0 of LaMednum/standard-mediation-num: its keys, those that must be there, and its words.
KEYS = {
    "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse", "latitude",
    "longitude", "typologie", "telephone", "courriels", "site_web", "horaires", "presentation_resume",
    "presentation_detail", "source", "itinerance", "date_maj", "services", "publics_specifiquement_adresses",
    "prise_en_charge_specifique", "frais_a_charge", "dispositif_programmes_nationaux", "formations_labels",
    "autres_formations_labels", "modalites_acces", "modalites_accompagnement", "fiche_acces_libre", "prise_rdv",
}  # fmt: skip
WORDS = {
    "services": {
        "Aide aux démarches administratives",
        "Maîtrise des outils numériques du quotidien",
        "Insertion professionnelle via le numérique",
        "Utilisation sécurisée du numérique",
        "Parentalité et éducation avec le numérique",
        "Loisirs et créations numériques",
        "Compréhension du monde numérique",
        "Accès internet et matériel informatique",
        "Acquisition de matériel informatique à prix solidaire",
    },
    "frais_a_charge": {"Gratuit", "Gratuit sous condition", "Payant"},
    "modalites_accompagnement": {
        "En autonomie",
        "Accompagnement individuel",
        "Dans un atelier collectif",
        "À distance",
    },
}


@pytest.fixture(scope="module")
def site(example_root):
    return read_site(Paths.of(example_root), TODAY)[0]


@pytest.fixture(scope="module")
def lieu(site):
    def made(today: date = TODAY, **changes):
        place = make_place(site, make_digipunt(**changes), today)
        return mednum.lieu(Told(place, site.settings, exported(today), "https://x.example/", ""))

    return made


@pytest.fixture(scope="module")
def found(example_site):
    path = example_site / "open-data" / "lieux-mediation-numerique.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_example_places_have_keys_and_words_of_the_schema_alone(found):
    assert len(found["lieux"]) == 27
    for place in found["lieux"]:
        assert place.keys() <= KEYS
        assert all(
            isinstance(place[key], str) and place[key] for key in place.keys() - {"latitude", "longitude"}
        )
        for key, words in WORDS.items():
            assert set(place.get(key, next(iter(words))).split("|")) <= words
        assert re.fullmatch(r"\+32\d{8,9}", place.get("telephone", "+3292101010"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", place.get("date_maj", "2026-11-23"))
    for key in ("complement_adresse", "telephone", "horaires", "latitude", *WORDS):
        assert any(key in place for place in found["lieux"]), key


def test_a_place_is_told_in_the_words_of_the_schema(lieu):
    assert lieu(
        ingang="de groene deur",
        website="https://voorbeeld.example/",
        coordinaten=Location(51.05, 3.7),
        kost="Gratis",
        aanbod=("computer", "wifi"),
        uren={
            "hulp": parse_week("ma 10-12u"),
            "computer": parse_week("di 9-12u"),
            "telefoon": parse_week("wo 9-12u"),
        },
        kalenders={},
    ) | {"horaires": ""} == {
        "id": "voorbeeld",
        "nom": "Voorbeeldpunt",
        "commune": "Gent",
        "code_postal": "9000",
        "adresse": "Voorbeeldstraat 1",
        "complement_adresse": "de groene deur",
        "latitude": 51.05,
        "longitude": 3.7,
        "telephone": "+3292000000",
        "courriels": "voorbeeld@voorbeeld.example",
        "site_web": "https://voorbeeld.example/",
        "horaires": "",
        "source": "een voorbeeld",
        "date_maj": "2026-11-02",
        "services": "Accès internet et matériel informatique",
        "frais_a_charge": "Gratuit",
        "modalites_accompagnement": "Accompagnement individuel|En autonomie",
    }


@pytest.mark.parametrize(
    "changes, absent",
    [
        ({"kost": "gratis; printen kost 10 cent"}, "frais_a_charge"),
        ({"kost": ""}, "frais_a_charge"),
        ({"aanbod": ("wifi",)}, "services"),
        ({"uren": {"telefoon": parse_week("ma 9-12u")}}, "modalites_accompagnement"),
        ({"uren": {"telefoon": parse_week("ma 9-12u")}}, "horaires"),
        ({"coordinaten": Location(51.05, 3.7, "halte")}, "latitude"),
        ({"coordinaten": Location(51.05, 3.7, "straat")}, "longitude"),
        ({"telefoon": Phone("1700")}, "telephone"),
        ({"nagekeken": Check(parse_partial_date("2026-11"))}, "date_maj"),
        ({"nagekeken": None}, "date_maj"),
        ({"nagekeken": None}, "horaires"),
        ({"nagekeken": Check(parse_partial_date("2025-11-01"))}, "horaires"),
    ],
)
def test_what_does_not_surely_mean_the_same_is_left_out(lieu, changes, absent):
    assert absent not in lieu(**changes)


def test_the_hours_are_those_of_a_computer_first(lieu):
    uren = {"hulp": parse_week("ma 10-12u"), "computer": parse_week("di 9-12u")}

    assert lieu(uren=uren)["horaires"].startswith("Tu 09:00-12:00")
    assert lieu(uren={"hulp": uren["hulp"]})["horaires"].startswith("Mo 10:00-12:00")


@pytest.mark.parametrize("status", ["gepland", "gestopt"])
def test_a_place_that_is_not_there_is_not_told(lieu, status):
    assert lieu(status=status) is None


def test_a_place_that_is_closed_for_now_is_told_as_closed(lieu):
    found = lieu(status="tijdelijk-gesloten", melding=Notice("We verbouwen."), nagekeken=None)

    assert found["horaires"] == 'off "We verbouwen."'


@pytest.mark.parametrize("link", [None, Link("Modellicentie", "https://licentie.example/")])
def test_the_list_tells_its_day_its_horizon_and_its_licence(link):
    settings = Settings("Voorbeeld", "https://x.example/", "balie", THRESHOLDS, (), (), licentie=link)

    found = mednum.head(About(settings, exported(TODAY), "https://x.example/open-data/", ""))

    licence = {"licence": link.naam, "licence_url": link.url} if link else {"licence": "inconnue"}
    assert found == {
        "schema": "https://github.com/LaMednum/standard-mediation-num",
        "titre": "Digipunten: Voorbeeld",
        "date_creation": "2026-11-23",
        "horaires_jusqu_au": "2027-11-23",
        **licence,
        "documentation": "https://x.example/open-data/",
    }

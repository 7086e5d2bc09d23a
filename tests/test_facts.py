"""Every fact of the city's source text, and every word of the data, stands on the page it belongs to."""

from datetime import date

import pytest

from sitegen.paths import Paths
from sitegen.read import read_site
from tests.conftest import GENT, words

FACTS = {
    "index.html": ["corona", "e-inclusie", "noodacties", "relanceplannen", "lange termijn", "digitaal dé oplossing", "veel zichtbaarder", "wat mensen nodig hadden"],
    "acties/digitale-pakketten/index.html": [
        "2.500 digitale pakketten", "OCMW", "al cliënt? Of werd je het", "te weinig geld", "maatschappelijk werker",
        "naar werk", "school", "alleen", "een nieuwe laptop", "1 jaar steun voor internet: een deel van de kosten",
        "bij je thuis", "installeerde", "op jouw maat", "basisvaardigheden", "Smartschool", "veilig",
        "januari 2021 tot december 2021", "tussen februari en april 2021", "waren alle pakketten toegewezen",
        "digitale.pakketten@ocmw.gent", "OCMW Gent",
    ],
    "acties/herstelde-toestellen/index.html": [
        "1.000", "april 2020", "tiental vrijwilligers", "Repair Café Gent", "laptops", "tablets", "smartphones", "gsm's",
        "pc's", "400 toestellen", "klein half jaar", "27 juli 2021", "duizendste", "inzamelkasten", "Sociale organisaties",
        "gezinnen", "zeker tot eind 2021", "niet zeker", "KRAS-dienst", "inzamelpunt", "inzamelkast",
        "inzamelactie digitaal materiaal", "Dienst Ontmoeten en Verbinden",
    ],
    "acties/werkzoekenden/index.html": [
        "100", "laptop of een tablet", "aansluiting", "bruikleen", "actieve begeleiding", "coach", "arbeidsconsulent",
        "kwetsbaarste", "solliciteren", "tot en met december 2022", "andere diensten", "Jobteam Gent",
        "arbeidsbegeleider", "Dienst Werk", "daniella.provost@stad.gent", "Gent, Stad in Werking",
    ],
    "acties/hefboomproject/index.html": [
        "3 jaar", "Digitaal.Talent@Gent", "Onderwijscentrum Gent", "Onderwijs Gent", "onderwijskoepels",
        "200 extra noodlaptops", "150 laptops", "10 Digipunten", "Digilessen voor ouders", "scholen en leerkrachten",
    ],
    "acties/noodlaptops/index.html": [
        "200", "secundair onderwijs", "afstandsonderwijs", "bruikleen", "code voor internet", "via de school",
        "schooljaar 2020-2021", "via de scholen",
    ],
    "acties/laptops-basisonderwijs/index.html": [
        "150", "basisonderwijs", "bruikleen", "code voor internet", "erkend initiatief", "studieondersteuning",
        "digitale vaardigheden", "2021 tot en met december 2025", "studieondersteuner",
    ],
    "acties/digipunten-kinderen-jongeren/index.html": [
        "10 Digipunten", "computer en internet", "digitale vragen", "digitaal huiswerk", "gewone Digipunten",
        "iedereen welkom", "gratis een computer met internet", "Op veel plaatsen", "januari 2021", "juni 2022",
        "september 2021", "gewone werking", "GentInfo", "brochures", "09 210 10 10", "gentinfo@stad.gent",
    ],
    "acties/digilessen-ouders/index.html": ["januari 2021", "december 2021", "via de scholen", "school van"],
    "acties/steun-scholen/index.html": ["januari 2021", "juni 2024", "leerkrachten", "via de scholen", "koepel"],
    "digipunten/index.html": ["32 Digipunten", "februari 2022", "brochures"],
    "digipunten/lijst/index.html": ["Ledeberg", "Meulestede", "De Waterspiegel"],
    "contact/index.html": ["09 210 10 10", "gentinfo@stad.gent", "09 266 99 11", "digipunten@ateljeevzw.be", "21 april 2023"],
}  # fmt: skip


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_of_the_source_stands_on_its_page(pages, name):
    text = words(pages[name].main).replace("’", "'")

    assert [fact for fact in FACTS[name] if fact not in text] == []


@pytest.fixture(scope="module")
def site():
    return read_site(Paths.of(GENT), date(2026, 11, 23))[0]


def squeezed(text):
    return " ".join(str(text).split()).lower()


def test_no_text_of_an_action_is_missing_from_its_page(pages, site):
    assert len(site.programmes) == 9
    for programme in site.programmes.values():
        text = squeezed(words(pages[f"acties/{programme.id}/index.html"].main))
        parts = [
            programme.titel,
            programme.kort,
            programme.toestand,
            *programme.voor_wie,
            *programme.aanvragen,
        ]
        for section in programme.inhoud:
            parts += [section.kop, *section.tekst, *section.punten]
        missing = [part for part in parts if squeezed(part) not in text]
        assert missing == [], programme.id


def test_no_text_of_a_digipunt_is_missing_from_its_page(pages, site):
    assert len(site.digipunten) == 8
    for place in site.digipunten.values():
        page = pages[f"digipunten/{place.id}/index.html"]
        text = squeezed(words(page.main))
        parts = [
            place.naam,
            place.organisatie,
            place.adres.straat,
            place.adres.nummer,
            place.email,
            place.opmerking,
        ]
        parts += [*place.hulp_bij, *place.meebrengen, place.kost, place.nagekeken.op, place.bron.naam]
        parts += [
            site.wijken[place.wijk].naam,
            *(day for week in place.uren.values() for day in week.values()),
        ]
        missing = [part for part in parts if squeezed(part) not in text]
        assert missing == [], place.id


def test_no_text_of_a_contact_is_missing_from_the_page_of_contacts(pages, site):
    assert len(site.contacts) >= 10
    text = squeezed(words(pages["contact/index.html"].main))
    for contact in site.contacts.values():
        parts = [
            contact.naam,
            contact.wat,
            contact.melding,
            contact.telefoon or "",
            contact.email,
            contact.bron.naam,
        ]
        assert [part for part in parts if squeezed(part) not in text] == [], contact.id


def test_every_digipunt_says_where_its_data_come_from(site):
    for place in site.digipunten.values():
        assert place.bron.naam and place.bron.datum and place.nagekeken.hoe, place.id

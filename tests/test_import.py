"""`import`: what the open data changes, what it leaves in doubt, and that nothing else moves."""

import difflib
import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.cli import main
from sitegen.paths import HOME
from tests.conftest import change, tree

FIXTURES = HOME / "tests" / "fixtures" / "opendata"
DAY = "2026-11-23"
LINDE = {"locatie": "Voorbeeldhuis De Linde", "straat": "Voorbeeldstraat", "huisnr": "12", "begeleider": "ja"}
BEUK = {"locatie": "Voorbeeld De Beuk", "straat": "Beukstraat", "huisnr": "3"}
ES = {"locatie": "Voorbeeld De Es", "straat": "Esstraat", "huisnr": 7}
KASTANJE = {"locatie": "Voorbeeld De Kastanje", "straat": "Kastanjelaan", "huisnr": 1}
PLATAAN = {"locatie": "Voorbeeld De Plataan", "straat": "Plataanplein", "huisnr": 8}
NIEUW = {"locatie": "Voorbeeld De Wilg", "straat": "Wilgenstraat", "huisnr": "4 bus 2", "gemeente": "GENT"}
SOURCE = "open data van Stad Gent (dataset locaties-digitaal-talentpunten-gent)"


class Import:
    """A project with the list of the fixtures, and the lines that an import of some records says and changes."""

    def __init__(self, root, capsys):
        self.root, self.capsys = root, capsys
        self.list = root / "data" / "digipunten.yaml"
        shutil.copy(FIXTURES / "digipunten.yaml", self.list)

    def run(self, *records, code=0, found=None):
        path = self.root / "lijst.json"
        path.write_bytes(found if found is not None else json.dumps(records).encode())
        return self.run_file(path, code=code)

    def run_file(self, path, *arguments, code=0):
        arguments = arguments or ("--write",)
        assert main(["import", str(path), "--root", str(self.root), "--today", DAY, *arguments]) == code
        printed = self.capsys.readouterr()
        self.errors = printed.err.replace("\u00a0", " ")
        return printed.out.replace("\u00a0", " ").splitlines()

    def said(self, heading, *records, **options):
        """The lines below a heading."""
        lines = self.run(*records, **options)
        at = next((i for i, line in enumerate(lines) if line.startswith(heading)), None)
        return [] if at is None else [line.strip() for line in lines[at + 1 : lines.index("", at)]]

    def diff(self, *records):
        """The lines that an import takes away and puts in."""
        before = self.list.read_bytes().decode().splitlines(keepends=True)
        self.run(*records)
        after = self.list.read_bytes().decode().splitlines(keepends=True)
        changed = list(difflib.unified_diff(before, after, n=0))[2:]
        return [f"{line[0]} {line[1:]}".rstrip("\n") for line in changed if line[0] != "@"]


@pytest.fixture
def imported(project, capsys):
    return Import(project, capsys)


def test_the_list_is_right_before_anything_is_imported(imported):
    assert main(["check", "--root", str(imported.root), "--today", DAY]) == 0


def test_without_write_it_only_shows(imported):
    before = tree(imported.root)

    shown = imported.run_file(FIXTURES / "lijst.csv", "--today", DAY)

    assert tree(imported.root) == before
    assert shown == [
        '2 plaatsen in de bron (export als CSV (met ";")), 6 in data/digipunten.yaml.',
        "",
        "NIEUW: 1 plaats, onderaan in data/digipunten.yaml",
        '  Niemand keek ze na: de site zegt er "bel eerst" bij tot jij "nagekeken:" invult.',
        "  VOORBEELD De Beuk; links",
        "    id: voorbeeld-de-beuk-links",
        "    status: actief",
        "    adres: straat Beukstraat, nummer 3A, postcode 9050, gemeente Gentbrugge",
        "",
        "VRAGEN: 1. Hier verandert niets; kijk het na en pas het zelf aan.",
        '  VOORBEELD De Linde: is dit (Voorbeeldstraat 12) onze plaats "Voorbeeldhuis De Linde" op regel 5? '
        "Zo ja, schrijf bij ons dezelfde naam en hetzelfde adres. Zo nee, voeg de plaats zelf toe. "
        "Staat ze twee keer in de bron? Meld het aan de stad",
        "",
        "NIET IN DE BRON: 5 plaatsen. Hier verandert niets.",
        "  Voorbeeld De Beuk (regel 33)",
        "  Voorbeeld De Es (regel 36)",
        "  Voorbeeld De Kastanje (regel 50)",
        "  Voorbeeld De Olm (regel 66)",
        "  Voorbeeld De Plataan (regel 72)",
        "",
        f'Er is nog niets bewaard. Klopt het? Typ make import BESTAND="{FIXTURES / "lijst.csv"}" BEWAAR=ja',
    ]


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.glob("lijst.*")))
def test_every_shape_shows_the_same_changes(imported, name):
    lines = imported.run_file(FIXTURES / name, "--today", DAY)

    assert lines[0].startswith("2 plaatsen in de bron (")
    assert lines[1:5] == [
        "",
        "NIEUW: 1 plaats, onderaan in data/digipunten.yaml",
        '  Niemand keek ze na: de site zegt er "bel eerst" bij tot jij "nagekeken:" invult.',
        "  VOORBEELD De Beuk; links",
    ]


def test_a_text_changes_between_its_own_quotes(imported):
    assert imported.diff(LINDE | {"e_mail": "nieuw@voorbeeldhuis.example"}) == [
        "-     email: 'oud@voorbeeldhuis.example'   # van de balie",
        "+     email: 'nieuw@voorbeeldhuis.example'   # van de balie",
    ]


def test_a_change_is_told_with_its_line_its_old_and_its_new_value(imported):
    assert imported.said(
        "VERANDERT", LINDE | {"e_mail": "nieuw@voorbeeldhuis.example", "postcode": 9000}
    ) == [
        "Voorbeeldhuis De Linde (data/digipunten.yaml, regel 5)",
        "regel 9: adres, postcode erbij: 9000",
        "regel 13: email: oud@voorbeeldhuis.example → nieuw@voorbeeldhuis.example",
    ]


def test_changes_are_told_in_the_order_of_their_lines(imported):
    told = imported.said("VERANDERT", LINDE | {"openingsur": "ma-do 9-12u", "wifi": "ja", "postcode": "9000"})

    assert told == [
        "Voorbeeldhuis De Linde (data/digipunten.yaml, regel 5)",
        "regel 9: adres, postcode erbij: 9000",
        "regel 18: uren, hulp, vrijdag: 13:00-17:00 → gesloten",
        "regel 19: aanbod erbij: wifi",
        "regel 26: nagekeken weg (6 maart 2024): niemand keek de nieuwe uren na",
        f"regel 29: bron, naam: VOORBEELD, een oude lijst → uren uit {SOURCE}, overgenomen op 23 november 2026; "
        "al de rest uit VOORBEELD, een oude lijst",
    ]


def test_new_facts_of_a_place_come_where_editors_look_for_them(imported):
    record = LINDE | {
        "wijk": "binnenstad",
        "rolstoel_t": "Ja",
        "wifi": True,
        "geo_point_2d": [51.054003, 3.7248],
    }

    assert imported.diff(record | {"huisnr": "12A", "postcode": 9000}) == [
        "-       nummer: 12",
        "+       nummer: 12A",
        "+       postcode: 9000",
        "+     wijk: binnenstad",
        "+     coordinaten:",
        "+       lat: 51.054003",
        "+       lon: 3.7248",
        "+       nauwkeurigheid: straat",
        '-     aanbod: [computer, "internet"]   # nog geen printer',
        '+     aanbod: [computer, "internet", wifi]   # nog geen printer',
        "+     toegankelijk:",
        "+       zonder_trap: ja",
    ]


def test_hours_that_change_take_the_old_check_with_them_and_name_their_source(imported):
    assert imported.diff(LINDE | {"openingsur": "ma-di 9u-12u; wo 13-17u; do 9u-12u; za op afspraak"}) == [
        "-         ma-do: 9:00-12:00   # behalve in de zomer",
        '-         vrijdag: "13:00-17:00"',
        "+         maandag, dinsdag en donderdag: 9:00-12:00   # behalve in de zomer",
        "+         woensdag: 13:00-17:00",
        '+         vrijdag: "gesloten"',
        "+         zaterdag: op afspraak",
        "-     nagekeken:",
        "-       op: 2024-03-06   # heel oud",
        "-       hoe: overgenomen van een lijst",
        "-       naam: VOORBEELD, een oude lijst",
        f"+       naam: uren uit {SOURCE}, overgenomen op 23 november 2026; al de rest uit VOORBEELD, een oude lijst",
    ]


def test_a_later_change_of_hours_names_its_source_once(imported):
    imported.run(LINDE | {"openingsur": "ma 9u-12u"})

    imported.run(LINDE | {"openingsur": "ma 9u-13u"})

    lines = imported.list.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if SOURCE in line] == [
        f"      naam: uren uit {SOURCE}, overgenomen op 23 november 2026; al de rest uit VOORBEELD, een oude lijst"
    ]


def test_a_record_on_one_line_stays_on_one_line(imported):
    record = BEUK | {
        "e_mail": "beuk@voorbeeld.example",
        "wifi": "ja",
        "openingsur": "di 9-12u;wo 9-12u en 13-17u",
    }

    assert imported.diff(record) == [
        "-   - {id: beuk, naam: Voorbeeld De Beuk, status: actief, "
        "adres: {straat: Beukstraat, nummer: 3, gemeente: Gent}, "
        'uren: {hulp: {maandag: "9:00-12:00", woensdag: 13:00-17:00}}, nagekeken: {op: 2024-01-02}, '
        "bron: {naam: VOORBEELD}}   # kort",
        "+   - {id: beuk, naam: Voorbeeld De Beuk, status: actief, "
        "adres: {straat: Beukstraat, nummer: 3, gemeente: Gent}, email: beuk@voorbeeld.example, "
        'uren: {hulp: {maandag: "gesloten", dinsdag: 9:00-12:00, woensdag: "9:00-12:00, 13:00-17:00"}}, '
        "aanbod: [wifi], "
        f'bron: {{naam: "uren uit {SOURCE}, overgenomen op 23 november 2026; al de rest uit VOORBEELD"}}}}   # kort',
    ]


def test_a_week_on_one_line_stays_on_one_line(imported):
    change(imported.list, "op: 2026-11-01", "op: 2024-11-01")

    assert imported.diff(ES | {"openingsur": "ma-do 9u-12u;za 10-12u"}) == [
        "-       computer: ma-vr 9u-12u; za 10-12u",
        "-     nagekeken: {op: 2024-11-01, hoe: gebeld}",
        "-     bron: {naam: VOORBEELD}",
        "+       computer: maandag tot en met donderdag 9:00-12:00; zaterdag 10:00-12:00",
        f'+     bron: {{naam: "uren uit {SOURCE}, overgenomen op 23 november 2026; al de rest uit VOORBEELD"}}',
    ]


def test_the_hours_of_a_place_without_any_come_with_their_channel(imported):
    assert imported.diff(PLATAAN | {"openingsur": "di 9-12u", "begeleider": "Nee."}) == [
        "+     uren:",
        "+       computer:",
        "+         dinsdag: 9:00-12:00",
        "-       naam: VOORBEELD",
        f"+       naam: uren uit {SOURCE}, overgenomen op 23 november 2026; al de rest uit VOORBEELD",
    ]


def test_the_same_hours_in_other_words_change_nothing(imported):
    assert (
        imported.diff(
            LINDE
            | {"openingsur": "maandag t.e.m. donderdag van 9 tot 12 uur;vrijdag 13u00-17u00;zo gesloten"},
            KASTANJE | {"openingsur": "ma-vr 9u-17u"},
        )
        == []
    )


def test_a_check_that_is_still_valid_is_not_overruled(imported):
    assert imported.said("VRAGEN", ES | {"openingsur": "ma-vr 9-13u", "e_mail": "es@voorbeeld.example"}) == [
        "Voorbeeld De Es (regel 36): de bron geeft andere uren (computer): "
        '"maandag tot en met vrijdag 9:00-13:00". Maar onze uren zijn nagekeken op 1 november 2026. '
        "Bel de plaats, en pas zelf de uren en de datum aan"
    ]
    assert "    email: es@voorbeeld.example\n" in imported.list.read_text(encoding="utf-8")
    assert "computer: ma-vr 9u-12u; za 10-12u" in imported.list.read_text(encoding="utf-8")


def test_a_check_with_a_day_to_come_is_not_overruled_either(imported):
    change(imported.list, "op: 2024-03-06   # heel oud", "op: 2027-03-06")

    assert imported.diff(LINDE | {"openingsur": "ma 9-13u"}) == []


@pytest.mark.parametrize(
    "record, question",
    [
        (
            LINDE | {"openingsur": "elke werkdag van 9 tot 5"},
            'de uren "elke werkdag van 9 tot 5" zijn niet duidelijk: '
            '"elke werkdag van" is geen weekdag: schrijf "ma-vr"',
        ),
        (
            LINDE | {"openingsur": "ma 9-12u;13-17u"},
            'de uren "ma 9-12u;13-17u" zijn niet duidelijk: "13-17u" begint niet met een dag',
        ),
        (
            LINDE | {"openingsur": "ma 9-12u;ma 13-17u"},
            'de uren "ma 9-12u;ma 13-17u" zijn niet duidelijk: maandag staat er twee keer: voeg de uren samen',
        ),
        (
            LINDE | {"openingsur": "ma 01:00-05:00"},
            'de uren "ma 01:00-05:00" zijn niet duidelijk: er staan uren in de nacht',
        ),
        (
            LINDE | {"openingsur": "ma-zo gesloten"},
            'de uren "ma-zo gesloten" zijn niet duidelijk: er is geen enkele dag open',
        ),
        (
            LINDE | {"begeleider": "nee", "openingsur": "ma 9-12u"},
            'volgens de bron is er geen begeleider, en bij ons staan er uren voor "hulp": wat klopt?',
        ),
        (
            PLATAAN | {"openingsur": "ma 9-12u"},
            'de bron geeft andere uren: "maandag 9:00-12:00". Maar gelden ze voor de hulp of voor de computer?',
        ),
        (
            KASTANJE | {"begeleider": "ja", "openingsur": "ma 9-13u"},
            'de bron geeft andere uren: "maandag 9:00-13:00". '
            "Maar hier staan uren voor hulp en computer: voor welk kanaal gelden ze?",
        ),
        (
            ES | {"begeleider": "ja", "openingsur": "ma 9-13u"},
            'de bron geeft andere uren: "maandag 9:00-13:00". '
            'Maar hier staan uren voor computer, en bij "begeleider" zegt de bron ja',
        ),
        (LINDE | {"begeleider": "soms"}, 'wat betekent "soms" bij "begeleider": ja of nee?'),
        (LINDE | {"wifi": "0"}, 'wat betekent "0" bij "wifi": ja of nee?'),
        (LINDE | {"rolstoel_t": "deels"}, 'wat betekent "deels" bij "rolstoel_t": ja of nee?'),
        (
            LINDE | {"rolstoel_t": "nee"},
            "volgens de bron kan je hier niet met een rolstoel binnen. Komt dat door een trap? "
            'Schrijf dan onder "toegankelijk:" de regel "zonder_trap: nee"',
        ),
        (
            KASTANJE | {"rolstoel_t": "ja"},
            "volgens de bron kan je hier met een rolstoel binnen, en bij ons is er een trap: wat klopt?",
        ),
        (
            LINDE | {"geo_point_2d": [3.72, 51.05]},
            "het punt 3.72, 51.05 ligt buiten de wijken op onze kaart: zijn lat en lon verwisseld?",
        ),
        (LINDE | {"geo_point_2d": [50.85, 4.35]}, "het punt 50.85, 4.35 ligt buiten de wijken op onze kaart"),
        (
            ES | {"geo_point_2d": [51.09, 3.72]},
            "het punt van de bron (51.09, 3.72) ligt 4448 m van het onze: welk punt klopt?",
        ),
        (
            LINDE | {"wijk": "Het Einde"},
            'de wijk "Het Einde" staat niet in data/wijken.yaml: welke wijk is het?',
        ),
        (LINDE | {"postcode": "9000 Gent"}, '"9000 Gent" is geen postcode: schrijf vier cijfers, zoals 9000'),
        (
            LINDE | {"postcode": "9300"},
            "9300 is geen postcode van data/postcodes.yaml: hoort deze plaats hier?",
        ),
        (
            LINDE | {"gemeente": "Aalst"},
            '"Aalst" is geen gemeente van data/postcodes.yaml: hoort dit hier?',
        ),
        (LINDE | {"huisnr": "bus 3"}, '"bus 3" is geen huisnummer'),
        (
            LINDE | {"e_mail": "vraag het aan de balie"},
            '"vraag het aan de balie" is geen e-mailadres: schrijf het als naam@stad.gent',
        ),
        (LINDE | {"e_mail": "a\u202e@b.be"}, '"e_mail" bevat onzichtbare tekens'),
        (
            {
                "locatie": "Voorbeeld De Olm",
                "straat": "Olmstraat",
                "huisnr": 5,
                "e_mail": "olm@voorbeeld.example",
            },
            "deze plaats staat nog in de bron, en bij ons als gestopt: welke van de twee klopt?",
        ),
    ],
)
def test_what_is_not_clear_becomes_a_question_and_changes_nothing(imported, record, question):
    before = imported.list.read_bytes()

    asked = imported.said("VRAGEN", record)

    assert [line.partition("): ")[2] for line in asked] == [question]
    assert imported.list.read_bytes() == before


def test_an_answer_of_the_helper_that_is_not_clear_also_leaves_the_channel_open(imported):
    asked = imported.said("VRAGEN", LINDE | {"begeleider": "enkel op dinsdag", "openingsur": "ma 9-13u"})

    assert [line.partition("): ")[2] for line in asked] == [
        'wat betekent "enkel op dinsdag" bij "begeleider": ja of nee?',
        'de bron geeft andere uren: "maandag 9:00-13:00". Maar gelden ze voor de hulp of voor de computer?',
    ]


def test_wifi_that_the_source_denies_is_asked(imported):
    change(imported.list, '[computer, "internet"]', "[wifi]")

    asked = imported.said("VRAGEN", LINDE | {"wifi": "neen"})

    assert asked == [
        "Voorbeeldhuis De Linde (regel 5): volgens de bron is hier geen wifi, en bij ons wel: wat klopt?"
    ]


@pytest.mark.parametrize("nothing", [None, "", " ", "onbekend"])
def test_what_nobody_knows_changes_and_asks_nothing(imported, nothing):
    names = ("begeleider", "wifi", "rolstoel_t")
    record = ES | dict.fromkeys(names, nothing)
    if nothing != "onbekend":
        record |= dict.fromkeys(
            ("e_mail", "openingsur", "wijk", "postcode", "gemeente", "geo_point_2d"), nothing
        )
    before = imported.list.read_bytes()

    lines = imported.run(record)

    assert not any(line.startswith(("VERANDERT", "VRAGEN", "NIEUW")) for line in lines)
    assert lines[-1] == "Er valt niets te bewaren."
    assert imported.list.read_bytes() == before


@pytest.mark.parametrize(
    "point, lines",
    [
        # Nearer than 25 m is the same point.
        ([51.0501, 3.7201], []),
        (
            [51.0511, 3.7201],
            [
                "regel 41: coordinaten, lat: 51.05 → 51.0511",
                "regel 42: coordinaten, lon: 3.72 → 3.7201",
                "regel 43: coordinaten, nauwkeurigheid: halte → straat",
            ],
        ),
    ],
)
def test_a_point_at_a_stop_gives_way_to_the_point_of_the_source(imported, point, lines):
    assert imported.said("VERANDERT", ES | {"geo_point_2d": point})[1:] == lines


@pytest.mark.parametrize("point, asked", [([51.0508, 3.72], 0), ([51.0511, 3.72], 1)])
def test_a_point_at_the_building_stays(imported, point, asked):
    change(imported.list, "nauwkeurigheid: halte", "nauwkeurigheid: gebouw")
    before = imported.list.read_bytes()

    assert len(imported.said("VRAGEN", ES | {"geo_point_2d": point})) == asked
    assert imported.list.read_bytes() == before


@pytest.mark.parametrize(
    "locatie, straat, huisnr",
    [
        ("VOORBEELDHUIS  DE LÍNDE", "voorbeeldstraat", "12"),
        ("Bibliotheek Voorbeeldhuis De Linde", "Voorbeeldstraat", 12),
        ("De Linde", "Voorbeeldstraat 12", None),
        ("Voorbeeldhuis De Linde", None, None),
        ("Voorbeeldhuis De Linde", "Voorbeeldstraat", "12"),
    ],
)
def test_a_place_is_known_by_its_name_and_its_address(imported, locatie, straat, huisnr):
    record = {"locatie": locatie, "straat": straat, "huisnr": huisnr, "postcode": "9000"}

    assert imported.diff(record) == ["+       postcode: 9000"]


@pytest.mark.parametrize(
    "locatie, straat, huisnr, where",
    [
        # Another name at the same address; the same name in another street; a name without its first word.
        ("Voorbeeld De Berk", "Voorbeeldstraat", "12", " (Voorbeeldstraat 12)"),
        ("Voorbeeldhuis De Linde", "Lindestraat", "1", " (Lindestraat 1)"),
        ("Digipunt Voorbeeldhuis De Linde", None, None, ""),
    ],
)
def test_a_place_that_may_be_ours_is_asked(imported, locatie, straat, huisnr, where):
    before = imported.list.read_bytes()
    record = {"locatie": locatie, "straat": straat, "huisnr": huisnr, "gemeente": "Gent", "postcode": "9000"}

    assert imported.said("VRAGEN", record) == [
        f'{locatie}: is dit{where} onze plaats "Voorbeeldhuis De Linde" op regel 5? '
        "Zo ja, schrijf bij ons dezelfde naam en hetzelfde adres. Zo nee, voeg de plaats zelf toe. "
        "Staat ze twee keer in de bron? Meld het aan de stad"
    ]
    assert imported.list.read_bytes() == before


def test_two_places_of_ours_that_match_one_record_are_asked(imported):
    change(imported.list, "naam: Voorbeeld De Plataan", "naam: Voorbeeld De Es")
    change(imported.list, "straat: Plataanplein\n      nummer: 8", "straat: Esstraat\n      nummer: 7")

    assert imported.said("VRAGEN", ES | {"postcode": "9040"}) == [
        'Voorbeeld De Es: welke van onze plaatsen is dit (Esstraat 7): "Voorbeeld De Es" op regel 36 of '
        '"Voorbeeld De Es" op regel 72? Geef ze elk hun eigen naam en adres'
    ]


def test_two_records_that_match_one_place_are_both_asked(imported):
    before = imported.list.read_bytes()

    asked = imported.said("VRAGEN", ES | {"postcode": "9040"}, ES | {"postcode": "9050"})

    assert [line.split(":")[0] for line in asked] == ["Voorbeeld De Es", "Voorbeeld De Es"]
    assert imported.list.read_bytes() == before


def test_the_surest_record_of_two_is_taken(imported):
    lines = imported.diff({"locatie": LINDE["locatie"], "postcode": "9050"}, LINDE | {"postcode": "9000"})

    assert lines == ["+       postcode: 9000"]


def test_places_that_the_source_does_not_have_stay(imported):
    assert imported.said("NIET IN DE BRON", LINDE, BEUK, ES, KASTANJE) == [
        "Voorbeeld De Olm (regel 66)",
        "Voorbeeld De Plataan (regel 72)",
    ]
    assert imported.list.read_bytes() == (FIXTURES / "digipunten.yaml").read_bytes()


def test_a_part_of_the_list_says_nothing_of_the_places_it_does_not_have(imported):
    lines = imported.run(found=json.dumps({"total_count": 32, "results": [LINDE]}).encode())

    assert lines == [
        "1 plaats in de bron (zoekantwoord v2.1), 6 in data/digipunten.yaml.",
        "Let op: dit bestand is een deel van de lijst. Volgens de bron zijn er 32 plaatsen. "
        "Neem de export JSON, GeoJSON of CSV om alles te hebben.",
        "",
        "Er valt niets te bewaren.",
    ]


def test_fields_that_nobody_reads_are_named(imported):
    assert imported.run(LINDE | {"Telefoon": "x"})[1] == "Deze velden van de bron lezen we niet: telefoon."


def test_a_new_place_comes_last_with_its_source_and_without_a_check(imported):
    record = NIEUW | {
        "locatie": 'Voorbeeld: "De Wilg" #2',
        "postcode": 9000,
        "e_mail": "wilg@voorbeeld.example",
        "begeleider": "ja",
        "openingsur": "ma 9-12u, 13-17u",
        "wijk": "Sluizeken - Tolhuis - Ham",
        "geo_point_2d": {"lat": 51.06, "lon": 3.7312345678},
        "wifi": "ja",
        "rolstoel_t": "ja",
    }

    assert imported.diff(record) == [
        "+   - id: voorbeeld-de-wilg-2",
        '+     naam: "Voorbeeld: \\"De Wilg\\" #2"',
        "+     status: actief",
        "+     adres:",
        "+       straat: Wilgenstraat",
        "+       nummer: 4 bus 2",
        "+       postcode: 9000",
        "+       gemeente: Gent",
        "+     wijk: sluizeken-tolhuis-ham",
        "+     coordinaten:",
        "+       lat: 51.06",
        "+       lon: 3.731235",
        "+       nauwkeurigheid: straat",
        "+     email: wilg@voorbeeld.example",
        "+     uren:",
        "+       hulp:",
        "+         maandag: 9:00-12:00, 13:00-17:00",
        "+     aanbod:",
        "+       - wifi",
        "+     toegankelijk:",
        "+       zonder_trap: ja",
        "+     bron:",
        f"+       naam: {SOURCE}",
        "+       url: https://data.stad.gent",
        f"+       datum: {DAY}",
        "+ ",
    ]


def test_the_site_claims_nothing_of_a_new_place(imported):
    imported.run(NIEUW | {"begeleider": "ja", "openingsur": "ma-zo 0:00-24:00"})
    root = ["--root", str(imported.root), "--today", DAY]

    assert main(["hours", "--place", "voorbeeld-de-wilg", "--at", f"{DAY}T12:00", *root]) == 0
    assert imported.capsys.readouterr().out.splitlines()[1] == (
        "hulp: We weten het niet zeker: de uren zijn nooit nagekeken. Bel eerst."
    )


def test_the_site_claims_nothing_of_hours_that_nobody_checked(imported):
    imported.run(LINDE | {"openingsur": "ma-zo 0:00-24:00"})
    root = ["--root", str(imported.root), "--today", DAY]

    assert main(["hours", "--place", "linde", "--at", f"{DAY}T12:00", *root]) == 0
    assert imported.capsys.readouterr().out.splitlines()[1] == (
        "hulp: We weten het niet zeker: de uren zijn nooit nagekeken. Bel eerst."
    )


def test_new_places_stand_before_the_last_comment_and_after_those_of_the_last_place(imported):
    imported.run(NIEUW)

    assert imported.list.read_text(encoding="utf-8").endswith(
        "    # Vraag of er wifi is.\n\n  - id: voorbeeld-de-wilg\n    naam: Voorbeeld De Wilg\n    status: actief\n"
        "    adres:\n      straat: Wilgenstraat\n      nummer: 4 bus 2\n      gemeente: Gent\n    bron:\n"
        f"      naam: {SOURCE}\n      url: https://data.stad.gent\n      datum: {DAY}\n\n"
        "# Hieronder staat niets meer.\n"
    )


def test_a_new_place_with_hours_of_an_unknown_channel_comes_without_them(imported):
    assert imported.said("VRAGEN", NIEUW | {"openingsur": "ma 9-12u"}) == [
        'Voorbeeld De Wilg: de uren "maandag 9:00-12:00" zijn niet overgenomen: '
        "gelden ze voor de hulp of voor de computer?"
    ]
    assert "voorbeeld-de-wilg" in imported.list.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "record, missing",
    [
        ({"locatie": "Voorbeeld De Wilg"}, '"straat", "nummer" en "gemeente" ontbreekt'),
        (NIEUW | {"huisnr": None}, '"nummer" ontbreekt'),
        (NIEUW | {"gemeente": None}, '"gemeente" ontbreekt'),
    ],
)
def test_a_new_place_without_its_address_is_asked(imported, record, missing):
    assert imported.said("VRAGEN", record) == [
        f"Voorbeeld De Wilg: dit lijkt een nieuwe plaats, maar {missing}: vul de plaats zelf in"
    ]


def test_a_new_place_that_stands_twice_in_the_source_is_asked(imported):
    before = imported.list.read_bytes()

    assert imported.said("VRAGEN", NIEUW, LINDE, NIEUW | {"locatie": "voorbeeld de wilg"}) == [
        "Voorbeeld De Wilg: deze plaats staat meer dan een keer in de bron (ook als nummer 3): welke klopt?",
        "voorbeeld de wilg: deze plaats staat meer dan een keer in de bron (ook als nummer 1): welke klopt?",
    ]
    assert imported.list.read_bytes() == before


def test_two_new_places_of_one_name_get_ids_of_their_own(imported):
    imported.run(NIEUW, NIEUW | {"straat": "Andere straat"})

    lines = imported.list.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("  - id: voorbeeld")] == [
        "  - id: voorbeeld-de-wilg",
        "  - id: voorbeeld-de-wilg-andere-straat-4-bus-2",
    ]


def test_a_new_place_may_not_take_the_address_of_a_page(imported):
    page = imported.root / "content" / "digipunten" / "voorbeeld-de-wilg.md"
    page.write_text(
        "---\ntitel: Voorbeeld\n"
        "beschrijving: Een pagina die al op het adres van de nieuwe plaats staat, als voorbeeld.\n---\n",
        encoding="utf-8",
    )
    before = imported.list.read_bytes()

    imported.run(NIEUW, code=1)

    assert "deze pagina komt op /digipunten/voorbeeld-de-wilg/" in imported.errors
    assert imported.list.read_bytes() == before


def test_a_list_without_places_gets_its_first(imported):
    imported.list.write_text("# De lijst.\ndigipunten: []\n", encoding="utf-8")

    imported.run(NIEUW)

    assert imported.list.read_text(encoding="utf-8") == (
        "# De lijst.\ndigipunten: [{id: voorbeeld-de-wilg, naam: Voorbeeld De Wilg, status: actief, "
        "adres: {straat: Wilgenstraat, nummer: 4 bus 2, gemeente: Gent}, "
        f"bron: {{naam: {SOURCE}, url: https://data.stad.gent, datum: {DAY}}}}}]\n"
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_the_end_of_the_file_stay(imported, line_end, last, mark):
    text = imported.list.read_text(encoding="utf-8").rstrip("\n") + last
    before = mark + text.replace("\n", line_end).encode()
    imported.list.write_bytes(before)

    imported.run(LINDE | {"openingsur": "ma 9-13u", "wijk": "Binnenstad"}, NIEUW)

    after = imported.list.read_bytes()
    assert after.startswith(mark) and after != before
    assert after.count(b"\n") == after.count(line_end.encode())
    assert (before[-1:], before[-4:].count(b"\n")) == (after[-1:], after[-4:].count(b"\n"))
    comments = [line for line in before.splitlines() if line.lstrip().startswith(b"#")]
    assert [line for line in after.splitlines() if line.lstrip().startswith(b"#")] == comments


def test_the_rights_of_the_file_and_a_link_to_it_stay(imported):
    elsewhere = imported.root / "elders.yaml"
    shutil.move(imported.list, elsewhere)
    imported.list.symlink_to(elsewhere)
    elsewhere.chmod(0o640)

    imported.run(NIEUW)

    assert imported.list.is_symlink()
    assert "voorbeeld-de-wilg" in elsewhere.read_text(encoding="utf-8")
    assert os.stat(elsewhere).st_mode & 0o777 == 0o640
    assert [path.name for path in imported.root.iterdir() if path.name.startswith(".")] == []


def test_hostile_text_reaches_neither_the_terminal_nor_the_file(imported):
    lines = imported.run(
        NIEUW | {"locatie": "a\x1b[2J"},
        NIEUW
        | {"locatie": "x: &y\n- *z", "wijk": "\u202e" * 3, "e_mail": "q" * 5000, "openingsur": "!" * 1500},
        NIEUW | {"locatie": "<script>" * 20},
    )

    assert all(line.isprintable() and len(line) <= 400 for line in lines)
    assert '    naam: "x: &y - *z"\n' in imported.list.read_text(encoding="utf-8")
    assert main(["check", "--root", str(imported.root), "--today", DAY]) == 0


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda path: None, "bestaat niet: kijk de naam van het bestand na"),
        (lambda path: path.mkdir(), "is geen bestand: geef het bestand zelf, geen map"),
        (lambda path: path.write_bytes(b""), "is leeg: download het bestand opnieuw"),
        (
            lambda path: path.write_bytes(b"<html>"),
            "is een webpagina, geen open data: kies op de site van de stad JSON, GeoJSON of CSV",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_wrong_use(imported, make, message):
    path = imported.root / "bron.json"
    make(path)

    assert imported.run_file(path, code=2) == []
    assert imported.errors.startswith("build.py: ") and imported.errors.endswith(f"bron.json {message}\n")


def test_a_list_of_ours_with_mistakes_is_not_touched(imported):
    change(imported.list, "status: gestopt", "status: stopt")
    before = imported.list.read_bytes()

    assert imported.run(NIEUW, code=1) == []
    assert 'digipunten.yaml:68:13: fout: "stopt" kan hier niet' in imported.errors
    assert imported.list.read_bytes() == before


def test_mistakes_in_the_texts_of_pages_are_not_in_the_way(imported):
    (imported.root / "content" / "over.md").write_text("geen blok", encoding="utf-8")

    imported.run(NIEUW)

    assert "voorbeeld-de-wilg" in imported.list.read_text(encoding="utf-8")


def test_the_list_of_this_project_can_be_imported(project, capsys):
    """Without its details, which editors change: a new place is added, and all that was there is there still."""
    path = project / "data" / "digipunten.yaml"
    before = path.read_text(encoding="utf-8")
    (project / "lijst.json").write_text(json.dumps([NIEUW]), encoding="utf-8")

    assert main(["import", str(project / "lijst.json"), "--root", str(project), "--write"]) == 0
    assert path.read_text(encoding="utf-8").startswith(before.rstrip("\n"))


NAMES = st.sampled_from(
    [r["locatie"] for r in (LINDE, BEUK, ES, KASTANJE, PLATAAN, NIEUW)]
    + ["De Linde", "Bibliotheek De Es", "Voorbeeld: nieuw", "no", "- x", "Voorbeeld De Berk", "{", ""]
)
SOURCES = st.lists(
    st.fixed_dictionaries(
        {"locatie": NAMES},
        optional={
            "straat": st.sampled_from(
                ["Voorbeeldstraat", "Beukstraat", "Esstraat", "Plataanplein", "Nieuwstraat"]
            ),
            "huisnr": st.sampled_from(["12", 3, 7, "8", "9A", "0", "bus"]),
            "postcode": st.sampled_from(["9000", 9050, "1000", "x"]),
            "gemeente": st.sampled_from(["Gent", "LEDEBERG", "Aalst", None]),
            "e_mail": st.sampled_from(["a@b.be", "A@B.be", "c", "no@no.no"]),
            "begeleider": st.sampled_from(["ja", "nee", "soms", None]),
            "openingsur": st.lists(
                st.sampled_from(
                    ["ma 9-12u", "di-do 13u-17u", "wo gesloten", "vr op afspraak", "za, zo 10-12u", "9-5"]
                ),
                max_size=4,
            ).map(";".join),
            "rolstoel_t": st.sampled_from(["ja", "nee", "?", None]),
            "wijk": st.sampled_from(["Binnenstad", "dampoort", "Elders", None]),
            "wifi": st.sampled_from([True, False, "misschien", None]),
            "geo_point_2d": st.sampled_from(
                [[51.05, 3.72], "51.052, 3.72", {"lat": 51.07, "lon": 3.7}, [3.7, 51]]
            ),
        },
    ),
    min_size=1,
    max_size=7,
)


@given(SOURCES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_import_a_second_time_changes_nothing(imported, records):
    shutil.copy(FIXTURES / "digipunten.yaml", imported.list)
    first = imported.run(*records)
    once = imported.list.read_bytes()

    again = imported.run(*records)

    assert imported.list.read_bytes() == once
    assert again[-1] == "Er valt niets te bewaren."
    assert (once != (FIXTURES / "digipunten.yaml").read_bytes()) == first[-1].startswith("Bewaard in ")
    comments = [
        line for line in Path(FIXTURES / "digipunten.yaml").read_bytes().splitlines() if b"# " in line[:10]
    ]
    kept = once.splitlines()
    assert [line for line in comments if line not in kept] == []

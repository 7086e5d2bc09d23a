"""Slips of editors: one change in a project that is right, and everything that is said of it.

The project in tests/fixtures/klein is an EXAMPLE (VOORBEELD).
"""

import re
import shutil

import pytest

from sitegen.cli import main
from sitegen.nodes import parse_yaml
from sitegen.paths import HOME
from sitegen.source import Source
from tests.conftest import TODAY, change, tree

SMALL = HOME / "tests" / "fixtures" / "klein"
ENGLISH = re.compile(
    r"\b(the|error|line|found|expected|could|not|while|mapping|scalar|token|character|block|invalid|unknown|missing)\b"
)

SLIPS = [
    (
        "data/digipunten.yaml",
        "    naam: Voorbeeld Een",
        "    naam:Voorbeeld Een",
        ['4:9 na de dubbelepunt hoort een spatie: schrijf "naam: …"'],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13",
        "        dinsdag:13",
        ['19:16 na de dubbelepunt hoort een spatie: schrijf "dinsdag: …"'],
    ),
    ("data/digipunten.yaml", "{lat: 51.05002,", "{lat:51.05002,", ['12:19 zet een spatie na "lat:"']),
    ("data/digipunten.yaml", "lon: 3.72001}", "lon:3.72001}", ['12:34 zet een spatie na "lon:"']),
    (
        "data/digipunten.yaml",
        "    status: actief",
        "\tstatus: actief",
        ["5:1 deze regel springt in met een tab: gebruik spaties"],
    ),
    (
        "data/digipunten.yaml",
        "status: actief",
        "status:\tactief",
        ["5:12 hier staat een tab: gebruik een spatie"],
    ),
    (
        "data/digipunten.yaml",
        "reden: kerstavond}",
        "reden: 'kerstavond}",
        ["26:54 dit aanhalingsteken wordt niet gesloten: zet hetzelfde teken ook achter de tekst"],
    ),
    (
        "data/digipunten.yaml",
        'uren: "10:00-12:00", reden',
        'uren: "10:00-12:00, reden',
        ["26:32 dit aanhalingsteken wordt niet gesloten: zet hetzelfde teken ook achter de tekst"],
    ),
    (
        "data/digipunten.yaml",
        "hoe: gebeld}",
        "hoe: 's nachts gebeld}",
        ['40:38 een tekst die met "\'" begint, moet tussen dubbele aanhalingstekens: "\'s nachts gebeld"'],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        'naam: "Voorbeeld Een',
        ["4:11 dit aanhalingsteken wordt niet gesloten: zet hetzelfde teken ook achter de tekst"],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: 'zo'n plek'",
        [
            '4:11 de "\'" in deze tekst sluit hem te vroeg: zet dubbele aanhalingstekens rond de tekst: "zo\'n plek"'
        ],
    ),
    (
        "data/digipunten.yaml",
        "      straat: Voor",
        "       straat: Voor",
        [
            "7:8 deze regel begint met 7 spaties: zet er 6, zodat hij recht onder de regels staat waar hij bij hoort"
        ],
    ),
    (
        "data/digipunten.yaml",
        "      nummer: 10",
        "     nummer: 10",
        [
            "8:6 deze regel begint met 5 spaties: zet er 6, zodat hij recht onder de regels staat waar hij bij hoort"
        ],
    ),
    (
        "data/digipunten.yaml",
        "        maandag: 10",
        "      maandag: 10",
        [
            "18:7 deze regel begint met 6 spaties: zet er 8, zodat hij recht onder de regels staat waar hij bij hoort"
        ],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13",
        "          dinsdag: 13",
        [
            "19:11 deze regel begint met 10 spaties: zet er 8, zodat hij recht onder de regels staat waar hij bij hoort"
        ],
    ),
    (
        "data/digipunten.yaml",
        "    naam: Voorbeeld Een",
        "     naam: Voorbeeld Een",
        [
            "4:6 deze regel begint met 5 spaties: zet er 4, zodat hij recht onder de regels staat waar hij bij hoort"
        ],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: let op: dicht",
        ["4:17 deze tekst bevat een dubbelepunt met een spatie: zet aanhalingstekens rond de hele tekst"],
    ),
    (
        "data/digipunten.yaml",
        "      - internet\n",
        "      - let op: dicht\n",
        [
            '33:9 deze tekst bevat een dubbelepunt met een spatie: zet aanhalingstekens rond de hele tekst, zoals "let op: dicht"'
        ],
    ),
    (
        "data/digipunten.yaml",
        "hoe: gebeld}",
        "hoe: let op: dicht}",
        ["40:44 deze tekst bevat een dubbelepunt met een spatie: zet aanhalingstekens rond de hele tekst"],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: @voorbeeld",
        ['4:11 een tekst die met "@" begint, moet tussen aanhalingstekens'],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: %voorbeeld",
        ['4:11 een tekst die met "%" begint, moet tussen aanhalingstekens'],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: *voorbeeld",
        ['4:11 een tekst die met "*" begint, moet tussen aanhalingstekens: "*voorbeeld"'],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: &voorbeeld",
        ['4:11 een tekst die met "&" begint, moet tussen aanhalingstekens: "&voorbeeld …"'],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: > voorbeeld",
        ['4:11 een tekst die met ">" begint, moet tussen aanhalingstekens'],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: | voorbeeld",
        ['4:11 een tekst die met "|" begint, moet tussen aanhalingstekens'],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: `voorbeeld`",
        ['4:11 een tekst die met "`" begint, moet tussen aanhalingstekens'],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: !voorbeeld",
        ['4:11 een tekst die met "!" begint, moet tussen aanhalingstekens: "!voorbeeld …"'],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: #voorbeeld",
        [
            '4:11 alles vanaf "#voorbeeld" valt weg: zet aanhalingstekens rond de hele tekst, of een spatie na "#" als het een opmerking is'
        ],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: Voorbeeld #2",
        [
            '4:21 alles vanaf "#2" valt weg: zet aanhalingstekens rond de hele tekst, of een spatie na "#" als het een opmerking is'
        ],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        'naam: "De Krook", Gent',
        ["4:21 na het sluitende aanhalingsteken staat nog tekst: zet de hele waarde tussen aanhalingstekens"],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        '"De Krook": Gent',
        [
            '3:5 "naam" ontbreekt: de naam zoals op de gevel',
            '4:5 "De Krook" kennen we hier niet. Wat hier kan, staat in docs/gegevens.md.',
        ],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam:\xa0Voorbeeld",
        ["4:10 na de dubbelepunt staat een harde spatie: wis ze en typ een gewone spatie"],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: “Voorbeeld Een”",
        ['4:11 hier staan gekrulde aanhalingstekens: typ rechte ("), of laat ze weg'],
    ),
    (
        "data/digipunten.yaml",
        '"10:00-12:00", reden',
        "“10:00-12:00, 13:00-15:00”, reden",
        ['26:32 hier staan gekrulde aanhalingstekens: typ rechte ("), of laat ze weg'],
    ),
    (
        "data/digipunten.yaml",
        "    naam: Voorbeeld Een",
        "<<<<<<< HEAD\n    naam: Voorbeeld Een\n=======\n    naam: V1\n>>>>>>> branch",
        [
            '4:1 hier staan twee versies van dezelfde tekst: kies er één, en haal de regels weg die met "<<<<<<<", "=======" of ">>>>>>>" beginnen'
        ],
    ),
    (
        "data/digipunten.yaml",
        "    naam: Voorbeeld Een",
        "---\n    naam: Voorbeeld Een",
        ['4:1 "---" begint een nieuw document: haal deze regel weg'],
    ),
    (
        "data/digipunten.yaml",
        "Voorbeeld Een",
        "Voor\x08beeld Een",
        ["4:15 hier staat een onzichtbaar stuurteken: wis het en typ de tekst opnieuw"],
    ),
    (
        "data/digipunten.yaml",
        "Voorbeeld Een",
        b"Voorbeeld \xe9\xe9n",
        [
            '4:21 dit teken is niet in UTF-8 bewaard: kies in je programma "Opslaan als" met codering UTF-8, en kijk de letters met accenten na'
        ],
    ),
    (
        "data/digipunten.yaml",
        "    naam: Voorbeeld Een",
        "    naam",
        [
            '4:5 deze regel begrijpen we niet: schrijf "naam: waarde", of "- " voor een deel van een lijst',
            "4:10 hier staat niets: vul tekst in",
        ],
    ),
    (
        "data/digipunten.yaml",
        "    naam: Voorbeeld Een",
        "    Voorbeeld Een",
        [
            '3:5 "naam" ontbreekt: de naam zoals op de gevel',
            '4:5 deze regel begrijpen we niet: schrijf "naam: waarde", of "- " voor een deel van een lijst',
        ],
    ),
    (
        "data/digipunten.yaml",
        "  - id: voorbeeld-een",
        "  -id: voorbeeld-een",
        ['3:3 na het streepje hoort een spatie: schrijf "- "'],
    ),
    (
        "data/digipunten.yaml",
        "  - id: voorbeeld-twee",
        "    id: voorbeeld-twee",
        ['43:5 hier begint een nieuw deel van de lijst: zet "- " voor "id"'],
    ),
    (
        "data/digipunten.yaml",
        "  - id: voorbeeld-twee",
        "   - id: voorbeeld-twee",
        ["43:4 dit streepje staat niet recht onder dat van het vorige deel: zet het eronder"],
    ),
    (
        "data/digipunten.yaml",
        "      - internet\n",
        "      -internet\n",
        ['33:7 na het streepje hoort een spatie: schrijf "- "'],
    ),
    (
        "data/digipunten.yaml",
        "      - internet\n",
        "     - internet\n",
        [
            "33:6 deze regel begint met 5 spaties: zet er 6, zodat hij recht onder de regels staat waar hij bij hoort"
        ],
    ),
    (
        "data/digipunten.yaml",
        "      - internet\n",
        "      – internet\n",
        ['33:7 begin een deel van een lijst met een gewoon streepje en een spatie: "- "'],
    ),
    (
        "data/digipunten.yaml",
        "      - internet\n",
        "      • internet\n",
        ['33:7 begin een deel van een lijst met een gewoon streepje en een spatie: "- "'],
    ),
    (
        "data/digipunten.yaml",
        "[computer, internet]",
        "[computer, internet",
        ['31:13 dit haakje wordt niet gesloten: zet "]" achter de lijst, of aanhalingstekens rond de tekst'],
    ),
    (
        "data/digipunten.yaml",
        "[computer, internet]",
        "computer, internet]",
        [
            '31:13 hier hoort een lijst, elk op een regel die met "- " begint, met een woord uit het aanbod. Of schrijf: "[computer, internet]"'
        ],
    ),
    (
        "data/digipunten.yaml",
        "[computer, internet]",
        "[computer internet]",
        ["31:14 dit zijn 2 woorden: zet er een komma tussen, in vierkante haakjes: [computer, internet]"],
    ),
    (
        "data/digipunten.yaml",
        "[computer, internet]",
        "[computer,, internet]",
        ["31:23 hier staat een komma te veel: haal ze weg"],
    ),
    (
        "data/digipunten.yaml",
        "{op: 2026-11-01, hoe: gebeld}",
        "{op: 2026-11-01, hoe: gebeld",
        ['40:16 dit haakje wordt niet gesloten: zet "}" achter de lijst, of aanhalingstekens rond de tekst'],
    ),
    (
        "data/digipunten.yaml",
        "{op: 2026-11-01, hoe: gebeld}",
        "op: 2026-11-01, hoe: gebeld}",
        ['40:16 hier ontbreekt een haakje: zet "{" voor "op"'],
    ),
    (
        "data/digipunten.yaml",
        "{op: 2026-11-01, hoe: gebeld}",
        "{op: 2026-11-01 hoe: gebeld}",
        ['40:32 tussen twee gegevens hoort een komma: zet er een voor "hoe"'],
    ),
    (
        "data/digipunten.yaml",
        "{op: 2026-11-01, hoe: gebeld}",
        "{op: 2026-11-01, hoe: gebeld} vandaag",
        ['40:46 na "}" staat nog tekst: haal ze weg, of zet ze voor het haakje'],
    ),
    (
        "data/digipunten.yaml",
        "{op: 2026-11-01, hoe: gebeld}",
        "{op: 2026-11-01, hoe}",
        ["40:36 hier staat niets: vul tekst in, of haal de regel weg"],
    ),
    (
        "data/digipunten.yaml",
        "{op: 2026-11-01, hoe: gebeld}",
        "{op 2026-11-01, hoe: gebeld}",
        ['40:17 na "op" hoort een dubbelepunt: schrijf "op: …"'],
    ),
    (
        "data/digipunten.yaml",
        'uren: "10:00-12:00",',
        "uren: 10:00-12:00, 13:00-15:00,",
        [
            '26:45 een komma breekt deze tekst af: zet de hele tekst tussen ", zoals "10:00-12:00, 13:00-17:00"'
        ],
    ),
    (
        "data/digipunten.yaml",
        '"e-mail: lezen en schrijven"',
        '"e-mail: lezen \\en schrijven"',
        ["34:24 een backslash kan niet tussen dubbele aanhalingstekens: gebruik enkele aanhalingstekens"],
    ),
    (
        "data/digipunten.yaml",
        '"e-mail: lezen en schrijven"',
        "e-mail: lezen en schrijven",
        [
            '34:9 deze tekst bevat een dubbelepunt met een spatie: zet aanhalingstekens rond de hele tekst, zoals "e-mail: lezen en schrijven"'
        ],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        maandag: 13:00-17:00",
        ['19:9 "maandag" staat hier een tweede keer (eerst op regel 18): voeg ze samen of haal er één weg'],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdga: 13:00-17:00",
        ['19:9 "dinsdga" is geen weekdag. Bedoelde je "dinsdag"?'],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdag: 13.00 tot",
        ['19:18 "13.00 tot" heeft geen begin of geen einde: schrijf beide, zoals 9:00-12:00'],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdag: 17:00-13:00",
        [
            '19:18 "17:00-13:00" sluit voor het opent: wissel de uren (13:00-17:00), of schrijf wat na middernacht komt bij de volgende dag'
        ],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdag: 25:00-26:00",
        ['19:18 "25:00" is geen uur: een dag loopt van 0:00 tot 24:00'],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdag: dicht",
        ['19:18 schrijf "gesloten" in plaats van "dicht"'],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdag:",
        ['19:17 hier staat niets: vul uren, zoals 10:00-12:00, of "gesloten" in, of haal de regel weg'],
    ),
    (
        "data/digipunten.yaml",
        "postcode: 9000",
        "postcode: 900",
        ['9:17 "900" is geen postcode: schrijf vier cijfers, zoals 9000'],
    ),
    (
        "data/digipunten.yaml",
        "op: 2026-11-01, hoe",
        "op: 2026-13-01, hoe",
        ['40:21 "2026-13-01" heeft geen maand 13: bedoelde je 2026-01-13?'],
    ),
    (
        "data/digipunten.yaml",
        "op: 2026-11-01, hoe",
        "op: 31/11/2026, hoe",
        ['40:21 "31/11/2026" bestaat niet: november 2026 telt 30 dagen'],
    ),
    (
        "data/digipunten.yaml",
        "09 210 10 10",
        "09 210 10",
        [
            '13:15 "09 210 10" heeft 7 cijfers: een vast nummer heeft er 9 (09 210 10 10), een gsm-nummer 10 (0470 12 34 56)'
        ],
    ),
    (
        "data/digipunten.yaml",
        "https://voorbeeld.example/een",
        "voorbeeld.example",
        [
            '14:14 "voorbeeld.example" is geen webadres: schrijf het voluit, zoals https://stad.gent/digipunten'
        ],
    ),
    (
        "data/digipunten.yaml",
        "status: actief",
        "status: open",
        ['5:13 "open" kan hier niet: kies "actief", "tijdelijk-gesloten", "gepland" of "gestopt".'],
    ),
    (
        "data/digipunten.yaml",
        "status: actief",
        "toestand: actief",
        [
            '3:5 "status" ontbreekt: actief, tijdelijk-gesloten, gepland of gestopt',
            '5:5 "toestand" kennen we hier niet. Wat hier kan, staat in docs/gegevens.md.',
        ],
    ),
    (
        "data/digipunten.yaml",
        "wijk: binnenstad",
        "wijk: binenstad",
        ['11:11 "binenstad" is geen wijk die we kennen. Bedoelde je "binnenstad"?'],
    ),
    (
        "data/digipunten.yaml",
        "wijk: binnenstad",
        "wijk: de buiten",
        ['11:11 "de buiten" is geen wijk die we kennen. Ze staan in data/wijken.yaml.'],
    ),
    (
        "data/digipunten.yaml",
        "aanbod: [computer",
        "aanbod: [koffie",
        ['31:14 "koffie" is geen woord uit het aanbod. Ze staan in data/site.yaml, onder "aanbod".'],
    ),
    (
        "data/digipunten.yaml",
        "lat: 51.05002",
        "lat: 51,05002",
        ['12:24 schrijf "51.05002" met een punt, niet met een komma'],
    ),
    (
        "data/digipunten.yaml",
        "id: voorbeeld-twee",
        "id: voorbeeld-een",
        ['43:9 "voorbeeld-een" is al het id van regel 3: kies een ander woord'],
    ),
    (
        "data/digipunten.yaml",
        "id: voorbeeld-twee",
        "id: Voorbeeld Twee",
        ['43:9 "Voorbeeld Twee" kan niet in een webadres: gebruik kleine letters, cijfers en streepjes'],
    ),
    (
        "data/digipunten.yaml",
        "id: voorbeeld-twee",
        "id: op-papier",
        [
            '43:9 "op-papier" is al het adres van andere pagina’s van de zoeker: '
            "kies een ander woord, zoals op-papier-gent"
        ],
    ),
    (
        "data/digipunten.yaml",
        "    adres: {straat: Zonstraat, nummer: 5, gemeente: Gent}\n",
        "",
        ['43:5 "adres" ontbreekt: straat, nummer, postcode en gemeente'],
    ),
    (
        "data/digipunten.yaml",
        "    adres: {straat: Zonstraat, nummer: 5, gemeente: Gent}",
        "    adres: Zonstraat 5, Gent",
        [
            '46:12 hier hoort een adres: straat, nummer, postcode, gemeente. Zet dat eronder, ingesprongen: "straat: …"'
        ],
    ),
    (
        "data/digipunten.yaml",
        "digipunten:\n",
        "digipunten\n",
        ['2:1 schrijf hier "digipunten:", en niets anders'],
    ),
    (
        "data/digipunten.yaml",
        "digipunten:\n",
        "",
        ['2:3 zet "digipunten:" op de eerste regel, en laat de rest eronder inspringen'],
    ),
    (
        "data/digipunten.yaml",
        "digipunten:\n",
        "digipunt:\n",
        ['2:1 "digipunt" hoort hier niet. Bedoelde je "digipunten"?'],
    ),
    (
        "data/digipunten.yaml",
        "    wijk: binnenstad",
        "    wijk: binnenstad\n    <<: *iets",
        [
            '12:5 "<<" (samenvoegen) wordt hier niet gebruikt: schrijf de gegevens voluit',
            '12:9 een tekst die met "*" begint, moet tussen aanhalingstekens: "*iets"',
        ],
    ),
    (
        "data/digipunten.yaml",
        "wijk: binnenstad",
        "wijk: binnenstad\n    wijk: binnenstad",
        ['12:5 "wijk" staat hier een tweede keer (eerst op regel 11): voeg ze samen of haal er één weg'],
    ),
    (
        "data/digipunten.yaml",
        "        tot: 2027-08-31\n",
        "",
        ['27:9 schrijf "op:" met een dag, of "van:" met "tot:" (die laatste dag telt mee)'],
    ),
    (
        "data/digipunten.yaml",
        "tot: 2027-08-31",
        "tot: 2027-06-31",
        ['28:14 "2027-06-31" bestaat niet: juni 2027 telt 30 dagen'],
    ),
    (
        "data/digipunten.yaml",
        "tot: 2027-08-31",
        "tot: 2027-06-30",
        ['28:14 "tot" ligt voor "van": wissel ze of verbeter er één'],
    ),
    (
        "data/digipunten.yaml",
        "      feestdagen: gesloten",
        "      feestdagen: open",
        [
            '23:19 schrijf de uren als 9:00-12:00, of "gesloten", niet als "open". Kies "gesloten", "gewoon open", "bel eerst" of uren.'
        ],
    ),
    (
        "data/digipunten.yaml",
        "      schoolvakanties:",
        "      vakanties:",
        ['24:7 "vakanties" kennen we hier niet. Bedoelde je "schoolvakanties"?'],
    ),
    (
        "data/digipunten.yaml",
        "status: gepland",
        "status: tijdelijk-gesloten",
        [
            '45:13 een Digipunt dat "tijdelijk-gesloten" is, heeft een "melding" nodig: zeg waarom en tot wanneer'
        ],
    ),
    (
        "data/digipunten.yaml",
        "hulp_bij:",
        "hulp bij:",
        ['32:5 "hulp bij" kennen we hier niet. Bedoelde je "hulp_bij"?'],
    ),
    (
        "data/digipunten.yaml",
        "hulp_bij:\n      - internet",
        "hulp_bij: internet\n      - internet",
        [
            "32:5 achter de dubbelepunt staat al iets, en eronder begint een blok met meer spaties: kies één van de twee, of zet het blok waar het hoort"
        ],
    ),
    (
        "data/contacts.yaml",
        "email: balie@voorbeeld.example",
        "email: balie@voorbeeld",
        ['7:12 "balie@voorbeeld" is geen e-mailadres: schrijf het als naam@stad.gent'],
    ),
    (
        "data/contacts.yaml",
        "email: balie@voorbeeld.example",
        "e-mail: balie@voorbeeld.example",
        ['7:5 "e-mail" kennen we hier niet. Bedoelde je "email"?'],
    ),
    (
        "data/programmes.yaml",
        "contacten: [balie]",
        "contacten: [bali]",
        ['8:17 "bali" is geen contact dat we kennen. Bedoelde je "balie"?'],
    ),
    (
        "data/programmes.yaml",
        "einde: 2026-12",
        "einde: 2025-12",
        ["6:38 het einde (december 2025) ligt voor de start (januari 2026): wissel ze of verbeter er één"],
    ),
    (
        "data/programmes.yaml",
        "Iedereen die geen laptop heeft, kan er een maand lang een lenen.",
        "Kort.",
        ["5:11 een beschrijving telt 50 tot 165 tekens; deze telt er 5"],
    ),
    (
        "data/site.yaml",
        "bel_eerst_na_maanden: 6",
        "bel_eerst_na_maanden: zes",
        ['7:27 "zes" kan niet: kies een aantal maanden van 1 tot 120'],
    ),
    (
        "data/site.yaml",
        "eerste_contact: balie",
        "eerste_contact: gentinfo",
        ['5:19 "gentinfo" is geen contact dat we kennen. Ze staan in data/contacts.yaml.'],
    ),
    (
        "content/over.md",
        "titel: Over deze site",
        "titel: Over: deze site",
        ["2:12 deze tekst bevat een dubbelepunt met een spatie: zet aanhalingstekens rond de hele tekst"],
    ),
    ("content/over.md", "titel: Over deze site\n", "", ['2:1 "titel" ontbreekt: de titel van de pagina']),
    (
        "content/over.md",
        "---\ntitel",
        "titel",
        [
            '1:1 de pagina begint niet met een blok tussen twee regels "---": zet bovenaan "---", "titel: …", "beschrijving: …" en nog eens "---"'
        ],
    ),
    (
        "content/over.md",
        "(/privacy/)",
        "(/privecy/)",
        ['6:74 "/privecy/": deze pagina bestaat niet. Bedoelde je "/privacy/"?'],
    ),
    (
        "content/over.md",
        "(/privacy/)",
        "(privacy.md)",
        ['6:74 "privacy.md": deze pagina bestaat niet. Bedoelde je "/privacy/"?'],
    ),
    (
        "content/over.md",
        "## Vragen",
        "# Vragen",
        ['13:1 de titel staat al bovenaan: begin een tussentitel met "##" of "###"'],
    ),
    (
        "content/over.md",
        "Bel de balie.",
        "Bel <b>de balie</b>.",
        ['15:5 HTML zoals "<b>" wordt niet gebruikt: schrijf **vet**'],
    ),
    (
        "content/over.md",
        "Wat vind je hier\n\n-",
        "Wat vind je hier\nDit:\n-",
        ["10:1 zet een lege regel voor deze lijst"],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdag 13:00-17:00",
        ['19:9 na "dinsdag" ontbreekt een dubbelepunt: schrijf "dinsdag: 13:00-17:00"'],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdag= 13:00-17:00",
        ['19:9 na "dinsdag" ontbreekt een dubbelepunt: schrijf "dinsdag: 13:00-17:00"'],
    ),
    (
        "data/digipunten.yaml",
        "    status: actief",
        "    status actief",
        ['5:5 na "status" ontbreekt een dubbelepunt: schrijf "status: actief"'],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13",
        "        \xa0\xa0dinsdag: 13",
        ["19:9 hier staan harde spaties: wis ze en typ gewone spaties"],
    ),
    (
        "data/digipunten.yaml",
        "tot: 2027-01-31",
        "tot: 't einde van de maand",
        [
            '39:12 een tekst die met "\'" begint, moet tussen dubbele aanhalingstekens: "\'t einde van de maand"'
        ],
    ),
    (
        "data/digipunten.yaml",
        "    status: actief",
        "    status:  # vul in",
        [
            '5:12 hier staat niets: vul voor het "#" een van "actief", "tijdelijk-gesloten", "gepland" of "gestopt" in'
        ],
    ),
    (
        "data/digipunten.yaml",
        '      - {op: 2026-12-24, uren: "10:00-12:00", reden: kerstavond}',
        "      - op: 2026-12-24, uren: gesloten",
        ['26:9 zet "{" voor "op" en "}" achteraan op deze regel'],
    ),
    (
        "data/digipunten.yaml",
        "      tot: 2027-01-31",
        "    tot: 2027-01-31",
        ['39:5 "tot" kennen we hier niet. Hoort het onder "melding:"? Zet er dan 2 spaties meer voor.'],
    ),
    (
        "data/digipunten.yaml",
        "      feestdagen: gesloten",
        "      feestdagen: niet open",
        [
            '23:19 schrijf "gesloten" in plaats van "niet open". Kies "gesloten", "gewoon open", "bel eerst" of uren.'
        ],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdag: namiddag",
        ['19:18 schrijf de uren erbij, zoals "13:00-17:00", in plaats van "namiddag"'],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdag: toe",
        ['19:18 schrijf "gesloten" in plaats van "toe"'],
    ),
    (
        "data/digipunten.yaml",
        "op: 2026-11-01, hoe",
        "op: 25/11/26, hoe",
        ['40:21 schrijf het jaar van "25/11/26" voluit: 25/11/2026'],
    ),
    (
        "data/digipunten.yaml",
        "op: 2026-11-01, hoe",
        "op: 2026-25-11, hoe",
        ['40:21 "2026-25-11" heeft geen maand 25: bedoelde je 2026-11-25?'],
    ),
    (
        "data/digipunten.yaml",
        "  - id: voorbeeld-twee\n",
        "",
        ['43:5 begint bij "naam" een nieuw deel van de lijst? Zet er een regel boven: "- id: …"'],
    ),
    (
        "data/digipunten.yaml",
        "[computer, internet]",
        "computer en internet",
        [
            '31:13 hier hoort een lijst, elk op een regel die met "- " begint, met een woord uit het aanbod. Of schrijf: "[computer, internet]"'
        ],
    ),
    (
        "content/over.md",
        "Bel de balie.",
        "Zie https://stad.gent voor meer.",
        ["15:5 dit wordt geen link: schrijf [woorden](https://stad.gent)"],
    ),
    (
        "content/over.md",
        "[wat we met gegevens doen](/privacy/)",
        "[klik hier](/privacy/)",
        ['6:48 "klik hier" zegt niet waar de link naartoe gaat: zet tussen [ ] wat je daar vindt'],
    ),
    (
        "content/over.md",
        "[wat we met gegevens doen](/privacy/)",
        "[wat we doen] (/privacy/)",
        ['6:60 zet "(" meteen achter "]", zonder spatie'],
    ),
    (
        "content/over.md",
        "## Vragen",
        "#### Vragen",
        ['13:1 hier is een niveau overgeslagen: schrijf "###", niet "####"'],
    ),
    (
        "content/over.md",
        "Bel de balie.",
        "| dag | uur |\n| --- | --- |\n| ma | 9 |",
        ["15:1 een tabel kan hier niet: maak er een lijst van, met een punt per rij"],
    ),
    (
        "content/over.md",
        "Bel de balie.",
        "![](/img/kaart.png)",
        [
            "15:5 deze afbeelding heeft geen beschrijving: zet tussen [ ] wat erop te zien is",
            '15:5 "/img/kaart.png": deze afbeelding bestaat niet.',
        ],
    ),
    (
        "content/over.md",
        "- de acties\n",
        "- de acties\n  - een\n",
        ["12:3 zet 4 spaties voor dit punt, niet 2 spaties"],
    ),
    (
        "content/over.md",
        "Bel de balie.",
        "Bel **de balie.",
        [
            '15:5 een bezoeker ziet deze "**": zet ze meteen voor en meteen achter de vette woorden, zoals **dit**'
        ],
    ),
    (
        "content/over.md",
        "(/privacy/)",
        "(/over/#vraag)",
        ['6:74 "/over/#vraag": op /over/ staat geen "#vraag". Bedoelde je "vragen"?'],
    ),
    (
        "content/over.md",
        "Bel de balie.",
        "[bel](tel:092101010)",
        ['15:7 "tel:092101010" kan niet gebeld worden: schrijf het als tel:+3292101010'],
    ),
    ("data/site.yaml", "  doelgroepen:", "  doelgroepen", ['9:3 zet een dubbelepunt achter "doelgroepen"']),
    (
        "data/site.yaml",
        "    - {id: internet,",
        "     - {id: internet,",
        [
            '11:10 hier staat niets: vul een lijst, elk op een regel die met "- " begint, met een woord: id, naam in',
            "13:6 deze regel begint met 5 spaties: zet er 4, zodat hij recht onder de regels staat waar hij bij hoort",
        ],
    ),
    (
        "data/kalenders.yaml",
        "  feestdagen:\n",
        "    feestdagen:\n",
        [
            "3:5 deze regel begint met 4 spaties: zet er 2, zodat hij recht onder de regels staat waar hij bij hoort"
        ],
    ),
    (
        "data/digipunten.yaml",
        "  - id: voorbeeld-een",
        "  - id voorbeeld-een",
        ['3:5 na "id" ontbreekt een dubbelepunt: schrijf "id: voorbeeld-een"'],
    ),
    (
        "data/digipunten.yaml",
        "  - id: voorbeeld-twee",
        "=======\n  - id: voorbeeld-twee",
        [
            '43:1 hier staan twee versies van dezelfde tekst: kies er één, en haal de regels weg die met "<<<<<<<", "=======" of ">>>>>>>" beginnen'
        ],
    ),
    (
        "data/digipunten.yaml",
        "  - id: voorbeeld-twee",
        "Nog te doen\n  - id: voorbeeld-twee",
        ['43:1 deze regel begrijpen we niet: schrijf "naam: waarde", of "- " voor een deel van een lijst'],
    ),
    (
        "content/over.md",
        "Bel de balie.",
        "Bel de balie.\n\n>>>>>>> main",
        [
            '17:1 hier staan twee versies van dezelfde tekst: kies er één, en haal de regels weg die met "<<<<<<<", "=======" of ">>>>>>>" beginnen'
        ],
    ),
    (
        "data/digipunten.yaml",
        "digipunten:\n",
        "digipunten;\n",
        ['2:1 schrijf hier "digipunten:", en niets anders'],
    ),
    (
        "data/digipunten.yaml",
        "    status: actief\n    adres:\n      straat",
        "\tstatus: actief\n    adres:\n      straat",
        ["5:1 deze regel springt in met een tab: gebruik spaties"],
    ),
    (
        "data/digipunten.yaml",
        "    status: actief",
        "    status:: actief",
        ['5:5 achter "status" staat een dubbelepunt te veel: haal ze weg'],
    ),
    (
        "data/digipunten.yaml",
        "      feestdagen: gesloten",
        "      feestdagen: gesloten,",
        [
            '23:19 schrijf alleen "gesloten": wat erachter staat, is te veel. Kies "gesloten", "gewoon open", "bel eerst" of uren. Bedoelde je "gesloten"?'
        ],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        'naam: Voorbeeld Een"',
        ['4:11 op het einde staat een """ te veel: haal het weg'],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: Voorbeeld Een,",
        ['4:11 op het einde staat een "," te veel: haal het weg'],
    ),
    (
        "data/digipunten.yaml",
        "Voorbeeld Een",
        "Voor\xadbeeld Een",
        ["4:15 hier staat een onzichtbaar stuurteken: wis het en typ de tekst opnieuw"],
    ),
    (
        "data/digipunten.yaml",
        "id: voorbeeld-twee",
        'id: "voorbeeld-een "',
        ['43:9 "voorbeeld-een" is al het id van regel 3: kies een ander woord'],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdag; 13:00-17:00",
        ['19:9 na "dinsdag" ontbreekt een dubbelepunt: schrijf "dinsdag: 13:00-17:00"'],
    ),
    (
        "data/digipunten.yaml",
        '      - {op: 2026-12-24, uren: "10:00-12:00", reden: kerstavond}',
        "      - op: 2026-12-24\n      uren: gesloten",
        [
            "27:7 deze regel begint met 6 spaties: zet er 8, zodat hij recht onder de regels staat waar hij bij hoort"
        ],
    ),
    (
        "data/digipunten.yaml",
        '      - {op: 2026-12-24, uren: "10:00-12:00", reden: kerstavond}',
        "      - (op: 2026-12-24, uren: gesloten)",
        ["26:9 schrijf { en } in plaats van ( en )"],
    ),
    (
        "data/digipunten.yaml",
        '      - {op: 2026-12-24, uren: "10:00-12:00", reden: kerstavond}',
        '      - {op: 2026-12-24, uren: "10:00-12:00" reden: kerstavond}',
        ['26:46 tussen twee gegevens hoort een komma: zet er een voor "reden"'],
    ),
    (
        "data/digipunten.yaml",
        "naam: Voorbeeld Een",
        "naam: Voorbeeld Een# vul in: de naam",
        ['4:24 zet een spatie voor het "#": anders lezen bezoekers wat erachter staat'],
    ),
    (
        "data/digipunten.yaml",
        "straat: Voorbeeldstraat",
        "straat: Voorbeeldstraat# de straat",
        ['7:30 zet een spatie voor het "#": anders lezen bezoekers wat erachter staat'],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdag: 13:00-17:00 (op afspraak)",
        [
            '19:18 schrijf "op afspraak, 13:00-17:00" in plaats van "13:00-17:00 (op afspraak)" als alles op afspraak is; anders horen die uren onder "afspraak:"'
        ],
    ),
    (
        "data/digipunten.yaml",
        "        dinsdag: 13:00-17:00",
        "        dinsdag: 9:00-5:00",
        ['19:18 "9:00-5:00" sluit voor het opent: bedoelde je 9:00-17:00?'],
    ),
    (
        "data/digipunten.yaml",
        "van: 2027-07-01",
        "van: 2027-07-01 tot 2027-08-31",
        [
            '27:14 schrijf hier één dag, niet "2027-07-01 tot 2027-08-31": zet de laatste op een eigen regel achter "tot:"'
        ],
    ),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("klein") / "project"
    shutil.copytree(SMALL, root)
    assert main(["--root", str(root), "--today", TODAY]) == 0
    return root


def test_the_example_itself_is_right(built, capsys):
    assert main(["check", "--root", str(built), "--today", TODAY, "--strict"]) == 0
    assert capsys.readouterr().out == "geen fouten\n"


@pytest.mark.parametrize("file, old, new, messages", SLIPS, ids=range(1, len(SLIPS) + 1))
def test_a_slip_is_explained_at_its_place_and_the_site_stays(built, capsys, file, old, new, messages):
    path, before = built / file, tree(built / "site")
    original = path.read_bytes()
    spoiled = original.replace(old.encode(), new if isinstance(new, bytes) else new.encode(), 1)
    assert spoiled != original
    path.write_bytes(spoiled)
    try:
        code = main(["--root", str(built), "--today", TODAY])
    finally:
        path.write_bytes(original)
    said = capsys.readouterr().err

    places = [match.split(" ", 1) for match in messages]
    assert re.findall(rf"^{re.escape(file)}:(\S+): fout: (.*)$", said, re.M) == [
        tuple(place) for place in places
    ]
    assert code == 1
    assert "Er is niets veranderd aan de site." in said
    assert not any(ENGLISH.search(message) for message in messages)
    assert tree(built / "site") == before


def test_all_slips_in_one_file_are_reported_in_one_run(built, capsys):
    """One slip in each record, of kinds that the parser stops at and kinds that it does not see."""
    path = built / "data" / "digipunten.yaml"
    original = path.read_text(encoding="utf-8")
    spoiled = original.replace("naam: Voorbeeld Een", 'naam: "Voorbeeld Een').replace(
        "nummer: 5,", "nummer: 5"
    )
    path.write_text(spoiled.replace("status: gepland", "status: open"), encoding="utf-8")
    try:
        main(["--root", str(built), "--today", TODAY])
    finally:
        path.write_text(original, encoding="utf-8")

    assert re.findall(r"^data/digipunten.yaml:(\d+:\d+)", capsys.readouterr().err, re.M) == ["4:11", "46:42"]


def shifted_lines():
    lines = (SMALL / "data" / "digipunten.yaml").read_text(encoding="utf-8").split("\n")
    for index, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            for shift in (-2, -1, 1, 2):
                if not line.startswith(" " * -shift):
                    continue
                moved = line[-shift:] if shift < 0 else " " * shift + line
                yield index + 1, Source("x.yaml", (*lines[:index], moved, *lines[index + 1 :]))


def test_an_id_that_is_wrong_itself_is_never_proposed(small, capsys):
    change(small / "data" / "wijken.yaml", "id: binnenstad", "id: Binnenstad!")

    assert main(["--root", str(small), "--today", TODAY]) == 1
    said = capsys.readouterr().err
    assert '"binnenstad" is geen wijk die we kennen. Ze staan in data/wijken.yaml.' in said
    assert "Bedoelde je" not in said


def test_nearly_every_line_that_is_shifted_is_itself_the_one_pointed_at():
    """Some cannot be told apart: of two lines in a list either may be the one that moved."""
    found = [(number, [p.line for p in parse_yaml(source).problems]) for number, source in shifted_lines()]
    refused = [(number, lines) for number, lines in found if lines]
    elsewhere = [(number, lines) for number, lines in refused if lines != [number]]

    assert len(refused) > 150
    assert len(elsewhere) <= 10


def test_a_key_that_became_part_of_a_text_is_a_warning(built, capsys):
    path = built / "data" / "digipunten.yaml"
    original = path.read_text(encoding="utf-8")
    path.write_text(original.replace("      tot: 2027-01-31", "        tot: 2027-01-31"), encoding="utf-8")
    try:
        code = main(["check", "--root", str(built), "--today", TODAY])
    finally:
        path.write_text(original, encoding="utf-8")

    assert code == 0
    assert capsys.readouterr().out.startswith(
        'data/digipunten.yaml:39:9: waarschuwing: "tot:" hoort nu bij de tekst erboven: '
        "zet er minder spaties voor als het een eigen regel is\n"
    )

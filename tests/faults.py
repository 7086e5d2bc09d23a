"""Mistakes that an editor's program can see while somebody types, with the sentence it then shows.

Each is a line in place of the one with the same key, in a place with nothing but what must stand there.
"""

import re

PLACE = """\
digipunten:
  - id: voorbeeld
    naam: VOORBEELD
    status: actief
    adres: {straat: Voorbeeldstraat, nummer: 1, gemeente: Gent}
    bron: {naam: een voorbeeld}
"""
HOURS = 'Vul hier uren, zoals 10:00-12:00, of "gesloten" in.'
WEEK = 'Hier horen dagen met hun uren, zoals "maandag: 10:00-12:00", "ma-vr: 9u-12u" of "di, do: gesloten".'
CHANNELS = (
    'Hier hoort per kanaal een week, zoals "hulp:" met eronder "maandag: 10:00-12:00". '
    "De kanalen zijn hulp, computer, afspraak en telefoon."
)
LIST = 'Hier hoort een lijst: begin elke regel met "- ".'
DATE = "Vul hier een datum zoals 2026-12-25 in."
PARTIAL = "Vul hier een datum zoals 2026-12-25, 2026-12 of 2026 in."
ADDRESS = "Hier hoort een adres: straat, nummer, postcode, gemeente."
POSTCODE = "Vul hier een postcode in, zoals 9000."
CALENDAR = 'Vul hier "gesloten", "gewoon open", "bel eerst" of uren in.'
FAULTS = {
    "uren: {hulp: {maandag: 9-12}}": [HOURS],
    "uren: {hulp: {maandag: 9}}": [HOURS],
    "uren: {hulp: {}}": [WEEK],
    "uren: {hulp: {mandag: 9u-12u}}": [WEEK],
    "uren: {hulp: ma 9-12}": [WEEK],
    "uren: {hulp: [ma]}": [WEEK],
    "uren: {maandag: 9u-12u}": [CHANNELS],
    "uren: 9u-12u": [CHANNELS],
    "telefoon: 09 210 10": ["Vul hier een telefoonnummer zoals 09 210 10 10 in."],
    "email: naam@stad": ["Vul hier een e-mailadres in, zoals naam@stad.gent."],
    "website: www.stad.gent": ["Vul hier een webadres zoals https://stad.gent in."],
    "wijk: De Muide": ["Vul hier het id van een wijk in."],
    "wijk: [dampoort]": ["Vul hier het id van een wijk in."],
    "aanbod: computer": [LIST],
    "aanbod: [Computer]": ["Vul hier een woord uit het aanbod in."],
    "status: actif": ['Kies "actief", "tijdelijk-gesloten", "gepland" of "gestopt".'],
    "status: tijdelijk-gesloten": [
        'een Digipunt dat "tijdelijk-gesloten" is, heeft een "melding" nodig: zeg waarom en tot wanneer'
    ],
    "naam:": ["Vul hier tekst in."],
    "naam: [VOORBEELD]": ["Vul hier tekst in."],
    "opmerking: ''": ["Vul hier tekst in."],
    "talen: [~]": ["Vul hier tekst in."],
    "adres: {straat: Voorbeeldstraat, numer: 1, gemeente: Gent}": [
        '"nummer" ontbreekt: het huisnummer',
        ADDRESS,
    ],
    "adres: Voorbeeldstraat 1": [ADDRESS],
    "adres: {straat: Voorbeeldstraat, nummer: 1, gemeente: Gent, postcode: 900}": [POSTCODE],
    "adres: {straat: Voorbeeldstraat, nummer: 1, gemeente: Gent, postcode: B-9000}": [POSTCODE],
    "coordinaten: {lat: 95.12345, lon: 3.72543}": ["Vul hier graden zoals 51.05432 in."],
    "coordinaten: {lat: noord, lon: 3.72543}": ["Vul hier graden zoals 51.05432 in."],
    "nagekeken: {op: gisteren}": [PARTIAL],
    "nagekeken: {op: 2026-13}": [PARTIAL],
    "nagekeken: {op: 1888}": [PARTIAL],
    "nagekeken: 2026-11-01": ["Hier hoort wanneer en hoe het is nagekeken: op, hoe."],
    "uitzonderingen: {op: 2026-12-24, uren: gesloten}": [LIST],
    "uitzonderingen: [{uren: gesloten}]": [
        'schrijf "op:" met een dag, of "van:" met "tot:" (die laatste dag telt mee)'
    ],
    "uitzonderingen: [{op: 2026-12-24, tot: 2026-12-26, uren: gesloten}]": [
        'kies: "op:" voor een dag, of "van:" met "tot:" voor meer dagen'
    ],
    "uitzonderingen: [{op: 2026-12-24, uren: gewoon open}]": [
        'Vul hier uren, zoals 10:00-12:00, "gesloten", of een week in.'
    ],
    "uitzonderingen: [{op: 2026-12-24, uren: {ma: 9-12}}]": [HOURS],
    "melding: {tekst: VOORBEELD, tot: 31 december}": [DATE],
    "kalenders: {feestdagen: open}": [CALENDAR],
    "toegankelijk: {toilet: misschien}": ['Kies "ja", "nee" of "onbekend".'],
    "toegankelijk: {toilet: true}": ['Kies "ja", "nee" of "onbekend".'],
}


def place_with(line: str) -> str:
    """PLACE with this line, without another one for the same key."""
    key = line.partition(":")[0]
    kept = re.sub(rf"(?m)^    {key}:.*\n", "", PLACE)
    return f"{kept}    {line}\n"


# Right, whatever YAML takes the words for.
RIGHT = [
    "naam: 2026",
    "naam: true",
    "naam: 'null'",
    "naam: 12.5",
    "naam: 2026-12-25",
    "naam: Wat is dit? Een - voorbeeld, 't is waar  # een opmerking",
    "adres: {straat: 11 Novemberlaan, nummer: 0x1F, gemeente: Gent, postcode: 9000}",
    "adres: {straat: Voorbeeldstraat, nummer: '12', gemeente: Gent, postcode: ' 9000 '}",
    "status: 'actief '",
    "telefoon: 0470123456",
    "telefoon: 092101010",
    "telefoon: +3292101010",
    "telefoon: 112",
    "telefoon: 09/210.10.10",
    "coordinaten: {lat: 51.00, lon: 3.70}",
    "coordinaten: {lat: '51.05432', lon: -3.72543}",
    "nagekeken: {op: 2026}",
    "nagekeken: {op: 2026-11}",
    "nagekeken: {op: vrijdag 25 december 2026}",
    "wijk: dampoort",
    "wijk: een-wijk-van-morgen",
    "aanbod: [computer, 3d-printer]",
    "aanbod: []",
    "doelgroep:\n      - iedereen",
    "uren: {hulp: {maandag: '10:00-12:00, 13:00-17:00', dinsdag: 9u-12u}}",
    "uren: {hulp: {ma-vr: 9u-12u, 'za, zo': gesloten}}",
    "uren: {hulp: {maandag tot en met vrijdag: van 9 tot 12 uur}}",
    "uren: {hulp: ma-vr 9u-12u; za op afspraak}",
    "uren:\n      hulp:\n        Ma. t.e.m. Vr.: 9.30 - 12.30 uur\n        zaterdag: GESLOTEN\n      telefoon: >-\n        ma 9-12u,\n        di 13-17u",
    "uren: {}",
    "kalenders: {feestdagen: gewoon open, gentse-feesten: 9u-12u}",
    "kalenders: {}",
    "uitzonderingen: [{op: 24 december 2026, uren: '10:00-12:00', reden: kerstavond}]",
    "uitzonderingen: [{op: 24/12/2026 tot en met 3/1/2027, uren: gesloten}]",
    "uitzonderingen: [{van: 2027-07-01, tot: 2027-08-31, uren: ma-vr 9u-12u}]",
    "uitzonderingen: [{van: 2027-07-01, tot: 2027-08-31, uren: {dinsdag: 9u-12u}}]",
    "uren:\n      hulp: ma-vr 9u-12u\n    uitzonderingen: [{op: 2027-07-01, kanaal: hulp, uren: gesloten}]",
    "uitzonderingen: [{van: 2027-07-01, tot: 2027-08-31, uren: {ma-vr: 10:00-12:00}}]",
    "uitzonderingen: []",
    "toegankelijk: {zonder_trap: ja, toilet: nee, parking: onbekend}",
    "toegankelijk: {}",
    "melding: {tekst: No, tot: 2027-01-31}",
    "opmerking: >-\n      Twee regels,\n      met een komma.",
    "kost: 0",
    "kost: .5",
    "talen: [Nederlands, 'nee', yes]",
]

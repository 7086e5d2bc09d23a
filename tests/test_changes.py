"""What a visitor sees change: the lines, the page they stand under, and that nothing is lost or invented."""

import random
from dataclasses import fields

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.model import Contact, Digipunt
from sitegen.record_changes import CONTACT_WORDS, DIGIPUNT_WORDS
from sitegen.visible import visible
from tests.conftest import change
from tests.revisions import lines, sections, small_project, version

LINDE = "Voorbeeldhuis De Linde"


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    root = small_project(tmp_path_factory.mktemp("oud") / "project")
    return root, version(root)


@pytest.fixture
def project(base, tmp_path):
    return small_project(tmp_path / "project")


@pytest.fixture
def edited(base, project):
    """What an edit of one file changes."""

    def edit(file, old, new):
        change(project / file, old, new)
        return sections(base[1], version(project))

    return edit


PLACE_EDITS = [
    ("dinsdag: 13:30-19:00", "dinsdag: gesloten", ["dinsdag (hulp): 13.30–19.00 uur wordt gesloten"]),
    (
        "woensdag en donderdag: 9:00-12:00",
        "woensdag en donderdag: 9:00-12:30",
        ["woensdag en donderdag (hulp): 9.00–12.00 uur wordt 9.00–12.30 uur"],
    ),
    ("vrijdag: gesloten", "vrijdag: op afspraak", ["vrijdag (hulp): gesloten wordt op afspraak"]),
    (
        "vrijdag: 9:00-12:00",
        "vrijdag: 9:00-24:00",
        ["vrijdag (afspraak): op afspraak 9.00–12.00 uur wordt op afspraak 9.00–24.00 uur"],
    ),
    (
        "      telefoon:\n        ma-vr: 9-12 uur\n",
        "",
        ["uren (telefoon): maandag tot en met vrijdag 9.00–12.00 uur valt weg"],
    ),
    (
        "{op: 2026-12-03, uren: gesloten, reden: vorming van de medewerkers}",
        '{op: 2026-12-03, uren: "9:00-10:00", reden: vorming van de medewerkers}',
        [
            'andere uren op donderdag 3 december 2026: gesloten ("vorming van de medewerkers") '
            'wordt 9.00–10.00 uur ("vorming van de medewerkers")'
        ],
    ),
    (
        "      - {op: 2026-12-24,",
        "      - {op: 2027-03-01, uren: gesloten, reden: verbouwing}\n      - {op: 2026-12-24,",
        ['andere uren op maandag 1 maart 2027: gesloten ("verbouwing") komt erbij'],
    ),
    (
        '        uren: {dinsdag: "13:00-16:00", donderdag: "9:00-12:00"}\n',
        '        uren: {dinsdag: "13:00-16:00"}\n',
        [
            "andere uren van donderdag 1 juli 2027 tot en met dinsdag 31 augustus 2027 (alleen hulp): "
            'dinsdag 13.00–16.00 uur; donderdag 9.00–12.00 uur ("zomeruren") wordt '
            'dinsdag 13.00–16.00 uur ("zomeruren")'
        ],
    ),
    ("feestdagen: gesloten", "feestdagen: gewoon open", ["feestdagen: gesloten wordt gewone uren"]),
    ("telefoon: 09 100 00 01", "telefoon: 09 100 00 99", ["telefoon: 09 100 00 01 wordt 09 100 00 99"]),
    ("    telefoon: 09 100 00 01\n", "", ["telefoon: 09 100 00 01 valt weg"]),
    (
        "nummer: 12\n",
        "nummer: 14\n",
        ["adres: Voorbeeldstraat 12, 9000 Gent wordt Voorbeeldstraat 14, 9000 Gent"],
    ),
    ("wijk: binnenstad", "wijk: mariakerke", ["wijk: Binnenstad wordt Mariakerke"]),
    (
        "lat: 51.054003",
        "lat: 51.0541",
        ["punt op de kaart: 51.054003, 3.724812 wordt 51.0541, 3.724812"],
    ),
    (
        "nauwkeurigheid: gebouw",
        "nauwkeurigheid: halte",
        ["punt op de kaart: aan het gebouw wordt aan een halte in de buurt"],
    ),
    (
        "kost: gratis; printen kost 10 cent per blad",
        "kost: gratis",
        ['prijs: "gratis; printen kost 10 cent per blad" wordt "gratis"'],
    ),
    ("      - Turks\n", "      - Turks\n      - Arabisch\n", ['talen: "Arabisch" komt erbij']),
    ("      - Frans\n      - Turks\n", "      - Turks\n", ['talen: "Frans" valt weg']),
    (
        "      - Frans\n      - Turks\n",
        "      - Turks\n      - Frans\n",
        ['talen: een andere volgorde, "Nederlands, Engels, Turks en Frans"'],
    ),
    ("      - scannen\n", "", ['wat er is: "scannen" valt weg']),
    ("zonder_trap: ja", "zonder_trap: onbekend", ["zonder trap binnen: ja wordt niet bekend"]),
    (
        "De lift is stuk. De computers",
        "De lift is weg. De computers",
        ['melding: "De lift is stuk." wordt "De lift is weg."'],
    ),
    (
        "tot: 2026-12-11",
        "tot: 2026-12-18",
        [
            "melding, tot wanneer ze er staat: tot en met vrijdag 11 december 2026 "
            "wordt tot en met vrijdag 18 december 2026"
        ],
    ),
    (
        "tot: 2026-12-11",
        "tot: 2026-11-11",
        [
            'melding: "De lift is stuk. De computers staan tot dan op het gelijkvloers. '
            '(tot en met vrijdag 11 december 2026)" valt weg'
        ],
    ),
    (
        "Kom dan liever na 17 uur",
        "Kom dan liever na 18 uur",
        [
            'opmerking: "Kom dan liever na 17 uur, of bel om te horen hoelang je moet wachten." '
            'wordt "Kom dan liever na 18 uur, of bel om te horen hoelang je moet wachten."'
        ],
    ),
    (
        "op: 2026-11-16\n",
        "op: 2025-01-16\n",
        ["nagekeken: 16 november 2026 wordt 16 januari 2025; de site zegt nu niet meer of het open is"],
    ),
    ("hoe: ter plaatse; de uren", "hoe: gebeld; de uren", [
        'hoe het nagekeken is: "ter plaatse; de uren hingen aan de deur" wordt "gebeld; de uren hingen aan de deur"'
    ]),
    ("datum: 2026-11-16", "datum: 2026-11-17", [
        'bron: "een voorbeeld, verzonnen voor de tests, 16 november 2026" '
        'wordt "een voorbeeld, verzonnen voor de tests, 17 november 2026"'
    ]),
]  # fmt: skip


@pytest.mark.parametrize("old, new, told", PLACE_EDITS)
def test_an_edit_of_a_place_is_told_in_words(edited, old, new, told):
    assert lines(edited("data/digipunten.yaml", old, new)) == [f"{LINDE}: {line}" for line in told]


def test_a_place_that_closes_says_so_and_its_hours_are_no_news(edited):
    found = edited(
        "data/digipunten.yaml",
        "    naam: Voorbeeldhuis De Linde\n    organisatie: Voorbeeld vzw, samen met Buurtwerking Verzinsel\n    status: actief",
        "    naam: Voorbeeldhuis De Linde\n    organisatie: Voorbeeld vzw, samen met Buurtwerking Verzinsel\n    status: tijdelijk-gesloten",
    )

    assert lines(found) == [f"{LINDE}: status: actief wordt tijdelijk gesloten"]


def test_a_change_is_told_once_and_the_other_pages_are_named(edited):
    [section] = edited("data/digipunten.yaml", "zonder_trap: ja", "zonder_trap: nee")

    assert (section.title, section.address) == (LINDE, "/digipunten/linde/")
    assert set(section.also) == {
        "Voor wie iemand helpt",
        "Digipunten",
        "Digipunten waar je zonder trap binnen kan",
        "Zoek een Digipunt",
    }


def test_a_change_past_the_days_that_pages_list_shows_on_no_other_page(edited):
    [section] = edited("data/digipunten.yaml", "tot: 2027-08-31", "tot: 2027-08-30")

    assert section.also == []
    assert section.lines == [
        'andere uren (alleen hulp), dinsdag 13.00–16.00 uur; donderdag 9.00–12.00 uur ("zomeruren"): '
        "van donderdag 1 juli 2027 tot en met dinsdag 31 augustus 2027 "
        "wordt van donderdag 1 juli 2027 tot en met maandag 30 augustus 2027"
    ]


def test_two_places_and_a_text_are_each_told_under_their_own_page(base, project):
    change(project / "data" / "digipunten.yaml", "dinsdag: 13:30-19:00", "dinsdag: gesloten")
    change(project / "data" / "digipunten.yaml", "woensdag: 14:00-17:00", "woensdag: 14:00-18:00")
    change(project / "content" / "over.md", "titel: Over VOORBEELD", "titel: Over ons")

    assert lines(sections(base[1], version(project))) == [
        f"{LINDE}: dinsdag (hulp): 13.30–19.00 uur wordt gesloten",
        "'t Proefhoekske: woensdag (hulp): 14.00–17.00 uur wordt 14.00–18.00 uur",
        'Over ons: titel: "Over VOORBEELD" wordt "Over ons"',
    ]


HEADING = 'Over VOORBEELD: onder "Waar komt het vandaan?": '
TEXT_EDITS = [
    ("Nog een zin.", "Nog een andere zin.", [HEADING + '"Nog een zin." wordt "Nog een andere zin."']),
    (" Nog een zin.", "", [HEADING + '"Nog een zin." valt weg']),
    ("Een zin.", "Een zin. Iets nieuws.", [HEADING + '"Iets nieuws." komt erbij']),
    (
        "https://voorbeeldsite.example/een",
        "https://voorbeeldsite.example/twee",
        [HEADING + '"Een zin. Nog een zin. De laatste zin." leidt nu naar "https://voorbeeldsite.example/twee" '
         '(was "https://voorbeeldsite.example/een")'],
    ),
    ("Waar komt het vandaan?", "Vanwaar?", ['Over VOORBEELD: tussentitel: "Waar komt het vandaan?" wordt "Vanwaar?"']),
    ("[bronnen, cijfers]", "[cijfers]", ['A tot Z: onder "B": "Bronnen: Over VOORBEELD" valt weg']),
    ("Een zin. Nog een", "Een zin.\nNog een", []),
    ("[bronnen, cijfers]", '["cijfers", bronnen]  # VOORBEELD', []),
]  # fmt: skip


@pytest.mark.parametrize("old, new, told", TEXT_EDITS)
def test_an_edit_of_a_text_tells_the_sentence_that_changed(edited, old, new, told):
    assert lines(edited("content/over.md", old, new)) == told


LENEN, INFOLIJN, LOKET = "VOORBEELD laptops lenen", "VOORBEELD Infolijn", "VOORBEELD Loket"
OTHER_EDITS = [
    ("programmes", "toestand: Er zijn nog laptops.", "toestand: De laptops zijn op.", [f'{LENEN}: Stand: "Er zijn nog laptops." wordt "De laptops zijn op."']),
    ("programmes", "Je komt zelf langs.", "Je belt eerst.", [f'{LENEN}: onder "Voor wie?": "Je komt zelf langs." wordt "Je belt eerst."']),
    ("programmes", "VOORBEELD laptops lenen", "VOORBEELD laptops", ['VOORBEELD laptops: titel: "VOORBEELD laptops lenen" wordt "VOORBEELD laptops"']),
    ("programmes", "trefwoorden: [laptop]", "trefwoorden: [toestel]", [f'{LENEN}: woorden in A tot Z: "laptop" wordt "toestel"']),
    ("programmes", "einde: 2027-12", "einde: 2026-10", [
        f'{LENEN}: onder "Deze actie is afgelopen": "Loopt tot en met december 2027" valt weg',
    ]),
    ("contacts", "09 100 00 50", "09 100 00 51", [f"{INFOLIJN}: telefoon: 09 100 00 50 wordt 09 100 00 51"]),
    ("contacts", "ma-vr: 9-12 uur", "ma-do: 9-12 uur", [f"{INFOLIJN}: vrijdag (telefoon): 9.00–12.00 uur wordt gesloten"]),
    ("contacts", "Voor wie iets wil lenen.", "Voor wie een laptop wil lenen.", [f'{LOKET}: wat: "Voor wie iets wil lenen." wordt "Voor wie een laptop wil lenen."']),
    ("contacts", "[uitleendienst]", "[uitleen]", [f'{LOKET}: woorden in A tot Z: "uitleendienst" wordt "uitleen"']),
    ("contacts", "    email: infolijn@voorbeeldsite.example\n", "    email: hallo@voorbeeldsite.example\n", [f'{INFOLIJN}: e-mail: "infolijn@voorbeeldsite.example" wordt "hallo@voorbeeldsite.example"']),
]  # fmt: skip


@pytest.mark.parametrize("file, old, new, told", OTHER_EDITS)
def test_an_edit_of_an_action_or_a_contact_is_told(edited, file, old, new, told):
    found = lines(edited(f"data/{file}.yaml", old, new))

    assert found[: len(told)] == told
    assert len(found) == len(told) or "einde" in old


def test_a_new_place_says_where_and_when(base, project):
    path = project / "data" / "digipunten.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").rstrip()
        + """

  - id: voorbeeld-nieuw
    naam: VOORBEELD Nieuw
    status: actief
    adres: {straat: Proefstraat, nummer: 1, gemeente: Gent}
    uren: {hulp: {ma-vr: 9-12 uur}}
    aanbod: [computer, internet]
    nagekeken: {op: 2026-11-20}
    bron: {naam: een voorbeeld}
""",
        encoding="utf-8",
    )

    found = sections(base[1], version(project))

    assert lines(found) == [
        "VOORBEELD Nieuw: nieuwe pagina",
        "VOORBEELD Nieuw: adres: Proefstraat 1, Gent",
        "VOORBEELD Nieuw: uren (hulp): maandag tot en met vrijdag 9.00–12.00 uur",
    ]
    assert "A tot Z" in found[0].also


def test_a_place_that_goes_warns_for_links_to_it(base, project):
    path = project / "data" / "digipunten.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  - id: proefhoek")
    path.write_text(text[:start] + text[text.index("  - id: lamp") :], encoding="utf-8")

    found = sections(base[1], version(project))

    assert lines(found) == [
        "'t Proefhoekske: deze pagina verdwijnt: links naar /digipunten/proefhoek/ werken dan niet meer"
    ]


def test_a_day_of_a_calendar_says_at_how_many_places_it_matters(edited):
    [section] = edited("data/kalenders.yaml", "      - {op: 2026-12-25, naam: Kerstmis}", "      #")

    assert section.title == "Kalenders"
    assert section.lines == [
        'feestdagen: vrijdag 25 december 2026 ("Kerstmis") valt weg; anders bij 1 Digipunt'
    ]


def test_a_day_that_matters_nowhere_is_no_news(edited):
    # Everybody is closed on that Saturday anyway, or says "bel eerst".
    assert edited("data/kalenders.yaml", "    bron: >-", "    bron: >-\n      een andere bron:") == []


def test_the_first_contact_shows_on_every_page(edited):
    [section] = edited("data/contacts.yaml", "09 100 00 50", "09 100 00 51")

    assert (section.title, section.everywhere) == (INFOLIJN, True)


def test_another_word_for_an_offer_is_told_once(edited):
    [section] = edited("data/site.yaml", "naam: printen", "naam: afdrukken")

    assert lines([section]) == ['Woorden van de site: aanbod: "printen" wordt "afdrukken"']


def test_another_name_of_the_site_is_told_once(edited, base):
    name = base[1].site.settings.naam

    [section] = edited("data/site.yaml", f"naam: {name}", "naam: VOORBEELD")

    assert lines([section]) == [f'Woorden van de site: naam van de site: "{name}" wordt "VOORBEELD"']
    assert section.everywhere


def test_another_address_of_the_site_is_told_once(edited, base):
    old = base[1].site.settings.webadres

    found = edited("data/site.yaml", old, "https://voorbeeld.example/")

    assert lines(found)[0] == (
        f"Alle pagina’s: het adres van de site: {old} wordt https://voorbeeld.example/; "
        "links naar het oude adres werken dan niet meer"
    )


def test_actions_in_another_order_are_told(base, project):
    path = project / "data" / "programmes.yaml"
    head, *records = path.read_text(encoding="utf-8").split("\n  - id: ")
    path.write_text("\n  - id: ".join([head, *[r.rstrip() + "\n" for r in records[::-1]]]), encoding="utf-8")

    found = sections(base[1], version(project))

    assert "Acties: de volgorde op deze pagina verandert" in lines(found)


def test_every_field_of_a_place_and_of_a_contact_has_its_words():
    assert set(DIGIPUNT_WORDS) == {field.name for field in fields(Digipunt)} - {"id"}
    assert set(CONTACT_WORDS) == {field.name for field in fields(Contact)} - {"id"}


def test_records_settings_and_texts_at_once_are_told_apart(base, project):
    """Also when the old records use a word that the new settings do not have."""
    change(project / "data" / "site.yaml", "naam: scannen", "naam: inlezen")
    change(
        project / "data" / "site.yaml", "    - {id: eid-lezer, naam: lezer voor je identiteitskaart}\n", ""
    )
    change(project / "data" / "digipunten.yaml", "      - eid-lezer\n", "")
    change(project / "content" / "over.md", "titel: Over VOORBEELD", "titel: Over ons")
    now = version(project)

    found = sections(base[1], now)

    assert lines(found) == [
        f'{LINDE}: wat er is: "lezer voor je identiteitskaart" valt weg',
        "Digipunten: lezer voor je identiteitskaart: deze pagina verdwijnt: "
        "links naar /digipunten/voor/eid-lezer/ werken dan niet meer",
        'Woorden van de site: aanbod: "scannen" wordt "inlezen"',
        'Over ons: titel: "Over VOORBEELD" wordt "Over ons"',
    ]
    assert not_accounted_for(base[1], now, found) == set()


# Nothing is invented.

INVISIBLE = [
    ("maandag: 9:00-12:00, 13:30-17:00", "ma: 9u-12u en 13u30-17u"),
    ("        vrijdag: gesloten\n", ""),
    ("09 100 00 01", "+32 9 100 00 01"),
    ("      - {op: 2026-12-03,", "      - {op: 2026-11-03, uren: gesloten, reden: voorbij}\n      - {op: 2026-12-03,"),
    ("gentse-feesten: bel eerst\n", "\n"),
    ("op: 2026-12-24,", "op: 24 december 2026,"),
    ("adres:\n      straat: Voorbeeldstraat\n      nummer: 12\n      postcode: 9000\n      gemeente: Gent\n",
     "adres: {gemeente: Gent, nummer: '12', postcode: 9000, straat: Voorbeeldstraat} # VOORBEELD\n"),
]  # fmt: skip


@pytest.mark.parametrize("old, new", INVISIBLE)
def test_what_no_visitor_sees_is_no_change(edited, old, new):
    assert edited("data/digipunten.yaml", old, new) == []


def test_languages_of_a_place_that_is_gone_are_no_change(edited):
    assert edited("data/digipunten.yaml", "  - id: weg\n", "  - id: weg\n    talen: [Latijn]\n") == []


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_a_file_written_in_another_way_is_no_change(base, tmp_path_factory, seed):
    root = small_project(tmp_path_factory.mktemp("anders") / "project")
    chance = random.Random(seed)
    path = root / "data" / "digipunten.yaml"
    path.write_text(rewritten(path.read_text(encoding="utf-8"), chance), encoding="utf-8")

    assert sections(base[1], version(root)) == []


def rewritten(text, chance):
    """The same data: keys in another order, other quotes, other indents, comments."""

    def shuffled(value):
        if isinstance(value, dict):
            keys = list(value)
            chance.shuffle(keys)
            return {key: shuffled(value[key]) for key in keys}
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    data = yaml.load(text, Loader=yaml.BaseLoader)
    data = {"digipunten": [shuffled(record) for record in data["digipunten"]]}
    chance.shuffle(data["digipunten"])
    written = yaml.dump(
        data,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=chance.choice([True, False]),
        default_style=chance.choice([None, '"', "'"]),
        width=chance.choice([60, 120]),
        indent=chance.choice([2, 4]),
    )
    return f"# VOORBEELD {chance.random()}\n{written}"


# Nothing is lost.

ANOTHER = {
    "status": "gepland",
    "nummer": "99",
    "postcode": "9050",
    "wijk": "mariakerke",
    "lat": "51.06",
    "lon": "3.73",
    "nauwkeurigheid": "straat",
    "telefoon": "09 100 00 77",
    "email": "ander@voorbeeldhuis.example",
    "website": "https://voorbeeldhuis.example/anders",
    "url": "https://voorbeeldhuis.example/anders",
    "op": "2026-10-31",
    "datum": "2026-10-31",
    "van": "2026-12-29",
    "tot": "2026-12-30",
    "kanaal": "telefoon",
    "feestdagen": "9-11 uur",
    "extra-sluitingsdagen": "9-11 uur",
    "gentse-feesten": "9-11 uur",
    "schoolvakanties": "9-11 uur",
    "zonder_trap": "onbekend",
    "toilet": "nee",
    "parking": "ja",
}


def leaves(value, *path):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, *path, key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, *path, index)
    else:
        yield path


def other(path, old):
    key = path[-1]
    if path[0] == "uitzonderingen":
        exceptional = {"op": "2026-12-02", "van": "2026-12-27", "tot": "2027-09-01", "kanaal": "telefoon"}
        if key == "tot" and old == "2026-12-31":
            return "2026-12-30"
        if key == "van" and old == "2027-07-01":
            return "2027-06-30"
        if key in exceptional:
            return exceptional[key]
        return "anders" if key == "reden" else "16:00-16:30"
    if path[0] == "uren":
        return "20:00-21:00"
    if path[0] == "doelgroep":
        return "kinderen-jongeren"
    if path[0] == "aanbod":
        return None
    return ANOTHER.get(key, f"{old} anders")


def not_accounted_for(old, new, found):
    """Titles of pages that differ for a visitor, and that no section tells or names."""
    changed = {
        new.pages[address].title
        for address in new.html.keys() & old.html.keys()
        if visible(new.html[address]) != visible(old.html[address])
    }
    named = {title for section in found for title in section.also}
    own = {new.pages[s.address].title for s in found if s.address in new.pages}
    everywhere = any(section.everywhere for section in found)
    return set() if everywhere else changed - named - own


@pytest.mark.hard
def test_every_value_of_a_place_that_changes_is_told_under_its_name(base, project):
    path = project / "data" / "digipunten.yaml"
    text = path.read_text(encoding="utf-8")
    record = yaml.load(text, Loader=yaml.BaseLoader)["digipunten"][0]
    paths = [leaf for leaf in leaves(record) if leaf != ("id",)]
    assert len(paths) > 60
    silent = []
    for leaf in paths:
        data = yaml.load(text, Loader=yaml.BaseLoader)
        inner = data["digipunten"][0]
        for key in leaf[:-1]:
            inner = inner[key]
        new = other(leaf, inner[leaf[-1]])
        if new is None:
            del inner[leaf[-1]]
        else:
            inner[leaf[-1]] = new
        path.write_text(yaml.dump(data, allow_unicode=True), encoding="utf-8")
        now = version(project)
        found = sections(base[1], now)
        told = [section for section in found if section.title.startswith(LINDE) and section.lines]
        if not told or not_accounted_for(base[1], now, found):
            silent.append((leaf, new, lines(found)))

    assert silent == []


def test_a_contact_that_comes_to_an_action_is_told_also_when_it_changed_itself(edited, project):
    change(project / "data" / "contacts.yaml", "09 100 00 50", "09 100 00 51")

    found = lines(edited("data/programmes.yaml", "contacten: [loket]", "contacten: [loket, infolijn]"))

    assert f"{INFOLIJN}: telefoon: 09 100 00 50 wordt 09 100 00 51" in found
    assert f"VOORBEELD laptops lenen: contact erbij: {INFOLIJN}" in found

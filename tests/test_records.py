import pytest

from sitegen.fields import CUT_OFF, Many, Report
from sitegen.hours import parse_week
from sitegen.model import Digipunt, Location
from sitegen.nodes import parse_yaml
from sitegen.records import (
    DIGIPUNT,
    LOCATION,
    PERIOD,
    SPECIAL_HOURS,
    OpeningHours,
    parse_base_url,
    parse_count,
    parse_degrees,
    parse_email,
    parse_postcode,
    parse_slug,
    parse_url,
)
from sitegen.source import Source


def read(kind, text):
    report = Report()
    value = kind.read(parse_yaml(Source("data/x.yaml", tuple(text.split("\n")))).node, report)
    return value, [(p.line, p.column, p.message) for p in report.problems]


@pytest.mark.parametrize(
    "parse, good",
    [
        (parse_slug, "kringwinkel-2"),
        (parse_postcode, "9000"),
        (parse_email, "digitale.pakketten@ocmw.gent"),
        (parse_url, "https://stad.gent/nl/een-pagina?x=1#y"),
        (parse_url, "http://voorbeeld.gent"),
        (parse_url, "https://café-ÿ.voorbeeld.be/"),
    ],
)
def test_good_text_stays_as_it_is(parse, good):
    assert parse(good) == good


@pytest.mark.parametrize(
    "parse, bad, message",
    [
        (
            parse_slug,
            "De Krook",
            '"De Krook" kan niet in een webadres: gebruik kleine letters, cijfers en streepjes',
        ),
        (parse_postcode, "09000", '"09000" is geen postcode: schrijf vier cijfers, zoals 9000'),
        (parse_postcode, "900", '"900" is geen postcode: schrijf vier cijfers, zoals 9000'),
        (
            parse_email,
            "a%2Cb@stad.gent",
            '"a%2Cb@stad.gent" is geen e-mailadres: schrijf het als naam@stad.gent',
        ),
        (
            parse_url,
            "https://ѕtad.gent/",
            '"https://ѕtad.gent/" is geen webadres: schrijf het voluit, zoals https://stad.gent/digipunten',
        ),
        (parse_email, "gentinfo@stad", '"gentinfo@stad" is geen e-mailadres: schrijf het als naam@stad.gent'),
        (
            parse_email,
            "gentinfo stad.gent",
            '"gentinfo stad.gent" is geen e-mailadres: schrijf het als naam@stad.gent',
        ),
        (
            parse_url,
            "www.stad.gent",
            '"www.stad.gent" is geen webadres: schrijf het voluit, zoals https://stad.gent/digipunten',
        ),
        (
            parse_url,
            "javascript:alert(1)",
            '"javascript:alert(1)" is geen webadres: schrijf het voluit, zoals https://stad.gent/digipunten',
        ),
        (
            parse_url,
            "https://stad.gent/a b",
            '"https://stad.gent/a b" bevat een teken dat niet in een webadres hoort: neem het over uit de adresbalk',
        ),
        (parse_count, "veel", '"veel" is geen getal: schrijf alleen cijfers, zoals 2500'),
        (parse_degrees, "51,054", 'schrijf "51.054" met een punt, niet met een komma'),
        (parse_degrees, "noord", '"noord" is geen coördinaat: schrijf graden met een punt, zoals 51.05432'),
    ],
)
def test_wrong_text_says_what_to_write(parse, bad, message):
    with pytest.raises(ValueError) as refused:
        parse(bad)
    assert str(refused.value) == message


def test_a_number_may_have_the_points_of_a_thousand():
    assert (parse_count("2.500"), parse_count("2500")) == (2500, 2500)


def test_a_base_address_ends_in_a_slash():
    assert parse_base_url("https://voorbeeld.be/digitaal") == "https://voorbeeld.be/digitaal/"


@pytest.mark.parametrize("path", ["a/../b", "./a/", "a//b", ".."])
def test_a_base_address_has_no_parts_that_browsers_leave_out(path):
    with pytest.raises(ValueError, match="schrijf het pad zonder"):
        parse_base_url(f"https://voorbeeld.be/{path}")


def test_coordinates_become_a_location():
    assert read(LOCATION, "lat: 51.049\nlon: 3.74561\nnauwkeurigheid: straat") == (
        Location(51.049, 3.74561, "straat"),
        [],
    )


def test_days_may_be_written_as_a_list_or_a_range():
    weeks, problems = read(OpeningHours(), "hulp:\n  ma-wo: 9:00-12:00\n  vrijdag: gesloten\n")

    assert problems == []
    assert sorted(weeks["hulp"]) == [0, 1, 2, 4]


@pytest.mark.parametrize(
    "text, problem",
    [
        (
            "maandag: 9:00-12:00",
            (1, 1, '"maandag" is geen kanaal. Zet eerst "hulp:" of "computer:", met de dagen eronder.'),
        ),
        ("hup:\n  maandag: 9:00-12:00", (1, 1, '"hup" is geen kanaal. Bedoelde je "hulp"?')),
        ("hulp:\n  mandag: 9:00-12:00", (2, 3, '"mandag" is geen weekdag. Bedoelde je "maandag"?')),
        (
            "hulp:\n  ma-wo: 9:00-12:00\n  dinsdag: gesloten",
            (3, 3, "dinsdag staat al hoger in deze week: voeg de uren samen"),
        ),
        (
            "hulp:\n  maandag:",
            (2, 11, 'hier staat niets: vul uren, zoals 10:00-12:00, of "gesloten" in, of haal de regel weg'),
        ),
        (
            "hulp: {}",
            (
                1,
                7,
                'hier staat geen dag: schrijf er minstens één, zoals "maandag: 10:00-12:00", of haal de regel weg',
            ),
        ),
        ("hulp: 9:00-12:00", (1, 7, 'schrijf de week als "ma-vr 9:00-12:00", niet als "9:00-12:00"')),
    ],
)
def test_a_week_that_cannot_be_read_points_at_the_day(text, problem):
    assert read(OpeningHours(), text) == (read(OpeningHours(), text)[0], [problem])


def test_a_period_cannot_end_before_it_starts():
    _, problems = read(PERIOD, "in_woorden: x\nstart: 2021-05\neinde: 2021-04")

    assert problems == [
        (3, 8, "het einde (april 2021) ligt voor de start (mei 2021): wissel ze of verbeter er één")
    ]


DIGIPUNT_TEXT = """\
id: voorbeeld
naam: Voorbeeld
status: {status}
adres: {{straat: Voorbeeldstraat, nummer: 1, gemeente: Gent}}
bron: {{naam: een voorbeeld}}
"""


def test_a_digipunt_needs_only_what_every_place_has():
    value, problems = read(DIGIPUNT, DIGIPUNT_TEXT.format(status="actief"))

    assert problems == []
    assert isinstance(value, Digipunt)
    assert (value.uren, value.telefoon, value.toegankelijk.zonder_trap) == ({}, None, "onbekend")


def test_a_place_that_is_closed_for_now_says_why():
    _, problems = read(DIGIPUNT, DIGIPUNT_TEXT.format(status="tijdelijk-gesloten"))

    assert problems == [
        (
            3,
            9,
            'een Digipunt dat "tijdelijk-gesloten" is, heeft een "melding" nodig: zeg waarom en tot wanneer',
        )
    ]


def test_every_key_is_explained_and_kept_by_the_model():
    from dataclasses import fields

    from sitegen import model
    from sitegen.records import CONTACT, PROGRAMME

    for record, made in ((DIGIPUNT, Digipunt), (CONTACT, model.Contact), (PROGRAMME, model.Programme)):
        assert list(record.keys) and set(record.keys) == {field.name for field in fields(made)}
        assert all(key.help for key in record.keys.values())


@pytest.mark.parametrize(
    "exception, column, message",
    [
        ("uren: 10:00-12:00, 13:00-17:00", 39, CUT_OFF),
        ("uren: {do: 10:00-12:00, 13:00-16:00}", 44, CUT_OFF),
        ("uren: gesloten, reden: kerstavond, iedereen thuis", 55, CUT_OFF),
        ("uren:gesloten", 20, 'zet een spatie na "uren:"'),
        (
            "uren: gewoon open",
            26,
            '"gewoon open" kan alleen onder "kalenders:": schrijf hier de uren van die dag',
        ),
        ("uren: “10:00-12:00”", 26, 'hier staan gekrulde aanhalingstekens: typ rechte ("), of laat ze weg'),
    ],
)
def test_a_slip_in_an_exception_is_one_message_at_its_place(exception, column, message):
    _, problems = read(Many(SPECIAL_HOURS), f"- {{op: 2026-12-24, {exception}}}")

    assert problems == [(1, column, message)]


def test_an_exception_may_hold_a_week_on_one_line():
    made, _ = read(SPECIAL_HOURS, "op: 2027-07-01\nuren: ma-vr 9u-12u\nreden: Verlof!")

    assert (made.uren, made.reden) == (parse_week("ma-vr 9u-12u"), "Verlof")

import pytest

from sitegen.hours import CLOSED, MIDNIGHT, Day, Range, parse_day, parse_days, typed, week_groups


def plain(text):
    return str(text).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "text, ranges",
    [
        ("10:00-12:00, 13:00-17:00", [(600, 720), (780, 1020)]),
        ("10:00-12:00", [(600, 720)]),
        ("9u-12u en 13u-17u30", [(540, 720), (780, 1050)]),
        ("9-12 uur", [(540, 720)]),
        ("van 9 tot 12 uur", [(540, 720)]),
        ("open van 9.00 – 12.30", [(540, 750)]),
        ("9h30-12h00", [(570, 720)]),
        ("9 uur tot 12 uur; 13 uur tot 15 uur", [(540, 720), (780, 900)]),
        ("08:00-12:00/12:00-13:00", [(480, 780)]),
        ("20:00-24:00", [(1200, MIDNIGHT)]),
        ("13:00-17:00, 10:00-12:00", [(600, 720), (780, 1020)]),
    ],
)
def test_each_notation_has_one_meaning(text, ranges):
    assert parse_day(text) == Day(tuple(Range(*r) for r in ranges))


@pytest.mark.parametrize(
    "text, day",
    [
        ("gesloten", CLOSED),
        ("Gesloten", CLOSED),
        ("bel eerst", Day(kind="bel eerst")),
        ("op afspraak", Day(kind="op afspraak")),
        ("op afspraak, 16:00-19:00", Day((Range(960, 1140),), "op afspraak")),
    ],
)
def test_closed_appointment_and_call_first_are_told_apart(text, day):
    assert parse_day(text) == day


@pytest.mark.parametrize(
    "text, message",
    [
        ("9-5", 'schrijf de uren als 9:00-12:00, of "gesloten", niet als "9-5"'),
        ("9:00", '"9:00" heeft geen begin of geen einde: schrijf beide, zoals 9:00-12:00'),
        ("10:00-12:00,", 'hier staat een komma, een ander scheidingsteken of een "en" te veel: haal dat weg'),
        ("gesloten, 10:00-12:00", '"gesloten" kan hier niet bij staan: kies één van de twee'),
        ("25:00-26:00", '"25:00" is geen uur: een dag loopt van 0:00 tot 24:00'),
        ("10:70-12:00", '"10:70" is geen uur: minuten gaan van 00 tot 59'),
        (
            "17:00-9:00",
            '"17:00-9:00" sluit voor het opent: wissel de uren (9:00-17:00), of schrijf wat na middernacht komt bij de volgende dag',
        ),
        (
            "10:00-10:00",
            '"10:00-10:00" begint en eindigt op hetzelfde uur: kijk het na',
        ),
        (
            "10:00-12:00, 11:00-13:00",
            '"11:00-13:00" begint voor "10:00-12:00" voorbij is: voeg ze samen of verbeter er één',
        ),
        ("9,30-12", 'schrijf "9:30" met een dubbelepunt, niet met een komma zoals in "9,30-12"'),
        ("voormiddag", 'schrijf de uren erbij, zoals "9:00-12:00", in plaats van "voormiddag"'),
        ("geslooten", '"geslooten" begrijpen we niet. Bedoelde je "gesloten"?'),
    ],
)
def test_hours_that_cannot_be_read_say_what_to_write(text, message):
    with pytest.raises(ValueError) as refused:
        parse_day(text)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    "text, days",
    [
        ("maandag", (0,)),
        ("ma.", (0,)),
        ("ma, wo", (0, 2)),
        ("dinsdag en donderdag", (1, 3)),
        ("ma-vr", (0, 1, 2, 3, 4)),
        ("maandag t.e.m. woensdag", (0, 1, 2)),
        ("maandag tot en met woensdag", (0, 1, 2)),
    ],
)
def test_days_are_read_alone_as_a_list_or_as_a_range(text, days):
    assert parse_days(text) == days


@pytest.mark.parametrize(
    "text, message",
    [
        ("mandag", '"mandag" is geen weekdag. Bedoelde je "maandag"?'),
        ("zo-ma", '"zo-ma" loopt over het einde van de week: schrijf de dagen apart'),
        ("ma-wo, di", '"ma-wo, di" noemt een dag twee keer: haal er één weg'),
    ],
)
def test_days_that_cannot_be_read_say_why(text, message):
    with pytest.raises(ValueError) as refused:
        parse_days(text)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    "text, shown",
    [
        ("10:00-12:00, 13:30-17:00", "van 10 tot 12 uur en van 13.30 tot 17 uur"),
        ("20:00-24:00", "van 20 uur tot middernacht"),
        ("0:00-24:00", "de hele dag"),
        ("gesloten", "gesloten"),
        ("op afspraak, 16:00-19:00", "op afspraak van 16 tot 19 uur"),
    ],
)
def test_hours_are_said_the_way_the_city_writes_them(text, shown):
    assert plain(parse_day(text)) == shown


def test_old_data_can_be_shown_without_saying_closed():
    assert CLOSED.in_words("geen uren bekend") == "geen uren bekend"


def test_days_with_the_same_hours_stand_on_one_line():
    morning, afternoon = parse_day("10:00-12:00"), parse_day("13:00-17:00")
    week = {0: morning, 1: afternoon, 2: morning, 3: morning, 5: CLOSED}

    assert [(days, plain(day)) for days, day in week_groups(week)] == [
        ("maandag, woensdag en donderdag", "van 10 tot 12 uur"),
        ("dinsdag", "van 13 tot 17 uur"),
    ]
    assert week_groups({0: morning, 1: morning, 2: morning})[0][0] == "maandag tot en met woensdag"
    assert week_groups({}) == []


@pytest.mark.parametrize(
    "text",
    ["9:00-12:00, 13:30-24:00", "gesloten", "bel eerst", "op afspraak", "op afspraak, 16:00-19:00"],
)
def test_hours_are_typed_the_way_editors_write_them(text):
    assert typed(parse_day(text)) == text

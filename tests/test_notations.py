"""Hours, days and dates as people type them: each is read exactly, or refused with what to type instead.

The second half holds a reader of its own, made of tables of every spelling. What the project's parsers
accept must be what those tables accept, also after one key was hit or missed.
"""

import itertools
import time
import unicodedata
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.dates import MONTHS, WEEKDAYS, DateRange, parse_date, parse_dates, parse_partial_date
from sitegen.hours import (
    CALL_FIRST,
    CLOSED,
    MIDNIGHT,
    Day,
    Range,
    parse_day,
    parse_days,
    parse_week,
    week_groups,
)

PARSERS = (parse_day, parse_days, parse_week, parse_date, parse_dates, parse_partial_date)


def open_from(*pairs, kind="uren"):
    """Hours as numbers: 13.5 is half past one."""
    return Day(tuple(Range(int(opens * 60), int(closes * 60)) for opens, closes in pairs), kind)


NINE = open_from((9, 12))
FULL = open_from((9, 12), (13, 17))
SPLIT = open_from((9, 12.5), (13.5, 16))
LATE = open_from((13.5, 16))


@pytest.mark.parametrize(
    "text, day",
    [
        # The dash, and space around it.
        ("9:00-12:00", NINE),
        ("09:00–12:00", NINE),
        ("09:00—12:00", NINE),
        ("9:00 ‑ 12:00", NINE),
        ("9:00 − 12:00", NINE),
        ("9:00‐12:00", NINE),
        ("9:00 -12:00", NINE),
        ("\u00a09:00\u00a0-\u00a012:00\u202f", NINE),
        ("9:00\t-\t12:00", NINE),
        # The clock.
        ("9.00-12.00", NINE),
        ("09.00 - 12.00 uur", NINE),
        ("10.00-12.00u", open_from((10, 12))),
        ("9u-12u", NINE),
        ("9U-12U", NINE),
        ("9 u - 12 u", NINE),
        ("9u. - 12u.", NINE),
        ("9u00-12u00", NINE),
        ("09u00 tot 12u00", NINE),
        ("9 u00 - 12 u00", NINE),
        ("8u30-16u45", open_from((8.5, 16.75))),
        ("9h - 12h30", open_from((9, 12.5))),
        ("9h30-12h00", open_from((9.5, 12))),
        ("9u tot 12h", NINE),
        ("9:00 - 12u", NINE),
        ("9 uur-12 uur", NINE),
        ("9uur tot 12uur", NINE),
        ("9:00 uur - 12:00 uur", NINE),
        ("9:00 - 12:00 uur", NINE),
        ("9:00-12:00 h", NINE),
        # A bare hour borrows the unit at the end.
        ("9-12u", NINE),
        ("9-12 uur", NINE),
        ("9-12h", NINE),
        ("9 – 12 u.", NINE),
        ("9-12:30 uur", open_from((9, 12.5))),
        ("9:30-12 uur", open_from((9.5, 12))),
        ("van 9 tot 12 uur", NINE),
        ("Van 9 tot 12 uur", NINE),
        ("van 9u tot 12u30", open_from((9, 12.5))),
        ("van 9.30 tot 12 uur", open_from((9.5, 12))),
        ("open 9:00-12:00", NINE),
        ("Open van 9 tot 12 uur", NINE),
        ("OPEN VAN 9 TOT 12 UUR", NINE),
        # The ends of the day.
        ("0u-24u", open_from((0, 24))),
        ("00:00-24:00", open_from((0, 24))),
        ("20:00-24:00", open_from((20, 24))),
        ("22-24 uur", open_from((22, 24))),
        ("0:00-0:30", open_from((0, 0.5))),
        # Several.
        ("van 9 tot 12 uur en van 13.30 tot 17 uur", open_from((9, 12), (13.5, 17))),
        ("van 9 tot 12 uur, van 13 tot 17 uur", FULL),
        ("9:00-12:00, 13:00-17:00", FULL),
        ("9:00-12:00,13:00-17:00", FULL),
        ("9u-12u,13u-17u", FULL),
        ("9u-12u en 13u-17u", FULL),
        ("9u-12u & 13u-17u", FULL),
        ("9u-12u/13u-17u", FULL),
        ("9u-12u / 13u-17u", FULL),
        ("9-12 u. en 13-17 u.", FULL),
        ("9-12u; 13-17u", FULL),
        ("9:00-12:00\n13:00-17:00", FULL),
        ("9:00-12:00,\n\n13:00-17:00", FULL),
        ("9:00-12:00\r\n13:00-17:00", FULL),
        ("13:00-17:00, 9:00-12:00", FULL),
        ("9u-12u, 13u-17u en 18u-20u", open_from((9, 12), (13, 17), (18, 20))),
        ("9:00-12:00, 12:00-17:00", open_from((9, 17))),
        ("09:00-12:30 en 13:30-16:00", SPLIT),
        # What is no hours.
        ("gesloten", CLOSED),
        ("GESLOTEN", CLOSED),
        (" Gesloten ", CLOSED),
        ("bel eerst", CALL_FIRST),
        ("Bel\u00a0eerst", CALL_FIRST),
        ("op afspraak", open_from(kind="op afspraak")),
        ("Op Afspraak", open_from(kind="op afspraak")),
        ("op afspraak, 16:00-19:00", open_from((16, 19), kind="op afspraak")),
        ("op afspraak\n16:00-19:00", open_from((16, 19), kind="op afspraak")),
        ("op afspraak,\n16:00-19:00", open_from((16, 19), kind="op afspraak")),
        ("5u30-9u", open_from((5.5, 9))),
        ("op afspraak: 16-19u", open_from((16, 19), kind="op afspraak")),
        ("op afspraak van 16 tot 19 uur", open_from((16, 19), kind="op afspraak")),
        ("op afspraak, 9u-12u en 13u-17u", open_from((9, 12), (13, 17), kind="op afspraak")),
    ],
)
def test_a_day_is_read_exactly(text, day):
    assert parse_day(text) == day


@pytest.mark.parametrize(
    "text, days",
    [
        ("maandag", "0"),
        ("Maandag", "0"),
        ("ZONDAG", "6"),
        ("ma", "0"),
        ("Ma.", "0"),
        (" za ", "5"),
        ("ma, wo", "02"),
        ("ma,wo,vr", "024"),
        ("ma., wo. en vr.", "024"),
        ("dinsdag en donderdag", "13"),
        ("Di & Do", "13"),
        ("ma, di en wo", "012"),
        ("vrijdag en maandag", "04"),
        ("ma-vr", "01234"),
        ("ma - vr", "01234"),
        ("ma–vr", "01234"),
        ("ma\u00a0—\u00a0vr", "01234"),
        ("ma.-vr.", "01234"),
        ("ma t/m do", "0123"),
        ("ma t.e.m. vr", "01234"),
        ("ma tem vr", "01234"),
        ("Ma. t.e.m. Vr.", "01234"),
        ("maandag t.e.m. vrijdag", "01234"),
        ("maandag tot en met vrijdag", "01234"),
        ("ma-wo en vr-za", "01245"),
        ("ma-wo, vr", "0124"),
        ("za-zo", "56"),
        ("ma-zo", "0123456"),
    ],
)
def test_days_are_read_exactly(text, days):
    assert parse_days(text) == tuple(map(int, days))


@pytest.mark.parametrize(
    "text, week",
    [
        (
            "ma-vr 9u-12u en 13u-17u; za 10-12u; dinsdagvoormiddag gesloten",
            {0: FULL, 1: open_from((13, 17)), 2: FULL, 3: FULL, 4: FULL, 5: open_from((10, 12))},
        ),
        # The operator's own texts.
        (
            "ma 09:00-12:30 en 13:30-16:00; di en wo 13:30-16:00; do 09:00-12:30 en 13:30-16:00",
            {0: SPLIT, 1: LATE, 2: LATE, 3: SPLIT},
        ),
        (
            "di 13:30-16:30; do 09:00-12:00 en 13:30-16:30",
            {1: open_from((13.5, 16.5)), 3: open_from((9, 12), (13.5, 16.5))},
        ),
        ("ma, di en wo 09:00-12:30 en 13:30-16:00", {0: SPLIT, 1: SPLIT, 2: SPLIT}),
        ("wo 09:00-12:30; vr 09:00-12:00 en 13:00-17:00", {2: open_from((9, 12.5)), 4: FULL}),
        ("maandag, donderdag en vrijdag 09:00-12:00", {0: NINE, 3: NINE, 4: NINE}),
        ("maandag 13:30-16:30", {0: open_from((13.5, 16.5))}),
        # Others'.
        ("ma: 9-12u, di: 13-17u", {0: NINE, 1: open_from((13, 17))}),
        ("ma 9:00-12:00 di 13:00-17:00", {0: NINE, 1: open_from((13, 17))}),
        ("ma 9-12u en di 13-17u", {0: NINE, 1: open_from((13, 17))}),
        ("ma. 9-12u. di. 9-12u", {0: NINE, 1: NINE}),
        (
            "ma en di 9-12u en wo en do 13-17u",
            dict.fromkeys((0, 1), NINE) | dict.fromkeys((2, 3), open_from((13, 17))),
        ),
        ("Ma-Do: 9-12u\nVr: gesloten", dict.fromkeys(range(4), NINE) | {4: CLOSED}),
        ("ma\n9-12u\ndi\n13-17u", {0: NINE, 1: open_from((13, 17))}),
        ("MAANDAG: 9U-12U", {0: NINE}),
        ("maandag van 9 tot 12 uur en van 13 tot 17 uur", {0: FULL}),
        ("ma 9-12u, 13-17u, di gesloten", {0: FULL, 1: CLOSED}),
        ("ma op afspraak; di bel eerst", {0: open_from(kind="op afspraak"), 1: CALL_FIRST}),
        ("ma op afspraak, 16-19u; di 9-12u", {0: open_from((16, 19), kind="op afspraak"), 1: NINE}),
        ("za-zo gesloten", {5: CLOSED, 6: CLOSED}),
        ("ma-zo 0-24u", dict.fromkeys(range(7), open_from((0, 24)))),
        ("maandag t.e.m. woensdag 9-12u / vrijdag 9-12u", dict.fromkeys((0, 1, 2, 4), NINE)),
        ("dinsdag namiddag gesloten; di 9:00-12:30, 13:30-16:00", {1: open_from((9, 12.5))}),
        ("di 9-12u en 18-20u; dinsdagavond gesloten", {1: NINE}),
        ("di 9-12u; dinsdagvoormiddag gesloten", {1: CLOSED}),
        ("di op afspraak 9-12u; dinsdagvoormiddag gesloten", {1: CLOSED}),
        ("di 9-12u, 13-17u; dinsdagvoormiddag gesloten; dinsdagnamiddag gesloten", {1: CLOSED}),
    ],
)
def test_a_week_on_one_line_is_read_exactly(text, week):
    assert parse_week(text) == week


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("2026-12-25", date(2026, 12, 25), None),
        ("25/12/2026", date(2026, 12, 25), None),
        ("25-12-2026", date(2026, 12, 25), None),
        ("5/6/2026", date(2026, 6, 5), None),
        ("05/06/2026", date(2026, 6, 5), None),
        ("25 december 2026", date(2026, 12, 25), None),
        ("1 Mei 2026", date(2026, 5, 1), None),
        ("1\u00a0mei 2026", date(2026, 5, 1), None),
        ("vrijdag 25 december 2026", date(2026, 12, 25), None),
        ("VRIJDAG 25/12/2026", date(2026, 12, 25), None),
        ("29/02/2028", date(2028, 2, 29), None),
        ("24/12/2026 tot en met 3/1/2027", date(2026, 12, 24), date(2027, 1, 3)),
        ("24/12/2026 t.e.m. 3/1/2027", date(2026, 12, 24), date(2027, 1, 3)),
        ("2026-12-24 t/m 2027-01-03", date(2026, 12, 24), date(2027, 1, 3)),
        ("van 24 december 2026 tot 3 januari 2027", date(2026, 12, 24), date(2027, 1, 3)),
        ("Van donderdag 24 december 2026 tot en met zondag 3 januari 2027", date(2026, 12, 24), date(2027, 1, 3)),
    ],
)  # fmt: skip
def test_dates_are_read_exactly(text, first, last):
    assert parse_dates(text) == DateRange(first, last or first)


REFUSED = {
    parse_day: [
        "9", "9:00", "9u", "24u", "vanaf 9 uur", "tot 12 uur", "9:00-", "-12:00", "-", "open", "doorlopend",
        "9-5", "9-17", "9 tot 12", "van 9 tot 12", "open 9-12", "9u-12", "9:30-12", "9-12.30", "9-12u30", "9 - 12h30",
        "9-12 en 13-17 uur", "9/12 uur", "9u30-12 en 13-17u",
        "22:00-02:00", "22u-2u", "17:00-9:00", "9:00-00:00", "9:00-9:00", "24:00-24:00", "24:00-25:00", "24u-2u",
        "25:00-26:00", "9:60-10:00", "9:00-12:75", "9u99-12u", "0:00-24:01", "99-100 uur",
        "9:00-12:00-15:00", "9--12 uur", "9:00/12:00", "9:00 12:00", "9:00~12:00", "9:00→12:00", "9u à 12u",
        "9:00 tot en met 12:00", "9:00 t.e.m. 12:00", "tussen 9 en 12 uur",
        "9,30-12 uur", "9:00-12,30 uur", "9,00-12,00", "9;00-12;00", "9:0-12:00", "9::00-12:00", "9:000-12:00",
        "009:00-12:00", "9.5-12 uur", "9.3-12.3", "9u5-10u5", "9 u 30 - 12 u", "9 uur 30-12 uur", "9u0O-12u", "900-1200",
        "９:00-12:00", "９u-１２u", "٩:00-12:00", "9\u200b:00-12:00", "9am-12pm", "9:00am-12:00",
        "\u200b9:00-12:00", "geslo\u00adten", "9:00-12:00\ufeff", "9:00-12:00\x1c13:00-17:00", "9u-12u\x8513u-17u",
        "2-5u", "van 2 tot 5 uur", "1u-5u", "1u30 - 4u", "van 1.30 tot 4 uur", "op afspraak, 1-5u", "1-12u", "3-9 uur",
        "9u-12u en 1u-5u", "van 9 tot 12 uur en van 1 tot 4 uur", "8:30-12:00, 1:30-5:00", "20:00-24:00, 0:00-2:00", "22u-24u en 0u-3u",
        "op afspraak; 16:00-19:00", "9-12u 's avonds", "bel eerst: 09 210 10 10",
        "gesloten wegens verlof", "9u-12u, laatste toegang 11u30", "9-12,13-17u", "10-12,14-16u", "9:00-12:00,13:00-17:0", "weekend gesloten",
        "10:00-12:00 13:00-17:00", "10-12u13-17u", "10-12uen 13-17u", "10u-12u+13u-17u", "10-12u of 13-17u",
        "10:00-12:00,", "10:00-12:00;", ",10:00-12:00", "en 10:00-12:00", "10:00-12:00,,13:00-17:00",
        "10:00-12:00, en 13:00-17:00", "10:00-12:00, 11:00-13:00", "9-12u en 9-12u", "9:00-17:00, 10:00-11:00",
        "10-12u (niet in de vakantie)", "niet tijdens schoolvakanties", "9-12u behalve feestdagen", "9-12u, niet op 1 mei",
        "1e zaterdag", "eerste zaterdag van de maand 10-12u", "om de 2 weken 9-12u", "even weken 9-12u", "10-12u (enkel leden)",
        "voormiddag", "in de namiddag", "'s avonds", "voormiddag 9-12u", "9-12u (voormiddag)", "middag", "9u-noen",
        "van 20 uur tot middernacht", "de hele dag", "ganse dag", "24/7", "24u/24", "non-stop", "altijd open", "doorlopend 9-17u",
        "geslooten", "gesloten.", "toe", "dicht", "gesloten, 9-12u", "9-12u gesloten", "gesloten en gesloten", "open gesloten",
        "enkel op afspraak", "na afspraak", "afspraak", "16-19u op afspraak", "op afspraak,", "op afspraak:", "op afspraak 16",
        "op afspraak, gesloten", "op afspraak op afspraak", "9-12u, op afspraak 13-17u", "bel eerst, 9-12u", "bel", "bel\neerst",
        "ma 9-12u", "maandag", "mandag 9-12u", "", " ", "\n", "?", "nvt", "x", "nee", "24-12-2026", "kwart voor 9 tot 12u",
        "negen tot twaalf uur", "9u30u30-12u", "9uu-12u", "9:00-12:00 uur uur", "9:00-12:00.", "9:00-12:00!", "9-12 u u",
        "9.00.-12.00", "9:00:00-12:00:00", "van van 9 tot 12 uur", "tot 9 tot 12 uur", "open open 9-12u", "van 9", "+-9-12u",
    ],
    parse_days: [
        "", "m", "maa", "woe", "don", "lundi", "monday", "mo-fr", "mandag", "dinsdach", "woensdagg", "zaterdagen", "'s maandags",
        "maandag tot vrijdag", "ma tot vr", "van ma tot vr", "van maandag tot en met vrijdag", "op maandag", "elke maandag",
        "elke dag", "alle dagen", "dagelijks", "weekdagen", "werkdagen", "weekend", "feestdagen", "schooldagen",
        "zo-ma", "vr-di", "ma-ma", "ma-maandag", "ma, maandag", "ma en Ma.", "ma-wo, di", "ma-wo en wo-vr", "maandag, ma-vr",
        "ma/vr", "ma / wo", "ma;wo", "ma+wo", "ma wo", "mawo", "ma.wo", "ma..", "ma -\nvr", "ma\n- vr", "ma–\nvr", "ma-", "-ma", "ma,", ",ma", "ma,,wo", "ma, en wo",
        "ma-wo-vr", "ma t.e.m.", "ma t.e.m. wo t.e.m. vr", "ma t e m vr", "ma\nwo", "maandag:", "maandag 9-12u", "maandag (avond)",
        "1e zaterdag", "eerste zaterdag", "laatste vrijdag van de maand", "ma behalve feestdagen", "zaterdagvoormiddag",
        "1", "maandag 24 december", "ｍａ", "m\u200ba", "ma\u00ad-vr",
    ],
    parse_week: [
        "", "gesloten", "9-12u", "24/7", "ma", "ma-vr", "ma:", "ma; di 9-12u", "ma 9-12u di", "ma 9-12u; di 13-17u; wo", "9-12u ma",
        "9-12u op ma", "op maandag 9-12u", "van ma tot vr 9-12u", "ma tot vr 9-12u", "open ma-vr 9-12u", "vm: ma 9-12u",
        "ma 9-12u ma 13-17u", "ma 9-12u; maandag 13-17u", "ma-vr 9-12u; wo gesloten", "ma gesloten; ma gesloten", "di gesloten; Dinsdag. gesloten",
        "di 9-12u; di en do 13-17u", "vr-ma 9-12u", "ma-ma 9-12u", "zo-ma gesloten", "ma/vr 9-12u", "ma+di 9-12u", "ma di wo 9-12u",
        "ma 9-12u,", "ma 9-12u;", "ma 9-12u en", "; ma 9-12u", "ma 9-12u;; di 9-12u", "ma 9-12u, en di 9-12u", "ma, 9-12u", "ma en 9-12u",
        "ma - 9-12u", "ma-9-12u", "ma9-12u", "ma 9-12u di9-12u", "ma 9:00-12:00 - di 9:00-12:00", "ma 9-12u | di 9-12u", "ma: : 9-12u",
        "ma-vr: 9-12u: 13-17u", "ma 9-12", "ma-vr 9 tot 12", "ma 9-12 di 13-17u", "ma 9-12u 13-17u",
        "elke dag 9-12u", "weekdagen 9-12u", "in het weekend gesloten", "mandag 9-12u", "ma 9-12u; dinsdagg 9-12u", "ma 9-12u; feestdagen gesloten",
        "ma-vr 9-12u, niet in de vakantie", "ma-vr 9-12u (niet op woensdag)", "ma-vr 9-12u behalve wo", "ma-vr 9-12u, enkel voor leden",
        "1e zaterdag 10-12u", "ma-vr 9-12u; 1e za 10-12u", "eerste zaterdag van de maand 10-12u", "ma om de twee weken 9-12u",
        "maandag tot vrijdag doorlopend open 10:00-17:00, tussen 12:00 en 13:00 zonder begeleiding",
        "namiddagen tot 17:00; woensdag 09:00-12:00 en 13:00-17:00", "adres toen Tarbotstraat 61 a; maandag 13:30-16:30",
        "voormiddag pas vanaf 10:00", "dinsdagvoormiddag gesloten", "dinsdagvoormiddag 9-12u", "dinsdagvoormiddag op afspraak",
        "ma-vr 9-17u; dinsdagvoormiddag gesloten", "di 13-17u; dinsdagvoormiddag gesloten", "di 9-12u en 17-18u; dinsdagnamiddag gesloten",
        "di 9-12u en 13-18u30; dinsdagnamiddag gesloten", "di 9-12u, 13-17u; dinsdagvoormiddag gesloten; di voormiddag gesloten",
        "di gesloten; dinsdagvoormiddag gesloten", "di en wo voormiddag gesloten; di-wo 9-12u", "di vm gesloten", "di 9-12u en 13-17u, di- en donderdagvoormiddag gesloten",
        "Maandag 9u-12u\nDinsdag -\nWoensdag 13u-17u", "ma 9-12u\nwo -\nvr 13-17u", "Maandag\t–\nDinsdag\t9u-12u", "zaterdag\n-\nzondag\n10-12u",
        "di 11-13u en 14-17u; dinsdagnamiddag gesloten; dinsdagvoormiddag gesloten; di 9-12u", "di 11:30-13:00; dinsdagvoormiddag gesloten",
        "di 16:45-18:00; dinsdagnamiddag gesloten", "di :3-17u", "za :0-12u", "di- en donderdag 9-12u", "ma wo vr 9-12u", "ma;wo 9-12u",
        "ma-vr 9-12u; weekend gesloten", "elke maandag 9-12u", "ma 10-12u, za 1-5u", "vr 20:00-24:00, 0:00-2:00", "ma 9-12u (op afspraak)", "ma 9-12u op afspraak", "ma 9-12u. zo nodig op afspraak", "ma 9-12u, bel eerst", "ma 22-2u", "ma gesloten wegens verlof",
    ],
    parse_date: [
        "", " ", "morgen", "vrijdag", "25 december", "25/12", "25-12", "25/12/26", "25-12-'26", "12/25/2026", "2026-25-12", "2026/12/25",
        "25.12.2026", "25 12 2026", "20261225", "2026-1-5", "25/12-2026", "25/ 12/2026", "2026–12–25", "25 dec 2026", "25 dec. 2026",
        "25 decmber 2026", "december 25 2026", "25ste december 2026", "1e mei 2026", "een mei 2026", "30 februari 2026", "2026-02-30", "29/02/2027",
        "31/4/2026", "32/1/2026", "0/1/2026", "00-00-2026", "1/13/2026", "1/1/1899", "1/1/2101", "1/1/0026", "donderdag 25 december 2026",
        "vr 25 december 2026", "vrijdag, 25 december 2026", "vrijdag vrijdag 25 december 2026", "25 december 2026.", "25 december 2026 10:00",
        "2026-12-25T00:00", "２５/12/2026", "25 december", "december 2026", "2026", "op 25 december 2026", "25 december 2026 en 26 december 2026",
    ],
    parse_dates: [
        "van 24/12/2026", "24/12/2026 & 31/12/2026", "24/12/2026, 31/12/2026", "van 24/12/2026 - 3/1/2027", "van 24/12/2026 tot en met",
        "25/12/2026\u200b", "vanaf 24/12/2026", "tot 3/1/2027", "tot en met 3/1/2027", "24/12/2026 tot 3/1/2027", "24/12/2026 - 3/1/2027",
        "24/12 tot en met 3/1/2027", "24 tot en met 26 december 2026", "van 1 tot 5 mei 2026", "1-5 mei 2026", "24/12/2026 en 25/12/2026",
        "3/1/2027 tot en met 24/12/2026", "van 25/12/2026 tot 25/12/2026", "van 24/12/2026 tot 3/1/2027 tot 4/1/2027", "24/12/2026 tot en met",
        "2026-12 tot en met 2027-01", "kerstvakantie", "van maandag 24 december 2026 tot zondag 3 januari 2027", "",
    ],
    parse_partial_date: ["", "26", "2026-13", "2026-1", "2026-", "12/2026", "december 2026", "eind 2026", "1899", "6 maart", "2026-02-30"],
}  # fmt: skip
# Each message says what to do, or what is wrong with what was typed.
ADVICE = (
    "schrijf",
    "haal",
    "kies",
    "kijk",
    "bedoelde je",
    "wissel",
    "verbeter",
    "voeg",
    "zet een",
    "zet elke",
    "zet er",
    "laat ",
)
SAYS = (
    *ADVICE,
    '" is geen uur: een dag loopt van',
    '" is geen uur: minuten gaan van',
    '" bestaat niet',
)
ENGLISH = ("invalid", "expected", "error", "none", "int()", "out of range")


def reading(parse, text):
    """What a parser makes of a text, or nothing when it refuses; the message must be of use."""
    try:
        return parse(text)
    except ValueError as refused:
        message = str(refused).casefold()
    assert any(word in message for word in SAYS), message
    assert not any(word in message for word in ENGLISH), message
    return None


@pytest.mark.parametrize(
    "parse, text", [(parse, text) for parse, texts in REFUSED.items() for text in dict.fromkeys(texts)]
)
def test_what_has_no_one_meaning_is_refused_with_advice(parse, text):
    with pytest.raises(ValueError):
        parse(text)
    assert reading(parse, text) is None


# --- A reader made of tables: every spelling of every time, day and date -------------------------------

DASHES = "-‐‑‒–—−"
UNITS = [space + unit for space in ("", " ") for unit in ("uur", "u", "u.", "h")]
NAMES = {
    spelling + point: index
    for index, name in enumerate(WEEKDAYS)
    for spelling in (name, name[:2])
    for point in ("", ".")
}
THROUGHS = [
    "tot en met",
    "t/m",
    *map("".join, itertools.product("t", ("", "."), "e", ("", "."), "m", (".", ""))),
]
HALF_DAYS = {
    name + space + part + point: (NAMES[name], part)
    for name in NAMES
    for space in ("", " ")
    for part in ("voormiddag", "namiddag", "avond")
    for point in ("", ".")
}
BARE, TIMES, WITH_UNIT = {}, {}, {}
for minute in range(MIDNIGHT + 1):
    for hour in {str(minute // 60), f"{minute // 60:02}"}:
        rest = f"{minute % 60:02}"
        spelled = [f"{hour}{between}{rest}" for between in (":", ".", "u", "h", " u", " h")]
        TIMES |= dict.fromkeys(spelled, minute)
        if minute % 60 == 0:
            BARE[hour] = minute
            spelled.append(hour)
        WITH_UNIT |= {clock + unit: minute for clock in spelled for unit in UNITS}
TIMES |= WITH_UNIT


def squeezed(text):
    if any(unicodedata.category(char) in ("Cc", "Cf") and char not in "\t\n\v\f\r" for char in text):
        return "?"
    lines = (" ".join(line.split()) for line in text.lower().splitlines())
    return "\n".join(line for line in lines if line)


def in_word(char):
    return char.isalnum() or char == "_"


def places(text, word):
    """Where a word stands on its own; a sign may stand anywhere."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        glued_left = in_word(word[0]) and start > 0 and in_word(text[start - 1])
        glued_right = in_word(word[-1]) and end < len(text) and in_word(text[end])
        if not glued_left and not glued_right:
            yield start, end
        start = text.find(word, start + 1)


def only(readings):
    """The one reading, or nothing: two readings are as bad as none."""
    found = {repr(each): each for each in readings if each is not None}
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def range_by_table(text):
    for prefix in ("open ", "van "):
        text = text.strip().removeprefix(prefix)
    readings = []
    for joint in (*DASHES, "tot"):
        # A joint that stands twice leaves one over, and that is no time.
        left, _, right = map(str.strip, text.partition(joint))
        if left in TIMES and right in TIMES:
            readings.append((TIMES[left], TIMES[right]))
        if left in BARE and right in WITH_UNIT:
            readings.append((BARE[left], WITH_UNIT[right]))
    found = only(readings)
    if not found or found[0] >= found[1]:
        return None
    may_be_afternoon = text[0] in "1234" and text[1] not in ":0123456789" and set(text) & {"u", "h"}
    return None if may_be_afternoon and found[1] <= MIDNIGHT // 2 else found


def parts_by_signs(text):
    """Ranges stand between signs; the end of a line is a sign only when no other stands beside it."""
    for start, end in reversed(list(places(text, "en"))):
        text = text[:start] + "," + text[end:]
    for sign in ";&/":
        text = text.replace(sign, ",")
    whole = ""
    for line in map(str.strip, text.split("\n")):
        beside = not whole or whole.endswith(",") or line.startswith(",")
        whole += line if beside else "," + line
    return whole.split(",")


@cache
def ranges_by_table(text):
    found = [range_by_table(part) for part in parts_by_signs(text)]
    # What is written later and is earlier, at night, is the afternoon or the next day.
    if None in found or any(after < before and after[0] < 300 for before, after in itertools.pairwise(found)):
        return None
    minutes = [minute for opens, closes in found for minute in range(opens, closes)]
    if len(set(minutes)) < len(minutes):
        return None
    covered = set(minutes)
    begins = sorted(minute for minute in covered if minute - 1 not in covered)
    ends = sorted(minute + 1 for minute in covered if minute + 1 not in covered)
    return tuple(map(Range, begins, ends))


@cache
def day_by_table(text):
    text = text.strip()
    if text in ("gesloten", "bel eerst", "op afspraak"):
        return Day(kind="uren" if text == "gesloten" else text)
    kind, hours = "uren", text
    if text.startswith("op afspraak"):
        after = text.removeprefix("op afspraak")
        kind, hours = "op afspraak", after.strip()
        if hours[:1] in (",", ":"):
            hours = hours[1:].strip()
        elif not after[0].isspace():
            return None
    ranges = ranges_by_table(hours)
    return None if ranges is None else Day(ranges, kind)


@cache
def days_by_table(text):
    text = text.strip()
    if text in NAMES:
        return (NAMES[text],)
    readings = []
    for joint in (*DASHES, *THROUGHS):
        for start, end in places(text, joint):
            if joint in DASHES and "\n" in text[max(0, start - 1) : end + 1]:
                continue
            first, last = NAMES.get(text[:start].strip()), NAMES.get(text[end:].strip())
            if first is not None and last is not None and first < last:
                readings.append(tuple(range(first, last + 1)))
    for joint in (",", "&", "en"):
        for start, end in places(text, joint):
            before, after = days_by_table(text[:start]), days_by_table(text[end:])
            if before and after and not set(before) & set(after):
                readings.append(before + after)
    return only(tuple(sorted(days)) for days in readings)


def clauses_by_table(line):
    """Every way to cut a line in days and hours."""
    starts = sorted({start for name in WEEKDAYS for start in begins(line, name[:2])})
    stops = sorted(
        {
            start + len(name)
            for start in starts
            for name in (*NAMES, *HALF_DAYS)
            if line.startswith(name, start)
            and (name[-1] == "." or not in_word(line[start + len(name) :][:1]))
        }
    )

    @cache
    def cut(begin):
        if begin == len(line):
            return [()]
        found = []
        for middle in (stop for stop in stops if stop > begin):
            typed = line[begin:middle].strip()
            days = HALF_DAYS.get(typed) or days_by_table(typed)
            if days is None:
                continue
            for end in [start for start in starts if start > middle] + [len(line)]:
                hours = line[middle:end]
                if hours.startswith(":") or hours.lstrip()[:2] in (": ", ":\n"):
                    hours = hours.lstrip()[1:]
                hours = hours.strip()
                endings = [hours]
                if end < len(line):
                    endings += [
                        hours.removesuffix(sign) for sign in (",", ";", "&", "/") if hours.endswith(sign)
                    ]
                    endings += [hours[:at] for at, to in places(hours, "en") if to == len(hours)]
                for day in filter(None, map(day_by_table, endings)):
                    if isinstance(days[-1], str) and day != CLOSED:
                        continue
                    found += [((days, day), *rest) for rest in cut(end)]
        return found

    return cut(starts[0]) if starts and starts[0] == 0 else []


def begins(line, letters):
    return [at for at in range(len(line)) if line.startswith(letters, at) and not in_word(line[at - 1 : at])]


def lies_in(part, found):
    opens, closes = found.opens / 60, found.closes / 60
    return {
        "voormiddag": 5 <= opens <= 11 and closes <= 13,
        "namiddag": 12 <= opens <= 16 and closes <= 18,
        "avond": opens >= 17 and closes > 18,
    }[part]


def week_by_table(text):
    readings = []
    for clauses in clauses_by_table(squeezed(text)):
        whole = [(day, hours) for days, hours in clauses if not isinstance(days[-1], str) for day in days]
        week = dict(whole)
        clear = len(week) == len(whole)
        for weekday, part in (days for days, _ in clauses if isinstance(days[-1], str)):
            day = week.get(weekday, CLOSED)
            kept = tuple(found for found in day.ranges if not lies_in(part, found))
            known = all(
                any(lies_in(each, found) for each in ("voormiddag", "namiddag", "avond"))
                for found in day.ranges
            )
            clear = clear and known and len(kept) < len(day.ranges)
            week[weekday] = Day(kept, day.kind) if kept else CLOSED
        readings.append(week if clear else None)
    return only(dict(sorted(week.items())) if week is not None else None for week in readings)


@cache
def dates_of(year):
    """Every spelling of every day of a year."""
    table = {}
    days = (date(year, 1, 1) + timedelta(number) for number in range(366))
    for day in (day for day in days if day.year == year):
        spelled = [f"{year}-{day.month:02}-{day.day:02}"]
        for number in {str(day.day), f"{day.day:02}"}:
            spelled.append(f"{number} {MONTHS[day.month - 1]} {year}")
            for month in {str(day.month), f"{day.month:02}"}:
                spelled += [f"{number}/{month}/{year}", f"{number}-{month}-{year}"]
        table |= dict.fromkeys(spelled, day)
        table |= {f"{WEEKDAYS[day.weekday()]} {text}": day for text in spelled}
    return table


def date_by_table(text):
    for start in range(len(text) - 3):
        year = text[start : start + 4]
        if year.isascii() and year.isdigit() and 1900 <= int(year) <= 2100 and text in dates_of(int(year)):
            return dates_of(int(year))[text]
    return None


def dates_by_table(text):
    text = squeezed(text).replace("\n", " ")
    if found := date_by_table(text):
        return DateRange(found, found)
    readings = []
    for van, joints in (("", THROUGHS), ("van ", [*THROUGHS, "tot"])):
        for joint in joints if text.startswith(van) else ():
            first, _, last = text.removeprefix(van).partition(f" {joint} ")
            begin, end = date_by_table(first), date_by_table(last)
            if begin and end and begin < end:
                readings.append(DateRange(begin, end))
    return only(readings)


TABLES = {
    parse_day: lambda text: day_by_table(squeezed(text)),
    parse_days: lambda text: days_by_table(squeezed(text)),
    parse_week: week_by_table,
    parse_dates: dates_by_table,
}


def agree(parse, text):
    """What the parser reads, the tables read; what they cannot read, it refuses."""
    found, expected = reading(parse, text), TABLES[parse](text)
    assert found == expected, f"{text!r}: gelezen als {found}, volgens de tabellen {expected}"
    return found


@pytest.mark.parametrize(
    "parse, text",
    [
        (parse_day, "9:00-12:00"),
        (parse_day, "09:00–12:30"),
        (parse_day, "9u30-12u"),
        (parse_day, "9-12 uur"),
        (parse_day, "van 9 tot 12 uur en van 13.30 tot 17 uur"),
        (parse_day, "open van 9.15 tot 12.45 uur"),
        (parse_day, "10:00-12:00, 13:00-17:00"),
        (parse_day, "10:00-12:00,13:00-17:00"),
        (parse_day, "9h30 - 12h00 / 13h00 - 17h00"),
        (parse_day, "20:00-24:00"),
        (parse_day, "gesloten"),
        (parse_day, "bel eerst"),
        (parse_day, "op afspraak"),
        (parse_day, "op afspraak, 16:00-19:00"),
        (parse_days, "maandag"),
        (parse_days, "ma, wo en vr."),
        (parse_days, "dinsdag en donderdag"),
        (parse_days, "ma-vr"),
        (parse_days, "ma. t.e.m. vr."),
        (parse_days, "maandag tot en met vrijdag, zondag"),
        (parse_week, "ma-vr 9u-12u en 13u-17u; za 10-12u; dinsdagvoormiddag gesloten"),
        (parse_week, "ma 09:00-12:30 en 13:30-16:00; di en wo 13:30-16:00; do gesloten"),
        (parse_week, "ma, di en wo: 9-12u\nvr: op afspraak, 13-17u"),
        (parse_week, "di 13:30-16:30 do 09:00-12:00 en 13:30-16:30"),
        (parse_dates, "2026-12-25"),
        (parse_dates, "25/12/2026"),
        (parse_dates, "vrijdag 25 december 2026"),
        (parse_dates, "24-12-2026 t.e.m. 3-1-2027"),
        (parse_dates, "van 24 december 2026 tot zondag 3 januari 2027"),
        (parse_dates, "24/12/2026 tot en met 03/01/2027"),
    ],
)
def test_one_missing_character_never_changes_the_meaning_unseen(parse, text):
    assert agree(parse, text) is not None

    for at in range(len(text)):
        agree(parse, text[:at] + text[at + 1 :])


@pytest.mark.parametrize("parse", TABLES)
def test_the_tables_agree_on_every_notation_of_this_file(parse):
    assert REFUSED[parse]
    for text in REFUSED[parse]:
        agree(parse, text)


# --- Random notations, right and nearly right ----------------------------------------------------------

HOURS_SPELLED = st.sampled_from(sorted(TIMES, key=lambda text: (TIMES[text], text)))
SPACE = st.sampled_from(["", " ", "  ", "\u00a0"])
LIKELY = settings(max_examples=120, derandomize=True)


@st.composite
def spelled_ranges(draw, most=3):
    """A text and the (opens, closes) it stands for."""
    count = draw(st.integers(1, most))
    minutes = sorted(draw(st.sets(st.integers(0, MIDNIGHT // 5), min_size=2 * count, max_size=2 * count)))
    pairs = [(5 * opens, 5 * closes) for opens, closes in zip(minutes[::2], minutes[1::2], strict=True)]
    text = ""
    for index, (opens, closes) in enumerate(pairs):
        joint = draw(SPACE) + draw(st.sampled_from(DASHES)) + draw(SPACE)
        if draw(st.booleans()):
            joint = " tot "
        begin, end = draw(spelled_time(opens)), draw(spelled_time(closes))
        if opens % 60 == 0 and draw(st.booleans()):
            begin, end = (
                str(opens // 60),
                draw(spelled_time(closes)).rstrip("uhr. ") + draw(st.sampled_from(UNITS)),
            )
        # "1u-2u" could be the afternoon.
        if begin[0] in "1234" and not begin[1:2].isdigit():
            begin = f"0{begin}"
        before = draw(st.sampled_from(["", "", "van ", "open ", "open van ", "Van "]))
        sign = draw(st.sampled_from([", ", ",", "; ", " en ", " & ", " / ", "\n", "/"])) if index else ""
        text += sign + before + begin + joint + end
    return text, pairs


@st.composite
def spelled_time(draw, minute):
    hour = draw(st.sampled_from([f"{minute // 60}", f"{minute // 60:02}"]))
    if minute % 60 == 0 and draw(st.booleans()):
        return hour + draw(st.sampled_from(UNITS))
    unit = draw(st.sampled_from(["", "", " uur", "u"]))
    return hour + draw(st.sampled_from([":", ".", "u", "h", " u"])) + f"{minute % 60:02}" + unit


@st.composite
def spelled_days(draw, among=tuple(range(7))):
    """Days as a list or a range, and their numbers."""
    chosen = draw(st.lists(st.sampled_from(among), min_size=1, max_size=4, unique=True))
    spelled = [
        draw(
            st.sampled_from(
                [WEEKDAYS[day], WEEKDAYS[day][:2], f"{WEEKDAYS[day][:2]}.", WEEKDAYS[day].title()]
            )
        )
        for day in chosen
    ]
    if (
        len(chosen) == 2
        and chosen[0] < chosen[1]
        and set(range(*chosen)) <= set(among)
        and draw(st.booleans())
    ):
        joint = draw(st.sampled_from(["-", " - ", "–", " t.e.m. ", " tot en met ", " t/m ", " tem "]))
        return joint.join(spelled), tuple(range(chosen[0], chosen[1] + 1))
    text = spelled[0]
    for name in spelled[1:]:
        text += draw(st.sampled_from([", ", ",", " en ", " & "])) + name
    return text, tuple(sorted(chosen))


@st.composite
def spelled_weeks(draw):
    left, clauses, week = list(range(7)), [], {}
    while left and len(clauses) < 3:
        days, numbers = draw(spelled_days(tuple(left)))
        hours, day = draw(st.one_of(spelled_day(), st.just(("gesloten", CLOSED))))
        left = [number for number in left if number not in numbers]
        week |= dict.fromkeys(numbers, day)
        clauses.append(days + draw(st.sampled_from([" ", ": ", ":\u00a0"])) + hours)
    return draw(st.sampled_from(["; ", ", ", "\n", " en "])).join(clauses), week


@st.composite
def spelled_day(draw):
    text, pairs = draw(spelled_ranges())
    kind = draw(st.sampled_from(["uren", "uren", "op afspraak"]))
    ranges = tuple(Range(opens, closes) for opens, closes in pairs)
    return ("op afspraak, " if kind == "op afspraak" else "") + text, Day(ranges, kind)


@st.composite
def spelled_dates(draw):
    days = sorted(draw(st.sets(st.dates(date(2025, 1, 1), date(2028, 12, 31)), min_size=1, max_size=2)))
    spelled = []
    for day in days:
        forms = [
            f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}",
            f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        ]  # fmt: skip
        before = draw(st.sampled_from(["", "", f"{WEEKDAYS[day.weekday()]} "]))
        spelled.append(before + draw(st.sampled_from(forms)))
    if len(days) == 2 and draw(st.booleans()):
        return f"van {spelled[0]} tot {spelled[1]}", DateRange(*days)
    return draw(st.sampled_from([" tot en met ", " t.e.m. ", " t/m "])).join(spelled), DateRange(
        days[0], days[-1]
    )


SPELLED = {
    parse_day: spelled_day(),
    parse_days: spelled_days(),
    parse_week: spelled_weeks(),
    parse_dates: spelled_dates(),
}


@pytest.mark.parametrize("parse", SPELLED)
def test_random_notations_are_read_as_they_were_meant(parse):
    @LIKELY
    @given(SPELLED[parse])
    def reads(spelled):
        text, meaning = spelled
        assert agree(parse, text) == meaning

    reads()


@pytest.mark.parametrize("parse", SPELLED)
def test_one_wrong_key_is_refused_or_means_what_it_says(parse):
    @LIKELY
    @given(SPELLED[parse], st.data())
    def reads(spelled, data):
        text = spelled[0]
        at = data.draw(st.integers(0, len(text) - 1))
        key = data.draw(st.sampled_from(["", *"0123459:.,;-–/&() \nuhentmavdo"]))
        agree(parse, text[:at] + key + text[at + data.draw(st.integers(0, 1)) :])

    reads()


# --- What we print, and what nobody should type --------------------------------------------------------


@LIKELY
@given(
    st.sets(st.integers(0, MIDNIGHT), max_size=6).map(sorted),
    st.sampled_from(["uren", "op afspraak"]),
)
def test_hours_read_back_as_they_are_said(minutes, kind):
    day = Day(tuple(map(Range, minutes[::2], minutes[1::2])), kind)

    # "van 1 tot 2 uur" is no longer sure to be at night once it is typed.
    at_night = any(60 <= found.opens < 300 and found.closes <= MIDNIGHT // 2 for found in day.ranges)
    if at_night or (day.ranges and day.ranges[-1].closes == MIDNIGHT):
        assert reading(parse_day, str(day)) is None
    else:
        assert parse_day(str(day)) == day


@pytest.mark.parametrize("day", [CLOSED, CALL_FIRST, open_from(kind="op afspraak")])
def test_days_without_hours_read_back_as_they_are_said(day):
    assert parse_day(str(day)) == day


@LIKELY
@given(st.dictionaries(st.integers(0, 6), st.sampled_from([NINE, FULL, SPLIT, LATE, CALL_FIRST]), min_size=1))
def test_a_week_reads_back_as_it_is_said(week):
    assert parse_week("; ".join(f"{days} {day}" for days, day in week_groups(week))) == week


@pytest.mark.parametrize(
    "text, advice",
    [
        ("van 20 uur tot middernacht", 'schrijf middernacht als 24:00, zoals "20:00-24:00"'),
        ("de hele dag", "schrijf van wanneer tot wanneer, zoals 9:00-17:00"),
    ],
)
def test_words_for_the_end_of_the_day_are_refused(text, advice):
    with pytest.raises(ValueError) as refused:
        parse_day(text)
    assert str(refused.value) == f'"{text}" begrijpen we niet: {advice}'


@pytest.mark.parametrize("parse", PARSERS)
def test_no_text_breaks_a_parser(parse):
    pieces = st.sampled_from(["ma", "vr", "-", "9", ":", "00", "u", " ", "\n", ",", "en", "tot", "op afspraak", "van",
        "2026", "/", "12", "mei", "gesloten", "dinsdagvoormiddag", ".", "\u2028", "\x1c", "İ", "ß", "²", "٣", "\ud800"])  # fmt: skip

    @LIKELY
    @given(st.one_of(st.text(), st.lists(pieces, max_size=12).map("".join)))
    def reads(text):
        reading(parse, text)

    reads()


@pytest.mark.parametrize("parse", PARSERS)
def test_long_texts_are_refused_soon(parse):
    units = ["9", "9-", " ", "\n", " \n", "ma ", "ma, ", "ma-", "maan", "en ", "tot ", "van ", "u", ".", "t.e.m. ", "9:00-12:00, ",
        "dinsdagvoormiddag ", "2026-", "op afspraak "]  # fmt: skip
    started = time.perf_counter()

    for unit in units:
        assert reading(parse, "9" + (unit * 10_000)[:10_000] + "!") is None

    # Twenty texts: one that took quadratic time would need minutes.
    assert time.perf_counter() - started < 10

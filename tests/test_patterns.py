"""A pattern takes all that its parser takes, so that an editor's program is never wrong about a right text."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import patterns
from sitegen.dates import parse_date, parse_dates, parse_partial_date
from sitegen.hours import parse_day, parse_days, parse_week
from sitegen.records import (
    parse_base_url,
    parse_calendar_answer,
    parse_count,
    parse_degrees,
    parse_description,
    parse_email,
    parse_months,
    parse_postcode,
    parse_slug,
    parse_title,
    parse_url,
)
from sitegen.text import parse_phone
from tests import test_notations
from tests.test_notations import LIKELY, REFUSED, SPELLED

PATTERNS = {
    parse_day: patterns.HOURS,
    parse_days: patterns.DAYS,
    parse_week: patterns.WEEK,
    parse_date: patterns.DATE,
    parse_dates: patterns.DATES,
    parse_partial_date: patterns.PARTIAL_DATE,
    parse_calendar_answer: patterns.CALENDAR_ANSWER,
    parse_phone: patterns.PHONE,
    parse_email: patterns.EMAIL,
    parse_url: patterns.URL,
    parse_base_url: patterns.BASE_URL,
    parse_slug: patterns.SLUG,
    parse_postcode: patterns.POSTCODE,
    parse_count: patterns.COUNT,
    parse_months: patterns.MONTHS_COUNT,
    parse_degrees: patterns.DEGREES,
    parse_title: patterns.length(1, 70),
    parse_description: patterns.length(50, 165),
}


def texts_of(test):
    """The texts of a test that lists what is read."""
    return [case[0] for case in test.pytestmark[0].args[1]]


READ = {
    parse_day: texts_of(test_notations.test_a_day_is_read_exactly),
    parse_days: texts_of(test_notations.test_days_are_read_exactly),
    parse_week: texts_of(test_notations.test_a_week_on_one_line_is_read_exactly),
    parse_dates: texts_of(test_notations.test_dates_are_read_exactly),
    parse_date: ["2026-12-25", "vrijdag 25/12/2026", "1 Mei 2026", "31-1-2100"],
    parse_partial_date: ["2026", "2026-12", "1900-01-01", "2100", "25/12/2026", "vrijdag 25 december 2026"],
    parse_calendar_answer: ["gesloten", "Gewoon  open", "bel eerst", "9u-12u", "op afspraak, 16:00-19:00"],
    parse_phone: [
        "09 210 10 10", "09/210.10.10", "+32 9 210 10 10", "+32 (0)9 210 10 10", "0032 9 210 10 10", "0470123456",
        "+32470/12.34.56", "(09) 210 10 10", "051 22 33 44", "0800 12 345", "078 15 51 51", "1700", "112", "116 123", "1 1 2",
    ],
    parse_email: ["naam@stad.gent", "Voor.Naam+x@sub.stad.GENT", "o'hara@a-b.be", "a+b@x.be"],
    parse_url: [
        "https://stad.gent", "HTTP://Stad.Gent/", "https://stad.gent?x=1", "https://stad.gent#a", "https://stad.gent:8080/a/b?c#d",
        "https://de.wereld.van.kaat.be/über", "https://kaféé.be/(a)_[b]", "https://stad.gent:/x",
    ],
    parse_base_url: ["https://voorbeeld.be", "https://voorbeeld.be/digitaal/", "http://voorbeeld.be:8000/x"],
    parse_slug: ["kringwinkel-2", "123", "a"],
    parse_postcode: ["9000"],
    parse_count: ["0", "2500", "2.500", "1.234.567", "999999999"],
    parse_months: ["1", "06", "120"],
    parse_degrees: ["51.05432", "-3.72", "180.00"],
    parse_title: ["a", "a" * 70, "é€😀" * 23],
    parse_description: ["a" * 50, "a" * 165, "Een zin met 😀, over wat je hier allemaal kan vinden."],
}  # fmt: skip

# What people type by mistake, and must see while they type.
SEEN = {
    parse_day: ["9-5", "9:00", "9u", "maandag", "ma 9-12u", "gewoon open", "dicht", "24/7", "doorlopend", "9:00-12:00,", "9-12u (niet op woensdag)"],
    parse_days: ["mandag", "weekend", "ma/vr", "maandag tot vrijdag", "ma wo", "1e zaterdag"],
    parse_week: ["9-12u", "ma", "gesloten", "ma-vr 9-17", "mandag 9-12u", "elke dag 9-12u", "ma 9-12u; feestdagen gesloten"],
    parse_date: ["2026-13-01", "25 december", "2026", "morgen", "25/12/26", "25 dec 2026", "1888-01-01"],
    parse_dates: ["kerstvakantie", "24/12 tot en met 3/1/2027", "24/12/2026 - 3/1/2027"],
    parse_partial_date: ["2026-13", "1888", "eind 2026", "12/2026"],
    parse_calendar_answer: ["open", "gesloten?", "ja"],
    parse_phone: ["09 210 10", "bel GentInfo", "+31 20 123 45 67", "0470 12 34 567"],
    parse_email: ["naam@stad", "naam stad.gent", "naam@", "@stad.gent", "<naam@stad.gent>"],
    parse_url: ["www.stad.gent", "javascript:alert(1)", "https://stad", "https://naam@stad.gent/", "https://stad.gent/a b"],
    parse_base_url: ["voorbeeld.be", "https://voorbeeld.be/?x", "https://voorbeeld.be/#a"],
    parse_slug: ["De Krook", "a--b", "Krook", "krook_"],
    parse_postcode: ["900", "09000", "9000 Gent", "B-9000"],
    parse_count: ["veel", "2,5", "2.50", "-3"],
    parse_months: ["zes", "1000"],
    parse_degrees: ["51,054", "noord", "51"],
    parse_title: ["a" * 71],
    parse_description: ["te kort", "a" * 166, " " * 60 + "te kort"],
}  # fmt: skip


def taken(parse, text):
    return re.search(PATTERNS[parse], text) is not None


@pytest.mark.parametrize("parse", PATTERNS)
def test_what_is_read_is_taken(parse):
    assert READ[parse]
    for text in READ[parse]:
        assert parse(text.strip()) is not False
        assert [each for each in (text, f" {text}", f"{text}\n") if not taken(parse, each)] == []


@pytest.mark.parametrize("parse", PATTERNS)
def test_common_mistakes_are_seen(parse):
    for text in SEEN[parse]:
        with pytest.raises(ValueError):
            parse(text.strip())
    assert [text for text in SEEN[parse] if taken(parse, text)] == []


@pytest.mark.parametrize("parse", SPELLED)
def test_every_spelling_is_taken_also_after_one_wrong_key(parse):
    @LIKELY
    @given(SPELLED[parse], st.data())
    def holds(spelled, data):
        text = spelled[0]
        assert taken(parse, text)
        at = data.draw(st.integers(0, len(text) - 1))
        key = data.draw(st.sampled_from(["", *"0123459:.,;-–/&() \nuhentmavdo"]))
        changed = text[:at] + key + text[at + data.draw(st.integers(0, 1)) :]
        assert taken(parse, changed) or test_notations.reading(parse, changed) is None

    holds()


@pytest.mark.parametrize("parse", REFUSED)
def test_most_of_what_is_refused_is_seen(parse):
    """A pattern that takes everything would never be wrong, and of no use."""
    seen = [text for text in REFUSED[parse] if not taken(parse, text)]

    assert len(seen) > 0.6 * len(REFUSED[parse])


@LIKELY
@given(st.text("0123456789 ./+()-", min_size=3, max_size=20))
def test_every_number_that_is_read_is_taken(text):
    try:
        parse_phone(text)
    except ValueError:
        return
    assert taken(parse_phone, text)


@pytest.mark.parametrize("pattern", [*PATTERNS.values(), patterns.HOURS_OR_WEEK])
def test_a_long_text_takes_no_time(pattern):
    """Whoever types waits for it, at each key."""
    units = [
        "9",
        "9-",
        " ",
        "ma ",
        "ma, ",
        "en ",
        "9:00-12:00, ",
        "ma 9-12u; ",
        "ma 9-12u ",
        "ma  9-12u en ",
        "dinsdagvoormiddag ",
        "a.",
        "a@",
        "1 ",
        "(0)",
    ]
    started = time.perf_counter()

    for unit in units:
        re.search(pattern, (unit * 400)[:400] + "!")

    assert time.perf_counter() - started < 1

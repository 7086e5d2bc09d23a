"""The table: read back by the csv module as the JSON has it, and nothing in it that a spreadsheet would change."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.dataset_table import BOM, COLUMNS, cell, head, row

# What a spreadsheet, in one country or another, takes for a number, a day or a time.
NUMBER = re.compile(r"[-+]?[\d.,]*\d[\d.,]*%?|\d+e\d+|\d{1,3}( \d{3})+([.,]\d+)?", re.IGNORECASE)
DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?|\d{1,2}:\d{2}")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def read(text):
    """Strictly: a quote in the wrong place is an error."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.fixture(scope="module")
def files(example_site):
    folder = example_site / "open-data"
    content = (folder / "digipunten.csv").read_bytes()
    return content, json.loads((folder / "digipunten.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rows(files):
    return read(files[0].decode("utf-8-sig"))


def test_the_table_has_a_mark_for_utf_8_and_ends_its_lines_as_the_rfc_wants(files):
    content, found = files

    assert content.startswith("\ufeff".encode()) and content.count("\ufeff".encode()) == 1
    assert content.count(b"\n") == content.count(b"\r\n") == len(found["digipunten"]) + 1
    assert content.endswith(b"\r\n") and b"\n\r" not in content


def test_each_place_has_a_row_with_a_cell_for_each_column(files, rows):
    places = files[1]["digipunten"]

    assert [found["id"] for found in rows] == [place["id"] for place in places] and len(rows) == 28
    for found in rows:
        assert list(found) == [column.name for column in COLUMNS]
        assert None not in found.values()


def test_the_cells_say_what_the_json_says(files, rows):
    """Each value of the JSON, but for days with other hours, stands in the row of its place, and nothing else."""
    for place, found in zip(files[1]["digipunten"], rows, strict=True):
        wanted = {column: one_line(text) for column, text in told(place) if text}
        wanted |= {name: files[1][name] for name in ("gemaakt", "uren_tot", "licentie")}
        assert {name: text for name, text in found.items() if text} == wanted


def told(place, above=""):
    """The columns of a place and their texts, written from the explanation on the page."""
    for name, value in place.items():
        column = f"{above}{name}"
        if name == "adres":
            yield "adres", f"{value['straat']} {value['nummer']}"
            yield "postcode_gemeente", f"{value.get('postcode', '')} {value['gemeente']}"
        elif name == "coordinaten":
            yield "coordinaten", f"{value['lat']}, {value['lon']}"
            yield "coordinaten_nauwkeurigheid", value["nauwkeurigheid"]
        elif column in ("nagekeken_op", "bron_datum"):
            yield column, f"{value}-XX-XX"[: len("2024-03-06")]
        elif name in ("week", "laatst_bekend"):
            yield column, "; ".join(f"{day} {hours}" for day, hours in value.items())
        elif isinstance(value, dict):
            yield from told(value, f"{column}_")
        elif name != "anders":
            yield column, " | ".join(value) if isinstance(value, list) else value


def one_line(text):
    return " ".join(text.split())


def test_no_cell_is_a_number_or_a_day_but_for_whole_dates(rows):
    cells = [(name, text) for found in rows for name, text in found.items() if text]
    assert len(cells) > 500
    for name, text in cells:
        if not ISO_DAY.fullmatch(text):
            assert not NUMBER.fullmatch(text) and not DAY.fullmatch(text), (name, text)
    phones = {found["telefoon"] for found in rows if found["telefoon"]}
    assert len(phones) > 10 and all(re.fullmatch(r"0\d{1,3}( \d{2,3}){3}", phone) for phone in phones)


@given(st.lists(st.text(alphabet="=+-@;,|\t\r\n\"'＝ aé1\u00a0\u2028", max_size=12), max_size=3))
@example(["=cmd|' /C calc'!A0"])
@example(['x;"=1+1', '"=1'])
@example(["\u2028=1", ";;'\"\n=1"])
def test_no_cell_starts_a_formula_also_where_a_spreadsheet_cuts_at_semicolons(texts):
    line = ",".join(quoted(text) for text in ("a", *texts))

    assert next(csv.reader([line], strict=True)) == ["a", *map(cell, texts)]
    for sign in ",;":
        for found in next(csv.reader([line], delimiter=sign)):
            assert not found.lstrip().startswith(FORMULA)


@pytest.mark.parametrize(
    "day, written", [("2024-03-06", "2024-03-06"), ("2024-03", "2024-03-XX"), ("2024", "2024-XX-XX")]
)
def test_a_date_of_which_only_the_month_or_year_is_known_becomes_no_day(day, written):
    (found,) = read(head() + row({"nagekeken": {"op": day}, "bron": {"datum": day}}, {}))

    assert (found["nagekeken_op"], found["bron_datum"]) == (written, written)


def quoted(text):
    return '"' + cell(text).replace('"', '""') + '"'


@pytest.mark.parametrize(
    "text, written",
    [
        ("=1+1", "'=1+1"),
        ("+32 9 210 10 10", "'+32 9 210 10 10"),
        ("-5 graden", "'-5 graden"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        ("'=1", "''=1"),
        ("a; =1", "a; '=1"),
        ("'t Zand", "'t Zand"),
        ("a = b; c + d", "a = b; c + d"),
        ("10-12 jaar", "10-12 jaar"),
        ("een\n  twee", "een twee"),
        ('zeg "ja"', 'zeg "ja"'),
        ("👋🏽 é ’", "👋🏽 é ’"),
        (["a", "=b"], "a | =b"),
        (["=a", "b"], "'=a | b"),
        ({"maandag": "10:00-12:00", "dinsdag": "gesloten"}, "maandag 10:00-12:00; dinsdag gesloten"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_cell_is_one_line_and_no_formula(text, written):
    assert cell(text) == written


@given(st.text(alphabet="=+-@;' a\"", max_size=12))
def test_who_takes_the_apostrophe_away_has_the_text_again(text):
    assert re.sub(r"""((?:^|;)[\s"']*)'([=+\-@])""", r"\1\2", cell(text)) == one_line(text)


def test_the_names_of_columns_are_plain_and_each_is_there_once():
    names = [column.name for column in COLUMNS]

    assert len(set(names)) == len(names) > 45
    assert all(re.fullmatch("[a-z_]+", name) for name in names)
    assert head() == ",".join(f'"{name}"' for name in names) + "\r\n"


def test_a_place_without_a_point_or_postcode_has_empty_cells():
    record = {"id": "x", "adres": {"straat": "Kaai", "nummer": "1", "gemeente": "Gent"}}

    (found,) = read(BOM[1:] + head() + row(record, {"gemaakt": "2026-11-23"}))

    assert {name: text for name, text in found.items() if text} == {
        "id": "x",
        "adres": "Kaai 1",
        "postcode_gemeente": "Gent",
        "gemaakt": "2026-11-23",
    }

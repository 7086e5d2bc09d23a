"""The city's list in every shape: the same records, or what is wrong with the file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.geo import Point
from sitegen.open_data import OpenRecord, printable, read_open_data
from sitegen.paths import HOME
from sitegen.problems import UseError

FIXTURES = HOME / "tests" / "fixtures" / "opendata"
SHAPES = {
    "lijst.v1.json": "zoekantwoord v1",
    "lijst.v21.json": "zoekantwoord v2.1",
    "lijst.export.json": "export als JSON",
    "lijst.geojson": "export als GeoJSON",
    "lijst.csv": 'export als CSV (met ";")',
    "lijst.oud.json": "oude lijst DigitaalTalentpunten",
}


def one(**fields):
    """The only record of an export with these fields."""
    (record,) = read([{"locatie": "Voorbeeld", **fields}]).records
    return record


def read(found, name="lijst.json"):
    data = found if isinstance(found, bytes) else json.dumps(found).encode()
    return read_open_data(data, name)


def refused(found):
    with pytest.raises(UseError) as error:
        read(found)
    return str(error.value)


@pytest.mark.parametrize("name, shape", SHAPES.items())
def test_every_shape_gives_the_same_records(name, shape):
    data = read_open_data((FIXTURES / name).read_bytes(), "een naam die niets zegt")

    assert (data.shape, data.total, data.complete, data.unknown_fields) == (shape, 2, True, ())
    assert data.records == (
        OpenRecord(
            1,
            locatie="VOORBEELD De Linde",
            straat="Voorbeeldstraat",
            huisnr="12",
            postcode="9000",
            gemeente="Gent",
            e_mail="linde@voorbeeldhuis.example",
            begeleider="ja",
            openingsur="ma-do 9u-12u;vr 13u-17u",
            rolstoel_t="ja",
            wijk="Binnenstad",
            wifi="ja",
            point=Point(51.054003, 3.724812),
        ),
        OpenRecord(
            2,
            locatie="VOORBEELD De Beuk; links",
            straat="Beukstraat",
            huisnr="3A",
            postcode="9050",
            gemeente="Gentbrugge",
        ),
    )


@pytest.mark.parametrize(
    "data, message",
    [
        (b"", "lijst.json is leeg: download het bestand opnieuw"),
        (b"\xef\xbb\xbf \n", "lijst.json is leeg: download het bestand opnieuw"),
        (
            b"<!DOCTYPE html><title>502 Bad Gateway</title>",
            "lijst.json is een webpagina, geen open data: kies op de site van de stad JSON, GeoJSON of CSV",
        ),
        (
            "locatie\nCafé\n".encode("latin-1"),
            "lijst.json is niet in UTF-8 bewaard: download het opnieuw, of kies bij bewaren de codering UTF-8",
        ),
        (
            b'[{"locatie": "a"},\n{"loc',
            "lijst.json is geen geldige JSON (regel 2): is het bestand afgebroken? Download het opnieuw",
        ),
        (
            b"[" * 100_000,
            "lijst.json is geen geldige JSON: is het bestand afgebroken? Download het opnieuw",
        ),
        (
            b'{"iets": []}',
            "lijst.json is wel JSON, maar geen lijst van plaatsen die we kennen: "
            "kies op de site van de stad de export JSON, GeoJSON of CSV",
        ),
        (
            b'{"error_code": "x", "message": "Unknown dataset:\\u001b[31m foo"}',
            "lijst.json is een foutmelding van de site: Unknown dataset:\N{REPLACEMENT CHARACTER}[31m foo",
        ),
        (
            b'{"nhits": 0, "records": []}',
            "lijst.json bevat geen enkele plaats: download de lijst opnieuw, zonder filter",
        ),
        (b"[]", "lijst.json bevat geen enkele plaats: download de lijst opnieuw, zonder filter"),
        (
            b'[{"wijk": "Dampoort"}, 3, null]',
            'lijst.json heeft geen veld "locatie": is dit wel de lijst "locaties-digitaal-talentpunten-gent"?',
        ),
        (
            b'{"records": [{"datasetid": "bushaltes-gent", "fields": {"locatie": "x"}}]}',
            'lijst.json is de lijst "bushaltes-gent", niet "locaties-digitaal-talentpunten-gent"',
        ),
        (
            b"dit is een tekst",
            'lijst.json is geen JSON, en ook geen CSV met een kolom "locatie": '
            "kies op de site van de stad de export JSON, GeoJSON of CSV",
        ),
        (
            b";;;",
            'lijst.json is geen JSON, en ook geen CSV met een kolom "locatie": '
            "kies op de site van de stad de export JSON, GeoJSON of CSV",
        ),
        (
            b'locatie;straat\n"a;b\n',
            "lijst.json is geen CSV die we kunnen lezen: is het bestand afgebroken?",
        ),
        (
            b"locatie;straat\n",
            "lijst.json bevat geen enkele plaats: download de lijst opnieuw, zonder filter",
        ),
    ],
    ids=lambda value: None if isinstance(value, str) else value[:20].decode("latin-1"),
)
def test_a_file_that_is_no_list_is_refused_in_words(data, message):
    assert refused(data) == message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_text(encoding):
    data = 'locatie;straat\nCafé;"Straat; laan"\n'.encode(encoding)

    assert [(r.locatie, r.straat) for r in read(data).records] == [("Café", "Straat; laan")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_may_have_another_delimiter(delimiter):
    data = (
        delimiter.join(["locatie", "huisnr", "geo_point_2d"])
        + "\r\n"
        + delimiter.join(["a", "1", '"51.05, 3.72"'])
    )

    assert read(data.encode()).records == (OpenRecord(1, "a", huisnr="1", point=Point(51.05, 3.72)),)


def test_a_row_whose_columns_have_shifted_is_not_trusted():
    data = b"locatie;openingsur;wijk\nVoorbeeld;ma 9-12u;di 9-12u;Dampoort\nKort;ma 9-12u\n"

    assert [(r.locatie, r.openingsur, r.wijk, r.doubts) for r in read(data).records] == [
        (
            "Voorbeeld",
            "",
            "",
            ("deze rij heeft 4 kolommen en geen 3: er ontbreken aanhalingstekens of een stuk van de rij",),
        ),
        (
            "Kort",
            "",
            "",
            ("deze rij heeft 2 kolommen en geen 3: er ontbreken aanhalingstekens of een stuk van de rij",),
        ),
    ]


def test_labels_of_columns_are_read_as_names():
    assert one(**{"E-mail": "a@b.be", "Geo Point": "51.05,3.72"}) == OpenRecord(
        1, "Voorbeeld", e_mail="a@b.be", point=Point(51.05, 3.72)
    )


@pytest.mark.parametrize("nothing", [None, "", "  ", "\n", []])
def test_nothing_in_whatever_way_is_unknown(nothing):
    assert one(straat=nothing, wifi=nothing, geo_point_2d=None) == OpenRecord(
        1, "Voorbeeld", doubts=(('"straat" is geen tekst', '"wifi" is geen tekst') if nothing == [] else ())
    )


@pytest.mark.parametrize(
    "value, text, doubts",
    [
        (12, "12", ()),
        (9000.0, "9000", ()),
        (True, "ja", ()),
        (False, "nee", ()),
        (["a"], "a", ()),
        ("  a \t b\nc ", "a b c", ()),
        ({"a": 1}, "", ('"straat" is geen tekst',)),
        (["a", "b"], "", ('"straat" is geen tekst',)),
        ("a\x1b[31m", "", ('"straat" bevat onzichtbare tekens',)),
        ("a\u202eb", "", ('"straat" bevat onzichtbare tekens',)),
        ("a\ud800", "", ('"straat" bevat onzichtbare tekens',)),
        ("a" * 2001, "", ('"straat" is veel te lang (2001 tekens)',)),
    ],
)
def test_a_value_is_one_line_of_visible_text_or_a_doubt(value, text, doubts):
    record = one(straat=value)

    assert (record.straat, record.doubts) == (text, doubts)


def test_lines_of_hours_are_blocks():
    assert one(openingsur="ma 9-12u\r\n di 9-12u\n").openingsur == "ma 9-12u;di 9-12u"


@pytest.mark.parametrize(
    "fields, point, doubts",
    [
        ({"geo_point_2d": [51.05, 3.72]}, Point(51.05, 3.72), ()),
        ({"geo_point_2d": {"lon": "3.72", "lat": 51.05}}, Point(51.05, 3.72), ()),
        ({"geo_point_2d": "51.05,3.72"}, Point(51.05, 3.72), ()),
        ({"lat": "51.05", "long": "3.72"}, Point(51.05, 3.72), ()),
        ({"geo_point_2d": " ", "lat": "", "long": None}, None, ()),
        ({"geo_point_2d": "hier"}, None, ('het punt "hier" kunnen we niet lezen',)),
        ({"geo_point_2d": [51.05]}, None, ('het punt "[51.05]" kunnen we niet lezen',)),
        ({"geo_point_2d": [float("nan"), 3.72]}, None, ('het punt "[nan, 3.72]" kunnen we niet lezen',)),
        ({"geo_point_2d": [551, 3.72]}, None, ('het punt "[551, 3.72]" kunnen we niet lezen',)),
        ({"geo_point_2d": [True, 3.72]}, None, ('het punt "[True, 3.72]" kunnen we niet lezen',)),
        (
            {"lat": "51.05"},
            None,
            ("het punt \"{'lat': '51.05', 'lon': None}\" kunnen we niet lezen",),
        ),
    ],
)
def test_a_point_is_read_in_every_notation(fields, point, doubts):
    record = one(**fields)

    assert (record.point, record.doubts) == (point, doubts)


@pytest.mark.parametrize(
    "geometry, given, point, doubts",
    [
        ({"type": "Point", "coordinates": [3.72, 51.05]}, None, Point(51.05, 3.72), ()),
        ({"type": "Point", "coordinates": [3.72, 51.05, 8]}, None, Point(51.05, 3.72), ()),
        ({"type": "Point", "coordinates": [3.72, 51.05]}, [51.0501, 3.72], Point(51.0501, 3.72), ()),
        (
            {"type": "Point", "coordinates": [3.72, 51.05]},
            [51.06, 3.72],
            None,
            ("de bron geeft twee verschillende punten",),
        ),
        (
            {"type": "Point", "coordinates": ["x", 51]},
            None,
            None,
            ("het punt op de kaart kunnen we niet lezen",),
        ),
        ({"type": "Polygon", "coordinates": []}, None, None, ()),
        (None, None, None, ()),
    ],
)
def test_the_geometry_of_geojson_gives_the_point_too(geometry, given, point, doubts):
    feature = {"properties": {"locatie": "Voorbeeld", "geo_point_2d": given}, "geometry": geometry}
    (record,) = read({"type": "FeatureCollection", "features": [feature]}).records

    assert (record.point, record.doubts) == (point, doubts)


def test_what_is_no_record_keeps_its_number_and_a_doubt():
    data = read({"results": [7, {"locatie": "a"}, None]})

    assert [(r.number, r.label, r.doubts) for r in data.records] == [
        (1, "plaats 1 in de bron", ("dit is geen plaats met velden",)),
        (2, "a", ()),
        (3, "plaats 3 in de bron", ("dit is geen plaats met velden",)),
    ]


def test_an_answer_that_is_a_part_of_the_list_says_so():
    data = read({"total_count": 32, "results": [{"locatie": "a"}]})

    assert (data.total, data.complete) == (32, False)


def test_fields_we_do_not_know_are_named_once():
    assert read(
        [{"locatie": "a", "Telefoon": 1}, {"locatie": "b", "telefoon": 2, "x": 3}]
    ).unknown_fields == (
        "telefoon",
        "x",
    )


def test_what_a_terminal_would_obey_is_not_printed():
    assert printable("a\x1b[2J\u202e\u2028é\nb", 20) == "a\ufffd[2J\ufffd é b"
    assert printable("abcdef", 4) == "abc…"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "records",
                    "results",
                    "features",
                    "fields",
                    "properties",
                    "geometry",
                    "type",
                    "coordinates",
                    "locatie",
                ]
            )
            | st.sampled_from(
                ["geo_point_2d", "lat", "long", "openingsur", "DigitaalTalentpunten", "nhits", "error"]
            ),
            inner,
            max_size=4,
        )
    ),
)


@given(JSON)
def test_whatever_json_is_read_or_refused(found):
    try:
        records = read(found).records
    except UseError:
        return
    assert records and all(isinstance(record.straat, str) for record in records)


@given(st.binary() | st.text().map(lambda text: f"locatie;straat\n{text}".encode("utf-8", "replace")))
def test_whatever_bytes_are_read_or_refused(data):
    try:
        records = read(data).records
    except UseError:
        return
    assert records and "\n" not in "".join(record.straat for record in records)


@pytest.mark.parametrize(
    "text",
    [
        '[{"locatie": "VOORBEELD", "openingsur": "ma 9u-12u", "openingsur": "di 9u-12u"}]',
        '[{"locatie": "VOORBEELD", "openingsur": "ma 9u-12u", "Openingsur": "di 9u-12u"}]',
        "locatie;openingsur;openingsur\nVOORBEELD;ma 9u-12u;di 9u-12u\n",
    ],
)
def test_a_field_that_is_given_twice_is_a_doubt(text):
    (record,) = read_open_data(text.encode(), "lijst").records

    assert record.openingsur == ""
    assert record.doubts == ('"openingsur" staat er meer dan een keer, met een andere waarde',)

"""The open data as files of a whole site, read as whoever reuses them would."""

from __future__ import annotations

import csv
import io
import json
import re

import jsonschema
import pytest
from bs4 import BeautifulSoup

from sitegen import dataset, dataset_pages
from sitegen.cli import main
from sitegen.dataset_pages import CSV, FILES, GEOJSON, JSON, MEDNUM, SCHEMA
from sitegen.model import CHANNELS
from tests.conftest import GENT, TODAY, change, words

# An EXAMPLE (VOORBEELD) of a page, and of texts that are hard on a format.
PAGE = (
    "---\ntitel: Open data\nbeschrijving: Een voorbeeld van een pagina over de bestanden voor wie ze gebruikt.\n"
    "sjabloon: open-data\n---\n\nDit is een voorbeeld.\n"
)
LONG = "Lang" * 400
ODD = r"""# VOORBEELD
digipunten:
  - id: formule
    naam: "=HYPERLINK(\"https://kwaad.example\";\"klik\")"
    organisatie: "@SOM(A1)"
    status: actief
    adres: {straat: "+32-straat", nummer: "10/2", postcode: 9000, gemeente: "-Gent"}
    ingang: "zeg \"vriend\", dan; =1+1"
    telefoon: 09 200 00 00
    hulp_bij: ["=cmd|' /C calc'!A0", "een, twee", "drie | vier"]
    opmerking: |
      Regel een
      =regel twee
      regel "drie"
    uren: {hulp: {ma: "9-12u"}}
    nagekeken: {op: 2026-11-02, hoe: "\"=1"}
    bron: {naam: "een voorbeeld 👋🏽", datum: 2026-11}
  - id: lang
    naam: "</script><b>'t Zand & Co"
    status: actief
    adres: {straat: "Straat ’s-Gravenhage", nummer: "3-5", gemeente: Gent}
    ingang: "LANG"
    bron: {naam: "een voorbeeld"}
""".replace("LANG", LONG)


def build(root, *options):
    assert main(["--root", str(root), "--today", TODAY, "--no-paper", *options]) == 0
    return root / "site"


def read_table(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True))


class Folder:
    """The files of a site, parsed."""

    def __init__(self, site):
        self.path = site / "open-data"
        self.json, self.geojson, self.lieux, self.schema = (
            json.loads((site / address[1:]).read_text(encoding="utf-8"))
            for address in (JSON, GEOJSON, MEDNUM, SCHEMA)
        )
        self.rows = read_table(site / CSV[1:])
        self.places = {place["id"]: place for place in self.json["digipunten"]}


@pytest.fixture(scope="module")
def files(example_site):
    return Folder(example_site)


@pytest.fixture
def published(small):
    (small / "content" / "open-data.md").write_text(PAGE, encoding="utf-8")
    return small


def test_all_files_have_the_same_places_in_the_same_order(files, example_site):
    ids = list(files.places)

    assert len(ids) == 28 and "weg" not in ids
    assert [feature["id"] for feature in files.geojson["features"]] == ids
    assert [row["id"] for row in files.rows] == ids
    not_yet = {id for id, place in files.places.items() if place["status"] == "gepland"}
    assert [place["id"] for place in files.lieux["lieux"]] == [id for id in ids if id not in not_yet]
    for id in ids:
        assert (example_site / "digipunten" / id / "index.html").is_file()


def test_the_json_is_right_by_the_schema_that_lies_beside_it(files):
    jsonschema.Draft202012Validator.check_schema(files.schema)

    jsonschema.validate(files.json, files.schema, jsonschema.Draft202012Validator)

    assert (
        files.json["$schema"]
        == files.schema["$id"]
        == "https://digitaal-mee.example/open-data/digipunten.schema.json"
    )


def test_the_geojson_has_a_point_where_the_place_is_or_none(files):
    """RFC 7946: longitude first, and a geometry that may be null."""
    collection = files.geojson
    assert (
        collection["type"] == "FeatureCollection"
        and not {"crs", "$schema", "coordinates"} & collection.keys()
    )
    points = 0
    for feature in collection["features"]:
        assert feature.keys() == {"type", "id", "geometry", "properties"} and feature["type"] == "Feature"
        place = files.places[feature["id"]]
        assert feature["properties"] == dataset.in_short(place) and '"anders"' not in json.dumps(feature)
        if found := place.get("coordinaten"):
            assert feature["geometry"] == {"type": "Point", "coordinates": [found["lon"], found["lat"]]}
            assert 3.5 < found["lon"] < 4 < 50.9 < found["lat"] < 51.2
            points += 1
        else:
            assert feature["geometry"] is None
    assert 0 < points < len(files.places)


def test_each_file_tells_its_licence_its_day_and_its_horizon(files):
    head = ("niet bekend", "2026-11-23", "2027-11-23")

    for found in (files.json, files.geojson, *files.rows):
        assert (found["licentie"], found["gemaakt"], found["uren_tot"]) == head
    lieux = files.lieux
    assert (lieux["licence"], lieux["date_creation"], lieux["horaires_jusqu_au"]) == ("inconnue", *head[1:])


def test_each_place_tells_its_source_and_when_it_was_checked(files):
    checked = [place for place in files.places.values() if "nagekeken" in place]

    assert 20 < len(checked) < 28
    assert all(
        place["bron"]["naam"] and {"bel_eerst_vanaf", "verlopen_vanaf"} <= place.keys() for place in checked
    )
    assert all(row["bron_naam"] for row in files.rows)
    assert all(place["source"] for place in files.lieux["lieux"])


def test_the_hours_of_openstreetmap_are_those_of_the_file_of_the_place(files, example_site):
    seen = 0
    for id, place in files.places.items():
        text = (example_site / "digipunten" / id / "uren-osm.txt").read_text(encoding="utf-8")
        written = dict(line.split(": ", 1) for line in text.splitlines())
        assert {channel: hours["osm"] for channel, hours in place.get("uren", {}).items()} == written
        row = next(row for row in files.rows if row["id"] == id)
        assert {
            channel: row[f"uren_{channel}_osm"] for channel in CHANNELS if row[f"uren_{channel}_osm"]
        } == written
        seen += len(written)
    assert seen > 30


def test_a_place_leads_to_its_page_and_its_calendar(files, example_site):
    for place in files.places.values():
        page, calendar = (
            place[key].removeprefix("https://digitaal-mee.example/") for key in ("pagina", "agenda")
        )
        assert (example_site / page / "index.html").is_file() and (example_site / calendar).is_file()


def test_no_old_record_says_anywhere_that_a_place_is_open_or_closed(files):
    old = {
        id
        for id, place in files.places.items()
        if place["versheid"] == "verlopen" and place["status"] == "actief"
    }

    assert len(old) >= 2
    for id in old:
        for hours in files.places[id].get("uren", {}).values():
            assert hours.keys() <= {"laatst_bekend", "osm"} and hours["osm"].startswith("unknown ")
    for place in files.lieux["lieux"]:
        assert "horaires" not in place or place["id"] not in old
    for row in files.rows:
        assert row["id"] not in old or not any(row[f"uren_{channel}_week"] for channel in CHANNELS)


def test_the_page_explains_every_key_and_leads_to_every_file(example_site):
    page = BeautifulSoup(
        (example_site / "open-data" / "index.html").read_text(encoding="utf-8"), "html.parser"
    )
    terms = {term.get_text(): words(term.find_next_sibling("dd")) for term in page.select("main dt")}

    def explained(fields, above=""):
        for field in fields:
            yield f"{above}{field.name}", field.help
            yield from explained(field.inside, f"{above}{field.name}.{'kanaal.' if field.names else ''}")

    wanted = dict([*explained(dataset.FIELDS), *explained(dataset.ABOUT)])
    assert len(wanted) > 60
    for name, help in wanted.items():
        assert terms[name] == help[:1].upper() + help[1:]
    links = {link["href"] for link in page.select("main a")}
    assert {address.rpartition("/")[2] for address in FILES} <= links
    assert "maandag 23 november 2026" in words(page.main) and "23 november 2027" in words(page.main)
    assert "Licentie: niet bekend." in words(page.main)


def test_only_the_page_is_for_search_engines_and_phones(example_site):
    sitemap = (example_site / "sitemap.xml").read_text(encoding="utf-8")
    worker = (example_site / "sw.js").read_text(encoding="utf-8").partition("\n")[0]

    for text in (sitemap, worker):
        assert re.findall(r"open-data/[\w.-]*", text) == ["open-data/"]


def test_the_list_from_a_to_z_leads_to_the_page(example_site):
    page = BeautifulSoup((example_site / "inhoud" / "index.html").read_text(encoding="utf-8"), "html.parser")

    found = {words(link) for link in page.select("a[href='../open-data/']")}
    assert {"Open data", "CSV : Open data", "Licentie : Open data"} <= found


def test_a_project_without_the_page_has_no_files_and_nothing_else_changes(small):
    site = build(small)

    assert not (site / "open-data").exists()
    assert (
        "open-data" not in (site / "sitemap.xml").read_text() + (site / "inhoud" / "index.html").read_text()
    )


def test_a_link_to_a_file_is_right_only_with_the_page(small, capsys):
    change(small / "content" / "over.md", "Bel de balie.", "Neem [de tabel](/open-data/digipunten.csv).")

    assert main(["check", "--root", str(small), "--today", TODAY]) == 1
    assert '"/open-data/digipunten.csv": deze pagina bestaat niet.' in capsys.readouterr().out
    (small / "content" / "open-data.md").write_text(PAGE, encoding="utf-8")
    build(small)


def test_the_page_has_a_template_of_its_own(published, capsys):
    change(published / "content" / "open-data.md", "sjabloon: open-data\n", "")

    assert main(["check", "--root", str(published), "--today", TODAY]) == 1
    assert 'schrijf bovenaan "sjabloon: open-data"' in capsys.readouterr().out


def test_without_places_every_file_is_there_and_right(published):
    (published / "data" / "digipunten.yaml").write_text("# VOORBEELD\ndigipunten: []\n", encoding="utf-8")

    files = Folder(build(published))

    assert files.json["digipunten"] == files.geojson["features"] == files.lieux["lieux"] == files.rows == []
    jsonschema.validate(files.json, files.schema, jsonschema.Draft202012Validator)
    assert (files.path / "digipunten.csv").read_bytes().count(b"\r\n") == 1


def test_a_licence_of_the_settings_stands_in_each_file(published):
    change(
        published / "data" / "site.yaml",
        "  naam:",
        '  licentie: {naam: "Gratis Hergebruik", url: "https://licentie.voorbeeld.be/"}\n  naam:',
    )

    site = build(published)
    files = Folder(site)

    for found in (files.json, files.geojson):
        assert (found["licentie"], found["licentie_url"]) == (
            "Gratis Hergebruik",
            "https://licentie.voorbeeld.be/",
        )
    assert (files.lieux["licence"], files.lieux["licence_url"]) == (
        "Gratis Hergebruik",
        "https://licentie.voorbeeld.be/",
    )
    assert {row["licentie"] for row in files.rows} == {"Gratis Hergebruik"}
    assert 'href="https://licentie.voorbeeld.be/"' in (site / "open-data" / "index.html").read_text()


def test_addresses_are_those_of_the_site_also_below_a_path(published):
    files = Folder(build(published, "--base-url", "https://voorbeeld.be/digitaal/"))

    assert files.json["uitleg"] == "https://voorbeeld.be/digitaal/open-data/"
    for id, place in files.places.items():
        assert place["pagina"] == f"https://voorbeeld.be/digitaal/digipunten/{id}/"


@pytest.fixture
def odd(published):
    (published / "data" / "digipunten.yaml").write_text(ODD, encoding="utf-8")
    return Folder(build(published))


def test_odd_texts_stay_what_they_are_in_json(odd):
    place, long = odd.places["formule"], odd.places["lang"]

    assert place["naam"] == '=HYPERLINK("https://kwaad.example";"klik")'
    assert place["opmerking"].split("\n") == ["Regel een", "=regel twee", 'regel "drie"']
    assert place["hulp_bij"] == ["=cmd|' /C calc'!A0", "een, twee", "drie | vier"]
    assert place["bron"]["naam"] == "een voorbeeld 👋🏽"
    assert long["naam"] == "</script><b>'t Zand & Co" and long["ingang"] == LONG
    jsonschema.validate(odd.json, odd.schema, jsonschema.Draft202012Validator)
    assert {feature["id"]: feature["properties"]["naam"] for feature in odd.geojson["features"]} == {
        id: place["naam"] for id, place in odd.places.items()
    }


def test_odd_texts_are_no_formulas_in_the_table(odd):
    formula, long = ({row["id"]: row for row in odd.rows}[id] for id in ("formule", "lang"))

    assert {
        name: formula[name] for name in ("naam", "organisatie", "adres", "postcode_gemeente", "ingang")
    } == {
        "naam": '\'=HYPERLINK("https://kwaad.example";"klik")',
        "organisatie": "'@SOM(A1)",
        "adres": "'+32-straat 10/2",
        "postcode_gemeente": "9000 -Gent",
        "ingang": 'zeg "vriend", dan; \'=1+1',
    }
    assert formula["opmerking"] == 'Regel een =regel twee regel "drie"'
    assert formula["hulp_bij"] == "'=cmd|' /C calc'!A0 | een, twee | drie | vier"
    assert formula["telefoon"] == "09 200 00 00" and formula["bron_datum"] == "2026-11-XX"
    assert long["adres"] == "Straat ’s-Gravenhage 3-5" and long["naam"] == "</script><b>'t Zand & Co"
    assert long["ingang"] == LONG


def test_a_changed_hour_makes_the_part_of_that_place_alone(published, monkeypatch):
    made = []
    record = dataset.record
    monkeypatch.setattr(dataset, "record", lambda told: made.append(told.place.id) or record(told))
    first = Folder(build(published))
    assert sorted(made) == sorted(first.places) and len(made) == 2

    made.clear()
    change(published / "data" / "digipunten.yaml", "do-vr: 10:00-12:00", "do-vr: 10:00-12:30")
    second = Folder(build(published))

    (changed,) = made
    assert first.places[changed] != second.places[changed]
    assert {id for id, place in second.places.items() if first.places[id] != place} == {changed}


def test_a_changed_text_leaves_the_files_alone(published, monkeypatch):
    build(published)
    monkeypatch.setattr(dataset_pages, "parts_of", None)
    change(published / "content" / "over.md", "Bel de balie.", "Bel naar de balie.")

    build(published)


def test_the_page_of_gent_says_what_its_sources_allow():
    """What is not known of a licence is not made up: data/site.yaml names none."""
    assert "licentie:" not in (GENT / "data" / "site.yaml").read_text(encoding="utf-8")
    text = (GENT / "content" / "open-data.md").read_text(encoding="utf-8")
    assert "Daarom geven we zelf geen licentie." in text

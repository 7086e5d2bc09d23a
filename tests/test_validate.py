"""What is only wrong when records are seen beside each other, the map or the calendar."""

from datetime import date

import pytest

from sitegen.paths import Paths
from sitegen.problems import DataError
from sitegen.read import read_site
from tests.conftest import change

TODAY = date(2026, 11, 23)


def messages(project, code, today=TODAY):
    try:
        _, problems = read_site(Paths.of(project), today)
    except DataError as error:
        problems = error.problems
    return [(p.file, p.severity, p.message) for p in problems if p.code == code]


@pytest.mark.parametrize(
    "old, new, message",
    [
        (
            "lat: 51.044053",
            "lat: 52.044053",
            "dit punt ligt buiten de omgeving van de stad: kijk lat en lon na op een kaart",
        ),
        (
            "lat: 51.044053\n      lon: 3.741561",
            "lat: 3.741561\n      lon: 51.044053",
            "dit punt ligt buiten de omgeving van de stad: lat en lon zijn verwisseld",
        ),
    ],
)
def test_a_point_far_from_the_town_is_a_warning(project, old, new, message):
    assert messages(project, "ver-weg") == []
    change(project / "data" / "digipunten.yaml", old, new)

    assert messages(project, "ver-weg") == [("data/digipunten.yaml", "warning", message)]


def test_a_point_in_another_district_than_the_record_says_is_a_warning(project):
    assert messages(project, "andere-wijk") == []
    change(project / "data" / "digipunten.yaml", "wijk: macharius-heirnis", "wijk: wondelgem")

    assert messages(project, "andere-wijk") == [
        (
            "data/digipunten.yaml",
            "warning",
            "dit punt ligt in Macharius - Heirnis, niet in Wondelgem: kijk beide na",
        )
    ]


def test_the_contact_of_every_page_needs_a_number_and_an_address(project):
    change(project / "data" / "contacts.yaml", "    telefoon: 09 210 10 10\n", "")

    assert messages(project, "eerste-contact") == [
        ("data/site.yaml", "error", '"gentinfo" staat op elke pagina: geef het een telefoon en een email')
    ]


def test_a_part_of_a_part_is_refused(project):
    change(
        project / "data" / "programmes.yaml",
        "onderdeel_van: hefboomproject",
        "onderdeel_van: digilessen-ouders",
    )

    ((file, severity, message),) = messages(project, "onderdeel")
    assert (file, severity) == ("data/programmes.yaml", "error")
    assert message == '"digilessen-ouders" is zelf een onderdeel: noem hier de actie waar alles bij hoort'


def test_records_that_nobody_checked_for_long_are_warnings_that_say_what_to_do(project):
    found = messages(project, "oud")

    assert len(found) == 11
    assert (
        "data/digipunten.yaml",
        "warning",
        '"de-serre" is langer dan 12 maanden niet nagekeken (laatst: 6\u00a0maart 2024): bel of ga langs, en verander dan "op:"',
    ) in found


def test_a_check_in_the_future_is_a_warning(project):
    change(project / "data" / "digipunten.yaml", "op: 2024-03-06", "op: 2027-03-06")

    assert [message for _, _, message in messages(project, "toekomst")] == [
        '"nagekeken" ligt na vandaag (23\u00a0november 2026): kijk de datum na'
    ]


def test_a_notice_whose_time_has_passed_is_a_warning(project):
    change(
        project / "data" / "digipunten.yaml",
        "    status: actief\n",
        "    status: actief\n    melding: {tekst: Een voorbeeld., tot: 2026-11-22}\n",
    )

    assert [message for _, _, message in messages(project, "melding-voorbij")] == [
        "deze melding gold tot en met 22\u00a0november 2026: haal ze weg"
    ]
    assert messages(project, "melding-voorbij", date(2026, 11, 22)) == []


def test_actions_are_asked_to_be_checked_only_while_they_run(project):
    now = [m for _, _, m in messages(project, "nooit-nagekeken")]
    then = [m for _, _, m in messages(project, "nooit-nagekeken", date(2021, 10, 15))]

    assert any('"steun-scholen"' in m for m in then) and not any('"steun-scholen"' in m for m in now)


def test_the_site_address_of_the_example_is_a_warning(project):
    assert [m for _, _, m in messages(project, "webadres")] == [
        "dit is een voorbeeld: zet hier het adres waar de site komt te staan"
    ]
    change(project / "data" / "site.yaml", "https://digitaal-mee.example/", "https://voorbeeld.gent/")
    assert messages(project, "webadres") == []


def test_an_action_that_is_a_part_of_itself_and_has_no_dates_is_refused(project):
    change(
        project / "data" / "programmes.yaml",
        "  - id: hefboomproject\n",
        "  - id: hefboomproject\n    onderdeel_van: hefboomproject\n",
    )

    assert ('"hefboomproject" is zelf een onderdeel: noem hier de actie waar alles bij hoort') in [
        message for _, _, message in messages(project, "onderdeel")
    ]


def test_an_action_without_dates_or_parts_is_refused(project):
    change(project / "data" / "programmes.yaml", "      start: 2021-01\n      einde: 2021-12\n", "")

    assert [message for _, _, message in messages(project, "zonder-datum")] == [
        'hier staat geen datum: geef "start:" of "einde:", zodat de site weet of de actie loopt'
    ]


@pytest.mark.parametrize("typed", ["  - naam: KRAS\n    id: kras\n", "  -\n    id: kras\n    naam: KRAS\n"])
def test_an_id_counts_wherever_it_stands_in_its_record(project, typed):
    change(project / "data" / "contacts.yaml", "  - id: kras\n    naam: KRAS-diensten\n", typed)

    assert messages(project, "verwijzing") == []


def test_an_empty_list_is_one_mistake_however_many_refer_to_it(project):
    (project / "data" / "contacts.yaml").write_text("contacts: []\n", encoding="utf-8")

    assert len(messages(project, "verwijzing")) == 1


def test_a_district_of_several_parts_is_read_as_its_largest(project):
    import json

    path = project / "data" / "kaart" / "wijken.geojson"
    shapes = json.loads(path.read_text(encoding="utf-8"))
    for feature in shapes["features"]:
        island = [[[3.0, 51.0], [3.0, 51.1], [3.1, 51.0], [3.0, 51.0]]]
        feature["geometry"] = {
            "type": "MultiPolygon",
            "coordinates": [island, feature["geometry"]["coordinates"]],
        }
    path.write_text(json.dumps(shapes), encoding="utf-8")

    assert messages(project, "andere-wijk") == [] and messages(project, "ver-weg") == []


@pytest.mark.parametrize(
    "typed, code, said",
    [
        ("hulpp", "verwijzing", '"hulpp" is geen keuze voor de zoeker. Bedoelde je "hulp"?'),
        ("zonder-trap", "dubbel", '"zonder-trap" staat al hoger in deze lijst'),
    ],
)
def test_a_choice_in_the_finder_must_exist_and_stands_there_once(project, typed, code, said):
    change(project / "data" / "site.yaml", "{id: hulp, naam: met hulp}", f"{{id: {typed}, naam: met hulp}}")

    (found,) = messages(project, code)
    assert said in found

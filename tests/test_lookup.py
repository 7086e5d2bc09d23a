import json

from sitegen.lookup import ahead, hours_of, joined
from tests.schedules import THRESHOLDS, TODAY, make_exception, make_place, make_schedule


def hours(tables: bool) -> str:
    place = make_place(uitzonderingen=(make_exception("2026-12-03", "10:00-12:00", "vorming"),))
    return hours_of(place, {"hulp": make_schedule(place)}, THRESHOLDS, ahead(TODAY), tables)


def test_places_are_joined_to_one_answer():
    found = json.loads(
        joined({"een": hours(True), "twee": hours(False)}, ahead(TODAY), waar='{"Dampoort":[1,2]}')
    )

    assert list(found) == ["van", "tot", "gemaakt", "plaatsen", "waar"]
    assert found["tot"] - found["van"] == 90
    assert found["plaatsen"] == {"een": json.loads(hours(True)), "twee": json.loads(hours(False))}


def test_only_tables_get_the_words_of_a_special_day():
    def special(tables: bool) -> list:
        runs = json.loads(hours(tables))["kanalen"]["hulp"]["anders"]
        return next(found for _, _, found in runs if "vorming" in found)

    assert special(True)[:3] == special(False) == ["u", [600, 720], "vorming"]
    assert special(True)[3].startswith("van 10 tot 12")

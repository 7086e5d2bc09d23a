"""What an editor should do this week; all data here are the EXAMPLE (VOORBEELD) of tests/fixtures/klein."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup

from sitegen.cli import main
from sitegen.commands.rendering import render_reading
from sitegen.paths import Paths
from sitegen.read import read
from sitegen.report import WANTED, make_report
from tests.conftest import TODAY, change, tree, words


def report_on(root, day=TODAY):
    paths, today = Paths.of(root), date.fromisoformat(day)
    reading = read(paths, today)
    site, _, problems = render_reading(reading, paths, today, None)
    return make_report(site, problems, reading.documents, today)


def tasks(root, title, day=TODAY):
    found = {section.title: section.tasks for section in report_on(root, day).sections}
    return [(task.where, task.what.replace("\u00a0", " ")) for task in found.get(title, ())]


def test_what_is_too_old_is_to_be_checked(small):
    assert tasks(small, "Nakijken: te oud") == []
    assert [where for where, _ in tasks(small, "Nakijken: te oud", "2027-06-01")] == [
        "data/contacts.yaml:8",
        "data/digipunten.yaml:40",
        "data/digipunten.yaml:48",
    ]


def test_what_is_over_is_to_be_removed(small):
    assert tasks(small, "Weghalen of verlengen: voorbij", "2027-02-01") == [
        (
            "data/digipunten.yaml:26",
            "deze uitzondering gold tot en met 24 december 2026: haal ze weg, of verbeter het jaar",
        ),
        ("data/digipunten.yaml:36", "deze melding gold tot en met 31 januari 2027: haal ze weg"),
    ]


def test_a_holiday_without_an_answer_is_asked_for(small):
    change(small / "data" / "digipunten.yaml", "      feestdagen: gesloten\n", "")

    ((where, what),) = tasks(small, "Beantwoorden: feestdagen en vakanties")
    assert where == "data/digipunten.yaml:23" and "Kerstmis" in what


@pytest.mark.parametrize(
    "day, announced",
    [("2026-10-31", False), ("2026-11-01", True), ("2026-11-02", True), ("2027-01-01", False)],
)
def test_an_action_that_ends_within_sixty_days_is_announced(small, day, announced):
    what = 'Laptops voor iedereen loopt tot en met 31 december 2026: schrijf onder "nu:" wat iemand daarna kan doen'

    expected = [("data/programmes.yaml:6", what)] if announced else []
    assert tasks(small, "Voorbereiden: acties die aflopen", day) == expected


def test_missing_fields_stand_in_order_of_importance(small):
    found = tasks(small, "Invullen: wat bezoekers missen")

    keys = [what.split(" ")[0] for _, what in found]
    assert keys == [key for key in WANTED if key in keys]
    assert found[0] == (
        "data/digipunten.yaml:43",
        "uren (de gewone week, per kanaal) ontbreekt bij Voorbeeld Twee",
    )
    assert ("data/digipunten.yaml:3", "kost (wat het kost) ontbreekt bij alle plaatsen") in found


def test_a_place_that_is_not_in_use_is_named(small):
    assert tasks(small, "Weten: wat bezoekers niet als open zien") == [
        ("data/digipunten.yaml:45", "Voorbeeld Twee is gepland")
    ]


def test_the_year_of_a_place_shows_each_day_that_differs(small):
    (help, computer) = report_on(small).years
    assert (help.name, computer.name) == ("Voorbeeld Een (hulp)", "Voorbeeld Een (computer)")
    days = [mark for _, month in help.months for mark in month if mark]
    marks = {mark.words.replace("\u00a0", " ").split(":")[0]: mark for mark in days}

    assert len(marks) == 365
    assert marks["maandag 23 november 2026"].sign == "·"
    assert marks["woensdag 25 november 2026"].sign == "-"
    assert marks["vrijdag 25 december 2026"].sign == "g"
    assert marks["vrijdag 25 december 2026"].words.endswith(": gesloten (Kerstmis)")
    assert marks["donderdag 1 juli 2027"].sign == "g"
    months = dict(help.months)
    assert months["november 2026"][:22] == (None,) * 22 and len(months["november 2026"]) == 30
    assert len(months["november 2027"]) == 22


def test_the_year_is_about_days_and_not_about_age(small):
    change(small / "data" / "digipunten.yaml", "{op: 2026-11-01, hoe: gebeld}", "{op: 2020-11-01}")

    assert any(mark.sign == "·" for _, days in report_on(small).years[0].months for mark in days if mark)


def test_the_page_stands_beside_the_site_and_says_the_same(small, capsys):
    assert main(["--root", str(small), "--today", TODAY]) == 0
    before = tree(small / "site")

    assert main(["report", "--root", str(small), "--today", TODAY]) == 0

    said = capsys.readouterr().out
    page = BeautifulSoup((small / "rapport.html").read_text(encoding="utf-8"), "html.parser")
    assert "Dit alles staat ook in rapport.html" in said
    assert words(page.h1) == "Wat er te doen is op maandag 23 november 2026"
    assert [h2.text for h2 in page.find_all("h2")][:-1] == re.findall(r"^(\S.* \(\d+\))$", said, re.M)
    for item in page.select("li code"):
        assert item.text in said
    assert len(page.select("table")) == 2 and len(page.select("table:first-of-type td[title]")) >= 365
    assert tree(small / "site") == before
    assert main(["check", "--root", str(small), "--today", TODAY]) == 0


@pytest.mark.parametrize("out", ["site/rapport.html", "rapport.txt", "content/x.html", "data/x.html"])
def test_the_page_is_never_part_of_the_site(small, out, capsys):
    assert main(["report", "--root", str(small), "--out", str(small / out)]) == 2
    assert "kies een bestand dat op .html eindigt, buiten de mappen van de site" in capsys.readouterr().err


def test_mistakes_come_first(small, capsys):
    change(small / "data" / "digipunten.yaml", "status: actief", "status: open")

    assert main(["report", "--root", str(small)]) == 1
    assert "data/digipunten.yaml:5:13: fout:" in capsys.readouterr().err


def test_a_page_of_somebody_else_is_not_replaced(small, capsys):
    (small / "mijn.html").write_text("<title>Mijn pagina</title>", encoding="utf-8")

    assert main(["report", "--root", str(small), "--out", str(small / "mijn.html")]) == 2
    assert '"mijn.html" bestaat al en is geen rapport' in capsys.readouterr().err

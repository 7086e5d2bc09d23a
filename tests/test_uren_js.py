"""The script that says whether a place is open: the same answers as the engine, in any time zone."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import replace
from datetime import datetime, timedelta

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.answers import in_words
from sitegen.cli import main
from sitegen.dates import DateRange
from sitegen.lookup import hours_of, joined
from sitegen.schedule import BRUSSELS, start_of
from tests import browser
from tests.conftest import GENT, TODAY, change
from tests.schedules import AUTUMN, SPRING, THRESHOLDS, Case, cases

ZONES = ("America/New_York", "Asia/Tokyo")
FRESH = "/digipunten/kringwinkel-vlaamsekaai/"
FINDER = "/digipunten/"
OLD_PAGE = "We weten het niet zeker: deze pagina is van 23 november 2026. Bel eerst."

# EXAMPLE hours, for these tests only.
EXAMPLE = """
    kalenders: {feestdagen: gesloten, extra-sluitingsdagen: gewoon open, schoolvakanties: gewoon open}
    uitzonderingen:
      - {op: 2026-12-03, uren: "10:00-12:00", reden: opleiding}
      - {van: 2026-12-28, tot: 2026-12-31, uren: gesloten, reden: kerstvakantie}
    uren:
      computer: ma-vr 9u-17u
      hulp:
        maandag: 10:00-12:00, 13:00-17:00
        donderdag: 13:00-17:00
        vrijdag: op afspraak, 9:00-12:00
"""


@pytest.fixture(scope="module")
def fresh_site(tmp_path_factory):
    """The real site, but with example hours: one place checked this month, one almost a year ago, one closed."""
    root = tmp_path_factory.mktemp("vers")
    for folder in ("data", "content"):
        shutil.copytree(GENT / folder, root / folder)
    path = root / "data" / "digipunten.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("    uren:\n")
    end = text.index("    doelgroep:", start)
    path.write_text(text[:start] + EXAMPLE.lstrip("\n") + text[end:], encoding="utf-8")
    change(path, "op: 2024-03-06", "op: 2026-11-01")
    change(path, "op: 2024-03-06", "op: 2025-12-15")
    notice = "status: tijdelijk-gesloten\n    melding: {tekst: We verbouwen., tot: 2026-12-20}"
    change(
        path,
        "status: actief\n    adres:\n      straat: Griendeplein",
        f"{notice}\n    adres:\n      straat: Griendeplein",
    )
    assert main(["--root", str(root), "--today", TODAY, "--out", str(root / "site"), "--no-paper"]) == 0
    return root / "site"


@pytest.fixture(scope="module")
def origin(fresh_site):
    with browser.serving(fresh_site) as address:
        yield address


@pytest.fixture(scope="module")
def lookers(chromium, origin, fresh_site):
    """A page in each zone that has the module at hand."""
    contexts = [chromium.new_context(timezone_id=zone, **browser.NO_WORKER) for zone in ZONES]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(f"{origin}/contact/")
        load = "import('/js/uren.js').then((module) => { window.uren = module })"
        page.evaluate(browser.importing(fresh_site, load))
    yield pages
    for context in contexts:
        context.close()


LOOK_UP = """({ data, id, name, moments }) => moments.map((now) => {
  const found = uren.answer(data, id, data.plaatsen[id].kanalen[name] ? name : 'plaats', now)
  if (!found.held) return { state: found.state }
  return { state: found.state, until: found.until ?? null, opens: found.opens ?? null, words: uren.sentence(found) }
})"""

MOMENTS_EACH = 24


def expected(case: Case, minute: int) -> dict:
    """What the engine says. The browser judges age on the day of the visit."""
    if case.schedule.always:
        return {"state": "closed" if case.schedule.always.rule == "status" else "unknown"}
    moment = datetime.fromtimestamp(minute * 60, BRUSSELS)
    found = replace(case, today=moment.date()).schedule.at(moment)
    at = [when and int(when.timestamp()) // 60 for when in (found.until, found.next_open)]
    return {"state": found.state, "until": at[0], "opens": at[1], "words": in_words(found, moment)}


@st.composite
def moments(draw, case: Case) -> list[int]:
    """Around the edges of the hours, and in between; all in days that the page speaks of."""
    first, last = start_of(case.window.first), start_of(case.window.last + timedelta(days=1)) - 1
    edges = {
        edge + more
        for day in case.window
        for span in case.schedule.openings(day)
        for edge in span
        for more in (-1, 0, 1)
    }
    changes = {
        start_of(day) + more for day in case.window for more in (-1, 0, 60, 90, 119, 120, 121, 150, 180)
    }
    chosen = st.sampled_from(sorted(edges | changes)) | st.integers(first, last)
    found = draw(st.lists(chosen, min_size=MOMENTS_EACH, max_size=MOMENTS_EACH))
    return [min(max(minute, first), last) for minute in found]


def test_the_script_agrees_with_the_engine_in_every_zone(lookers):
    seen = 0

    @settings(max_examples=230, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.data())
    def agree(data):
        nonlocal seen
        case = data.draw(cases())
        asked = data.draw(moments(case))
        # Also with a horizon right after the window: what lies past it is told by the build.
        beyond = data.draw(st.sampled_from([0, 1, 3, 90]))
        days = DateRange(case.window.first - timedelta(days=10), case.window.last + timedelta(days=beyond))
        schedules = {case.channel: case.schedule}
        hours = hours_of(case.place, schedules, THRESHOLDS, days)
        held = json.loads(joined({"voorbeeld": hours}, days))
        question = {"data": held, "id": "voorbeeld", "name": case.channel, "moments": asked}
        wanted = [expected(case, minute) for minute in asked]
        for page in lookers:
            assert page.evaluate(LOOK_UP, question) == wanted
        seen += len(asked)

    agree()
    assert seen >= 5000


def test_the_windows_of_these_cases_hold_both_nights_of_the_clock_change():
    assert {(day.month, day.day) for window in (SPRING, AUTUMN) for day in window} >= {(3, 28), (10, 31)}


def test_the_script_is_small(fresh_site):
    assert len(brotli.compress(browser.asset(fresh_site, "js/uren.js").read_bytes(), quality=11)) < 2500


def answers(page):
    """(channel, state, words) of every answer of the page's place, or of the first example in the list."""
    found = page.locator(
        "li[data-digipunt=kringwinkel-vlaamsekaai] [data-antwoord], main[data-digipunt] [data-antwoord]"
    )
    return [
        (
            answer.get_attribute("data-antwoord"),
            answer.get_attribute("data-status"),
            answer.inner_text().replace("\u00a0", " "),
        )
        for answer in found.all()
    ]


@pytest.mark.parametrize(
    "moment, help, computer",
    [
        ("2026-11-30T10:30:00Z", ("open", "Nu open tot 12 uur"), ("open", "Nu open tot 17 uur")),
        (
            "2026-11-30T11:00:00Z",
            ("closed", "Nu gesloten. Opent vandaag om 13 uur"),
            ("open", "Nu open tot 17 uur"),
        ),
        ("2026-12-03T09:30:00Z", ("open", "Nu open tot 12 uur"), ("open", "Nu open tot 12 uur")),
        (
            "2026-12-04T09:30:00Z",
            ("unknown", "Vandaag op afspraak van 9 tot 12 uur"),
            ("open", "Nu open tot 17 uur"),
        ),
        (
            "2026-12-25T09:30:00Z",
            ("closed", "Vandaag gesloten: Kerstmis. Opent maandag 4 januari om 10 uur"),
            ("closed", "Vandaag gesloten: Kerstmis. Opent maandag 4 januari om 9 uur"),
        ),
        (
            "2027-02-23T09:30:00Z",
            ("unknown", OLD_PAGE),
            ("unknown", OLD_PAGE),
        ),
        (
            # A clock that stands before the day of the build is wrong.
            "2026-11-20T09:30:00Z",
            ("unknown", OLD_PAGE),
            ("unknown", OLD_PAGE),
        ),
    ],
)
@pytest.mark.parametrize("address", [FRESH, FINDER])
def test_the_answer_of_each_channel_is_that_of_the_moment(open_at, address, moment, help, computer):
    page = open_at(address, moment)

    assert answers(page) == [("hulp", *help), ("computer", *computer)]
    assert page.complaints == []


def test_a_place_with_old_hours_keeps_its_words_and_is_not_known(open_at):
    page = open_at("/digipunten/de-serre/", "2026-11-30T10:30:00Z")

    assert answers(page) == [("plaats", "unknown", "Bel eerst")]
    assert page.locator(".vandaag").count() == 0


@pytest.mark.parametrize(
    "moment, state, words",
    [
        ("2026-12-15T08:30:00Z", "closed", "Nu gesloten. Opent vandaag om 13 uur"),
        (
            "2026-12-16T08:30:00Z",
            "unknown",
            "We weten het niet zeker: de uren zijn van 15 december 2025. Bel eerst.",
        ),
    ],
)
def test_hours_that_grow_old_after_the_build_are_not_known(open_at, moment, state, words):
    page = open_at("/digipunten/kringwinkel-brugsesteenweg/", moment)

    assert answers(page) == [("hulp", state, words)]


@pytest.mark.parametrize(
    "moment, marked, notices",
    [("2026-12-15T08:30:00Z", 2, 1), ("2026-12-16T08:30:00Z", 0, 0), ("2026-12-21T08:30:00Z", 0, 0)],
)
def test_hours_that_grow_old_mark_no_day_and_announce_nothing(open_at, moment, marked, notices):
    page = open_at("/digipunten/kringwinkel-brugsesteenweg/", moment)

    assert page.locator(".vandaag").count() == marked // 2
    assert page.locator("main > [data-vanaf]:visible").count() == notices


def test_past_its_horizon_a_page_marks_no_day(open_at):
    assert open_at(FRESH, "2027-02-19T09:30:00Z").locator(".vandaag").count() > 0
    assert open_at(FRESH, "2027-02-23T09:30:00Z").locator(".vandaag").count() == 0


@pytest.mark.parametrize(
    "moment, state, words, notices",
    [
        (
            "2026-11-30T10:30:00Z",
            "closed",
            "Tijdelijk gesloten",
            ["We verbouwen.", "Dat duurt tot en met zondag 20 december 2026."],
        ),
        # Nobody said that it opens again, nor that it stays closed.
        (
            "2026-12-21T10:30:00Z",
            "unknown",
            "We weten het niet zeker: de uren zijn van 6 maart 2024. Bel eerst.",
            [],
        ),
        ("2027-02-23T10:30:00Z", "unknown", OLD_PAGE, []),
    ],
)
def test_a_place_that_is_closed_for_now_is_not_closed_for_ever(open_at, moment, state, words, notices):
    page = open_at("/digipunten/wijkkantoor-rabot/", moment)

    assert answers(page) == [("plaats", state, words)]
    shown = page.locator(".let-op [data-tot]:visible").all_inner_texts()
    assert [notice.replace("\u00a0", " ") for notice in shown] == notices


def test_a_place_with_all_its_hours_prints_on_one_page(open_at):
    page = open_at(FRESH, "2026-12-14T10:00:00Z")

    assert browser.count_pages(page.pdf(format="A4")) == 1


def test_the_answer_changes_at_the_minute_without_a_new_page(open_at):
    page = open_at(FRESH, "2026-11-30T10:59:30Z")
    assert answers(page)[0][1:] == ("open", "Nu open tot 12 uur")

    page.clock.run_for(60_000)

    assert answers(page)[0][1:] == ("closed", "Nu gesloten. Opent vandaag om 13 uur")


def test_a_page_that_comes_back_into_view_looks_again_at_once(open_at):
    page = open_at(FRESH, "2026-11-30T10:30:00Z")
    page.clock.set_system_time("2026-11-30T11:30:00Z")

    page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")

    assert answers(page)[0][1:] == ("closed", "Nu gesloten. Opent vandaag om 13 uur")


SHIFTS = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().map((shift) => shift.value)))
    .observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => done([]), 300)
})"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", [FRESH, "/digipunten/kringwinkel-brugsesteenweg/", FINDER])
def test_nothing_moves_when_the_script_comes_late(chromium, origin, address, width):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.clock.install(time="2026-12-14T10:00:00Z")
    page.route("**/uren.*.js", lambda route: (time.sleep(0.5), route.continue_()))

    page.goto(origin + address)

    assert page.locator("[data-status]").count() > 0
    page.clock.resume()
    assert page.evaluate(SHIFTS) == []
    page.close()


def test_today_is_marked_in_the_week_with_what_holds_today(open_at):
    page = open_at(FRESH, "2026-12-03T09:30:00Z")

    marked = page.locator("tr:has(.vandaag)")
    assert [row.get_attribute("data-dag") for row in marked.all()] == ["donderdag", "donderdag"]
    assert marked.first.locator("td").inner_text().replace("\u00a0", " ").split("\n") == [
        "Van 13 tot 17 uur",
        "Vandaag van 10 tot 12 uur (opleiding)",
    ]


@pytest.mark.parametrize(
    "moment, shown",
    [
        ("2026-11-23T10:00:00Z", ["Donderdag 3 december 2026"]),
        ("2026-12-04T10:00:00Z", []),
        (
            "2026-12-14T10:00:00Z",
            ["Vrijdag 25 december 2026", "Maandag 28 december 2026 tot en met vrijdag 1 januari 2027"],
        ),
    ],
)
def test_what_changes_within_two_weeks_is_announced_until_it_is_over(open_at, moment, shown):
    page = open_at(FRESH, moment)

    notices = page.locator("[data-digipunt=kringwinkel-vlaamsekaai] [data-vanaf]:visible").all_inner_texts()
    assert [notice.replace("\u00a0", " ").split(":")[0] for notice in notices] == shown


@pytest.mark.parametrize(
    "moment, shown", [("2026-11-23T10:00:00Z", ["Donderdag 3 december 2026"]), ("2026-12-04T10:00:00Z", [])]
)
def test_a_list_announces_what_begins_soon_after_the_build(open_at, moment, shown):
    page = open_at(FINDER, moment)

    notices = page.locator("li[data-digipunt=kringwinkel-vlaamsekaai] [data-vanaf]:visible").all_inner_texts()
    assert [notice.replace("\u00a0", " ").split(":")[0] for notice in notices] == shown


def test_without_javascript_the_words_are_true_on_any_day(open_at):
    page = open_at(FRESH, "2026-12-25T10:30:00Z", java_script_enabled=False)

    assert answers(page) == [
        ("hulp", None, "Gewoonlijk open op maandag en donderdag. Op vrijdag: op afspraak"),
        ("computer", None, "Gewoonlijk open op maandag tot en met vrijdag"),
    ]
    text = page.locator("main").inner_text().replace("\u00a0", " ")
    assert "Gesloten op feestdagen." in text
    assert "Vrijdag 25 december 2026: gesloten (Kerstmis)" in text
    assert "Donderdag 3 december 2026: van 10 tot 12 uur (opleiding)" in text
    assert "Nu open" not in text

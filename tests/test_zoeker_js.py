"""The finder in a real browser, on the EXAMPLE set and on the real data."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, datetime, timedelta
from itertools import product
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from sitegen.cli import main
from sitegen.dates import WEEKDAYS, DateRange
from sitegen.geo import Point, distance_in_words, distance_m
from sitegen.hours import Range
from sitegen.paths import HOME, Paths
from sitegen.places import make_place
from sitegen.read import read_site
from sitegen.schedule import BRUSSELS, Schedule, minutes
from sitegen.text import sort_key
from tests import browser
from tests.schedules import TODAY

FINDER = "/digipunten/"
HORIZON = DateRange(TODAY, TODAY + timedelta(days=90))
PARTS = {"": (0, 1440), "voormiddag": (0, 720), "namiddag": (720, 1080), "avond": (1080, 1440)}
MONDAY = "2026-11-23T09:30:00Z"
MOMENTS = {
    "maandag 10.30 uur": MONDAY,
    "een minuut voor 12 uur": "2026-11-23T10:59:00Z",
    "zondag": "2026-11-29T13:00:00Z",
    "maandagavond": "2026-11-30T20:30:00Z",
    "Kerstmis": "2026-12-25T09:30:00Z",
    "de dag dat uren oud worden": "2027-01-15T09:30:00Z",
    "voorbij wat de pagina weet": "2027-02-23T09:30:00Z",
    "voor de dag van de pagina": "2026-11-20T09:30:00Z",
}


@pytest.fixture(scope="module")
def origin(example_site):
    with browser.serving(example_site) as address:
        yield address


@pytest.fixture(scope="module")
def real_origin(built_site):
    with browser.serving(built_site) as address:
        yield address


@pytest.fixture(scope="module")
def site(example_root):
    return read_site(Paths.of(example_root), TODAY)[0]


@pytest.fixture(scope="module")
def module_page(chromium, origin):
    """A page that can load the module, for its pure functions."""
    page = chromium.new_page()
    page.goto(f"{origin}/contact/")
    yield page
    page.close()


@pytest.fixture
def open_page(open_at):
    """Open a page on Monday at half past ten, unless the test says otherwise."""
    return lambda address=FINDER, moment=MONDAY, **options: open_at(address, moment, **options)


def results(page):
    """Ids of the visible cards, in the order in which they are read: those for sure, and the others."""
    first, more, perhaps = (
        page.locator(f"[data-zoeker] {which}") for which in ("ol.eerste", "#meer", "section ol")
    )

    def ids(found):
        return [card.get_attribute("id") for card in found.locator("> li:visible").all()]

    return ids(first) + ids(more), ids(perhaps)


def status(page):
    return page.locator("[role=status]").inner_text().replace("\u00a0", " ")


def ask(page, plaats="", wanneer="", deel="", met=()):
    page.get_by_label("Postcode, wijk of straat").fill(plaats)
    page.get_by_label("Wanneer?").select_option(wanneer)
    if deel or set(met) - {"Met hulp"}:
        page.get_by_text("Meer keuzes").click()
        page.get_by_label("Welk deel van de dag?").select_option(deel)
    for label in met:
        page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Zoek", exact=True).click()


class Oracle:
    """The answers as the engine gives them: a second opinion on the script."""

    def __init__(self, site, moment: str) -> None:
        self.site = site
        self.now = int(datetime.fromisoformat(moment).timestamp() // 60)
        self.today = datetime.fromisoformat(moment).astimezone(BRUSSELS).date()
        stays = (place for place in site.digipunten.values() if place.status != "gestopt")
        self.places = [make_place(site, place, TODAY) for place in stays]

    def ask(self, wanneer="", deel="", met=(), punt=None) -> tuple[list[str], list[str]]:
        days = self.days(wanneer, deel)
        found = self.judged(days, wanneer, deel, met)
        if wanneer in WEEKDAYS and days == [self.today] and 2 not in found.values():
            found = self.judged([self.today + timedelta(days=7)], wanneer, deel, met)
        ordered = sorted(found, key=lambda id: self.rank(id, met, punt))
        return [id for id in ordered if found[id] == 2], [id for id in ordered if found[id] == 1]

    def days(self, wanneer: str, deel: str) -> list[date]:
        if wanneer in WEEKDAYS:
            return [self.today + timedelta(days=(WEEKDAYS.index(wanneer) - self.today.weekday()) % 7)]
        if wanneer:
            return [self.today + timedelta(days=wanneer == "morgen")]
        return [self.today + timedelta(days=more) for more in range(7)] if deel else []

    def judged(self, days, wanneer, deel, met) -> dict[str, int]:
        fits = {"ja": 2, "onbekend": 1, "nee": 0}
        return {
            place.digipunt.id: min(
                [2, *(fits[place.fit(need)] for need in met), self.opens(place, days, wanneer, deel, met)]
            )
            for place in self.places
        }

    def opens(self, place, days, wanneer, deel, met) -> int:
        if not days:
            return 2
        return max(self.opens_on(place, day, wanneer, deel, met) for day in days)

    def opens_on(self, place, day, wanneer, deel, met) -> int:
        channels = ("hulp", "afspraak") if "hulp" in met else ("hulp", "computer", "afspraak")
        start, end = minutes(day, (Range(*PARTS[deel]),))[0]
        end = minutes(day, (Range(*PARTS[deel]),))[-1][1]
        if wanneer == "nu":
            start, end = self.now, self.now + 1
        best = 0
        if set(place.digipunt.uren) == {"telefoon"} and place.freshness != "verlopen":
            return 0
        for channel in place.digipunt.uren or ("hulp",):
            schedule = Schedule(
                place.digipunt, channel, self.site.calendars, self.site.settings.drempels, day
            )
            if schedule.always:
                notice = place.digipunt.melding
                is_over = bool(notice and notice.tot and notice.tot < max(day, self.today))
                is_known = {day, self.today} <= set(HORIZON) and not is_over
                best = max(best, not is_known or schedule.always.rule != "status")
            elif channel in channels and not {day, self.today} <= set(HORIZON):
                best = 1
            elif channel in channels:
                held = schedule.on(day).day
                then = any(
                    e > max(start, self.now) and max(s, self.now) < end for s, e in minutes(day, held.ranges)
                )
                if held.kind == "uren" and then:
                    return 2
                if held.kind == "bel eerst" or (held.kind == "op afspraak" and (then or not held.ranges)):
                    best = 1
        return best

    def rank(self, id, met, punt):
        place = next(place for place in self.places if place.digipunt.id == id)
        name = [place.digipunt.id for place in sorted(self.places, key=by_name)].index(id)
        if punt:
            return (distance_m(Point(*punt), rounded(place.point)) if place.point else 1e9, name)
        return (self.opens_on(place, self.today, "nu", "", met) < 2, name)


def by_name(place):
    return sort_key(place.digipunt.naam)


def rounded(point: Point) -> Point:
    return Point(round(point.lat, 4), round(point.lon, 4))


LEDEBERG = (51.0342, 3.7445)
QUESTIONS = [
    {"wanneer": wanneer, "deel": deel, "met": list(met), "punt": punt}
    for wanneer, deel, met, punt in [
        *product(["", "nu", "vandaag", "morgen", "maandag", "zondag"], PARTS, [(), ("hulp",)], [None]),
        *product(WEEKDAYS, ["", "avond"], [("zonder-trap",), ("kinderen-jongeren",)], [LEDEBERG]),
        ("", "", ("printen", "hulp"), LEDEBERG),
    ]
]
SEARCH = """async ([questions, now]) => {
  const { search } = await import('/js/zoeker.js')
  const data = JSON.parse(document.getElementById('gegevens').textContent)
  return questions.map((question) => {
    const { zeker, misschien } = search(data, question, now)
    return [zeker, misschien]
  })
}"""


@pytest.mark.parametrize("zone", ["America/New_York", pytest.param("Asia/Tokyo", marks=pytest.mark.hard)])
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
def test_the_script_finds_what_the_engine_finds(open_page, site, example_site, moment, zone):
    page, oracle = open_page(moment=moment, timezone_id=zone), Oracle(site, moment)

    found = page.evaluate(browser.importing(example_site, SEARCH), [QUESTIONS, oracle.now])

    for question, answer in zip(QUESTIONS, found, strict=True):
        assert [*map(list, answer)] == [*oracle.ask(**question)], question


@pytest.mark.parametrize(
    "built, moment, open_now",
    [
        # The clock goes from 2 to 3 uur, and from 3 to 2 uur. The place is open from Saturday 22 to Sunday 6 uur.
        ("2027-03-20", "2027-03-28T00:59:00Z", True),
        ("2027-03-20", "2027-03-28T01:00:00Z", True),
        ("2027-03-20", "2027-03-28T03:59:00Z", True),
        ("2027-03-20", "2027-03-28T04:00:00Z", False),
        ("2027-10-25", "2027-10-31T00:30:00Z", True),
        ("2027-10-25", "2027-10-31T01:30:00Z", True),
        ("2027-10-25", "2027-10-31T04:59:00Z", True),
        ("2027-10-25", "2027-10-31T05:00:00Z", False),
    ],
)
def test_in_the_nights_of_the_clock_change_open_is_open(chromium, night_site, built, moment, open_now):
    with browser.serving(night_site(built)) as host:
        page = chromium.new_page(timezone_id="America/New_York")
        page.clock.install(time=moment)
        page.goto(f"{host}{FINDER}?wanneer=nu")
        words = status(page)
        page.close()

    assert words == ("1 Digipunt: nu open." if open_now else "We vinden geen Digipunt: nu open.")


NIGHT = """
digipunten:
  # EXAMPLE: open from Saturday evening to Sunday morning.
  - id: nachtlijn
    naam: Voorbeeld
    status: actief
    adres: {{straat: Voorbeeldstraat, nummer: 1, gemeente: Gent}}
    coordinaten: {{lat: 51.05, lon: 3.72}}
    uren:
      computer:
        zaterdag: 22:00-24:00
        zondag: 0:00-6:00
    nagekeken: {{op: {built}}}
    bron: {{naam: een voorbeeld}}
"""


@pytest.fixture
def night_site(example_root, tmp_path):
    """A site with one place that is open at night, built on a day."""

    def built_on(day: str):
        for name in ("data", "content"):
            shutil.copytree(example_root / name, tmp_path / name)
        (tmp_path / "data" / "digipunten.yaml").write_text(NIGHT.format(built=day), "utf-8")
        assert (
            main(["--root", str(tmp_path), "--today", day, "--out", str(tmp_path / "site"), "--no-paper"])
            == 0
        )
        return tmp_path / "site"

    return built_on


FIND = """async ([names, texts]) => {
  const { findName } = await import('/js/zoeker.js')
  return texts.map((text) => findName(names, text) ?? null)
}"""


@pytest.fixture(scope="module")
def names(example_site):
    page = BeautifulSoup((example_site / "digipunten/index.html").read_text("utf-8"), "html.parser")
    return list(json.loads(page.select_one("#gegevens").string)["waar"])


@pytest.fixture(scope="module")
def find(module_page, example_site, names):
    """What the script understands of a text."""
    script = browser.importing(example_site, FIND)
    return lambda texts: module_page.evaluate(script, [names, texts])


@pytest.mark.parametrize(
    "text, meant",
    [
        ("9000", "9000 Gent"),
        ("gent", "9000 Gent"),
        ("9050 Gent", "9050 Gentbrugge en Ledeberg"),
        ("9050", "9050 Gentbrugge en Ledeberg"),
        ("  ledeberg ", "Ledeberg"),
        ("LEDEBERG", "Ledeberg"),
        ("ledberg", "Ledeberg"),
        ("leedeberg", "Ledeberg"),
        ("ledebrrg", "Ledeberg"),
        ("ledbeerg", "Ledeberg"),
        ("eldeberg", "Ledeberg"),
        ("brugse poort", "Brugse Poort - Rooigem"),
        ("rooigem", "Brugse Poort - Rooigem"),
        ("Brugse", "Brugse Poort - Rooigem"),
        ("st amandsberg", "Sint-Amandsberg"),
        ("Sint Denijs Westrem", "Sint-Denijs-Westrem - Afsnee"),
        ("mendonk", "9042 Desteldonk, Mendonk en Sint-Kruis-Winkel"),
        ("nieuw gent", "Nieuw Gent - UZ"),
        ("uz", "Nieuw Gent - UZ"),
        ("wijk ledeberg", "Ledeberg"),
        ("de brugse poort", "Brugse Poort - Rooigem"),
        ("Voorbeeldstraat 12", "Voorbeeldstraat"),
        ("proefplein 3A", "Proefplein"),
        ("cafe-straat elan", "Café-straat Élan"),
        ("Voorbeeldstraat 1024", "Voorbeeldstraat"),
        ("Proefplein 7 bus 2", "Proefplein"),
        ("Café-straat Élan 101-103", "Café-straat Élan"),
        ("Voorbeeldstraat nr 5, Gent", "Voorbeeldstraat"),
        ("Voorbeeldstraat, Gent", "Voorbeeldstraat"),
        ("ledeberg gent", "Ledeberg"),
        ("90000", None),
        ("9999", None),
        ("9005", None),
        ("poort", None),
        ("parijs", None),
        ("?!", None),
        ("(", None),
        ("x", None),
        ("🦆", None),
    ],
)
def test_the_place_that_somebody_typed_is_understood_or_not_known(find, text, meant):
    assert find([text]) == [meant]


def test_who_types_9050_and_chooses_help_and_a_day_sees_the_right_places_in_the_right_order(open_page, site):
    page = open_page()
    ask(page, plaats="9050", wanneer="woensdag", met=["Met hulp"])

    code = site.postcodes["9050"]
    expected = Oracle(site, MONDAY).ask(
        "woensdag", met=("hulp",), punt=(round(code.midden.lat, 4), round(code.midden.lon, 4))
    )
    assert results(page) == expected
    assert len(expected[0]) >= 5 and expected[1]
    assert status(page) == (
        f"{len(expected[0])} Digipunten: open op woensdag 25 november, met hulp. "
        f"Bij nog {len(expected[1])} is het misschien zo: bel eerst. "
        "Het dichtst bij 9050 Gentbrugge en Ledeberg staat eerst."
    )
    query = urlsplit(page.url).query
    assert query == "plaats=9050&wanneer=woensdag&met=hulp"
    first = page.locator("[data-zoeker] li:visible").first
    place = make_place(site, site.digipunten[expected[0][0]], TODAY)
    metres = distance_m(Point(round(code.midden.lat, 4), round(code.midden.lon, 4)), rounded(place.point))
    assert first.locator("[data-afstand]").inner_text().endswith(distance_in_words(metres))


def test_the_address_shows_somebody_else_the_same(open_page):
    page = open_page()
    ask(page, plaats="brugse poort", wanneer="zaterdag", deel="voormiddag", met=["Met hulp"])

    other = open_page(page.url.partition(FINDER)[2].join([FINDER, ""]), width=360)

    assert results(other) == results(page) and status(other) == status(page)
    assert other.get_by_label("Postcode, wijk of straat").input_value() == "brugse poort"
    assert other.get_by_label("Met hulp", exact=True).is_checked()


def test_back_forward_and_reload_keep_the_question(open_page):
    page = open_page()
    start = results(page)
    ask(page, wanneer="nu")
    now = results(page)
    ask(page, plaats="9000", wanneer="zondag")
    sunday = results(page)
    assert len({str(found) for found in (start, now, sunday)}) == 3

    page.go_back()
    assert (results(page), page.get_by_label("Wanneer?").input_value()) == (now, "nu")
    page.go_back()
    assert (results(page), page.get_by_label("Wanneer?").input_value()) == (start, "")
    page.go_forward()
    page.go_forward()
    assert results(page) == sunday
    page.reload()
    assert results(page) == sunday


def test_results_change_only_after_the_button_and_focus_goes_to_them(open_page):
    page = open_page()
    start = results(page)
    page.get_by_label("Wanneer?").select_option("nu")
    page.get_by_label("Met hulp", exact=True).check()
    assert results(page) == start

    page.get_by_role("button", name="Zoek", exact=True).click()

    assert results(page) != start
    assert page.evaluate("document.activeElement.textContent") == "Digipunten"
    assert page.locator("[role=status]").is_visible()


def test_enter_in_the_field_searches_too(open_page):
    page = open_page()
    page.get_by_label("Postcode, wijk of straat").fill("9030")
    page.keyboard.press("Enter")

    assert "Het dichtst bij 9030 Mariakerke staat eerst." in status(page)


def test_everything_can_be_cleared(open_page):
    page = open_page()
    start = results(page)
    ask(page, plaats="9050", wanneer="nu", met=["Met hulp", "Printen"])

    page.get_by_role("button", name="Alles wissen").click()
    page.wait_for_url(f"**{FINDER}?")

    assert results(page) == start
    assert page.get_by_label("Postcode, wijk of straat").input_value() == ""
    assert page.locator("[data-afstand]:not(:empty):visible").count() == 0


def test_an_unknown_place_says_so_and_offers_the_wijken(open_page):
    page = open_page()
    ask(page, plaats="Parijs")

    assert page.get_by_role("alert").inner_text() == "We kennen “Parijs” niet. Kies hieronder je wijk."
    assert page.evaluate("document.activeElement.name") == "plaats"
    ask(page, plaats="9000")
    assert page.get_by_role("alert").inner_text() == ""
    assert not page.get_by_role("link", name="Ledeberg (", exact=False).is_visible()
    ask(page, plaats="Parijs")
    page.get_by_role("link", name="Ledeberg (", exact=False).click()
    assert urlsplit(page.url).path == "/digipunten/wijk/ledeberg/"


def test_no_result_shows_what_comes_nearest_and_whom_to_call(open_page):
    question = "wanneer=nu&met=eid-lezer&met=kinderen-jongeren&met=zonder-trap&met=scannen&met=wifi"
    page = open_page(f"/digipunten/?plaats=9050&{question}")
    sure, others = results(page)

    assert status(page).startswith("We vinden geen Digipunt: nu open, voor kinderen en jongeren, ")
    assert page.get_by_role("heading", name="Andere Digipunten").is_visible()
    assert (sure, len(others)) == ([], 3)
    assert page.locator("[data-geen] a").get_attribute("href") == "tel:+3292101010"


def test_the_number_of_a_marker_asks_nothing(open_page):
    page = open_page("/digipunten/?plaats=9050")
    page.get_by_label("Met hulp", exact=True).check()
    before = results(page)

    page.locator("svg a:visible circle").first.click()

    assert page.get_by_label("Met hulp", exact=True).is_checked() and results(page) == before


def test_a_question_in_the_address_shows_its_answer_first(open_page):
    page = open_page("/digipunten/?plaats=9050", width=360)

    assert page.locator("h2.gevonden").bounding_box()["y"] < 100


def test_old_and_unknown_hours_stay_in_the_list_but_never_count_as_open(open_page):
    page = open_page("/digipunten/?wanneer=nu")
    sure, perhaps = results(page)

    assert {"zonder-uren", "vergeelde-lijst"} <= set(perhaps) and not set(perhaps) & set(sure)
    assert page.get_by_role("heading", name="Bel eerst: dit weten we niet zeker").is_visible()
    for id in sure:
        assert page.locator(f"li#{id} [data-status=open]").count() >= 1, id
    for id in perhaps:
        assert page.locator(f"li#{id} a[href^='tel:']").is_visible(), id


def test_on_the_real_data_nothing_counts_as_open(open_page, real_origin):
    page = open_page("/digipunten/?plaats=9050&wanneer=maandag&met=hulp", host=real_origin)
    sure, perhaps = results(page)

    assert (sure, len(perhaps)) == ([], 8)
    assert status(page) == (
        "Van geen enkel Digipunt weten we het zeker: open op maandag 30 november, met hulp. "
        "Bij deze 8 is het misschien zo: bel eerst. Het dichtst bij 9050 Gentbrugge en Ledeberg staat eerst."
    )
    assert page.get_by_role("link", name="Bel GentInfo: 09 210 10 10").first.is_visible()


def test_a_position_is_asked_only_after_a_tap_and_sorts_by_distance(open_page, site):
    lat, lon = 51.0536, 3.7304
    page = open_page(permissions=["geolocation"], geolocation={"latitude": lat, "longitude": lon})
    page.evaluate(
        "() => { window.asked = 0; const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);"
        "navigator.geolocation.getCurrentPosition = (...all) => { asked++; ask(...all) } }"
    )
    ask(page, wanneer="vandaag")
    assert page.evaluate("asked") == 0

    page.get_by_role("button", name="Gebruik mijn plaats").click()
    page.wait_for_url("**plaats=**")

    assert page.evaluate("asked") == 1
    sure, perhaps = results(page)
    assert (sure, perhaps) == Oracle(site, MONDAY).ask("vandaag", punt=(lat, lon))
    # The address names a place that is near, not where somebody stands.
    assert "51.05" not in page.url
    page.reload()
    assert results(page) == (sure, perhaps)


def test_a_refused_position_changes_nothing_and_says_what_to_do(open_page):
    page = open_page("/digipunten/?wanneer=nu")
    before = results(page)

    page.get_by_role("button", name="Gebruik mijn plaats").click()

    page.get_by_text("We weten niet waar je bent. Typ je postcode, wijk of straat.").wait_for()
    assert results(page) == before and urlsplit(page.url).query == "wanneer=nu"


def test_a_position_far_from_all_places_is_refused(open_page):
    page = open_page(permissions=["geolocation"], geolocation={"latitude": 50.8467, "longitude": 4.3525})
    before = results(page)

    page.get_by_role("button", name="Gebruik mijn plaats").click()

    page.get_by_text("Je bent ver van deze plaatsen. Typ je postcode, wijk of straat.").wait_for()
    assert results(page) == before and urlsplit(page.url).query == ""


def test_a_position_stays_while_its_name_stays(open_page, site):
    lat, lon = 51.0536, 3.7304
    page = open_page(permissions=["geolocation"], geolocation={"latitude": lat, "longitude": lon})
    page.get_by_role("button", name="Gebruik mijn plaats").click()
    page.wait_for_url("**plaats=**")

    page.get_by_label("Wanneer?").select_option("nu")
    page.get_by_role("button", name="Zoek", exact=True).click()

    assert results(page) == Oracle(site, MONDAY).ask("nu", punt=(lat, lon))


def test_what_is_open_now_is_asked_again_each_minute(open_page, site):
    page = open_page("/digipunten/?wanneer=nu", moment="2026-11-23T10:59:30Z")
    before = results(page)

    page.clock.run_for(60_000)

    assert results(page) == Oracle(site, "2026-11-23T11:00:00Z").ask("nu") != before
    page.get_by_label("Met hulp", exact=True).check()
    after = results(page)
    page.clock.run_for(180_000)
    assert results(page) == after


def test_a_part_of_the_day_that_is_over_is_not_open(open_page):
    page = open_page("/digipunten/?wanneer=vandaag&deel=voormiddag", moment="2026-11-23T14:00:00Z")

    assert results(page)[0] == []


def test_map_and_list_show_what_belongs_together(open_page):
    page = open_page()
    marker = page.locator("svg a[data-digipunt=linde]")

    page.locator("li#uil h3 a").focus()
    assert "gekozen" in page.locator("svg a[data-digipunt=uil]").get_attribute("class")
    marker.hover()
    assert "gekozen" in page.locator("li#linde").get_attribute("class")
    assert page.locator(".gekozen").count() == 2


def test_a_district_on_the_map_can_be_chosen(open_page):
    page = open_page()
    box = page.locator(".wijk", has_text="Oostakker").bounding_box()
    page.locator(".wijk", has_text="Oostakker").dispatch_event("click")

    assert box["width"] > 20
    assert "Het dichtst bij Oostakker staat eerst." in status(page)


def test_markers_of_places_that_do_not_fit_are_hidden(open_page):
    page = open_page("/digipunten/?met=printen")
    shown = {link.get_attribute("data-digipunt") for link in page.locator("svg a:visible").all()}
    sure, perhaps = results(page)

    assert 0 < len(shown) < 25 and shown <= set(sure + perhaps)


def test_every_marker_and_every_result_is_reached_and_opened_by_keyboard(open_page):
    page = open_page()
    page.evaluate("look.stops()")
    wanted = {f"#{link.get_attribute('data-digipunt')}" for link in page.locator("svg a").all()}
    wanted |= {link.get_attribute("href") for link in page.locator("li[data-digipunt] h3 a").all()}
    assert len(wanted) == 25 + 28

    reached = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        href = page.evaluate("document.activeElement.getAttribute('href')")
        if href in wanted:
            assert page.evaluate("look.focused()")["isOutlined"], href
            reached.add(href)
    assert reached == wanted

    page.locator("svg a[data-digipunt=linde]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#linde"
    assert page.locator("li#linde").evaluate("e => e.matches(':target')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "linde/"
    page.keyboard.press("Enter")
    page.wait_for_url("**/digipunten/linde/")


@pytest.mark.parametrize(
    "summary, link, path",
    [
        ("Kies je wijk", "Ledeberg", "/digipunten/wijk/ledeberg/"),
        ("Kies je postcode", "9050", "/digipunten/postcode/9050/"),
        ("Kies een dag", "Woensdag", "/digipunten/dag/woensdag/"),
        ("Kies wat je nodig hebt", "Met hulp", "/digipunten/voor/hulp/"),
    ],
)
def test_without_scripts_three_taps_from_home_answer_the_same_questions(open_page, summary, link, path):
    page = open_page("/", width=360, java_script_enabled=False)

    page.get_by_role("link", name="Zoek een Digipunt").click()
    assert not page.locator("form").is_visible()
    page.get_by_text(summary, exact=True).click()
    page.get_by_role("link", name=re.compile(f"^{link}")).first.click()

    page.wait_for_url(f"**{path}")
    assert page.locator("li[data-digipunt]").count() >= 3


def test_nothing_moves_when_the_finder_comes_late(chromium, origin):
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.clock.install(time=MONDAY)
    page.route("**/zoeker.*.js", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.goto(origin + FINDER)
    page.clock.resume()

    shifts = page.evaluate("""() => new Promise((done) => {
      new PerformanceObserver((list) => done(list.getEntries().map((shift) => shift.value)))
        .observe({ type: 'layout-shift', buffered: true })
      setTimeout(() => done([]), 300)
    })""")
    assert page.locator("form").is_visible() and shifts == []
    page.close()


def test_no_script_holds_a_template_inside_a_template():
    """rjsmin would take the inner one for code, and its blanks for nothing."""
    scripts = sorted((HOME / "static/js").glob("*.js"))

    assert len(scripts) == 12
    for path in scripts:
        assert not re.search(r"`[^`]*\$\{[^}`]*`", path.read_text("utf-8")), path.name


@pytest.mark.parametrize("metres", [0, 49, 50, 349, 949, 950, 1240, 1251, 9949, 9950, 14499])
def test_the_script_tells_a_distance_in_the_same_words(module_page, example_site, metres):
    script = "async (m) => (await import('/js/zoeker.js')).distanceInWords(m)"
    told = module_page.evaluate(browser.importing(example_site, script), metres)

    assert told == distance_in_words(metres)

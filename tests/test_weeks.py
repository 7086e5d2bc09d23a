"""A site that nobody builds again stays right: every claim on its pages, 1, 14, 60 and 120 days later.

The oracle is the engine, asked on that later day. A page may then know less than the engine; never something else.
"""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from bs4 import BeautifulSoup

from sitegen.cli import main
from sitegen.dates import in_words
from sitegen.model import Freshness, Status
from sitegen.pages import place_address
from sitegen.paths import Paths
from sitegen.places import make_place
from sitegen.read import read_site
from tests import browser
from tests.conftest import TODAY, change, words

BUILT = date.fromisoformat(TODAY)
LATER = (1, 14, 60, 120)
BRUSSELS = ZoneInfo("Europe/Brussels")
# EXAMPLES: actions in every stage, some of which end or start in the days ahead.
ACTIONS = """
  - {id: eindigt, titel: Voorbeeld eindigt, kort: Deze actie is een voorbeeld voor de tests en bestaat niet echt., periode: {start: 2026-01-01, einde: 2026-12-05, in_woorden: in 2026}, bron: {naam: een voorbeeld}}
  - {id: start, titel: Voorbeeld start, kort: Deze actie is een voorbeeld voor de tests en bestaat niet echt., periode: {start: 2026-12-01, einde: 2027-01-15, in_woorden: deze winter}, bron: {naam: een voorbeeld}}
  - {id: misschien, titel: Voorbeeld misschien, kort: Deze actie is een voorbeeld voor de tests en bestaat niet echt., periode: {start: 2026-01, einde: 2027-02, einde_zeker: nee, in_woorden: tot 2027}, bron: {naam: een voorbeeld}}
  - {id: open, titel: Voorbeeld open, kort: Deze actie is een voorbeeld voor de tests en bestaat niet echt., periode: {start: 2026-02, in_woorden: sinds februari 2026}, bron: {naam: een voorbeeld}}
  - {id: dak, titel: Voorbeeld dak, kort: Deze actie is een voorbeeld voor de tests en bestaat niet echt., periode: {in_woorden: zie de onderdelen}, bron: {naam: een voorbeeld}}
  - {id: deel, titel: Voorbeeld deel, kort: Deze actie is een voorbeeld voor de tests en bestaat niet echt., onderdeel_van: dak, periode: {start: 2026-12-24, einde: 2026-12-31, in_woorden: eind 2026}, bron: {naam: een voorbeeld}}
"""
ACTION_IDS = ("eindigt", "start", "misschien", "open", "dak", "deel")
STATUS_WORDS = {Status.OVER: "Afgelopen", Status.PLANNED: "Start", Status.RUNNING: "Loopt|Gestart"}

PAGES = (
    "/digipunten/",
    "/digipunten/linde/",
    "/digipunten/zuidkamer/",
    "/digipunten/inzamelschuur/",
    "/digipunten/tussenbib/",
    "/digipunten/lamp/",
    "/digipunten/wijk/binnenstad/",
    "/digipunten/dag/donderdag/",
    "/digipunten/voor/hulp/",
    "/doorverwijzers/",
    "/digipunten/insluiten/zoeker/",
)


@pytest.fixture(scope="module")
def root(example_root, tmp_path_factory):
    root = tmp_path_factory.mktemp("weken")
    for folder in ("data", "content"):
        shutil.copytree(example_root / folder, root / folder)
    with (root / "data" / "programmes.yaml").open("a", encoding="utf-8") as file:
        file.write(ACTIONS)
    # Grows older than six months in the weeks ahead.
    change(root / "data" / "digipunten.yaml", "op: 2026-10-20, hoe: gebeld", "op: 2026-06-10, hoe: gebeld")
    assert main(["--root", str(root), "--today", TODAY, "--no-paper"]) == 0
    return root


@pytest.fixture(scope="module")
def site(root):
    return read_site(Paths.of(root), BUILT)[0]


@pytest.fixture(scope="module")
def origin(root):
    with browser.serving(root / "site") as address:
        yield address


@pytest.fixture(scope="module")
def texts(root):
    """Every page as who has no script reads it: what is hidden is not there."""
    found = {}
    for path in sorted((root / "site").rglob("*.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for part in page.select("[hidden], script, style"):
            part.decompose()
        found[path.relative_to(root / "site").as_posix()] = page
    return found


def day_after(days: int) -> date:
    return BUILT + timedelta(days=days)


def place_on(site, id: str, day: date):
    return make_place(site, site.digipunten[id], day)


# With scripts.


@pytest.mark.parametrize(
    "hour", ["10:30", *(pytest.param(hour, marks=pytest.mark.hard) for hour in ("14:30", "20:15"))]
)
@pytest.mark.parametrize("days", LATER)
def test_a_page_says_later_what_the_engine_says_then_or_that_it_does_not_know(open_at, site, days, hour):
    moment = datetime.fromisoformat(f"{day_after(days)}T{hour}").replace(tzinfo=BRUSSELS)
    asked = {"open": 0, "closed": 0, "unknown": 0}
    for address in PAGES:
        page = open_at(address, moment.isoformat())
        claims = page.evaluate("""() => [...document.querySelectorAll('[data-digipunt] [data-antwoord], main[data-digipunt] [data-antwoord]')]
          .map((e) => [e.closest('[data-digipunt]').dataset.digipunt, e.dataset.antwoord, e.dataset.status])""")
        for id, channel, status in claims:
            asked[status] += 1
            place = place_on(site, id, moment.date())
            if channel == "plaats" and place.digipunt.status != "actief":
                over = place.digipunt.melding and not place.digipunt.melding.on(moment.date())
                assert status == "unknown" if over else status in ("closed", "unknown"), (address, id)
            elif channel == "plaats":
                assert status == "unknown", (address, id)
            elif status != "unknown":
                answer = place.schedules[channel].at(moment)
                assert status == answer.state, (address, id, channel)
    assert asked["unknown"] > 10
    assert (asked["open"] + asked["closed"] > 0) == (days < 90)


@pytest.mark.parametrize("days", LATER)
def test_what_is_over_later_is_said_to_be_over_and_its_notice_is_gone(open_at, site, days):
    day = day_after(days)
    moment = f"{day}T12:00:00+01:00"
    page = open_at("/acties/", moment)
    for id in ACTION_IDS:
        wanted = site.status(site.programmes[id], day)
        card = page.locator(f".kaart:has(a[href='{id}/'])").first
        (shown,) = (text for text in card.locator(".stand").all() if text.is_visible())
        assert re.match(STATUS_WORDS[wanted], shown.inner_text()), (id, day)
        marks = page.locator(f"dd:has(a[href='{id}/'])").all_inner_texts()
        assert all((" (afgelopen)" in text) == (wanted is Status.OVER) for text in marks)
        alone = open_at(f"/acties/{id}/", moment)
        assert alone.get_by_role("heading", name=re.compile("^Deze actie is afgelopen")).count() == (
            wanted is Status.OVER
        )
        shown = [text for text in alone.locator("main > p .stand").all() if text.is_visible()]
        assert len(shown) == (wanted is not Status.OVER)
    lamp = open_at("/digipunten/lamp/", moment).get_by_text("Breng in december je inschrijving mee.")
    assert lamp.is_visible() == (day <= date(2026, 12, 18))


# Without scripts.


def test_no_page_speaks_of_today_or_of_this_week(texts):
    of_a_day = re.compile(
        r"\b(?:[Vv]andaag|morgen (?:om|van|open|gesloten)|gisteren|[Dd]eze week|volgende week|[Nn]u open|[Nn]u gesloten|[Ll]oopt nu)\b"
    )
    # What somebody can ask for, and what the finder does.
    asked_for = re.compile(
        r"/digipunten/(?:index|insluiten|meenemen)|leeshulp|open-data|doorverwijzers/index"
    )
    for name, page in texts.items():
        for choice in page.select("select, form, legend, code"):
            choice.decompose()
        # An address is no sentence.
        told = re.sub(r"\S+/\S*", "", words(page.body))
        found = of_a_day.findall(told)
        assert not found or asked_for.search(f"/{name}"), (name, found, told)


def test_a_status_is_true_on_any_day(texts, site):
    for days in (0, *LATER):
        day = day_after(days)
        for id in ACTION_IDS:
            told = [words(part) for part in texts[f"acties/{id}/index.html"].select(".stand")]
            span = site.span(site.programmes[id])
            for text in told:
                dated = [spaced(edge) for edge in (span.start, span.einde) if edge]
                assert any(edge in text for edge in dated), (id, text)
            over = "afgelopen" in words(texts[f"acties/{id}/index.html"].main)
            assert not over or site.status(site.programmes[id], day) is Status.OVER


def spaced(text: object) -> str:
    """As `words` gives a text: with plain spaces."""
    return " ".join(str(text).split())


def dates_of(pattern: str, text: str, days: range) -> list[date]:
    found = (BUILT + timedelta(days=each) for each in days)
    return [day for day in found if pattern.format(day=spaced(in_words(day, weekday=True))) in text]


def test_a_page_with_hours_says_from_which_day_it_is_too_old_to_trust(texts, site):
    """Whoever reads it later meets the day on which something it says stopped being sure."""
    ages = range(-1, 121)
    warned = 0
    for id, digipunt in site.digipunten.items():
        before = place_on(site, id, BUILT)
        if digipunt.status != "actief" or before.freshness is Freshness.EXPIRED or not before.timetables:
            continue
        page = texts[f"{place_address(id)[1:]}index.html"]
        (until,) = dates_of("Na {day}: bel eerst", words(page.footer), ages)
        for days in LATER:
            day = day_after(days)
            if place_on(site, id, day).freshness is not before.freshness:
                from_day = dates_of("Vanaf {day}: bel eerst", words(page.main), ages)
                assert day > until or (from_day and from_day[0] <= day), (id, day)
                warned += bool(from_day)
            assert days <= 60 or day > until
        # Until then every day that differs from the week is on the page.
        listed = words(page.select_one(".andere-uren"))
        for change_ in before.changes:
            days_ = spaced(change_.days)
            assert f"{days_[0].upper()}{days_[1:]}" in listed, (id, change_)
    assert warned > 3
    for name in ("digipunten/index.html", "doorverwijzers/index.html", "digipunten/dag/donderdag/index.html"):
        assert len(dates_of("Na {day}: bel eerst", words(texts[name].footer), ages)) == 1, name


def test_a_list_warns_of_each_place_that_grows_old(texts, site):
    day = spaced(in_words(date(2026, 12, 10), weekday=True))
    for name in ("digipunten/index.html", "doorverwijzers/index.html"):
        place = texts[name].select_one("li[data-digipunt=zuidkamer], tr[data-digipunt=zuidkamer]")
        assert f"Vanaf {day}: bel eerst." in words(place)


def test_a_notice_names_its_last_day(texts, site):
    for name in ("digipunten/lamp/index.html", "digipunten/index.html", "digipunten/tussenbib/index.html"):
        told = words(texts[name].main)
        assert "tot en met vrijdag 18 december 2026" in told or "lamp" not in name
        assert "tot en met zondag 20 december 2026" in told or "tussenbib" not in name


# What leaves the site.


def last_day_of(site, id: str) -> date | None:
    """The last day of which the record tells something."""
    digipunt = site.digipunten[id]
    if digipunt.status == "actief" and digipunt.nagekeken:
        return site.settings.drempels.expires(digipunt.nagekeken) - timedelta(days=1)
    return digipunt.melding.tot if digipunt.melding else None


def test_data_that_leave_the_site_say_nothing_of_days_after_the_record_is_too_old(root, site):
    ended = 0
    for id in site.digipunten:
        last = last_day_of(site, id)
        folder = root / "site" / place_address(id)[1:]
        if last is None or last < BUILT or not folder.exists():
            continue
        ended += last < BUILT + timedelta(days=90)
        for event in icalendar.Calendar.from_ical((folder / "uren.ics").read_bytes()).events:
            assert event.start.date() <= last, id
        page = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")
        told = json.dumps(json.loads(page.find("script", type="application/ld+json").string))
        assert all(day <= last.isoformat() for day in re.findall(r'"validThrough": "([\d-]+)"', told)), id
    assert ended >= 2

"""The finder with more places than one file should hold, in a real browser: its answers are those of one file."""

import re
from datetime import date, datetime
from itertools import product

import pytest

from sitegen.cli import main
from sitegen.finder_data import for_finder
from sitegen.finder_pages import finder
from sitegen.listing import in_order, list_places
from sitegen.paths import Paths
from sitegen.read import read_site
from tests import browser
from tests.conftest import TODAY
from tests.regions import write_region
from tests.test_zoeker_js import MONDAY, ask, status

FINDER = "/digipunten/"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return write_region(tmp_path_factory.mktemp("streek"), places=700, wijken=50)


@pytest.fixture(scope="module")
def whole(root):
    """The finder of the region, and what its script would get in one file."""
    today = date.fromisoformat(TODAY)
    site, _ = read_site(Paths.of(root), today)
    found = finder(site, in_order(list_places(site, today)), today)
    return found, for_finder(site, found.places, found.needs, today, with_cards=True)


@pytest.fixture(scope="module")
def origin(root):
    assert main(["--root", str(root), "--today", TODAY, "--out", str(root / "site"), "--no-paper"]) == 0
    with browser.serving(root / "site") as address:
        yield address


@pytest.fixture
def open_page(open_at):
    def opened(address=FINDER, moment=MONDAY, **options):
        page = open_at(address, moment, **options)
        page.locator("[role=status]", has_text=re.compile("Typ|Hier|[Dd]ichtbij|kunnen")).or_(
            page.locator("[data-tip]", has_text=re.compile("."))
        ).first.wait_for()
        return page

    return opened


def links(page):
    return [link.get_attribute("href") for link in page.locator("[data-zoeker] li:visible h3 a").all()]


COMPARE = """async ([whole, questions, now]) => {
  const { search } = await import('/js/zoeker.js')
  const { answer } = await import('/js/delen.js')
  const one = JSON.parse(whole)
  const index = await (await fetch('/digipunten/zoeker.json')).json()
  const answers = []
  for (const question of questions) {
    const [all, part] = [search(one, question, now), await answer({ ...index, plaatsen: {} }, question, now, '')]
    answers.push([[all.zeker, all.misschien], [part.zeker, part.misschien], part.words?.('').filter(Boolean).join(' ') ?? ''])
  }
  return answers
}"""


def questions(found):
    points = [wijk.midden for wijk, _ in found.wijken[::7]]
    for point, wanneer, met in product(
        points, ("", "nu", "zaterdag", "zondag"), ((), ("hulp",), ("zonder-trap",))
    ):
        yield {
            "punt": [round(point.lat, 4), round(point.lon, 4)],
            "wanneer": wanneer,
            "deel": "",
            "met": list(met),
        }
    # Far outside.
    yield {"punt": [49.0, 2.0], "wanneer": "", "deel": "avond", "met": []}


def test_parts_give_what_one_file_gives_for_as_far_as_they_go(open_page, root, whole):
    found, data = whole
    asked = list(questions(found))
    now = int(datetime.fromisoformat(MONDAY).timestamp() // 60)

    answers = open_page().evaluate(browser.importing(root / "site", COMPARE), [data, asked, now])

    ends = {"twenty": 0, "limit": 0}
    for question, (one, part, words) in zip(asked, answers, strict=True):
        for all_ids, ids in zip(one, part, strict=True):
            assert ids == all_ids[: len(ids)], question
        sure = len(part[0])
        if sure == 20:
            ends["twenty"] += 1
            assert words.startswith("Hier staan de 20 dichtste Digipunten.") and "Verder" not in words
        else:
            ends["limit"] += 1
            assert "km zochten we niet." in words and sure < 20, question
    assert min(ends.values()) > 5


def test_before_a_question_the_page_asks_where_and_fetches_no_part(open_page):
    page = open_page()

    assert status(page) == "Typ je postcode, wijk of straat. Of kies je wijk."
    assert links(page) == [] and page.locator(".lijsten a:visible").count() >= 50
    ask(page, wanneer="nu")
    assert status(page) == "Typ je postcode, wijk of straat. Of kies je wijk."


def test_who_types_a_place_gets_the_twenty_nearest_for_a_few_small_files(open_page, whole):
    page = open_page()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url) if "/zoeker/" in request.url else None)

    ask(page, plaats="9105")
    page.locator("[data-zoeker] li h3 a").first.wait_for()

    point = whole[0].site.postcodes["9105"].midden
    nearest = [hit.place.id for hit in whole[0].whereabouts.nearest(point, 3)]
    shown = links(page)
    assert re.fullmatch(
        r"Hier staan de 20 dichtste Digipunten\. (Bij nog \d+ dichtbij is het misschien zo: bel eerst\. )?"
        r"Het dichtst bij 9105 Stadje 5 staat eerst\.",
        status(page),
    )
    assert len(shown) == 20 and set(nearest) <= {href.rstrip("/").rpartition("/")[2] for href in shown}
    assert 0 < len(fetched) <= 5

    again = open_page(f"{FINDER}?plaats=9105")
    again.locator("[data-zoeker] li h3 a").first.wait_for()
    assert status(again) == status(page)
    assert links(again) == shown


def test_a_street_of_many_districts_is_asked_for_once_more(open_page):
    page = open_page(f"{FINDER}?plaats=kerkstraat+5")
    assert "Er is meer dan één Kerkstraat. Typ ook de wijk, zoals “Kerkstraat, Dorp" in page.inner_text(
        "[data-tip]"
    )

    ask(page, plaats="Kerkstraat 5, Dorp 1")
    page.locator("[data-zoeker] li h3 a").first.wait_for()
    assert status(page).endswith("Het dichtst bij Kerkstraat, Dorp 1 staat eerst.")

    ask(page, plaats="de zandweg, dorp 2")
    page.locator("[role=status]", has_text="Zandweg").wait_for()
    ask(page, plaats="Parijs")
    page.locator("[data-tip]", has_text="Parijs").wait_for()
    assert page.inner_text("[data-tip]") == "We kennen “Parijs” niet. Kies hieronder je wijk."


def test_data_that_do_not_come_are_told_and_asked_for_again(chromium, origin):
    page = chromium.new_page()
    page.route("**/zoeker/*.json", lambda route: route.abort())
    page.goto(f"{origin}{FINDER}?plaats=9105")
    page.locator("[role=status]", has_text="We kunnen de lijst nu niet ophalen.").wait_for()
    assert links(page) == []

    page.unroute("**/zoeker/*.json")
    page.get_by_role("button", name="Zoek", exact=True).click()

    page.locator("[role=status]", has_text="20 dichtste").wait_for()
    page.close()


@pytest.mark.parametrize("address", [FINDER, "/digipunten/insluiten/zoeker/"])
def test_a_result_leads_to_the_page_of_its_place(open_page, address):
    page = open_page(f"{address}?plaats=9105")
    page.locator("[data-zoeker] li h3 a").first.wait_for()

    page.locator("[data-zoeker] li:visible h3 a").first.click()

    page.wait_for_url("**/digipunten/plek-*/")
    assert "plek" in page.inner_text("h1")

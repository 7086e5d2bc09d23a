"""The finder in one file, on the EXAMPLE set: as a file that is read, and in a browser that has no internet."""

from __future__ import annotations

import gzip
import re
from base64 import b64encode
from hashlib import sha256
from io import BytesIO

import brotli
import pypdfium2
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from bs4 import BeautifulSoup

from sitegen import pages as site_pages
from sitegen.paths import HOME, Paths
from sitegen.read import read_site
from sitegen.render import file_of, render
from sitegen.take_along import ONE_FILE
from tests import browser
from tests.conftest import words
from tests.regions import write_region
from tests.schedules import TODAY
from tests.test_zoeker_js import MONDAY, ask, results, status

LIMIT = 60_000
FILE = ONE_FILE.removeprefix("/")
SITE = "https://digitaal-mee.example"
PAST_THE_HORIZON = "2027-02-22T09:30:00Z"
# A search that a helper asks often.
AXE_ALL = """() => axe.run({ resultTypes: ['violations'], rules: Object.fromEntries(
  axe.getRules(['wcag2aaa', 'best-practice', 'wcag22aa', 'experimental']).map(({ ruleId }) => [ruleId, { enabled: true }]))
}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))]))"""

QUESTION = {"plaats": "9050", "wanneer": "morgen", "met": ["Met hulp"]}


@pytest.fixture(scope="module")
def path(example_site):
    return example_site / FILE


@pytest.fixture(scope="module")
def one_file(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def own_pages(example_site):
    """The page of each place that did not stop, by its id."""
    found = {}
    for page in sorted((example_site / "digipunten").glob("*/uren.ics")):
        soup = BeautifulSoup((page.parent / "index.html").read_text(encoding="utf-8"), "html.parser")
        if soup.select_one("#waar"):
            found[page.parent.name] = soup
    assert len(found) == 28
    return found


@pytest.fixture(scope="module")
def origin(example_site):
    with browser.serving(example_site) as address:
        yield address


@pytest.fixture
def open_file(chromium, path):
    """Open the file from the disk of a computer without internet; nothing may go wrong, and nothing be asked."""
    contexts, complaints, asked = [], [], []

    def open_it(moment=MONDAY, width=1280, question="", before="", **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, offline=True, **options)
        context.add_init_script(browser.LOOK + before)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        if options.get("java_script_enabled", True):
            page.clock.install(time=moment)
        page.goto(path.as_uri() + question)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []
    assert asked and {re.sub("[?#].*", "", url) for url in asked if not url.startswith("data:")} == {
        path.as_uri()
    }


def plain(text):
    """The signs alone: where a line ends, and with which hyphen, is the browser's business."""
    return re.sub(r"[\s\u00ad\u2010\ufffe\x02-]+", "", text)


def sections(soup):
    return {section["data-digipunt"]: section for section in soup.select("main > section")}


# The file.


def test_it_is_small_enough_to_send(path):
    content = path.read_bytes()

    assert len(brotli.compress(content, quality=11)) <= LIMIT
    assert len(gzip.compress(content)) <= LIMIT


def test_it_holds_every_place_in_the_order_of_the_finder(one_file, own_pages):
    found = sections(one_file)
    cards = [card["data-digipunt"] for card in one_file.select("li[data-digipunt]")]

    assert list(found) == cards and set(cards) == set(own_pages)
    assert len(one_file.select("svg .punten a")) == len(one_file.select("main > section .nummer")) > 20


def test_it_says_of_each_place_what_its_page_says(one_file, own_pages):
    found = sections(one_file)
    for id, page in own_pages.items():
        section = found[id]
        assert words(section.h2).endswith(words(page.h1)), id
        assert words(section.address) == words(page.address), id
        links = {link["href"] for link in page.select("[aria-labelledby=contact] a")}
        assert links and links <= {link["href"] for link in section.select("a")}, id
        tables = [words(table) for table in page.select("table.uren")]
        assert [words(table) for table in section.select("table.uren")] == tables, id
        assert words(section.select_one(".feiten")) == words(page.select_one(".feiten")), id
        assert words(section.select_one(".herkomst")) == words(page.select_one(".herkomst")), id
        entrance = page.find("p", string=re.compile("^Ingang: "))
        assert not entrance or words(entrance) in words(section), id
    assert sum(len(section.select("table.uren")) for section in found.values()) > 30


def test_it_tells_the_days_that_differ_as_far_as_it_is_valid(one_file, own_pages):
    further = 0
    for id, section in sections(one_file).items():
        told = [words(line) for line in section.select(".veranderingen li")]
        near = [words(line) for line in own_pages[id].select(".veranderingen li")]
        assert told[: len(near)] == near, id
        further += len(told) > len(near)
    # A page tells sixty days, the file ninety: the holidays of February are in between.
    assert further > 5


def test_it_says_from_which_day_it_is_until_when_and_where_a_new_one_is(one_file):
    intro, foot = words(one_file.select_one("main .inleiding")), words(one_file.footer)

    for said in (intro, foot):
        assert "gemaakt op maandag 23 november 2026" in said.casefold()
        assert re.search("Na zondag 21 februari 2027 is (?:het|dit) te oud: bel dan eerst", said)
    assert one_file.footer.select_one(f"a[href='{SITE}{ONE_FILE}']")
    told = {id: words(section) for id, section in sections(one_file).items()}
    valid = {id: found[1] for id, text in told.items() if (found := re.search(r"Geldig tot ([^.]+)\.", text))}
    old = {id for id, text in told.items() if "We weten niet of dit Digipunt er nog is" in text}
    assert old and valid.keys() == told.keys() - old
    assert valid["linde"] != "zondag 21 februari 2027" and "zondag 21 februari 2027" in valid.values()


def test_a_new_file_of_old_data_does_not_say_that_they_hold(pages):
    """On the real data nobody checked anything for more than a year."""
    told = words(pages["digipunten/meenemen.html"].main)

    assert "Bij alle Digipunten in deze lijst zijn de gegevens ouder dan 12 maanden" in told
    assert told.count("We weten niet of dit Digipunt er nog is") >= 8 and "Geldig tot" not in told


def test_no_link_leads_beside_the_file(one_file):
    ids = {element["id"] for element in one_file.select("[id]")}
    targets = {link["href"] for link in one_file.select("a")}
    inside = {target[1:] for target in targets if target.startswith("#")}

    assert len(inside) > 50 and inside <= ids
    others = {target.partition(":")[0] for target in targets if not target.startswith("#")}
    assert others == {"https", "tel", "mailto"}
    cards = one_file.select("li[data-digipunt]")
    assert [card.h3.a["href"] for card in cards] == [f"#over_{card['id']}" for card in cards]


def test_every_wijk_leads_to_its_places_or_to_the_nearest(one_file):
    rows = one_file.select(".per-wijk > div")

    assert len(rows) == 25
    assert all(row.select("a[href^='#over_']") for row in rows)
    assert any("Geen Digipunt in deze wijk" in words(row) and "km" in words(row) for row in rows)


def test_nothing_in_it_asks_for_another_file(one_file, path):
    assert not one_file.select("[src], iframe, object, embed, base, form[action], [style]")
    assert [link["rel"] for link in one_file.select("link")] == [["icon"]]
    assert one_file.link["href"].startswith("data:image/svg+xml,")
    assert not re.search(r"url\(|@import", one_file.style.text)


def test_its_own_policy_allows_its_script_and_style_and_nothing_else(one_file):
    policy = dict(
        rule.split(" ", 1) for rule in one_file.select_one("meta[http-equiv]")["content"].split("; ")
    )
    data, script = (script.text for script in one_file.select("script"))

    def source(text):
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    assert len(one_file.select("style")) == 1
    assert policy["default-src"] == "'none'" and policy["img-src"] == "data:"
    assert policy["script-src"] == f"{source(script)} {source(data)}"
    assert policy["style-src"] == source(one_file.style.text)


def test_a_host_gives_it_to_keep_and_every_other_page_to_look_at(example_site):
    rules = (example_site / "_headers").read_text(encoding="utf-8")
    told = dict(browser.headers_at(ONE_FILE, rules))

    assert told["Content-Disposition"] == 'attachment; filename="digipunten.html"'
    assert "Content-Disposition" not in dict(browser.headers_at("/digipunten/index.html", rules))


def test_pages_for_helpers_and_about_paper_offer_it_with_its_size(example_site, path):
    for name in ("doorverwijzers", "digipunten/op-papier"):
        text = (example_site / name / "index.html").read_text(encoding="utf-8")
        links = BeautifulSoup(text, "html.parser").select("a[download]")
        assert [link["href"].rpartition("/")[2] for link in links] == ["meenemen.html"]
        assert (example_site / name / links[0]["href"]).resolve() == path
    assert f"(één bestand, {round(path.stat().st_size / 1000)} kB)" in words(links[0])


@pytest.mark.parametrize("count", [60, 640])
def test_every_place_has_its_card_until_they_are_too_many_for_a_file(tmp_path, count):
    root = write_region(tmp_path / "streek", count, wijken=8)
    paths = Paths.of(root)
    site = read_site(paths, TODAY)[0]
    made = {page.address: page for page in site_pages.all_pages(site, TODAY)}
    wanted = [ONE_FILE, "/doorverwijzers/", "/digipunten/op-papier/"]
    outputs = render([made[address] for address in wanted if address in made], site, paths, TODAY)
    files = {output.page.address: file_of(output, site, {}).decode() for output in outputs}

    if count == 640:
        assert ONE_FILE not in files and not any("meenemen" in text for text in files.values())
    else:
        assert len(BeautifulSoup(files[ONE_FILE], "html.parser").select("li[data-digipunt]")) == count
        assert all("meenemen.html" in files[address] for address in wanted[1:])


# In a browser.


def test_who_asks_for_help_in_9050_tomorrow_gets_a_number(open_file):
    page = open_file()

    ask(page, **QUESTION)

    assert status(page).startswith("6 Digipunten: open op dinsdag 24 november, met hulp.")
    first = page.locator("ol.eerste > li:visible").first
    assert first.locator("a[href^='tel:']").is_visible()
    first.locator("h3 a").click()
    section = page.locator(f"section[data-digipunt={first.get_attribute('id')}]")
    assert section.locator("h2").first.evaluate(
        "e => e.matches(':target') && e.getBoundingClientRect().top < 60"
    )
    assert section.locator("a[href^='tel:']").is_visible() and "Nu " in section.inner_text()
    page.go_back()
    assert status(page).startswith("6 Digipunten")


def test_the_same_goes_with_the_keyboard_alone(open_file):
    page = open_file(width=320)

    def tab_to(selector):
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(selector)

    tab_to("#plaats")
    page.keyboard.type("9050")
    tab_to("#wanneer")
    page.keyboard.type("morgen")
    tab_to("[name=met]")
    page.keyboard.press("Space")
    tab_to("[type=submit]")
    page.keyboard.press("Enter")
    tab_to("li a[href^='tel:']")

    assert status(page).startswith("6 Digipunten: open op dinsdag 24 november, met hulp.")
    assert page.evaluate("look.focused()")["isOutlined"]


@pytest.mark.parametrize(
    "question",
    [QUESTION, {"plaats": "Ledeberg"}, {"wanneer": "nu"}, {"wanneer": "zaterdag", "deel": "avond"}],
)
def test_it_finds_what_the_finder_of_the_site_finds(open_file, open_at, question):
    page, online = open_file(), open_at("/digipunten/", MONDAY)

    ask(page, **question)
    ask(online, **question)

    assert results(page) == results(online) and results(page) != ([], [])
    assert status(page) == status(online)


def test_a_question_in_its_address_is_answered(open_file):
    page = open_file(question="?plaats=9050&wanneer=morgen&met=hulp")

    assert status(page).startswith("6 Digipunten: open op dinsdag 24 november, met hulp.")


def test_a_browser_that_lets_no_file_change_its_address_answers_as_well(open_file):
    page = open_file(
        before="History.prototype.pushState = () => { throw new DOMException('nee', 'SecurityError') }"
    )

    ask(page, **QUESTION)

    assert status(page).startswith("6 Digipunten: open op dinsdag 24 november, met hulp.")
    assert "?" not in page.url


def test_the_button_for_a_position_is_there_only_where_one_can_be_had(open_file, chromium, path):
    button = "[name=hier]"
    assert open_file().locator(button).is_visible()

    page = chromium.new_page()
    page.route("**/*", lambda route: route.fulfill(body=path.read_bytes(), content_type="text/html"))
    page.goto("http://intranet.example/digipunten.html")
    assert page.locator("form").is_visible() and not page.locator(button).is_visible()
    page.close()


def test_a_position_is_asked_from_a_file_too(open_file):
    here = {"latitude": 51.0303, "longitude": 3.7382}
    page = open_file(geolocation=here, permissions=["geolocation"])

    page.get_by_role("button", name="Gebruik mijn plaats").click()

    page.wait_for_function("document.querySelector('#plaats').value !== ''")
    assert "Het dichtst bij" in status(page)


def test_past_its_last_day_it_says_to_call_first(open_file):
    fresh, old = open_file(), open_file(PAST_THE_HORIZON)
    banner = "[data-oud]"
    assert not fresh.locator(banner).is_visible()
    assert old.locator(banner).inner_text().startswith("Bel eerst. Dit bestand is oud")

    ask(old, wanneer="nu")

    assert status(old).startswith("Van geen enkel Digipunt weten we het zeker: nu open.")
    sure, perhaps = results(old)
    assert sure == [] and len(perhaps) > 10
    said = old.locator("section[data-digipunt=linde] [data-antwoord]").all_inner_texts()
    assert set(said) == {"We weten het niet zeker: deze pagina is van 23\u00a0november 2026. Bel eerst."}


@pytest.mark.parametrize("width", [320, 1280])
def test_without_javascript_it_is_a_full_list(open_file, own_pages, width):
    page = open_file(width=width, java_script_enabled=False)

    assert not page.locator("form").is_visible() and not page.locator("[data-oud]").is_visible()
    for id in own_pages:
        section = page.locator(f"section[data-digipunt={id}]")
        assert section.locator("address").is_visible() and section.locator("a[href^='tel:']").is_visible()
    assert page.locator("section table.uren:visible").count() > 30
    assert page.locator(".veranderingen li:visible").count() > 30
    page.get_by_text("Kies je wijk").click()
    page.locator(".per-wijk").get_by_role("link").first.click()
    assert "#over_" in page.url


OPEN_ALL = "document.querySelectorAll('details').forEach((details) => { details.open = true })"


@pytest.mark.parametrize(
    "width, scheme",
    [
        (320, "dark"),
        (1280, "light"),
        *(pytest.param(*each, marks=pytest.mark.hard) for each in ((320, "light"), (1280, "dark"))),
    ],
)
def test_axe_finds_nothing_at_any_level_width_or_scheme(open_file, width, scheme):
    page = open_file(width=width, color_scheme=scheme, bypass_csp=True)
    page.evaluate(AXE_SCRIPT)
    page.evaluate(OPEN_ALL)

    assert page.evaluate(AXE_ALL) == []


@pytest.mark.parametrize(
    "state",
    [
        {"question": "?plaats=9050&wanneer=morgen&met=hulp"},
        {"question": "?plaats=nergensheen"},
        {"moment": PAST_THE_HORIZON, "color_scheme": "dark"},
    ],
    ids=["antwoord", "onbekend", "oud"],
)
def test_axe_finds_nothing_in_what_a_search_or_the_clock_changes(open_file, state):
    page = open_file(width=320, bypass_csp=True, **state)
    page.evaluate(AXE_SCRIPT)
    # What no script changes is looked at above.
    page.evaluate("document.querySelectorAll('main > section:nth-of-type(n+4)').forEach((e) => e.remove())")

    assert page.evaluate(AXE_ALL) == []


def test_nothing_sticks_out_and_each_control_is_large_enough(open_file):
    page = open_file()
    page.evaluate(OPEN_ALL)

    for width in (320, 768, 1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("look.stickingOut()") == [], width
    # A number on the map stands for a card; with so many there is no room for a finger.
    controls = [control for control in page.evaluate("look.controls()") if control["name"] != 'a ""']
    small = [control["name"] for control in controls if min(control["width"], control["height"]) < 44]
    assert len(controls) > 100 and small == []


def test_links_that_need_the_internet_say_so(open_file):
    page = open_file()

    found = page.evaluate("""() => [...document.querySelectorAll('a:not(svg a)')].map((a) => [
      a.protocol.startsWith('http'), a.hash !== '' && a.pathname === location.pathname,
      [a, ...a.children].some((e) => getComputedStyle(e, '::after').content.includes('internet')),
    ])""")

    assert len(found) > 100 and sum(web for web, _, _ in found) > 30
    assert all(web == marked for web, _, marked in found)
    assert all(web != inside for web, inside, _ in found if inside)


def test_printed_it_is_a_list_of_all_places_without_what_holds_only_now(open_file, own_pages):
    page = open_file(question="?plaats=9050&wanneer=morgen&met=hulp")

    pdf = pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4")))
    text = plain(" ".join(sheet.get_textpage().get_text_bounded() for sheet in pdf))

    for id, own in own_pages.items():
        phone = own.select_one("[aria-labelledby=contact] a[href^='tel:']")
        for said in (own.h1, own.address, phone, *own.select("table.uren tbody")):
            assert plain(said.get_text(" ")) in text, (id, said)
    assert plain("Na zondag 21 februari 2027 is dit te oud: bel dan eerst.") in text
    assert plain("digitaal-mee.example/digipunten/meenemen.html") in text
    for said in ("Nu open", "Nu gesloten", "Postcode, wijk of straat", "Terug naar de zoeker"):
        assert plain(said) not in text
    assert len(pdf) <= len(own_pages)


def test_a_script_or_style_that_changes_is_in_the_next_file(tmp_path, project):
    import shutil

    from sitegen.cli import main

    shutil.copytree(HOME / "static", project / "static")
    command = ["--root", str(project), "--today", TODAY.isoformat(), "--no-paper"]
    assert main(command) == 0
    file = project / "site" / FILE
    before = file.read_text(encoding="utf-8")
    for name, added in (("js/hier.js", "globalThis.proef = 1\n"), ("css/site.css", ".proef { order: 1 }\n")):
        source = project / "static" / name
        source.write_text(source.read_text(encoding="utf-8") + added, encoding="utf-8")
    assert main(command) == 0

    after = file.read_text(encoding="utf-8")
    assert "proef" not in before and after.count("proef") == 2
    paper = (project / "site/digipunten/op-papier/index.html").read_text(encoding="utf-8")
    assert f"{round(file.stat().st_size / 1000)} kB" in paper

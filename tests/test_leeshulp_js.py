"""Help for reading: what is read aloud, how it pauses and goes on, and how the letters stay in a visit."""

import pytest

from tests import browser

PAGE = "/acties/herstelde-toestellen/"
MOMENT = "2026-11-23T10:00:00Z"
BODY = "main p:last-of-type"

# Headless browsers have no voices. This one says a sentence when a test tells that it has been said.
VOICES = """(voices) => {
  const spoken = window.spoken = []
  Object.defineProperty(window, 'speechSynthesis', { value: Object.assign(new EventTarget(), {
    getVoices: () => voices,
    speak(words) { spoken.push([words.text, words.rate, words.lang]); this.now = words },
    cancel() { const words = this.now; this.now = null; words?.onerror?.({}) },
    end() { const words = this.now; this.now = null; words.onend() },
  }) })
  window.SpeechSynthesisUtterance = function (text) { this.text = text }
}"""
FLEMISH = {"lang": "nl-BE", "localService": True}
DUTCH = {"lang": "nl_NL", "localService": True}
REMOTE = {"lang": "nl-BE", "localService": False}
FRENCH = {"lang": "fr-BE", "localService": True}


@pytest.fixture(scope="module")
def origin(built_site):
    with browser.serving(built_site) as address:
        yield address


@pytest.fixture
def open_with(open_at):
    def opened(*voices, address=PAGE, panel=True, **options):
        page = open_at(address, MOMENT, **options)
        page.context.add_init_script(
            f"({VOICES})({list(voices)})".replace("True", "true").replace("False", "false")
        )
        page.reload()
        if panel:
            page.get_by_role("link", name="Hulp bij lezen").click()
            page.locator(".paneel h2").wait_for()
        return page

    return opened


def press(page, name):
    """Also a button that says it is of no use now."""
    page.get_by_role("button", name=name, exact=True).click(force=True)


def size(page):
    return float(page.locator("main p").last.evaluate("(p) => parseFloat(getComputedStyle(p).fontSize)"))


def test_a_page_is_read_sentence_by_sentence_from_its_title_to_its_end(open_with):
    page = open_with(FLEMISH)
    assert page.evaluate("spoken") == []

    press(page, "Lees voor")
    while page.evaluate("speechSynthesis.now !== null"):
        page.evaluate("speechSynthesis.end()")

    said = [text for text, *_ in page.evaluate("spoken")]
    assert said[0] == page.locator("main h1").inner_text()
    words = " ".join(said).split()
    shown = page.evaluate(
        "() => { document.querySelector('.paneel').remove(); return document.querySelector('main').innerText }"
    )
    assert words == shown.split()
    assert page.evaluate("CSS.highlights.size") == 0


def test_pause_goes_on_with_the_sentence_it_was_in_and_stop_begins_again(open_with):
    page = open_with(FLEMISH)
    press(page, "Lees voor")
    page.evaluate("speechSynthesis.end()")

    press(page, "Pauze")
    assert page.evaluate("speechSynthesis.now") is None
    press(page, "Lees verder")
    press(page, "Stop")
    press(page, "Lees voor")

    first, second, again, anew = [text for text, *_ in page.evaluate("spoken")]
    assert second == again and anew == first != second


def test_the_sentence_that_is_read_is_marked(open_with):
    page = open_with(FLEMISH)
    press(page, "Lees voor")
    page.evaluate("speechSynthesis.end()")

    marked = page.evaluate("String([...CSS.highlights.get('voorlezen')][0])")

    assert marked.split() == page.evaluate("spoken.at(-1)[0]").split()


def test_slower_and_faster_say_the_sentence_again_and_hold_on_the_next_page(open_with):
    page = open_with(FLEMISH)
    press(page, "Lees voor")
    for _ in range(3):
        press(page, "Trager")
    (first, ordinary, _), *others = page.evaluate("spoken")
    assert ordinary == 1 and {text for text, *_ in others} == {first}
    assert [rate for _, rate, _ in others] == [0.85, 0.7]

    page.goto(page.url.replace(PAGE, "/contact/"))
    press(page, "Lees voor")
    assert page.evaluate("spoken[0][1]") == 0.7


@pytest.mark.parametrize(
    ("voices", "chosen"), [([FRENCH, DUTCH, FLEMISH], "nl-BE"), ([DUTCH], "nl_NL")], ids=["flemish", "dutch"]
)
def test_a_flemish_voice_comes_first(open_with, voices, chosen):
    page = open_with(*voices)
    press(page, "Lees voor")

    assert page.evaluate("spoken[0][2]") == chosen


@pytest.mark.parametrize("voices", [[], [FRENCH], [REMOTE]], ids=["none", "french", "remote"])
def test_without_a_dutch_voice_of_the_device_itself_nothing_is_offered(open_with, voices):
    page = open_with(*voices)

    assert page.get_by_role("button", name="Grotere letters").is_visible()
    assert not page.get_by_role("button", name="Lees voor").is_visible()


def test_letters_stay_larger_in_this_visit_and_nothing_is_kept_before_a_tap(open_with, origin):
    page = open_with(panel=False)
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    ordinary = size(page)
    page.get_by_role("link", name="Hulp bij lezen").click()

    for _ in range(4):
        press(page, "Grotere letters")
    assert size(page) == 2 * ordinary
    page.goto(f"{origin}/contact/")
    assert page.evaluate("document.documentElement.style.fontSize") == "200%"
    assert page.evaluate("look.stickingOut()") == []
    for _ in range(4):
        press(page, "Kleinere letters")
    assert page.evaluate("document.documentElement.style.fontSize") == ""


def test_a_calm_page_shows_the_text_and_a_way_back(open_with):
    page = open_with()
    press(page, "Rustig lezen")
    assert not page.locator(".kop").is_visible() and not page.locator(".voet").is_visible()
    assert page.locator("main h1").is_visible()

    press(page, "Sluit")
    assert page.locator(".kop").is_visible() and page.locator(".paneel").count() == 0
    assert page.evaluate("document.activeElement.innerText") == "Hulp bij lezen"


def test_the_panel_is_open_on_the_next_page_until_it_is_closed(open_with, origin):
    page = open_with()
    page.goto(f"{origin}/contact/")
    page.locator(".paneel").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "BODY"

    press(page, "Sluit")
    page.goto(f"{origin}/over/")
    page.wait_for_load_state("networkidle")
    assert page.locator(".paneel").count() == 0


def test_what_may_not_be_kept_lasts_as_long_as_the_page(open_with):
    page = open_with(panel=False)
    page.context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('', 'SecurityError') } })"
    )
    page.reload()
    page.get_by_role("link", name="Hulp bij lezen").click()

    press(page, "Grotere letters")
    assert page.evaluate("document.documentElement.style.fontSize") == "125%"


def test_without_scripts_the_link_leads_to_a_page_that_helps(open_at, origin):
    page = open_at(PAGE, MOMENT, java_script_enabled=False)
    page.get_by_role("link", name="Hulp bij lezen").click()

    assert page.locator("h1").inner_text() == "Hulp bij lezen"
    assert "twee vingers" in page.locator("main").inner_text()

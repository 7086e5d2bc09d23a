"""The site on a device without internet, in a real browser: what was visited once works, and says nothing old as new."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import threading
import time
from contextlib import contextmanager
from functools import partial

import pytest

from sitegen.cli import main
from sitegen.paths import HOME
from tests import browser
from tests.conftest import TODAY, change, tree

MOMENT = "2026-11-24T14:00:00"
PLACE = "/digipunten/voorbeeld-een/"
FINDER = "/digipunten/"
HOURS = ("do-vr: 10:00-12:00", "do-vr: 10:00-12:30")
WHOLE = """async () => {
  const registration = await navigator.serviceWorker.ready
  const names = (await caches.keys()).filter((name) => name.startsWith('site '))
  const lists = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))
  return [registration.active.state, registration.installing, registration.waiting, names, lists]
}"""


class Host:
    """Serves the folder of a site as a host would, below a path; it can be slow, and it tells what was asked."""

    def __init__(self, folder, base="/"):
        self.folder, self.base = folder, base
        self.delay = 0.0
        self.asked = []
        self.broken = ()
        host = self

        class Handler(browser.Handler):
            def translate_path(self, path):
                return super().translate_path("/" + path.removeprefix(host.base))

            def do_GET(self):
                host.asked.append(self.path.removeprefix(host.base))
                time.sleep(host.delay)
                if self.path.removeprefix(host.base) in host.broken:
                    self.close_connection = True
                    return
                super().do_GET()

        self._server = browser.Server(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.address = f"{self.origin}{base.rstrip('/')}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def build(root, *options, day=TODAY):
    assert main(["--root", str(root), "--today", day, "--no-paper", *options]) == 0


@pytest.fixture
def host(small):
    build(small)
    found = Host(small / "site")
    yield found
    found.close()


@contextmanager
def visiting(chromium, moment=MOMENT):
    context = chromium.new_context(timezone_id="Europe/Brussels")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.clock.install(time=moment)
    yield page
    context.close()


@pytest.fixture
def page(chromium):
    with visiting(chromium) as found:
        yield found


def own(site, *names):
    """Style sheets and scripts by the names that they have in this site."""
    return [browser.asset(site, name).relative_to(site).as_posix() for name in names]


def lists_of(site):
    """CORE and REST as the worker of a site has them."""
    text = (site / "sw.js").read_text(encoding="utf-8")
    found = re.match(r"const VERSION='(\w+)',CORE=(\{.*?\}),REST=(\{.*?\})\n", text)
    return found[1], json.loads(found[2]), json.loads(found[3])


def until(condition):
    for _ in range(200):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("dit duurt te lang")


def kept_whole(page, site):
    """Wait until the device keeps this very version, whole; returns the names of the versions that it keeps."""
    version, core, rest = lists_of(site)

    def is_there():
        state, installing, waiting, names, lists = page.evaluate(WHOLE)
        own = next((found for name, found in zip(names, lists, strict=True) if name.endswith(version)), ())
        return state == "activated" and not (installing or waiting) and len(own) == len(core) + len(rest)

    until(is_there)
    return page.evaluate(WHOLE)[3]


def visit_once(page, host):
    page.goto(f"{host.address}/")
    return kept_whole(page, host.folder)


def test_after_one_visit_every_page_opens_without_internet(page, host):
    said = []
    page.on("console", lambda message: said.append(message.text))
    visit_once(page, host)
    page.context.set_offline(True)
    host.asked.clear()

    page.goto(host.address + FINDER)
    assert page.locator("main li[data-digipunt]").count() >= 2
    page.goto(host.address + PLACE)
    assert "Nu open" in page.locator("[data-antwoord]").first.inner_text()
    assert page.locator(".kop").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 219, 90)"
    page.goto(f"{host.address}{FINDER}?plaats=9050")
    assert page.url.endswith("?plaats=9050") and page.locator("h1").inner_text()
    _, core, rest = lists_of(host.folder)
    for path in [path for path in (*core, *rest) if not path or path.endswith("/")]:
        assert page.goto(f"{host.address}/{path}").status == 200, path
    page.goto(f"{host.address}/digipunten")
    assert page.url == host.address + FINDER
    # The browser itself looks for a new worker when it likes.
    assert set(host.asked) <= {"sw.js"} and said == []


def test_a_page_that_is_not_kept_says_in_plain_words_what_to_do(page, host):
    shutil.copy(HOME / "content" / "niet-gevonden.md", host.folder.parent / "content" / "niet-gevonden.md")
    build(host.folder.parent)
    visit_once(page, host)
    page.context.set_offline(True)

    page.goto(f"{host.address}/digipunten/bestaat-niet/")

    assert page.locator("h1").inner_text() == "We vinden deze pagina niet"
    assert "Geen internet?" in page.locator("main").inner_text()
    assert page.locator("main a[href^='tel:']").count() == 1
    page.get_by_role("link", name="Zoek een Digipunt").first.click()
    page.wait_for_url(host.address + FINDER)


@pytest.mark.parametrize("moment, open_now", [(MOMENT, True), ("2027-03-23T14:00:00", False)])
def test_past_its_horizon_no_hour_shows_as_one_of_now(chromium, host, moment, open_now):
    """The clock moves 120 days on while the device has no internet. Both days are a Tuesday."""
    with visiting(chromium) as page:
        visit_once(page, host)
        page.context.set_offline(True)
        page.clock.set_fixed_time(moment)
        for path in (PLACE, FINDER):
            page.goto(host.address + path)
            answers = page.locator("[data-antwoord]").all_inner_texts()
            assert answers
            assert any("Nu open" in text for text in answers) == open_now
            if not open_now:
                assert all("deze pagina is van" in text and "Bel eerst" in text for text in answers)
                assert page.locator(".vandaag").count() == 0


def test_a_changed_hour_shows_as_soon_as_there_is_internet_again(page, host):
    visit_once(page, host)
    page.context.set_offline(True)
    page.goto(host.address + PLACE)
    before = page.locator("main").inner_text()
    assert "12.30" not in before
    change(host.folder.parent / "data" / "digipunten.yaml", *HOURS)
    build(host.folder.parent)
    page.goto(host.address + PLACE)
    assert page.locator("main").inner_text() == before

    page.context.set_offline(False)
    page.goto(host.address + PLACE)

    assert "12.30" in page.locator("main").inner_text()


def test_a_new_version_fetches_only_what_changed_and_removes_what_is_gone(page, host):
    visit_once(page, host)
    old = lists_of(host.folder)
    change(host.folder.parent / "data" / "digipunten.yaml", *HOURS)
    build(host.folder.parent)
    new = lists_of(host.folder)
    changed = {
        path for path, found in {**new[1], **new[2]}.items() if {**old[1], **old[2]}.get(path) != found
    }
    host.asked.clear()

    page.goto(f"{host.address}/")
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    names = kept_whole(page, host.folder)
    page.goto(f"{host.address}/contact/")

    asked = [path for path in host.asked if path not in ("", "contact/", "sw.js")]
    assert sorted(asked) == sorted(changed) and 0 < len(changed) < len(new[1])
    assert new[0] in str(names)
    page.context.set_offline(True)
    page.goto(host.address + PLACE)
    assert "12.30" in page.locator("main").inner_text()


def marked(root, version):
    """A version in which page and script say who they are, and a style that comes late does too."""
    layout = (HOME / "templates" / "layout.html").read_text(encoding="utf-8")
    (root / "templates" / "layout.html").write_text(
        layout.replace("<body>", f'<body data-pagina="{version}">')
    )
    script = (HOME / "static" / "js" / "plaats.js").read_text(encoding="utf-8")
    line = f"document.documentElement.dataset.script = '{version}'\n"
    (root / "static" / "js" / "plaats.js").write_text(script + line, encoding="utf-8")
    (root / "static" / "laat.json").write_text(f'"{version}"', encoding="utf-8")
    build(root)


VERSIONS = "() => [document.body.dataset.pagina, document.documentElement.dataset.script]"
LATE = "() => fetch('/laat.json').then((file) => file.json())"


def test_no_page_gets_styles_scripts_or_data_of_another_version(page, small):
    for folder in ("templates", "static"):
        shutil.copytree(HOME / folder, small / folder)
    marked(small, "een")
    host = Host(small / "site")
    visit_once(page, host)
    first = page.context.new_page()
    first.goto(host.address + PLACE)
    assert first.evaluate(VERSIONS) == ["een", "een"]

    marked(small, "twee")
    # The worker is still the old one: it keeps from the new page what it has itself.
    host.broken = ("sw.js",)
    second = page.context.new_page()
    second.goto(host.address + PLACE)
    assert second.evaluate(VERSIONS) == ["twee", "twee"]
    assert [first.evaluate(LATE), second.evaluate(LATE)] == ["een", "twee"]
    page.context.set_offline(True)
    third = page.context.new_page()
    third.goto(host.address + PLACE)
    assert third.evaluate(VERSIONS) == ["een", "een"]
    page.context.set_offline(False)

    # The new worker takes over quietly, and the windows that are open keep what is theirs.
    host.broken = ()
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    assert len(kept_whole(page, small / "site")) == 2
    page.context.set_offline(True)
    assert [window.evaluate(LATE) for window in (first, third)] == ["een", "een"]
    fourth = page.context.new_page()
    fourth.goto(host.address + PLACE)
    assert fourth.evaluate(VERSIONS) == ["twee", "twee"] and fourth.evaluate(LATE) == "twee"
    host.close()


def test_a_network_that_is_too_slow_is_waited_for_once(page, host):
    visit_once(page, host)
    host.delay = 8

    started = time.monotonic()
    page.goto(host.address + FINDER)
    first = time.monotonic() - started
    page.goto(host.address + PLACE)
    second = time.monotonic() - started - first

    assert 2.9 < first < 6 and second < 2


def test_it_works_below_a_path(page, small):
    build(small, "--base-url", "https://voorbeeld.be/digitaal/")
    host = Host(small / "site", "/digitaal/")
    visit_once(page, host)
    page.context.set_offline(True)

    page.goto(f"{host.address}{PLACE}")
    assert "Nu open" in page.locator("[data-antwoord]").first.inner_text()
    page.goto(f"{host.address}/diep/in/niets/")
    assert page.locator(".kop").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 219, 90)"
    host.close()


def test_a_phone_can_put_it_on_its_home_screen(page, host):
    visit_once(page, host)
    session = page.context.new_cdp_session(page)

    assert session.send("Page.getAppManifest")["errors"] == []
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] in (
        [],
        [{"errorId": "in-incognito", "errorArguments": []}],
    )


@pytest.mark.parametrize("sparing", [True, False])
def test_who_saves_data_gets_the_core_and_keeps_what_was_visited(chromium, small, sparing):
    build(small)
    host = Host(small / "site")
    _, core, rest = lists_of(host.folder)
    if sparing:
        path = small / "site" / "sw.js"
        # A test cannot set what the browser tells a worker.
        path.write_text(
            "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
            + path.read_text()
        )
    with visiting(chromium) as page:
        page.goto(f"{host.address}/")
        page.evaluate("navigator.serviceWorker.ready")
        page.goto(host.address + PLACE)
        time.sleep(1)
        kept = {url.removeprefix(f"{host.address}/") for url in page.evaluate(WHOLE)[4][0]}
        assert kept == ({*core, PLACE[1:]} if sparing else {*core, *rest})
        page.context.set_offline(True)
        page.goto(host.address + PLACE)
        assert "Nu open" in page.locator("[data-antwoord]").first.inner_text()
    host.close()


def test_a_large_site_keeps_the_core_and_what_was_opened(chromium, small, monkeypatch):
    monkeypatch.setattr("sitegen.offline.MANY", 1)
    shutil.copy(HOME / "content" / "open-data.md", small / "content")
    build(small)
    host = Host(small / "site")
    _, core, rest = lists_of(host.folder)
    assert (
        rest == {}
        and PLACE[1:] not in core
        and {"", "digipunten/", *own(host.folder, "css/site.css")} <= core.keys()
    )
    with visiting(chromium) as page:
        visit_once(page, host)
        data = f"{host.address}/open-data/digipunten.json"
        page.goto(data)
        assert "Voorbeeld" in page.content()
        time.sleep(2)
        assert page.evaluate("async (url) => Boolean(await caches.match(url))", data) is False
        page.goto(host.address + PLACE)
        page.wait_for_function(
            "async (url) => Boolean(await caches.match(url))", arg=host.address + PLACE, polling=100
        )
        # The page that was opened goes along to the next version, as it is there.
        change(small / "data" / "digipunten.yaml", *HOURS)
        change(small / "content" / "over.md", "---\n\n", "---\n\nEen zin erbij.\n\n")
        build(small)
        page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
        until(lambda: any(name.endswith(lists_of(small / "site")[0]) for name in page.evaluate(WHOLE)[3]))
        until(lambda: page.evaluate(WHOLE)[1:3] == [None, None])
        page.context.set_offline(True)
        page.goto(host.address + PLACE)
        assert "12.30" in page.locator("main").inner_text()
        page.goto(f"{host.address}/digipunten/voorbeeld-twee/")
        assert page.locator("h1").inner_text() == "Niet gevonden"
    host.close()


def test_the_list_holds_every_page_style_script_and_data_file(built_site):
    _, core, rest = lists_of(built_site)
    readable = {name for name in tree(built_site) if name.endswith((".html", ".css", ".js", ".json"))}
    # Open data are for other programs: no phone fetches them.
    readable -= {name for name in readable if re.fullmatch(r"open-data/.*\.json", name)}

    wanted = {re.sub("(^|/)index.html$", r"\1", name) for name in readable} - {
        "sw.js",
        "digipunten/meenemen.html",
    } | {"favicon.ico"}
    assert {*core, *rest} == wanted and not core.keys() & rest.keys()
    assets = own(built_site, "css/site.css", "js/uren.js")
    assert {"", "404.html", "digipunten/", "acties/noodlaptops/", *assets} <= core.keys()
    assert "digipunten/de-serre/" in rest


def sw(root):
    return (root / "site" / "sw.js").read_bytes()


def test_the_version_is_another_one_when_and_only_when_a_file_of_it_is(small):
    build(small)
    first = sw(small)

    change(small / "data" / "digipunten.yaml", "    # De uren van de balie.", "    # De uren aan de balie.")
    build(small, "--force")
    assert sw(small) == first
    change(small / "content" / "over.md", "---\n\n", "---\n\nEen zin erbij.\n\n")
    build(small)
    second = sw(small)
    assert lists_of(small / "site")[0] not in first.decode()
    build(small, "--base-url", "https://voorbeeld.be/digitaal/")
    assert b"digitaal" not in sw(small).splitlines()[0] and sw(small) != second
    build(small)
    assert sw(small) == second


def test_each_file_stands_there_with_what_it_is(small):
    build(small)
    _, core, rest = lists_of(small / "site")

    assert len(core) > 20 and len(rest) > 10
    for path, found in {**core, **rest}.items():
        file = small / "site" / (f"{path}index.html" if not path or path.endswith("/") else path)
        assert base64.b64encode(hashlib.sha256(file.read_bytes()).digest()[:6]).decode() == found, path


def test_a_file_of_an_editor_cannot_take_the_place_of_the_worker(small, capsys):
    shutil.copytree(HOME / "static", small / "static")
    (small / "static" / "sw.js").write_text("1\n", encoding="utf-8")

    assert main(["--root", str(small), "--today", TODAY, "--no-paper"]) == 2
    assert "static/sw.js krijgt hetzelfde adres" in capsys.readouterr().err


def test_a_project_with_templates_of_its_own_needs_no_worker(small):
    shutil.copytree(HOME / "templates", small / "templates", ignore=shutil.ignore_patterns("sw.js"))

    build(small)
    assert not (small / "site" / "sw.js").exists()
    shutil.copy(HOME / "templates" / "sw.js", small / "templates")
    build(small)
    assert len(lists_of(small / "site")[1]) > 20

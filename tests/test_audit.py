"""The audit: it finds what was planted in a tiny site, and nothing in a page that is right."""

from __future__ import annotations

import json
import random
from collections import defaultdict

import pytest
from playwright.sync_api import sync_playwright

from audit import engines, markup, tools
from audit.command import main
from audit.findings import Found
from audit.kinds import KINDS, Kind, visits
from audit.measuring import measure
from audit.targets import TARGETS, Result, misses
from tests import browser

PAGE = """<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="site.css">{head}
</head>
<body>
<main>
<h1>{title}</h1>
<p>Hier staat een zin die iedereen kan lezen.</p>
{body}
</main>
</body>
</html>
"""
CSS = """body { margin: 1rem; background: #fff; color: #111; font: 1.125rem/1.6 sans-serif; }
h1 { font-size: 1.25rem; }
button { min-width: 44px; min-height: 44px; }
.bleek { color: #888; }
.flets { color: #666; }
.klein { min-width: 30px; min-height: 30px; width: 30px; height: 30px; padding: 0; overflow: hidden; }
.breed { width: 400px; }
.hoog { height: 300px; }
"""
# What each page does wrong, and what it is found by.
PAGES = {
    "index": ("", "", set()),
    "bleek": ("", '<p class="bleek">Grijs op wit.</p>', {"axe AA", "contrast"}),
    "flets": ("", '<p class="flets">Donkerder grijs op wit.</p>', {"axe AAA", "contrast"}),
    "klein": ("", '<button class="klein" type="button">x</button>', {"kleine doelen"}),
    "breed": ("", '<p class="breed">Een brede zin.</p>', {"steekt uit"}),
    "open": ("", "<div><p>Deze div blijft open.</p>", {"html-validate"}),
    "script": ('\n<script type="module" src="tekst.js"></script>', "", {"zonder script"}),
    "springt": ('\n<script type="module" src="springt.js"></script>', "", {"verschuiving"}),
    "zwaar": ('\n<link rel="stylesheet" href="zwaar.css">', "", {"bytes"}),
    "veel": (
        "".join(f'\n<link rel="stylesheet" href="{n}.css">' for n in range(6)),
        "",
        {"verzoeken"},
    ),
    "knop": ("", '<button type="button"></button>', {"axe A", "html-validate"}),
    "vergeten": ("", "", {"offline"}),
}
SCRIPTS = {
    "tekst.js": "document.querySelector('main').append(Object.assign(document.createElement('p'),"
    " { textContent: 'Dit staat er alleen met een script.' }))",
    "springt.js": "setTimeout(() => document.querySelector('h1').before("
    "Object.assign(document.createElement('div'), { className: 'hoog' })), 60)",
    "aan.js": "navigator.serviceWorker.register('sw.js')",
}
# Keeps every page but one, for which it asks the server.
WORKER = """const files = FILES
addEventListener('install', (event) => event.waitUntil(caches.open('a').then((cache) => cache.addAll(files))))
addEventListener('activate', (event) => event.waitUntil(clients.claim()))
addEventListener('fetch', (event) => event.respondWith(
  caches.match(event.request).then((kept) => kept ?? fetch(event.request))))
"""


def write(site, pages):
    site.mkdir()
    (site / "_headers").write_text("/*\n  X-Content-Type-Options: nosniff\n")
    (site / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    (site / "site.css").write_text(CSS)
    noise = random.Random(1).randbytes(12_000).hex()
    (site / "zwaar.css").write_text(f"/* {noise} */")
    for number in range(6):
        (site / f"{number}.css").write_text(f"p.a{number} {{ color: #111 }}")
    for name, script in SCRIPTS.items():
        (site / name).write_text(script)
    for name, (head, body, _) in pages.items():
        start = '\n<script type="module" src="aan.js"></script>' if name == "index" else ""
        (site / f"{name}.html").write_text(
            PAGE.format(title=f"De pagina {name}", head=head + start, body=body)
        )
    kept = ["/", *(f"/{name}.html" for name in pages if name not in ("index", "vergeten"))]
    (site / "sw.js").write_text(WORKER.replace("FILES", str(kept)))
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return write(tmp_path_factory.mktemp("audit") / "site", PAGES)


@pytest.mark.hard
def test_each_planted_fault_is_found_and_nothing_else(site):
    chosen, absent = visits(site, tuple(Kind(name, f"{name}.html") for name in PAGES))

    results = measure(site, chosen, None, is_quick=True)

    found = defaultdict(set)
    for result in results:
        for target in TARGETS:
            if target.measure in result.measures and not target.holds(result):
                found[result.name].add(target.measure)
    assert absent == []
    assert dict(found) == {name: wrong for name, (_, _, wrong) in PAGES.items() if wrong}


@pytest.fixture
def tiny(tmp_path):
    return write(tmp_path / "site", {"index": PAGES["index"]})


def test_a_clean_site_passes_and_its_figures_are_kept(tiny, tmp_path, capsys):
    assert main([str(tiny), "--snel", "--bewaar", str(tmp_path / "cijfers.json")]) == 0

    said = capsys.readouterr().out
    assert "Alle doelen zijn gehaald." in said
    assert "Niet in deze site: zoeker zonder vraag, " in said
    kept = json.loads((tmp_path / "cijfers.json").read_text("utf-8"))
    assert kept["paginas"] == kept["soorten_en_toestanden"] == 1
    assert kept["niet_gehaald"] == []
    assert kept["bekeken"] == [{"soort": "startpagina", "adres": "/"}]
    by_name = {result["meting"]: result for result in kept["resultaten"]}
    assert by_name["axe AAA"] == {
        "meting": "axe AAA",
        "betekent": "fouten tegen WCAG 2.2, niveau AAA, voor zover een computer dat kan zien",
        "waarde": "0",
        "van": "alle pagina's samen",
        "doel": "hoogstens 0",
        "gehaald": True,
    }
    assert by_name["IBM"]["waarde"] == "niet gemeten" and by_name["IBM"]["gehaald"] is None
    assert {tool["naam"] for tool in kept["gereedschap"]} == {"Chromium", "axe-core", "html-validate"}


def test_a_miss_is_named_with_page_measure_value_and_target(tiny, capsys):
    page = (tiny / "index.html").read_text()
    (tiny / "index.html").write_text(page.replace("<p>", '<p class="bleek">', 1))
    (tiny / "elders.html").write_text(page.replace("<p>", '<p align="left">', 1))

    assert main([str(tiny), "--snel"]) == 1

    said = capsys.readouterr().out
    assert "\nNiet gehaald: 3\n" in said
    assert "startpagina (/): axe AA is 1, het doel is hoogstens 0\n    color-contrast: " in said
    assert "startpagina (/): contrast is 3,54, het doel is minstens 7\n" in said
    assert "alle andere pagina's (*): html-validate is 1, het doel is hoogstens 0\n    elders.html: " in said


@pytest.mark.parametrize(
    "lacking, message",
    [
        ("packages", "het npm-pakket axe-core ontbreekt: make audit installeert het\n"),
        ("browser", "geen browser gevonden (chromium): make browser installeert hem\n"),
    ],
)
def test_a_tool_that_is_missing_is_an_error(tiny, tmp_path, monkeypatch, capsys, lacking, message):
    if lacking == "packages":
        monkeypatch.setattr(tools, "PACKAGES", tmp_path)
    else:
        monkeypatch.setattr(browser, "NAMES", ("chromium",))
        monkeypatch.setattr(browser.shutil, "which", lambda name, path=None: None if not path else "node")

    assert main([str(tiny), "--snel"]) == 2
    assert capsys.readouterr().err.endswith(message)


def test_the_second_engine_finds_a_missing_name(site):
    with sync_playwright() as playwright, browser.serving(site) as origin:
        chromium = playwright.chromium.launch(executable_path=browser.executable(), args=browser.FLAGS)
        page = chromium.new_page()
        found = {}
        for name in ("index", "knop"):
            page.goto(f"{origin}/{name}.html")
            found[name] = engines.measure_ibm(page)["IBM"]
        chromium.close()

    extra = set(found["knop"].what) - set(found["index"].what)
    assert any("button" in what for what in extra)


@pytest.mark.hard
def test_nu_finds_an_element_that_stays_open(site):
    wrong = markup.nu(site)

    assert "index.html" not in wrong
    assert any("div" in problem for problem in wrong["open.html"])


def test_every_kind_of_page_is_in_the_example(example_site):
    chosen, absent = visits(example_site)

    # All actions are over there; the audit adds one that runs.
    assert absent == ["actie die loopt"]
    assert len(chosen) == len(KINDS) - 1
    assert len({visit.address for visit in chosen}) == len(chosen)


def test_a_measure_at_its_target_is_no_miss_and_one_beyond_is():
    def result(**measures):
        return Result("tekst", "/over/", 10, {name: Found(value) for name, value in measures.items()})

    assert list(misses([result(bytes=10240, contrast=7, verzoeken=6)])) == []
    assert list(misses([result(bytes=10241, contrast=6.9, verzoeken=6)])) == [
        "tekst (/over/): contrast is 6,9, het doel is minstens 7",
        "tekst (/over/): bytes is 10.241, het doel is hoogstens 10.240",
    ]

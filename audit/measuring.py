"""Everything that is measured of a site, in one browser."""

from __future__ import annotations

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from audit import engines, layout, lighthouse, markup, offline
from audit.findings import Measures, counted
from audit.kinds import Visit
from audit.loading import Loading
from audit.targets import Result
from tests.browser import FLAGS, LOOK, executable, serving


def measure(site: Path, chosen: list[Visit], moment: str | None, is_quick: bool) -> list[Result]:
    """Everything of each page, and the HTML of all others; quick leaves out the slowest tools."""
    with ThreadPoolExecutor(1) as beside:
        wrong = _start_markup(beside, site, is_quick)
        with serving(site) as origin, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
            found = _in_browser(chromium, origin, site, chosen, moment, is_quick)
            chromium.close()
        by_checker = {name: checked.result() for name, checked in wrong.items()}
    if not is_quick:
        with serving(site) as origin:
            # Alone on the machine, as it measures time.
            for visit in chosen:
                if visit.kind.is_key:
                    found[visit.address] |= lighthouse.measure(origin + visit.address)
    for visit in chosen:
        found[visit.address] |= {name: counted(of.get(visit.file, ())) for name, of in by_checker.items()}
    seen = {visit.file for visit in chosen}
    others = {
        name: counted(f"{file}: {problem}" for file in of.keys() - seen for problem in of[file])
        for name, of in by_checker.items()
    }
    return [
        *(Result(v.kind.name, v.address, v.kind.kib, found[v.address]) for v in chosen),
        Result("alle andere pagina's", "*", 0, others),
    ]


def _start_markup(beside: ThreadPoolExecutor, site: Path, is_quick: bool) -> dict[str, Future[markup.Wrong]]:
    checkers = {"html-validate": markup.html_validate} | ({} if is_quick else {"Nu": markup.nu})
    return {name: beside.submit(check, site) for name, check in checkers.items()}


def _in_browser(
    chromium: Browser, origin: str, site: Path, chosen: list[Visit], moment: str | None, is_quick: bool
) -> dict[str, Measures]:
    first = Loading(chromium, origin, site, moment)
    loaded = {visit.address: first.visit(visit.address) for visit in chosen}
    # Past the CSP, which refuses the engines.
    context = chromium.new_context(locale="nl-BE", service_workers="block", bypass_csp=True)
    context.add_init_script(LOOK)
    if moment:
        context.clock.set_fixed_time(moment)
    page = context.new_page()
    found: dict[str, Measures] = {}
    for visit in chosen:
        print(f"{visit.kind.name} …", file=sys.stderr)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(layout.SMALL_PHONE)
        page.goto(origin + visit.address)
        found[visit.address] = (
            loaded[visit.address].measures | layout.measure(page) | engines.measure_axe(page)
        )
        if not is_quick:
            found[visit.address] |= engines.measure_ibm(page)
    context.close()
    headings = {address: page.heading for address, page in loaded.items()}
    for address, opens in offline.measure(chromium, site, headings, moment).items():
        found[address]["offline"] = opens
    return found

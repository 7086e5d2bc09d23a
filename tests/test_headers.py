"""What hosts say with each file: three forms and the pages themselves, read back, say the same."""

from __future__ import annotations

import re
import shlex
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup

from sitegen import headers
from sitegen.cli import main
from tests import browser
from tests.conftest import TODAY, tree

BASES = ("/", "/digitaal/mee/")
EMBEDDED = "/digipunten/insluiten/zoeker/index.html"


def on_netlify(address, text):
    # Such a host lets a browser ask again for what has no rule.
    return {"Cache-Control": "no-cache", **dict(browser.headers_at(address, text))}


def on_apache(address, text):
    said, fits = {}, True
    for line in text.splitlines():
        if condition := re.fullmatch(r'<If "%\{REQUEST_URI\} =~ m#(.*)#">', line):
            fits = bool(re.search(condition[1], address))
        elif line == "</If>":
            fits = True
        elif fits and (header := re.fullmatch(r"\s*Header always set (\S+) (.*)", line)):
            (said[header[1]],) = shlex.split(header[2])
    return said


def on_nginx(address, text):
    variables, said, fits = {}, {}, True
    for line in text.splitlines():
        if condition := re.fullmatch(r'if \(\$uri ~ "(.*)"\) \{', line):
            fits = bool(re.search(condition[1], address))
        elif line == "}":
            fits = True
        elif fits and (found := re.fullmatch(r"\s*set (\S+) (.*);", line)):
            (variables[found[1]],) = shlex.split(found[2])
        elif found := re.fullmatch(r"add_header (\S+) (\S+) always;", line):
            said[found[1]] = variables[found[2]]
    return {name: value for name, value in said.items() if value}


READERS = {"_headers": on_netlify, ".htaccess": on_apache, "nginx-headers.conf": on_nginx}


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("name, read", READERS.items(), ids=READERS)
def test_each_kind_of_host_says_the_same_with_each_file(built_site, name, read, base):
    text = headers.file(name, base)
    assert base != "/" or text == (built_site / name).read_text(encoding="utf-8")

    for file in tree(built_site):
        expected = {"Cache-Control": "no-cache", **dict(headers.said_with(f"/{file}"))}
        assert read(f"{base}{file}", text) == expected, file


def said(address):
    return {"Cache-Control": "no-cache", **dict(headers.said_with(address))}


def test_no_page_may_run_what_stands_in_it_or_ask_for_something_elsewhere():
    for address in ("/index.html", "/404.html", EMBEDDED, "/open-data/digipunten.json"):
        rules = dict(rule.split(" ", 1) for rule in said(address)["Content-Security-Policy"].split("; "))
        assert rules.pop("default-src") == "'none'"
        assert rules.pop("frame-ancestors", "") == ("*" if address == EMBEDDED else "")
        assert rules.pop("trusted-types") == "site" and rules.pop("require-trusted-types-for") == "'script'"
        assert set(rules.values()) == {"'self'", "'none'"}


def test_a_browser_keeps_what_has_its_content_in_its_name_and_asks_again_for_all_else(built_site):
    kept = {name for name in tree(built_site) if "immutable" in said(f"/{name}")["Cache-Control"]}

    assert kept and all(re.fullmatch(r"(css|js)/[\w-]+\.[a-z2-7]{6}\.(css|js)", name) for name in kept)
    assert {said(f"/{name}")["Cache-Control"] for name in tree(built_site).keys() - kept} == {"no-cache"}


def test_data_are_open_to_the_pages_of_others():
    open_to = ("/open-data/digipunten.json", "/digipunten/x/uren.ics", "/digipunten/x/uren-osm.txt")
    for address in open_to:
        assert said(address)["Access-Control-Allow-Origin"] == "*"
    for address in ("/index.html", "/digipunten/x/index.html", "/digipunten/x/y/uren.ics"):
        assert "Access-Control-Allow-Origin" not in said(address)


def test_pages_say_it_themselves_for_a_host_that_says_nothing(small):
    assert main(["--root", str(small), "--today", TODAY, "--no-paper", "--meta-policy"]) == 0

    for name, content in tree(small / "site").items():
        if name.endswith(".html") and name != "digipunten/meenemen.html":
            head = BeautifulSoup(content, "html.parser").head.find_all(True, limit=3)
            assert [part.get("http-equiv") for part in head] == [None, "Content-Security-Policy", None], name
            assert head[1]["content"] == headers.policy() == said("/index.html")["Content-Security-Policy"]
            assert (head[2]["name"], head[2]["content"]) == ("referrer", "no-referrer")


def test_a_build_with_the_policy_in_its_pages_works(chromium, small):
    assert main(["--root", str(small), "--today", TODAY, "--no-paper", "--meta-policy"]) == 0
    (small / "site" / "_headers").write_text("")
    page = chromium.new_page()
    complaints = []
    with browser.serving(small / "site") as origin:
        browser.listen(page, origin, complaints)
        for address in ("/", "/digipunten/", "/digipunten/voorbeeld-een/"):
            page.goto(origin + address)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        refused = page.evaluate("fetch('http://127.0.0.1:9/').catch((error) => String(error))")
    page.close()

    assert "Failed to fetch" in refused
    assert all("127.0.0.1:9/" in complaint for complaint in complaints) and complaints


def test_in_a_frame_of_somebody_else_only_the_finder_for_it_is_shown(chromium, built_site, tmp_path):
    (tmp_path / "_headers").write_text("")
    page = chromium.new_page()
    with browser.serving(built_site) as ours, browser.serving(tmp_path) as theirs:
        frames = "".join(
            f'<iframe src="{ours}{address}"></iframe>' for address in ("/", "/digipunten/insluiten/zoeker/")
        )
        (tmp_path / "index.html").write_text(f"<!DOCTYPE html>{frames}")
        page.goto(f"{theirs}/")
        refused, shown = page.frames[1:]
        assert shown.locator("h1").inner_text() == "Zoek een Digipunt"
        assert shown.locator("form").is_visible()
        assert refused.url == "chrome-error://chromewebdata/"
    page.close()


def test_who_finds_a_hole_knows_where_to_tell_it(built_site):
    """As RFC 9116 asks."""
    lines = (built_site / ".well-known" / "security.txt").read_text(encoding="utf-8").splitlines()
    told = [tuple(line.split(": ", 1)) for line in lines]

    assert ("Contact", "mailto:gentinfo@stad.gent") in told and ("Contact", "tel:+3292101010") in told
    (expires,) = (value for name, value in told if name == "Expires")
    assert 0 < (datetime.fromisoformat(expires).date() - date.fromisoformat(TODAY)).days < 365

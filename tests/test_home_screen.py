"""The site among the apps of a phone."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image

from sitegen import home_screen, icons
from sitegen.home_screen import short
from sitegen.paths import HOME, Paths
from sitegen.problems import DataError


@pytest.mark.parametrize(
    "name, shown",
    [
        ("Digitaal mee in Gent", "Digitaal mee"),
        ("Digipunten", "Digipunten"),
        ("Digibankenoverzicht Brugge", "Digibankenoverzicht Brugge"),
    ],
)
def test_a_long_name_becomes_as_many_of_its_words_as_a_phone_shows(name, shown):
    assert short(name) == shown


def test_the_manifest_names_icons_of_the_size_that_it_says(built_site):
    told = json.loads((built_site / "manifest.webmanifest").read_text(encoding="utf-8"))

    assert (told["lang"], told["start_url"], told["scope"]) == ("nl-BE", "./", "./")
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        with Image.open(built_site / icon["src"]) as picture:
            assert "{}x{}".format(*picture.size) == icon["sizes"]


def test_the_colours_are_those_of_the_pages_and_of_the_drawing():
    styles = (HOME / "static" / "css" / "site.css").read_text(encoding="utf-8")
    drawing = (HOME / "static" / home_screen.DRAWING).read_text(encoding="utf-8")

    assert re.search("--yellow: (.+?);", styles)[1] == home_screen.YELLOW
    assert re.search('<rect [^>]*fill="(.+?)"', drawing)[1] == home_screen.BLUE


def test_only_the_home_page_links_to_the_manifest_and_each_page_to_the_icon_of_ios(pages):
    linked = {name for name, page in pages.items() if page.select_one("link[rel=manifest]")}

    assert linked == {"index.html"}
    # The one file brings its own.
    others = [page for name, page in pages.items() if name != "digipunten/meenemen.html"]
    assert all(page.select_one("link[rel=apple-touch-icon]") for page in others)
    assert not any(page.select_one("link[rel=icon]") for page in others)


def test_icons_are_the_same_bytes_each_time_also_when_they_are_drawn_anew(tmp_path, monkeypatch):
    paths = Paths.of(HOME)
    kept = icons.draw(paths, "Voorbeeld")
    monkeypatch.setattr(icons, "HOME", tmp_path)

    assert icons.draw(paths, "Voorbeeld") == kept and sorted(kept) == sorted(icons.FILES)


def test_the_icon_that_browsers_ask_for_can_be_read():
    with Image.open(BytesIO(icons.draw(Paths.of(HOME), "Voorbeeld")["favicon.ico"])) as picture:
        assert picture.size == (32, 32)
        assert picture.convert("RGB").getpixel((16, 3)) == (0x00, 0x5B, 0xA9)


def test_an_icon_for_a_round_hole_has_its_drawing_inside_it():
    """A phone may keep only a circle of 80 % of the width."""
    (icon,) = (icon for icon in home_screen.ICONS if icon.purpose == "maskable")
    with Image.open(BytesIO(icons.draw(Paths.of(HOME), "Voorbeeld")[icon.file])) as picture:
        shown = picture.convert("RGB")
    yellow = [
        (x - 256, y - 256)
        for x in range(512)
        for y in range(512)
        if shown.getpixel((x, y)) == (0xFF, 0xDB, 0x5A)
    ]

    assert len(yellow) > 1000 and max(x * x + y * y for x, y in yellow) <= (0.4 * 512) ** 2


def test_a_drawing_that_is_none_is_told_with_its_file(small):
    drawing = small / "static" / home_screen.DRAWING
    drawing.parent.mkdir(parents=True)
    drawing.write_text("<svg", encoding="utf-8")

    with pytest.raises(DataError) as refused:
        icons.draw(Paths.of(small), "Voorbeeld")
    (problem,) = refused.value.problems
    assert problem.file == "static/img/icoon.svg" and "kan geen icoon worden" in problem.message


def test_beside_a_link_to_a_page_others_show_a_picture_with_the_name_of_the_site(pages, built_site):
    with Image.open(built_site / home_screen.SHARED) as picture:
        assert picture.size == (1200, 630)
    others = [page for name, page in pages.items() if name != "digipunten/meenemen.html"]
    told = {page.select_one("meta[property='og:image']")["content"] for page in others}
    assert {address.rpartition("//")[2].partition("/")[2] for address in told} == {home_screen.SHARED}
    assert all(address.startswith("https://") for address in told)


def test_a_name_that_is_far_too_long_is_one_picture_too():
    made = icons.draw(Paths.of(HOME), "Een heel lange naam " * 100)[home_screen.SHARED]
    with Image.open(BytesIO(made)) as picture:
        assert picture.size == (1200, 630)


def test_the_picture_changes_with_the_name():
    one, two = (icons.draw(Paths.of(HOME), name)[home_screen.SHARED] for name in ("Een", "Twee"))
    assert one != two

import re
import shutil

import pytest

from sitegen.assets import published_content, published_names
from sitegen.cli import main
from sitegen.paths import HOME, Paths
from sitegen.static import static_files
from tests.conftest import TODAY, change, tree


@pytest.fixture
def paths(tmp_path):
    """An EXAMPLE: two scripts that ask for each other, one for both, and a style that one of them loads."""
    texts = {
        "js/a.js": "import{b}from'./b.js';export const a=()=>b",
        "js/b.js": "export const b=()=>import('./a.js')",
        "js/c.js": "import './a.js'\nlink.href=new URL('../css/c.css',import.meta.url)\nother='../sw.js'",
        "js/alone.js": "const text='./geen.js'",
        "css/c.css": "a{}",
        "img/a.svg": "<svg/>",
    }
    for name, text in texts.items():
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Paths.of(tmp_path)


def names(paths):
    return published_names(paths, static_files(paths))


def test_a_name_tells_the_content(paths):
    found = names(paths)

    assert found.keys() == {"js/a.js", "js/b.js", "js/c.js", "js/alone.js", "css/c.css"}
    for name, published in found.items():
        stem, _, kind = name.rpartition(".")
        assert re.fullmatch(rf"{stem}\.[a-z2-7]{{6}}\.{kind}", published)
    assert names(paths) == found


@pytest.mark.parametrize(
    "changed, others",
    [
        ("js/a.js", {"js/b.js", "js/c.js"}),
        ("js/b.js", {"js/a.js", "js/c.js"}),
        ("js/c.js", set()),
        ("css/c.css", {"js/c.js"}),
        ("img/a.svg", set()),
    ],
)
def test_a_name_changes_with_the_file_and_with_what_it_asks_for(paths, changed, others):
    before = names(paths)
    with (paths.static / changed).open("a", encoding="utf-8") as file:
        file.write("b{}")
    after = names(paths)

    differing = {name for name in before if before[name] != after[name]}
    assert differing == others | ({changed} & before.keys())


def test_a_style_sheet_brings_the_rules_of_another_one_first(paths):
    (paths.static / "css" / "d.css").write_text("/* EXAMPLE */\n@import './c.css';\nb{}\n", encoding="utf-8")
    assert published_content(paths, "css/d.css", names(paths)) == b"a{}b{}"


def test_a_script_asks_for_others_by_their_names(paths):
    found = names(paths)
    told = published_content(paths, "js/c.js", found).decode()

    assert f"'./{found['js/a.js'].removeprefix('js/')}'" in told
    assert f"'../{found['css/c.css']}'" in told
    assert "'../sw.js'" in told
    assert published_content(paths, "js/alone.js", found) == b"const text='./geen.js'"
    assert published_content(paths, "img/a.svg", found) == b"<svg/>"


def test_every_file_that_a_page_or_a_script_asks_for_is_there(built_site):
    files = tree(built_site)
    asked = set()
    for name, content in files.items():
        if name.endswith((".html", ".js")) and name not in ("digipunten/meenemen.html", "sw.js"):
            asked |= set(
                re.findall(r"""['"/]((?:css|js)/)?([\w-]+\.[a-z2-7]{6}\.(?:css|js))['"]""", content.decode())
            )
            assert not re.search(
                r"""['"/][\w-]+(?<!livereload)(?<!sw)\.(?:js|css)['"]""", content.decode()
            ), name
    told = {file for _, file in asked}

    assert told and told <= {name.rpartition("/")[2] for name in files}
    # What stands in the one file alone is asked for by nobody; all actions of Ghent are over.
    unasked = {name.rpartition("/")[2] for name in files if name.endswith((".css", ".js"))} - told - {"sw.js"}
    assert {name.partition(".")[0] for name in unasked} == {"datums", "meenemen"}


def test_one_change_in_a_script_gives_it_and_its_pages_another_name(small, capsys):
    shutil.copytree(HOME / "static", small / "static")
    options = ["--root", str(small), "--today", TODAY, "--no-paper"]
    assert main(options) == 0
    before = tree(small / "site")
    change(
        small / "static" / "js" / "uren.js",
        "export const WEEKDAYS",
        "export const PROEF = 1\nexport const WEEKDAYS",
    )
    assert main(options) == 0
    after = tree(small / "site")

    gone = {name.partition(".")[0] for name in before.keys() - after.keys()}
    assert {"js/uren", "js/plaats", "js/zoeker"} <= gone and not any(name.startswith("css/") for name in gone)
    assert before["index.html"] == after["index.html"]
    assert before["digipunten/index.html"] != after["digipunten/index.html"]

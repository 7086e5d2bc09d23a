"""Our modules as one script: it does what they do, and what cannot be put in it is refused."""

import re

import pytest

from sitegen.bundle import BundleError, bundle
from sitegen.paths import HOME, Paths
from sitegen.static import static_content

# Those that stand in the one file.
SCRIPTS = ("meenemen.js", "zoeker.js", "uren.js", "hier.js", "kaarten.js", "delen.js")


def real(name):
    return static_content(Paths.of(HOME), f"js/{name}").decode()


@pytest.fixture
def run(chromium):
    """What a bundle of these modules leaves in `said`."""
    page = chromium.new_page()

    def run_it(entry, **modules):
        script = bundle(entry, {f"{name}.js": text for name, text in modules.items()}.__getitem__)
        page.evaluate("script => { globalThis.said = []; (0, eval)(script) }", script)
        return page.evaluate("Promise.all([...said])")

    yield run_it
    page.close()


def test_modules_with_the_same_names_do_not_clash_and_each_runs_once(run):
    said = run(
        "a.js",
        a="import { own, tell } from './b.js'\nimport './c.js'\n"
        "const name = 'a'\nsaid.push(name, own, tell())",
        b="const name = 'b'\nexport const own = name\nexport function tell() { return `${name}!` }\nsaid.push('b is er')",
        c="import { own } from './b.js'\nconst name = 'c'\nsaid.push(name + own)",
    )

    assert said == ["b is er", "cb", "a", "b", "b!"]


def test_what_is_loaded_later_runs_once_when_it_is_asked_for(run):
    said = run(
        "a.js",
        a="const load = async () => (await import('./b.js')).own\nsaid.push('a', load(), load())",
        b="import { sign } from './c.js'\nsaid.push('b is er')\nexport const own = sign",
        c="export const sign = 'c'",
    )

    assert said == ["a", "c", "c", "b is er"]


def test_every_way_of_exporting_that_is_known_is_given(run):
    said = run(
        "a.js",
        a="import { one, two, three, four } from './b.js'\n"
        "said.push(one, two(), three(), [...four()].join())",
        b="export const one = 1\nexport function two() { return 2 }\n"
        "export async function three() { return 3 }\nexport function* four() { yield 4 }",
    )

    assert said == [1, 2, 3, "4"]


@pytest.mark.parametrize(
    "typed",
    [
        "export default 1",
        "const a = 1\nexport { a }",
        "export let a = 1",
        "export class A {}",
        "export const { a } = { a: 1 }",
        "export * from './b.js'",
        "import b from './b.js'",
        "import * as b from './b.js'",
        "import { one as two } from './b.js'",
        "import { one } from 'https://voorbeeld.be/b.js'",
        "import { one } from '../b.js'",
        "const a = 1; import { one } from './b.js'",
        "import('./' + 'b.js')",
        "console.log(import.meta.url)",
        "const __need = 1",
    ],
)
def test_any_other_way_is_refused(typed):
    modules = {"a.js": f"const x = 1\n{typed}\n", "b.js": "export const one = 1"}

    with pytest.raises(BundleError) as refused:
        bundle("a.js", modules.__getitem__)
    assert str(refused.value).startswith("a.js kan niet in één bestand: ")


def test_a_name_that_a_module_does_not_give_is_refused():
    modules = {"a.js": "import { one, two } from './b.js'", "b.js": "export const one = 1\nconst two = 2"}

    with pytest.raises(BundleError) as refused:
        bundle("a.js", modules.__getitem__)
    assert str(refused.value) == "a.js vraagt two aan b.js, maar die geeft dat niet"


def test_modules_that_wait_for_each_other_are_refused():
    modules = {"a.js": "import './b.js'", "b.js": "import './c.js'", "c.js": "import './b.js'"}

    with pytest.raises(BundleError) as refused:
        bundle("a.js", modules.__getitem__)
    assert str(refused.value) == "deze scripts wachten op elkaar: a.js, b.js, c.js, b.js"


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_of_our_scripts_can_be_put_in_one(name, chromium):
    script = bundle(name, real)
    page = chromium.new_page()

    assert re.search(r"\b(?:import|export)\b", script) is None
    assert set(re.findall(r"^.*?'([\w-]+\.js)'\(\)\{", script, re.MULTILINE)) <= set(SCRIPTS)
    page.evaluate("script => { new Function(script) }", script)
    page.close()


def test_a_bundle_of_our_scripts_answers_as_the_modules_do(chromium):
    def read(name):
        probe = "import { findName, distanceInWords } from './zoeker.js'\nimport { plain } from './uren.js'\n"
        probe += "globalThis.answered = [findName(['Ledeberg'], 'ledebreg'), distanceInWords(1240), plain('Sint-é')]"
        return probe if name == "proef.js" else real(name)

    page = chromium.new_page()
    page.evaluate("script => { (0, eval)(script) }", bundle("proef.js", read))

    assert page.evaluate("answered") == ["Ledeberg", "1,2\u00a0km", "sint e"]
    page.close()

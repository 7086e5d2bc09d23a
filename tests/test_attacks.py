"""Whatever somebody types in data or texts, a page shows it as words: nothing runs, nothing leaves, nothing is added."""

import contextlib
import csv
import io
import json
import re
import shutil
from xml.etree import ElementTree

import pikepdf
import pytest
from icalendar import Calendar
from markupsafe import escape
from pypdfium2 import PdfDocument

from sitegen import records
from sitegen.cache import Cache
from sitegen.cli import main
from sitegen.commands.preview import Failure, Preview
from sitegen.listing import list_places
from sitegen.markup import ATTRIBUTES, TAGS, to_html
from sitegen.paper import documents
from sitegen.paths import Paths
from sitegen.problems import DataError, errors
from sitegen.read import read_site
from sitegen.text import CONTROL
from sitegen.typeset import Typesetter, printable
from tests import browser
from tests.attacks import HOST, families, payloads, spread
from tests.conftest import TODAY
from tests.hostile import DAY, NAMES, Hostile
from tests.intruders import READ, intruders, read, words_of

BATCH = 136


# All that Markdown may make on a page.
MARKED_UP = """\
---
titel: Een voorbeeld van opmaak
beschrijving: Een voorbeeld van een pagina met alles wat Markdown op een pagina mag zetten.
---

## Een kop

Een *woord*, een **woord**, `code` en [alle acties](/acties/ "met uitleg"){: #anker .soort lang=nl hreflang=nl }.
![Een icoon](/img/icoon.svg "met uitleg"){: width=10 height=10 }

- een punt

3. een punt

> een citaat

woord
:   uitleg

### Nog een kop

```
code
```

* * *

Een regel  
en nog een.
"""


def checked(root):
    """The errors of a project, as a program gets them; every one is told in Dutch, with its place."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main(["check", "--root", str(root), "--today", TODAY, "--format", "json"])
    errors = [problem for problem in json.loads(said.getvalue()) if problem["severity"] == "error"]
    assert code == (1 if errors else 0)
    return errors


def until_right(hostile):
    """Leave out each attack that is refused, until the rest of the project is right."""
    for _ in range(8):
        hostile.write()
        errors = checked(hostile.root)
        if not errors:
            return hostile
        known = {**hostile.refused}
        for error in errors:
            leaf = hostile.leaf_at(error["file"], error["line"])
            assert leaf and hostile.is_attacked(leaf) and leaf not in known, (
                "{file}:{line}: {message}".format(**error)
            )
            hostile.refused[leaf] = error["code"]
    raise AssertionError(errors[:5])


def build(root, *options):
    assert main(["--root", str(root), "--today", TODAY, *options]) == 0
    return root / "site"


@pytest.fixture(scope="module")
def reader(chromium):
    """A page of Chromium to read others with."""
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def ours(reader, tmp_path_factory):
    """What the pages of a project hold in which all words are harmless."""
    pages = []
    # From some number of places on, the finder is another page.
    for size in (24, 45):
        hostile = Hostile(tmp_path_factory.mktemp("gewoon") / "project", [f"Woord {n}" for n in range(size)])
        until_right(hostile)
        (hostile.root / "content" / "opmaak.md").write_text(MARKED_UP, encoding="utf-8")
        pages += read(reader, build(hostile.root, "--no-paper"))
    assert len(pages) > 400
    assert not {
        word for word in words_of(pages, "names") if " on" in word or word.endswith((" style", " srcdoc"))
    }
    return pages


def attack_words(reader, ours, root, attacks):
    """Build a project with these attacks in all its words; how many stand in it, and how many were refused."""
    hostile = until_right(Hostile(root, attacks))
    for leaf in hostile.attacked():
        # In a file, the sign of an old Mac ends a line.
        text = hostile.attack(leaf).replace("\r", "\n" if leaf.kind is None else "\r")
        assert not CONTROL.search(text) or leaf in hostile.refused, (leaf.key, text)
    found = intruders(read(reader, build(root, "--no-paper")), ours)
    assert found == []
    count = len(list(hostile.attacked()))
    return hostile, count


def test_attacks_in_every_text_are_words_on_every_page(reader, ours, tmp_path, tried):
    hostile, count = attack_words(reader, ours, tmp_path / "project", spread(24))
    assert count > 1000
    tried("aanvallen in een veld", count)


@pytest.mark.hard
@pytest.mark.parametrize("start", range(0, len(payloads()), BATCH))
def test_every_attack_in_every_text_is_words_on_every_page(reader, ours, chromium, tmp_path, tried, start):
    """Places are opened in a browser as well, on a host without any policy: each shows some twenty attacks."""
    attacks = payloads()[start : start + BATCH]
    hostile, count = attack_words(reader, ours, tmp_path / "project", attacks)
    bare = without_headers(hostile.root / "site", tmp_path / "zonder", policies=False)
    places = [
        f"digipunten/{name}/" for name in (*NAMES.values(), *(f"a{n}" for n in range(5, len(attacks), 3)))
    ]
    assert visit_all(chromium, bare, [*PAGES, FILE, *places]) == []
    tried("aanvallen in een veld", count)
    tried("pagina’s met aanvallen in een browser", len(PAGES) + 1 + len(places))


def attack_checked(root, attacks):
    """Each place that is read as something refuses what it is not; how many refused, and what was taken."""
    hostile = Hostile(root, attacks, in_checked=True)
    for _ in range(12):
        hostile.write()
        found = {hostile.leaf_at(error["file"], error["line"]): error["code"] for error in checked(root)}
        new = {
            leaf: code
            for leaf, code in found.items()
            if leaf and hostile.is_attacked(leaf) and leaf not in hostile.refused
        }
        if not new:
            break
        hostile.refused |= new
    for leaf in hostile.attacked():
        if leaf not in hostile.refused:
            taken = URL if leaf.kind.wanted == records.URL.wanted else ADDRESS_WORD
            assert re.fullmatch(taken, hostile.attack(leaf)), (leaf.key, hostile.attack(leaf))
    assert len(hostile.refused) > 0.9 * len(list(hostile.attacked()))
    return len(list(hostile.attacked()))


URL = r"https?://(?:[a-z0-9-]+\.)+[a-z]+(?:[/#?][^\s<>\"`\\]*)?"
ADDRESS_WORD = r"[a-z0-9]+(?:-[a-z0-9]+)*"


def test_attacks_where_something_else_is_read_are_refused(tmp_path, tried):
    tried("aanvallen in een veld", attack_checked(tmp_path / "project", spread(12)))


@pytest.mark.hard
@pytest.mark.parametrize("start", range(0, len(payloads()), BATCH))
def test_every_attack_where_something_else_is_read_is_refused(tmp_path, tried, start):
    tried("aanvallen in een veld", attack_checked(tmp_path / "project", payloads()[start : start + BATCH]))


# What stands once in a project: attacks together, as many as a text may hold.


def together(attacks, longest=1900):
    """The attacks in groups that make one text; without those that are refused."""
    found = [" ".join(attack.split()) for attack in attacks]
    groups = [[]]
    for attack in found:
        if CONTROL.search(attack) or len(attack) > 200:
            continue
        if len(" ".join([*groups[-1], attack])) > longest:
            groups.append([])
        groups[-1].append(attack)
    return groups


def attack_single(reader, ours, root, attacks):
    """How many attacks stood in how many places."""
    count = 0
    for number, group in enumerate(together(attacks)):
        text = " ".join(group)
        hostile = until_right(Hostile(root / str(number), [text]))
        taken = [leaf for leaf in hostile.attacked() if leaf not in hostile.refused]
        assert {"site.naam", "kalenders.feestdagen.naam"} <= {leaf.key for leaf in taken}
        for name, made in (
            ("kaart/wijken.geojson", map_of(text)),
            ("metingen/toegankelijkheid.json", audit_of(text)),
        ):
            (hostile.root / "data" / name).parent.mkdir()
            (hostile.root / "data" / name).write_text(json.dumps(made), encoding="utf-8")
        assert intruders(read(reader, build(hostile.root, "--no-paper")), ours) == []
        page = (hostile.root / "site" / "toegankelijkheid" / "index.html").read_text(encoding="utf-8")
        assert str(escape(group[0])) in page
        count += len(group) * len(taken)
    return count


def map_of(text):
    square = [[[3.6, 51.0], [3.8, 51.0], [3.8, 51.2], [3.6, 51.0]]]
    shape = {"type": "Polygon", "coordinates": square}
    return {"bron": text, "features": [{"properties": {"wijk": text, "wijknr": 1}, "geometry": shape}]}


def audit_of(text):
    result = {"meting": text, "betekent": text, "waarde": text, "van": text, "doel": text, "gehaald": False}
    tools = [{"naam": text, "versie": text}]
    return {
        "datum": TODAY,
        "paginas": text,
        "soorten_en_toestanden": text,
        "gereedschap": tools,
        "resultaten": [result],
        "niet_gehaald": [text],
    }


def test_attacks_in_what_stands_once_are_words_on_every_page(reader, ours, tmp_path, tried):
    tried("aanvallen in een veld", attack_single(reader, ours, tmp_path, spread(40)))


@pytest.mark.hard
def test_every_attack_in_what_stands_once_is_words_on_every_page(reader, ours, tmp_path, tried):
    tried("aanvallen in een veld", attack_single(reader, ours, tmp_path, payloads()))


# Markdown without the checks before it: what reaches a page is safe also if a check would miss something.

CONTEXTS = (
    "{}", "[klik]({})", "[{}](/acties/)", "![{}](/img/icoon.svg)", "![beeld]({})", '[klik](/acties/ "{}")',
    "[klik][x]\n\n[x]: {}", "## {}", "- {}", "> {}", "`{}`", "[klik](/acties/){{: {} }}", "<{}>", "**{}**",
    "woord\n:   {}", "``` {}\ncode\n```", "a\n{{: {} }}",
)  # fmt: skip
MAY_STAND = {"html", "head", "body", *TAGS} | {
    f"{tag} {name}"
    for where, names in ATTRIBUTES.items()
    for tag in (TAGS if where == "*" else [where])
    for name in names
}


def attack_markdown(reader, attacks):
    """Pages made of nothing but Markdown, one for each way to write; each is read, and may hold only words."""
    # Half a sign stands in no file.
    typed = [attack.encode("utf-8", "ignore").decode() for attack in attacks]
    made = [[each, "\n".join(to_html(each.format(attack)) for attack in typed)] for each in CONTEXTS]
    for page in reader.evaluate(READ, [[str(number), html] for number, (_, html) in enumerate(made)]):
        assert set(page["names"]) <= MAY_STAND, page
        assert not page["sources"]
        for address in page["addresses"]:
            # A link may lead anywhere; an image is asked for at once.
            assert re.fullmatch(r"img src eigen|a href (?:eigen|https?://.*|mailto:|tel:)", address), page
    return made


def run_markdown(chromium, made, site):
    site.mkdir()
    for name in ("_headers", "404.html"):
        (site / name).write_text("")
    for number, (_, html) in enumerate(made):
        (site / f"{number}.html").write_text(
            f'<!DOCTYPE html><meta charset="utf-8"><title>x</title>{html}', encoding="utf-8", errors="replace"
        )
    assert visit_all(chromium, site, [f"{number}.html" for number in range(len(made))]) == []


def test_attacks_in_markdown_are_words(reader, chromium, tmp_path, tried):
    attacks = spread(60)
    run_markdown(chromium, attack_markdown(reader, attacks), tmp_path / "site")
    tried("aanvallen in Markdown", len(attacks) * len(CONTEXTS))


@pytest.mark.hard
def test_every_attack_in_markdown_is_words(reader, chromium, tmp_path, tried):
    run_markdown(chromium, attack_markdown(reader, payloads()), tmp_path / "site")
    tried("aanvallen in Markdown", len(payloads()) * len(CONTEXTS))


# Other files


def test_attacks_break_no_other_file(tmp_path, tried):
    """Calendars, data, lists of addresses: each is still what it was, with the same parts."""
    attacks = [*spread(20), *families()["lines and cells"]]
    sites = [
        build(until_right(Hostile(tmp_path / name, words)).root, "--no-paper")
        for name, words in (("gewoon", [f"Woord {n}" for n in range(len(attacks))]), ("aanval", attacks))
    ]
    parts = [[*files_of(site)] for site in sites]
    assert len(parts[1]) > 40
    assert {name for name, _ in parts[0]} == {name for name, _ in parts[1]}
    known = {part for _, found in parts[0] for part in found}
    for name, found in parts[1]:
        assert found <= known, name
    tried("aanvallen in een veld", len(attacks))


def files_of(site):
    """Each file that programs read, with the names of its parts."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.suffix == ".ics":
            calendar = Calendar.from_ical(path.read_bytes())
            yield (
                name,
                {part.name for part in calendar.walk()} | {key for part in calendar.walk() for key in part},
            )
        elif path.suffix in (".json", ".geojson", ".webmanifest"):
            json.loads(path.read_text(encoding="utf-8"))
            yield name, set()
        elif path.suffix in (".xml", ".atom"):
            tree = ElementTree.fromstring(path.read_bytes())
            yield name, {element.tag for element in tree.iter()}
        elif path.suffix == ".csv":
            rows = [*csv.reader(path.read_text(encoding="utf-8-sig").splitlines(True))]
            # What a program for tables would take for a formula.
            formulas = [cell for row in rows for cell in row if re.match(r"\s*[=+@-]", cell)]
            yield name, {"kolommen", *rows[0], *formulas}
            assert {len(row) for row in rows} == {len(rows[0])}
        elif path.suffix in (".js", ".css", ".htaccess", ".conf") or name in (
            "_headers",
            ".htaccess",
            "robots.txt",
        ):
            yield name, {path.read_text(encoding="utf-8") if name != "sw.js" else "sw.js"}


def attack_paper(root, attacks):
    """Posters say what was typed, letter by letter: it is no code to Typst, and reads no file."""
    hostile = until_right(Hostile(root, attacks))
    site, _ = read_site(Paths.of(root), DAY)
    posters = [
        each for each in documents(site, list_places(site, DAY), DAY) if each.template == "affiche.typ"
    ]
    typesetter = Typesetter(Paths.of(root), DAY)
    # Not among those that other builds keep.
    typesetter.cache = Cache(root / "papier")
    made = typesetter.pdfs(posters)
    assert len(made) == len(attacks) == len(posters)
    for poster in posters:
        name = site.digipunten[poster.address.split("/")[2]].naam
        content = made[poster.file]
        text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(content))
        assert letters(" ".join(map(printable, name.split()))) in letters(text), name
        assert "root:x:0" not in text
        for page in pikepdf.open(io.BytesIO(content)).pages:
            for link in page.get("/Annots", []):
                assert re.match(r"https://voorbeeld\.(?:test|example)/|tel:|mailto:", str(link.A.URI))
    return len(hostile.attacks)


def letters(text):
    """Without what a line may break at."""
    return re.sub(r"[\s\u00ad\u2010\ufffe-]+", "", text)


def test_attacks_on_paper_are_words(tmp_path, tried):
    tried("aanvallen op papier", attack_paper(tmp_path / "project", families()["Typst"]))


@pytest.mark.hard
def test_every_attack_on_paper_is_words(tmp_path, tried):
    tried("aanvallen op papier", attack_paper(tmp_path / "project", payloads()[::4]))


def test_attacks_are_words_for_editors_too(reader, tmp_path, tried):
    """In the report, and in the page of the preview that shows what is wrong."""
    attacks = spread(20)
    reports, previews = [], []
    for name, words in (("gewoon", [f"Woord {n}" for n in range(len(attacks))]), ("aanval", attacks)):
        hostile = until_right(Hostile(tmp_path / name, words))
        assert main(["report", "--root", str(hostile.root), "--today", TODAY]) == 0
        reports.append((hostile.root / "rapport.html").read_text(encoding="utf-8"))
        wrong = Hostile(tmp_path / f"{name}-fout", words, in_checked=True)
        wrong.write()
        with pytest.raises(DataError) as refused:
            read_site(Paths.of(wrong.root), DAY)
        preview = Preview(tmp_path / "geen", 8000)
        preview.show(Failure.of(errors(refused.value.problems)))
        previews.append(
            b"".join(preview({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda *given: None)).decode()
        )
    for gewoon, aanval in (reports, previews):
        ours, found = reader.evaluate(READ, [["a/", gewoon], ["a/", aanval]])
        assert intruders([found], [ours]) == []
        assert "raak()" in aanval and "raak()" not in gewoon
    tried("aanvallen in een veld", 2 * len(attacks))


# In a browser: what runs calls a function that we count, what leaves is a request to another host.

PAGES = [
    "", "404.html", "acties/", "contact/", "inhoud/", "leeshulp/", "over/", "toegankelijkheid/", "nieuws/", "open-data/", "digipunten/",
    "doorverwijzers/?kies=a0&kies=constructor&kies=undefined", "digipunten/insluiten/", "digipunten/insluiten/zoeker/",
    "digipunten/op-papier/", "a0/", "a7/", "a11/", "digipunten/dag/maandag/", "digipunten/voor/hulp/",
]  # fmt: skip
OF_EACH = ["acties/{}/", "digipunten/{}/", "digipunten/wijk/{}/", "digipunten/voor/{}/"]


# The finder in one file has a policy of its own; a host hands it out to be kept.
FILE = "digipunten/meenemen.html"


def without_headers(site, target, policies=True):
    """The same site from a host that sends no headers; without `policies` those that stand in a page go as well."""
    shutil.copytree(site, target)
    (target / "_headers").write_text("")
    page = target / FILE
    assert POLICY in page.read_text(encoding="utf-8")
    if not policies:
        page.write_text(page.read_text(encoding="utf-8").replace(POLICY, 'name="zonder"'), encoding="utf-8")
    return target


POLICY = 'http-equiv="Content-Security-Policy"'


@contextlib.contextmanager
def watched(chromium, site):
    """Opens addresses of a site; `heard` is what ran, what left, and what a page hands to whoever taps it."""
    heard = []
    with browser.serving(site) as origin:
        context = chromium.new_context(service_workers="block")
        context.expose_function("raak", lambda: heard.append("er liep iets"))
        context.on(
            "request",
            lambda asked: (
                None
                if asked.url.startswith((f"{origin}/", "data:image/svg+xml,"))
                else heard.append(asked.url)
            ),
        )
        page = context.new_page()
        page.on("dialog", lambda dialog: (heard.append("een venster"), dialog.dismiss()))
        page.on("popup", lambda popup: heard.append(f"venster: {popup.url}"))

        def visit(address, touch=TOUCH):
            page.goto(f"{origin}/{address}")
            heard.extend(f"{address}: {found}" for found in page.evaluate(touch, HOST))

        visit.heard, visit.page = heard, page
        yield visit
        context.close()


# Touches everything on a page that could do something, and gives what scripts added that leads away or would run.
TOUCH = """
host => {
  const found = []
  for (const e of document.querySelectorAll('*')) {
    for (const { name, value } of e.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$/i.test(name)) found.push(`${e.localName} ${name}`)
      if (/^(?:href|src|action)$/.test(name) && URL.canParse(value, document.baseURI) && !/^(?:https?|tel|mailto|sms|data):/.test(new URL(value, document.baseURI).protocol)) found.push(value)
    }
    if (/^(?:IFRAME|FORM|OBJECT|EMBED|BASE)$/.test(e.tagName) && new URL(e.src || e.action || e.data || e.href || '', document.baseURI).host !== location.host) found.push(e.outerHTML.slice(0, 200))
    for (const type of ['pointerover', 'mouseover', 'pointerenter', 'focus', 'focusin']) e.dispatchEvent(new Event(type, { bubbles: true }))
  }
  for (const e of document.querySelectorAll('details')) e.open = true
  return found
}
"""


def visit_all(chromium, site, addresses):
    with watched(chromium, site) as visit:
        for address in addresses:
            visit(address)
        # What was asked last may still be under way.
        visit.page.wait_for_timeout(100)
        return visit.heard


def test_no_attack_runs_or_leaves_in_a_browser(chromium, tmp_path, tried):
    """Under the policy of the site, and without any: what holds there holds on every host."""
    attacks = spread(24)
    hostile = until_right(Hostile(tmp_path / "project", attacks))
    site = build(hostile.root, "--no-paper")
    addresses = [
        *PAGES,
        *(form.format(name) for form in OF_EACH for name in ("a0", "constructor", "a9", "a15")),
    ]

    assert visit_all(chromium, site, addresses) == []
    assert visit_all(chromium, without_headers(site, tmp_path / "bewaard"), [FILE]) == []
    bare = without_headers(site, tmp_path / "zonder", policies=False)
    assert visit_all(chromium, bare, [*addresses, FILE]) == []
    tried("pagina’s met aanvallen in een browser", 2 * len(addresses) + 2)


def test_the_browser_would_tell(chromium, tmp_path):
    """What the tests above look for, on a page that lets it through."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "_headers").write_text("")
    (site / "404.html").write_text("")
    for number, attack in enumerate(
        (
            "<svg onload=raak()>",
            f"<img src=//{HOST}/>",
            f"<form action=//{HOST}/>",
            "<a href=javascript:raak()>x</a>",
        )
    ):
        (site / f"{number}.html").write_text(f"<!DOCTYPE html><title>x</title>{attack}")
        assert visit_all(chromium, site, [f"{number}.html"]) != [], attack

"""A build that makes only what changed gives the same site, to the byte, as one that makes everything."""

from __future__ import annotations

import random
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from sitegen import icons, offline
from sitegen.assets import published_content, published_names
from sitegen.cli import main
from sitegen.commands.rendering import read_and_render
from sitegen.paths import HOME, Paths
from sitegen.problems import DataError
from sitegen.publication import MANIFEST
from sitegen.render import files
from sitegen.static import static_files
from sitegen.write import worker_code
from tests.conftest import GENT, change, tree

# An EXAMPLE (VOORBEELD): some of the invented places, in the small project, which gets the words that they use.
PLACES = HOME / "tests" / "fixtures" / "voorbeeld" / "digipunten.yaml"
KEPT = ("linde", "uil", "oude-kalender", "inzamelschuur", "belkamer", "hulplijn")
DISTRICTS = ("binnenstad", "stationsbuurt")
WORDS = {
    "doelgroepen": ("schenkers", "ocmw-clienten"),
    "aanbod": ("wifi", "printen", "scannen", "eid-lezer"),
}
OPEN_DATA = (
    "---\ntitel: Open data\nbeschrijving: Een voorbeeld van een pagina over de bestanden voor wie ze gebruikt.\n"
    "sjabloon: open-data\n---\n\nDit is een voorbeeld.\n"
)


class Project:
    """A project that somebody edits, and the options with which it is built."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.dice = random.Random(seed)
        self.day = date(2026, 11, 24)
        self.base_url: str | None = None
        self.number = 0

    @property
    def places(self) -> Path:
        return self.root / "data" / "digipunten.yaml"

    def records(self) -> list[str]:
        """The head of the file, then each record."""
        return re.split(r"(?m)^(?=  - id: )", self.places.read_text(encoding="utf-8"))

    def write(self, records: list[str]) -> None:
        self.places.write_text("".join(records), encoding="utf-8")

    def some(self, folder: str, pattern: str) -> Path:
        return self.dice.choice(sorted((self.root / folder).rglob(pattern)))

    def replaced(self, path: Path, pattern: str, new: str) -> None:
        """Another word at one of the places where a pattern stands."""
        text = path.read_text(encoding="utf-8")
        found = list(re.finditer(pattern, text))
        if found:
            match = self.dice.choice(found)
            path.write_text(text[: match.start()] + new + text[match.end() :], encoding="utf-8")

    def build(self, *options: str) -> int:
        asked = ["--base-url", self.base_url] if self.base_url else []
        return main(
            ["--root", str(self.root), "--today", self.day.isoformat(), "--no-paper", *asked, *options]
        )

    def whole(self) -> dict[str, bytes] | None:
        """Every file as the reading of everything makes it; None when there are errors."""
        paths = Paths.of(self.root)
        try:
            site, outputs, _ = read_and_render(paths, self.day, self.base_url, with_paper=False)
        except DataError:
            return None
        names = static_files(paths)
        published = published_names(paths, names)
        static = {published.get(name, name): published_content(paths, name, published) for name in names}
        made = {**static, **files(outputs, site, published), **icons.draw(paths, site.settings.naam)}
        first = offline.core([output.page for output in outputs], made)
        others = offline.rest(first, made, len(site.digipunten))
        lists = ({name: offline.fingerprint(made[name]) for name in names} for names in (first, others))
        return {**made, offline.WORKER: offline.worker(worker_code(paths), *lists)}


# What an editor does.


def change_an_hour(project: Project) -> None:
    hour = f"{project.dice.randint(7, 11)}:{project.dice.choice(['00', '15', '30'])}-"
    project.replaced(project.places, r"(?<![\d:])(?:[789]|1[01]):\d\d-", hour)


def change_a_word(project: Project) -> None:
    project.number += 1
    key = project.dice.choice(["naam", "straat", "organisatie", "ingang", "reden"])
    project.replaced(project.places, rf"(?m)(?<=^    {key}: )\S+", f"Woord{project.number}")


def change_a_choice(project: Project) -> None:
    key, values = project.dice.choice(
        [
            ("wijk", list(DISTRICTS)),
            ("status", ["actief", "gepland", "gestopt"]),
            ("zonder_trap", ["ja", "nee", "onbekend"]),
        ]
    )
    project.replaced(project.places, rf"(?m)(?<=^ {{4}}{key}: )\S+$", project.dice.choice(values))


def move_a_point(project: Project) -> None:
    project.replaced(project.places, r"(?<=lat: )51\.\d+", f"51.0{project.dice.randint(4000, 6999)}")


def age_a_check(project: Project) -> None:
    project.replaced(
        project.places, r"(?<=op: )202[56]-\d\d-\d\d", project.dice.choice(["2025-10-01", "2026-11-02"])
    )


def add_a_comment(project: Project) -> None:
    records = project.records()
    where = project.dice.randrange(1, len(records))
    records[where] += "  # Nog na te vragen.\n"
    project.write(records)


def add_a_place(project: Project) -> None:
    records = project.records()
    project.number += 1
    copied = re.sub(r"(?<=- id: )\S+", f"plaats-{project.number}", project.dice.choice(records[1:]), count=1)
    records.insert(project.dice.randint(1, len(records)), copied if copied.endswith("\n") else f"{copied}\n")
    project.write(records)


def remove_a_place(project: Project) -> None:
    records = project.records()
    if len(records) > 3:
        del records[project.dice.randrange(1, len(records))]
        project.write(records)


def move_a_place(project: Project) -> None:
    head, *records = project.records()
    project.dice.shuffle(records)
    project.write([head, *(record if record.endswith("\n") else f"{record}\n" for record in records)])


def rename_a_place(project: Project) -> None:
    project.number += 1
    project.replaced(project.places, r"(?<=- id: )\S+", f"plek-{project.number}")


def change_the_news(project: Project) -> None:
    """What is new, of whatever day, about whatever page; sometimes there is none, or of a page that is gone."""
    project.number += 1
    path = project.root / "data" / "nieuws.yaml"
    kind = project.dice.random()
    if kind < 0.2:
        path.unlink(missing_ok=True)
    elif kind < 0.6 or not path.is_file():
        ids = [record.split("\n")[0].removeprefix("  - id: ") for record in project.records()[1:]]
        pages = ["/over/", "/acties/", *(f"/digipunten/{id}/" for id in ids)]
        records = path.read_text(encoding="utf-8").partition("\n")[2] if path.is_file() else ""
        day = project.day + timedelta(days=project.dice.randint(-9, 3))
        path.write_text(
            f"nieuws:\n  - id: bericht-{project.number}\n    op: {day}\n    titel: Bericht {project.number}\n"
            f"    tekst: Dit is een voorbeeld.\n    adres: {project.dice.choice(pages)}\n{records}",
            encoding="utf-8",
        )
    else:
        project.replaced(path, r"Bericht \d+", f"Bericht {project.number}")


def change_a_text(project: Project) -> None:
    project.number += 1
    path = project.some("content", "*.md")
    path.write_text(f"{path.read_text(encoding='utf-8')}\nZin nummer {project.number}.\n", encoding="utf-8")


def change_a_title(project: Project) -> None:
    project.number += 1
    project.replaced(project.some("content", "*.md"), r"(?m)(?<=^titel: ).+$", f"Titel {project.number}")


def add_a_page(project: Project) -> None:
    project.number += 1
    path = project.root / "content" / f"nieuws-{project.number}.md"
    path.write_text(
        f"---\ntitel: Nieuws {project.number}\nbeschrijving: Een voorbeeld van een nieuwe pagina, om te testen wat er gebeurt.\n"
        f"---\n\nZie [alle Digipunten](/digipunten/).\n\n## Kop {project.number}\n",
        encoding="utf-8",
    )


def leave_a_backup(project: Project) -> None:
    """An editor's program keeps a file beside the one that is open."""
    path = project.some("content", "[a-z]*.md")
    path.with_name(f"{project.dice.choice('~.#')}{path.name}").write_text("nog niet af", encoding="utf-8")


def remove_a_page(project: Project) -> None:
    for path in sorted((project.root / "content").glob("nieuws-*.md"))[:1]:
        path.unlink()


def link_to_a_page(project: Project) -> None:
    """That page may be removed later: then the link is wrong, on a page that did not change."""
    for path in sorted((project.root / "content").glob("nieuws-*.md"))[-1:]:
        number = path.stem.partition("-")[2]
        over = project.root / "content" / "over.md"
        text = over.read_text(encoding="utf-8")
        over.write_text(f"{text}\nLees [het nieuws](/{path.stem}/#kop-{number}).\n", encoding="utf-8")


def publish_open_data(project: Project) -> None:
    (project.root / "content" / "open-data.md").write_text(OPEN_DATA, encoding="utf-8")


def withdraw_open_data(project: Project) -> None:
    (project.root / "content" / "open-data.md").unlink(missing_ok=True)


def unlink(project: Project) -> None:
    over = project.root / "content" / "over.md"
    text = over.read_text(encoding="utf-8")
    over.write_text(re.sub(r"\nLees \[het nieuws\].*\n", "\n", text), encoding="utf-8")


def change_a_template(project: Project) -> None:
    project.number += 1
    path = project.some("templates", "*.html")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("<p>", f'<p data-proef="{project.number}">', 1), encoding="utf-8")


def change_a_static_file(project: Project) -> None:
    project.number += 1
    path = project.root / "static" / "css" / f"extra-{project.dice.randint(1, 3)}.css"
    path.write_text(f"a {{ order: {project.number} }}\n", encoding="utf-8")


def change_the_worker(project: Project) -> None:
    project.number += 1
    path = project.root / "templates" / "sw.js"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n0, {project.number}\n", encoding="utf-8")


def change_the_drawing(project: Project) -> None:
    number = project.dice.randint(10, 20)
    project.replaced(project.root / "static" / "img" / "icoon.svg", r'(?<=rx=")\d+', str(number))


def change_a_style_that_stands_in_a_page(project: Project) -> None:
    project.number += 1
    path = project.root / "static" / "css" / "zoeker.css"
    path.write_text(
        f"{path.read_text(encoding='utf-8')}.proef {{ order: {project.number} }}\n", encoding="utf-8"
    )


def remove_a_static_file(project: Project) -> None:
    for path in sorted((project.root / "static" / "css").glob("extra-*.css"))[:1]:
        path.unlink()


def change_the_settings(project: Project) -> None:
    project.number += 1
    name, pattern, new = project.dice.choice(
        [
            ("site", r"(?m)(?<=^  naam: ).+$", f"Proef {project.number}"),
            ("wijken", r"(?m)(?<=naam: )[A-Z]\w+", f"Wijk{project.number}"),
            ("programmes", r"(?m)(?<=titel: ).+$", f"Actie {project.number}"),
            ("contacts", r"(?m)(?<=naam: )[A-Z]\w+", f"Dienst{project.number}"),
        ]
    )
    project.replaced(project.root / "data" / f"{name}.yaml", pattern, new)


def change_the_day(project: Project) -> None:
    project.day += timedelta(days=project.dice.choice([-200, -30, -1, 1, 1, 7, 100]))
    project.day = max(date(2026, 1, 5), min(project.day, date(2027, 9, 1)))


def change_the_address(project: Project) -> None:
    project.base_url = project.dice.choice(
        [None, "https://stad.example/e-inclusie/", "https://proef.example/"]
    )


# What goes wrong.


def type_a_slip(project: Project) -> None:
    """Undone by the next edit: one build in between fails."""
    old, new = project.dice.choice(
        [
            ("    naam: ", "     naam: "),
            ("    wijk: ", "    wijk: nergens"),
            (":00-", ":00-:"),
            ("- id: ", "- id "),
        ]
    )
    text = project.places.read_text(encoding="utf-8")
    project.places.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert project.build() in (0, 1)
    project.places.write_text(text, encoding="utf-8")


def touch_the_site(project: Project) -> None:
    """Somebody removes or changes files of the site itself."""
    path = project.some("site", "*.html")
    if project.dice.random() < 0.5:
        path.unlink()
    else:
        path.write_text("iets anders", encoding="utf-8")


def damage_the_memory(project: Project) -> None:
    """The cache may be thrown away, cut off or changed at any place."""
    cache = project.root / ".cache"
    found = sorted(path for path in cache.rglob("*") if path.is_file()) if cache.is_dir() else []
    kind = project.dice.random()
    if kind < 0.2 or not found:
        shutil.rmtree(cache, ignore_errors=True)
        return
    # Files of the twin may be those of the site as well: no changing in place.
    path = project.dice.choice([path for path in found if "vorige" not in path.parts] or found)
    content = bytearray(path.read_bytes())
    path.unlink()
    if kind < 0.5 or not content:
        return
    if kind < 0.75:
        del content[project.dice.randrange(len(content)) :]
    else:
        content[project.dice.randrange(len(content))] ^= 1 << project.dice.randrange(8)
    path.write_bytes(content)


EDITS = [
    *[change_an_hour] * 4,
    *[change_a_word] * 3,
    *[change_a_text] * 2,
    *[change_the_news] * 2,
    *[add_a_page, link_to_a_page, unlink] * 2,
    change_a_choice,
    move_a_point,
    age_a_check,
    add_a_comment,
    add_a_place,
    remove_a_place,
    move_a_place,
    rename_a_place,
    change_a_title,
    remove_a_page,
    leave_a_backup,
    publish_open_data,
    withdraw_open_data,
    change_a_template,
    change_a_static_file,
    change_the_worker,
    change_the_drawing,
    change_a_style_that_stands_in_a_page,
    remove_a_static_file,
    change_the_settings,
    change_the_day,
    change_the_address,
    type_a_slip,
    touch_the_site,
    damage_the_memory,
]


@pytest.fixture
def root(small: Path) -> Path:
    for folder in ("templates", "static"):
        shutil.copytree(HOME / folder, small / folder)
    _, *records = re.split(r"(?m)^(?=  - id: )", PLACES.read_text(encoding="utf-8"))
    kept = [record for record in records if record.split("\n")[0].removeprefix("  - id: ") in KEPT]
    assert len(kept) == len(KEPT)
    placed = [
        re.sub(r"(?m)^(    wijk: ).*$", rf"\g<1>{DISTRICTS[number % 2]}", record)
        for number, record in enumerate(kept)
    ]
    (small / "data" / "digipunten.yaml").write_text("".join(["digipunten:\n", *placed]), encoding="utf-8")
    shutil.copy(GENT / "content" / "nieuws.md", small / "content")
    settings = small / "data" / "site.yaml"
    (small / "content" / "open-data.md").write_text(OPEN_DATA, encoding="utf-8")
    for key, ids in WORDS.items():
        more = "".join(f"    - {{id: {id}, naam: {id}}}\n" for id in ids)
        change(settings, f"  {key}:\n", f"  {key}:\n{more}")
    return small


STEPS, SEQUENCES = 50, 10


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.hard) for seed in range(1, SEQUENCES))]
)
def test_after_any_edit_the_site_is_the_one_that_is_made_from_nothing(root, seed, capsys):
    project = Project(root, seed)
    good = 0
    for step in range(STEPS):
        edit = project.dice.choice(EDITS) if step else change_an_hour
        before = tree(root / "site") if step else {}
        typed = {folder: tree(root / folder) for folder in ("data", "content")}
        edit(project)
        wanted = project.whole()
        if wanted is None:
            assert project.build() == 1
            assert tree(root / "site") == before
            for folder, found in typed.items():
                shutil.rmtree(root / folder)
                for name, content in found.items():
                    (root / folder / name).parent.mkdir(parents=True, exist_ok=True)
                    (root / folder / name).write_bytes(content)
            continue
        assert project.build() == 0, capsys.readouterr().err
        made = tree(root / "site")
        assert set(made.pop(MANIFEST).decode().split()) == {*wanted, MANIFEST}
        assert made == wanted, (step, edit.__name__)
        good += 1
    assert good > STEPS / 2
    assert project.build("--force") == 0
    assert tree(root / "site") == {**made, MANIFEST: (root / "site" / MANIFEST).read_bytes()}

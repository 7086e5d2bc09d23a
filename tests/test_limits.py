"""Files that are far too large, too deep or no text at all are refused quickly, in Dutch, with their place.

Each is a file that somebody could send in; a project in which nothing else is wrong gets it.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from string import ascii_lowercase

import pytest

from sitegen.limits import (
    BYTES_PER_LINE,
    DATA_BYTES,
    LONGEST_BLOCK,
    LONGEST_LINE,
    MAP_BYTES,
    MB,
    MOST_LINES_OF_BLOCK,
    PAGE_BYTES,
    PLACES_BYTES,
)
from sitegen.paths import HOME
from tests.conftest import TODAY

SECONDS, MEMORY = 40, 1500 * MB
FRONT = (
    "---\ntitel: Een voorbeeld\n"
    "beschrijving: Een voorbeeld van een pagina die veel te veel vraagt, alleen om te testen.\n---\n\n"
)


def upto(size: int, unit: str | Callable[[int], str], head: str = "", tail: str = "") -> str:
    """As much of it as a file may hold, in bytes and in lines."""
    made, length, lines = [head], len(head.encode()), head.count("\n") + tail.count("\n")
    for number in range(size):
        part = unit(number) if callable(unit) else unit
        length, lines = length + len(part.encode()), lines + part.count("\n")
        if length + len(tail.encode()) > size or lines > size // BYTES_PER_LINE:
            break
        made.append(part)
    return "".join([*made, tail])


def yaml_files(name: str, size: int) -> dict[str, str]:
    """What YAML reads with much work, as the file of this name."""
    top = f"{name}:\n"
    record = f"{top}  - id: voorbeeld\n"

    def records(text: str) -> str:
        return upto(size, lambda number: f"  - id: a{number}\n{text}", top)

    return {
        "aliassen": "a: &a [x]\n"
        + "".join(
            f"{c}: &{c} [{', '.join([f'*{before}'] * 9)}]\n" for before, c in pairwise(ascii_lowercase)
        ),
        "lijst in lijst": f"{top}  {'[' * 4000}",
        "lijst in lijst, elk op een regel": top + "\n".join(f"{'  ' * n}- " for n in range(1, 1200)),
        "blok in blok": top + "".join(f"{' ' * n}a:\n" for n in range(1, 1200)),
        "streepjes op een regel": f"{top}  {'- ' * 2400}x\n",
        "een lange tekst": upto(size, "      woord woord woord woord\n", f"{record}    kort: >-\n"),
        "een lange tekst met sleutels": upto(size, "      kort: woord\n", f"{record}    kort: |\n"),
        "een aanhalingsteken dat open blijft": upto(
            size, "      woord woord woord\n", f'{record}    kort: "'
        ),
        "elk aanhalingsteken open": upto(size, '    kort: "x\n', record),
        "zeer veel records": records(""),
        "zeer veel sleutels": upto(size, lambda number: f"    k{number}: 1\n", record),
        "sleutels die bijna kloppen": records("".join(f"    naan{n}: x\n" for n in range(200))),
        "dezelfde sleutel": upto(size, "    k: 1\n", record),
        "hetzelfde id": upto(size, "  - id: a\n", top),
        "haakjes die open blijven": records("    x: [\n"),
        "tabs": records("\ta: 1\n"),
        "stuurtekens": upto(size, "  a: \u202e\n", top),
        "versies van git": upto(size, "<<<<<<< HEAD\n"),
        "ankers": upto(size, "  - &a x\n", top),
        "samenvoegen": upto(size, "  - <<: x\n", top),
        "hekjes": upto(size, lambda number: f"    a{number}: b #c\n", record),
        "woorden die niet bestaan": records("    status: actif\n    wijk: nergens\n"),
        "lange regels met haakjes": upto(size, f"  - {'[' * 4000}\n", top),
        "lange regels met tekens": upto(size, "  - " + '"a" ' * 1200 + "\n", top),
        "opmaak": upto(size, f"    kort: '{'<a ' * 1200}'\n  - id: x\n", record),
        "een reusachtig getal": f"{record}    aantal: {{getal: {'9' * 4000}, wat: x}}\n",
    }


def odd_files() -> dict[str, bytes]:
    """What is no text, or more than anybody types."""
    return {
        "niets dan nullen": bytes(MB),
        "een foto": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + os.urandom(1000),
        "een zip": b"PK\x03\x04" + os.urandom(1000),
        "geen UTF-8": b"programmes:\n  - id: \xff\xfe\xfd\n",
        "UTF-16": "programmes: []\n".encode("utf-16"),
        "een nul in de tekst": b"programmes:\n  - id: a\0b\n",
        "een halve letter": "programmes: # é".encode()[:-1],
        "een te lange regel": b"a: " + b"x" * LONGEST_LINE,
        "regels zonder iets": b"\n" * (MB + 1),
        "een byte te veel": b"#" * DATA_BYTES + b"\n",
    }


def pages(size: int) -> dict[str, str]:
    """Texts that Markdown converts with much work: each part as long as it may be, as often as it fits."""
    parts = {
        "haken": "[",
        "haken en haken": "[a](",
        "haken en kleiner dan": "[a](<b",
        "afbeeldingen": "![",
        "sterren": "*a",
        "dubbele sterren": "**a ",
        "strepen": "_a ",
        "accenten": "`a",
        "kleiner dan": "<",
        "adressen": "<a@b",
        "schuine strepen": "\\",
        "opmaak tussen accolades": "{: a=b }",
        "aanhalingstekens": "'\"",
        "letters": "a",
        "weblinks": "http://a_",
        "hoofdletters": "AAAA ",
        "tekens": "&#",
        "spaties": " x ",
    }
    lines = {
        "verwijzingen": "[a]: x",
        "gebruikte verwijzingen": "[a][a]",
        "streepjes": "- - - - - - x",
        "regels": "woord",
        "citaten": "> > > > > > > > > x",
        "uitleg": "x\n: y",
        "punten": "- x",
        "codeblokken": "```",
    }
    long = {name: sign * ((LONGEST_BLOCK - 10) // len(sign)) for name, sign in parts.items()}
    many = {
        name: "\n".join([line] * (MOST_LINES_OF_BLOCK // (line.count("\n") + 1)))
        for name, line in lines.items()
    }
    made = {
        name: FRONT + upto(size - 1000, f"{_few_brackets(part)}\n\n")
        for name, part in {**long, **many}.items()
    }
    return made | {
        "een lange alinea": f"{FRONT}{'x ' * LONGEST_BLOCK}",
        "een alinea van zeer veel regels": FRONT + "x\n" * (MOST_LINES_OF_BLOCK + 1),
        "zeer veel haken": f"{FRONT}{'[' * LONGEST_BLOCK}",
        "tussentitels": FRONT + "## x\n" * 3000,
        "onderstreepte tussentitels": FRONT + "x\n---\n" * 2000,
        "citaat in citaat": f"{FRONT}{'>' * 2000} x",
        "lijst in lijst": FRONT + "\n".join(f"{'    ' * n}- x" for n in range(100)),
        "lijst in lijst op een regel": f"{FRONT}{'- ' * 1000}x",
        "uitleg in uitleg": FRONT + "\n".join(f"{'    ' * n}: x" for n in range(100)),
        "een bestand van te veel bytes": f"{FRONT}{'woord ' * 500}\n" * (PAGE_BYTES // 3000),
    }  # fmt: skip


def _few_brackets(part: str) -> str:
    """Fewer than are refused."""
    while part.count("[") > 100:
        part = part[: len(part) * 9 // 10]
    return part


def maps(size: int) -> dict[str, str]:
    def made(corners: str, wijk: str = '"x"', number: str = "1") -> str:
        properties = f'{{"wijk": {wijk}, "wijknr": {number}}}'
        shape = f'{{"type": "Polygon", "coordinates": {corners}}}'
        return f'{{"bron": "VOORBEELD", "features": [{{"properties": {properties}, "geometry": {shape}}}]}}'

    square = "[[[3.7, 51.0], [3.8, 51.0], [3.8, 51.1], [3.7, 51.0]]]"
    zigzag = (f"[{3.7 + number % 2 / 10}, {51 + number / 10**6:.6f}]" for number in range(size // 20))
    return {
        "geen getal": made("[[[NaN, 51], [3, 51], [3, 52]]]"),
        "oneindig": made("[[[1e999, 51], [3, 51], [3, 52]]]"),
        "niet op aarde": made("[[[1e300, 51], [3, 51], [3, 52]]]"),
        "een reusachtig getal": made(f"[[[{'9' * 5000}, 51], [3, 51], [3, 52]]]"),
        "niets": made("null"),
        "diep": made("[" * 100_000),
        "net niet te diep": made("[" * 900 + "]" * 900),
        "een lijst als nummer": made(square, number="[1]"),
        "oneindig als nummer": made(square, number="1e999"),
        "een halve letter": made(square, wijk=r'"\ud800"'),
        "een teken dat woorden omkeert": made(square, wijk=r'"a\u202eb"'),
        "een lijst": "[]",
        "leeg": "",
        "zeer veel niets": f"[{'[],' * (size // 4)}[]]",
        "zeer veel sleutels": "{" + ",".join(f'"k{number}":1' for number in range(size // 13)) + "}",
        "een zigzag": made(f"[[{','.join(zigzag)}]]"),
        "een byte te veel": " " * MAP_BYTES + "{}",
    }


def files(share: float) -> dict[tuple[str, str], bytes]:
    """Every hostile file, by where it stands and what it is, as large as this share of what a file may be."""
    found = {
        "data/programmes.yaml": {**yaml_files("programmes", int(DATA_BYTES * share)), **odd_files()},
        "content/aanval.md": {**pages(int(PAGE_BYTES * share)), **odd_files()},
        "data/kaart/wijken.geojson": maps(int(MAP_BYTES * share)),
    }
    return {
        (file, what): made if isinstance(made, bytes) else made.encode()
        for file, cases in found.items()
        for what, made in cases.items()
    }


# Puts each file of a folder in a project in turn, and tells how a check of that ended.
CHILD = f"""
import contextlib, io, json, resource, sys, time, traceback
from pathlib import Path
from sitegen.cli import main
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
root, cases = map(Path, sys.argv[1:])
for case in sorted(cases.iterdir()):
    file, what = json.loads((case / "naam").read_text())
    target = root / file
    before = target.read_bytes() if target.exists() else None
    target.parent.mkdir(exist_ok=True)
    target.write_bytes((case / "inhoud").read_bytes())
    said, start = io.StringIO(), time.process_time()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = main(["check", "--root", str(root), "--today", "{TODAY}"])
        except BaseException:
            code = traceback.format_exc()
    print(json.dumps([file, what, code, time.process_time() - start, said.getvalue()[:3000], len(said.getvalue())]), flush=True)
    target.unlink() if before is None else target.write_bytes(before)
"""
# Where a check ends well: what takes long to read need not be wrong.
MAY_BE_RIGHT = ("content/aanval.md", "data/kaart/wijken.geojson")


def check_all(root, folder, cases, seconds) -> None:
    """Every one of these files is refused in Dutch, or read, within so many seconds."""
    for number, ((file, what), content) in enumerate(cases.items()):
        case = folder / f"{number:03}"
        case.mkdir(parents=True)
        (case / "naam").write_text(json.dumps([file, what]))
        (case / "inhoud").write_bytes(content)
    command = [sys.executable, "-c", CHILD, str(root), str(folder)]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(file, what) for file, what, *_ in results] == list(cases)
    for file, what, code, took, said, length in results:
        assert code in (1, 2) or (code == 0 and file in MAY_BE_RIGHT), (file, what, code, said)
        assert took < seconds, (file, what, took)
        assert length < 300_000, (file, what, length)
        refusal = {1: rf"(?m)^{re.escape(file)}:[0-9]+:[0-9]+: fout: ", 2: REFUSED_MAP}
        assert not code or re.search(refusal[code], said), (file, what, said)


REFUSED_MAP = r"\Abuild\.py: (?:data/kaart/)?wijken\.geojson (?:is geen kaart|kan niet gelezen worden): "


def test_hostile_files_are_refused_quickly(small, tmp_path, tried):
    cases = files(0.05)
    check_all(small, tmp_path / "gevallen", cases, SECONDS / 4)
    tried("vijandige bestanden", len(cases))


@pytest.mark.hard
def test_the_largest_hostile_files_are_refused_quickly(small, tmp_path, tried):
    cases = files(1)
    # The list of places may be larger, and is read record by record.
    cases |= {
        ("data/digipunten.yaml", what): text.encode()
        for what, text in yaml_files("digipunten", PLACES_BYTES).items()
        if len(text) < DATA_BYTES or not what.startswith(("haakjes", "lange", "elk", "sleutels"))
    }
    check_all(small, tmp_path / "gevallen", cases, SECONDS)
    tried("vijandige bestanden", len(cases))

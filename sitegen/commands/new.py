"""`new`: an empty record at the end of its file, or an empty page, with what to fill in."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sitegen import splice
from sitegen.blank import FILL_IN, blank
from sitegen.commands import today
from sitegen.fields import Text
from sitegen.load import load_bytes
from sitegen.nodes import Sequence
from sitegen.pages import action_address, addresses, place_address
from sitegen.paths import Paths
from sitegen.problems import DataError, UseError, errors
from sitegen.read import Reading, read
from sitegen.records import FILES, PAGE
from sitegen.text import counted, slug, visible
from sitegen.write import new_file, replace_file

# What is made, the file it goes to, and the key of its name.
RECORDS = {
    "digipunt": ("digipunten", "naam"),
    "programme": ("programmes", "titel"),
    "contact": ("contacts", "naam"),
    "news": ("nieuws", "titel"),
}
# What stands in a file that is not there yet.
NO_NEWS = b"""\
# yaml-language-server: $schema=schema/nieuws.json
# Wat er veranderde voor bezoekers, het nieuwste bovenaan. Na een wijziging: make check.
nieuws: []
"""

# It becomes the name of a file, too.
LONGEST_NAME = 150
NO_NAME = 'geef een naam, zoals make nieuw SOORT=digipunt NAAM="Bibliotheek Zuid"'


def run(args: Namespace) -> int:
    paths = Paths.of(args.root)
    try:
        # Programs on a phone or a Mac type the curly apostrophe.
        name = " ".join(visible(args.name.replace("’", "'")).split())
        _check_name(args.kind, name)
    except ValueError as error:
        raise UseError(str(error)) from None
    id = slug(name)
    if not id:
        message = f'"{name}" kan geen webadres worden: gebruik ook letters of cijfers' if name else NO_NAME
        raise UseError(message)
    day = today(args)
    is_first = args.kind == "news" and not (paths.data / "nieuws.yaml").is_file()
    drafts = {"nieuws": NO_NEWS} if is_first else {}
    reading = read(paths, day, drafts)
    path, line, text = (
        _page(name, id, reading, paths)
        if args.kind == "page"
        else _record(args.kind, name, id, reading, paths, day, drafts)
    )
    blanks = text.count(f"  # {FILL_IN}")
    where = f"{paths.name(path)}:{line}"
    print(f'{where}: hier staat nu "{name}".')
    print(f'Vul {counted(blanks, "regel", "regels")} in: typ je antwoord tussen de dubbelepunt en het "#".')
    print("Kijk daarna na met make check. Tot alles ingevuld is, verandert de site niet.")
    return 0


def _check_name(kind: str, name: str) -> None:
    """A ValueError says in Dutch why `check` would refuse it."""
    if not name.isprintable():
        # A terminal may give bytes that are no text.
        raise ValueError("deze naam bevat een teken dat we niet kennen: typ hem opnieuw")
    file, key = RECORDS.get(kind, ("", "titel"))
    text = (FILES[file] if file else PAGE).keys[key].kind
    assert isinstance(text, Text)
    if len(name) > min(text.longest, LONGEST_NAME):
        raise ValueError(f"deze naam telt {len(name)} tekens: kies een kortere")
    text.parse(name)


def _record(
    kind: str, name: str, id: str, reading: Reading, paths: Paths, day: date, drafts: Mapping[str, bytes]
) -> tuple[Path, int, str]:
    """The file, the line of the new record, and its text."""
    file, key = RECORDS[kind]
    path, document = paths.data / f"{file}.yaml", reading.documents[file]
    below = document.below(file)
    if errors(document.problems) or not isinstance(below, Sequence):
        raise DataError(problem for problem in errors(reading.problems) if problem.file == paths.name(path))
    if id in reading.ids[file]:
        line, _ = document.source.find(f"id: {id}")
        raise UseError(f'"{id}" bestaat al ({paths.name(path)}:{line}): kies een andere naam')
    address = {"digipunten": place_address, "programmes": action_address}.get(file)
    _refuse_taken(address(id) if address else "", reading)
    is_news = kind == "news"
    lines = blank(FILES[file], {"id": id, key: name} | ({"op": day.isoformat()} if is_news else {}))
    old = drafts[file] if file in drafts else load_bytes(path)
    new = splice.apply_to(old, [splice.append_lines(below, lines, first=is_news)])
    # Read back before it is kept: a list in brackets, for instance, cannot hold these lines.
    document = read(paths, day, {file: new}).documents[file]
    record = document.records(file).get(id)
    if errors(document.problems) or record is None:
        raise UseError(
            f"we kunnen {paths.name(path)} niet aanvullen: zet elk deel van de lijst onder elkaar, met een streepje"
        )
    if file in drafts:
        new_file(path, new)
    else:
        replace_file(path, old, new)
    return path, record.line, "\n".join(lines)


def _page(name: str, id: str, reading: Reading, paths: Paths) -> tuple[Path, int, str]:
    path = paths.content / f"{id}.md"
    if path.exists():
        raise UseError(f"{paths.name(path)} bestaat al: kies een andere naam")
    _refuse_taken(f"/{id}/", reading)
    lines = ["---", *blank(PAGE, {"titel": name}), "---", "", ""]
    new_file(path, "\n".join(lines).encode("utf-8"))
    return path, 1, "\n".join(lines)


def _refuse_taken(address: str, reading: Reading) -> None:
    taken: Mapping[str, str] = addresses(reading.texts.values(), reading.ids)
    if address in taken:
        raise UseError(f"het adres {address} bestaat al ({taken[address]}): kies een andere naam")

"""The audit from beginning to end: build, measure, hold against the targets, print, keep."""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from audit import example, record, table, tools
from audit.kinds import visits
from audit.measuring import measure
from audit.targets import misses
from sitegen.paths import HOME

KEPT = HOME / "data" / "metingen" / "toegankelijkheid.json"
EXAMPLE = "het voorbeeld: de teksten van Gent met 30 verzonnen Digipunten, zoals op 23 november 2026"


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as temporary:
            return run(options, Path(temporary).resolve())
    except (tools.ToolError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2


def run(options: Namespace, temporary: Path) -> int:
    versions = tools.versions(options.snel)
    site = options.site.resolve() if options.site else example.build(temporary)
    chosen, absent = visits(site)
    if absent and not options.site:
        raise tools.ToolError(f"het voorbeeld heeft geen pagina van de soort: {', '.join(absent)}")
    moment = None if options.site else example.MOMENT
    results = measure(site, chosen, moment, is_quick=options.snel)
    print(*table.lines(results), sep="\n")
    if absent:
        print(f"Niet in deze site: {', '.join(absent)}.")
    missed = list(misses(results))
    print(
        *(f"\nNiet gehaald: {len(missed)}", *missed) if missed else ("Alle doelen zijn gehaald.",), sep="\n"
    )
    if options.bewaar:
        pages = len(list(site.rglob("*.html")))
        measured = "de site zelf" if options.site else EXAMPLE
        record.write(options.bewaar, date.today(), measured, pages, results, versions)
    return 1 if missed else 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m audit", description="Meet de site zoals een bezoeker haar krijgt."
    )
    parser.add_argument(
        "site", nargs="?", type=Path, help="de map van een gemaakte site; anders het voorbeeld"
    )
    parser.add_argument(
        "--snel", action="store_true", help="zonder Lighthouse, zonder het tweede programma en zonder Nu"
    )
    parser.add_argument(
        "--bewaar",
        nargs="?",
        type=Path,
        const=KEPT,
        metavar="BESTAND",
        help="schrijf de cijfers in data/metingen/toegankelijkheid.json, of in dit bestand",
    )
    return parser

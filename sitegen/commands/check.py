"""`check`: everything `build` checks, and what grows old; writes nothing."""

from __future__ import annotations

from argparse import Namespace

from sitegen.commands import today
from sitegen.commands.rendering import render_reading
from sitegen.language import Advice, Readability, read_page, table
from sitegen.paths import Paths
from sitegen.problems import ALWAYS_PRINTED, FORMATS, DataError, Problem, as_text, errors, summary
from sitegen.prose import by_page
from sitegen.read import Reading, read


def run(args: Namespace) -> int:
    paths = Paths.of(args.root)
    reading = read(paths, today(args))
    try:
        _, _, problems = render_reading(reading, paths, today(args), args.base_url)
    except DataError as error:
        problems = error.problems
    found = sorted(problems)
    readable = _language(reading) if args.taal else []
    advice = sorted(problem for page in readable for problem in page.problems)
    if args.format == "text":
        wrong = errors(found)
        # Warnings would push the errors off the screen, and can wait.
        later = ". De waarschuwingen zie je als de fouten weg zijn." if 0 < len(wrong) < len(found) else ""
        print("\n\n".join(filter(None, (as_text(wrong or found), summary(found) + later))))
        if args.taal:
            print(f"\n{_report(readable, advice)}")
    elif found or advice or args.format in ALWAYS_PRINTED:
        print(FORMATS[args.format](sorted([*found, *advice])))
    # Language is advice: it never makes a check fail.
    return 1 if errors(found) or (args.strict and found) else 0


def _language(reading: Reading) -> list[Readability]:
    words = Advice(reading.words)
    pages = by_page(reading.pages, reading.documents)
    return [read_page(name, passages, words) for name, passages in pages if passages]


def _report(readable: list[Readability], advice: list[Problem]) -> str:
    about = "Hoe makkelijk de teksten lezen (Flesch-Douma: 100 is heel makkelijk, onder 60 is moeilijk)"
    count = "1 tip" if len(advice) == 1 else f"{len(advice) or 'geen'} tips"
    parts = [about, table(readable), as_text(advice), f"{count} voor de taal; ze tellen niet als fout"]
    return "\n\n".join(filter(None, parts))

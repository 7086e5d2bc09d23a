"""`check`: everything `build` checks, and what grows old; writes nothing."""

from __future__ import annotations

from argparse import Namespace

from sitegen.commands import today
from sitegen.commands.rendering import read_and_render
from sitegen.paths import Paths
from sitegen.problems import FORMATS, DataError, errors, summary


def run(args: Namespace) -> int:
    try:
        _, _, problems = read_and_render(Paths.of(args.root), today(args), args.base_url)
    except DataError as error:
        problems = error.problems
    found = sorted(problems)
    if found or args.format == "json":
        print(FORMATS[args.format](found))
    if args.format == "text":
        print(f"\n{summary(found)}" if found else summary(found))
    return 1 if errors(found) or (args.strict and found) else 0

"""`build`: make what changed since the last build; with --force, everything."""

from __future__ import annotations

import sys
from argparse import Namespace

from sitegen.cache import alone, folder_of
from sitegen.commands import today
from sitegen.commands.making import make
from sitegen.commands.steps import Steps
from sitegen.inputs import Options
from sitegen.paths import Paths
from sitegen.publication import refuse_sources


def run(args: Namespace) -> int:
    paths = Paths.of(args.root, args.out)
    refuse_sources(paths)
    options = Options(today(args).toordinal(), args.base_url, args.paper)
    cache = folder_of(paths)
    steps = Steps(sys.stderr)
    with alone(cache, lambda words: print(words, file=sys.stderr)):
        try:
            made = make(paths, options, cache, args.force, steps)
        finally:
            steps.close()
    files = "bestand" if made.made == 1 else "bestanden"
    news = f"{made.made} {files} gemaakt" if made.made else "niets veranderd"
    seconds = f"{steps.total:.2f}".replace(".", ",")
    print(f"{made.words} in {paths.name(paths.out)}/: {news}, {seconds} s")
    if made.warnings:
        print(f"{made.warnings} waarschuwing{'en' * (made.warnings > 1)}: make check toont ze")
    if args.profile:
        print(steps.table())
    return 0

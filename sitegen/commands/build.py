"""`build`: make what changed since the last build; with --force, everything."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from sitegen.cache import alone, folder_of
from sitegen.commands import today
from sitegen.commands.history import last_changes
from sitegen.commands.making import make
from sitegen.commands.steps import Steps
from sitegen.outcome import told
from sitegen.paths import Paths
from sitegen.publication import refuse_sources
from sitegen.rebuild import Options


def run(args: Namespace) -> int:
    with built(args):
        return 0


@contextmanager
def built(args: Namespace) -> Iterator[Paths]:
    """The site, up to date, and told; no other build changes it before the end."""
    paths = Paths.of(args.root, args.out)
    refuse_sources(paths)
    options = Options(
        today(args).toordinal(),
        args.base_url,
        args.paper,
        meta_policy=args.meta_policy,
        compressed=args.compress,
    )
    cache = folder_of(paths)
    steps = Steps(sys.stderr)
    with alone(cache, lambda words: print(words, file=sys.stderr)):
        try:
            made = make(paths, options, cache, args.force, steps, last_changes)
        finally:
            steps.close()
        print(told(made.words, made.warnings, made.made, steps.total, paths.name(paths.out)))
        if args.profile:
            print(steps.table())
        yield paths

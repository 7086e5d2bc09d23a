"""`build`: read, check, render, write."""

from __future__ import annotations

from argparse import Namespace

from sitegen.commands import today
from sitegen.commands.rendering import read_and_render
from sitegen.paths import Paths
from sitegen.problems import summary
from sitegen.render import files
from sitegen.text import counted
from sitegen.write import refuse_foreign, write


def run(args: Namespace) -> int:
    paths = Paths.of(args.root, args.out)
    refuse_foreign(paths, args.force)
    site, outputs, warnings = read_and_render(paths, today(args), args.base_url)
    write(files(outputs, site), paths, args.force)
    pages = sum(output.page.is_html for output in outputs)
    print(f"{counted(pages, 'pagina', 'pagina’s')} in {paths.name(paths.out)}/")
    if warnings:
        print(f"{summary(warnings)}: make check toont ze")
    return 0

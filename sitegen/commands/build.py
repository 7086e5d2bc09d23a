"""`build`: read, check, render, write."""

from __future__ import annotations

from argparse import Namespace

from sitegen import paper
from sitegen.commands import today
from sitegen.commands.rendering import read_and_render
from sitegen.paths import Paths
from sitegen.problems import summary
from sitegen.render import files
from sitegen.text import counted
from sitegen.typeset import Typesetter
from sitegen.write import refuse_foreign, write


def run(args: Namespace) -> int:
    paths = Paths.of(args.root, args.out)
    refuse_foreign(paths, args.force)
    day = today(args)
    site, outputs, warnings = read_and_render(paths, day, args.base_url, args.paper)
    printed = Typesetter(paths, day).pdfs(paper.documents(site, day)) if args.paper else {}
    write({**files(outputs, site), **printed}, paths, args.force)
    pages = sum(output.page.is_html for output in outputs)
    to_print = f" en {counted(len(printed), 'pdf', 'pdf’s')} om af te drukken" if printed else ""
    print(f"{counted(pages, 'pagina', 'pagina’s')}{to_print} in {paths.name(paths.out)}/")
    if warnings:
        print(f"{summary(warnings)}: make check toont ze")
    return 0

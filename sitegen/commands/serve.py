"""`serve`: the site on this computer, made again at each change; a mistake shows as a page."""

from __future__ import annotations

import logging
import tempfile
from argparse import Namespace
from html import escape
from pathlib import Path

from sitegen.commands import today
from sitegen.commands.rendering import read_and_render
from sitegen.paths import Paths
from sitegen.problems import DataError, UseError, as_text, errors, summary
from sitegen.render import files
from sitegen.text import counted
from sitegen.write import write

PROBLEM_PAGE = """<!DOCTYPE html>
<html lang="nl-BE"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="font: 1.1rem/1.5 system-ui, sans-serif; margin: 2rem">
<h1>{title}</h1>
<p>Verbeter de fouten en bewaar het bestand: de pagina komt dan vanzelf terug.</p>
<pre style="white-space: pre-wrap">{problems}</pre>
</body></html>"""


def run(args: Namespace) -> int:
    from livereload.handlers import LiveReloadHandler

    # livereload's own lines are English, and say nothing that ours do not.
    logging.disable(logging.WARNING)
    # livereload forgets a save within 3 seconds of the one before.
    LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
    with tempfile.TemporaryDirectory(prefix="digitaal-mee-") as folder:
        _serve(args, Paths.of(args.root, Path(folder) / "site"))
    return 0


def _serve(args: Namespace, paths: Paths) -> None:
    from livereload import Server

    def rebuild() -> None:
        try:
            site, outputs, warnings = read_and_render(paths, today(args), args.base_url)
            # The page with the problems is not in the list of what was written.
            write(files(outputs, site), paths, force=True)
            print(f"{counted(len(outputs), 'bestand', 'bestanden')} gemaakt; {summary(warnings)}")
        except DataError as error:
            _show(paths.out, as_text(errors(error.problems)), summary(errors(error.problems)))
        except UseError as error:
            _show(paths.out, str(error), "de site kan niet gemaakt worden")

    rebuild()
    server = Server()
    for source in (paths.data, paths.content, paths.templates, paths.static):
        server.watch(str(source), rebuild)
    print(f"Bekijk de site op http://127.0.0.1:{args.port}/ (stoppen: Ctrl+C)", flush=True)
    server.serve(root=str(paths.out), host="127.0.0.1", port=args.port, open_url_delay=None)


def _show(out: Path, problems: str, title: str) -> None:
    """The problems in place of every page; the next good build replaces the whole folder."""
    print(problems)
    page = PROBLEM_PAGE.format(title=escape(title), problems=escape(problems))
    out.mkdir(exist_ok=True)
    (out / "index.html").write_text(page, encoding="utf-8")
    for existing in out.rglob("*.html"):
        existing.write_text(page, encoding="utf-8")

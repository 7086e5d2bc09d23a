"""`serve`: the site on this computer, made again at each change; a mistake shows as a page."""

from __future__ import annotations

import contextlib
import json
import logging
import signal
import socket
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sitegen import paper
from sitegen.commands import today
from sitegen.commands.making import make
from sitegen.commands.preview import Failure, Preview
from sitegen.commands.steps import Steps
from sitegen.listing import list_places
from sitegen.outcome import in_words
from sitegen.paths import Paths
from sitegen.problems import DataError, UseError, as_text, errors
from sitegen.publication import in_the_way
from sitegen.read import read_site
from sitegen.rebuild import Options
from sitegen.text import counted
from sitegen.typeset import Typesetter

# How often the sources are looked at: an editor waits for half of this, and for the build.
LOOK_EVERY_MS = 100
FIRST_PORT = 8000
OWN_NAMES = r"(?:127\.0\.0\.1|localhost)$"
RELOAD = {"command": "reload", "path": "*", "liveCSS": False, "liveImg": True}


def run(args: Namespace) -> int:
    for name in ("SIGTERM", "SIGHUP"):
        # Also when the window is closed, the temporary folder goes.
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="digitaal-mee-") as folder:
        paths = Paths.of(args.root, Path(folder).resolve() / "site")
        cache = Path(folder).resolve() / "geheugen"
        cache.mkdir()
        args.port = _free_port(args.port)
        preview = Preview(paths.out, args.port)

        def rebuild() -> None:
            was_wrong, failure = preview.failure, _build(args, paths, cache, preview)
            preview.show(failure)
            if was_wrong and not failure:
                print("De fouten zijn weg.", flush=True)

        rebuild()
        _serve(args, preview, rebuild, [paths.data, paths.content, paths.templates, paths.static])
    return 0


def _build(args: Namespace, paths: Paths, cache: Path, preview: Preview) -> Failure | None:
    day = today(args)
    steps = Steps(sys.stdout)
    try:
        options = Options(day.toordinal(), args.base_url, printing=False)
        made = make(paths, options, cache, force=False, steps=steps)
        preview.print = _printer(paths, day, args.base_url)
    except DataError as error:
        steps.close()
        print(as_text(errors(error.problems)), flush=True)
        return Failure.of(errors(error.problems))
    except (UseError, OSError) as error:
        steps.close()
        told = in_the_way(error) if isinstance(error, OSError) else error
        print(told, flush=True)
        return Failure("De site kan niet gemaakt worden", f"<pre>{escape(str(told))}</pre>")
    steps.close()
    warned = counted(made.warnings, "waarschuwing", "waarschuwingen") if made.warnings else "geen fouten"
    files = counted(made.made, "bestand", "bestanden")
    print(f"{files} gemaakt in {in_words(steps.total)} s; {warned}", flush=True)
    return None


def _printer(paths: Paths, day: date, base_url: str | None) -> Callable[[str], bytes | None]:
    """Makes one document, as the files are when somebody asks for it."""

    def printed(address: str) -> bytes | None:
        site, _ = read_site(paths, day)
        site = site.at(base_url)
        found = paper.documents(site, list_places(site, day), day)
        wanted = next((document for document in found if document.address == address), None)
        return Typesetter(paths, day).pdf(wanted) if wanted else None

    return printed


def _serve(args: Namespace, preview: Preview, rebuild: Callable[[], None], sources: list[Path]) -> None:
    """livereload's sockets and script, in a server of our own.

    Its own server writes a script in each page, which our CSP forbids; its watcher looks every 0.8 s, and
    forgets a save within 3 seconds of the one before.
    """
    from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
    from tornado.ioloop import IOLoop, PeriodicCallback
    from tornado.web import Application, FallbackHandler, RequestHandler
    from tornado.websocket import WebSocketHandler
    from tornado.wsgi import WSGIContainer

    class Socket(LiveReloadHandler):  # type: ignore[misc]
        # livereload takes pages of any site.
        check_origin = WebSocketHandler.check_origin

        def on_message(self, message: str) -> None:
            """A page that was loading during a save connects too late to hear of it."""
            super().on_message(message)
            if preview.is_old(urlsplit(json.loads(message).get("url", "")).path):
                self.send_message(RELOAD)

    class Elsewhere(RequestHandler):
        """For a page of another site whose name leads to this computer, and that would read what stands here."""

        def prepare(self) -> None:
            self.set_status(403)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish("Bekijk de site op 127.0.0.1 of localhost: op een andere naam antwoorden we niet.")

    seen = _stamps(sources)

    def look() -> None:
        nonlocal seen
        if (now := _stamps(sources)) != seen:
            seen = now
            rebuild()
            for page in LiveReloadHandler.waiters.copy():
                page.send_message(RELOAD)

    # livereload's own lines are English, and say nothing that ours do not.
    logging.getLogger("livereload").setLevel(logging.CRITICAL)
    handlers: list[Any] = [
        ("/livereload", Socket),
        ("/livereload.js", LiveReloadJSHandler),
        (".*", FallbackHandler, {"fallback": WSGIContainer(preview)}),
    ]
    application = Application(default_handler_class=Elsewhere, log_function=lambda handler: None)
    application.add_handlers(OWN_NAMES, handlers)
    application.listen(args.port, "127.0.0.1")
    print(f"Bekijk de site op http://127.0.0.1:{args.port}/ (stoppen: Ctrl+C)", flush=True)
    PeriodicCallback(look, LOOK_EVERY_MS).start()
    with contextlib.suppress(KeyboardInterrupt):
        IOLoop.current().start()


def _free_port(asked: int | None) -> int:
    """The port that was asked for, or the first of a few: a forgotten preview is no reason to stop."""
    for port in [asked] if asked else range(FIRST_PORT, FIRST_PORT + 20):
        with socket.socket() as found:
            # As the server will: a port that was in use a moment ago is free.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                found.bind(("127.0.0.1", port))
                return port
    raise UseError(f"poort {asked or FIRST_PORT} is niet vrij: kies een andere met --port")


def _stamps(folders: list[Path]) -> dict[str, tuple[int, int]]:
    """When each file was last changed, and its size."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            try:
                stat = path.stat()
            except OSError:
                continue
            found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found

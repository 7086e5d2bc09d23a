"""The preview as a small web application: the built folder as a host would serve it, or what is wrong."""

from __future__ import annotations

import contextlib
import mimetypes
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sitegen.headers import said_with
from sitegen.limits import MOST_TOLD
from sitegen.offline import WORKER
from sitegen.problems import DataError, Problem, as_text, errors, summary

# Below this address stands the last site without mistakes, also while there are some.
LAST_GOOD = "/_laatste-goede"

PAGE = """<!DOCTYPE html>
<html lang="nl-BE"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }}
h2 {{ font-size: 1.1rem; margin-bottom: 0; overflow-wrap: anywhere }}
p {{ margin: .3rem 0 }}
pre {{ border-left: .3rem solid #c00; overflow-x: auto; padding-left: 1rem }}
</style></head>
<body><main><h1>{title}</h1>
<p>Verbeter wat hieronder staat en bewaar het bestand. De pagina komt dan vanzelf terug.</p>
{problems}
{last_good}
</main></body></html>"""
LINK = '<p><a href="{address}">Bekijk de laatste goede versie van deze pagina</a></p>'
BANNER = (
    '<p role="status"><strong>Dit is de laatste goede versie.</strong> '
    '<a href="{address}">Bekijk wat er mis is ({title})</a></p>'
)
SCRIPT = '<script src="/livereload.js?port={port}"></script></head>'

# Here a worker would show what was, and stay in the browser for whatever else is served at this address.
NO_WORKER = b"registration.unregister()\n"

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


@dataclass(frozen=True)
class Failure:
    """Why there is no new site."""

    title: str
    problems: str

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> Failure:
        return cls(summary(problems), "\n".join(map(_in_html, problems[:MOST_TOLD])))


def _in_html(problem: Problem) -> str:
    """The place in words, the message, and the line with its caret."""
    source = as_text([problem]).removeprefix(str(problem)).strip("\n")
    shown = f'<pre tabindex="0">{escape(source)}</pre>' if source else ""
    return f"<h2>{escape(problem.file)}, regel {problem.line}</h2>\n<p>{escape(problem.message)}</p>\n{shown}"


def _here(address: str) -> str:
    """An address on this site: two slashes at the start would be another host."""
    return f"/{quote(address.lstrip('/'))}"


class Preview:
    """A WSGI application: the site in `folder`, or why there is no new one."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.failure: Failure | None = None
        # Makes the PDF at an address, when somebody asks for it: an editor who saves does not wait for paper.
        self.print: Callable[[str], bytes | None] = lambda address: None
        self._version = 0
        self._served: dict[str, int] = {}

    def show(self, failure: Failure | None) -> None:
        """From now on there is a new site in the folder, or a reason why there is none."""
        self.failure = failure
        self._version += 1

    def is_old(self, address: str) -> bool:
        """Whether the page at this address was last given out before the latest change."""
        return self._served.get(unquote(address), self._version) < self._version

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            start_response("405 Method Not Allowed", [("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return [b""]
        found = self._answer(environ, start_response)
        return [b""] if environ["REQUEST_METHOD"] == "HEAD" else found

    def _answer(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        # WSGI gives the bytes of an address as if they were Latin-1.
        address = environ["PATH_INFO"].encode("latin-1", "replace").decode("utf-8", "replace")
        self._served[address] = self._version
        good = address == LAST_GOOD or address.startswith(f"{LAST_GOOD}/")
        path = address.removeprefix(LAST_GOOD) if good else address
        if good and not self.failure:
            return self._moved(path or "/", start_response)
        file, status = self._file(path)
        if self.failure and not good and (file is None or file.suffix == ".html"):
            body = self._problems(path, self.failure)
            return self._respond(
                "200 OK", [("Content-Type", "text/html; charset=utf-8")], body, start_response
            )
        if status.startswith("404") and path.endswith(".pdf"):
            kind, printed = self._printed(path)
            if printed:
                return self._respond("200 OK", [("Content-Type", kind)], printed, start_response)
        if file is None:
            text = [("Content-Type", "text/plain; charset=utf-8")]
            return self._respond(status, text, b"Deze pagina bestaat niet.", start_response)
        if file == self.folder / WORKER:
            return self._respond(status, self._headers(file), NO_WORKER, start_response)
        if file.name == "index.html" and not path.endswith(("/", ".html")):
            return self._moved(f"{address}/", start_response)
        body = file.read_bytes()
        if file.suffix == ".html" and good and self.failure:
            banner = BANNER.format(address=_here(path), title=escape(self.failure.title))
            body = re.sub(rb"<body[^>]*>", lambda tag: tag[0] + banner.encode(), body, count=1)
        return self._respond(status, self._headers(file), body, start_response)

    def _printed(self, path: str) -> tuple[str, bytes | None]:
        """The document at this address, or a page that says why there is none."""
        try:
            return "application/pdf", self.print(path)
        except DataError as error:
            failure = Failure.of(errors(error.problems))
            page = PAGE.format(title=escape(failure.title), problems=failure.problems, last_good="")
            return "text/html; charset=utf-8", page.encode()

    def _file(self, path: str) -> tuple[Path | None, str]:
        """What a host shows at this address: a file, the index of a folder, or the page for what is not there."""
        hidden = any(part.startswith(".") for part in path.split("/"))
        # An address may be longer than a name of a file can be, or hold what none can.
        with contextlib.suppress(OSError, ValueError):
            found = (self.folder / path.strip("/")).resolve()
            if found.is_dir():
                found /= "index.html"
            if found.is_file() and found.is_relative_to(self.folder) and not hidden:
                return found, "200 OK"
        missing = self.folder / "404.html"
        return (missing if missing.is_file() else None), "404 Not Found"

    def _headers(self, file: Path) -> list[tuple[str, str]]:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind in ("application/json", "application/xml", "image/svg+xml")
        headers = [("Content-Type", f"{kind}; charset=utf-8" if text else kind)]
        for name, value in said_with(f"/{file.relative_to(self.folder).as_posix()}"):
            # The reload comes over a socket, which older browsers do not take for the site itself.
            sockets = f"connect-src ws://127.0.0.1:{self.port} ws://localhost:{self.port} "
            headers.append((name, value.replace("connect-src ", sockets)))
        return headers

    def _problems(self, path: str, failure: Failure) -> bytes:
        there = (self.folder / "index.html").is_file()
        link = LINK.format(address=quote(f"{LAST_GOOD}{path}")) if there else ""
        page = PAGE.format(title=escape(failure.title), problems=failure.problems, last_good=link)
        return page.encode()

    def _moved(self, address: str, start_response: StartResponse) -> Iterable[bytes]:
        start_response("302 Found", [("Location", _here(address)), ("Content-Length", "0")])
        return [b""]

    def _respond(
        self, status: str, headers: list[tuple[str, str]], body: bytes, start_response: StartResponse
    ) -> Iterable[bytes]:
        is_shown = all(name != "Content-Disposition" for name, _ in headers)
        if headers[0][1].startswith("text/html") and is_shown:
            body = body.replace(b"</head>", SCRIPT.format(port=self.port).encode(), 1)
        always = [("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        start_response(status, [*headers, *always])
        return [body]

"""Files beside the site, and a site from files that are all there at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen.assets import published_content
from sitegen.offline import WORKER, core, fingerprint, rest, worker
from sitegen.page import Page
from sitegen.paths import Paths
from sitegen.problems import UseError
from sitegen.publication import Publication, reason
from sitegen.static import content_of


def put_all(
    publication: Publication,
    paths: Paths,
    files: Mapping[str, bytes],
    static: Iterable[str],
    published: Mapping[str, str],
) -> None:
    """These files and those of `static/`, none of which can take the place of another, or of the worker."""
    refuse_double({*files, WORKER}.intersection(static))
    for name in static:
        publication.put(published.get(name, name), published_content(paths, name, published))
    for name, content in files.items():
        publication.put(name, content)


def worker_code(paths: Paths) -> bytes:
    """Nothing where a project has templates of its own without a worker: such a site keeps nothing."""
    path = paths.templates / WORKER
    return content_of(path) if path.is_file() else b""


def put_worker(
    publication: Publication, code: bytes, pages: Iterable[Page], places: int, known: Mapping[str, str]
) -> dict[str, str]:
    """The last file of all, from those that were put and kept.

    Returns the fingerprints in it; `known` are those of the last build, which still hold for what it left.
    """
    if not code:
        return {}
    first = core(pages, publication.files)
    others = rest(first, publication.files, places)
    found = {
        name: (publication.is_kept(name) and known.get(name)) or fingerprint(publication.content(name))
        for name in (*first, *others)
    }
    content = worker(code, {name: found[name] for name in first}, {name: found[name] for name in others})
    publication.put(WORKER, content)
    return found


def refuse_double(names: set[str]) -> None:
    if names:
        raise UseError(f"static/{min(names)} krijgt hetzelfde adres als een pagina: geef het een andere naam")


def replace_file(path: Path, old: bytes, new: bytes) -> None:
    """Another content for a file, in one step; a UseError when it is no longer what was read."""
    target = path.resolve()
    fresh = target.with_name(f".{target.name}.nieuw-{os.getpid()}")
    try:
        if target.read_bytes() != old:
            raise UseError(f"{path.name} is intussen veranderd: probeer het opnieuw")
        fresh.write_bytes(new)
        shutil.copymode(target, fresh)
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise UseError(f"{path.name} kan niet geschreven worden: {reason(error)}") from error


def new_file(path: Path, content: bytes) -> None:
    """A file that is not there yet."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise UseError(f"{path.name} kan niet geschreven worden: {reason(error)}") from error


def text_file(path: Path, text: str) -> None:
    """A file beside the site, made again each time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UseError(f"{path.name} kan niet geschreven worden: {reason(error)}") from error

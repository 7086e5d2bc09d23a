"""Files beside the site, and a site from files that are all there at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from sitegen.paths import Paths
from sitegen.problems import UseError
from sitegen.publication import Publication, reason
from sitegen.static import static_content, static_files


def put_all(publication: Publication, paths: Paths, files: Mapping[str, bytes]) -> None:
    """These files and those of `static/`, none of which can take the place of another."""
    names = static_files(paths)
    refuse_double(files.keys() & set(names))
    for name in names:
        publication.put(name, static_content(paths, name))
    for name, content in files.items():
        publication.put(name, content)


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

"""Text files compressed once, beside the file itself, for hosts that send what stands there."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import partial

from sitegen.parallel import spread
from sitegen.problems import UseError
from sitegen.publication import Publication

TEXT = (
    ".html",
    ".css",
    ".js",
    ".json",
    ".geojson",
    ".csv",
    ".svg",
    ".txt",
    ".xml",
    ".atom",
    ".ics",
    ".webmanifest",
)
# With fewer files, starting processes takes longer than they save.
WORTH_PROCESSES = 20


def compress(publication: Publication) -> None:
    """The same content gives the same bytes; beside what is as it was, nothing is made again.

    Raises UseError when the library is not there.
    """
    names = [name for name in publication.files if name.endswith(TEXT)]
    endings = _endings()
    to_make = []
    for name in names:
        if publication.is_kept(name) and all(publication.can_keep(name + ending) for ending in endings):
            for ending in endings:
                publication.keep(name + ending)
        else:
            to_make.append(name)
    for index, made in spread(to_make, partial(_compressed, publication, endings), WORTH_PROCESSES):
        for ending, content in zip(endings, made, strict=True):
            publication.put(to_make[index] + ending, content)


def _endings() -> dict[str, Callable[[bytes], bytes]]:
    try:
        import brotli
    except ImportError:
        raise UseError(
            "voor --compress ontbreekt de bibliotheek brotli. Typ eerst: make installeren"
        ) from None
    return {".br": partial(brotli.compress, quality=11), ".gz": partial(gzip.compress, mtime=0)}


def _compressed(
    publication: Publication, endings: dict[str, Callable[[bytes], bytes]], name: str
) -> list[bytes]:
    content = publication.content(name)
    return [make(content) for make in endings.values()]

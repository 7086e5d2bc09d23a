"""How long the documents to print take: made afresh, and when nothing changed: `make bench`.

python -m bench.paper [ROOT]
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from sitegen import paper
from sitegen.cache import Cache
from sitegen.listing import list_places
from sitegen.paths import HOME, Paths
from sitegen.read import read_site
from sitegen.typeset import Typesetter

DAY = date(2026, 11, 23)


def main(root: Path) -> None:
    paths = Paths.of(root)
    site = read_site(paths, DAY)[0]
    with tempfile.TemporaryDirectory() as folder:
        seconds = []
        for _ in range(2):
            start = time.perf_counter()
            typesetter = Typesetter(paths, DAY)
            typesetter.cache = Cache(Path(folder))
            made = typesetter.pdfs(paper.documents(site, list_places(site, DAY), DAY))
            seconds.append(time.perf_counter() - start)
    fresh, again = seconds
    size = sum(map(len, made.values())) / 1024
    print(f"{len(made)} pdf’s ({size:.0f} KiB): {fresh:.2f} s nieuw, {again:.2f} s ongewijzigd")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME)

"""How many bytes a visitor loads for each page: `make bytes`, or `python -m bench.bytes FOLDER`.

Brotli at its best, as a good host serves; everything that the page loads, on a first visit.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

import brotli

# What a browser fetches for a page: style sheets, scripts and the modules they import, pictures.
LOADED = re.compile(
    r'<(?:link rel="stylesheet" href|script type="module" src|img[^>]* src)="(?!data:)([^"]+)"'
)
DATA = re.compile(r'<link rel="alternate"[^>]* id="gegevens" href="([^"]+)"')
IMPORTED = re.compile(r"from\s*['\"]\./([^'\"]+)['\"]")


@dataclass(frozen=True)
class Weight:
    """Bytes of the page itself, of all it loads, and the number of requests."""

    page: str
    html: int
    total: int
    requests: int


@cache
def compressed(path: Path) -> int:
    return len(brotli.compress(path.read_bytes(), quality=11))


def weigh(site: Path) -> list[Weight]:
    """Every page of a site, heaviest first."""
    found = [_weight(site, path) for path in site.rglob("*.html")]
    return sorted(found, key=lambda weight: -weight.total)


def scripts(site: Path) -> int:
    """All scripts of the site together."""
    return sum(map(compressed, (site / "js").glob("*.js")))


def _weight(site: Path, path: Path) -> Weight:
    text = path.read_text(encoding="utf-8")
    page = path.relative_to(site).as_posix()
    files: set[str] = set()
    waiting = [_target(page, link) for link in (*LOADED.findall(text), *DATA.findall(text))]
    while waiting:
        file = waiting.pop()
        if file not in files:
            files.add(file)
            if file.endswith(".js"):
                waiting += [
                    join(dirname(file), name) for name in IMPORTED.findall((site / file).read_text("utf-8"))
                ]
    html = compressed(path)
    return Weight(page, html, html + sum(compressed(site / file) for file in files), 1 + len(files))


def _target(page: str, link: str) -> str:
    return link.removeprefix("/") if link.startswith("/") else normpath(join(dirname(page), link))


def main(folder: str = "site") -> None:
    site = Path(folder)
    weights = weigh(site)
    for weight in weights:
        print(
            f"{weight.total:7} {weight.html:7} {weight.requests:3}  /{weight.page.removesuffix('index.html')}"
        )
    print("  totaal    html verz.  (bytes met Brotli 11)")
    for path in sorted([*site.glob("css/*.css"), *site.glob("js/*.js")]):
        print(f"{compressed(path):7}  {path.relative_to(site).as_posix()}")
    print(f"{scripts(site):7}  alle scripts samen")


if __name__ == "__main__":
    main(*sys.argv[1:])

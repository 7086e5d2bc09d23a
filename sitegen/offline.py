"""The worker that keeps the site on a visitor's device (`templates/sw.js`): which files of this version.

It is made last, from all the others, and is another one when and only when one of those is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import quote

from sitegen.dataset_pages import FILES as OPEN_DATA
from sitegen.finder_pages import DATA
from sitegen.finding import MANY
from sitegen.home_screen import FAVICON
from sitegen.page import Page
from sitegen.pages import ACTION
from sitegen.take_along import ONE_FILE

WORKER = "sw.js"
READ = (".html", ".css", ".js", ".json")
LOOKS = (".css", ".js")


def core(pages: Iterable[Page], names: Iterable[str]) -> list[str]:
    """What every device keeps: the texts, the finder, the actions, and what these pages load."""
    own = {page.file for page in pages if page.text or page.template == ACTION}
    loaded = {FAVICON, DATA.removeprefix("/")}
    return sorted(name for name in names if name in own or name in loaded or name.endswith(LOOKS))


def rest(first: Collection[str], names: Iterable[str], places: int) -> list[str]:
    """What else there is to read; of very many places, nothing: that would be too much for little data."""
    if places > MANY:
        return []
    # The one file is for devices that do not keep the site, and open data are for other programs.
    own = {*first, *(address.removeprefix("/") for address in (ONE_FILE, *OPEN_DATA))}
    return sorted(name for name in names if name not in own and name.endswith(READ))


def worker(code: bytes, first: Mapping[str, str], others: Mapping[str, str]) -> bytes:
    """The script: its code, after the fingerprints of files by the addresses at which a host shows them."""
    from hashlib import sha256

    lists = ({_path(name): found for name, found in files.items()} for files in (first, others))
    kept, more = (json.dumps(found, separators=(",", ":")) for found in lists)
    version = sha256(f"{kept}{more}".encode() + code).hexdigest()[:12]
    return f"const VERSION='{version}',CORE={kept},REST={more}\n".encode() + code


def fingerprint(content: bytes) -> str:
    """By which the browser knows a file again: it can make no other digest than one of the SHA family."""
    from base64 import b64encode
    from hashlib import sha256

    return b64encode(sha256(content).digest()[:6]).decode()


def _path(name: str) -> str:
    return quote(name.removesuffix("index.html") if f"/{name}".endswith("/index.html") else name)

"""Style sheets and scripts under names that tell their content: a browser may keep such a file for ever.

A name changes with the file, and with every file that it asks for: those are asked for by such names too.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from posixpath import dirname, join, normpath

from sitegen.paths import Paths
from sitegen.static import static_content

KINDS = (".css", ".js")
# Such a name, in the site; compressed ones have an ending more.
PUBLISHED = re.compile(r"(?:.*/)?[^/]+\.[a-z2-7]{6}\.(?:css|js)(?:\.br|\.gz)?")
# The address of another file, as our scripts write one.
ADDRESS = re.compile(r"""(?<=['"])\.{1,2}/[\w./-]+\.(?:css|js)(?=['"])""")


def assets(names: Iterable[str]) -> list[str]:
    """Those among the files of `static/` that get such a name."""
    return [name for name in names if name.endswith(KINDS)]


def published_names(paths: Paths, names: Iterable[str]) -> dict[str, str]:
    """What each is called in the site: `js/uren.js` is `js/uren.k3x7q2.js`."""
    contents = {name: static_content(paths, name) for name in assets(names)}
    needed = {name: set(_asked_for(name, content)) & contents.keys() for name, content in contents.items()}
    digests = {name: sha256(content).digest() for name, content in contents.items()}
    found = {}
    for name in contents:
        # Scripts may ask for one another, so a name tells all that can be reached from it.
        reached = [name]
        for other in reached:
            reached += sorted(needed[other].difference(reached))
        told = sha256(b"".join(digests[other] for other in (name, *sorted(reached)))).digest()
        stem, _, kind = name.rpartition(".")
        found[name] = f"{stem}.{b32encode(told).decode()[:6].lower()}.{kind}"
    return found


def published_content(paths: Paths, name: str, published: Mapping[str, str]) -> bytes:
    """A file of `static/` as it is sent, with what it asks for under its name in the site."""
    content = static_content(paths, name)
    if name not in published:
        return content

    def renamed(address: re.Match[str]) -> str:
        other = published.get(_target(name, address[0]))
        return join(dirname(address[0]), other.rpartition("/")[2]) if other else address[0]

    return ADDRESS.sub(renamed, content.decode()).encode()


def _asked_for(name: str, content: bytes) -> Iterator[str]:
    return (_target(name, address) for address in ADDRESS.findall(content.decode()))


def _target(name: str, address: str) -> str:
    return normpath(join(dirname(name), address))

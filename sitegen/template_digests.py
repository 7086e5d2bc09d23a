"""Which templates a page is made from: its own, and all that those use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from sitegen.digest import of_bytes


def template_digests(inputs: Mapping[str, bytes], folder: Path) -> Callable[[str], bytes]:
    """Gives the digest of a template together with all that it uses, by the names that stand in its source."""
    known: dict[str, frozenset[str]] = {}
    names = {name.removeprefix("templates/") for name in inputs if name.startswith("templates/")}

    def used(name: str) -> frozenset[str]:
        if name not in known:
            known[name] = frozenset()  # A template that uses itself ends here.
            try:
                source = (folder / name).read_text(encoding="utf-8", errors="replace")
            except OSError:
                source = ""
            own = set(re.findall(r"""["']([\w./-]+\.(?:html|xml|txt|typ))["']""", source)) & names
            known[name] = frozenset({name}.union(*map(used, own)))
        return known[name]

    @cache
    def of_template(name: str) -> bytes:
        return of_bytes(
            *(part.encode() + inputs.get(f"templates/{part}", b"") for part in sorted(used(name)))
        )

    return of_template

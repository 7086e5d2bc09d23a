"""Our scripts as one, for a page that can load none: each module becomes a function, and an import a call.

It knows the few ways in which our own modules import and export, and refuses every other.
"""

from __future__ import annotations

import re
from collections.abc import Callable

NAMES = r"\{\s*([\w$]+(?:\s*,\s*[\w$]+)*)\s*,?\s*\}"
FILE = r"""(['"])\./([\w-]+\.js)"""
# At the start of a line: `import { a, b } from './c.js'`, or only `import './c.js'`.
IMPORT = re.compile(rf"^import\s*(?:{NAMES}\s*from\s*)?{FILE}\2;?", re.MULTILINE)
LATER = re.compile(rf"\bimport\(\s*{FILE}\1\s*\)")
EXPORT = re.compile(r"^export\s+(?=(?:const\s+|(?:async\s+)?function\b\s*\*?\s*)([\w$]+))", re.MULTILINE)
# The underscores are those of our own names.
UNKNOWN = re.compile(r"^.*(?:\bimport\b|\bexport\b|__).*$", re.MULTILINE)

# A module runs once, when it is first needed.
NEED = "const __made={},__need=(name)=>__made[name]??=__modules[name]()"


class BundleError(Exception):
    """Says which script cannot be put in one with the others, and why."""


def bundle(entry: str, read: Callable[[str], str]) -> str:
    """The module `entry` with all that it imports, as a script that is no module. `read` gives the text of each."""
    sources: dict[str, str] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in sources:
            sources[name] = read(name)
            waiting += [found[3] for found in IMPORT.finditer(sources[name])]
            waiting += [found[2] for found in LATER.finditer(sources[name])]
    _refuse_what_would_fail(sources)
    functions = ",\n".join(f"'{name}'(){{{_body(name, source)}}}" for name, source in sorted(sources.items()))
    return f"(()=>{{'use strict'\nconst __modules={{{functions}}}\n{NEED}\n__need('{entry}')}})()"


def _body(name: str, source: str) -> str:
    """The body of a function that gives what the module exports."""
    rest = IMPORT.sub("", LATER.sub("", EXPORT.sub("", source)))
    if unknown := UNKNOWN.search(rest):
        raise BundleError(f"{name} kan niet in één bestand: {unknown[0].strip()[:80]}")
    body = IMPORT.sub(
        lambda found: f"{f'const{{{found[1]}}}=' if found[1] else ''}__need('{found[3]}')", source
    )
    body = LATER.sub(r"Promise.resolve('\2').then(__need)", EXPORT.sub("", body))
    return f"{body}\nreturn{{{','.join(EXPORT.findall(source))}}}"


def _refuse_what_would_fail(sources: dict[str, str]) -> None:
    """A name that its module does not give, and modules that need each other before either is made."""
    exported = {name: EXPORT.findall(source) for name, source in sources.items()}
    needed: dict[str, list[str]] = {}
    for name, source in sources.items():
        needed[name] = []
        for names, _, other in IMPORT.findall(source):
            needed[name].append(other)
            if missing := set(re.findall(r"[\w$]+", names)).difference(exported[other]):
                raise BundleError(f"{name} vraagt {min(missing)} aan {other}, maar die geeft dat niet")

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise BundleError(f"deze scripts wachten op elkaar: {', '.join((*above, name))}")
        for other in needed[name]:
            visit(other, (*above, name))

    for name in needed:
        visit(name, ())

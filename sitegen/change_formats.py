"""Changes as text for a terminal, and as Markdown for a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.changes import Section
from sitegen.text import counted, listed

NOTHING = "Niets verandert voor bezoekers."
HEADING = "## Wat verandert er voor bezoekers?"
# Other pages that are named; the rest is counted.
NAMED = 5
# GitHub refuses a comment of more than 65 536 characters.
LONGEST = 60_000


def as_text(sections: Sequence[Section], look: Sequence[str]) -> str:
    """`look` are the files that change how the site looks."""
    lines: list[str] = []
    for section in sections:
        lines += [f"{section.title}: {line}" for line in section.lines]
        if also := _also(section):
            lines.append(f"  {also}" if section.lines else also)
    return "\n".join([*lines, *_look(look)] or [NOTHING])


def as_markdown(sections: Sequence[Section], look: Sequence[str]) -> str:
    """One heading and a list; nothing in it can link, mention or draw."""
    blocks = [*map(_block, sections), *(f"- {escaped(line)}" for line in _look(look))]
    if not blocks:
        return NOTHING
    kept = [HEADING, ""]
    room = LONGEST - len(HEADING) - 200
    for number, block in enumerate(blocks):
        room -= len(block.encode()) + 1
        if room < 0:
            kept.append(
                f"- … en nog {counted(len(blocks) - number, 'pagina', 'pagina’s')}: dit is te lang om alles te tonen"
            )
            break
        kept.append(block)
    return "\n".join(kept)


FORMATS = {"text": as_text, "markdown": as_markdown}


def escaped(text: str) -> str:
    """Text that Markdown, and GitHub after it, leaves as it is.

    GitHub makes links of names, numbers and addresses also where Markdown was escaped: an invisible character
    takes them apart.
    """
    text = TURNED_INTO_LINKS.sub(f"\\g<0>{JOINER}", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_\[\]|~$])", r"\\\1", text)
    return re.sub(r"^([-+=#]|[0-9]+(?=[.)]))", _first_escaped, text)


# Of no width, and no place to break a line (U+2060).
JOINER = "\u2060"
# Names, numbers of issues and of GitLab's merge requests, addresses, pictures by name (":tada:") and the names of commits.
TURNED_INTO_LINKS = re.compile(
    r"@|#|[!%&](?=[0-9])|\bGH-(?=[0-9])|\bwww\.|:(?=//)|:(?=[\w+-]+:)|\b(?:mailto|xmpp|tel):|\b[0-9a-f]{3}(?=[0-9a-f]{4,37}\b)",
    re.IGNORECASE,
)


def _first_escaped(match: re.Match[str]) -> str:
    """What makes a list or a title at the start of a line."""
    return f"\\{match[0]}" if not match[0].isdigit() else f"{match[0]}{JOINER}"


def _block(section: Section) -> str:
    where = f" (`{section.address}`)" if section.address and "`" not in section.address else ""
    if not section.lines:
        return f"- {escaped(_also(section))}"
    lines = [f"- **{escaped(section.title)}**{where}"]
    room = LONGEST // 2
    for number, line in enumerate(map(escaped, section.lines)):
        room -= len(line.encode()) + 5
        if room < 0:
            lines.append(f"  - … en nog {counted(len(section.lines) - number, 'wijziging', 'wijzigingen')}")
            break
        lines.append(f"  - {line}")
    if also := _also(section):
        lines.append(f"  - {escaped(also)}")
    return "\n".join(lines)


def _also(section: Section) -> str:
    if section.everywhere:
        return "Ook te zien op: alle pagina’s"
    if not section.also:
        return ""
    names = list(section.also[:NAMED])
    more = len(section.also) - len(names)
    if more:
        names.append(f"nog {counted(more, 'pagina', 'pagina’s')}")
    return f"Ook te zien op: {listed(names)}"


def _look(files: Sequence[str]) -> Iterator[str]:
    if files:
        names = list(files[:NAMED])
        if more := len(files) - len(names):
            names.append(f"nog {counted(more, 'bestand', 'bestanden')}")
        yield f"De vormgeving verandert ook: {listed(names)}"

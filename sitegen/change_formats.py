"""Changes as text for a terminal, as Markdown for a pull request, and as news that an editor shortens."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sitegen.changes import Section, Version
from sitegen.pages import NEWS
from sitegen.records import SENTENCES
from sitegen.text import CONTROL, capitalised, counted, listed, slug

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


def as_news(sections: Sequence[Section], now: Version, day: date) -> str:
    """A first version of the news of a day, as records of data/nieuws.yaml: one for each page that changed.

    `now` is the site as it is: news are about pages that are there, and have ids that no other news have.
    """
    taken = {item.id for item in now.site.news}
    blocks = []
    for section in sections:
        address = section.address.partition("#")[0]
        page = now.pages.get(address)
        # What changed in the news is no news.
        if not section.lines or (page and page.text and page.text.sjabloon == NEWS):
            continue
        id = _free_id(f"{slug(section.title)[:50].strip('-') or 'bericht'}-{day}", taken)
        taken.add(id)
        lines = [
            f"id: {id}",
            f"op: {day}",
            f"titel: {_quoted(_cut(section.title, LONGEST_TITLE))}",
            f"tekst: {_quoted(_sentences(section.lines))}",
            *([f"adres: {address}"] if page else []),
        ]
        blocks.append("\n".join([f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]))
    return "\n\n".join([NEWS_HEAD, *blocks]) if blocks else f"# {NOTHING}"


NEWS_HEAD = '# Zet dit in data/nieuws.yaml, onder "nieuws:". Maak het korter, en haal weg wat geen nieuws is.'
LONGEST_TITLE = 70


def _free_id(wanted: str, taken: Collection[str]) -> str:
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(id for id in (wanted, *numbered) if id not in taken)


def _sentences(lines: Sequence[str]) -> str:
    """As many of the lines as a record can hold, and how many there are more."""
    kept = [line if line.endswith((".", "!", "?", "…")) else f"{line}." for line in map(capitalised, lines)]
    count = len(kept)
    while len(" ".join(kept)) > SENTENCES.longest - len(MORE_SENTENCES) - 20:
        del kept[-1]
    more = MORE_SENTENCES.format(counted(count - len(kept), "wijziging", "wijzigingen"))
    return " ".join(kept) if len(kept) == count else " ".join([*kept, more])


MORE_SENTENCES = "En nog {}."


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _quoted(text: str) -> str:
    """As YAML: between quotes, where JSON and YAML write the same, and without what no data file may hold."""
    return json.dumps(CONTROL.sub("", text), ensure_ascii=False)


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

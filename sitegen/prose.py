"""The words that visitors read, page by page, from the texts and from the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sitegen.blocks import AUTOLINK, ITEM, Block, blanked, blocks, only_words, without_code
from sitegen.fields import Kind, Many, texts
from sitegen.language import LINE_END, Passage
from sitegen.load import Page
from sitegen.nodes import Document, Node
from sitegen.records import FILES, PAGE, SINGLE

# Data whose records have a page each; those of the others share one.
OWN_PAGE = ("programmes", "digipunten")
SHARED = ("contacts", "site", "nieuws")


def by_page(
    pages: Sequence[Page], documents: Mapping[str, Document]
) -> Iterator[tuple[str, Sequence[Passage]]]:
    """What each page says; a record is called by its file and id."""
    for page in pages:
        yield page.source.name, [*_of_data(PAGE, page.front.node), *of_markdown(page)]
    for name in OWN_PAGE:
        document = documents[name]
        for id, record in document.records(name).items():
            yield f"{document.source.name}: {id}", list(_of_data(FILES[name], record))
    for name in (name for name in SHARED if name in documents):
        kind = FILES[name] if name in SINGLE else Many(FILES[name])
        yield documents[name].source.name, list(_of_data(kind, documents[name].below(name)))


def of_markdown(page: Page) -> Iterator[Passage]:
    for block in blocks(page.body, page.body_line):
        if block.kind in ("heading", "paragraph", "item"):
            stretches = [(start, *block.place(start)) for start in block.starts]
            yield Passage(page.source, _unmarked(block), stretches, running=block.kind != "heading")


MARKS = re.compile(r"^[ \t]*#{1,6}|^[ \t]*>+|#+[ \t]*$|\{:?[^}\n]*\}|[*`]|(?<!\w)_+|_+(?!\w)", re.MULTILINE)
POINT = re.compile(rf"^(?:{ITEM.pattern})", re.MULTILINE)
BREAK = re.compile(r" {2,}$(?!\Z)", re.MULTILINE)


def _unmarked(block: Block) -> str:
    """The text with blanks for all that is no word."""
    text = BREAK.sub(lambda match: LINE_END * len(match[0]), block.text)
    shown = only_words(blanked(AUTOLINK, without_code(blanked(POINT, text))))
    return blanked(MARKS, shown)


def _of_data(kind: Kind, node: Node | None) -> Iterator[Passage]:
    for text, scalar in texts(kind, node):
        stretches = scalar.source.trace(scalar.text, scalar.line, scalar.column) if text.prose else []
        if stretches:
            yield Passage(scalar.source, scalar.text, stretches, running=text.prose != "heading")

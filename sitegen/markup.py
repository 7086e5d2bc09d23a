"""Markdown to safe HTML, and what an editor should not have typed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from sitegen.problems import Problem
from sitegen.source import Source

EXTENSIONS = ("attr_list", "def_list", "fenced_code", "sane_lists", "smarty", "toc")
TAGS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "a", "strong", "em"),
    *("code", "pre", "blockquote", "hr", "br", "img"),
}
ATTRIBUTES = {
    "*": {"id", "class", "title", "lang"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
}
SCHEMES = {"https", "http", "mailto", "tel"}

# smarty takes these for opening quotes: 's morgens, 't, 'n, 'k, '90.
APOSTROPHE = re.compile(r"(?<![\w'’])'(?=(?:[stnkmr]|\d\d)\b)")


def to_html(text: str) -> str:
    """The HTML of a page's text, with everything left out that could do more than show words."""
    import nh3

    return nh3.clean(
        uncleaned_html(text), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None
    )


def uncleaned_html(text: str) -> str:
    """What Markdown makes of it: for checking, never for a page. HTML in the text shows as it was typed."""
    return str(_converter().reset().convert(APOSTROPHE.sub("’", text)))


@cache
def _converter() -> Any:
    from markdown import Markdown

    converter = Markdown(extensions=list(EXTENSIONS), output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


RAW_HTML = re.compile(r"(?<!\\)<(?!https?://|mailto:|[^\s<>@]+@)[a-zA-Z/!][^>]*>?")
DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:")
LIST_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]+\.) ")


def misread(source: Source, body: str, first_line: int) -> Iterator[Problem]:
    """What Markdown reads otherwise than whoever typed it; `body` begins at `first_line` of its file."""
    fenced = False
    before = ""
    for number, line in enumerate(body.split("\n"), first_line):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced:
            continue
        words = re.sub(r"(`+).*?\1", lambda code: " " * len(code[0]), line)
        if match := RAW_HTML.search(words):
            message = f'HTML zoals "{match[0]}" wordt niet gebruikt: schrijf het in Markdown, of zet `…` rond de tekst'
            yield source.problem(number, match.start() + 1, "html", message)
        if match := DEFINITION.match(line):
            message = f'deze regel verschijnt niet op de pagina: zet een "\\" voor "{match[0]}", of schrijf de link als [woorden](adres)'
            yield source.problem(number, match.start() + 1, "verdwenen-regel", message)
        if re.match(r" {1,3}\S", line):
            message = "deze regel begint met 1 tot 3 spaties: begin vooraan, of met 4 spaties als ze bij een punt van een lijst hoort"
            yield source.problem(number, 1, "spaties", message)
        plain_before = before.strip() and not before[0].isspace() and not LIST_ITEM.match(before)
        if LIST_ITEM.match(line) and plain_before and not before.startswith(("#", ">")):
            yield source.problem(number, 1, "lijst", "zet een lege regel voor deze lijst")
        before = line

"""Markdown to safe HTML."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

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

FOREIGN = re.compile(r"[\x00-\x20]*(?:[/\\]{2}|[^/?#]*:)|.*[\t\n\r]")

# smarty takes these for opening quotes: 's morgens, 't, 'n, 'k, '90.
APOSTROPHE = re.compile(r"(?<![\w'’])'(?=(?:[stnkmr]|\d\d)\b)")


def to_html(text: str) -> str:
    """The HTML of a page's text, with everything left out that could do more than show words."""
    import nh3

    return nh3.clean(
        uncleaned_html(text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_own_images,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def _own_images(tag: str, name: str, value: str) -> str | None:
    """A link waits for a tap, but an image of another site would be asked for at once."""
    return None if name == "src" and FOREIGN.match(value) else value


def uncleaned_html(text: str) -> str:
    """What Markdown makes of it: for checking, never for a page. HTML in the text shows as it was typed."""
    try:
        return str(_converter().reset().convert(APOSTROPHE.sub("’", text)))
    except RecursionError:
        # A reset leaves what it was in the middle of, which would be in the next text.
        _converter.cache_clear()
        raise


@cache
def _converter() -> Any:
    from markdown import Markdown

    converter = Markdown(
        extensions=list(EXTENSIONS),
        # "[TOC]" would vanish for a list of headings that no page wants.
        extension_configs={"toc": {"marker": ""}},
        output_format="html",
    )
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter

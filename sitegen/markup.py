"""Markdown to safe HTML."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

EXTENSIONS = ("tables", "attr_list", "def_list", "abbr", "admonition", "toc", "sane_lists", "smarty")
TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "a", "abbr", "strong", "em", "code", "pre"),
    *("blockquote", "hr", "br", "img", "div", "table", "thead", "tbody", "tr", "th", "td", "caption"),
}
ATTRIBUTES = {
    "*": {"id", "class"},
    "a": {"href", "hreflang"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan"},
    "td": {"colspan"},
}
SCHEMES = {"https", "http", "mailto", "tel"}

# smarty takes these for opening quotes: 's morgens, 't, 'n, 'k, '90.
APOSTROPHE = re.compile(r"(?<![\w'’])'(?=(?:[stnkmr]|\d\d)\b)")


def to_html(text: str) -> str:
    """The HTML of a page's text, with everything left out that could do more than show words."""
    import nh3

    converter = _converter()
    html = converter.reset().convert(APOSTROPHE.sub("’", text))
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return clean.replace("<th>", '<th scope="col">')


@cache
def _converter() -> Any:
    from markdown import Markdown

    return Markdown(extensions=list(EXTENSIONS), output_format="html")

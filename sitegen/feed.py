"""What changed for visitors, and the same as an Atom feed (RFC 4287) for who follows the site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.model import News, Settings
from sitegen.page import Page
from sitegen.regex import regex
from sitegen.schedule import BRUSSELS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

FEED = "/nieuws.atom"
MOST = 50
NAMESPACE = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold, however it is written.
ILLEGAL = regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def shown(news: Iterable[News], today: date) -> list[News]:
    """The newest first, those of one day in the order of the file; what is of a later day is not there yet."""
    return sorted((item for item in news if item.op <= today), key=lambda item: item.op, reverse=True)[:MOST]


def anchor(item: News) -> str:
    """Where it stands on the page that shows the news."""
    return f"nieuws-{item.id}"


def atom(settings: Settings, news: Sequence[News], page: Page) -> str:
    """The feed; `page` shows the same to people. It says nothing of when it was made: equal news give an equal feed."""
    from xml.etree.ElementTree import Element, indent, tostring

    origin = settings.webadres.rstrip("/")
    feed = Element("feed", {"xmlns": NAMESPACE, "xml:lang": "nl-BE"})
    _add(feed, "id", _name(settings, ""))
    _add(feed, "title", settings.naam)
    _add(feed, "subtitle", page.title)
    _add(feed, "updated", _moment(max(item.op for item in news)))
    author = _add(feed, "author")
    _add(author, "name", settings.naam)
    _add(author, "uri", f"{origin}/")
    _add(feed, "link", rel="self", type="application/atom+xml", href=origin + FEED)
    _add(feed, "link", rel="alternate", type="text/html", href=origin + page.address)
    for item in news:
        entry = _add(feed, "entry")
        _add(entry, "id", _name(settings, item.id))
        _add(entry, "title", item.titel)
        _add(entry, "updated", _moment(item.op))
        address = item.adres or f"{page.address}#{anchor(item)}"
        _add(entry, "link", rel="alternate", type="text/html", href=origin + address)
        if item.tekst:
            _add(entry, "content", item.tekst, type="text")
    indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, encoding="unicode")}\n'


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    from xml.etree.ElementTree import SubElement

    made = SubElement(parent, tag, {name: _legal(value) for name, value in attributes.items()})
    made.text = _legal(text) or None
    return made


def _legal(text: str) -> str:
    return ILLEGAL.sub("", text)


def _name(settings: Settings, id: str) -> str:
    """By which readers know an entry, or the feed itself, again.

    It follows from where the site stands and from an id that nobody changes, not from the title, the day, or the
    address of a page.
    """
    from uuid import NAMESPACE_URL, uuid5

    site = urlsplit(settings.webadres)
    return uuid5(NAMESPACE_URL, f"https://{site.hostname}{site.path}{FEED}#{id}").urn


def _moment(day: date) -> str:
    """The start of a day in Ghent."""
    return datetime(day.year, day.month, day.day, tzinfo=BRUSSELS).isoformat()

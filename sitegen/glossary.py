"""The difficult words that stand on a page, with what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from sitegen.model import Word
from sitegen.regex import regex
from sitegen.text import sort_key

# Where a link leads is not read.
NOT_READ = regex(r"\]\([^()\s]*\)|<[^<>]*>|https?://\S+")


def explained(words: Iterable[Word], *shown: object) -> tuple[Word, ...]:
    """Those with a meaning that stand in what is shown: texts, and records and lists of them."""
    read = NOT_READ.sub(" ", "\n".join(text for each in shown for text in _texts(each))).casefold()
    found = (word for word in words if word.betekenis and _stands_in(word, read))
    return tuple(sorted(found, key=lambda word: sort_key(word.woord)))


def _stands_in(word: Word, read: str) -> bool:
    """Whether it stands there as a word of its own. Most do not stand there at all, which is quickly known."""
    forms = [form.casefold() for form in (word.woord, *word.vormen)]
    there = "|".join(re.escape(form) for form in forms if form in read)
    return bool(there) and re.search(rf"(?<![\w-])(?:{there})(?![\w-])", read) is not None


def _texts(shown: object) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, tuple | list):
        for each in shown:
            yield from _texts(each)
    elif is_dataclass(shown):
        for field in fields(shown):
            yield from _texts(getattr(shown, field.name))

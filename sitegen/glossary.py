"""The difficult words that stand on a page, with what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from sitegen.model import Word
from sitegen.regex import regex
from sitegen.text import sort_key

# Where a link leads is not read.
NOT_READ = regex(r"\]\([^()\s]*\)|<[^>]*>|https?://\S+")


def explained(words: Iterable[Word], *shown: object) -> tuple[Word, ...]:
    """Those with a meaning that stand in what is shown: texts, and records and lists of them."""
    read = NOT_READ.sub(" ", "\n".join(text for each in shown for text in _texts(each)))
    found = (word for word in words if word.betekenis and _pattern(word).search(read))
    return tuple(sorted(found, key=lambda word: sort_key(word.woord)))


def _pattern(word: Word) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in (word.woord, *word.vormen))
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)


def _texts(shown: object) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, tuple | list):
        for each in shown:
            yield from _texts(each)
    elif is_dataclass(shown):
        for field in fields(shown):
            yield from _texts(getattr(shown, field.name))

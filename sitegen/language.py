"""How easily Dutch text reads: its sentences, its score, and words that have an easier one.

Only advice: no number proves that a text is plain, and no text is refused for its number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sitegen.model import Word
from sitegen.problems import Problem
from sitegen.regex import regex
from sitegen.source import Source

LONGEST_SENTENCE = 20
LONGEST_PARAGRAPH = 80
# With fewer words one name makes the difference.
FEWEST_WORDS_TO_SCORE = 30


@dataclass(frozen=True)
class Passage:
    """A paragraph, a point or a heading. `text` has blanks where there was markup.

    `stretches` tell where it was typed: offset in the text, line and column, in order. Headings and
    titles are not `running` text: they have no sentences to count.
    """

    source: Source
    text: str
    stretches: Sequence[tuple[int, int, int]]
    running: bool = True

    def problem(self, offset: int, code: str, message: str) -> Problem:
        index = bisect_right(self.stretches, offset, key=lambda stretch: stretch[0])
        at, line, column = self.stretches[max(0, index - 1)]
        return self.source.problem(line, column + offset - at, code, message, "warning")


@dataclass(frozen=True)
class Readability:
    """How the texts of one page read."""

    page: str
    words: int
    sentences: int
    syllables: int
    problems: tuple[Problem, ...]

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0

    @property
    def score(self) -> int | None:
        """Flesch's formula as W.H. Douma fitted it to Dutch (1960); None when there is too little text."""
        if self.words < FEWEST_WORDS_TO_SCORE:
            return None
        return round(206.84 - 0.93 * self.words_per_sentence - 77 * self.syllables / self.words)


def read_page(page: str, passages: Iterable[Passage], words: Advice) -> Readability:
    counted: list[str] = []
    ended = 0
    problems: list[Problem] = []
    for passage in passages:
        found = list(sentences(passage.text))
        problems.extend(_long(passage, found))
        problems.extend(words.on(passage, found))
        if passage.running:
            counted += [word[0] for start, end in found for word in _words(passage.text, start, end)]
            ended += len(found)
    return Readability(page, len(counted), ended, sum(map(syllables, counted)), tuple(problems))


IN_WORDS = (
    (90, "heel makkelijk"),
    (80, "makkelijk"),
    (70, "vrij makkelijk"),
    (60, "gewoon"),
    (45, "vrij moeilijk"),
    (30, "moeilijk"),
)


def in_words(score: int | None) -> str:
    """Douma's own names for his scores."""
    if score is None:
        return "te kort om te meten"
    return next((name for least, name in IN_WORDS if score >= least), "heel moeilijk")


def table(readings: Iterable[Readability]) -> str:
    """A line a page, the hardest first."""
    scored = sorted(readings, key=lambda found: (found.score is None, found.score or 0, found.page))
    rows = [("score", "woorden per zin", "leest", "pagina")]
    for found in scored:
        average = f"{found.words_per_sentence:.1f}".replace(".", ",")
        score = "–" if found.score is None else str(found.score)
        rows.append((score, average, in_words(found.score), found.page))
    return "\n".join(f"{score:>5}  {average:>15}  {name:<19}  {page}" for score, average, name, page in rows)


def _long(passage: Passage, found: list[tuple[int, int]]) -> Iterator[Problem]:
    lengths = [sum(1 for _ in _words(passage.text, start, end)) for start, end in found]
    for (start, _), length in zip(found, lengths, strict=True):
        if length > LONGEST_SENTENCE:
            message = f"deze zin telt {length} woorden: maak er twee van, met elk ten hoogste {LONGEST_SENTENCE} woorden"
            yield passage.problem(start, "taal-zin", message)
    if sum(lengths) > LONGEST_PARAGRAPH:
        message = f"deze alinea telt {sum(lengths)} woorden: verdeel ze in stukken van ten hoogste {LONGEST_PARAGRAPH} woorden"
        yield passage.problem(found[0][0], "taal-alinea", message)


class Advice:
    """Words and phrases that have an easier one, found by their first word; the longest phrase wins."""

    def __init__(self, listed: Iterable[Word]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
        for word in filter(lambda word: word.beter, listed):
            for form in (word.woord, *word.vormen):
                parts = phrase(form)
                self._by_first.setdefault(parts[0], []).append((parts, word))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda found: -len(found[0]))

    def on(self, passage: Passage, found: Iterable[tuple[int, int]]) -> Iterator[Problem]:
        for start, end in found:
            words = list(_words(passage.text, start, end))
            at = 0
            while at < len(words):
                match = self._phrase_at(passage.text, words, at)
                if match is None:
                    at += 1
                    continue
                length, word = match
                typed = " ".join(part[0] for part in words[at : at + length])
                more = f" ({word.uitleg})" if word.uitleg else ""
                message = f'"{typed}" is moeilijk: schrijf "{word.beter}"{more}'
                yield passage.problem(words[at].start(), "taal-woord", message)
                at += length

    def _phrase_at(self, text: str, words: list[re.Match[str]], at: int) -> tuple[int, Word] | None:
        for parts, word in self._by_first.get(words[at][0].casefold(), ()):
            typed = words[at : at + len(parts)]
            together = all(not text[one.end() : two.start()].strip() for one, two in pairwise(typed))
            if tuple(found[0].casefold() for found in typed) == parts and together:
                return len(parts), word
        return None


def phrase(typed: str) -> tuple[str, ...]:
    """The words of a phrase as they are compared: small letters, no signs around them."""
    return tuple(word[0].casefold() for word in WORD.finditer(typed)) or (typed.casefold(),)


# Words


# e-mail, foto's, 14.30, d.w.z and €5 are one word each.
WORD = regex(r"\w+(?:[-'’.,@]\w+)*")
ONE_WORD = regex(
    r"(?:https?://|www\.)\S*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:\+[0-9]{2}|\b0)[0-9]*(?:[ \u00a0./][0-9]{1,3}){2,}\b"
)


def _words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words between two places; an address or a telephone number is one."""
    one = ONE_WORD.search(text, start, end)
    while one:
        yield from WORD.finditer(text, start, one.start())
        yield one
        start = one.end()
        one = ONE_WORD.search(text, start, end)
    yield from WORD.finditer(text, start, end)


# Sentences

# Stands for the blanks at the end of a line that break it.
LINE_END = "\v"
END = regex(rf"[.!?…]+[\"'”’»)\]]*(?=\s|$)|{LINE_END}+")
# A name, a number or an explanation follows these; after "enz." a sentence may end.
NEVER_LAST = frozenset(
    """
    art av bijv blz bv bvb ca cfr d.d d.i d.w.z dd dhr dr drs excl fig i.p.v i.v.m incl ing ir jr kol m.a.w m.b.t max mevr
    min mgr mr n.a.v nl no nr nrs o.a o.m p pag par pct prof resp sint st t.a.v t.e.m t.o.v t/m tel vgl vnl vs z.g zgn
    """.split()  # noqa: SIM905
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence starts and ends."""
    start = 0
    for mark in END.finditer(text):
        if _ends_here(text, mark):
            yield from _trimmed(text, start, mark.end())
            start = mark.end()
    yield from _trimmed(text, start, len(text))


def _ends_here(text: str, mark: re.Match[str]) -> bool:
    if mark[0].isspace():
        return True
    following = text[mark.end() :].lstrip(" \n\t\"'“‘‚„([«")[:1]
    if following.islower() and not re.match(r"\s+['’‘][a-z]\b", text[mark.end() :]):
        return False
    if mark[0].startswith("."):
        before = re.search(r"[^\s(\[\"'“‘/]*$", text[: mark.start()][-30:])
        word = before[0].casefold() if before else ""
        return not (word in NEVER_LAST or re.fullmatch(r"[^\W\d_]", word)) or not following
    return True


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if WORD.search(part):
        yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())


# Syllables

# Each alternative is one syllable; the longer ones first. A dotted vowel (ë, ï) starts a new one.
VOWELS = regex(
    r"(?<!g)eau|aai|ooi|oei|eeu|ieu|[ëïöü][eiu]?|aa|ee|oo|uu|ie|oe|eu(?!m\b)|ui|ei|ij|au|ou|ai|ay|ey|oy|oa(?=ch|d)"
    r"|[aeiouyàáâäèéêìíîòóôùúû]"
)
# The "u" of "qu", a "y" before a vowel, and the last e of some English words are not heard.
SILENT = regex(
    r"(?<=q)u|y(?=[aeo])|(?:(?<=\bsit)|(?<=websit)|(?<=phon)|(?<=onlin)|(?<=offlin)|(?<=softwar)|(?<=hardwar))e"
    r"|(?:(?<=fac)|(?<=chrom))e(?=book)"
)


def syllables(word: str) -> int:
    """About how many; right for some nine words in ten. A number counts as one."""
    return max(1, len(VOWELS.findall(SILENT.sub("", word.casefold()))))

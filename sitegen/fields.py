"""How a key of a record is read: kinds of values, and records made of keys.

A kind turns a node into a value, or reports what is wrong with it and returns INVALID, so that a
record shows all its problems at once. Every message says what was typed and what to type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, zip_longest
from typing import Any, Literal, Protocol, TypeGuard

from sitegen.nodes import Broken, Mapping, Node, Scalar, Sequence
from sitegen.patterns import FILLED, SLUG
from sitegen.problems import Problem, did_you_mean
from sitegen.regex import regex
from sitegen.text import capitalised, number


class Invalid:
    """What a kind returns for a node it has reported."""


INVALID = Invalid()

# What an editor's program needs to know of a value: JSON Schema, with the words that yaml-language-server shows.
Schema = dict[str, Any]

# Without quotes YAML makes numbers and booleans of some texts. Only two of them are named: a program offers
# "true" and "false" where it reads "boolean".
ANY_UNQUOTED: Schema = {"not": {"type": ["string", "object", "array", "null"]}}

# yaml-language-server shows every explanation twice when it cannot tell two alternatives apart.
OTHERWISE: Schema = {"title": ""}

# How YAML writes that there is nothing.
NOTHING = ("~", "null", "Null", "NULL")


@dataclass(frozen=True)
class Reference:
    """A node that names a record of another kind, such as `contacts`."""

    kind: str
    node: Scalar


@dataclass
class Report:
    """What was found while reading: problems, and ids that must exist somewhere."""

    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def error(self, node: Node, code: str, message: str) -> Invalid:
        self.problems.append(node.problem(code, message))
        return INVALID


class Kind(Protocol):
    """What a value may be; `wanted` says it in Dutch, to follow 'hier hoort'.

    `example` is one as it is typed in YAML, or nothing.
    """

    @property
    def wanted(self) -> str: ...

    @property
    def example(self) -> str: ...

    def read(self, node: Node, report: Report) -> Any: ...

    def schema(self) -> Schema:
        """What `read` takes, or somewhat more: it may never refuse what is right."""


def proposals(words: Iterable[str]) -> list[Schema]:
    """Words to choose from, where others are right as well."""
    return [{"label": word, "body": word} for word in words]


@dataclass(frozen=True)
class Text:
    """One value typed as text. `parse` may raise a ValueError whose message the editor reads.

    `pattern` matches all that `parse` takes; `unquoted` does so for what YAML takes for a number, None is never.
    `words` are some that a program can propose; `prose` says how visitors read it, if they do.
    """

    wanted: str
    parse: Callable[[str], Any] = str
    longest: int = 200
    example: str = ""
    pattern: str = FILLED
    unquoted: Schema | None = field(default_factory=lambda: ANY_UNQUOTED)
    words: tuple[str, ...] = ()
    prose: Literal["", "heading", "sentences"] = ""

    def schema(self) -> Schema:
        typed: Schema = {"type": ["string"], "pattern": self.pattern, "errorMessage": self.message}
        if self.words:
            typed["defaultSnippets"] = proposals(self.words)
        return {"anyOf": [typed, *([self.unquoted | OTHERWISE] if self.unquoted else [])]}

    @property
    def message(self) -> str:
        told = "zoals" in self.wanted or self.example in self.wanted
        return f"Vul hier {self.wanted} in{'' if told else f', zoals {self.example}'}."

    def read(self, node: Node, report: Report) -> Any:
        if not isinstance(node, Scalar):
            return self._refuse(node, report)
        typed = node.text.strip()
        if node.plain and typed[:1] in CURLY_QUOTES and CURLY_QUOTED.fullmatch(typed):
            return report.error(node, "aanhalingsteken", CURLY)
        if not typed or (node.plain and typed in NOTHING):
            return report.error(node, "leeg", f"hier staat niets: vul {self.wanted} in, of haal de regel weg")
        if len(typed) > self.longest:
            message = f"deze tekst telt {number(len(typed))} tekens; er passen er {number(self.longest)}"
            return report.error(node, "te-lang", message)
        if self.parse is str and node.plain and (stray := _stray_end(typed)):
            return report.error(
                node, "teken-te-veel", f'op het einde staat een "{stray}" te veel: haal het weg'
            )
        try:
            return self.parse(typed)
        except ValueError as error:
            return report.error(node, "waarde", str(error))

    def _refuse(self, node: Node, report: Report) -> Invalid:
        if isinstance(node, Broken):
            return INVALID
        if sentence := _sentence_with_colon(node):
            message = f'deze tekst bevat een dubbelepunt met een spatie: zet aanhalingstekens rond de hele tekst, zoals "{sentence}"'
            return report.error(node, "dubbelepunt", message)
        return report.error(node, "soort", f"hier hoort {self.wanted}, geen lijst of blok")


def _stray_end(typed: str) -> str:
    """A sign at the end of a text that was meant for YAML, and that visitors would read."""
    last = typed[-1]
    if last.isalnum():
        return ""
    # A round bracket closes a) and :), and a quote is the sign of inches.
    opener = {"]": "[", "}": "{"}.get(last)
    if opener:
        return last if typed.count(opener) < typed.count(last) else ""
    is_quote = last == '"' and typed.count('"') % 2 and not typed[-2:-1].isdigit()
    return last if last in ",;\\" or is_quote else ""


def is_empty(node: Node) -> TypeGuard[Scalar]:
    """Whether nothing was typed, or a word that YAML has for it."""
    if not isinstance(node, Scalar):
        return False
    typed = node.text.strip()
    return not typed or (node.plain and typed in NOTHING)


# Quotes as a word processor makes them, around a whole value.
CURLY_QUOTED = regex(r"[“”„][^“”„]*[“”]?|‘[^‘’]*’")
CURLY_QUOTES = tuple("“”„‘")
CURLY = 'hier staan gekrulde aanhalingstekens: typ rechte ("), of laat ze weg'


def _sentence_with_colon(node: Node) -> str:
    """The text of a line such as `- let op: dicht`, which YAML takes for a key with a value."""
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        return ""
    (name, value), line = node.entries[0], node.source.lines[node.line - 1]
    on_one_line = isinstance(value, Scalar) and value.line == name.line == node.line
    return line[node.column - 1 :].strip() if on_one_line and line[node.column - 1] != "{" else ""


@dataclass(frozen=True)
class Choice:
    """One of a few words; `values` maps what is typed to what it means."""

    values: MappingType[str, Any]
    explained: MappingType[str, str] = field(default_factory=dict)

    @cached_property
    def wanted(self) -> str:
        return f"een van {_quoted(self.values)}"

    @cached_property
    def typed(self) -> Text:
        return Text(self.wanted)

    @property
    def example(self) -> str:
        return next(iter(self.values))

    def schema(self) -> Schema:
        words = {"type": ["string"], "enum": [*self.values], "errorMessage": f"Kies {_quoted(self.values)}."}
        if self.explained:
            words["enumDescriptions"] = [f"{capitalised(self.explained[word])}." for word in self.values]
        # Between quotes there may be blanks around the word.
        quoted = {"type": ["string"], "pattern": rf"^\s*(?:{'|'.join(self.values)})\s*$"}
        return {"anyOf": [words, quoted]}

    def read(self, node: Node, report: Report) -> Any:
        typed = self.typed.read(node, report)
        if isinstance(typed, Invalid):
            return INVALID
        if typed in self.values:
            return self.values[typed]
        meant = did_you_mean(typed, self.values)
        return report.error(node, "keuze", f'"{typed}" kan hier niet: kies {_quoted(self.values)}.{meant}')


def choice(*words: str) -> Choice:
    return Choice({word: word for word in words})


def explained_choice(words: MappingType[str, str]) -> Choice:
    """Each word with what it means, for whoever has to choose."""
    return Choice({word: word for word in words}, words)


@dataclass(frozen=True)
class Ref:
    """The id of a record of another kind; whether it exists is known once all files are read."""

    kind: str
    wanted: str
    example: str = ""

    @cached_property
    def typed(self) -> Text:
        return Text(self.wanted, example=self.example, pattern=SLUG)

    def schema(self) -> Schema:
        """The ids of today are proposed; a later one is right as well."""
        known = {"$ref": f"ids.json#/definitions/{self.kind}"}
        return self.typed.schema() | {"allOf": [known]}

    def read(self, node: Node, report: Report) -> Any:
        typed = self.typed.read(node, report)
        if isinstance(typed, Invalid):
            return INVALID
        assert isinstance(node, Scalar)
        report.references.append(Reference(self.kind, node))
        return typed


@dataclass(frozen=True)
class Many:
    """A list of one kind."""

    kind: Kind

    @property
    def wanted(self) -> str:
        return f'een lijst, elk op een regel die met "- " begint, met {self.kind.wanted}'

    @property
    def example(self) -> str:
        return f"[{self.kind.example}]" if self.kind.example else ""

    def schema(self) -> Schema:
        message = 'Hier hoort een lijst: begin elke regel met "- ".'
        return {"type": "array", "items": self.kind.schema(), "errorMessage": message}

    def read(self, node: Node, report: Report) -> Any:
        if isinstance(node, Broken):
            return INVALID
        if isinstance(node, Scalar) and node.text.startswith("-"):
            return report.error(node, "streepje", 'na het streepje hoort een spatie: schrijf "- "')
        if not isinstance(node, Sequence):
            return report.error(node, "soort", f"hier hoort {self.wanted}{self._as_list(node)}")
        values = [self.kind.read(item, report) for item in node.items]
        for item in self._repeated(node):
            values.append(report.error(item, "dubbel", f'"{item.text.strip()}" staat al hoger in deze lijst'))
        return INVALID if Invalid in map(type, values) else tuple(values)

    def _as_list(self, node: Node) -> str:
        """What was typed as a list, when its words are ids."""
        typed = node.text.strip("[] ") if isinstance(node, Scalar) else ""
        words = re.split(r", *| +en +", typed)
        is_short = isinstance(self.kind, Ref) or (len(words) > 1 and max(map(len, words)) < 30)
        return f'. Of schrijf: "[{", ".join(words)}]"' if typed and is_short else ""

    def _repeated(self, node: Sequence) -> Iterator[Scalar]:
        """Items that are the same text, or records with the same id, as one before them."""
        seen: set[str] = set()
        for item in node.items:
            name = item.get("id") if isinstance(item, Mapping) else item
            if isinstance(name, Scalar):
                if name.text.strip() in seen:
                    yield name
                seen.add(name.text.strip())


@dataclass(frozen=True)
class Key:
    """A key of a record, with the sentence that explains it to an editor.

    `shown` is an example of its own, where that of its kind says too little.
    """

    name: str
    kind: Kind
    help: str
    required: bool = True
    shown: str = ""

    @property
    def example(self) -> str:
        return self.shown or self.kind.example

    def schema(self) -> Schema:
        """That of its kind, with the explanation of this key."""
        end = "" if self.help.endswith(("?", "…")) else "."
        explained = f"{capitalised(self.help)}{end}{' Verplicht.' if self.required else ''}"
        found: Schema = {"description": explained}
        if self.example:
            found["markdownDescription"] = f"{explained}\n\nVoorbeeld: `{self.example}`"
        if isinstance(self.kind, Record):
            # Whoever chooses this key gets what must stand below it; beside "properties" a snippet is not used.
            snippet = {"label": self.name, "body": self.kind.skeleton(self.kind.usual)}
            return found | {"allOf": [self.kind.schema()], "defaultSnippets": [snippet]}
        return found | self.kind.schema()


class Record:
    """A block of keys. `make` gets the values that were given, by name; `rules` check them together.

    `conditions` are those rules that a schema can say; `snippets` are keys that are often written together.
    """

    def __init__(
        self,
        make: Callable[..., Any],
        *keys: Key,
        rules: Iterable[Callable[[Any, Mapping], Iterable[Problem]]] = (),
        conditions: Iterable[Schema] = (),
        snippets: MappingType[str, Iterable[str]] | None = None,
        name: str = "een blok met gegevens",
    ) -> None:
        self.make = make
        self.keys = {key.name: key for key in keys}
        self.rules = tuple(rules)
        self.conditions = tuple(conditions)
        self.required = [key.name for key in keys if key.required]
        self.needed = frozenset(self.required)
        self.snippets = snippets or {f"nieuw: {name}": self.required or [*self.keys]}
        # What a new one begins with.
        self.usual = next(iter(self.snippets.values()))
        self.name = name
        self.wanted = f"{name}: {', '.join(self.keys)}"
        self.example = ""

    def read(self, node: Node, report: Report) -> Any:
        if isinstance(node, Broken):
            return INVALID
        if not isinstance(node, Mapping):
            below = f'. Zet dat eronder, ingesprongen: "{next(iter(self.keys))}: …"'
            return report.error(node, "soort", f"hier hoort {self.wanted}{below}")
        values: dict[str, Any] = {}
        before: Node = node
        for (name, value), after in zip_longest(node.entries, node.entries[1:]):
            key = self.keys.get(name.text)
            if after and after[0].text.isdigit() and is_decimal_comma(value, *after):
                point = f"{value.text}.{after[0].text}"
                values[name.text] = report.error(value, "komma", DECIMAL_COMMA.format(point))
            elif key is None and _same_slip(before, name, value):
                values[name.text] = INVALID
            elif key is None:
                values[name.text] = self._unknown(name, value, report)
            elif is_empty(value):
                values[key.name] = report.error(value, "leeg", _nothing_here(key, value))
            else:
                values[key.name] = key.kind.read(value, report)
            before = value
        complete = self.needed <= values.keys() or self._all_required(node, report)
        if not complete or Invalid in map(type, values.values()):
            return INVALID
        made = self.make(**values)
        found = [problem for rule in self.rules for problem in rule(made, node)]
        report.problems.extend(found)
        return INVALID if any(problem.severity == "error" for problem in found) else made

    def schema(self) -> Schema:
        found: Schema = {
            "type": "object",
            "properties": {key.name: key.schema() for key in self.keys.values()},
            "additionalProperties": False,
            "errorMessage": f"Hier hoort {self.wanted}.",
            "defaultSnippets": [
                {"label": label, "body": self.skeleton(names)} for label, names in self.snippets.items()
            ],
        }
        # Each on its own, as an editor's program has one sentence for all that stand together.
        needed = [
            {"required": [name], "errorMessage": self._missing(self.keys[name])} for name in self.required
        ]
        together = [*needed, *self.conditions]
        return found | ({"allOf": together} if together else {})

    def skeleton(self, names: Iterable[str], stops: Iterator[int] | None = None) -> Schema:
        """These keys, each with a number where something is to be filled in."""
        stops = stops or count(1)
        kinds = {name: self.keys[name].kind for name in names}
        return {
            name: kind.skeleton(kind.usual, stops) if isinstance(kind, Record) else f"${next(stops)}"
            for name, kind in kinds.items()
        }

    @staticmethod
    def _missing(key: Key) -> str:
        return f'"{key.name}" ontbreekt: {key.help}'

    def _unknown(self, name: Scalar, value: Node, report: Report) -> Invalid:
        known, colon, rest = name.text.partition(":")
        if colon and known in self.keys and not rest:
            return report.error(
                name, "dubbelepunt", f'achter "{known}" staat een dubbelepunt te veel: haal ze weg'
            )
        if colon and known in self.keys:
            return report.error(name, "spatie", f'zet een spatie na "{known}:"')
        if is_cut_off(name, value):
            word, _, rest = name.text.partition(" ")
            if rest and word in self.keys:
                return report.error(name, "dubbelepunt", MISSING_COLON.format(word))
            return report.error(name, "komma", CUT_OFF)
        meant = did_you_mean(name.text, self.keys) or self._belongs_below(name.text) or self._known_keys()
        return report.error(name, "onbekende-sleutel", f'"{name.text}" kennen we hier niet.{meant}')

    def _known_keys(self) -> str:
        if len(self.keys) > MOST_NAMED:
            return " Wat hier kan, staat in docs/gegevens.md."
        return f" Deze bestaan: {', '.join(self.keys)}."

    def _belongs_below(self, typed: str) -> str:
        """Where a key stands that was typed one step too far to the left."""
        for key in self.keys.values():
            if isinstance(key.kind, Record) and typed in key.kind.keys:
                return f' Hoort het onder "{key.name}:"? Zet er dan 2 spaties meer voor.'
        return ""

    def _all_required(self, node: Mapping, report: Report) -> bool:
        given = {re.split("[: ]", name.text)[0] for name, _ in node.entries}
        missing = [key for key in self.keys.values() if key.required and key.name not in given]
        # A misspelt key is already reported with the right word.
        meant = {did_you_mean(name, self.keys) for name in given if name not in self.keys}
        missing = [key for key in missing if f' Bedoelde je "{key.name}"?' not in meant]
        for key in missing:
            report.error(node, "ontbreekt", self._missing(key))
        return not missing


def texts(kind: Kind, node: Node | None) -> Iterator[tuple[Text, Scalar]]:
    """Every value that is a text, also in a record that has problems, with its kind."""
    # No generator inside each other: every value would pass through all of them.
    waiting: list[tuple[Kind, Node | None]] = [(kind, node)]
    while waiting:
        kind, node = waiting.pop()
        if isinstance(node, Scalar):
            if isinstance(kind, Text):
                yield kind, node
        elif isinstance(kind, Record) and isinstance(node, Mapping):
            keys = kind.keys
            for name, value in reversed(node.entries):
                if key := keys.get(name.text):
                    waiting.append((key.kind, value))
        elif isinstance(kind, Many) and isinstance(node, Sequence):
            waiting.extend((kind.kind, item) for item in reversed(node.items))


# A longer list of words hides the message.
MOST_NAMED = 10

CUT_OFF = 'een komma breekt deze tekst af: zet de hele tekst tussen ", zoals "10:00-12:00, 13:00-17:00"'


def is_cut_off(name: Scalar, value: Node) -> bool:
    """Inside { } a comma ends a text; what comes after it stands there like a key without a colon."""
    rest = name.source.lines[name.line - 1][name.column - 1 + len(name.text) :].lstrip()
    return isinstance(value, Scalar) and not value.text and rest[:1] in (",", "}")


MISSING_COLON = 'na "{0}" hoort een dubbelepunt: schrijf "{0}: …"'
DECIMAL_COMMA = 'schrijf "{0}" met een punt, niet met een komma'


def _nothing_here(key: Key, value: Node) -> str:
    """What to type, and where: whoever fills in a blank record may type behind its comment."""
    line = value.source.lines[value.line - 1]
    before = ' voor het "#"' if "#" in line[value.column - 1 :] or " #" in line else ""
    or_not = "" if key.required else ", of haal de regel weg"
    return f"hier staat niets: vul{before} {key.kind.wanted} in{or_not}"


def is_decimal_comma(value: Node, name: Scalar, rest: Node) -> TypeGuard[Scalar]:
    """Inside { } the comma of 51,05 makes two parts of it."""
    if not isinstance(value, Scalar) or not re.fullmatch("-?[0-9]+", value.text):
        return False
    return name.text.isdigit() and is_cut_off(name, rest)


def _same_slip(before: Node, name: Scalar, value: Node) -> bool:
    """Whether this is the rest of a value that is already reported."""
    opened = isinstance(before, Scalar) and before.plain and CURLY_QUOTED.fullmatch(before.text)
    number = isinstance(before, Scalar) and is_decimal_comma(before, name, value)
    return is_cut_off(name, value) and bool(opened or number)


def _quoted(words: Iterable[str]) -> str:
    *head, last = [f'"{word}"' for word in words]
    return f"{', '.join(head)} of {last}" if head else last

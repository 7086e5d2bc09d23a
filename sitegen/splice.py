"""Changes to the text of a YAML file, at the places of its nodes.

All that is not changed stays as it was typed: comments, order, quotes, blank lines and line ends.
Nothing here checks that the result can be read: read it again before it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingType
from collections.abc import Sequence as SequenceType
from dataclasses import dataclass

from sitegen.nodes import Mapping, Node, Scalar, Sequence

# Text, a list, or a block of keys.
Value = str | SequenceType["Value"] | MappingType[str, "Value"]
BOM = b"\xef\xbb\xbf"
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Edit:
    """Text in place of what stands from `start` to `end`; lines and columns count from 1."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text of a file with these edits, which may touch but not overlap; its own line ends are kept."""
    ends = list(LINE_END.finditer(text))
    starts = [0, *(found.end() for found in ends)]
    line_end = ends[0][0] if ends else "\n"
    parts, done = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        start, end = (starts[line - 1] + column - 1 for line, column in (edit.start, edit.end))
        if start < done:
            raise ValueError(f"two edits overlap at line {edit.start[0]}")
        parts += [text[done:start], edit.text.replace("\n", line_end)]
        done = end
    return "".join([*parts, text[done:]])


def apply_to(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The same for the bytes of a file; an invisible mark at its start stays."""
    text = data.removeprefix(BOM).decode("utf-8")
    return BOM * data.startswith(BOM) + apply(text, edits).encode("utf-8")


def put(mapping: Mapping, key: str, value: Value) -> Edit:
    """Give a key this value: in place of the text it has, or as a new last key."""
    node = mapping.get(key)
    if node is None:
        return add(mapping, key, value)
    if not isinstance(node, Scalar) or not isinstance(value, str):
        raise TypeError(f'"{key}" holds no text')
    return replace(node, value, _is_flow(mapping))


def rekey(mapping: Mapping, key: Scalar, name: str) -> Edit:
    return replace(key, name, _is_flow(mapping))


def replace(node: Scalar, text: str, in_flow: bool = False) -> Edit:
    """Other text for a scalar, between the quotes it has; `in_flow` says that it stands between { } or [ ]."""
    start, end = (node.line, node.column), _end(node)
    line = _line(node, node.line)
    typed = scalar(text, in_flow)
    if not node.plain and line[node.column - 1] == "'":
        typed = "'" + text.replace("'", "''") + "'"
    elif not node.plain and line[node.column - 1] == '"':
        typed = _quoted(text)
    # A key without a value ends at its colon.
    space = " " if line[: node.column - 1].endswith((":", "-")) else ""
    return Edit(start, end, space + typed)


def add(mapping: Mapping, key: str, value: Value, beside: Scalar | None = None, before: bool = False) -> Edit:
    """A new key, last or right after the key `beside`; or right before it."""
    found = next((entry for entry in mapping.entries if entry[0] is beside), None)
    if _is_flow(mapping):
        typed = f"{scalar(key, True)}: {_flow(value)}"
        return _in_flow(mapping, typed, found or (mapping.entries[-1] if mapping.entries else None), before)
    indent = " " * (mapping.column - 1)
    lines = _block(key, value, indent)
    name, node = found or mapping.entries[-1]
    if before:
        place = (name.line, name.column)
        return Edit(place, place, "\n".join(lines)[len(indent) :] + f"\n{indent}")
    return _below(mapping, _last_line(node), lines)


def append(sequence: Sequence, *values: Value) -> Edit:
    """New last items. Blocks are set apart by an empty line where those before them are."""
    items = [(item, item) for item in sequence.items]
    if _is_flow(sequence):
        return _in_flow(sequence, ", ".join(map(_flow, values)), items[-1] if items else None)
    dash = " " * (sequence.column - 1)
    last = sequence.items[-1]
    lines: list[str] = []
    for value in values:
        if isinstance(value, MappingType) and (len(items) == 1 or _follows_blank(last)):
            lines.append("")
        lines += _item(value, dash)
    return _below(sequence, _past_own_comments(last, _last_line(last), sequence.column), lines)


def append_lines(sequence: Sequence, lines: SequenceType[str], first: bool = False) -> Edit:
    """A new last item of a list, or its `first`, as lines of YAML that begin where its keys stand.

    It is set apart by an empty line.
    """
    item = [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
    if _is_flow(sequence) and not sequence.items:
        before = _line(sequence, sequence.line)[: sequence.column - 1]
        start = (sequence.line, len(before.rstrip()) + 1)
        return Edit(start, sequence.end, "".join(f"\n  {line}" for line in item))
    dash = " " * (sequence.column - 1)
    if first and not _is_flow(sequence):
        place = (sequence.line, 1)
        return Edit(place, place, "".join(f"{dash}{line}\n" for line in item) + "\n")
    last = sequence.items[-1]
    line = _past_own_comments(last, _last_line(last), sequence.column)
    return _below(sequence, line, ["", *(f"{dash}{line}" for line in item)])


def remove(mapping: Mapping, key: str) -> list[Edit]:
    """Take a key away, with the comments behind its lines; comments on lines of their own stay.

    It may not be the only key.
    """
    index = next(i for i, (name, _) in enumerate(mapping.entries) if name.text == key)
    name, value = mapping.entries[index]
    if index and _is_flow(mapping):
        return [Edit(_end(mapping.entries[index - 1][1]), _end(value), "")]
    if _line(name, name.line)[: name.column - 1].strip():
        following = mapping.entries[index + 1][0]
        return [Edit((name.line, name.column), (following.line, following.column), "")]
    typed = {name.line, *_lines_of(value)}
    gone = [
        number
        for number in range(name.line, _last_line(value) + 1)
        if number in typed or not _line(name, number).lstrip().startswith("#")
    ]
    if name.line == 1:
        return [Edit((number, 1), (number + 1, 1), "") for number in gone]
    # From the end of the line before, so that the last line of a file leaves no line end behind.
    return [Edit(_line_end(name, number - 1), _line_end(name, number), "") for number in gone]


def scalar(text: str, in_flow: bool = False) -> str:
    """The text as YAML: between quotes only where it has to, or where other readers would see a number."""
    plain = PLAIN_IN_FLOW if in_flow else PLAIN
    if plain.fullmatch(text) and not OTHER_MEANING.fullmatch(text):
        return text
    return _quoted(text)


# What can stand without quotes: no sign of YAML at the start, no ": " or " #", no space at the ends; no "# " either,
# which is read as a slip.
_FIRST = r"[^\W_]|[(/.+_§°€$<=^~](?=\S)|-(?=[^\s-])"
_REST = r"(?:[^\x00-\x1f\x7f-\x9f\ufeff\s:#FLOW]|(?<! )#(?!\s)|:(?=[^\sFLOW])| (?=[^\s#]))*"
PLAIN = re.compile(f"(?:{_FIRST})" + _REST.replace("FLOW", ""))
PLAIN_IN_FLOW = re.compile(f"(?:{_FIRST})" + _REST.replace("FLOW", r",?{}\[\]"))
# This project reads all values as text; an editor's program may not.
OTHER_MEANING = re.compile(
    r"~|null|true|false|yes|no|on|off"
    r"|[-+]?0[0-9_]+|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9_]*_[0-9_]*|[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?"
    r"|[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)e[-+]?[0-9]+|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _block(key: str, value: Value, indent: str) -> list[str]:
    name = f"{indent}{scalar(key)}:"
    if isinstance(value, str):
        return [f"{name} {scalar(value)}"]
    if not value:
        return [f"{name} {_flow(value)}"]
    deeper = f"{indent}  "
    if isinstance(value, MappingType):
        return [name, *(line for key, inner in value.items() for line in _block(key, inner, deeper))]
    return [name, *(line for inner in value for line in _item(inner, deeper))]


def _item(value: Value, indent: str) -> list[str]:
    if isinstance(value, str):
        return [f"{indent}- {scalar(value)}"]
    if not isinstance(value, MappingType) or not value:
        return [f"{indent}- {_flow(value)}"]
    lines = [line for key, inner in value.items() for line in _block(key, inner, f"{indent}  ")]
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def _flow(value: Value) -> str:
    if isinstance(value, str):
        return scalar(value, in_flow=True)
    if isinstance(value, MappingType):
        inside = (f"{scalar(key, True)}: {_flow(inner)}" for key, inner in value.items())
        return f"{{{', '.join(inside)}}}"
    return f"[{', '.join(map(_flow, value))}]"


def _in_flow(parent: Node, typed: str, beside: tuple[Node, Node] | None, before: bool = False) -> Edit:
    if beside is None:
        place = (parent.line, parent.column + 1)
        return Edit(place, place, typed)
    if before:
        place = (beside[0].line, beside[0].column)
        return Edit(place, place, f"{typed}, ")
    place = _end(beside[1])
    return Edit(place, place, f", {typed}")


def _below(node: Node, line: int, lines: list[str]) -> Edit:
    place = _line_end(node, line)
    return Edit(place, place, "".join(f"\n{line}" for line in lines))


def _is_flow(node: Node) -> bool:
    return _line(node, node.line)[node.column - 1 : node.column] in ("{", "[")


def _end(node: Node) -> tuple[int, int]:
    """The place after the last character of a node; of a block, that of what stands last in it."""
    if isinstance(node, Scalar) and not _is_block_text(node):
        return node.end
    if isinstance(node, Mapping | Sequence) and _is_flow(node):
        return node.end
    return _line_end(node, _last_line(node))


def _last_line(node: Node) -> int:
    if isinstance(node, Mapping | Sequence) and not _is_flow(node):
        return _last_line(node.entries[-1][1] if isinstance(node, Mapping) else node.items[-1])
    if not _is_block_text(node):
        return node.end[0]
    # The parser ends a text after | or > where the next thing begins.
    line, column = node.end
    while line > node.line and not _line(node, line)[: column - 1].strip():
        line, column = line - 1, len(_line(node, line - 1)) + 1
    return line


def _lines_of(node: Node) -> Iterator[int]:
    """The lines on which the texts of a node stand."""
    if isinstance(node, Mapping):
        for name, value in node.entries:
            yield name.line
            yield from _lines_of(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _lines_of(item)
    else:
        yield from range(node.line, _last_line(node) + 1)


def _is_block_text(node: Node) -> bool:
    return (
        isinstance(node, Scalar)
        and not node.plain
        and _line(node, node.line)[node.column - 1 : node.column] in ("|", ">")
    )


def _follows_blank(node: Node) -> bool:
    line = node.line - 1
    while line > 0 and _line(node, line).lstrip().startswith("#"):
        line -= 1
    return line > 0 and not _line(node, line).strip()


def _past_own_comments(node: Node, line: int, column: int) -> int:
    """The last of the comment lines below that are indented deeper than the dash in `column`."""
    while (below := _line(node, line + 1)).lstrip().startswith("#") and len(below) - len(
        below.lstrip()
    ) >= column:
        line += 1
    return line


def _line(node: Node, number: int) -> str:
    lines = node.source.lines
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _line_end(node: Node, number: int) -> tuple[int, int]:
    return number, len(_line(node, number)) + 1

"""Telling one thing from every other, in sixteen bytes."""

from __future__ import annotations

import marshal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

try:
    # hashlib loads all of OpenSSL first, for a function that is Python's own.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b


def digest(*things: object) -> bytes:
    """Of values whose repr says all there is: bytes, texts, numbers, and dataclasses and collections of those."""
    return of_bytes(*(thing if isinstance(thing, bytes) else repr(thing).encode() for thing in things))


def of_plain(value: Any) -> bytes:
    """Of a large value that `marshal` knows. Its later forms differ for equal values by who else holds a part."""
    return of_bytes(marshal.dumps(value, 2))


def of_bytes(*parts: bytes) -> bytes:
    found = blake2b(digest_size=16)
    for part in parts:
        # Where one ends and the next begins is part of what they are.
        found.update(b"%d:" % len(part))
        found.update(part)
    return found.digest()


def with_digest(content: bytes) -> bytes:
    """Content that can be told from a damaged one, also with something behind it."""
    return len(content).to_bytes(8, "big") + of_bytes(content) + content


def checked(content: bytes) -> tuple[bytes, bytes]:
    """What stands at the start with its digest, and what follows; nothing when it is damaged."""
    length = int.from_bytes(content[:8], "big")
    found = content[24 : 24 + length]
    if len(content) < 24 or of_bytes(found) != content[8:24]:
        return b"", b""
    return found, content[24 + length :]

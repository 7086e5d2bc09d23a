"""Static files as text in a page, and the policy under which a browser runs only those."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from urllib.parse import quote

from markupsafe import Markup

from sitegen.bundle import bundle
from sitegen.paths import Paths
from sitegen.static import static_content

POLICY = (
    "default-src 'none'; img-src data:; script-src {script}; style-src {style}; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'"
)


class Inline:
    """For templates: what stands in `static/`, for a page that must do without other files."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def style(self, *names: str) -> Markup:
        return _whole("style", "\n".join(self._text(f"css/{name}") for name in names))

    def script(self, entry: str) -> Markup:
        """This module with all that it imports."""
        return _whole("script", bundle(entry, lambda name: self._text(f"js/{name}")))

    def picture(self, name: str) -> str:
        """An SVG as an address."""
        return f"data:image/svg+xml,{quote(self._text(f'img/{name}').strip())}"

    def policy(self, style: str, *scripts: str) -> str:
        """Data are scripts too: a browser does not run them, but a checker cannot know."""
        return POLICY.format(script=" ".join(map(_source, scripts)), style=_source(style))

    def _text(self, name: str) -> str:
        return static_content(self._paths, name).decode()


def _whole(tag: str, text: str) -> Markup:
    if f"</{tag}" in text or "<!--" in text:
        raise ValueError(f"wat in <{tag}> komt, kan dat element niet zelf beëindigen")
    return Markup(text)


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

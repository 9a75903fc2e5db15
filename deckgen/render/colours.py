"""Coloured code that is kept between runs, so that Pygments is imported only for a new block."""

from __future__ import annotations

import hashlib
import json

from deckgen.patterns import lazy
from deckgen.render import code as coder
from deckgen.render.text import escape


class Colours:
    """Colours code blocks, and takes over what an earlier run made of the same ones.

    Args:
        content: what ``pack`` returned in an earlier run of the same version of deckgen.
    """

    def __init__(self, content: bytes | None = None) -> None:
        self._kept = _unpack(content)
        self._used: dict[str, str] = {}

    def highlight(self, code: str, language: str) -> str:
        """Return code as HTML, as ``code.highlight`` does."""
        if language in coder.PLAIN or coder.is_long(code):
            return escape(code)
        key = _key(code, language)
        html = self._used.get(key)
        if html is None:
            html = self._kept.get(key)
            if html is None or _SPAN.sub("", html) != escape(code):
                html = coder.highlight(code, language)
            self._used[key] = html
        return html

    def is_known(self, language: str) -> bool:
        """Tell whether a language is coloured, or meant to be plain."""
        start = f"{language} "
        return (
            language in coder.PLAIN
            or any(key.startswith(start) and "<" in html for key, html in self._used.items())
            or coder.known(language)
        )

    def pack(self) -> bytes | None:
        """Return the blocks of this run as bytes, or ``None`` if they are those of the last."""
        if self._used == self._kept:
            return None
        return json.dumps(self._used).encode()


_SPAN = lazy(r'<span class="[a-z]{1,2}">|</span>')
"""All that colours add to code."""


def _key(code: str, language: str) -> str:
    return f"{language} {hashlib.sha256(code.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _unpack(content: bytes | None) -> dict[str, str]:
    """Read what was kept; what is no mapping holds nothing."""
    try:
        kept = json.loads(content) if content else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {key: html for key, html in kept.items() if isinstance(html, str)}

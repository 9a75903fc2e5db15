"""Text as HTML."""

from __future__ import annotations

from deckgen.patterns import lazy

CONTROLS = lazy("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that no field may hold: Anki drops them, and an import stops at 0x1F."""

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escape(text: str) -> str:
    """Return text as HTML content."""
    return text.translate(_TEXT) if "<" in text or "&" in text or ">" in text else text


def quote(value: str) -> str:
    """Return text as the value of a double-quoted attribute."""
    return value.translate(_ATTRIBUTE)


def names(line: str) -> frozenset[str]:
    """Return the names in a line, parted by blanks: how this package writes its lists."""
    return frozenset(line.split())

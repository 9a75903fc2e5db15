"""Fields as plain text, and plain text as Markdown that means nothing but itself."""

from __future__ import annotations

import html
import re

from deckgen.package.check_media import references
from deckgen.patterns import lazy

_TAG = lazy(r"</?([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>|<!--[^<>]*-->")
_ALT = lazy(r'\balt="([^"]*)"')
_BLOCK = frozenset({"p", "li", "div", "br", "tr", "td", "th", "pre", "dd", "dt", "ul", "ol", "hr"})
_STEM = lazy(r'<(?:(?:pre|div|p|ul|ol|table|blockquote|details)\b|span class="count")')
_MATH = lazy(r"\\[()\[\]]")
_CLOZE = lazy(r"\{\{c\d+::|\}\}")
_SPECIAL = lazy(r"[\\`*_\[\]<>|~$&]")
_CALL = lazy(r"([@#])(?=\w)")
_LIMIT = 200


def read(field: str) -> str:
    """What a learner reads in a field: one line of plain text, pictures by their description."""
    text = _CLOZE.sub("", _MATH.sub("", _TAG.sub(_show_tag, field)))
    return " ".join(html.unescape(text).split())


def read_question(field: str) -> str:
    """What a field asks, without the code, choices or count of points that stand below."""
    stem = _STEM.search(field)
    return (read(field[: stem.start()]) if stem else "") or read(field)


def substance(field: str) -> tuple[str, ...]:
    """What a learner reads and sees in a field: its text, and the names of its pictures."""
    return (read(field), *references(field))


def _show_tag(tag: re.Match[str]) -> str:
    name = (tag[1] or "").lower()
    if name == "img":
        alt = _ALT.search(tag[2])
        return f" [{alt[1] if alt and alt[1] else 'picture'}] "
    return " " if name in _BLOCK else ""


def shorten(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= _LIMIT else text[: _LIMIT - 1].rstrip() + "…"


def mark_down(text: str) -> str:
    """Text as Markdown that shows it as it is: no markup, nobody called by ``@``, no issue linked.

    The invisible character behind ``@`` and ``#`` is what keeps a code host from linking them.
    """
    return _CALL.sub(r"\1&#8203;", _SPECIAL.sub(r"\\\g<0>", shorten(text)))

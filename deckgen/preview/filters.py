"""What stands before the name of a field in a template: ``{{text:Answer}}``.

After Anki's ``template_filters.rs``.  What Anki's program makes of the marks that some of them
leave is in ``shown.py``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from deckgen.patterns import lazy
from deckgen.preview.reveal import reveal, reveal_only
from deckgen.render.text import escape

_TAG = lazy(
    r"<!--.*?-->|<style.*?>.*?</style>|<script.*?>.*?</script>|<.*?>", re.DOTALL | re.IGNORECASE
)
_READING = lazy(r" ?([^ >]{1,200}?)\[(.[^\]\n]{0,500}?)\]")
"""Bounded, which Anki's own is not: nothing that long is a word with its reading."""

_Write = Callable[[str, str], str]


class UnknownFilterError(ValueError):
    """A filter of an add-on."""


def apply(name: str, text: str, field: str, ordinal: int, *, is_front: bool) -> str:
    """Return the text of a field after a filter.

    Raises:
        UnknownFilterError: Anki itself has no such filter.
    """
    kind, _, options = name.partition(" ")
    if kind in _PLAIN:
        return _PLAIN[kind](text)
    match kind:
        case "cloze":
            return reveal(text, ordinal + 1, is_front=is_front)
        case "cloze-only":
            return reveal_only(text, ordinal + 1, is_front=is_front)
        case "hint":
            return _fold(text, field)
        case "tts":
            return f"[anki:tts lang={options}]{text}[/anki:tts]"
        case _:
            raise UnknownFilterError(name)


def mark_typing(filters: tuple[str, ...], field: str) -> str:
    """Return the mark of a field that is to be typed; ``filters`` are all that stand before it."""
    kind = filters[0] + ":" if filters in (("cloze", "type"), ("nc", "type")) else ""
    return f"[[type:{kind}{field}]]"


def strip(text: str) -> str:
    """Return HTML without its tags."""
    plain = _TAG.sub("", text) if "<" in text else text
    return html.unescape(plain).replace("\xa0", " ") if "&" in plain else plain


def _fold(text: str, field: str) -> str:
    """Return a hint; Anki unfolds its own with a script, which no card has here."""
    if not text.strip():
        return text
    return f"<details class=hint><summary>{escape(field)}</summary>{text}</details>"


def _read(text: str, write: _Write) -> str:
    def replace(found: re.Match[str]) -> str:
        if found[2].startswith("sound:"):
            return found[0]
        return write(found[1], found[2])

    return _READING.sub(replace, text.replace("&nbsp;", " "))


_PLAIN: dict[str, Callable[[str], str]] = {
    "": lambda text: text,
    "text": strip,
    "furigana": lambda text: _read(text, "<ruby><rb>{}</rb><rt>{}</rt></ruby>".format),
    "kanji": lambda text: _read(text, lambda word, _: word),
    "kana": lambda text: _read(text, lambda _, reading: reading),
}
"""The filters that need to know nothing but the text."""

"""Text that fits into the columns of a terminal."""

from __future__ import annotations

import shutil
import sys

from deckgen.diagnostics.excerpt import char_width, show_safely

ELSEWHERE = 100
"""Columns where the output is no terminal and `COLUMNS` says nothing."""
_NARROWEST = 40


def terminal_width() -> int:
    """The columns there are."""
    return max(shutil.get_terminal_size((ELSEWHERE, 24)).columns, _NARROWEST)


def fit(text: str, room: int) -> str:
    """The text in one line, safe to show, cut with an ellipsis if it is wider than ``room``."""
    whole = show_safely(" ".join(text[: 4 * max(room, 1)].split()))
    if width_of(whole) <= room:
        return whole
    shown, left = "", room - 1
    for char in whole:
        left -= char_width(char)
        if left < 0:
            break
        shown += char
    return shown.rstrip() + ellipsis()


def pad(text: str, room: int) -> str:
    """The text with spaces up to a width."""
    return text + " " * max(0, room - width_of(text))


def width_of(text: str) -> int:
    """The columns that a text takes."""
    return sum(map(char_width, text))


def ellipsis() -> str:
    """The sign for what is left out; every fallback that stdout can encode is one column wide."""
    return "…" if can_show("…") else "~"


def can_show(text: str) -> bool:
    """Whether stdout can encode a text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True

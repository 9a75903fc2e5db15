"""Which closing tag belongs to which ``<details>``."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from deckgen.markdown.log import Log, log_of
from deckgen.patterns import lazy

_PIECE = lazy(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^\n`]*)$"
    r"|(?P<open><details(?=[\s>])[^<>]*>)|(?P<close></details[ \t]*>)"
    r"|(?P<ticks>`+)|(?P<comment><!--)|(?P<line>\n)",
    re.IGNORECASE | re.MULTILINE,
)
_STOP = lazy(
    r"^[ \t>]*(?:(?P<fence>`{3,}|~{3,})(?P<info>[^\n`]*)$|(?P<heading>#{1,6}[ \t]+\S))"
    r"|(?P<details><details(?=[\s>]))",
    re.IGNORECASE | re.MULTILINE,
)
_EFFORT = 8
"""Times the length of the text that may be looked at in all."""


def find_close(state: StateBlock, begin: int) -> tuple[int, int] | None:
    """Return where the closing tag of the ``<details>`` at ``begin`` starts and ends, if any.

    Tags in fences, code spans and comments do not count.
    """
    log = log_of(state.env)
    if begin not in log.elements:
        if log.scanned > _EFFORT * len(state.src):
            return None
        _scan(state.src, begin, log)
        log.elements.setdefault(begin, None)
    return log.elements[begin]


def find_forced_end(src: str, inside: int, limit: int) -> int:
    """Return where a ``<details>`` that is never closed should end: the next one, or a heading."""
    fence = ""
    for found in _STOP.finditer(src, inside, limit):
        if found["fence"]:
            fence = _next_fence(fence, found["fence"], found["info"])
        elif not fence:
            return found.start()
    return limit


def _scan(src: str, begin: int, log: Log) -> None:
    """Match the tags from ``begin`` up to the end of the element that starts there."""
    opened: list[int] = []
    fence = ticks = ""
    position = end = begin
    while found := _PIECE.search(src, position):
        position = end = found.end()
        kind, piece = found.lastgroup, found[0]
        if kind == "info":
            fence = _next_fence(fence, found["fence"], found["info"])
        elif kind == "line":
            ticks = ""
        elif fence:
            continue
        elif kind == "ticks":
            ticks = "" if ticks == piece else ticks or piece
        elif ticks:
            continue
        elif kind == "comment":
            close = src.find("-->", position, position + 20_000)
            position = close if close > 0 else position
        elif kind == "open":
            opened.append(found.start())
        elif opened:
            log.elements[opened.pop()] = (found.start(), found.end())
            if not opened:
                break
    log.scanned += end - begin
    log.elements.update(dict.fromkeys(opened))


def _next_fence(current: str, mark: str, info: str) -> str:
    """Return the fence that is open behind a fence line."""
    if not current:
        return mark
    if mark[0] == current[0] and len(mark) >= len(current):
        # One with a language inside another: the first was never closed.
        return mark if info.strip() else ""
    return current

"""Bold text whose closing mark stands where CommonMark does not see it (CommonMark 6.2)."""

from __future__ import annotations

from deckgen.patterns import lazy

_PIECE = lazy(r"(`+)|\\.|(?<!\*)\*\*(?!\*)|(?<!_)__(?!_)|\n")
_BEHIND_SPACE = lazy(r"\s(?:\*\*|__)(?:\s|\Z)")
_ENDS = frozenset(".:?!：？！。")


def may_be_misplaced(content: str) -> bool:
    """Tell whether a look at every mark is worth it: one stands behind white space."""
    return _BEHIND_SPACE.search(content) is not None


def close_emphasis(content: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Move closing ``**`` back to the word they belong to; return the text and where they stood.

    The places are lines and columns, both from 0.

    Two forms: the mark starts the next line (``**Choices are:⏎**``), or a space stands before it
    at the end of the line or behind punctuation (``**Answer: ** yes``).
    """
    moves: list[tuple[int, int]] = []
    places: list[tuple[int, int]] = []
    opened: dict[str, bool] = {}
    line = line_start = skip = 0
    for found in _PIECE.finditer(content):
        mark = found[0]
        if mark == "\n":
            line, line_start = line + 1, found.end()
        elif found.start() < skip or mark[0] == "\\":
            continue
        elif mark[0] == "`":
            close = content.find(mark, found.end())
            skip = close + len(mark) if close >= 0 else skip
        elif not opened.get(mark):
            opened[mark] = _can_open(content, found.end())
        else:
            opened[mark] = False
            start = _misplaced(content, found.start(), found.end())
            if start >= 0:
                moves.append((start, found.start()))
                places.append((line, found.start() - line_start))
    return _moved(content, moves), tuple(places)


def _can_open(content: str, end: int) -> bool:
    return end < len(content) and not content[end].isspace() and content[end] not in ")].,;:!?"


def _misplaced(content: str, start: int, end: int) -> int:
    """Return where the mark belongs if it cannot close where it is, else -1."""
    word = start
    while word and content[word - 1].isspace():
        word -= 1
    after = content[end : end + 1]
    if word == start or (after and not after.isspace()):
        return -1
    on_next_line = "\n" in content[word:start]
    if on_next_line or after in ("", "\n") or content[word - 1] in _ENDS:
        return word
    return -1


def _moved(content: str, moves: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    done = 0
    for word, mark in moves:
        between, after = content[word:mark], content[mark + 2 : mark + 3]
        # A line that held nothing but the mark goes away with it.
        keep = "" if after in ("", "\n") else between
        parts += [content[done:word], content[mark : mark + 2], keep]
        done = mark + 2
    parts.append(content[done:])
    return "".join(parts)

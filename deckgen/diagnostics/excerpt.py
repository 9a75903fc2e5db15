"""A source line with a mark under the place, aligned on a terminal.

Wide characters count two columns, combining ones none, tabs run to the next multiple of four, and
control characters are shown as pictures, so that a file cannot write to the reader's terminal.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

WIDTH = 96
"""Columns of source that are shown; a longer line is cut around the place."""

_TAB = 4
_ELLIPSIS = "…"
_CUT = 1000
"""Characters kept before and after the place before anything is measured (lines have no limit)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something to underline: columns as in ``Span``; primary marks are ``^``, others ``-``."""

    start: int
    end: int
    text: str = ""
    primary: bool = False


def show_safely(text: str) -> str:
    """The text with control characters and direction overrides made visible."""
    return text if text.isprintable() else "".join(map(_show_char, text))


def _show_char(char: str) -> str:
    if char.isprintable() or char in "\u00a0\u2003\u3000\u200d\u200b":
        return char
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"


def char_width(char: str) -> int:
    """Columns that a character takes on a terminal (Unicode Standard Annex 11)."""
    if char < "\u0300":
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def draw_line(line: str, marks: list[Mark]) -> tuple[str, list[str]]:
    """The line as shown, and the lines of marks below it."""
    primary = next((mark for mark in marks if mark.primary), marks[0])
    line, offset = _cut_roughly(line, primary.start)
    cells = _lay_out(line)
    left, right = _choose_window(cells, primary.start - 1 - offset, primary.end - 1 - offset)
    shown = "".join(text for text, _, _ in cells[left:right]).rstrip()
    before = _ELLIPSIS if left or offset else ""
    after = _ELLIPSIS if right < len(cells) else ""
    spans = [
        (_column(cells, left, right, mark.start - 1 - offset) + len(before), mark)
        for mark in sorted(marks, key=lambda mark: mark.start)
    ]
    drawn = [
        (
            start,
            max(start + 1, _column(cells, left, right, mark.end - 1 - offset) + len(before)),
            mark,
        )
        for start, mark in spans
    ]
    return before + shown + after, _underline(drawn)


def _cut_roughly(line: str, start: int) -> tuple[str, int]:
    """Keep the neighbourhood of the place: (piece, number of characters cut before it)."""
    offset = max(0, start - 1 - _CUT)
    return line[offset : offset + 3 * _CUT], offset


def _lay_out(line: str) -> list[tuple[str, int, int]]:
    """For each character its text, its column and its width."""
    cells = []
    column = 0
    for char in line:
        text = " " * (_TAB - column % _TAB) if char == "\t" else show_safely(char)
        width = len(text) if char == "\t" else char_width(text)
        cells.append((text, column, width))
        column += width
    return cells


def _choose_window(cells: list[tuple[str, int, int]], start: int, end: int) -> tuple[int, int]:
    """Which characters are shown: all if they fit, else those around the place."""
    if not cells or cells[-1][1] + cells[-1][2] <= WIDTH:
        return 0, len(cells)
    start = max(0, min(start, len(cells) - 1))
    end = max(start + 1, min(end, len(cells)))
    room = WIDTH - 2
    inside = cells[end - 1][1] + cells[end - 1][2] - cells[start][1]
    lead = max(0, (room - inside) // 2) if inside < room else 0
    left = start
    while left and cells[start][1] - cells[left - 1][1] <= lead:
        left -= 1
    right = left
    while right < len(cells) and cells[right][1] + cells[right][2] - cells[left][1] <= room:
        right += 1
    return left, right


def _column(cells: list[tuple[str, int, int]], left: int, right: int, index: int) -> int:
    """The column of a character relative to the window, inside it."""
    index = max(left, min(index, right))
    if index < len(cells):
        return cells[index][1] - cells[left][1]
    if not cells:
        return 0
    return cells[-1][1] + cells[-1][2] - cells[left][1]


def _underline(drawn: list[tuple[int, int, Mark]]) -> list[str]:
    """One line with all marks and the text of the last; the other texts get lines of their own."""
    row = ""
    for start, end, mark in drawn:
        sign = "^" if mark.primary else "-"
        row = row.ljust(start)
        row = row[:start] + sign * (end - start) + row[end:]
    rows = [f"{row} {drawn[-1][2].text}".rstrip()]
    rows += [" " * start + mark.text for start, _, mark in reversed(drawn[:-1]) if mark.text]
    return rows

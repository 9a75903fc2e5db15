"""Where the cells of a table row stand in their line (GFM 4.10)."""

from __future__ import annotations

from typing import NamedTuple


class Cell(NamedTuple):
    """The offsets of a cell's first and behind its last character, white space left out."""

    begin: int
    end: int


def split_row(text: str, begin: int, end: int) -> list[Cell]:
    """Split the row ``text[begin:end]`` as the table rule does: at pipes that are not escaped."""
    pieces: list[tuple[int, int]] = []
    start = begin
    at = text.find("|", begin, end)
    while at >= 0:
        if at == begin or text[at - 1] != "\\":
            pieces.append((start, at))
            start = at + 1
        at = text.find("|", at + 1, end)
    pieces.append((start, end))
    if pieces and pieces[0][0] == pieces[0][1]:
        del pieces[0]
    if pieces and pieces[-1][0] == pieces[-1][1]:
        del pieces[-1]
    return [_trim(text, first, last) for first, last in pieces]


def _trim(text: str, begin: int, end: int) -> Cell:
    while begin < end and text[begin] in " \t":
        begin += 1
    while end > begin and text[end - 1] in " \t":
        end -= 1
    return Cell(begin, end)

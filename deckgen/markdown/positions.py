"""Offsets in a text as lines and columns."""

from __future__ import annotations

from bisect import bisect_right

from deckgen.model import Span


class Positions:
    """The lines of one text."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        starts = [0]
        find = text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        self.starts = starts

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def span(self, begin: int, end: int) -> Span:
        """Return the span of ``text[begin:end]``."""
        starts = self.starts
        first = bisect_right(starts, begin) - 1
        last = first
        if last + 1 < len(starts) and end >= starts[last + 1]:
            last = bisect_right(starts, end, first) - 1
        return Span(
            self.path, first + 1, begin - starts[first] + 1, last + 1, end - starts[last] + 1
        )

    def trimmed(self, begin: int, end: int) -> int:
        """Return where ``text[begin:end]`` ends without the white space at its end."""
        text = self.text
        end = min(end, len(text))
        while end > begin and text[end - 1] in " \t\n":
            end -= 1
        return end

"""The outline of a file as far as suppressions need it: code and headings, read line by line.

Not a Markdown parser: ``markdown/`` is above this layer, and a comment that is read in a doubtful
place does no harm, because an unused suppression is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.patterns import lazy

_FENCE = lazy(r"[ \t>]*(`{3,}|~{3,})(.*)", re.DOTALL)
_QUOTE = lazy(r"\A(?: {0,3}> ?)+")
_MARKER = lazy(r" {0,3}(?:[-*+]|\d{1,9}[.)])( +|$)")
_STARTS = lazy(r"(?:[-*+]|\d{1,9}[.)]|#{1,6})(?: |$)|<!--")
"""What ends the paragraph above it."""
_CODE_INDENT = 4
_ATX = lazy(r" {0,3}(#{1,6})(?:[ \t]|$)|(#{2,6})(?=[^\s#])")
_SETEXT = lazy(r" {0,3}(=+|-{2,})[ \t]*$")


@dataclass(frozen=True, slots=True)
class Outline:
    """Lines outside code, and for every line the section it belongs to (first, last line).

    ``below`` is for every line the next one that is neither blank nor a comment, or one too many.
    """

    lines: tuple[str, ...]
    code: frozenset[int]
    sections: tuple[tuple[int, int], ...]
    below: tuple[int, ...]

    def prose(self) -> Iterator[tuple[int, str]]:
        """The lines outside code with their numbers."""
        for number, line in enumerate(self.lines, 1):
            if number not in self.code:
                yield number, line

    def section(self, number: int) -> tuple[int, int]:
        """The lines that a comment in this line covers."""
        below = self.below[number - 1]
        if below <= len(self.lines) and self.sections[below - 1][0] == below > 1:
            return number, self.sections[below - 1][1]
        return self.sections[number - 1]


def _is_quiet(line: str) -> bool:
    """A blank line or a comment: what may stand between a suppression and its heading."""
    line = line.strip()
    return not line or (line.startswith("<!--") and line.endswith("-->"))


def read_outline(text: str) -> Outline:
    """Read code and headings.  Linear in the text."""
    lines = tuple(text.split("\n"))
    fenced = frozenset(_find_fenced(lines))
    code = fenced | frozenset(_find_indented(lines, fenced))
    levels = _find_headings(lines, fenced)
    sections: list[tuple[int, int]] = [(1, len(lines))] * len(lines)
    ends = _find_ends(levels, len(lines))
    current = (1, len(lines))
    for number in range(1, len(lines) + 1):
        if number in ends:
            current = (number, ends[number])
        sections[number - 1] = current
    return Outline(lines, code, tuple(sections), _find_below(lines))


def _find_below(lines: tuple[str, ...]) -> tuple[int, ...]:
    """For every line the number of the next that says something."""
    below = [0] * len(lines)
    following = len(lines) + 1
    for number in range(len(lines), 0, -1):
        below[number - 1] = following
        if not _is_quiet(lines[number - 1]):
            following = number
    return tuple(below)


def _find_fenced(lines: tuple[str, ...]) -> Iterator[int]:
    """The numbers of all lines in fences, the fences too."""
    opening = ""
    for number, line in enumerate(lines, 1):
        match = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if opening:
            yield number
            if match and match[1].startswith(opening) and not match[2].strip():
                opening = ""
        elif match and not (match[1][0] == "`" and "`" in match[2]):
            opening = match[1]
            yield number


def _find_indented(lines: tuple[str, ...], fenced: frozenset[int]) -> Iterator[int]:
    """The numbers of the lines of indented code.

    They are four columns deeper than the text of the list item around them, and continue no
    paragraph.
    """
    items: list[int] = []
    ends_paragraph = True
    for number, line in enumerate(lines, 1):
        text = _QUOTE.sub("", line, count=1).expandtabs(4) if ">" in line else line.expandtabs(4)
        if number in fenced or not text.strip():
            ends_paragraph = True
            continue
        indent = len(text) - len(text.lstrip())
        left = [item for item in items if item <= indent]
        is_shallow = indent - (left[-1] if left else 0) < _CODE_INDENT
        if ends_paragraph or (is_shallow and _STARTS.match(text, indent)):
            items = left
        around = items[-1] if items else 0
        if ends_paragraph and indent - around >= _CODE_INDENT:
            yield number
            continue
        at = around
        while indent - around < _CODE_INDENT and (marker := _MARKER.match(text, at)):
            gap = len(marker[1])
            at = marker.end() - (gap - 1 if gap > _CODE_INDENT else 0) + (not gap)
            items.append(at)
        # A comment that is as deep as code goes on with the paragraph above it.
        is_block = _is_quiet(text) and indent - around < _CODE_INDENT
        ends_paragraph = bool(_ATX.match(text, at)) or is_block


def _find_headings(lines: tuple[str, ...], fenced: frozenset[int]) -> dict[int, int]:
    """Line number to heading level."""
    levels: dict[int, int] = {}
    for number, line in enumerate(lines, 1):
        if number in fenced:
            continue
        match = _ATX.match(line)
        if match:
            levels[number] = len(match[1] or match[2])
            continue
        match = _SETEXT.match(line)
        above = lines[number - 2] if number > 1 else ""
        if match and above.strip() and number - 1 not in levels and number - 1 not in fenced:
            levels[number - 1] = 1 if match[1][0] == "=" else 2
    return levels


def _find_ends(levels: dict[int, int], last: int) -> dict[int, int]:
    """Heading line to the last line of its section: before the next heading of that level."""
    ends: dict[int, int] = {}
    open_headings: list[tuple[int, int]] = []
    for number, level in sorted(levels.items()):
        while open_headings and open_headings[-1][1] >= level:
            ends[open_headings.pop()[0]] = number - 1
        open_headings.append((number, level))
    ends.update({number: last for number, _ in open_headings})
    return ends

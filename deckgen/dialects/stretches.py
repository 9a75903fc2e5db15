"""Large files in stretches that are read by themselves.

Evidence for how a file is to be read is found in a hundred questions as well as in ten thousand.
So a large file is read as if it were several, each under the headings that stand above it: they
can be read side by side, and after an edit only one of them is read anew.

A file is cut only where that changes nothing: before a heading that plainly asks, on a level whose
headings nearly all ask, outside of everything that could be open there.  Files that tie distant
lines together (link definitions, footnotes, a table of contents, options in comments) stay whole.
Where it is cut is decided by the headings themselves, so that an edit moves no other cut.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckgen.config import ReadingSettings
from deckgen.markdown import may_tie_lines, read_front_matter

LONG = 200_000
"""Characters from which on a file is cut."""
LEAST = 24_000
"""Characters of a stretch, but the last."""
MOST = 96_000
"""Characters after which a stretch ends at the next place where it may."""

_ONE_IN = 24
"""Of so many headings one starts a stretch."""
_REGULAR = 0.9
_MANY = 50
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_ASKS = re.compile(r"[?？؟][ \t#*_]*$")
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)")
_OPENS = re.compile(r"<(/?)(?:details|pre|script|style|textarea|svg)\b", re.IGNORECASE)
_OPENING = ("<", "-->", "$$", "\\")
_LINE = re.compile(r"\n(?:=+|-+)[ \t]*(?:\n|\Z)")
_OVERRULING = frozenset({"question", "slides", "marp", "deckgen"})
_LISTED = ("](#", "[[#", 'href="#', "deckgen:")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a file, read by themselves.

    The first ``lent`` lines of ``text`` stand further up in the file: its front matter and the
    headings around it.  Behind them comes the line ``first`` (0-based) of the file.
    """

    text: str
    first: int = 0
    lent: int = 0


@dataclass(frozen=True, slots=True)
class _Heading:
    line: int
    level: int
    asks: bool
    free: bool
    """Whether a stretch may start here, as far as what is open is concerned."""


def cut(text: str, settings: ReadingSettings) -> tuple[Stretch, ...]:
    """Cut the text of a file into stretches; nearly always it is one."""
    if len(text) < LONG or settings.question or settings.file_asks:
        return (Stretch(text),)
    front_matter = read_front_matter(text)
    front = front_matter.lines
    slides = text.startswith(("---", "+++")) and not front
    ties = slides or any(str(key).lower() in _OVERRULING for key in front_matter.values)
    if ties or may_tie_lines(text) or any(mark in text for mark in _LISTED):
        return (Stretch(text),)
    lines = text.split("\n")
    if _has_underlined("\n".join(lines[front:]) if front else text):
        return (Stretch(text),)
    opens = any(mark in text for mark in _OPENING)
    headings = list(_find_headings(lines, front, opens=opens))
    level = _find_asking_level(headings)
    return tuple(_stretches(lines, front, headings, level)) if level else (Stretch(text),)


def _has_underlined(text: str) -> bool:
    """Whether there is a line of dashes that may make a heading of the line above it."""
    return any(text[one.start() - 1] != "\n" for one in _LINE.finditer(text, 1))


def _find_headings(lines: Sequence[str], front: int, *, opens: bool) -> Iterator[_Heading]:
    """The headings outside of code; ``free`` only where no element, comment or formula is open.

    ``opens``: there is something that opens one.
    """
    fence = ""
    depth = 0
    odd = False
    for number in range(front, len(lines)):
        line = lines[number]
        if "```" in line or "~~~" in line:
            fence = _follow_fence(line, fence)
        elif fence:
            continue
        elif line[:1] == "#":
            found = _HEADING.match(line)
            if found:
                free = depth == 0 and not odd and not lines[number - 1].strip()
                yield _Heading(number, len(found[1]), bool(_ASKS.search(found[2])), free)
        if opens and not fence:
            depth += _count_open(line)
            odd ^= line.count("$$") % 2 == 1


def _count_open(line: str) -> int:
    """How many elements, comments and formulas a line opens more than it closes."""
    depth = line.count("\\[") - line.count("\\]") + line.count("\\begin{") - line.count("\\end{")
    if "<" in line or "-->" in line:
        depth += line.count("<!--") - line.count("-->")
        depth += sum(-1 if one[1] else 1 for one in _OPENS.finditer(line))
    return depth


def _follow_fence(line: str, fence: str) -> str:
    """The fence that is open behind a line, given the one that is open before it."""
    found = _FENCE.match(line)
    if not found:
        return fence
    marks, rest = found[1], found[2]
    if fence:
        closes = marks.startswith(fence) and not rest.strip()
        return "" if closes else fence
    return "" if marks[0] == "`" and "`" in rest else marks


def _find_asking_level(headings: Sequence[_Heading]) -> int:
    """The topmost level whose headings are many and nearly all ask, or 0."""
    for level in range(1, 7):
        asks = [one.asks for one in headings if one.level == level]
        if len(asks) >= _MANY and sum(asks) >= _REGULAR * len(asks):
            return level
    return 0


def _stretches(
    lines: Sequence[str], front: int, headings: Sequence[_Heading], level: int
) -> Iterator[Stretch]:
    start, size, at = 0, 0, 0
    around: list[_Heading] = []
    lent: list[str] = []
    for one in headings:
        size += sum(map(len, lines[at : one.line])) + one.line - at
        at = one.line
        if one.level < level:
            around = [*(above for above in around if above.level < one.level), one]
        elif (
            one.level == level
            and one.free
            and one.asks
            and size >= LEAST
            and not any(above.asks for above in around)
            and (size >= MOST or zlib.crc32(lines[at].encode("utf-8", "replace")) % _ONE_IN == 0)
        ):
            yield _stretch(lines[start:at], start, lent)
            lent = [*lines[:front], *(text for above in around for text in ("", lines[above.line]))]
            start, size = at, 0
    yield _stretch(lines[start:], start, lent)


def _stretch(lines: Sequence[str], first: int, lent: Sequence[str]) -> Stretch:
    above = [*lent, ""] if lent else []
    return Stretch("\n".join((*above, *lines)), first, len(above))

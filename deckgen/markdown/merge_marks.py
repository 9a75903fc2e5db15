"""Marks of an unsolved merge in a source: both versions of a text would become cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Span
from deckgen.patterns import lazy

_MOST = 20
"""Conflicts reported in one file."""

_MARK = lazy(r"(<{7}|={7}|>{7})(?: .*)?$")
_FENCE = lazy(r" {0,3}(`{3,}|~{3,})([^`]*)$|(<pre\b)", re.IGNORECASE)


def find_merge_marks(text: str, path: str) -> tuple[Diagnostic, ...]:
    """One error for each conflict that git left in a text, except where code shows one.

    A conflict has all of its marks at line starts: ``=======`` alone underlines a heading, and
    ``>>>>>>>`` alone is a quote in a quote.
    """
    if "<<<<<<<" not in text or "\n>>>>>>>" not in text:
        return ()
    places = list(_conflicts(text.split("\n")))
    found = []
    for first, last in places[:_MOST]:
        span = Span(path, first, 1, first, 8)
        message = f"an unsolved merge, down to line {last}"
        help = "solve the merge: keep one side or both, and delete the lines with the marks"
        found.append(report("DG119", span, message, help=help))
    return tuple(found)


def _conflicts(lines: list[str]) -> Iterator[tuple[int, int]]:
    """First and last line of each conflict that is not shown in code as a whole."""
    conflicts = _pair_marks(lines)
    at, open_fences = 0, dict[str, int]()
    while at < len(lines):
        first = at
        fence = _FENCE.match(lines[at])
        if fence:
            end = _skip(lines, at, fence, open_fences)
            crossing = (one for one in range(at, end) if one in conflicts)
            first = next((one for one in crossing if _leaves_code(lines, end, conflicts[one])), -1)
            at = end
        if first in conflicts:
            last = conflicts[first][-1]
            yield first + 1, last + 1
            at = last + 1
        elif not fence:
            at += 1


def _pair_marks(lines: list[str]) -> dict[int, tuple[int, int]]:
    """Middle and last line of each conflict by its first one, wherever it stands."""
    conflicts = {}
    first, middle = -1, -1
    for at, line in enumerate(lines):
        mark = _MARK.match(line)
        if not mark:
            continue
        if mark[1][0] == "<":
            first, middle = at, -1
        elif mark[1][0] == "=":
            middle = at
        elif first >= 0 and middle >= 0:
            conflicts[first] = middle, at
            first = -1
    return conflicts


def _leaves_code(lines: list[str], at: int, marks: tuple[int, int]) -> bool:
    """Whether a mark of a conflict that begins in code, which ends before a line, is outside."""
    open_fences = dict[str, int]()
    while at <= marks[-1]:
        if at in marks:
            return True
        fence = _FENCE.match(lines[at])
        at = _skip(lines, at, fence, open_fences) if fence else at + 1
    return False


def _skip(lines: list[str], at: int, fence: re.Match[str], never_closed: dict[str, int]) -> int:
    """The line behind a block of code; of one that is never closed, the line behind its first.

    ``never_closed`` keeps the shortest of those by their character: what is longer has no end
    either.
    """
    if fence[3]:
        for end in range(at, len(lines)) if "<" not in never_closed else ():
            if "</pre>" in lines[end].lower():
                return end + 1
        never_closed["<"] = 1
        return at + 1
    sign, length = fence[1][0], len(fence[1])
    if length < never_closed.get(sign, length + 1):
        for end in range(at + 1, len(lines)):
            bare = lines[end].strip()
            if bare.startswith(sign * length) and not bare.strip(sign):
                return end + 1
        never_closed[sign] = length
    return at + 1

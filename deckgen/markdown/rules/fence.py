"""Fenced code (CommonMark 4.5), and what to do with a fence that was never closed."""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it.rules_block import StateBlock

from deckgen.markdown.log import log_of
from deckgen.patterns import lazy

_HEADING = lazy(r"(#{1,6})[ \t]+(.*?)[ \t#]*$")
_ASKS = lazy(r"[?？؟;՞]\W*$")
_NUMBERED = lazy(r"(?:[^\W\d_]{1,12}[ .]?)?\d{1,4}[ \t]*[.):、．：-]")
_SAMPLES = frozenset({"md", "markdown", "text", "txt", "mdx", "rmd", "qmd"})
_ANY_FENCE = lazy(r"^[ \t>]*(?:`{3,}|~{3,})", re.MULTILINE)


class _End(NamedTuple):
    line: int
    is_closed: bool
    lost: int
    """The heading that the fence would have swallowed, or -1."""


def fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a fenced code block."""
    begin, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    mark = state.src[begin]
    if mark not in "`~" or state.is_code_block(start):
        return False
    after = state.skipCharsStr(begin, mark)
    info = state.src[after:last]
    if after - begin < 3 or (mark == "`" and "`" in info):
        return False
    if silent:
        return True
    found = _find_end(state, start, end, state.src[begin:after])
    _report(state, start, found)
    state.line = found.line + 1 if found.is_closed else found.line
    token = state.push("fence", "code", 0)
    token.info = info
    token.content = state.getLines(start + 1, found.line, state.sCount[start], True)
    token.markup = state.src[begin:after]
    token.map = [start, state.line]
    token.meta = {"at": begin, "end": state.eMarks[state.line - 1]}
    return True


def _find_end(state: StateBlock, start: int, end: int, markup: str) -> _End:
    """Return the line of the closing fence, or where an unclosed one should have ended.

    A heading of the file (see ``_likeness``) inside is lost if the fence is never closed, if
    another fence opens behind it before this one closes, or, for one that looks like a question,
    if the file's fences do not come in pairs.
    """
    info = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    watched = info.strip("`~ \t").split(" ")[0].lower() not in _SAMPLES
    lost = question = -1
    line = start + 1
    while line < end:
        begin, last = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if begin < last and state.sCount[line] < state.blkIndent:
            break
        letter = state.src[begin : begin + 1]
        if letter and letter in "`~" and not state.is_code_block(line):
            after = state.skipCharsStr(begin, letter)
            if letter == markup[0] and _closes(state, begin, after, last, markup):
                if question >= 0 and _has_odd_fences(state):
                    break
                return _End(line, is_closed=True, lost=-1)
            if lost >= 0 and after - begin >= 3:
                break
        elif letter == "#" and watched and question < 0:
            likeness = _likeness(state, line)
            lost = line if likeness and lost < 0 else lost
            question = line if likeness > 1 else question
        line += 1
    if lost >= 0:
        return _End(_trim(state, lost), is_closed=False, lost=lost)
    return _End(line, is_closed=False, lost=-1)


def _closes(state: StateBlock, begin: int, after: int, last: int, markup: str) -> bool:
    return after - begin >= len(markup) and not state.src[after:last].strip(" \t")


def _has_odd_fences(state: StateBlock) -> bool:
    log = log_of(state.env)
    if log.odd_fences is None:
        log.odd_fences = len(_ANY_FENCE.findall(state.src)) % 2 == 1
    return log.odd_fences


def _likeness(state: StateBlock, line: int) -> int:
    """Tell how much a line inside a fence looks like a heading of the file, not a comment in code.

    It stands behind a blank line and is of a level that the file has used for headings.  That is
    2 if it asks or is numbered as well, else 1.  A single number sign is common in code: it counts
    only as 2, and only if the file has two such headings.
    """
    begin = state.bMarks[line] + state.tShift[line]
    found = _HEADING.match(state.src[begin : state.eMarks[line]])
    if not found or not state.isEmpty(line - 1) or state.sCount[line] - state.blkIndent > 3:
        return 0
    level = len(found[1])
    seen = log_of(state.env).headings[level]
    asks = bool(_ASKS.search(found[2]) or _NUMBERED.match(found[2]))
    if asks:
        return 2 if seen >= (2 if level == 1 else 1) else 0
    return 1 if level > 1 and seen > 1 else 0


def _trim(state: StateBlock, line: int) -> int:
    while state.isEmpty(line - 1):
        line -= 1
    return line


def _report(state: StateBlock, start: int, found: _End) -> None:
    begin, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if found.lost >= 0:
        log_of(state.env).note(
            "DG115",
            begin,
            last,
            f"fence is not closed before the heading of line {found.lost + 1}",
            "close the fence behind its code",
        )
    elif not found.is_closed:
        log_of(state.env).note(
            "DG116", begin, last, "fence is never closed", "close the fence behind its code"
        )

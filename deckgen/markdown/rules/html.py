"""HTML blocks and comments (CommonMark 4.6), which end earlier here where Markdown goes on.

A comment ends with its ``-->``, not with its line.  A block that would run to the next blank line
also ends before a heading, a fence or a ``<details>``, unless inside ``<pre>``.
"""

from __future__ import annotations

import re

from markdown_it.common.html_blocks import block_names
from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR
from markdown_it.rules_block import StateBlock

from deckgen.markdown.log import log_of
from deckgen.markdown.repairs.glued import find_glued
from deckgen.markdown.rules.heading import HEADING_LINE
from deckgen.markdown.rules.text import resume
from deckgen.patterns import lazy

_VERBATIM = lazy(r"<(script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_BLOCK = lazy(rf"</?(?:{'|'.join(block_names)})(?=\s|/?>|$)", re.IGNORECASE)
_LONE_TAG = lazy(HTML_OPEN_CLOSE_TAG_STR + r"[ \t]*$")
_RAW = lazy(r"<(/?)(?:pre|script|style|textarea)\b", re.IGNORECASE)
_STOP = lazy(r"<details[\s>]|`{3}|~{3}", re.IGNORECASE)


def html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take an HTML block or a comment."""
    begin, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if state.src[begin : begin + 1] != "<" or state.is_code_block(start):
        return False
    src = state.src
    if src.startswith("<!--", begin):
        return silent or _comment(state, start, end, begin)
    if closing := _closing(src, begin, last):
        if not silent:
            _push(state, start, _line_with(state, start, end, closing))
        return True
    if _BLOCK.match(src, begin, last):
        return silent or _open_block(state, start, end)
    if not silent and _LONE_TAG.match(src[begin:last]):
        return _open_block(state, start, end)
    return False


def _closing(src: str, begin: int, last: int) -> re.Pattern[str] | None:
    """Return what ends a block that does not end at a blank line."""
    if found := _VERBATIM.match(src, begin, last):
        return re.compile(rf"</{found[1]}>", re.IGNORECASE)
    if src.startswith("<?", begin):
        return re.compile(r"\?>")
    if src.startswith("<![CDATA[", begin):
        return re.compile(r"\]\]>")
    return re.compile(">") if re.match(r"<![A-Za-z]", src[begin : begin + 3]) else None


def _line_with(state: StateBlock, start: int, end: int, closing: re.Pattern[str]) -> int:
    """Return the line behind the one with ``closing``, or the end of the container."""
    line = start
    while line < end:
        if line > start and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return line
        if closing.search(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]):
            return line + 1
        line += 1
    return line


def _comment(state: StateBlock, start: int, end: int, begin: int) -> bool:
    """Take a comment; one that is never closed ends at the next blank line."""
    src, log = state.src, log_of(state.env)
    if log.last_comment is None:
        log.last_comment = src.rfind("-->")
    line = start
    found = -1
    is_empty = src.startswith(("<!-->", "<!--->"), begin)
    while line < end and found < 0 and begin < log.last_comment:
        from_ = begin + (2 if is_empty else 4) if line == start else state.bMarks[line]
        found = src.find("-->", from_, state.eMarks[line])
        line += 1
    if found < 0:
        line = start + 1
        while line < end and not state.isEmpty(line):
            line += 1
        note = (begin, state.eMarks[start], "comment is never closed", "close it with `-->`")
        log.note("DG118", *note)
        _push(state, start, line)
        return True
    after = found + 3
    _push(state, start, line, after)
    rest = src[after : state.eMarks[line - 1]]
    if rest.strip():
        resume(state, line - 1, after + len(rest) - len(rest.lstrip()))
    return True


def _open_block(state: StateBlock, start: int, end: int) -> bool:
    """Take a block up to the next blank line, or to the Markdown that follows without one."""
    raw, line = 0, start
    while line < end:
        if line > start and (state.sCount[line] < state.blkIndent or state.isEmpty(line)):
            break
        begin, last = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        text = state.src[begin:last]
        if not raw and line > start and (HEADING_LINE.match(text) or _STOP.match(text)):
            if text[0] == "#":
                _note_heading(state, begin, last, "directly behind HTML, without a blank line")
            break
        glued = find_glued(text) if not raw and ("#" in text or "<d" in text.lower()) else None
        if glued:
            if glued.is_heading:
                _note_heading(state, begin + glued.at, last, "glued behind a tag on the same line")
            _push(state, start, line + 1, begin + glued.at)
            resume(state, line, begin + glued.at)
            return True
        raw = max(0, raw + sum(-1 if found[1] else 1 for found in _RAW.finditer(text)))
        line += 1
    _push(state, start, line)
    return True


def _note_heading(state: StateBlock, at: int, end: int, where: str) -> None:
    log_of(state.env).note(
        "DG110", at, end, f"heading {where}", "put a blank line before the heading"
    )


def _push(state: StateBlock, start: int, stop: int, end: int | None = None) -> None:
    begin = state.bMarks[start] + state.tShift[start]
    token = state.push("html_block", "", 0)
    token.map = [start, stop]
    token.meta = {"at": begin, "end": state.eMarks[stop - 1] if end is None else end}
    if end is None:
        token.content = state.getLines(start, stop, state.blkIndent, True)
    else:
        whole, state.eMarks[stop - 1] = state.eMarks[stop - 1], end
        token.content = state.getLines(start, stop, state.blkIndent, False)
        state.eMarks[stop - 1] = whole
    state.line = stop

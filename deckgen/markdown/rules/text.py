"""Paragraphs and setext headings (CommonMark 4.3 and 4.8), with the repairs that lie in paragraphs.

One pass over the lines serves both, where markdown-it-py makes two.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from deckgen.markdown.block_parser import is_interrupted, push_paragraph
from deckgen.markdown.log import log_of
from deckgen.markdown.repairs.emphasis import close_emphasis, may_be_misplaced
from deckgen.markdown.repairs.glued import Glued, find_glued
from deckgen.markdown.rules.lost_list import push_lost_list


def text_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a paragraph or a setext heading."""
    if silent:
        return False
    stop, level, glued = _find_end(state, start, end)
    if glued:
        _push_cut(state, start, stop, glued)
    elif level:
        _push_heading(state, start, stop, level)
    else:
        content = state.getLines(start, stop, state.blkIndent, False).strip()
        _push_text(state, start, stop, content)
        state.line = stop
    return True


def _find_end(state: StateBlock, start: int, end: int) -> tuple[int, int, Glued | None]:
    """Return the line behind the text, and what ends it there.

    That is the level of a heading if an underline follows, or something glued to the last line.
    """
    if glued := _glued(state, start):
        return start + 1, 0, glued
    parent, state.parentType = state.parentType, "paragraph"
    line, level = start + 1, 0
    underlines = "=" if log_of(state.env).has_slides else "-="
    while line < state.lineMax:
        begin = state.bMarks[line] + state.tShift[line]
        if begin >= state.eMarks[line]:
            break
        indent = state.sCount[line] - state.blkIndent
        if indent <= 3:
            letter = state.src[begin]
            if letter in underlines and indent >= 0 and line < end and _is_run(state, line, begin):
                level = 1 if letter == "=" else 2
                break
            # A negative indent marks a line that a quote takes in although it has no ">".
            if state.sCount[line] >= 0 and is_interrupted(state, line, state.lineMax):
                break
        line += 1
        if glued := _glued(state, line - 1):
            break
    state.parentType = parent
    return line, level, glued


def _glued(state: StateBlock, line: int) -> Glued | None:
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if state.src.find("#", begin, end) < 0 and state.src.find("<", begin, end) < 0:
        return None
    return find_glued(state.src[begin:end])


def _is_run(state: StateBlock, line: int, begin: int) -> bool:
    text = state.src[begin : state.eMarks[line]].rstrip(" \t")
    return text == text[0] * len(text)


def _push_heading(state: StateBlock, start: int, underline: int, level: int) -> None:
    at = state.bMarks[start] + state.tShift[start]
    content = state.getLines(start, underline, state.blkIndent, False).strip()
    content = repair_emphasis(state, start, content, at)
    markup = "=" if level == 1 else "-"
    opened = state.push("heading_open", f"h{level}", 1)
    opened.markup = markup
    opened.map = [start, underline + 1]
    opened.meta = {"at": at, "end": state.eMarks[underline]}
    inline = state.push("inline", "", 0)
    inline.content = content
    inline.map = [start, underline]
    inline.children = []
    state.push("heading_close", f"h{level}", -1).markup = markup
    state.line = underline + 1
    log_of(state.env).headings[level] += 1


def _push_cut(state: StateBlock, start: int, stop: int, glued: Glued) -> None:
    """Push the paragraph up to what is glued to its last line, and go on parsing there."""
    line = stop - 1
    last = state.eMarks[line]
    begin = state.bMarks[line] + state.tShift[line]
    at = begin + glued.at
    if glued.is_heading:
        log_of(state.env).note(
            "DG110",
            at,
            last,
            f"heading glued behind {glued.behind} on the same line",
            "put the heading on a line of its own",
        )
    state.eMarks[line] = at
    content = state.getLines(start, stop, state.blkIndent, False).strip()
    _push_text(state, start, stop, content, begin + len(state.src[begin:at].rstrip()))
    state.eMarks[line] = last
    resume(state, line, at)


def resume(state: StateBlock, line: int, at: int) -> None:
    """Go on parsing in the middle of ``line``."""
    state.bMarks[line] = at
    state.tShift[line] = 0
    indent = state.sCount[line]
    # Outdented text leaves its list; a line that a quote took in without ">" stays in it.
    state.sCount[line] = min(indent, state.blkIndent) if indent >= 0 else state.blkIndent
    state.line = line


def _push_text(
    state: StateBlock, start: int, stop: int, content: str, end: int | None = None
) -> None:
    at = state.bMarks[start] + state.tShift[start]
    end = state.eMarks[stop - 1] if end is None else end
    content = repair_emphasis(state, start, content, at)
    if "\n" not in content or not push_lost_list(state, start, stop, content, end):
        push_paragraph(state, (start, stop), content, (at, end))


def repair_emphasis(state: StateBlock, start: int, content: str, first: int) -> str:
    """Close bold text where its author meant to.

    ``content`` starts in line ``start``, at the offset ``first``.
    """
    if not may_be_misplaced(content):
        return content
    lines = content.split("\n")
    repaired, places = close_emphasis(content)
    for line, column in places:
        begin = state.bMarks[start + line] + state.tShift[start + line] if line else first
        at = begin + column - (len(lines[line]) - len(lines[line].lstrip()))
        log_of(state.env).note(
            "DG112",
            at,
            at + 2,
            "bold text closes where Markdown does not see it",
            "put the closing mark directly behind the last word",
        )
    return repaired

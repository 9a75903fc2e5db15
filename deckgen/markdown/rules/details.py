"""``<details>`` and ``<summary>`` as containers of Markdown, with or without blank lines."""

from __future__ import annotations

import re
from bisect import bisect_left

from markdown_it.rules_block import StateBlock

from deckgen.markdown.log import log_of
from deckgen.markdown.repairs.wrappers import strip_wrappers, unwrap
from deckgen.markdown.rules.elements import find_close, find_forced_end
from deckgen.markdown.rules.region import Region, parse_region
from deckgen.markdown.rules.text import resume
from deckgen.patterns import lazy

_OPEN = lazy(r"<details(?=[\s>])[^<>]*>", re.IGNORECASE)
_SUMMARY = lazy(r"[\s>]*(<summary(?:\s[^<>]*)?>)", re.IGNORECASE)
_SUMMARY_END = lazy(r"</summary\s*>", re.IGNORECASE)
_BLOCK_LINE = lazy(r"`{3}|~{3}|(?:[-*+]|\d{1,9}[.)])[ \t]")
_LEFT_OVER = lazy(r"(?:[ \t]|<br[ \t]*/?>)*", re.IGNORECASE)


def details(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a ``<details>`` element."""
    begin = state.bMarks[start] + state.tShift[start]
    limit = state.eMarks[end - 1]
    opening = _OPEN.match(state.src, begin, limit)
    if not opening or state.is_code_block(start):
        return False
    if silent:
        return True
    inside = opening.end()
    close = find_close(state, begin)
    is_closed = close is not None and close[1] <= limit
    if close is None or not is_closed:
        forced = find_forced_end(state.src, inside, limit)
        close = (forced, forced)
        log_of(state.env).note(
            "DG117", begin, inside, "`<details>` is never closed", "close it with `</details>`"
        )
    _push(state, start, (begin, inside), close)
    _go_on(state, close, is_closed)
    return True


def line_of(state: StateBlock, offset: int) -> int:
    """Return the line that ``offset`` is on."""
    return bisect_left(state.eMarks, offset)


def _push(state: StateBlock, start: int, opening: tuple[int, int], close: tuple[int, int]) -> None:
    last = line_of(state, max(close[1] - 1, opening[1] - 1))
    token = state.push("details_open", "details", 1)
    token.map = [start, last + 1]
    token.meta = {"at": opening[0], "end": close[1]}
    inside = opening[1]
    summary = _SUMMARY.match(state.src, inside, close[0])
    if summary:
        end = _SUMMARY_END.search(state.src, summary.end(), close[0])
        if end:
            _push_summary(state, (summary.start(1), summary.end(), end.start(), end.end()))
            inside = end.end()
    from_, to = strip_wrappers(state.src, inside, close[0])
    if state.src[from_:to].strip():
        parse_region(state, Region(line_of(state, from_), line_of(state, to), from_, to))
    state.push("details_close", "details", -1)


def _push_summary(state: StateBlock, places: tuple[int, int, int, int]) -> None:
    begin, inside, close, end = places
    first, last = line_of(state, begin), line_of(state, end)
    token = state.push("summary_open", "summary", 1)
    token.map = [first, last + 1]
    token.meta = {"at": begin, "end": end}
    from_, to = unwrap(state.src, inside, close)
    first, last = line_of(state, from_), line_of(state, to)
    lines = [
        state.src[max(from_, state.bMarks[n] + state.tShift[n]) : min(to, state.eMarks[n])].strip()
        for n in range(first, last + 1)
    ]
    if any(not line or _BLOCK_LINE.match(line) for line in lines[1:]):
        parse_region(state, Region(first, last, from_, to))
    else:
        inline = state.push("inline", "", 0)
        inline.map = [first, last + 1]
        inline.content = "\n".join(lines)
        inline.children = []
    state.push("summary_close", "summary", -1)


def _go_on(state: StateBlock, close: tuple[int, int], is_closed: bool) -> None:
    """Go on behind the closing tag, also on its line."""
    line = line_of(state, close[1])
    last = state.eMarks[line]
    rest = close[1]
    if is_closed:
        found = _LEFT_OVER.match(state.src, rest, last)
        rest = found.end() if found else rest
    if rest >= last or not state.src[rest:last].strip():
        state.line = line + 1
        return
    at_start = not state.src[state.bMarks[line] : rest].strip(" \t")
    if at_start and not is_closed:
        state.line = line
        return
    if re.match(r"#{1,6}[ \t]", state.src[rest : rest + 7]):
        log_of(state.env).note(
            "DG110",
            rest,
            last,
            "heading glued behind a tag on the same line",
            "put the heading on a line of its own",
        )
    resume(state, line, rest)

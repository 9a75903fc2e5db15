"""ATX headings (CommonMark 4.2), also with a no-break space or no space behind the number signs."""

from __future__ import annotations

from typing import NamedTuple

from markdown_it.rules_block import StateBlock

from deckgen.markdown.log import log_of
from deckgen.markdown.repairs.unspaced import is_unspaced_heading
from deckgen.markdown.rules.text import repair_emphasis
from deckgen.patterns import lazy

INVISIBLE = "\u00a0\u200b\u2060\u3000\ufeff"
"""Spaces that CommonMark takes for letters; editors and joined files leave them."""

HEADING_LINE = lazy(r"[ ]{0,3}#{1,6}(?:[ \t]+|$)")

_MARK = lazy(rf"[{INVISIBLE}]*(#{{1,6}})(?!#)([ \t{INVISIBLE}]*)")


class _Heading(NamedTuple):
    level: int
    at: int
    inside: int
    content: str
    fault: str


def heading(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take a heading line."""
    if state.is_code_block(start):
        return False
    found = _recognise(state, start, silent)
    if found is None or silent:
        return found is not None
    last = state.eMarks[start]
    log = log_of(state.env)
    log.headings[found.level] += 1
    if found.fault:
        log.note("DG111", found.at, last, found.fault, "put a plain space behind the `#`")
    opened = state.push("heading_open", f"h{found.level}", 1)
    opened.markup = "#" * found.level
    opened.map = [start, start + 1]
    opened.meta = {"at": found.at, "end": last}
    inline = state.push("inline", "", 0)
    inline.content = repair_emphasis(state, start, found.content, found.inside)
    inline.map = [start, start + 1]
    inline.children = []
    state.push("heading_close", f"h{found.level}", -1).markup = opened.markup
    state.line = start + 1
    return True


def _recognise(state: StateBlock, line: int, silent: bool) -> _Heading | None:
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    found = _MARK.match(state.src, begin, end)
    if not found:
        return None
    level, gap = len(found[1]), found[2]
    rest = state.src[found.end() : end].strip()
    if gap.strip(" \t") or found.start(1) > begin:
        fault = "heading with a no-break space or another invisible sign around its `#`"
    elif gap or not rest:
        fault = ""
    else:
        alone = not silent and (line + 1 >= state.lineMax or state.isEmpty(line + 1))
        if not is_unspaced_heading(level, rest, alone=alone):
            return None
        fault = "heading without a space behind its `#`"
    return _Heading(level, found.start(1), found.end(), _without_closing(rest, level, fault), fault)


def _without_closing(rest: str, level: int, fault: str) -> str:
    """Take the closing sequence off: signs behind a space, and in ``##Title##`` those glued on."""
    bare = rest.rstrip("#")
    if bare == rest:
        return rest
    if not bare or bare[-1] in " \t":
        return bare.rstrip()
    glued = fault and level > 1 and len(rest) - len(bare) == level
    return bare if glued else rest

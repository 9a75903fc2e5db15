r"""Displayed math that starts a line: ``$$ … $$``, ``\[ … \]`` and bare LaTeX environments."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from deckgen.markdown.rules.math_inline import is_tex
from deckgen.patterns import lazy

LONGEST = 400
"""Lines; a formula that does not close within them is text."""

_ENVIRONMENT = lazy(
    r"\\begin\{((?:equation|align|alignat|flalign|gather|multline|eqnarray|cases|split|aligned"
    r"|gathered|[pbBvV]?matrix)\*?)\}"
)
_STOP = lazy(r"#{1,6}[ \t]|`{3}|~{3}|<details", re.IGNORECASE)
_LABEL = lazy(r"[ \t]*\([^)$\n]{1,40}\)\Z")


def math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a displayed formula."""
    begin, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if state.is_code_block(start):
        return False
    opening = state.src[begin : begin + 2]
    closing = {"$$": "$$", "\\[": "\\]"}.get(opening)
    skip = 2
    if closing is None:
        found = _ENVIRONMENT.match(state.src, begin, last)
        if not found:
            return False
        opening, closing, skip = found[0], f"\\end{{{found[1]}}}", 0
    stop = _find_end(state, start, end, opening, closing)
    if stop is None:
        return False
    if not silent:
        _push(state, start, stop, skip, closing)
    return True


def _find_end(state: StateBlock, start: int, end: int, opening: str, closing: str) -> int | None:
    """Return the line behind the one that ends with ``closing``, if the formula is one.

    A formula that starts in its opening line ends before a blank line; one whose opening mark
    stands alone may hold blank lines but no heading, fence, details or second opening mark.
    """
    inside = state.bMarks[start] + state.tShift[start] + len(opening)
    alone = not state.src[inside : state.eMarks[start]].strip()
    for line in range(start, min(end, start + LONGEST)):
        begin = inside if line == start else state.bMarks[line] + state.tShift[line]
        last = state.eMarks[line]
        if line > start and begin < last and state.sCount[line] < state.blkIndent:
            return None
        text = state.src[begin:last].rstrip()
        if line > start and ((not text and not alone) or _STOP.match(text)):
            return None
        at = text.find(closing)
        if at >= 0:
            is_formula = line > start or (at > 0 and (closing != "\\]" or is_tex(text[:at])))
            return line + 1 if is_formula and _is_tail(text[at + len(closing) :], closing) else None
        if line > start and text.startswith(opening):
            return None
    return None


def _is_tail(text: str, closing: str) -> bool:
    """Tell whether ``text`` may stand behind a formula: nothing, its label, punctuation."""
    return text in ("", ".", ",") or bool(closing == "$$" and _LABEL.fullmatch(text))


def _push(state: StateBlock, start: int, stop: int, skip: int, closing: str) -> None:
    begin = state.bMarks[start] + state.tShift[start]
    token = state.push("math_block", "math", 0)
    token.block = True
    token.map = [start, stop]
    token.markup = closing if skip else ""
    token.meta = {"at": begin, "end": state.eMarks[stop - 1]}
    text = state.getLines(start, stop, state.sCount[start], False).strip()
    if skip:
        close = text.rindex(closing)
        token.info = text[close + len(closing) :].strip(" \t().,")
        text = text[skip:close]
    token.content = text.strip() + "\n"
    state.line = stop

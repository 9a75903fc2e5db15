"""Line ends in a text: soft ones, and hard ones behind two spaces (CommonMark 6.7 and 6.8)."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline


def newline(state: StateInline, silent: bool) -> bool:
    """Take a line end and the indent of the next line."""
    position, end, src = state.pos + 1, state.posMax, state.src
    if not silent:
        pending = state.pending
        kept = pending.rstrip(" ")
        spaces = len(pending) - len(kept)
        if spaces:
            state.pending = kept
        state.push("hardbreak" if spaces > 1 else "softbreak", "br", 0)
    while position < end and src[position] in " \t":
        position += 1
    state.pos = position
    return True

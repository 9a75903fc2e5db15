"""Parsing of a part of the text that starts or ends in the middle of a line."""

from __future__ import annotations

from typing import NamedTuple

from markdown_it.rules_block import StateBlock

from deckgen.patterns import lazy

_SPACES = lazy(r"[ \t]*")


class Region(NamedTuple):
    """The lines ``first`` to ``last``, both included, from ``begin`` up to ``end``."""

    first: int
    last: int
    begin: int
    end: int


def parse_region(state: StateBlock, region: Region) -> None:
    """Push the blocks of a region; nothing in it is left out, however it is indented."""
    first, last = region.first, region.last
    arrays = (state.bMarks, state.eMarks, state.tShift, state.sCount)
    kept = [array[first : last + 1] for array in arrays]
    fields = ("blkIndent", "listIndent", "ddIndent", "lineMax", "parentType", "tight")
    outer = {name: getattr(state, name) for name in fields}
    base = _cut_out(state, region)
    state.blkIndent, state.lineMax, state.parentType = base, last + 1, "root"
    state.listIndent = state.ddIndent = -1
    state.line = first
    while state.line <= last:
        line = state.line
        if not state.isEmpty(line) and state.sCount[line] < base:
            _start_at(state, line, base)
        state.md.block.tokenize(state, line, last + 1)
    for array, values in zip(arrays, kept, strict=True):
        array[first : last + 1] = values
    for name, value in outer.items():
        setattr(state, name, value)
    state.line = last + 1


def _cut_out(state: StateBlock, region: Region) -> int:
    """Narrow the first and last line to the region; return the column that its blocks start at.

    Never more than the container's where the first block stands behind a blank line, so that
    indented code stays code; else what all lines share, as HTML is often indented.
    """
    first, last = region.first, region.last
    behind_blank = state.isEmpty(first) or (first > 0 and state.isEmpty(first - 1))
    starts_inside = region.begin > state.bMarks[first] + state.tShift[first]
    state.eMarks[last] = region.end
    if starts_inside:
        found = _SPACES.match(state.src, region.begin, state.eMarks[first])
        state.bMarks[first] = region.begin
        state.tShift[first] = found.end() - region.begin if found else 0
    indents = [
        state.sCount[line]
        for line in range(first + starts_inside, last + 1)
        if not state.isEmpty(line)
    ]
    shared = max(0, min(indents, default=state.blkIndent))
    base = min(shared, state.blkIndent) if behind_blank else shared
    if starts_inside:
        state.sCount[first] = base
    if not behind_blank:
        text = first + (starts_inside and state.isEmpty(first))
        if text <= last and state.sCount[text] - base > 3:
            _start_at(state, text, base)  # the indent of HTML, not of code
    return base


def _start_at(state: StateBlock, line: int, column: int) -> None:
    """Make a line's text start at ``column``, wherever it stands."""
    state.bMarks[line] += state.tShift[line]
    state.tShift[line] = 0
    state.sCount[line] = column

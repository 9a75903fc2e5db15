"""Lists whose bullets were typed as signs, with wrapped lines and lists below their items."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from deckgen.markdown.block_parser import is_interrupted
from deckgen.markdown.log import log_of
from deckgen.markdown.repairs.bullets import (
    find_depth,
    is_strong,
    may_be_bullet,
    starts_bullet,
    without_bullet,
)
from deckgen.markdown.rules.items import Item, push_list

_DEEPEST = 6


def typed_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a list of lines that start with ``•``, ``➢`` and the like."""
    if not _starts_item(state, start):
        return False
    if not silent and state.tokens and state.tokens[-1].type == "list_item_open":
        return False  # a sign behind Markdown's own mark is part of the text
    sign = state.src[state.bMarks[start] + state.tShift[start]]
    if not is_strong(sign) and not _has_second(state, start, sign):
        return False
    if silent:
        return True
    items, stop = _collect(state, start, end)
    first = items[0]
    log_of(state.env).note(
        "DG113",
        first.at,
        state.eMarks[first.line],
        f"bullets typed as `{sign}`"
        if sign.isprintable()
        else "bullets typed as a sign from slides",
        "write `- ` instead",
    )
    push_list(state, items)
    state.line = stop
    return True


def _starts_item(state: StateBlock, line: int) -> bool:
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if begin >= end or state.sCount[line] < state.blkIndent:
        return False
    return may_be_bullet(state.src[begin]) and starts_bullet(state.src[begin:end].rstrip())


def _has_second(state: StateBlock, start: int, sign: str) -> bool:
    """Tell whether one of the next lines of the paragraph, or one behind a blank, has the sign."""
    line, blanks = start + 1, 0
    while line < min(state.lineMax, start + 40) and blanks < 2:
        if state.isEmpty(line):
            blanks += 1
        elif state.src[state.bMarks[line] + state.tShift[line]] == sign and _starts_item(
            state, line
        ):
            return True
        elif blanks:
            return False
        line += 1
    return False


def _collect(state: StateBlock, start: int, end: int) -> tuple[list[Item], int]:
    """Return the items of the list, nested, and the line behind it."""
    stack: list[tuple[int, str]] = []
    lists: list[list[Item]] = [[]]
    line = start
    while line < end:
        if not _starts_item(state, line):
            following = _skip_blank(state, line, end)
            if following == line or not _continues(state, following, stack):
                break
            line = following
        begin = state.bMarks[line] + state.tShift[line]
        sign, indent = state.src[begin], state.sCount[line]
        depth = min(find_depth(stack, indent, sign), _DEEPEST)
        del stack[depth + (depth < len(stack)) :], lists[depth + 1 :]
        if depth == len(stack):
            stack.append((indent, sign))
        item, line = _read_item(state, line, end)
        lists[depth].append(item)
        lists.append(item.children)
    return lists[0], line


def _skip_blank(state: StateBlock, line: int, end: int) -> int:
    while line < end and state.isEmpty(line):
        line += 1
    return line


def _continues(state: StateBlock, line: int, stack: list[tuple[int, str]]) -> bool:
    if line >= state.lineMax or not _starts_item(state, line):
        return False
    sign = state.src[state.bMarks[line] + state.tShift[line]]
    return any(sign == known for _, known in stack)


def _read_item(state: StateBlock, start: int, end: int) -> tuple[Item, int]:
    """Read an item with the lines that it wraps onto."""
    parent, state.parentType = state.parentType, "paragraph"
    at = state.bMarks[start] + state.tShift[start]
    lines = [without_bullet(state.src[at : state.eMarks[start]].strip())]
    line = start + 1
    while line < end and not state.isEmpty(line):
        begin, last = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if state.sCount[line] - state.blkIndent <= 3 and (
            state.sCount[line] >= 0 and is_interrupted(state, line, end)
        ):
            break
        if _starts_item(state, line):
            break
        lines.append(state.src[begin:last].strip())
        line += 1
    state.parentType = parent
    return Item(start, line, at, state.eMarks[line - 1], "\n".join(lines)), line

"""Tables (GFM 4.10); the tokens are those of markdown-it-py's rule."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from deckgen.markdown.cells import Cell, split_row
from deckgen.markdown.log import log_of
from deckgen.patterns import lazy

_DELIMITER = lazy(r"[-:|][-:|\s]+\Z")
_COLUMN = lazy(r":?-+:?\Z")
_EMPTY = 256
"""Cells that rows may lack beside as many as there are: few bytes must not become many cells."""


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a table: a header row, a delimiter row with as many columns, and the rows below."""
    if start + 2 > end:
        return False
    # Most lines are no header, as one letter of the next line shows.
    line = start + 1
    begin = state.bMarks[line] + state.tShift[line]
    if begin >= state.eMarks[line] or state.src[begin] not in "|-:":
        return False
    if state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return False
    sides = _read_sides(state.src[begin : state.eMarks[line]])
    if not sides or state.is_code_block(start):
        return False
    begin, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if state.src.find("|", begin, last) < 0 or len(_cells(state, start)) != len(sides):
        return False
    if not silent:
        _push(state, start, end, sides)
    return True


def _read_sides(text: str) -> list[str]:
    """Return the alignment of each column of a delimiter row; nothing if it is none."""
    # "- " starts a list.
    if not _DELIMITER.match(text) or (text[0] == "-" and text[1].isspace()):
        return []
    columns = [column.strip() for column in text.split("|")]
    columns = columns[not columns[0] :]
    columns = columns[: len(columns) - (bool(columns) and not columns[-1])]
    if not all(map(_COLUMN.match, columns)):
        return []
    return [_side(column) for column in columns]


def _side(column: str) -> str:
    if column[-1] == ":":
        return "center" if column[0] == ":" else "right"
    return "left" if column[0] == ":" else ""


def _cells(state: StateBlock, line: int) -> list[Cell]:
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    while end > begin and state.src[end - 1] in " \t":
        end -= 1
    return split_row(state.src, begin, end)


def _push(state: StateBlock, start: int, end: int, sides: Sequence[str]) -> None:
    parent, state.parentType = state.parentType, "table"
    whole = state.push("table_open", "table", 1)
    head = state.push("thead_open", "thead", 1)
    head.map = [start, start + 1]
    _push_row(state, start, "th", sides)
    state.push("thead_close", "thead", -1)
    body: Token | None = None
    line, lacking = start + 2, 0
    while line < end and _is_row(state, line, end):
        cells = len(_cells(state, line))
        lacking += len(sides) - cells if cells < len(sides) else -cells
        if lacking > _EMPTY:
            break
        _note_surplus(state, line, len(sides))
        if body is None:
            body = state.push("tbody_open", "tbody", 1)
        _push_row(state, line, "td", sides)
        line += 1
    if body is not None:
        body.map = [start + 2, line]
        state.push("tbody_close", "tbody", -1)
    state.push("table_close", "table", -1)
    whole.map = [start, line]
    state.parentType = parent
    state.line = line


def _note_surplus(state: StateBlock, line: int, columns: int) -> None:
    """Note what a row says beyond the table's last column: Markdown drops it."""
    surplus = [cell for cell in _cells(state, line)[columns:] if cell.begin < cell.end]
    if surplus:
        message = "the row has more cells than the table has columns, and what they say is lost"
        help = "write `\\|` for a bar that is text, in code too, or give the table another column"
        log_of(state.env).note("DG120", surplus[0].begin, surplus[-1].end, message, help)


def _is_row(state: StateBlock, line: int, end: int) -> bool:
    if state.sCount[line] < state.blkIndent or state.isEmpty(line) or state.is_code_block(line):
        return False
    others = state.md.block.ruler.getRules("blockquote")
    return not any(rule(state, line, end, True) for rule in others)


def _push_row(state: StateBlock, line: int, tag: str, sides: Sequence[str]) -> None:
    src = state.src
    row = state.push("tr_open", "tr", 1)
    row.map = [line, line + 1]
    row.meta["at"] = state.bMarks[line] + state.tShift[line]
    cells = _cells(state, line)
    for number, side in enumerate(sides):
        opened = state.push(f"{tag}_open", tag, 1)
        if side:
            opened.attrs = {"style": f"text-align:{side}"}
        inline = state.push("inline", "", 0)
        inline.map = [line, line + 1]
        inline.children = []
        if number < len(cells):
            begin, end = cells[number]
            inline.content = src[begin:end].replace("\\|", "|")
            inline.meta["at"] = begin
            inline.meta["end"] = end
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)

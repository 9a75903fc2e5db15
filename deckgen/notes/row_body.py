"""How a row is shown: a box for each cell, or its line in the whole table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from deckgen.model import WHOLE_ROW, Cloze
from deckgen.notes.grid import Cell
from deckgen.notes.page import Page, Piece, text
from deckgen.notes.table import Row, Table
from deckgen.patterns import lazy

_NO = "–"
"""What is hidden where a row of ticks has nothing."""

_BLOCK = lazy(r"<(?:ul|ol|p|pre|div|table|blockquote|h[1-6])\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """The cells of a row that are asked (by index), and whether all at once."""

    cells: tuple[int, ...]
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """What all notes of a table show.

    Its caption, the heads of its columns, the whole of it below the answer; where cards show the
    table around the blank, its ``corner`` and its ``lines`` (label and cells) as well.
    """

    caption: Piece
    heads: tuple[Piece, ...]
    whole: Piece
    corner: Piece = field(default_factory=Piece)
    lines: tuple[Piece, ...] = ()


def share(page: Page, table: Table, *, with_caption: bool) -> Shared:
    """Render what the notes of a table share."""
    caption = escape(table.caption, quote=False) if with_caption else ""
    above = text(f'<div class="caption">{caption}</div>') if caption else Piece()
    heads = tuple(page.cell(column.head) for column in table.columns)
    if table.settings.context != "all":
        return Shared(above, heads, page.blocks(table.blocks))
    lines = tuple(_line(page, table, row, Asked(())) for row in table.rows)
    return Shared(above, heads, Piece(), page.cell(table.corner), lines)


def row_body(page: Page, table: Table, row: Row, asked: Asked, shared: Shared) -> Piece:
    """The text of a row's note."""
    is_open = table.is_open or row.is_ambiguous
    has_label = bool(row.label.value) and not table.is_open
    if table.settings.context == "all":
        body = text('<div class="dg-row open whole">') + shared.caption
        return body + _in_table(page, table, row, asked, shared) + text("</div>")
    shows = is_open or table.settings.context == "row"
    body = text('<div class="dg-row open">' if shows else '<div class="dg-row">') + shared.caption
    if has_label:
        body += text('<div class="label">') + page.cell(row.label) + text("</div>")
    is_even = len(row.cells) > 2 and len(row.cells) % 2 == 0
    body += text('<dl class="cells even">' if is_even else '<dl class="cells">')
    for i, cell in enumerate(row.cells):
        shown = _cell(page, table, asked, i, cell)
        body += _opened("div", is_told=cell.is_skipped) + text("<dt>") + shared.heads[i]
        body += text('</dt><dd class="blocks">' if _BLOCK.search(shown.html) else "</dt><dd>")
        body += shown + text("</dd></div>")
    return body + text("</dl></div>")


def _in_table(page: Page, table: Table, row: Row, asked: Asked, shared: Shared) -> Piece:
    """The whole table, one of its rows with blanks."""
    body = text("<table><thead><tr>")
    if not table.is_open:
        body += text("<th>") + shared.corner + text("</th>")
    for i, head in enumerate(shared.heads):
        body += _opened("th", is_told=all(one.cells[i].is_skipped for one in table.rows))
        body += head + text("</th>")
    body += text("</tr></thead><tbody>")
    for other, line in zip(table.rows, shared.lines, strict=True):
        is_told = all(cell.is_skipped for cell in other.cells)
        if other is row:
            body += text('<tr class="asked">' if asked.at_once else '<tr class="asked one">')
            body += _line(page, table, row, asked, shared.heads)
        else:
            body += _opened("tr", is_told=is_told) + line
        body += text("</tr>")
    return body + text("</tbody></table>")


def _line(page: Page, table: Table, row: Row, asked: Asked, heads: Sequence[Piece] = ()) -> Piece:
    """A line of a table; ``heads`` name its cells where the table's own may be out of sight."""
    line = Piece() if table.is_open else text("<th>") + page.cell(row.label) + text("</th>")
    for i, cell in enumerate(row.cells):
        line += _opened("td", is_told=cell.is_skipped)
        if heads:
            line += text('<span class="of">') + heads[i] + text("</span>")
        line += _cell(page, table, asked, i, cell) + text("</td>")
    return line


def _opened(tag: str, *, is_told: bool) -> Piece:
    """The opening tag of what may be for the back only."""
    return text(f'<{tag} class="told">' if is_told else f"<{tag}>")


def _cell(page: Page, table: Table, asked: Asked, i: int, cell: Cell) -> Piece:
    """A cell: a blank, or what is read."""
    shown = page.cell(cell)
    if i not in asked.cells:
        return shown
    if not shown.html:
        shown = text(_NO)
    column = table.columns[i]
    anchor, wanted = (WHOLE_ROW, 1) if asked.at_once else (column.anchor, column.number)
    return Piece((Cloze(anchor=anchor, html=shown.html, wanted=wanted),), shown.media)

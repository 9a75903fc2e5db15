"""Comparison tables as row notes: blank on the front, juxtaposed on the back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Cloze, Note
from deckgen.notes.cloze import anchors
from deckgen.notes.grid import Cell
from deckgen.notes.page import Page, Piece, text
from deckgen.notes.quality import check_row
from deckgen.notes.tables import Row, Table, turn
from deckgen.notes.words import count_words

WHOLE_ROW = "(row)"
"""Anchor of all the cells of a row that are asked at once."""

_UNTITLED = "(untitled)"
_LABEL_MAX = 80


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row that is asked: the cells asked (by index), and whether all at once."""

    table: Table
    row: Row
    asked: tuple[int, ...]
    at_once: bool

    @property
    def cards(self) -> int:
        return 1 if self.at_once else len(self.asked)


def row_notes(page: Page, tables: Sequence[Table]) -> tuple[list[Note], list[Diagnostic]]:
    """A note for each row of the tables that has something to ask, and what limits say.

    Roles (``row:Cost``) follow from the rows' labels, never from their order; the anchor of a cell
    is the heading of its column, and the number it would like is the column's position.
    """
    entries: list[_Entry] = []
    diagnostics: list[Diagnostic] = []
    for table in tables:
        asked = turn(table) if _by_column(table) else table
        made = [entry for row in asked.rows if (entry := _entry(asked, row))]
        found, is_within = _check_limits(table, made)
        diagnostics += found
        entries += made if is_within else []
    notes: list[Note] = []
    shared: dict[int, _Shared] = {}
    for entry, role in zip(entries, _roles(entries), strict=True):
        if role is None:
            message = f"the row `{_label(entry.row)}` stands in the table twice"
            diagnostics.append(report("DG304", entry.row.span, message, help="Remove one of them."))
            continue
        key = id(entry.table)
        if key not in shared:
            shared[key] = _shared(page, entry.table, with_caption=len(tables) > 1)
        note = _note(page, entry, role, shared[key])
        notes += [note] if anchors(note) else []
        diagnostics += check_row(entry.table, entry.row, entry.asked)
    return notes, diagnostics


def _by_column(table: Table) -> bool:
    return table.settings.tables == "columns" and not table.is_open


def _entry(table: Table, row: Row) -> _Entry | None:
    """What of a row is asked: not what is empty, nor what is the same in every column."""
    asked = tuple(i for i, cell in enumerate(row.cells) if not cell.is_empty)
    if not asked or (table.is_open and len(asked) < 2):
        return None
    if _by_column(table):
        return _Entry(table, row, asked, at_once=True)
    if len(asked) > 1 and len({_value(row.cells[i]) for i in asked}) == 1:
        return None
    at_once = not table.is_open and (
        table.settings.tables == "rows" or all(row.cells[i].is_yes_or_no for i in asked)
    )
    return _Entry(table, row, asked, at_once)


def _value(cell: Cell) -> str:
    return cell.text.casefold() or cell.source


def _check_limits(table: Table, entries: Sequence[_Entry]) -> tuple[list[Diagnostic], bool]:
    """What the limits say of a table, and whether its rows become notes."""
    settings, span = table.settings, table.span
    found: list[Diagnostic] = []
    cards = sum(entry.cards for entry in entries)
    if cards > settings.max_cards_per_table:
        message = f"the table would give {cards} cards, more than {settings.max_cards_per_table}"
        remedy = "Split the table, or raise `max_cards_per_table`; the overview shows it meanwhile."
        return [report("DG303", span, message, help=remedy)], False
    if entries and len(table.headings) > settings.max_data_columns:
        message = f"the table has {len(table.headings)} data columns and gives {cards} cards"
        remedy = f"More than {settings.max_data_columns} are hard to tell apart: split the table."
        found.append(report("DG302", span, message, help=remedy))
    for entry in entries:
        for i in entry.asked:
            length = count_words(entry.row.cells[i].text)
            if length > settings.max_cell_words:
                where = f"`{_label(entry.row)}`, `{_heading(entry.table, i)}`"
                message = f"the cell at {where} has {length} words, too many for one blank"
                remedy = "Shorten it, or ask it as a question of its own."
                found.append(report("DG301", entry.row.span, message, help=remedy))
    return found, True


def _roles(entries: Sequence[_Entry]) -> list[str | None]:
    """A role for each entry, None where another entry is the very same row.

    The label, where needed with the table's own name, where needed with what the row says: never
    with its position, so that no row's role depends on the order of the others.
    """
    labels: list[Callable[[_Entry], str]] = [
        lambda entry: _label(entry.row),
        lambda entry: f"{_own_name(entry.table)}: {_label(entry.row)}",
        lambda entry: f"{_own_name(entry.table)}: {_label(entry.row)} · {_content(entry.row)}",
    ]
    keys = [_cut(labels[0](entry)) for entry in entries]
    for label in labels[1:]:
        shared = Counter(key.casefold() for key in keys)
        keys = [
            label(entry) if shared[key.casefold()] > 1 else key
            for key, entry in zip(keys, entries, strict=True)
        ]
    seen: set[str] = set()
    roles: list[str | None] = []
    for key, entry in zip(keys, entries, strict=True):
        roles.append(None if key in seen else f"{_sort(entry.table)}:{key}")
        seen.add(key)
    return roles


def _sort(table: Table) -> str:
    return "column" if _by_column(table) else "row"


def _cut(label: str) -> str:
    return label if len(label) <= _LABEL_MAX else label[: _LABEL_MAX - 1] + "…"


def _label(row: Row) -> str:
    """What the row is about; without a label, what its first cell says."""
    if row.label.text:
        return row.label.text
    return next((cell.text for cell in row.cells if cell.text), row.label.source)


def _content(row: Row) -> str:
    return " | ".join(cell.text or cell.source for cell in row.cells)


def _own_name(table: Table) -> str:
    return table.caption or table.corner or " | ".join(head.text for head in table.headings)


def _heading(table: Table, i: int) -> str:
    heading = table.headings[i]
    return heading.text or heading.source or _UNTITLED


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all notes of a table show: its caption, the heads of its columns, the whole of it."""

    caption: Piece
    heads: tuple[Piece, ...]
    whole: Piece


def _shared(page: Page, table: Table, *, with_caption: bool) -> _Shared:
    caption = escape(table.caption, quote=False) if with_caption else ""
    return _Shared(
        text(f'<div class="caption">{caption}</div>') if caption else Piece(),
        tuple(page.cell(heading) for heading in table.headings),
        page.blocks(table.blocks),
    )


def _note(page: Page, entry: _Entry, role: str, shared: _Shared) -> Note:
    table, row = entry.table, entry.row
    is_open = table.is_open or not (row.label.text or row.label.source)
    body = text('<div class="dg-row open">' if is_open else '<div class="dg-row">') + shared.caption
    if not is_open:
        body += text('<div class="label">') + page.cell(row.label) + text("</div>")
    is_even = len(row.cells) > 2 and len(row.cells) % 2 == 0
    body += text('<dl class="cells even">' if is_even else '<dl class="cells">')
    for i, cell in enumerate(row.cells):
        body += text("<div><dt>") + shared.heads[i] + text("</dt><dd>")
        body += _cell(page, entry, i, cell) + text("</dd></div>")
    body += text("</dl></div>")
    about = "" if is_open else f" — {_label(row)}"
    return page.cloze_note(
        role,
        body,
        shared.whole,
        question=f"{page.question.text}{about}",
        answer="\n".join(f"{_heading(table, i)}: {row.cells[i].text}" for i in entry.asked),
        span=row.span,
    )


def _cell(page: Page, entry: _Entry, i: int, cell: Cell) -> Piece:
    shown = page.cell(cell)
    if i not in entry.asked or not shown.html:
        return shown
    anchor, wanted = (WHOLE_ROW, 1) if entry.at_once else (_heading(entry.table, i), i + 1)
    return Piece((Cloze(anchor=anchor, html=shown.html, wanted=wanted),), shown.media)

"""Comparison tables as row notes: blank on the front, juxtaposed on the back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import WHOLE_ROW, Note
from deckgen.notes.cloze import anchors
from deckgen.notes.grid import Cell
from deckgen.notes.page import Page
from deckgen.notes.quality import check_row
from deckgen.notes.row_body import Asked, Shared, row_body, share
from deckgen.notes.table import Row, Table, mark_ambiguous, turn
from deckgen.notes.words import count_words

_LABEL_MAX = 80
_NAMED_MAX = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of a table, and what of it is asked: nothing, if all of that is skipped."""

    table: Table
    row: Row
    asked: Asked

    @property
    def cards(self) -> int:
        return 1 if self.asked.at_once else len(self.asked.cells)


@dataclass(frozen=True, slots=True)
class RowNotes:
    """The notes of rows, what limits say, and the roles of rows that options leave out."""

    notes: list[Note]
    diagnostics: list[Diagnostic]
    resting: tuple[str, ...] = ()


def row_notes(page: Page, tables: Sequence[Table]) -> RowNotes:
    """A note for each row of the tables that has something to ask.

    Roles (``row:Cost``) follow from the rows' labels, never from their order; the anchor of a cell
    is the heading of its column, and the number it would like is the column's position.
    """
    entries: list[_Entry] = []
    diagnostics: list[Diagnostic] = []
    for table in tables:
        asked = turn(table) if _by_column(table) else mark_ambiguous(table)
        made = [entry for row in asked.rows if (entry := _entry(asked, row))]
        found, is_within = _check_limits(table, made)
        diagnostics += [*found, *_check_labels(asked)]
        if is_within:
            diagnostics += _not_asked(asked, made)
        entries += made if is_within else []
    notes: list[Note] = []
    resting = [f"{_sort(table)}:{key}" for table in tables for key in table.idle_rows]
    shared: dict[int, Shared] = {}
    for entry, role in zip(entries, _roles(entries), strict=True):
        table, row = entry.table, entry.row
        if role is None:
            message = f"the row `{row.text}` stands in the table twice"
            diagnostics.append(report("DG304", row.span, message, help="Remove one of them."))
            continue
        if not entry.asked.cells:
            resting.append(role)
            continue
        if id(table) not in shared:
            shared[id(table)] = share(page, table, with_caption=len(tables) > 1)
        note = _note(page, entry, role, shared[id(table)])
        notes += [note] if anchors(note) else []
        diagnostics += check_row(table, row, entry.asked.cells)
    return RowNotes(notes, diagnostics, tuple(resting))


def _by_column(table: Table) -> bool:
    return table.settings.tables == "columns" and not table.is_open


def _entry(table: Table, row: Row) -> _Entry | None:
    """What of a row is asked: not what is empty, nor what is the same in every column.

    A row that its label does not tell from others is asked cell by cell, each by the others.  A row
    of which nothing is left but what options skip is an entry still, so that its label decides
    about the roles of others as it did before.
    """
    told = [i for i, cell in enumerate(row.cells) if not cell.is_empty]
    is_open = table.is_open or row.is_ambiguous
    if not told or (is_open and len(told) < 2):
        return None
    asked = tuple(i for i in told if not row.cells[i].is_skipped and i not in row.unclear)
    if _by_column(table):
        return _Entry(table, row, Asked(asked, at_once=True))
    if not is_open and (ticked := _ticked(row, told)):
        return _Entry(table, row, Asked(ticked, at_once=True))
    if len(told) > 1 and len({row.cells[i].value for i in told}) == 1:
        return None
    if len(asked) > 1 and len({row.cells[i].value for i in asked}) == 1:
        asked = ()
    at_once = bool(asked) and (
        table.settings.tables == "rows" or all(row.cells[i].is_yes_or_no for i in asked)
    )
    if at_once and row.is_ambiguous:
        return None
    return _Entry(table, row, Asked(asked, at_once=at_once and not is_open))


def _not_asked(table: Table, entries: Sequence[_Entry]) -> Iterator[Diagnostic]:
    """Report what rows say and no blank asks, unless an option leaves it out."""
    asked = {id(entry.row): entry.asked.cells for entry in entries}
    for row in table.rows:
        cells = asked.get(id(row), ())
        left = [
            cell
            for i, cell in enumerate(row.cells)
            if i not in cells and not cell.is_skipped and any(map(str.isalnum, cell.text))
        ]
        if left:
            words = ", ".join(f"`{cell.text}`" for cell in left[:_NAMED_MAX])
            more = f" and {len(left) - _NAMED_MAX} more" if len(left) > _NAMED_MAX else ""
            message = f"no card asks {words}{more} in the row `{row.text}`: {_reason(left)}"
            remedy = "If it is to be learned, reword it, or ask it as a question of its own."
            yield report("DG308", row.span, message, help=remedy)


def _reason(left: Sequence[Cell]) -> str:
    if all(cell.is_empty for cell in left):
        return "it reads as not available"
    if len({cell.value for cell in left}) == 1 < len(left):
        return "the same stands in every column"
    return "nothing on the card would tell which is meant"


def _ticked(row: Row, told: Sequence[int]) -> tuple[int, ...]:
    """All cells that may be asked of a row of ticks, where nothing means no; none in other rows."""
    asked = tuple(i for i, cell in enumerate(row.cells) if not cell.is_skipped)
    is_ticked = len(told) < len(row.cells) and all(row.cells[i].is_tick for i in told)
    return asked if is_ticked and any(not row.cells[i].is_empty for i in asked) else ()


def _check_labels(table: Table) -> Iterator[Diagnostic]:
    """Report the labels that stand in a table more than once."""
    told: set[str] = set()
    for row in table.rows:
        label = row.label.value
        if row.is_ambiguous and label and label not in told:
            told.add(label)
            message = f"several rows are called `{row.text}`, which does not say what is asked"
            remedy = "Give each a label of its own, or name the column that has one: `key_column`."
            yield report("DG304", row.span, message, help=remedy)


def _check_limits(table: Table, entries: Sequence[_Entry]) -> tuple[list[Diagnostic], bool]:
    """What the limits say of a table, and whether its rows become notes."""
    settings, span = table.settings, table.span
    found: list[Diagnostic] = []
    cards = sum(entry.cards for entry in entries)
    if cards > settings.max_cards_per_table:
        message = f"the table would give {cards} cards, more than {settings.max_cards_per_table}"
        remedy = "Split the table, or raise `max_cards_per_table`; the overview shows it meanwhile."
        return [report("DG303", span, message, help=remedy)], False
    columns = {i for entry in entries for i in entry.asked.cells}
    if len(columns) > settings.max_data_columns:
        message = f"the table has {len(columns)} data columns and gives {cards} cards"
        remedy = f"More than {settings.max_data_columns} are hard to tell apart: split the table."
        found.append(report("DG302", span, message, help=remedy))
    for entry in entries:
        for i in entry.asked.cells:
            length = count_words(entry.row.cells[i].text)
            if length > settings.max_cell_words:
                where = f"`{entry.row.text}`, `{entry.table.columns[i].text}`"
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
        lambda entry: entry.row.key,
        lambda entry: f"{entry.table.name}: {entry.row.key}",
        lambda entry: f"{entry.table.name}: {entry.row.key} · {entry.row.content}",
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


def _note(page: Page, entry: _Entry, role: str, shared: Shared) -> Note:
    table, row = entry.table, entry.row
    has_label = not table.is_open and (row.label.text or row.label.source)
    return page.cloze_note(
        role,
        row_body(page, table, row, entry.asked, shared),
        shared.whole,
        question=f"{page.question.text} — {row.text}" if has_label else page.question.text,
        answer="\n".join(
            f"{table.columns[i].text}: {row.cells[i].text}" for i in entry.asked.cells
        ),
        span=row.span,
        resting=_resting(table, entry.asked),
    )


def _resting(table: Table, asked: Asked) -> tuple[str, ...]:
    """The anchors that a row's note would have under other options.

    A row with one blank is the same asked at once or by its cell.
    """
    alone = asked.cells if len(asked.cells) == 1 else ()
    resting = [
        column.anchor
        for i, column in enumerate(table.columns)
        if i not in (alone if asked.at_once else asked.cells)
    ]
    if not (asked.at_once or alone):
        resting.append(WHOLE_ROW)
    return (*resting, *table.idle_columns)

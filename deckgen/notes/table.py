"""A table to be learned, as its notes see it: columns, labelled rows, and names that last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from deckgen.config import NotesSettings
from deckgen.model import TURNED, WHOLE_ROW, Block, Span
from deckgen.notes.grid import EMPTY, Cell

_UNTITLED = "(untitled)"

_WIDEST = 40
"""Columns of a table that are asked by all the others."""


@dataclass(frozen=True, slots=True)
class Column:
    """A data column: its heading, and the number that its blanks would like to have.

    ``origin`` is what it is known by, whatever options say of the table.
    """

    head: Cell
    origin: Cell
    number: int

    @property
    def text(self) -> str:
        """The heading as text."""
        return _text(self.head)

    @property
    def anchor(self) -> str:
        """The anchor of the column's blanks."""
        text = _text(self.origin)
        return f"{text}~" if text == WHOLE_ROW else text


@dataclass(frozen=True, slots=True)
class Row:
    """A body row: what it is about, and a cell for each data column.

    ``origin`` is what it is known by, its label unless an option takes that from another column;
    ``said`` are the other cells as they would be read without that option.  ``is_ambiguous``: the
    label does not tell it from other rows; ``unclear`` are its cells (by index) that all the others
    together do not tell.
    """

    label: Cell
    cells: tuple[Cell, ...]
    span: Span
    origin: Cell
    said: tuple[Cell, ...]
    is_ambiguous: bool = False
    unclear: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """What the row is about; without a label, what its first cell says."""
        return _name(self.label, self.cells)

    @property
    def key(self) -> str:
        """What the row is known by."""
        return _name(self.origin, self.said)

    @property
    def content(self) -> str:
        """What tells it from rows of the same key."""
        return " | ".join(cell.text or cell.source for cell in self.said)


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be learned row by row.

    ``is_open``: rows have no label, each cell is asked by the others.  ``corner`` stands above the
    labels.  ``caption`` is the heading above the table, ``name`` tells the table from others of its
    answer.  ``idle_columns`` and ``idle_rows`` are the anchors and keys of what is not asked since
    it says what the rest is about.  ``settings`` are those for this table.
    """

    blocks: tuple[Block, ...]
    settings: NotesSettings
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    corner: Cell = EMPTY
    caption: str = ""
    name: str = ""
    is_open: bool = False
    idle_columns: tuple[str, ...] = ()
    idle_rows: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Where the table begins."""
        return self.blocks[0].span


def turn(table: Table) -> Table:
    """Rows as columns: the same notes as from the table written the other way round.

    Where a row is called like a column, the turned table's columns are known by other names: what
    row A says of B is not what row B says of A.
    """
    lasting = are_distinct(row.origin for row in table.rows)
    # Without case, as ever: the anchors that locks hold follow from it.
    heads = {column.origin.value.casefold() for column in table.columns}
    crossed = any(row.origin.value.casefold() in heads for row in table.rows)
    return replace(
        table,
        columns=tuple(
            Column(row.label, _crossed(origin) if crossed else origin, i)
            for i, row in enumerate(table.rows, 1)
            for origin in (row.origin if lasting else row.label,)
        ),
        rows=tuple(
            Row(column.head, cells, table.span, column.origin, cells)
            for i, column in enumerate(table.columns)
            for cells in (tuple(row.cells[i] for row in table.rows),)
        ),
        corner=EMPTY,
        idle_columns=table.idle_rows,
        idle_rows=table.idle_columns,
    )


def _crossed(origin: Cell) -> Cell:
    return replace(origin, text=_text(origin) + TURNED)


def mark_ambiguous(table: Table) -> Table:
    """The table with its rows marked that no label, or one that others have too, tells apart.

    Such rows are asked by their other cells: not those cells that differ where all others agree.
    """
    contents = {(row.label.value, row.content) for row in table.rows}
    counts = Counter(label for label, _ in contents)
    marked = [
        not table.is_open and (not row.label.value or counts[row.label.value] > 1)
        for row in table.rows
    ]
    shown = [row for row, mark in zip(table.rows, marked, strict=True) if mark or table.is_open]
    unclear = [_unclear(shown, i) for i in range(min(len(table.columns), _WIDEST))]
    rows = (
        replace(
            row,
            is_ambiguous=mark,
            unclear=frozenset(i for i, beside in enumerate(unclear) if _beside(row, i) in beside)
            if mark or table.is_open
            else frozenset(),
        )
        for row, mark in zip(table.rows, marked, strict=True)
    )
    return replace(table, rows=tuple(rows))


def _unclear(rows: Sequence[Row], i: int) -> frozenset[tuple[str, ...]]:
    """What stands beside several different cells of a column."""
    answers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        answers[_beside(row, i)].add(row.cells[i].value)
    return frozenset(beside for beside, values in answers.items() if len(values) > 1)


def _beside(row: Row, i: int) -> tuple[str, ...]:
    cells = (cell.value for j, cell in enumerate(row.cells) if j != i and not cell.is_skipped)
    return (row.label.value, *cells)


def are_distinct(cells: Iterable[Cell]) -> bool:
    """Whether no two cells say the same."""
    counts = Counter(cell.value for cell in cells)
    return all(count == 1 for count in counts.values())


def _text(head: Cell) -> str:
    return head.text or head.source or _UNTITLED


def _name(label: Cell, cells: tuple[Cell, ...]) -> str:
    return label.text or next((cell.text for cell in cells if cell.text), label.source)

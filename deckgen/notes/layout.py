"""How a table is to be read: what its rows are about, what it compares, and whether it does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckgen.notes.columns import Columns
from deckgen.notes.grid import EMPTY, Cell, Grid
from deckgen.notes.names import Name, distinctive, is_mentioned, name
from deckgen.notes.table import Column, Row, Table, are_distinct, turn
from deckgen.patterns import lazy

_NUMBER = lazy(r"[(]?\d{1,6}[.):]?")
_NUMBER_HEADING = lazy(
    r"|#|№|n[o°]?\.?|nr\.?|num(?:ber)?\.?|s\.?\s?no\.?|sr\.?\s?(?:no\.?)?|sl\.?\s?(?:no\.?)?|index"
    r"|序号|编号|番号|п/п|№ п/п",
    re.IGNORECASE,
)
_RECORD_HEADING = lazy(r"(?:\w+_)?id|.*\bID|row|key_?id|uuid", re.IGNORECASE)
_SIDES = lazy(
    r"(?:dis)?advantages?|pros?|cons?|benefits?|drawbacks?|limitations?|strengths?|weakness(?:es)?"
    r"|merits?|demerits?|do|don['’]?ts?|vorteile?|nachteile?|ventajas|desventajas|avantages"
    r"|inconvénients|vantagens|vantaggi|svantaggi|плюсы|минусы|преимущества|недостатки"
    r"|优点|缺点|優點|缺點|利点|欠点|장점|단점|المزايا|العيوب",
    re.IGNORECASE,
)
_SHORT_RECORD = 4


@dataclass(frozen=True, slots=True)
class _Reading:
    """A grid without numbering, and which of its columns is first, as indices of the grid."""

    grid: Grid
    kept: tuple[int, ...]
    columns: Columns
    is_open: bool = False

    @property
    def heads(self) -> list[Cell]:
        return [self.grid.heads[i] for i in self.kept]

    @property
    def key(self) -> int | None:
        """The column with the labels; None if rows have none."""
        if self.columns.key is not None:
            return self.columns.key
        return None if self.is_open else self.kept[0]


def lay_out(
    start: Table, grid: Grid, columns: Columns, question: str, *, wanted: bool
) -> Table | str:
    """The table in its reading, or why its rows are not to be learned one by one.

    ``start`` has its place and settings, ``wanted``: somebody asks for it.
    """
    first = int(_numbers_rows(grid))
    reading = _Reading(grid, tuple(range(first, len(grid.heads))), columns)
    rows = [row[first:] for row in grid.rows]
    if not rows or len(reading.kept) < 2:
        return "there is nothing to compare"
    if not wanted and (reason := _why_not(reading.heads, rows)):
        return reason
    asked = [name(head.text) for head in reading.heads]
    named = [bool(one.text) and is_mentioned(one, question) for one in asked]
    orient = start.settings.orient
    answers = any(
        all(row[i].is_empty or row[i].is_yes_or_no for row in rows)
        for i in range(1, len(reading.kept))
    )
    if orient == "auto" and not answers and (all(named) or _are_all_named(asked, question)):
        reading = replace(reading, is_open=True)
    table = _make_table(start, reading)
    if not are_distinct(c.head for i, c in enumerate(table.columns) if _is_asked(table, i)):
        return "two of its columns have the same heading"
    if table.is_open or orient == "columns" or not are_distinct(row.label for row in table.rows):
        return table
    names = sum(ok for i, ok in zip(reading.kept, named, strict=True) if i != reading.key)
    return turn(table) if orient == "rows" or _compares_rows(table, question, names) else table


def _why_not(heads: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> str:
    """Why nobody would want to know the rows by heart; nothing if somebody may."""
    if _is_side_by_side(heads):
        return "its columns are lists side by side"
    if _are_records(heads, rows):
        return "its rows are records, not things to know"
    if all(cell.is_picture for row in rows for cell in row):
        return "it holds nothing but pictures"
    return ""


def _are_all_named(heads: Sequence[Name], question: str) -> bool:
    """Whether the question names all columns, be it by their own words."""
    return all(
        bool(one.text) and is_mentioned(one, question, by=own)
        for one, own in zip(heads, distinctive(heads), strict=True)
    )


def _make_table(start: Table, reading: _Reading) -> Table:
    """The table as written, its labels taken from the column that has them."""
    grid, kept, key, skipped = reading.grid, reading.kept, reading.key, reading.columns.skipped
    data = [i for i in kept if i != key]
    first = 0 if reading.is_open else 1
    numbers = {i: at for at, i in enumerate(kept, 1 - first)}
    if not reading.is_open and key != kept[0]:
        # The first column takes the number of the one whose place it takes.
        numbers[kept[0]] = numbers.get(key or 0, len(kept))
    heads = grid.heads
    titled = {i for i in data if heads[i].text or heads[i].source}
    if titled - skipped:
        # What stands below nothing cannot be asked for beside what stands below something.
        skipped |= set(data) - titled
    corner = "" if reading.is_open else heads[kept[0]].text
    return replace(
        start,
        columns=tuple(Column(heads[i], heads[i], numbers[i]) for i in data),
        rows=tuple(
            Row(
                label=EMPTY if key is None else row[key],
                cells=tuple(replace(row[i], is_skipped=i in skipped) for i in data),
                span=span,
                origin=EMPTY if reading.is_open else row[kept[0]],
                said=tuple(row[i] for i in kept[first:]),
            )
            for row, span in zip(grid.rows, grid.spans, strict=True)
        ),
        corner=EMPTY if key is None else heads[key],
        name=start.caption or corner or " | ".join(heads[i].text for i in kept[first:]),
        is_open=key is None,
        idle_columns=() if key is None else (Column(heads[key], heads[key], 0).anchor,),
    )


def _is_asked(table: Table, column: int) -> bool:
    return not table.rows[0].cells[column].is_skipped


def _numbers_rows(grid: Grid) -> bool:
    """Whether the first column only numbers the rows."""
    numbers = [row[0].text for row in grid.rows]
    return (
        len(grid.heads) > 2
        and bool(_NUMBER_HEADING.fullmatch(grid.heads[0].text.strip()))
        and bool(numbers)
        and all(_NUMBER.fullmatch(number) or not number for number in numbers)
    )


def _is_side_by_side(heads: Sequence[Cell]) -> bool:
    """Whether the columns are lists that share a table: advantages beside disadvantages."""
    sides = [bool(_SIDES.fullmatch(head.text.strip())) for head in heads]
    return len(heads) == 2 and all(sides)


def _are_records(heads: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the rows are sample data: an id each, or the same number again and again."""
    labels = [row[0].text for row in rows]
    if _RECORD_HEADING.fullmatch(heads[0].text.strip()):
        cells = [cell.text for row in rows for cell in row[1:]]
        return all(len(cell.split()) <= _SHORT_RECORD for cell in cells)
    numbers = [label for label in labels if _NUMBER.fullmatch(label)]
    return len(numbers) == len(labels) and len(set(labels)) < len(labels)


def _compares_rows(table: Table, question: str, named_headings: int) -> bool:
    """Whether the question compares the rows, so that the columns are what is asked about them."""
    labels = [row.label.text for row in table.rows]
    named = sum(is_mentioned(name(label), question) for label in labels if label)
    return named >= 2 and named > named_headings and named * 2 > len(labels)

"""Which tables of an answer are worth a note for each row, and how they are to be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from deckgen.config import NotesSettings
from deckgen.model import Block, BlockKind, Span
from deckgen.notes.grid import EMPTY, Cell, Grid, is_table, read_grid
from deckgen.notes.html_table import read_html_grid
from deckgen.notes.names import is_mentioned, name
from deckgen.notes.options import Options
from deckgen.notes.page import Page

_DEPTH = 6
_NUMBER = re.compile(r"[(]?\d{1,6}[.):]?")
_NUMBER_HEADING = re.compile(
    r"|#|№|n[o°]?\.?|nr\.?|num(?:ber)?\.?|s\.?\s?no\.?|sr\.?\s?(?:no\.?)?|sl\.?\s?(?:no\.?)?|index"
    r"|序号|编号|番号|п/п|№ п/п",
    re.IGNORECASE,
)
_RECORD_HEADING = re.compile(r"(?:\w+_)?id|.*\bID|row|key_?id|uuid", re.IGNORECASE)
_SIDES = re.compile(
    r"(?:dis)?advantages?|pros?|cons?|benefits?|drawbacks?|limitations?|strengths?|weakness(?:es)?"
    r"|merits?|demerits?|do|don['’]?ts?|vorteile?|nachteile?|ventajas|desventajas|avantages"
    r"|inconvénients|vantagens|vantaggi|svantaggi|плюсы|минусы|преимущества|недостатки"
    r"|优点|缺点|優點|缺點|利点|欠点|장점|단점|المزايا|العيوب",
    re.IGNORECASE,
)
_SHORT_RECORD = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A body row: what it is about, and a cell for each data column."""

    label: Cell
    cells: tuple[Cell, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be learned row by row.

    ``headings`` name the data columns.  ``is_open``: rows have no label, each cell is asked by the
    others.  ``caption`` is the heading above the table.  ``settings`` are those for this table.
    """

    blocks: tuple[Block, ...]
    settings: NotesSettings
    headings: tuple[Cell, ...]
    rows: tuple[Row, ...]
    corner: str = ""
    caption: str = ""
    is_open: bool = False

    @property
    def span(self) -> Span:
        """Where the table begins."""
        return self.blocks[0].span


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of an answer.

    ``learned`` are those that a learner would want to know by heart; ``shown`` says that one is to
    be seen as a whole, ``lines`` where there is any.
    """

    learned: tuple[Table, ...] = ()
    shown: bool = False
    lines: tuple[int, ...] = ()


def find_tables(page: Page, options: Options) -> Tables:
    """The tables of an answer, in order.

    Not learned are columns that merely stand side by side (advantages and disadvantages), records
    (sample data with ids), tables that repeat a heading or have no second column; unless a comment
    asks for it.
    """
    learned: list[Table] = []
    lines: list[int] = []
    shown = False
    for blocks, caption in _runs(page.question.answer):
        line = blocks[0].span.line
        lines.append(line)
        settings = options.at(line, page.settings)
        shown = shown or settings.tables == "overview"
        if settings.tables in ("off", "overview"):
            continue
        grid = read_grid(blocks[0]) or read_html_grid(page.blocks(blocks), blocks)
        wanted = bool(options.chosen(line).keys() & {"tables", "orient"})
        start = Table(tuple(blocks), settings, (), (), caption=caption)
        table = _read_table(start, grid, page.question.text, wanted=wanted) if grid else None
        learned += [table] if table else []
    return Tables(tuple(learned), shown, tuple(lines))


def _runs(answer: Sequence[Block], depth: int = 0) -> Iterator[tuple[Sequence[Block], str]]:
    """Each table with the heading above it; one in HTML may take several blocks."""
    caption = ""
    at = 0
    while at < len(answer):
        block, end = answer[at], at + 1
        if block.kind is BlockKind.HEADING:
            caption = block.text
        elif is_table(block):
            if block.kind is BlockKind.HTML:
                end = _table_end(answer, at)
            yield answer[at:end], caption
        elif block.children and depth < _DEPTH:
            for table, inner in _runs(block.children, depth + 1):
                yield table, inner or caption
        at = end


def _table_end(blocks: Sequence[Block], at: int) -> int:
    """The index behind the block in which an HTML table closes."""
    end = at
    while end < len(blocks) and blocks[end].kind is BlockKind.HTML:
        end += 1
        if "</table" in blocks[end - 1].source.lower():
            return end
    return at + 1


def _read_table(start: Table, grid: Grid, question: str, *, wanted: bool) -> Table | None:
    """The table in its reading, or None if its rows are not to be learned one by one."""
    heads, rows, spans = _without_numbers(grid)
    headings = heads[1:]
    if not rows or not headings:
        return None
    if not wanted and (_is_side_by_side(heads) or _are_records(heads, rows)):
        return None
    asked = [name(head.text) for head in heads]
    named = [bool(one.text) and is_mentioned(one, question) for one in asked]
    orient = start.settings.orient
    if orient == "auto" and len(heads) > 1 and all(named) and heads[0].text:
        return _open_table(start, heads, rows, spans)
    if _repeats(headings):
        return None
    table = replace(
        start,
        headings=tuple(headings),
        rows=tuple(
            Row(row[0], tuple(row[1:]), span) for row, span in zip(rows, spans, strict=True)
        ),
        corner=heads[0].text,
    )
    if orient == "rows":
        return turn(table) if _are_distinct(table.rows) else table
    return (
        turn(table)
        if orient == "auto" and _has_items_in_rows(table, question, sum(named[1:]))
        else table
    )


def _without_numbers(
    grid: Grid,
) -> tuple[Sequence[Cell], Sequence[Sequence[Cell]], Sequence[Span]]:
    """The grid without a first column that only numbers its rows."""
    heads, rows = grid.heads, grid.rows
    numbers = [row[0].text for row in rows]
    if (
        len(heads) > 2
        and _NUMBER_HEADING.fullmatch(heads[0].text.strip())
        and numbers
        and all(_NUMBER.fullmatch(number) or not number for number in numbers)
    ):
        return heads[1:], [row[1:] for row in rows], grid.spans
    return heads, rows, grid.spans


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


def _repeats(headings: Sequence[Cell]) -> bool:
    """Whether a heading stands over several columns or none: a grid of another kind."""
    counts = Counter(heading.text.casefold() or heading.source for heading in headings)
    return any(count > 1 for count in counts.values())


def _open_table(
    start: Table,
    heads: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    spans: Sequence[Span],
) -> Table | None:
    """A table whose first column is one of the things compared: rows have no label."""
    if _repeats(heads):
        return None
    return replace(
        start,
        headings=tuple(heads),
        rows=tuple(Row(EMPTY, tuple(row), span) for row, span in zip(rows, spans, strict=True)),
        is_open=True,
    )


def _are_distinct(rows: Sequence[Row]) -> bool:
    labels = {row.label.text.casefold() or row.label.source for row in rows}
    return len(labels) == len(rows)


def _has_items_in_rows(table: Table, question: str, named_headings: int) -> bool:
    """Whether the question compares the rows, so that the columns are what is asked about them."""
    labels = [row.label.text for row in table.rows]
    if len(labels) < 2 or not _are_distinct(table.rows):
        return False
    named = sum(is_mentioned(name(label), question) for label in labels if label)
    return named >= 2 and named > named_headings and named * 2 > len(labels)


def turn(table: Table) -> Table:
    """Rows as columns: the same notes as from the table written the other way round."""
    return replace(
        table,
        headings=tuple(row.label for row in table.rows),
        rows=tuple(
            Row(heading, tuple(row.cells[i] for row in table.rows), table.span)
            for i, heading in enumerate(table.headings)
        ),
    )

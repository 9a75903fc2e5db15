"""Which tables of an answer are worth a note for each row, and how they are to be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from deckgen.model import Block, BlockKind, Span
from deckgen.notes.names import is_mentioned, name

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
_NOTHING = re.compile(r"[-–—−‐\s]*|\.{2,}|…|n\s?[./]\s?a\.?|na|tbd|\?+", re.IGNORECASE)
_MEANT = re.compile(r"!\[|<img|`", re.IGNORECASE)
_SIGN = "[✓✔✅☑✗✘❌✖☐×○◯●△√xX🟢🔴👍👎]\ufe0f?"
_YES_NO = re.compile(
    rf"(?:{_SIGN}\s*)?(?:yes|no|y|n|n/a|true|false|supported|not supported|ja|nein|oui|non|s[ií]"
    r"|não|sim|да|нет|есть|是|否|有|无|無|支持|不支持|はい|いいえ|あり|なし|예|아니[요오]|نعم|لا)[.!]?"
    rf"|{_SIGN}",
    re.IGNORECASE,
)
_SHORT_RECORD = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its inline Markdown and its words."""

    source: str
    text: str

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing: empty, a dash, N/A, but no picture and no code."""
        return bool(_NOTHING.fullmatch(self.text.strip())) and not _MEANT.search(self.source)

    @property
    def is_yes_or_no(self) -> bool:
        """Whether it only affirms or denies."""
        return bool(_YES_NO.fullmatch(self.text.strip()))


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
    others.  ``caption`` is the heading above the table.
    """

    block: Block
    headings: tuple[Cell, ...]
    rows: tuple[Row, ...]
    corner: str = ""
    caption: str = ""
    is_open: bool = False


_EMPTY = Cell("", "")


def find_tables(answer: Sequence[Block], question: str) -> tuple[Table, ...]:
    """The tables of an answer that a learner would want to know by heart, in order.

    Not among them: columns that merely stand side by side (advantages and disadvantages), records
    (sample data with ids), tables that repeat a heading or have no second column.
    """
    found = (read_table(block, caption, question) for block, caption in _blocks(answer))
    return tuple(table for table in found if table)


def _blocks(answer: Sequence[Block], depth: int = 0) -> Iterator[tuple[Block, str]]:
    """Each table with the heading above it."""
    caption = ""
    for block in answer:
        if block.kind is BlockKind.HEADING:
            caption = block.text
        elif block.kind is BlockKind.TABLE:
            yield block, caption
        elif block.children and depth < _DEPTH:
            for table, inner in _blocks(block.children, depth + 1):
                yield table, inner or caption


def read_table(block: Block, caption: str, question: str) -> Table | None:
    """The table in its reading, or None if its rows are not to be learned one by one."""
    grid = _grid(block)
    if grid is None:
        return None
    heads, rows, spans = _without_numbers(*grid)
    headings = heads[1:]
    if not rows or not headings or _is_side_by_side(heads) or _are_records(heads, rows):
        return None
    asked = [name(head.text) for head in heads]
    named = [bool(one.text) and is_mentioned(one, question) for one in asked]
    if len(heads) > 1 and all(named) and heads[0].text:
        return _open_table(block, heads, rows, spans, caption)
    if _repeats(headings):
        return None
    table = Table(
        block=block,
        headings=tuple(headings),
        rows=tuple(
            Row(row[0], tuple(row[1:]), span) for row, span in zip(rows, spans, strict=True)
        ),
        corner=heads[0].text,
        caption=caption,
    )
    return _turned(table) if _has_items_in_rows(table, question, sum(named[1:])) else table


def _grid(block: Block) -> tuple[list[Cell], list[list[Cell]], list[Span]] | None:
    """Head row, body rows of its length, and their places; None without a usable head."""
    lines = [row for row in block.children if row.kind is BlockKind.ROW]
    head = [row for row in lines if row.level == 1]
    body = [row for row in lines if row.level != 1]
    if len(head) != 1 or not body:
        return None
    heads = _cells(head[0])
    if not any(cell.text or cell.source for cell in heads):
        heads, body = _cells(body[0]), body[1:]
    width = len(heads)
    rows = [(_cells(row) + [_EMPTY] * width)[:width] for row in body]
    kept = [
        (row, line.span)
        for row, line in zip(rows, body, strict=True)
        if not all(cell.is_empty for cell in row)
    ]
    return heads, [row for row, _ in kept], [span for _, span in kept]


def _cells(row: Block) -> list[Cell]:
    return [
        Cell(cell.source.strip(), " ".join(cell.text.split()))
        for cell in row.children
        if cell.kind is BlockKind.CELL
    ]


def _without_numbers(
    heads: list[Cell], rows: list[list[Cell]], spans: list[Span]
) -> tuple[list[Cell], list[list[Cell]], list[Span]]:
    """The grid without a first column that only numbers its rows."""
    numbers = [row[0].text for row in rows]
    if (
        len(heads) > 2
        and _NUMBER_HEADING.fullmatch(heads[0].text.strip())
        and numbers
        and all(_NUMBER.fullmatch(number) or not number for number in numbers)
    ):
        return heads[1:], [row[1:] for row in rows], spans
    return heads, rows, spans


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
    block: Block,
    heads: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    spans: Sequence[Span],
    caption: str,
) -> Table | None:
    """A table whose first column is one of the things compared: rows have no label."""
    if _repeats(heads):
        return None
    return Table(
        block=block,
        headings=tuple(heads),
        rows=tuple(Row(_EMPTY, tuple(row), span) for row, span in zip(rows, spans, strict=True)),
        caption=caption,
        is_open=True,
    )


def _has_items_in_rows(table: Table, question: str, named_headings: int) -> bool:
    """Whether the question compares the rows, so that the columns are what is asked about them."""
    labels = [row.label.text for row in table.rows]
    if len(labels) < 2 or len({label.casefold() for label in labels}) < len(labels):
        return False
    named = sum(is_mentioned(name(label), question) for label in labels if label)
    return named >= 2 and named > named_headings and named * 2 > len(labels)


def _turned(table: Table) -> Table:
    """Rows as columns: the same notes as from the table written the other way round."""
    return replace(
        table,
        headings=tuple(row.label for row in table.rows),
        rows=tuple(
            Row(heading, tuple(row.cells[i] for row in table.rows), table.block.span)
            for i, heading in enumerate(table.headings)
        ),
    )

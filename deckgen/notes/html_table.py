"""Tables that were written in HTML, as grids: spans expanded, heads joined.

What is read is the rendered table: sanitised, its tags balanced and its rows and cells closed as a
browser would, so that a small reader is a safe one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from deckgen.model import Block, MediaFile, Span
from deckgen.notes.cloze import TOKEN
from deckgen.notes.grid import EMPTY, STEP, Cell, Grid, Named, heads_table, make_grid
from deckgen.notes.page import Piece
from deckgen.notes.words import count_words
from deckgen.patterns import lazy

_SPAN = lazy(r'\b(row|col)span="(\d+)"')
_ROW = lazy(r"<tr\b", re.IGNORECASE)
_TAG = lazy(r"<[^>]*>")
_CELLS = frozenset({"td", "th"})
_WIDEST = 60
_LONGEST = 1000
_HEAD_WORDS = 8


@dataclass(slots=True)
class _Box:
    """A cell as written, and how many rows and columns it takes."""

    cell: Cell
    is_head: bool
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class _Line:
    boxes: list[_Box] = field(default_factory=list)
    in_head: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its spans expanded.  ``boxes``: the box that each cell comes from."""

    boxes: tuple[_Box, ...]
    in_head: bool
    span: Span

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(box.cell for box in self.boxes)

    @property
    def is_one_cell(self) -> bool:
        """Whether one cell goes all the way: a title, not a row."""
        return len(self.boxes) > 1 and len({id(box) for box in self.boxes}) == 1


def read_html_grid(rendered: Piece, blocks: Sequence[Block], is_named: Named) -> Grid | None:
    """The grid of a rendered HTML table; None without a usable head."""
    lines = _lines(rendered.html, rendered.media)
    rows = [row for row in _expand(lines, _places(blocks, len(lines))) if not row.is_one_cell]
    count = _head_rows(rows)
    if not count and rows and not _has_no_head(rows, is_named):
        if not _may_head(rows[0].cells) or len(rows) < 3:
            return None
        count = 1
    top, body = rows[:count], rows[count:]
    if not body or len(body[0].boxes) < 2:
        return None
    heads = _heads(top) or [EMPTY] * len(body[0].boxes)
    groups = _has_groups(top, body, is_named)
    if groups:
        heads = [_joined(heads[:2]), *heads[2:]]
        data = [((_joined(row.cells[:2]), *row.cells[2:]), row.span) for row in body]
    else:
        data = _under_labels(body)
    return make_grid(heads, data, joined=1 + groups)


def _has_no_head(rows: Sequence[_Row], is_named: Named) -> bool:
    """Whether rows without any head are terms with what is said of them; pictures are none."""
    cells = [row.cells for row in rows]
    return (
        len(rows) > 1
        and all(len(pair) == 2 and pair[0].text and pair[1].text for pair in cells)
        and not heads_table(cells[0], is_named)
    )


def _heads(top: Sequence[_Row]) -> list[Cell]:
    """The head of each column: all that stands above it, but not what stands above all alike."""
    telling = [row for row in top if len(row.boxes) < 3 or len(set(map(id, row.boxes[1:]))) > 1]
    columns = list(zip(*(row.cells for row in telling or top), strict=False))
    corner = [row.cells[0] for row in top]
    return [_joined(corner), *(_joined(column) for column in columns[1:])] if columns else []


def _under_labels(body: Sequence[_Row]) -> list[tuple[tuple[Cell, ...], Span]]:
    """The rows, those below one label in one."""
    found: list[tuple[tuple[Cell, ...], Span]] = []
    for _, some in groupby(body, key=lambda row: id(row.boxes[0])):
        rows = list(some)
        columns = zip(*(row.cells for row in rows), strict=False)
        found.append((tuple(_joined(column, "<br>") for column in columns), rows[0].span))
    return found


def _lines(source: str, media: Sequence[MediaFile]) -> list[_Line]:
    """The rows of the first table in sanitised HTML; tables within cells stay in their cells."""
    lines: list[_Line] = []
    depth = 0
    in_head = False
    start = -1
    attributes = ""
    for token in TOKEN.finditer(source):
        name = (token["name"] or "").lower()
        closes = bool(token["close"])
        if name == "table":
            depth += -1 if closes else 1
            if depth == 0:
                break
        elif depth != 1:
            continue
        elif name == "thead":
            in_head = not closes
        elif name == "tr" and not closes:
            lines.append(_Line(in_head=in_head))
        elif name in _CELLS and lines and not closes:
            start, attributes = token.end(), token[0]
        elif name in _CELLS and lines and start >= 0:
            lines[-1].boxes.append(_box(source[start : token.start()], attributes, name, media))
            start = -1
    return [line for line in lines if line.boxes][:_LONGEST]


def _box(inside: str, attributes: str, name: str, media: Sequence[MediaFile]) -> _Box:
    inside = inside.strip()
    words = " ".join(html.unescape(_TAG.sub(" ", inside)).split())
    shown = tuple(file for file in media if file.name in inside)
    spans = {kind: int(count) for kind, count in _SPAN.findall(attributes)}
    return _Box(
        Cell(inside, words, is_html=True, media=shown),
        name == "th",
        rows=min(max(spans.get("row", 1), 1), _LONGEST),
        columns=min(max(spans.get("col", 1), 1), _WIDEST),
    )


def _expand(lines: Sequence[_Line], places: Sequence[Span]) -> list[_Row]:
    """Rows in which a cell stands in every row and column that it spans."""
    rows: list[_Row] = []
    below: dict[int, tuple[_Box, int]] = {}
    for line, place in zip(lines, places, strict=True):
        boxes: list[_Box] = []
        waiting = list(reversed(line.boxes))
        following: dict[int, tuple[_Box, int]] = {}
        while (waiting or len(boxes) in below) and len(boxes) < _WIDEST:
            at = len(boxes)
            if at in below:
                box, left = below[at]
                boxes.append(box)
                taken = [(at, left)]
            else:
                box = waiting.pop()
                taken = [(at + i, box.rows) for i in range(box.columns)]
                boxes += [box] * box.columns
            following |= {column: (box, left - 1) for column, left in taken if left > 1}
        below = following
        rows.append(_Row(tuple(boxes[:_WIDEST]), line.in_head, place))
    return rows


def _places(blocks: Sequence[Block], count: int) -> list[Span]:
    """Where each row begins; the whole table's place where the source does not tell."""
    found: list[Span] = []
    for block in blocks:
        span = block.span
        line, last = span.line, 0
        for match in _ROW.finditer(block.source):
            line += block.source.count("\n", last, match.start())
            last = match.start()
            before = block.source.rfind("\n", 0, last) + 1
            col = last - before + (span.col if not before else 1)
            found.append(Span(span.path, line, col, line, col + 3))
    whole = blocks[0].span
    return found if len(found) == count else [whole] * count


def _head_rows(rows: Sequence[_Row]) -> int:
    """How many rows at the top are head: in ``<thead>``, or with nothing but ``<th>``."""
    count = 0
    while count < len(rows) and (
        rows[count].in_head or all(box.is_head for box in rows[count].boxes)
    ):
        count += 1
    return count


def _may_head(cells: Sequence[Cell]) -> bool:
    """Whether a first row without ``<th>`` names columns: all different, and all short."""
    texts = [cell.text.casefold() for cell in cells]
    return (
        all(texts[1:])
        and len(set(texts)) == len(texts)
        and all(count_words(text) <= _HEAD_WORDS for text in texts)
    )


def _joined(cells: Sequence[Cell], between: str = STEP) -> Cell:
    """Several cells as one: ``Europe › France``."""
    distinct = [cell for i, cell in enumerate(cells) if cell.text and cell not in cells[:i]]
    if len(distinct) < 2:
        return distinct[0] if distinct else cells[0]
    return Cell(
        (between if between != STEP else html.escape(STEP, quote=False)).join(
            cell.source for cell in distinct
        ),
        (STEP if between == STEP else " ").join(cell.text for cell in distinct),
        is_html=True,
        media=tuple(file for cell in distinct for file in cell.media),
    )


def _has_groups(top: Sequence[_Row], body: Sequence[_Row], is_named: Named) -> bool:
    """Whether the first column groups rows that the second one names.

    It does not where the second column is compared with the third one: the question names both, or
    both stand below one head.
    """
    if len(body[0].boxes) < 3 or 2 * sum(row.boxes[0].rows > 1 for row in body) < len(body):
        return False
    for row in top:
        pair = row.boxes[1:3]
        if len(pair) == 2 and (pair[0] is pair[1] or all(is_named(box.cell) for box in pair)):
            return False
    pairs = [tuple(cell.text for cell in row.cells[:2]) for row in body]
    return len(set(pairs)) == len(pairs)

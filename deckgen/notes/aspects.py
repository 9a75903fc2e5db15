"""Comparisons written as lists: an aspect each, in which every thing compared has its item.

    **Snout**

    - Crocodile: narrow
    - Alligator: broad

Such lists are a table that nobody drew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckgen.markdown import plain
from deckgen.model import Block, BlockKind, Span
from deckgen.notes.divisions import list_lead
from deckgen.notes.forms import fold
from deckgen.notes.grid import Cell
from deckgen.notes.names import is_mentioned, name
from deckgen.notes.page import Page
from deckgen.notes.table import Column, Row, Table, are_distinct

_LEAST = 2
_MOST_ITEMS = 8
_MOST_ASPECTS = 40


@dataclass(frozen=True, slots=True)
class _Aspect:
    """A list below its label: name and cell of each of its items, the names folded."""

    label: Cell
    cells: dict[str, tuple[Cell, Cell]]
    span: Span


def find_aspects(page: Page) -> Table | None:
    """The table that the lists of an answer are, or None.

    There are two aspects at least, all of them with the same items, of which the question names
    two at least.
    """
    answer = page.question.answer
    aspects = [aspect for aspect in _aspects(answer) if len(aspect.cells) >= _LEAST]
    if not _LEAST <= len(aspects) <= _MOST_ASPECTS:
        return None
    first = aspects[0]
    if any(aspect.cells.keys() != first.cells.keys() for aspect in aspects):
        return None
    heads = [head for head, _ in first.cells.values()]
    named = sum(is_mentioned(name(head.text), page.question.text) for head in heads)
    if named < _LEAST or not are_distinct(aspect.label for aspect in aspects):
        return None
    rows = []
    for aspect in aspects:
        cells = tuple(aspect.cells[key][1] for key in first.cells)
        rows.append(Row(aspect.label, cells, aspect.span, aspect.label, cells))
    return Table(
        blocks=answer,
        settings=page.settings,
        columns=tuple(Column(head, head, number) for number, head in enumerate(heads, 1)),
        rows=tuple(rows),
        name=" | ".join(head.text for head in heads),
    )


def _aspects(answer: Sequence[Block]) -> Iterator[_Aspect]:
    """Each list right below a label, or below the label of an item."""
    for i, block in enumerate(answer):
        if block.kind is not BlockKind.LIST:
            continue
        if i and (aspect := _aspect(answer[i - 1], block)):
            yield aspect
            continue
        for entry in block.children:
            if len(entry.children) == _LEAST and (aspect := _aspect(*entry.children)):
                yield aspect


def _aspect(label: Block, listed: Block) -> _Aspect | None:
    if listed.kind is not BlockKind.LIST or not 1 < len(listed.children) <= _MOST_ITEMS:
        return None
    if label.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return None
    cells: dict[str, tuple[Cell, Cell]] = {}
    for entry in listed.children:
        lead = list_lead(entry)
        if not lead or not lead[1] or len(entry.children) > 1:
            return None
        cells[fold(name(plain(lead[0])).text)] = (_cell(lead[0]), _cell(lead[1]))
    if len(cells) < len(listed.children):
        return None
    return _Aspect(_cell(label.source), cells, listed.span)


def _cell(source: str) -> Cell:
    source = source.strip()
    for end in (":", "："):
        source = source.removesuffix(end).replace(f"{end}**", "**")
    return Cell(source, name(plain(source)).text)

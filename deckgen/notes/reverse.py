"""Opt-in: from a cell of a comparison table to what it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Cloze, Note
from deckgen.notes.grid import Cell
from deckgen.notes.names import is_mentioned, name
from deckgen.notes.page import Page, Piece, text
from deckgen.notes.tables import Row, Table

_CHOICES_MAX = 6
_LABEL_MAX = 80


def reverse_notes(page: Page, tables: Sequence[Table]) -> tuple[list[Note], list[Diagnostic]]:
    """A note for each cell that no other one of its row equals, and what limits say.

    Not asked is what says too little to go by: yes and no, nothing, or what names its own heading.
    Each note has one blank, so that rows and columns come and go without disturbing the others.
    """
    notes: dict[str, Note] = {}
    found: list[Diagnostic] = []
    for table in tables:
        if not table.settings.reverse or table.is_open or len(table.headings) < 2:
            continue
        asked = [(row, i) for row in table.rows for i in _telling(table, row)]
        limit = table.settings.max_cards_per_table
        if len(asked) > limit:
            message = f"the table would give {len(asked)} reverse cards, more than {limit}"
            remedy = "Split the table, or raise `max_cards_per_table`."
            found.append(report("DG303", table.span, message, help=remedy))
            continue
        whole = page.blocks(table.blocks)
        for row, i in asked:
            made = _note(page, table, row, i, whole)
            notes.setdefault(made.role, made)
    return list(notes.values()), found


def _telling(table: Table, row: Row) -> list[int]:
    """The cells of a row from which their column can be told."""
    counts = Counter(_value(cell) for cell in row.cells)
    return [
        i
        for i, cell in enumerate(row.cells)
        if not cell.is_empty
        and not cell.is_yes_or_no
        and counts[_value(cell)] == 1
        and table.headings[i].text
        and not is_mentioned(name(table.headings[i].text), cell.text)
    ]


def _value(cell: Cell) -> str:
    return cell.text.casefold() or cell.source


def _note(page: Page, table: Table, row: Row, i: int, whole: Piece) -> Note:
    heading = table.headings[i]
    names = [escape(other.text, quote=False) for other in table.headings if other.text]
    hint = page.phrases.choice(names) if 1 < len(names) <= _CHOICES_MAX else ""
    answer = page.cell(heading)
    body = text('<div class="which"><div class="choice">')
    body += Piece((Cloze(anchor=heading.text, html=answer.html, hint=hint),), answer.media)
    body += text('</div><div class="lead">')
    if row.label.text or row.label.source:
        body += text('<div class="label">') + page.cell(row.label) + text("</div>")
    body += text("<div>") + page.cell(row.cells[i]) + text("</div></div></div>")
    return page.cloze_note(
        f"value:{row.label.text or row.label.source}: {heading.text}"[: _LABEL_MAX * 2],
        body,
        whole,
        question=f"{page.question.text} — {row.label.text}: {row.cells[i].text}",
        answer=heading.text,
        span=row.span,
    )

"""Opt-in: from a cell of a comparison table to what it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Cloze, Note
from deckgen.notes.names import is_mentioned, name
from deckgen.notes.page import Page, Piece, text
from deckgen.notes.table import Row, Table

_CHOICES_MAX = 6
_LABEL_MAX = 80


def reverse_notes(page: Page, tables: Sequence[Table]) -> tuple[list[Note], list[Diagnostic]]:
    """A note for each cell that no other one of its row equals, and what limits say.

    Not asked is what says too little to go by: yes and no, nothing, or what names its own heading;
    nor what options skip.  Each note has one blank, so that rows and columns come and go without
    disturbing the others.
    """
    notes: dict[str, Note] = {}
    found: list[Diagnostic] = []
    for table in tables:
        if not table.settings.reverse or table.is_open or len(table.columns) < 2:
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
    counts = Counter(cell.value for cell in row.cells)
    return [
        i
        for i, cell in enumerate(row.cells)
        if not cell.is_empty
        and not cell.is_skipped
        and not cell.is_yes_or_no
        and counts[cell.value] == 1
        and table.columns[i].head.text
        and not is_mentioned(name(table.columns[i].head.text), cell.text)
    ]


def _note(page: Page, table: Table, row: Row, i: int, whole: Piece) -> Note:
    column = table.columns[i]
    names = [
        escape(other.head.text, quote=False)
        for other, cell in zip(table.columns, row.cells, strict=True)
        if other.head.text and not cell.is_skipped
    ]
    hint = page.phrases.choice(names) if 1 < len(names) <= _CHOICES_MAX else ""
    answer = page.cell(column.head)
    body = text('<div class="which"><div class="choice">')
    body += Piece((Cloze(anchor=column.anchor, html=answer.html, hint=hint),), answer.media)
    body += text('</div><div class="lead">')
    if row.label.text or row.label.source:
        body += text('<div class="label">') + page.cell(row.label) + text("</div>")
    body += text("<div>") + page.cell(row.cells[i]) + text("</div></div></div>")
    return page.cloze_note(
        f"value:{row.origin.text or row.origin.source}: {column.anchor}"[: _LABEL_MAX * 2],
        body,
        whole,
        question=f"{page.question.text} — {row.label.text}: {row.cells[i].text}",
        answer=column.head.text,
        span=row.span,
    )

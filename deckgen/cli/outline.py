"""What each part of a file was taken for, without gaps: the rows of ``explain FILE``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from deckgen.dialects import Part, Reading
from deckgen.dialects.navigation import is_navigation, is_noise
from deckgen.model import Block, BlockKind, Document, Question

_ROLES = {"contents": "navigation"}
_WHY = {
    "instruction": ("is written for deckgen",),
    "navigation": ("only leads elsewhere",),
    "ignored": ("belongs to no question",),
}
_LEFT = frozenset(_WHY.values())
_START = 400
"""Characters of an answer that are enough to recognise it by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A part of a file: its lines (both inclusive) and what it was taken for.

    ``role`` is ``topic``, ``question``, ``unanswered``, ``answer``, ``navigation``, ``instruction``
    (a comment for deckgen) or ``ignored``.
    ``depth`` counts the topics above, and one for a question, two for a section of its answer.
    """

    line: int
    end_line: int
    role: str
    text: str
    depth: int = 0
    dialect: str = ""
    why: tuple[str, ...] = ()
    instead: str = ""


def make_rows(document: Document, reading: Reading) -> tuple[Row, ...]:
    """All rows in the order of the file."""
    questions = {(one.span.line, one.span.col): one for one in reading.questions}
    levels = {block.span.line: block.level for block in _headings(document.blocks)}
    rows: list[Row] = []
    topics: list[int] = []
    depth = 0
    for part in reading.parts:
        level = levels.get(part.span.line, 0)
        if level and part.role != "answer":
            while topics and topics[-1] >= level:
                topics.pop()
        depth = len(topics) if part.role != "answer" else depth
        if part.role == "topic" and level:
            topics.append(level)
        question = questions.get((part.span.line, part.span.col))
        rows.extend(_rows(part, question, depth))
    return tuple(_fill(rows, document.blocks))


def _headings(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            yield block
        elif block.kind in (BlockKind.DETAILS, BlockKind.QUOTE):
            yield from _headings(block.children)


def _rows(part: Part, question: Question | None, depth: int) -> Iterator[Row]:
    """The row of a part, and of the answer to a question."""
    row = Row(
        line=part.span.line,
        end_line=part.span.end_line,
        role=_ROLES.get(part.role, part.role),
        text=part.text,
        depth=depth + 2 * (part.role == "answer"),
        dialect=part.dialect,
        why=part.why,
        instead=part.instead,
    )
    if part.role != "question" or question is None:
        yield row
        return
    yield replace(row, end_line=question.prompt_span.end_line)
    start = min(block.span.line for block in question.answer)
    text = " ".join(_text(block) for block in question.answer[:3])
    yield Row(
        line=min(max(start, row.line), question.span.end_line),
        end_line=question.span.end_line,
        role="answer",
        text=text,
        depth=depth + 1,
    )


def _fill(rows: Sequence[Row], blocks: Sequence[Block]) -> Iterator[Row]:
    """Add what no part covers; what follows an ignored heading belongs to it."""
    left = [_leave(block) for block in _left_over(blocks, _Cover(rows))]
    pending: Row | None = None
    for row in sorted([*rows, *left], key=lambda row: row.line):
        if pending and row.why in _LEFT and _continues(pending, row):
            pending = replace(pending, end_line=row.end_line)
            continue
        if pending:
            yield pending
        pending = row
    if pending:
        yield pending


class _Cover:
    """The lines that parts cover."""

    def __init__(self, rows: Iterable[Row]) -> None:
        ordered = sorted(rows, key=lambda row: row.line)
        self._starts = [row.line for row in ordered]
        self._ends = list(accumulate((row.end_line for row in ordered), max))

    def touches(self, block: Block) -> bool:
        """Whether a part has lines of the block."""
        before = bisect_right(self._starts, block.span.end_line)
        return before > 0 and self._ends[before - 1] >= block.span.line

    def holds(self, block: Block) -> bool:
        """Whether one part or a chain of parts reaches over the block."""
        before = bisect_right(self._starts, block.span.line)
        return before > 0 and self._ends[before - 1] >= block.span.end_line


def _left_over(blocks: Iterable[Block], cover: _Cover) -> Iterator[Block]:
    for block in blocks:
        if cover.holds(block) or (is_noise(block) and not _instructs(block)):
            continue
        if cover.touches(block):
            yield from _left_over(block.children, cover)
        else:
            yield block


def _continues(row: Row, left: Row) -> bool:
    """Whether what is left over belongs to the row above."""
    heads = row.role == "ignored" and left.role != "instruction"
    return heads or (row.role == left.role and row.why == left.why)


def _instructs(block: Block) -> bool:
    return block.kind is BlockKind.COMMENT and "deckgen:" in block.source[:40]


def _leave(block: Block) -> Row:
    """The row of a block that is part of nothing."""
    if _instructs(block):
        role = "instruction"
    else:
        role = "navigation" if is_navigation(block) else "ignored"
    span, why = block.span, _WHY[role]
    return Row(line=span.line, end_line=span.end_line, role=role, text=_text(block), why=why)


def _text(block: Block) -> str:
    """How a block begins; of one that shows no words what is written, or what it is."""
    return block.text[:_START].strip() or block.source[:_START].strip() or f"({block.kind})"

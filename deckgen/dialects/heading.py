"""Dialect ``heading``: numbered or plain headings of any level ask, what stands below answers."""

from __future__ import annotations

from deckgen.dialects.candidate import Candidate, Facts, Piece
from deckgen.dialects.contents import key
from deckgen.dialects.evidence import NOTHING, Evidence, weigh
from deckgen.dialects.label import Mark, read_label
from deckgen.dialects.outline import Section
from deckgen.model import Span

NAME = "heading"
_REPEATED = 3


def offer(section: Section, title: Piece, facts: Facts, above: float) -> Candidate:
    """Offer the heading of a section, ``title``, as a question.

    ``above`` is the evidence of the heading around it: a title that repeats below questions
    ("Example", "References") is a part of each answer.
    """
    block = title.block
    label = read_label(block.text)
    evidence = (
        weigh(block.text) + _numbered(label.mark, facts) + _repeated(block.text, facts, above)
    )
    return Candidate(
        dialect=NAME,
        form=form_of(section.level, label.mark),
        at=0,
        prompt=block.source,
        text=block.text,
        label=label,
        evidence=evidence,
        span=block.span,
        prompt_span=Span(
            block.span.path, title.line, block.span.col, block.span.end_line, block.span.end_col
        ),
    )


def form_of(level: int, mark: Mark) -> str:
    """Headings of one form are weighed together; ``Q1.`` is one form at whatever level."""
    if mark is Mark.QUESTION:
        return "heading marked as a question"
    return f"h{level} numbered" if mark is Mark.NUMBER else f"h{level}"


def _numbered(mark: Mark, facts: Facts) -> Evidence:
    if mark is Mark.NUMBER:
        return Evidence(1.8 if facts.headed else 0.8, ("is numbered",))
    return (
        Evidence(0.7, ("the file is named a collection of questions",)) if facts.headed else NOTHING
    )


def _repeated(text: str, facts: Facts, above: float) -> Evidence:
    if above > 0 and facts.titles.get(key(text), 0) >= _REPEATED:
        return Evidence(-4.0, ("repeats under several questions",))
    return NOTHING

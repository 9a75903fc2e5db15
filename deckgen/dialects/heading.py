"""Dialect ``heading``: numbered or plain headings of any level ask, what stands below answers."""

from __future__ import annotations

import re

from deckgen.dialects.candidate import Candidate, Facts, Piece
from deckgen.dialects.contents import key
from deckgen.dialects.evidence import NOTHING, Evidence, fold, weigh
from deckgen.dialects.label import Mark, read_label
from deckgen.dialects.markers import is_marked, is_stem, open_details, title_of
from deckgen.dialects.outline import Section
from deckgen.dialects.sections import shows
from deckgen.dialects.words import AMBIGUOUS_ANSWERS
from deckgen.model import BlockKind, Span

NAME = "heading"
_REPEATED = 3
_LONGEST_TERM = 8
_AMBIGUOUS = re.compile(rf"\W*(?:{'|'.join(sorted(AMBIGUOUS_ANSWERS))})\b")


def offer(section: Section, title: Piece, facts: Facts, above: float, *, apart: bool) -> Candidate:
    """Offer the heading of a section, ``title``, as a question.

    ``above`` is the evidence of the heading around it: a title that repeats below questions
    ("Example", "References") is a part of each answer.  ``apart``: the section is one of those
    that are never cards.
    """
    block = title.block
    label = read_label(block.text)
    evidence = weigh(block.text) + _numbered(label.mark, facts, leaf=not section.sections)
    evidence += _repeated(block.text, facts, above) + _listed(block.text, facts)
    evidence += _marked(section) + _defined(section, label.rest, facts)
    if apart and evidence.score > -5:
        evidence += Evidence(-8.0, ("holds nothing but links",))
    return Candidate(
        dialect=NAME,
        form=form_of(title, label.mark),
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


def form_of(title: Piece, mark: Mark) -> str:
    """Headings of one form are weighed together; ``Q1.`` is one form at whatever level."""
    if title.block.kind is BlockKind.SUMMARY:
        return "folded topic"
    if mark is Mark.QUESTION:
        return "heading marked as a question"
    kind = "numbered " if mark is Mark.NUMBER else ""
    return f"{kind}h{title.block.level}" + (" in a list item" if title.listed else "")


def _numbered(mark: Mark, facts: Facts, *, leaf: bool) -> Evidence:
    if mark is Mark.NUMBER:
        return Evidence(1.8 if facts.headed else 0.8, ("is numbered",))
    if not facts.headed:
        return NOTHING
    return Evidence(1.1 if leaf else 0.7, ("the file is named a collection of questions",))


def _marked(section: Section) -> Evidence:
    """Whether the answer below is marked or hidden."""
    fits = True
    for piece in section.content:
        if not isinstance(piece, Piece):
            break
        block = piece.block
        if is_marked(block) or (title_of(block) and open_details(block, fits=fits, wrapped=False)):
            if _AMBIGUOUS.match(fold(block.text)):
                return Evidence(0.5, ("its answer may be marked",))
            return Evidence(2.5 if fits else 1.5, ("its answer is marked",))
        fits = fits and is_stem(block)
    return NOTHING


def _defined(section: Section, text: str, facts: Facts) -> Evidence:
    """In a glossary every heading is a term that has text below it and no other headings."""
    if not facts.glossary or section.sections or not shows(section.pieces()):
        return NOTHING
    if len(text) < 2 or len(text.split()) > _LONGEST_TERM:
        return NOTHING
    return Evidence(2.5, ("is a term in a glossary",))


def _repeated(text: str, facts: Facts, above: float) -> Evidence:
    if above > 0 and facts.titles.get(key(text), 0) >= _REPEATED:
        return Evidence(-4.0, ("repeats under several questions",))
    return NOTHING


def _listed(text: str, facts: Facts) -> Evidence:
    rate = facts.listed.get(key(text))
    if rate is not None:
        among = "questions" if rate > 0.5 else "topics"
        return Evidence(3.0 * (rate - 0.5), (f"the contents list it among {among}",))
    if facts.complete:
        return Evidence(-1.0, ("the contents do not list it",))
    return NOTHING

"""Dialect ``line``: a plain line or paragraph asks, what stands below it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from deckgen.dialects.candidate import Candidate, Facts, Piece, Told
from deckgen.dialects.counting import raise_counted
from deckgen.dialects.evidence import NOTHING, Evidence, ends_asking, weigh
from deckgen.dialects.label import Label, Mark, read_answer_label, read_label
from deckgen.dialects.lines import rough, split_asking, split_lines
from deckgen.model import Block, BlockKind, Span

NAME = "line"
_LONGEST = 400
_QUOTES = ('"', "“", "„", "«", "‘", "—", "「")
_SPOKEN = Evidence(-2.0, ("is somebody's words",))
_TELLING = Evidence(-3.0, ("tells something first",))
_SENTENCES = re.compile(r"\w[.!]\s+\S")
_OFTEN = 0.4
_LEAST_BY_LINE = 2
_MOST_BY_LINE = 0.6
_EXERCISE = re.compile(
    r"\*{2,3}[^\W\d][^*\n]{0,20}?(\d{1,3})(?:[:：.]\*{2,3}|\*{2,3}\s*[:：.、—–-])\s*(?=\S)"
)
"""A word and a number in bold before a question."""
_WONDERING = Evidence(-2.5, ("stands in prose",))
_NUMBERED = Evidence(1.0, ("is numbered",))
_HEADED = Evidence(2.5, ("is numbered in a collection of questions",))


class Line:
    """Recognises plain questions."""

    name = NAME

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer every short paragraph, and every paragraph whose first lines ask."""
        numbered = _HEADED if facts.headed else _NUMBERED
        by_line = _asks_by_line([piece.block for piece in pieces])
        offers = (
            _offer(piece.block, at, numbered, by_line=by_line) for at, piece in enumerate(pieces)
        )
        found = raise_counted([candidate for candidate in offers if candidate is not None])
        asking = sum(candidate.evidence.score > 0 for candidate in found)
        if facts.headed or asking >= _OFTEN * len(found):
            return found
        # Here and there a question: that is prose which wonders.
        return tuple(replace(one, evidence=one.evidence + _WONDERING) for one in found)


def _asks_by_line(blocks: Sequence[Block]) -> bool:
    """Whether most numbered paragraphs of several lines ask in the first of them."""
    lined = [
        block.source
        for block in blocks
        if block.kind is BlockKind.PARAGRAPH and _is_numbered(block.source)
    ]
    asking = sum(ends_asking(rough(source.partition("\n")[0])) for source in lined)
    return asking >= _LEAST_BY_LINE and asking >= _MOST_BY_LINE * len(lined)


def _is_numbered(source: str) -> bool:
    return "\n" in source and bool(read_label(rough(source[:_LONGEST].partition("\n")[0])).number)


def _plainly(source: str, text: str, mark: Mark) -> Evidence:
    """A plain sentence needs a question mark to ask: "When it rains, …" does not."""
    if source.startswith(("*", "_", "<")):
        return Evidence(-0.5, ("is partly emphasised",))
    if mark:
        return NOTHING
    if ends_asking(text):
        if source.startswith(_QUOTES):
            return _SPOKEN
        return _TELLING if _SENTENCES.search(text) else NOTHING
    return Evidence(-2.0, ("is a plain sentence",))


def _take_exercise(source: str) -> tuple[str, str]:
    """Take "**Exercise 3**:" off the front of a question; returns the rest and the number."""
    found = _EXERCISE.match(source)
    if found is None or weigh(rough(source[found.end() :][:_LONGEST])).score <= 0:
        return source, ""
    return source[found.end() :], found[1]


def _offer(block: Block, at: int, numbered: Evidence, *, by_line: bool) -> Candidate | None:
    if block.kind is not BlockKind.PARAGRAPH or block.source[:1] in "![|":
        return None
    source, number = _take_exercise(block.source)
    if not source.partition("\n")[0].strip("?？ "):  # a separator
        return None
    if source[:1] in "*_" and not read_label(rough(source[:_LONGEST])).mark:
        return None
    prompt, rest = split_lines(source) if "\n" in source else (source, "")
    form = NAME
    if by_line and not rest and _is_numbered(source):
        prompt, _, rest = source.partition("\n")
    if not rest and len(prompt) <= 4 * _LONGEST:
        prompt, rest = split_asking(prompt)
        form = "line that asks and answers" if rest else NAME
    if len(prompt) > _LONGEST:
        return None
    text = rough(prompt)
    label = Label(Mark.NUMBER, number, text) if number else read_label(text)
    if not label.rest or read_answer_label(text).mark is Mark.ANSWER:
        return None
    span = block.span
    return Candidate(
        dialect=NAME,
        form=f"{form} {label.mark}".strip(),
        at=at,
        prompt=prompt,
        text=text,
        label=label,
        evidence=weigh(text)
        + _plainly(prompt, text, label.mark)
        + (numbered if label.mark is Mark.NUMBER else NOTHING),
        span=span,
        prompt_span=Span(
            span.path, span.line, span.col, span.line + prompt.count("\n"), span.col + len(prompt)
        ),
        inner=(Told(block, rest),) if rest else (),
    )

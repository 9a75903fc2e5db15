"""Dialect ``definition``: a term, and below it ``: its definition``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.dialects.candidate import Candidate, Facts, Piece
from deckgen.dialects.evidence import Evidence, weigh
from deckgen.dialects.label import read_label
from deckgen.model import Block, BlockKind, Span

NAME = "definition"


class Definition:
    """Recognises definition lists."""

    name = NAME

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer every term: the form alone says that it is defined."""
        found: list[Candidate] = []
        for at, piece in enumerate(pieces):
            if piece.block.kind is BlockKind.DEFINITIONS:
                found.extend(_offer_list(piece.block, at, facts))
        return tuple(found)


def _offer_list(block: Block, at: int, facts: Facts) -> Iterator[Candidate]:
    terms: list[Block] = []
    told: list[Block] = []
    for child in block.children:
        if child.kind is BlockKind.TERM and told:
            yield from _offer_terms(terms, told, at, facts, last=False)
            terms, told = [], []
        if child.kind is BlockKind.TERM:
            terms.append(child)
        elif child.kind is BlockKind.DEFINITION:
            told.extend(child.children)
    yield from _offer_terms(terms, told, at, facts, last=True)


def _offer_terms(
    terms: Sequence[Block], told: Sequence[Block], at: int, facts: Facts, *, last: bool
) -> Iterator[Candidate]:
    for term in terms:
        start, end = term.span, (told[-1] if told else term).span
        label = read_label(term.text)
        yield Candidate(
            dialect=NAME,
            form=NAME,
            at=at,
            prompt=term.source,
            text=term.text,
            label=label,
            evidence=Evidence(
                max(weigh(term.text).score, 0.0) + (3.0 if facts.glossary else 1.5),
                ("is a term with a definition",),
            ),
            span=Span(start.path, start.line, start.col, end.end_line, end.end_col),
            prompt_span=start,
            inner=tuple(told),
            open=last,
        )

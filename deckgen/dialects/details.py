"""Dialect ``details``: a summary asks, the folded content answers."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.dialects import titles
from deckgen.dialects.candidate import Candidate, Facts, Piece
from deckgen.dialects.contents import key
from deckgen.dialects.evidence import NOTHING, Evidence, ends_asking, fold, weigh
from deckgen.dialects.label import read_label
from deckgen.dialects.lines import rough
from deckgen.dialects.sections import only_links
from deckgen.model import Block, BlockKind

NAME = "details"
_REPEATED = 2


class Details:
    """Recognises folded answers."""

    name = NAME

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer every summary; one that repeats ("Answer", "Show") only hides something."""
        found = (_offer(piece.block, at, facts) for at, piece in enumerate(pieces))
        return tuple(candidate for candidate in found if candidate is not None)


def summary_of(block: Block) -> Block | None:
    """The summary of a details block."""
    return next((child for child in block.children if child.kind is BlockKind.SUMMARY), None)


def _offer(block: Block, at: int, facts: Facts) -> Candidate | None:
    summary = summary_of(block) if block.kind is BlockKind.DETAILS else None
    if summary is None:
        return None
    asks, *stem = summary.children or (summary,)
    text = rough(asks.source or asks.text)
    words = text.rstrip(" :：") if stem else text
    return Candidate(
        dialect=NAME,
        form=NAME,
        at=at,
        prompt=asks.source or asks.text,
        text=text,
        label=read_label(text),
        evidence=weigh(words) + _below(stem) + _kind(words, facts) + _linking(block),
        span=block.span,
        prompt_span=summary.span,
        stem=tuple(stem),
        inner=tuple(child for child in block.children if child is not summary),
        open=False,
    )


def _below(stem: Sequence[Block]) -> Evidence:
    """What the rest of a summary says: code and choices belong to questions."""
    if not stem:
        return NOTHING
    if any(ends_asking(block.text) for block in stem):
        return Evidence(2.0, ("its summary goes on to ask",))
    return Evidence(1.0, ("its summary shows something",))


def _linking(block: Block) -> Evidence:
    inside = [child for child in block.children if child.kind is not BlockKind.SUMMARY]
    return Evidence(-4.0, ("holds nothing but links",)) if only_links(inside) else NOTHING


def _kind(text: str, facts: Facts) -> Evidence:
    asks = weigh(text).score
    if asks < 2 and len(text) < 60 and titles.REVEAL.search(fold(text)):
        return Evidence(-4.0, ("opens something hidden",))
    if asks < 2 and facts.titles.get(key(text), 0) >= _REPEATED:
        return Evidence(-3.0, ("repeats",))
    return Evidence(0.5, ("is folded",))

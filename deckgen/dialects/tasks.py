"""Tasks: a few bullets say what to do, the fence right below them shows how."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.dialects.candidate import Candidate, Facts, Piece
from deckgen.dialects.evidence import Evidence, weigh
from deckgen.dialects.label import read_label
from deckgen.dialects.lines import rough
from deckgen.markdown import keep_children
from deckgen.model import Block, BlockKind

_LEAST = 2
_MOST = 0.7
_BELOW = Evidence(1.0, ("code stands right below it",))
_HEADED = Evidence(1.5, ("code stands right below it",))


def offer_tasks(pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
    """Offer each list with code below as one question, where most lists of a region are so."""
    lists = [at for at, piece in enumerate(pieces) if piece.block.kind is BlockKind.LIST]
    found = [at for at in lists if _is_task(pieces, at)]
    if len(found) < _LEAST or len(found) < _MOST * len(lists):
        return ()
    return tuple(_offer(pieces[at].block, at, facts) for at in found)


def _is_task(pieces: Sequence[Piece], at: int) -> bool:
    items = pieces[at].block.children
    return (
        at + 1 < len(pieces)
        and pieces[at + 1].block.kind is BlockKind.CODE
        and any(len(other.children) == 1 for other in items)
        and all(
            len(item.children) == 1 and item.children[0].kind is BlockKind.PARAGRAPH
            for item in items
        )
    )


def _offer(block: Block, at: int, facts: Facts) -> Candidate:
    asks = block.children[0].children[0]
    others = range(1, len(block.children))
    text = rough(asks.source)
    return Candidate(
        dialect="item",
        form="task",
        at=at,
        prompt=asks.source,
        text=text,
        label=read_label(text),
        evidence=weigh(text) + (_HEADED if facts.headed else _BELOW),
        span=block.span,
        prompt_span=asks.span,
        stem=(keep_children(block, others),) if others else (),
    )

"""Dialect ``quote``: a block quote asks, what stands below it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckgen.dialects.candidate import Candidate, Facts, Piece, Told
from deckgen.dialects.evidence import NOTHING, Evidence, weigh
from deckgen.dialects.label import read_label
from deckgen.dialects.lines import rough, split_lines
from deckgen.model import Block, BlockKind

NAME = "quote"
_LONGEST = 400


_CALLOUT = re.compile(r"\[!(\w+)\][-+]?[ \t]*")
_ASKING = frozenset({"question", "faq", "help", "q", "flashcard", "card"})
_CALLED = Evidence(3.0, ("is a question callout",))
_REMARK = Evidence(-3.0, ("is a remark",))


class Quote:
    """Recognises quoted questions."""

    name = NAME

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer every quote that starts with a short paragraph."""
        del facts
        found = (_offer(piece.block, at) for at, piece in enumerate(pieces))
        return tuple(candidate for candidate in found if candidate is not None)


def _offer(block: Block, at: int) -> Candidate | None:
    if block.kind is not BlockKind.QUOTE or not block.children:
        return None
    first, *others = block.children
    if first.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return None
    source, called = _take_callout(first.source)
    prompt, rest = split_lines(source)
    if called and "\n" in prompt and not rest:
        prompt, _, rest = prompt.partition("\n")
    text = rough(prompt)
    if len(text) > _LONGEST:
        return None
    return Candidate(
        dialect=NAME,
        form=NAME,
        at=at,
        prompt=prompt,
        text=text,
        label=read_label(text),
        evidence=weigh(text) + _weigh_callout(source, called=called),
        span=block.span,
        prompt_span=first.span,
        inner=(*((Told(first, rest),) if rest else ()), *others),
    )


def _weigh_callout(source: str, *, called: bool) -> Evidence:
    if called:
        return _CALLED
    return _REMARK if _CALLOUT.match(source) else NOTHING


def _take_callout(source: str) -> tuple[str, bool]:
    """Take ``[!question]`` off the first line of a quote; says whether it was there."""
    found = _CALLOUT.match(source)
    if found is None or found[1].lower() not in _ASKING:
        return source, False
    return source[found.end() :], True

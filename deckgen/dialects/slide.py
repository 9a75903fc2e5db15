"""Dialect ``slide``: rules divide the file, each slide asks first and answers then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deckgen.dialects.candidate import Candidate, Facts, Piece, Told
from deckgen.dialects.evidence import Evidence, weigh
from deckgen.dialects.label import read_label
from deckgen.dialects.lines import rough, split_lines
from deckgen.dialects.navigation import is_noise
from deckgen.model import BlockKind

NAME = "slide"
_LONGEST = 400
_PAUSE = re.compile(
    r"^\s*(?:\.\s+\.\s+\.|<!--\s*(?:pause|back|answer|\.element.*)\s*-->|--|\+\+\+)\s*$"
)
_FRONT = re.compile(r"\s*<!--\s*(?:front|question)\s*-->\s*", re.IGNORECASE)


class Slide:
    """Recognises slides."""

    name = NAME

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer every slide of at least two blocks, if there are at least two slides."""
        del facts
        slides = list(_slides(pieces))
        if len(slides) < 2:
            return ()
        offers = (_offer(pieces, start, end) for start, end in slides)
        found = tuple(candidate for candidate in offers if candidate is not None)
        asking = sum(weigh(candidate.text).score > 0 for candidate in found)
        return found if 2 * asking >= len(slides) - 1 else ()


def _slides(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    start = 0
    for at, piece in enumerate(pieces):
        if piece.block.kind is BlockKind.RULE:
            if at > start:
                yield start, at
            start = at + 1
    if start < len(pieces):
        yield start, len(pieces)


def _offer(pieces: Sequence[Piece], start: int, end: int) -> Candidate | None:
    fronts = (at for at in range(start, end) if _FRONT.fullmatch(pieces[at].block.source))
    start = next(fronts, start)
    while start < end and is_noise(pieces[start].block):
        start += 1
    if start >= end or pieces[start].block.kind is not BlockKind.PARAGRAPH:
        return None
    block = pieces[start].block
    prompt, rest = split_lines(block.source)
    below = [piece.block for piece in pieces[start + 1 : end]]
    paused = any(_PAUSE.match(other.source) for other in below)
    told = [other for other in below if not _PAUSE.match(other.source)]
    text = rough(prompt)
    if len(text) > _LONGEST or not (told or rest or weigh(text).score > 0):
        return None
    evidence = weigh(text) + Evidence(0.5, ("opens a slide",))
    if paused:
        evidence += Evidence(2.0, ("is followed by a pause",))
    return Candidate(
        dialect=NAME,
        form=NAME,
        at=start,
        prompt=prompt,
        text=text,
        label=read_label(text),
        evidence=evidence,
        span=block.span,
        prompt_span=block.span,
        inner=(*((Told(block, rest),) if rest else ()), *told),
        open=False,
    )

"""What could have asked in a region and does not: the lock remembers it, so that it stays so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from deckgen.dialects.candidate import Candidate
from deckgen.dialects.choose import Choice, Taken
from deckgen.dialects.memory import mark
from deckgen.dialects.regions import Region

_NEAR = -2.0
"""Evidence from which on a candidate may ask some day, if its form asks here."""
_LIKELY = 0.0
"""The same for other forms."""


def find_asides(choice: Choice, region: Region) -> Iterator[tuple[int, str, bool]]:
    """Each with the index of the question before it (-1: none), and whether it is a part of it."""
    if not choice.taken:
        return
    starts = [take.candidate.prompt_span.line for take in choice.taken]
    ends = [_last_line(take, region) for take in choice.taken]
    dialects = {take.candidate.dialect for take in choice.taken}
    lines = set(starts)
    for offer in _in_order(region):
        line = offer.prompt_span.line
        least = _NEAR if offer.dialect in dialects else _LIKELY
        if line not in lines and offer.evidence.score > least:
            lines.add(line)
            at = bisect_right(starts, line) - 1
            yield at, mark(offer.text), at >= 0 and line <= ends[at]


def _in_order(region: Region) -> list[Candidate]:
    offers = [offer for offers in region.offers.values() for offer in offers]
    return sorted(offers, key=lambda offer: offer.prompt_span.line)


def _last_line(take: Taken, region: Region) -> int:
    end = take.candidate.span.end_line
    return max(end, region.pieces[take.stop - 1].end_line) if take.candidate.open else end

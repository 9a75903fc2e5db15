"""Candidates reminded of what they were when the lock was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from deckgen.dialects.candidate import Candidate, Piece
from deckgen.dialects.memory import Memory, Place, Recollection
from deckgen.dialects.regions import Region

Headings = Mapping[int, tuple[Piece, Candidate]]
Regions = Mapping[tuple[int, int], Region]


def recall(
    headings: Headings, regions: Regions, memory: Memory
) -> tuple[dict[int, Candidate], dict[tuple[int, int], Region]]:
    """Return headings (by the index of their section) and regions, reminded."""
    recollection = Recollection(list(_places(headings, regions)), memory)
    return (
        {
            index: recollection.remind(candidate, candidate.span.line, _level(title))
            for index, (title, candidate) in headings.items()
        },
        {
            at: replace(
                region,
                offers={
                    name: tuple(recollection.remind(one, one.prompt_span.line) for one in offers)
                    for name, offers in region.offers.items()
                },
            )
            for at, region in regions.items()
        },
    )


def _level(title: Piece) -> int:
    return title.block.level or 1


def _places(headings: Headings, regions: Regions) -> Iterator[Place]:
    for title, candidate in headings.values():
        yield Place(candidate.span.line, candidate, _level(title))
    for region in regions.values():
        for offers in region.offers.values():
            for one in offers:
                yield Place(one.prompt_span.line, one)

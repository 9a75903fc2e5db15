"""Candidates reminded of what they were when the lock was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from deckgen.dialects.candidate import Candidate
from deckgen.dialects.memory import Memory, Place, Recollection
from deckgen.dialects.regions import Region

Regions = Mapping[tuple[int, int], Region]


def recall(
    headings: Mapping[int, Candidate], regions: Regions, memory: Memory
) -> tuple[dict[int, Candidate], dict[tuple[int, int], Region]]:
    """Return headings (by the index of their section) and regions, reminded."""
    recollection = Recollection(_places(headings, regions), memory)
    return (
        {
            index: recollection.remind(candidate, candidate.span.line)
            for index, candidate in headings.items()
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


def _places(headings: Mapping[int, Candidate], regions: Regions) -> Iterator[Place]:
    """Every place that may ask: a heading rather than words inside of an answer."""
    for candidate in headings.values():
        rank = (1, candidate.evidence.score)
        yield Place(candidate.span.line, candidate.prompt, candidate.text, rank)
    for region in regions.values():
        for offers in region.offers.values():
            for one in offers:
                rank = (0, one.evidence.score)
                yield Place(one.prompt_span.line, one.prompt, one.text, rank)

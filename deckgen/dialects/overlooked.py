"""Blocks that look like questions but belong to none: they may have been overlooked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckgen.dialects.evidence import weigh
from deckgen.dialects.gather import Gathering
from deckgen.dialects.pairing import Finished
from deckgen.dialects.resolve import Decision
from deckgen.model import Span

_STRONG = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlooked:
    """A text that looks like a question, and its place."""

    text: str
    span: Span


def find_overlooked(
    decision: Decision, gathering: Gathering, finished: Sequence[Finished]
) -> tuple[Overlooked, ...]:
    """Find headings and candidates that look like questions, outside of all items."""
    claimed = sorted(_extent(one) for one in finished)
    ends = _reach(claimed)
    free: dict[int, Overlooked] = {}
    for found in (*_headings(gathering), *_candidates(decision)):
        if not _is_claimed(found.span.line, claimed, ends):
            free.setdefault(found.span.line, found)
    return tuple(free[line] for line in sorted(free))


def _extent(one: Finished) -> tuple[int, int]:
    span = one.draft.candidate.prompt_span
    end = one.question.span.end_line if one.question is not None else one.answer.end_line
    return span.line, max(end, span.end_line)


def _reach(claimed: Sequence[tuple[int, int]]) -> list[int]:
    """For each extent the furthest end of those up to it."""
    ends: list[int] = []
    for _, end in claimed:
        ends.append(max(end, ends[-1]) if ends else end)
    return ends


def _is_claimed(line: int, claimed: Sequence[tuple[int, int]], ends: Sequence[int]) -> bool:
    low, high = 0, len(claimed)
    while low < high:
        middle = (low + high) // 2
        if claimed[middle][0] <= line:
            low = middle + 1
        else:
            high = middle
    return low > 0 and ends[low - 1] >= line


def _headings(gathering: Gathering) -> Iterator[Overlooked]:
    for left in gathering.left:
        heading = left.section.heading
        if left.role == "ignored" and heading is not None and _asks(heading.block.text):
            yield Overlooked(text=heading.block.text, span=heading.block.span)


def _candidates(decision: Decision) -> Iterator[Overlooked]:
    for region in decision.regions.values():
        for offers in region.offers.values():
            for candidate in offers:
                if candidate.evidence.score >= _STRONG and _asks(candidate.text):
                    yield Overlooked(text=candidate.text, span=candidate.prompt_span)


def _asks(text: str) -> bool:
    return weigh(text).score >= _STRONG

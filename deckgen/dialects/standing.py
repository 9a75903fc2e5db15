"""Questions of the lock that still stand in the text, but give no card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.dialects.candidate import Candidate
from deckgen.dialects.memory import Standing
from deckgen.dialects.pairing import Finished
from deckgen.dialects.resolve import Decision


def find_standing(decision: Decision, finished: Sequence[Finished]) -> Iterator[Standing]:
    """Find them, with the reason why they give none."""
    read = {one.draft.candidate.prompt_span.line: one for one in finished}
    for candidate in _known(decision):
        one = read.pop(candidate.prompt_span.line, None)
        if candidate.known is None or (one is not None and one.question is not None):
            continue
        missing = one.answer.missing if one is not None else ""
        yield Standing(
            question=candidate.known.question,
            span=candidate.prompt_span,
            why=f"has no answer: {missing}" if missing else "is read as a part of something else",
        )


def _known(decision: Decision) -> list[Candidate]:
    """The candidates that the lock knows as questions, one for each line."""
    headings = [verdict.candidate for verdict in decision.verdicts.values()]
    lines = [
        candidate
        for region in decision.regions.values()
        for offers in region.offers.values()
        for candidate in offers
    ]
    known = [one for one in (*headings, *lines) if one is not None and one.known is not None]
    return list({one.prompt_span.line: one for one in reversed(known)}.values())

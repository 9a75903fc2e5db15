"""Questions of the lock that still stand in the text with something below them, but do not ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.dialects.candidate import Candidate
from deckgen.dialects.memory import Standing
from deckgen.dialects.pairing import Finished
from deckgen.dialects.resolve import Decision


def find_standing(decision: Decision, finished: Sequence[Finished]) -> Iterator[Standing]:
    """Find them, with the reason why they give no card.

    A question whose answer was taken out, or became a placeholder, is unanswered: that is said
    elsewhere.
    """
    read = {one.draft.candidate.prompt_span.line: one for one in finished}
    for candidate, why in _known(decision):
        one = read.get(candidate.prompt_span.line)
        if candidate.known is None or (one is not None and not _is_cut_off(one)):
            continue
        yield Standing(
            question=candidate.known.question,
            span=candidate.prompt_span,
            why="has no answer" if one is not None else why,
        )


def _is_cut_off(one: Finished) -> bool:
    """Whether something stands below a question, and is not its answer."""
    answer = one.answer
    told = bool(answer.blocks or answer.stem) and "placeholder" not in answer.missing
    return one.question is None and told


def _known(decision: Decision) -> Iterator[tuple[Candidate, str]]:
    """The candidates that the lock knows as questions, one for each line."""
    lines: set[int] = set()
    headings = [
        (verdict.candidate, "holds other questions" if verdict.inside else "is no question")
        for verdict in decision.verdicts.values()
    ]
    others = [
        (candidate, "is a part of another answer")
        for region in decision.regions.values()
        for offers in region.offers.values()
        for candidate in offers
    ]
    for candidate, why in (*headings, *others):
        if candidate is not None and candidate.known and candidate.prompt_span.line not in lines:
            lines.add(candidate.prompt_span.line)
            yield candidate, why

"""Numbers that count up: what they number belongs together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from deckgen.dialects.candidate import Candidate
from deckgen.dialects.evidence import Evidence
from deckgen.dialects.label import Mark

_LEAST = 3
_MOST = 0.7
_COUNTED = Evidence(0.7, ("its number follows on the one before",))


def goes_on(before: Candidate, after: Candidate) -> bool:
    """Whether two candidates of one form have numbers that follow on each other."""
    one, other = before.label.number, after.label.number
    return (
        before.form == after.form
        and one.isdecimal()
        and other.isdecimal()
        and int(other) == int(one) + 1
    )


def raise_counted(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Give more evidence to numbered candidates whose numbers count up."""
    numbers = [
        int(one.label.number)
        for one in candidates
        if one.label.mark is Mark.NUMBER and one.label.number.isdecimal()
    ]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    if len(numbers) < _LEAST or steps < _MOST * (len(numbers) - 1):
        return tuple(candidates)
    return tuple(
        replace(one, evidence=one.evidence + _COUNTED) if one.label.mark is Mark.NUMBER else one
        for one in candidates
    )

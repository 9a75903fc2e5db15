"""How regularly a form asks: what most of its kind do, one of them does too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log

from deckgen.dialects.evidence import sigmoid

_PRIOR_WEIGHT = 1.5
_PRIOR_RATE = 0.4
_ROUNDS = 2

Scored = tuple[str, float]
"""A form and the evidence of one of its candidates."""


def logit(rate: float) -> float:
    """The log odds of a rate strictly between 0 and 1."""
    return log(rate / (1 - rate))


def rates_of(scored: Iterable[Scored]) -> dict[str, float]:
    """The share of each form that asks, between 0 and 1.

    A candidate counts as much as its evidence says, given how its form asks: that is worked out
    in rounds, and leans to the prior where there are few.
    """
    by_form: dict[str, list[float]] = {}
    for form, score in scored:
        by_form.setdefault(form, []).append(score)
    return {form: _rate(scores) for form, scores in by_form.items()}


def rates_within(
    scored: Iterable[Scored], overall: Mapping[str, float], weight: float
) -> dict[str, float]:
    """The rates in one region, given those of the document, to which they lean with ``weight``."""
    by_form: dict[str, list[float]] = {}
    for form, score in scored:
        by_form.setdefault(form, []).append(sigmoid(score + logit(overall[form])))
    return {
        form: (sum(chances) + weight * overall[form]) / (len(chances) + weight)
        for form, chances in by_form.items()
    }


def _rate(scores: list[float]) -> float:
    shift = 0.0
    rate = _PRIOR_RATE
    for _ in range(_ROUNDS):
        asking = sum(sigmoid(score + shift) for score in scores)
        rate = (asking + _PRIOR_WEIGHT * _PRIOR_RATE) / (len(scores) + _PRIOR_WEIGHT)
        shift = logit(rate)
    return rate

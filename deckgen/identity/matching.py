"""Which remembered question each question is: exact evidence, then one assignment over the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from deckgen.identity.assignment import assign
from deckgen.identity.candidates import Index
from deckgen.identity.exact import match_exactly
from deckgen.identity.nearby import Neighbourhood
from deckgen.identity.score import CLEAR, ENOUGH, Judge
from deckgen.identity.trace import Pairing, Trace

_REACH = 4
"""How many free neighbours on either side are considered in the same place."""


_ROUNDS = 2
"""The second one sees the neighbours that the first has found."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A close choice: ``old`` went to ``new``, but ``rival``, another new one, had as good a claim.

    ``rival_is_old``: the rival is another remembered question that ``new`` could have been.
    """

    old: int
    new: int
    rival: int
    rival_is_old: bool


@dataclass(frozen=True, slots=True)
class Matching:
    """For every question the index of the remembered one, or -1; and the doubtful choices."""

    of_new: tuple[int, ...]
    of_old: tuple[int, ...]
    doubts: tuple[Doubt, ...]


def match(old: Sequence[Trace], new: Sequence[Trace]) -> Matching:
    """Decide which remembered question each new one is.

    Args:
        old: the questions of the lock, live and retired; the live ones of a file in their order.
        new: the questions read now, in order.
    """
    pairing = Pairing(old, new)
    match_exactly(pairing)
    doubts: list[Doubt] = []
    for _ in range(_ROUNDS):
        linked, found = _match_alike(pairing)
        doubts += found
        if not linked:
            break
    open_doubts = tuple(
        doubt
        for doubt in doubts
        if (pairing.of_old if doubt.rival_is_old else pairing.of_new)[doubt.rival] == -1
    )
    return Matching(tuple(pairing.of_new), tuple(pairing.of_old), open_doubts)


def _match_alike(pairing: Pairing) -> tuple[int, tuple[Doubt, ...]]:
    """Pair what is alike: one assignment over all that is left, live and retired.

    Returns:
        How many were paired, and the doubtful choices among them.
    """
    free_new = pairing.free_new()
    free_old = pairing.free_old(live=True) + pairing.free_old(live=False)
    if not free_new or not free_old:
        return 0, ()
    evidence = _weigh_candidates(pairing, free_old, free_new)
    chosen = assign({pair: (value - ENOUGH + 0.05) ** 2 for pair, value in evidence.items()})
    for one, other in chosen.items():
        pairing.link(one, other)
    return len(chosen), _find_doubts(pairing, evidence)


def _weigh_candidates(
    pairing: Pairing, free_old: list[int], free_new: list[int]
) -> dict[tuple[int, int], float]:
    """The evidence of all pairs that have enough of it."""
    judge = Judge(pairing.old, pairing.new)
    index = Index(pairing.old, free_old)
    neighbourhood = Neighbourhood(pairing)
    evidence: dict[tuple[int, int], float] = {}
    for other in free_new:
        trace = pairing.new[other]
        candidates = index.find(trace).union(neighbourhood.beside(other, _REACH))
        for one in sorted(candidates):
            value = judge.weigh(pairing.old[one], trace, neighbourhood.near(one, other))
            if value >= ENOUGH:
                evidence[one, other] = value
    return evidence


def _find_doubts(pairing: Pairing, evidence: dict[tuple[int, int], float]) -> tuple[Doubt, ...]:
    """Choices whose loser went away empty-handed with nearly as much evidence."""
    rivals: dict[int, list[Doubt]] = defaultdict(list)
    for (one, other), value in evidence.items():
        taken = pairing.of_old[one]
        winner = pairing.of_new[other]
        if winner == -1 and evidence.get((one, taken), 9.0) - value < CLEAR:
            rivals[one].append(Doubt(one, taken, other, rival_is_old=False))
        left_out = taken == -1 and pairing.old[one].live
        if left_out and evidence.get((winner, other), 9.0) - value < CLEAR:
            rivals[winner].append(Doubt(winner, other, one, rival_is_old=True))
    return tuple(doubts[0] for _, doubts in sorted(rivals.items()))

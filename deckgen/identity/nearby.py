"""Neighbourhood: which questions stand between the same neighbours as before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from deckgen.identity.trace import Pairing, Trace

_Neighbour = int | str
"""A recognised question (its old index), or the path of the file whose end it is."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Between which neighbours a free question stands; ``rank`` counts the free ones before it."""

    before: _Neighbour
    behind: _Neighbour
    rank: int


class Neighbourhood:
    """The places of all free live questions, given those recognised so far."""

    def __init__(self, pairing: Pairing) -> None:
        became = _renamed(pairing)
        recognised: list[_Neighbour] = list(range(len(pairing.old)))
        old_names = [
            name if other != -1 else None
            for name, other in zip(recognised, pairing.of_old, strict=True)
        ]
        new_names = [one if one != -1 else None for one in pairing.of_new]
        self._old = _places(old_names, pairing.old, became)
        self._new = _places(new_names, pairing.new, {})
        self._behind_of: dict[_Neighbour, list[int]] = defaultdict(list)
        self._before_of: dict[_Neighbour, list[int]] = defaultdict(list)
        for index, place in self._old.items():
            self._behind_of[place.before].append(index)
            self._before_of[place.behind].append(index)

    def near(self, one: int, other: int) -> float:
        """How well the places agree: 1 between the same neighbours, 0.5 beside one, else 0.

        A little more for standing at the same distance from the neighbour.
        """
        old, new = self._old.get(one), self._new.get(other)
        if old is None or new is None:
            return 0.0
        same = (old.before == new.before) + (old.behind == new.behind)
        return same / 2 + (0.1 if same and old.rank == new.rank else 0.0)

    def beside(self, other: int, reach: int) -> list[int]:
        """The free old questions in the same place as a new one, at most ``reach`` steps off."""
        place = self._new.get(other)
        if place is None:
            return []
        found = self._behind_of.get(place.before, [])
        found = found[max(0, place.rank - reach) : place.rank + reach + 1]
        before = self._before_of.get(place.behind, [])[-reach:]
        return [*found, *(one for one in before if one not in found)]


def _places(
    names: Sequence[_Neighbour | None],
    traces: Sequence[Trace],
    became: dict[str, str],
) -> dict[int, _Place]:
    """The places of the live questions without a name."""
    files: dict[str, list[int]] = defaultdict(list)
    for index, trace in enumerate(traces):
        if trace.live:
            files[trace.path].append(index)
    places: dict[int, _Place] = {}
    for path, file in files.items():
        end = became.get(path, path)
        before: _Neighbour = end
        run: list[int] = []
        for index in file:
            name = names[index]
            if name is None:
                run.append(index)
                continue
            for rank, free in enumerate(run):
                places[free] = _Place(before, name, rank)
            run, before = [], name
        for rank, free in enumerate(run):
            places[free] = _Place(before, end, rank)
    return places


def _renamed(pairing: Pairing) -> dict[str, str]:
    """Where most of the recognised questions of each old file are now."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for one, other in enumerate(pairing.of_old):
        if other != -1 and pairing.old[one].live:
            votes[pairing.old[one].path][pairing.new[other].path] += 1
    return {path: counter.most_common(1)[0][0] for path, counter in votes.items()}

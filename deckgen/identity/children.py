"""Which note of a question's table, list or comparison each of its notes is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz.distance import Indel

from deckgen.identity.assignment import assign
from deckgen.identity.fingerprint import Fingerprint, alike
from deckgen.identity.trace import GIST
from deckgen.identity.words import loose_key
from deckgen.model import NoteKind

UNKNOWN_SORT = "?"
"""Sort of a part recalled from a package, which does not tell it."""

_MOST_PAIRS = 10_000
"""So many changed rows of one question are not compared each with each: they are new."""

_ENOUGH = 0.75
_SAME_TEXT = 0.6
_TELLING_LABEL = 8
"""Characters of a label from which on a longer one that begins so is likely the same: with more."""

_LABEL_ALONE = 0.85
"""How alike two labels must be when their texts are not: ``Memory use``, ``Memory usage``."""


@dataclass(frozen=True)
class Part:
    """A note of a question other than its overview.

    ``role`` is sort and label: ``row:Cost``.  ``read`` gives the fingerprint of what tells it from
    its neighbours, which most are recognised without.  ``cells`` are the hashes of the texts it
    hides.
    """

    kind: NoteKind
    role: str
    read: Callable[[], Fingerprint]
    cells: frozenset[str] = frozenset()
    live: bool = True

    @cached_property
    def text(self) -> Fingerprint:
        """What tells it from its neighbours."""
        return self.read()

    @property
    def sort(self) -> str:
        """What the role is: ``row``, ``item``."""
        return self.role.partition(":")[0]

    @property
    def label(self) -> str:
        """The label as far as it tells rows apart."""
        return loose_key(self.role.partition(":")[2])[:GIST]


def match_parts(old: Sequence[Part], new: Sequence[Part]) -> tuple[int, ...]:
    """For each new part the index of the old one it is, or -1.

    The same role first, then the same label, the same text under another label (a renamed row),
    and at last the most similar of what is left.  Parts of different kinds are never one: Anki
    cannot turn a basic note into a cloze note (ANKI-CONTRACT 25).  Nor are those of different
    sorts: a row and a column may say the same, but ask other things.  Retired parts come back too,
    but by their label only.
    """
    found = [-1] * len(new)
    taken: set[int] = set()
    for live in (True, False):
        _link(old, new, found, taken, lambda part: (part.kind, part.role), live=live)
    if -1 not in found:
        return tuple(found)
    for live in (True, False):
        _link(old, new, found, taken, lambda part: (part.kind, part.sort, part.label), live=live)
    _link(old, new, found, taken, lambda part: (part.kind, part.sort, part.text.hash), live=True)
    recalled = [replace(part, live=part.live and part.sort == UNKNOWN_SORT) for part in old]
    _link(recalled, new, found, taken, lambda part: (part.kind, part.text.hash), live=True)
    _link_similar(old, new, found, taken)
    return tuple(found)


def _link(
    old: Sequence[Part],
    new: Sequence[Part],
    found: list[int],
    taken: set[int],
    key: Callable[[Part], Hashable],
    *,
    live: bool,
) -> None:
    """Link parts that are the only ones of their key on both sides."""
    free_old = [at for at, part in enumerate(old) if at not in taken and part.live is live]
    free_new = [at for at, index in enumerate(found) if index == -1]
    if not free_old or not free_new:
        return
    olds = Counter(key(old[at]) for at in free_old)
    news = Counter(key(new[at]) for at in free_new)
    known = {key(old[at]): at for at in free_old}
    for at in free_new:
        value = key(new[at])
        if olds[value] == 1 and news[value] == 1:
            found[at] = known[value]
            taken.add(known[value])


def _link_similar(
    old: Sequence[Part], new: Sequence[Part], found: list[int], taken: set[int]
) -> None:
    if found.count(-1) * (len(old) - len(taken)) > _MOST_PAIRS:
        return
    telling = _telling_cells(old) & _telling_cells(new)
    weights: dict[tuple[int, int], float] = {}
    for at, part in enumerate(new):
        if found[at] != -1:
            continue
        for index, other in enumerate(old):
            if index not in taken and other.live and _same_sort(other, part):
                evidence = _weigh(other, part, telling)
                if evidence >= _ENOUGH:
                    weights[index, at] = evidence - _ENOUGH + 0.05
    for index, at in assign(weights).items():
        found[at] = index


def _telling_cells(parts: Sequence[Part]) -> set[str]:
    """The cells that only one of the parts has."""
    counts = Counter(cell for part in parts if part.live for cell in part.cells)
    return {cell for cell, count in counts.items() if count == 1}


def _same_sort(old: Part, new: Part) -> bool:
    return old.kind is new.kind and old.sort in (new.sort, UNKNOWN_SORT)


def _weigh(old: Part, new: Part, telling: set[str]) -> float:
    """The evidence that two parts are one, from their labels and their texts."""
    label = Indel.normalized_similarity(old.label, new.label)
    if label >= _LABEL_ALONE:
        return label
    short, long = sorted((old.label, new.label), key=len)
    if len(short) >= _TELLING_LABEL and long.startswith(short):
        return _LABEL_ALONE
    fewer = min(len(old.cells), len(new.cells))
    kept = len(old.cells & new.cells & telling) / fewer if fewer else 0.0
    text = max(alike(old.text, new.text), kept)
    return (label + text) / 2 + (0.35 if text >= _SAME_TEXT else 0.0)

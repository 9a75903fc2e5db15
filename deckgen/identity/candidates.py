"""Find the few remembered questions that a changed one can be, without comparing all with all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from deckgen.identity.trace import Trace
from deckgen.identity.words import words

_GRAM = 4
_COMMON = 60
_LOOKUPS = 240
_KEPT = 10


class Index:
    """An inverted index over remembered questions.

    Two views, so that neither drowns the other: pieces of the question (words, and runs of four
    characters for typing errors) and pieces of the answer's sketch.  A piece that more than 60
    questions share tells nothing and is left out; the rarest pieces are looked up first, at most
    240 entries of each view, so that a lookup costs the same however many questions there are.
    """

    def __init__(self, old: Sequence[Trace], free: Iterable[int]) -> None:
        free = list(free)
        self._asked = _Postings(old, free, _question_pieces)
        self._answered = _Postings(old, free, lambda trace: trace.sample)

    def find(self, new: Trace) -> set[int]:
        """The indices of the questions that share most with a new one, about twenty at most."""
        return {*self._asked.best(new), *self._answered.best(new)}


class _Postings:
    def __init__(
        self,
        old: Sequence[Trace],
        free: list[int],
        pieces: Callable[[Trace], Iterable[str]],
    ) -> None:
        self._pieces = pieces
        self._lists: dict[str, list[int]] = defaultdict(list)
        for index in free:
            for piece in pieces(old[index]):
                self._lists[piece].append(index)

    def best(self, new: Trace) -> list[int]:
        lists = self._lists
        known = [lists[piece] for piece in self._pieces(new) if piece in lists]
        useful = sorted((found for found in known if len(found) <= _COMMON), key=len)
        weights: Counter[int] = Counter()
        looked_up = 0
        for found in useful:
            looked_up += len(found)
            if looked_up > _LOOKUPS:
                break
            for index in found:
                weights[index] += 1
        return [index for index, _ in weights.most_common(_KEPT)]


def _question_pieces(trace: Trace) -> set[str]:
    """The words of a question, and every run of four characters within it."""
    text = f" {trace.gist} "
    grams = {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
    return grams.union(f"={word}" for word in words(trace.gist))

"""What the lock remembers of a file, as evidence for how it is read.

A file is read plainly first.  Only where that contradicts the lock it is read again with a
``Memory``: what asked before asks, what was a part of an answer stays one, and only text that is
new is judged by how the file is written.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from deckgen.dialects.candidate import Candidate, Known, Role
from deckgen.dialects.evidence import Evidence, fold
from deckgen.dialects.label import read_label
from deckgen.dialects.prompt import read_prompt
from deckgen.model import Span

_EDGE = re.compile(r"^[\W_]+|[^\w+#*=<>]+$")
_NUMBERS = re.compile(r"^[\W\d_]+")
_PUNCTUATION = re.compile(r"[^\w+#=<>]+")
_LONGEST = 2_000
_STRENGTHS = 3
_CERTAIN = Evidence(60.0, ("the lock knows it as a question",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A question of the lock that still stands in the text, but gives no card."""

    question: str
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Memory:
    """The questions that a file had when the lock was written."""

    known: tuple[Known, ...]


@lru_cache(maxsize=32768)
def mark(text: str) -> str:
    """A short hash of a heading or line, by which the lock remembers it."""
    return hashlib.blake2b(_tight(text).encode("utf-8", "replace"), digest_size=4).hexdigest()


@lru_cache(maxsize=32768)
def _tight(text: str) -> str:
    return _EDGE.sub("", fold(text[:_LONGEST])) or fold(text[:_LONGEST])


def _loose(text: str) -> str:
    """The words, without any numbering: versions of deckgen differ in what they take for one."""
    return " ".join(_PUNCTUATION.sub(" ", _NUMBERS.sub("", fold(text[:_LONGEST]))).split())


def names_of(text: str) -> tuple[str, ...]:
    """What a question is recognised by, the best first."""
    return tuple(dict.fromkeys((_tight(text), _tight(read_label(text).rest), _loose(text))))


class Place:
    """A place that may ask; of several for one question the one of the greatest ``rank`` does."""

    __slots__ = ("line", "names", "rank")

    def __init__(self, line: int, prompt: str, text: str, rank: tuple[float, ...]) -> None:
        self.line = line
        self.names = tuple(dict.fromkeys((*names_of(read_prompt(prompt).text), *names_of(text))))
        self.rank = rank


def find_known(places: Iterable[Place], memory: Memory) -> dict[int, Known]:
    """The line at which each question of the lock stands."""
    by_name: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda place: (place.rank, -place.line)):
        for name in place.names:
            by_name[name].append(place)
    taken: dict[int, Known] = {}
    waiting = list(memory.known)
    for strength in range(_STRENGTHS):
        left = []
        for known in waiting:
            names = names_of(known.question)
            free = by_name[names[min(strength, len(names) - 1)]]
            while free and free[-1].line in taken:
                free.pop()
            if free:
                taken[free.pop().line] = known
            else:
                left.append(known)
        waiting = left
    return taken


class Recollection:
    """What each candidate of a file was when the lock was written."""

    def __init__(self, places: Iterable[Place], memory: Memory) -> None:
        self._asked = find_known(places, memory)
        self._parts = {part for known in memory.known for part in known.parts or ()}
        self._ends = {one for known in memory.known for one in known.left}
        self._ends |= {mark(topic) for known in memory.known for topic in known.topics}

    def remind(self, candidate: Candidate, line: int) -> Candidate:
        """The candidate with what is known of it."""
        known = self._asked.get(line)
        if known is not None and not set(names_of(known.question)).isdisjoint(
            Place(line, candidate.prompt, candidate.text, ()).names
        ):
            return replace(
                candidate, role=Role.ASKS, known=known, evidence=candidate.evidence + _CERTAIN
            )
        name = mark(candidate.text)
        if name in self._parts:
            return replace(candidate, role=Role.PART)
        return replace(candidate, role=Role.ENDS) if name in self._ends else candidate

"""What the lock remembers of a file, as evidence for how it is read.

A file is read plainly first.  Only where that contradicts the lock it is read again with a
``Memory``: what asked before asks, what was a part of an answer stays one, and only text that is
new is judged by how the file is written.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from deckgen.dialects.candidate import Candidate, Known, Role
from deckgen.dialects.evidence import Evidence, fold, has_mark
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
def mark(text: str, level: int = 0) -> str:
    """A short hash of a heading of some level or of a line, by which the lock remembers it.

    At another level, or with a question mark, it is new: the author means something by that.
    """
    told = f"{level or ''} {_tight(text)}{'?' if has_mark(text) else ''}"
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=4).hexdigest()


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
    """A place that may ask: a heading of some ``level``, or a line."""

    __slots__ = ("level", "line", "mark", "names", "rank")

    def __init__(self, line: int, candidate: Candidate, level: int = 0) -> None:
        text = candidate.text
        prompt = read_prompt(candidate.prompt).text
        self.line = line
        self.level = level
        self.names = frozenset((*names_of(prompt), *names_of(text)))
        self.mark = mark(text, level)
        self.rank = (level > 0, candidate.evidence.score, -line)
        """A heading rather than words inside of an answer."""


def find_known(places: Iterable[Place], questions: Sequence[Known]) -> dict[int, Known]:
    """The line at which each question of the lock stands: of several the best."""
    by_name: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda place: place.rank):
        for name in place.names:
            by_name[name].append(place)
    taken: dict[int, Known] = {}
    waiting = questions
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


def _share_parts(questions: Sequence[Known]) -> list[Known]:
    """Questions of one text cannot be told apart before their answers are: they share parts."""
    shared: dict[str, list[str]] = defaultdict(list)
    for known in questions:
        shared[known.question] += known.parts or ()
    return [
        replace(known, parts=None if known.parts is None else tuple(shared[known.question]))
        for known in questions
    ]


class Recollection:
    """What each candidate of a file was when the lock was written."""

    def __init__(self, places: Sequence[Place], memory: Memory) -> None:
        own = _share_parts([known for known in memory.known if not known.is_stray])
        self._parts = {part for known in own for part in known.parts or ()}
        self._ends = {one for known in own for one in known.left}
        self._topics = {_tight(topic) for known in own for topic in known.topics}
        strays = [known for known in memory.known if known.is_stray]
        self._asked = find_known(places, own)
        free = [one for one in places if one.line not in self._asked and not self._role(one)]
        self._asked |= find_known(free, strays)

    def _role(self, place: Place) -> Role | None:
        """What a place was that did not ask."""
        if place.mark in self._parts:
            return Role.PART
        topic = place.level and not self._topics.isdisjoint(place.names)
        return Role.ENDS if topic or place.mark in self._ends else None

    def remind(self, candidate: Candidate, line: int, level: int = 0) -> Candidate:
        """The candidate with what is known of it; ``level`` is that of a heading."""
        known = self._asked.get(line)
        place = Place(line, candidate, level)
        if known is not None and not place.names.isdisjoint(names_of(known.question)):
            return replace(
                candidate, role=Role.ASKS, known=known, evidence=candidate.evidence + _CERTAIN
            )
        return replace(candidate, role=role) if (role := self._role(place)) else candidate

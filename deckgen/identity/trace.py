"""What matching sees of a question, on either side: remembered by the lock, or read just now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from deckgen.identity.fingerprint import Fingerprint, fingerprint, sampled
from deckgen.identity.words import bare_key, loose_key, question_key

GIST = 400
"""Characters of a question that are compared."""


class Trace:
    """A question with its place and the fingerprint of its body (stem and answer).

    What takes time to compute is computed when it is first asked for, since most questions are
    recognised by their text alone.  ``guid`` and ``live`` belong to remembered questions; ``pin``
    is an id the author wrote, ``stem`` the hash of what is asked besides the text (code, choices).
    """

    def __init__(  # noqa: PLR0913  (a record, but with lazy parts)
        self,
        question: str,
        path: str,
        topics: tuple[str, ...] = (),
        *,
        body: Fingerprint | None = None,
        text: str = "",
        guid: str = "",
        live: bool = True,
        pin: str = "",
        stem: str = "",
    ) -> None:
        self.question = question
        self.path = path
        self.topics = topics
        self.guid = guid
        self.live = live
        self.pin = pin
        self.stem = stem
        self.key = question_key(question)
        self._text = text
        if body is not None:
            self.body = body  # shadows the cached property

    @cached_property
    def body(self) -> Fingerprint:
        """The fingerprint of stem and answer."""
        return fingerprint(self._text)

    @cached_property
    def loose(self) -> str:
        """The question without its inner punctuation."""
        return loose_key(self.question)

    @cached_property
    def bare(self) -> str:
        """The key without the numbers before it."""
        return bare_key(self.key)

    @property
    def gist(self) -> str:
        """The beginning of that, enough to compare: the time this takes grows with its square."""
        return self.loose[:GIST]

    @cached_property
    def members(self) -> list[str]:
        """The members of the body's sketch, ascending."""
        return sampled(self.body.sketch)

    @cached_property
    def sample(self) -> frozenset[str]:
        """The same as a set."""
        return frozenset(self.members)


class Pairing:
    """Which remembered question each question is, as far as is known; indices, -1 for none."""

    def __init__(self, old: Sequence[Trace], new: Sequence[Trace]) -> None:
        self.old = old
        self.new = new
        self.of_old = [-1] * len(old)
        self.of_new = [-1] * len(new)

    def link(self, one: int, other: int) -> None:
        """Pair two questions that are both free."""
        if self.of_old[one] != -1 or self.of_new[other] != -1:
            raise ValueError("a question can be only one other")
        self.of_old[one] = other
        self.of_new[other] = one

    def free_old(self, *, live: bool) -> list[int]:
        """The remembered questions not found again so far, live or retired."""
        return [
            index
            for index, trace in enumerate(self.old)
            if self.of_old[index] == -1 and trace.live is live
        ]

    def free_new(self) -> list[int]:
        """The questions not recognised so far."""
        return [index for index, other in enumerate(self.of_new) if other == -1]

"""Weigh whether two differing questions are one: what is asked, answered, and around it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import Indel
from rapidfuzz.process import extractOne

from deckgen.identity.exact import LONG
from deckgen.identity.fingerprint import SAMPLE
from deckgen.identity.trace import Trace
from deckgen.identity.words import words

ENOUGH = 0.75
"""Evidence from which on two questions are taken for one."""

CLEAR = 0.06
"""Difference of evidence below which a choice between two is too close to call."""

_ASKED_ALIKE = 0.46
_ANSWERED_ALIKE = 0.62
_SUPPORTED = 0.3
_RARE_SHARE = 0.03
_RARE_COUNT = 3
_REPEATED = 3
_SAME_WORD = 0.77
_SENTENCE_ENDS = "?.!;:？。！；：؟؛"


class Judge:
    """Weighs pairs; built from all questions of both sides to know what is common among them."""

    def __init__(self, old: Iterable[Trace], new: Iterable[Trace]) -> None:
        known, read = list(old), list(new)
        self._common = _common_words(known, read)
        texts = Counter(trace.key for trace in known), Counter(trace.key for trace in read)
        self._repeated = {key for side in texts for key, n in side.items() if n >= _REPEATED}
        bodies = Counter(trace.body.hash for trace in known if trace.live)
        self._stubs = {hash_ for hash_, count in bodies.items() if count >= _REPEATED}
        self._cores: dict[str, str] = {}

    def weigh(self, old: Trace, new: Trace, near: float) -> float:
        """The evidence that both are one question, 0 if there is none worth having.

        The better of question and answer counts full, the other a quarter; neighbours and the
        same file add a little; a retired question needs more.  Where neither question nor answer
        is alike nothing else helps: history given to an unrelated question is worse than lost.
        """
        answered = self._answered(old, new)
        asked, core = self._asked(old, new)
        if asked < _ASKED_ALIKE and answered < _ANSWERED_ALIKE:
            return 0.0
        ask = (asked + core) / 2
        place = 0.12 * near + 0.03 * (old.path == new.path) + 0.01 * (old.topics == new.topics)
        place -= 0.0 if old.live else 0.12
        evidence = _combine(ask, answered) + place
        if evidence < ENOUGH or near >= 1 or answered >= _SUPPORTED:
            return evidence
        if not self._has_answers(old, new):
            return evidence
        ask *= 1 - 0.4 * (1 - near) * (1 - _replaced(old, new))
        return _combine(ask, answered) + place

    def _asked(self, old: Trace, new: Trace) -> tuple[float, float]:
        """How alike the questions are, in all their characters and in their uncommon words."""
        other_code = bool(old.stem and new.stem) and old.stem != new.stem
        if old.key == new.key:
            return 1.0, (0.0 if other_code else 0.2) if old.key in self._repeated else 1.0
        asked = Indel.normalized_similarity(old.gist, new.gist)
        if _extends(old.key, new.key) or _extends(new.key, old.key):
            return asked, 0.8
        one, other = self._core(old), self._core(new)
        if one and other:
            return asked, _share_words(one.split(), other.split())
        if not one and not other:
            return asked, 0.0 if other_code else asked
        swapped = _replaced(old, new)  # a misspelt common word is an uncommon one
        return asked, swapped if swapped < 1 else 0.0

    def _core(self, trace: Trace) -> str:
        core = self._cores.get(trace.gist)
        if core is None:
            kept = [word for word in words(trace.gist) if word not in self._common]
            core = self._cores[trace.gist] = " ".join(kept)
        return core

    def _has_answers(self, old: Trace, new: Trace) -> bool:
        """Whether the answers are long enough to speak against the two, if they differ."""
        return min(old.body.length, new.body.length) >= LONG and old.body.hash not in self._stubs

    def _answered(self, old: Trace, new: Trace) -> float:
        """How alike the answers are; short ones count less, stubs that many have count nothing."""
        if old.body.hash in self._stubs or not old.body.hash or not new.body.hash:
            return 0.0
        if old.body.hash == new.body.hash:
            share = 1.0
        else:
            share = _dice(old, new)
        length = min(old.body.length, new.body.length)
        return share if length >= LONG else share * (0.3 + 0.5 * length / LONG)


def _combine(ask: float, answered: float) -> float:
    return max(ask, answered) + 0.25 * min(ask, answered)


def _replaced(old: Trace, new: Trace) -> float:
    """How alike the words are that one has instead of the other's, 1 if nothing was replaced.

    ``newt`` for ``knot`` is another thing, however much else the questions have in common.
    """
    one, other = words(old.gist), words(new.gist)
    gone, come = Counter(one) - Counter(other), Counter(other) - Counter(one)
    if not gone or not come:
        return 1.0
    return Indel.normalized_similarity(
        " ".join(word for word in one if word in gone),
        " ".join(word for word in other if word in come),
    )


def _extends(longer: str, shorter: str) -> bool:
    """Whether a question is another one with a further sentence: ``What is X? How is it used?``."""
    return (
        len(longer) > len(shorter)
        and longer.startswith(shorter)
        and longer[len(shorter)] in _SENTENCE_ENDS
    )


def _dice(old: Trace, new: Trace) -> float:
    """As ``fingerprint.alike``, on the samples kept with the traces."""
    common = old.sample & new.sample
    ends = [trace.members[-1] for trace in (old, new) if len(trace.members) == SAMPLE]
    if not ends:
        total = len(old.members) + len(new.members)
        return 2 * len(common) / total if total else 0.0
    limit = min(ends)
    total = bisect_right(old.members, limit) + bisect_right(new.members, limit)
    return 2 * sum(member <= limit for member in common) / total if total else 0.0


def _share_words(one: list[str], other: list[str]) -> float:
    """The share of two texts that is the same word, or a form or misspelling of it."""
    total = sum(map(len, one)) + sum(map(len, other))
    rest = list(other)
    left = []
    same = 0.0
    for word in one:
        if word in rest:
            rest.remove(word)
            same += len(word)
        else:
            left.append(word)
    for word in left:
        found = extractOne(word, rest, scorer=Indel.normalized_similarity, score_cutoff=_SAME_WORD)
        if found:
            form, alike, at = found
            del rest[at]
            same += alike * (len(word) + len(form)) / 2
    return 2 * same / total


def _common_words(old: list[Trace], new: list[Trace]) -> frozenset[str]:
    """Words that stand in many questions and so tell little: ``what``, ``is``, the subject."""
    chunks: Counter[str] = Counter()
    for side in (old, new):
        for trace in side:
            chunks.update(set(trace.key.split()))
    counts: Counter[str] = Counter()
    for chunk, count in chunks.items():  # each distinct one is taken apart only once
        for word in words(chunk):
            counts[word] += count
    size = max(len(old), len(new))
    limit = 2 * max(1, min(_RARE_COUNT, size // 8), _RARE_SHARE * size)
    return frozenset(word for word, count in counts.items() if count > limit)

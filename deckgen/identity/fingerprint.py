"""Fingerprints of texts: an exact hash, and a sketch that tells how alike two texts are.

The sketch is a bottom-k sample (Broder 1997) of a text's words and pairs of neighbouring words:
of all their hashes the 48 smallest, 18 bits each.  Up to 48 it is the whole set, beyond that an
unbiased sample, with a standard error of about 0.07 for the share that two texts have in common.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from operator import xor

from deckgen.identity.words import fold, words

SAMPLE = 48
_BITS = 18
_DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_PAIRS = [a + b for a in _DIGITS for b in _DIGITS]
_WIDTH = 3


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the lock remembers of a text.

    ``hash`` is equal for texts of equal words, ``length`` counts the characters of those words,
    ``sketch`` holds three characters for each sampled hash, in ascending order.
    """

    hash: str
    length: int
    sketch: str


EMPTY = Fingerprint("", 0, "")


class _Hashes(dict[str, int]):
    """Hashes of words, each computed once.  ``salt`` makes the two families independent."""

    def __init__(self, salt: bytes) -> None:
        super().__init__()
        self.salt = salt

    def __missing__(self, word: str) -> int:
        digest = hashlib.blake2b(word.encode(), digest_size=4, key=self.salt).digest()
        if len(self) > 500_000:
            self.clear()
        value = self[word] = int.from_bytes(digest, "big") >> (32 - _BITS)
        return value


_FIRST, _SECOND = _Hashes(b"first"), _Hashes(b"second")


def digest(text: str, size: int = 16) -> str:
    """Hash a text to ``size`` hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:size]


def fingerprint(text: str) -> Fingerprint:
    """Take the fingerprint of a plain text; a text without words is told by its characters."""
    found = words(text)
    if not found:
        folded = fold(text)
        return Fingerprint(digest(folded), 0, "") if folded else EMPTY
    joined = " ".join(found)
    return Fingerprint(digest(joined), len(joined), _sketch(found))


def _sketch(found: list[str]) -> str:
    first = list(map(_FIRST.__getitem__, found))
    second = map(_SECOND.__getitem__, found[1:])
    sample = _smallest({*first, *map(xor, first, second)})
    return "".join([_PAIRS[value >> 6] + _DIGITS[value & 63] for value in sample])


def _smallest(values: set[int]) -> list[int]:
    """The SAMPLE smallest values; of many, only those that can be among them are sorted."""
    if len(values) > 2 * SAMPLE:
        limit = (SAMPLE * 3 // 2 << _BITS) // len(values)
        sample = sorted([value for value in values if value < limit])
        if len(sample) >= SAMPLE:
            return sample[:SAMPLE]
    return sorted(values)[:SAMPLE]


def sampled(sketch: str) -> list[str]:
    """The members of a sketch, three characters each, in ascending order."""
    return [sketch[at : at + _WIDTH] for at in range(0, len(sketch), _WIDTH)]


def alike(one: Fingerprint, other: Fingerprint) -> float:
    """Estimate the share two texts have in common, 0 to 1 (Dice: twice the common by the total)."""
    if one.hash == other.hash:
        return 1.0 if one.hash else 0.0
    return _dice(one.sketch, other.sketch)


def _dice(one: str, other: str) -> float:
    left, right = sampled(one), sampled(other)
    if not left or not right:
        return 0.0
    limit = min(side[-1] if len(side) == SAMPLE else "~" for side in (left, right))
    mine = {member for member in left if member <= limit}
    yours = {member for member in right if member <= limit}
    return 2 * len(mine & yours) / (len(mine) + len(yours))

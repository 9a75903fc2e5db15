"""Names of the things compared: recognised whatever their case, hyphens, plural or endings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"\w+(?:\+\+|#)?")
_PARENTHESIS = re.compile(r"\s*[（(]([^()（）]*)[)）]")
_NUMBERING = re.compile(r"^\s*(?:[(（]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)）、:：]|[-–—•*➢])\s+")
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_ENDING_LIST = (
    "ifications ification ifiers ifier ifying ified ifies ify izations ization izing ized izes ize"
    " isations isation ising ised ises ise ations ation ions ion ings ing ers er ors or ed ies es"
    " s ly e y"
)
_ENDINGS = tuple(sorted(_ENDING_LIST.split(), key=len, reverse=True))
_CASES = frozenset({"s", "es", "n", "en", "e"})
_FOREIGN_CASE = 2
_ROOT_MIN = 3
_LONG_ROOT = 5
_ENDING_MAX = 4
_WINDOW = 6
_SMALL = 3
_CASE_COUNTS = 3
"""Letters from which on a name is known whatever its case: ``C``, ``R`` and ``Go`` are not."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text and where it stands."""

    text: str
    start: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """The words of a text; ``C++`` and ``str_replace`` are one."""
    return tuple(Word(found[0], *found.span()) for found in _WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a heading gives it.

    ``text`` is shown; ``words`` are its words, ``short`` its abbreviations, as written.  A name of
    signs only (``==``) has no words.
    """

    text: str
    words: tuple[str, ...]
    short: tuple[str, ...] = ()


def name(heading: str) -> Name:
    """The name in a heading: numbering, colon, and an abbreviation in parentheses taken off."""
    text = _NUMBERING.sub("", heading).strip().rstrip(":：").strip()
    short = [
        inside.strip() for inside in _PARENTHESIS.findall(text) if is_abbreviation(inside.strip())
    ]
    bare = _PARENTHESIS.sub("", text).strip() if short else text
    parts = tuple(word.text for word in words(bare))
    return Name(bare, parts, tuple(dict.fromkeys([*short, *_acronyms(parts)])))


def is_abbreviation(text: str) -> bool:
    """Whether a text is letters and digits, most of them capitals: ``CNN``, ``k-NN``, ``L2``."""
    letters = [character for character in text if character.isalnum()]
    capitals = sum(character.isupper() or character.isdigit() for character in letters)
    return 2 <= len(letters) <= 8 and " " not in text and capitals * 2 >= len(letters)


def _acronyms(parts: Sequence[str]) -> Iterator[str]:
    """The initials of a name of two or more words: ``MTL`` for ``Multi-Task Learning``."""
    if len(parts) > 1 and all(part[0].isalpha() for part in parts):
        yield "".join(part[0] for part in parts).upper()


def distinctive(names: Sequence[Name]) -> tuple[tuple[str, ...], ...]:
    """The words of each name that no other one has; all of them where none would be left.

    Small words ("of", "no", "de") say too little by themselves to count.
    """
    keys = [{root(word) for word in one.words} for one in names]
    found: list[tuple[str, ...]] = []
    for i, one in enumerate(names):
        own = [w for w in one.words if not any(root(w) in k for j, k in enumerate(keys) if j != i)]
        telling = [word for word in own if not _is_small(word)]
        found.append(tuple(telling or [word for word in one.words if not _is_small(word)]))
    return tuple(words or one.words for words, one in zip(found, names, strict=True))


def _is_small(word: str) -> bool:
    return len(word) <= _SMALL and word.isascii() and word.islower()


def is_mentioned(one: Name, text: str, *, by: Sequence[str] = ()) -> bool:
    """Whether a text names something; ``by``: words that are enough to name it."""
    if not one.words:
        return bool(list(_signs(one.text, text)))
    row = words(text)
    if any(_phrase(one.words, row)) or (by and any(_phrase(by, row))):
        return True
    if _SPACELESS.search(one.text) and squash(one.text) in squash(text):
        return True
    return any(_abbreviates(word.text, one) for word in row)


def mentions(
    one: Name, text: str, own_words: Sequence[str] = (), *, loosely: bool = False
) -> tuple[tuple[int, int], ...]:
    """Where a text names something: stretches, ascending and apart.

    ``loosely``: also by its initials, and by any of ``own_words`` in whatever form
    ("transferring" for "Transfer Learning").
    """
    if not one.words:
        return tuple(_signs(one.text, text))
    row = words(text)
    found = [(row[i].start, row[j].end) for i, j in _phrase(one.words, row)]
    if _SPACELESS.search(one.text):
        found += [match.span() for match in re.finditer(re.escape(one.text), text, re.IGNORECASE)]
    if loosely:
        found += [(word.start, word.end) for word in row if _abbreviates(word.text, one)]
        found += [
            (word.start, word.end)
            for word in row
            if any(is_same_word(word.text, own) for own in own_words)
        ]
    return _merged(found, text)


def _abbreviates(word: str, one: Name) -> bool:
    """Whether a word is an abbreviation of a name, or several of them: ``CNNs``."""
    return word in one.short or (word.endswith("s") and word[:-1] in one.short)


def _merged(spans: Iterable[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Ascending, overlapping ones and those with only blanks or hyphens between them in one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip(" -\u2010")):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _phrase(wanted: Sequence[str], row: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Windows of words that read like ``wanted`` without blanks and hyphens (first, last)."""
    target = "".join(map(fold, wanted))
    if len(target) < _CASE_COUNTS:
        exact = "".join(wanted)
        yield from ((i, i) for i, word in enumerate(row) if word.text == exact)
        return
    for first in range(len(row)):
        joined = ""
        for last in range(first, min(len(row), first + _WINDOW)):
            before = joined
            joined += fold(row[last].text)
            if len(joined) > len(target) + _ENDING_MAX:
                break
            if joined == target or _is_plural(joined, target):
                yield first, last
                break
            if not target.startswith(before):
                break


def _is_plural(one: str, other: str) -> bool:
    """Whether two words differ by a plural or case ending."""
    short, long = sorted((one, other), key=len)
    if len(short) < _ROOT_MIN:
        return False
    if short.endswith("y") and long == short[:-1] + "ies":
        return True
    ending = long.removeprefix(short) if long.startswith(short) else "-"
    return ending in _CASES or (not ending.isascii() and len(ending) <= _FOREIGN_CASE)


def _signs(wanted: str, text: str) -> Iterator[tuple[int, int]]:
    """A name of signs, not as part of longer ones: ``==`` is not in ``===``."""
    wanted = wanted.strip()
    if not wanted:
        return
    edge = re.escape(wanted[0]), re.escape(wanted[-1])
    pattern = f"(?<!{edge[0]}){re.escape(wanted)}(?!{edge[1]})"
    yield from (found.span() for found in re.finditer(pattern, text))


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word without case and compatibility forms."""
    return unicodedata.normalize("NFKC", word).casefold()


def squash(text: str) -> str:
    """A text without case, blanks and signs."""
    return "".join(character for character in fold(text) if character.isalnum())


def is_same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one: "tuned" and "tuning", "transfer" and "transferring"."""
    one, other = fold(one), fold(other)
    if one == other or root(one) == root(other) or _is_plural(one, other):
        return True
    short, long = sorted((root(one), root(other)), key=len)
    return len(short) >= _LONG_ROOT and long.startswith(short) and len(long) <= len(short) + 2


@lru_cache(maxsize=4096)
def root(word: str) -> str:
    """A word without its ending: rough, but the same for most forms of a word."""
    word = fold(word)
    if not word.isascii():
        return word[:-2] if len(word) > _LONG_ROOT and word.isalpha() else word
    if not word.isalpha():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT_MIN:
            if ending == "s" and word.endswith(("ss", "us", "is")):
                break
            word = word[: -len(ending)]
            break
    if len(word) > _ROOT_MIN and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word

"""Forms of a word: plurals, cases and derivations, told by shape and never by a dictionary."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from deckgen.patterns import lazy

MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u0900-\u0963\u0980-\u09e3\u0a00-\u0a75\u0a80-\u0ae3\u0b00-\u0b63\u0b80-\u0bd7"
    "\u0c00-\u0c63\u0c80-\u0ce3\u0d00-\u0d63\u0d80-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84\u1000-\u103f\u1056-\u109d\u135d-\u135f"
    "\u17b4-\u17d3\u200c\u200d"
)
"""Ranges of a pattern's class: vowel signs, accents and joiners that stand within words.

Without them a word would fall apart in Hindi, Thai, or Arabic with its vowels.  (Letters among them
are word characters anyway.)
"""

_ENDING_LIST = (
    "ifications ification ifiers ifier ifying ified ifies ify izations ization izing ized izes ize"
    " isations isation ising ised ises ise ations ation ions ion ings ing ers er ors or ed ies es"
    " s ly e y"
)
_ENDINGS = tuple(sorted(_ENDING_LIST.split(), key=len, reverse=True))
_CASES = frozenset({"s", "es", "n", "en", "e"})
_UMLAUTED = frozenset({"", "e", "er", "ern", "en", "n", "s", "es"})
_FOREIGN_CASE = 2
_ROOT_MIN = 3
_LONG_ROOT = 5
_CYRILLIC = lazy("[\u0400-\u04ff]+")
_RUSSIAN = lazy(
    "(?:иями|ями|ами|иях|ях|ах|иям|ям|ам|ией|ого|его|ому|ему|ыми|ими|ой|ей|ий|ый|ая|яя|ое|ее|ые|ие"
    "|ую|юю|ым|им|ом|ем|ём|ов|ев|ых|их|ия|ью|ии|ию|[аеёиоуыэюяйь])$"
)
_VOWELS = frozenset("aeiou")
_SWAPPED = 5
"""Letters from which on a word may change its last vowel: "libro", "libri"."""

_ARABIC_ARTICLE = lazy("(?:[وف]?[بك]?ال|[وف]?لل)(?=..)")
_PARTICLES = (
    (lazy("[\u0590-\u05ff]+"), frozenset("והבלמשכ")),
    (lazy("[\u0600-\u06ff]+"), frozenset("وفبكل")),
)
"""Letters that Hebrew and Arabic write before a word: "and", "in", "for"."""


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word without case and compatibility forms."""
    return unicodedata.normalize("NFKC", word).casefold()


def squash(text: str) -> str:
    """A text without case, blanks and signs."""
    return "".join(character for character in fold(text) if character.isalnum())


def is_form(one: str, other: str) -> bool:
    """Whether two folded words are one in another number or case: "Sätze" and "Satz"."""
    if one == other:
        return True
    if one[:1] != other[:1] and one.isascii() and other.isascii():
        return False
    if _is_plural(one, other):
        return True
    if one.isascii() and other.isascii():
        return _swaps_vowel(one, other)
    return _is_umlauted(one, other) or _is_declined(one, other) or _has_particle(one, other)


def is_same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one: "tuned" and "tuning", "transfer" and "transferring"."""
    one, other = fold(one), fold(other)
    if is_form(one, other) or root(one) == root(other):
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


def _is_plural(one: str, other: str) -> bool:
    """Whether two words differ by a plural or case ending."""
    short, long = sorted((one, other), key=len)
    if len(short) < _ROOT_MIN:
        return False
    if short.endswith("y") and long == short[:-1] + "ies":
        return True
    ending = long.removeprefix(short) if long.startswith(short) else "-"
    return ending in _CASES or (not ending.isascii() and len(ending) <= _FOREIGN_CASE)


def _swaps_vowel(one: str, other: str) -> bool:
    """Whether only the last vowel differs, as between singular and plural in Italian."""
    return (
        len(one) == len(other) >= _SWAPPED
        and one[:-1] == other[:-1]
        and {one[-1], other[-1]} <= _VOWELS
    )


def _is_umlauted(one: str, other: str) -> bool:
    """Whether one has an umlaut that the other lacks: "Wörter" and "Wort"."""
    bare, plain = _bare(one), _bare(other)
    if (bare == one) == (plain == other):
        return False
    short, long = sorted((bare, plain), key=len)
    return len(short) >= _ROOT_MIN and long.startswith(short) and long[len(short) :] in _UMLAUTED


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(one for one in parts if not unicodedata.combining(one))


def _is_declined(one: str, other: str) -> bool:
    """Whether two Russian words differ by their endings: "ода", "оды"."""
    if not (_CYRILLIC.fullmatch(one) and _CYRILLIC.fullmatch(other)):
        return False
    stem, base = _RUSSIAN.sub("", one), _RUSSIAN.sub("", other)
    return stem == base and len(stem) >= 2


def _has_particle(one: str, other: str) -> bool:
    """Whether one has particles before it, or an article, that the other lacks."""
    short, long = sorted((one, other), key=len)
    for script, particles in _PARTICLES:
        if script.fullmatch(short) and script.fullmatch(long):
            bare, base = (_ARABIC_ARTICLE.sub("", word, count=1) for word in (one, other))
            if bare == base:
                return True
            before = long.removesuffix(short) if long.endswith(short) else "-"
            return len(short) >= _ROOT_MIN and len(before) <= 2 and particles.issuperset(before)
    return False

"""Names of the things compared: recognised whatever their case, hyphens, plural or endings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from deckgen.notes.forms import MARKS, fold, is_form, is_same_word, root, squash
from deckgen.patterns import lazy

_WORD = lazy(rf"[\w{MARKS}]+(?:\+\+|#)?")
_PIECE = lazy(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PARENTHESIS = lazy(r"\s*[（(]([^()（）]*)[)）]")
_NUMBERING = lazy(r"^\s*(?:[(（]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)）、:：]|[-–—•*➢])\s+")
_SPACELESS = lazy("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_ENDING_MAX = 4
_WINDOW = 6
_SMALL = 3
_COMPOUND = 5
"""Letters from which on a name is known as the beginning of a longer word: "Fabeltiere"."""
_CASE_COUNTS = 3
"""Letters from which on a name is known whatever its case: ``C``, ``R`` and ``Go`` are not."""


class Word(NamedTuple):
    """A word of a text and where it stands."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=256)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text; ``C++`` and ``str_replace`` are one."""
    return tuple([Word(found[0], *found.span()) for found in _WORD.finditer(text)])


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a heading gives it.

    ``text`` is shown; ``words`` are its words, ``short`` its abbreviations, as written, ``also``
    the words of another name in parentheses.  A name of signs only (``==``) has no words.
    """

    text: str
    words: tuple[str, ...]
    short: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def name(heading: str) -> Name:
    """The name in a heading: numbering, colon, and an abbreviation in parentheses taken off."""
    text = _NUMBERING.sub("", heading).strip().rstrip(":：").strip()
    found = [one for one in _PARENTHESIS.finditer(text) if _is_aside(one)]
    inside = [one[1].strip() for one in found]
    short = [one for one in inside if is_abbreviation(one)]
    bare = text
    for one in reversed(found):
        bare = bare[: one.start()] + bare[one.end() :]
    bare = bare.strip()
    parts = _parts(bare) or _parts(text)
    other = next((_parts(one) for one in inside if one[:1].isupper() and one not in short), ())
    shorter = tuple(dict.fromkeys([*short, *_acronyms(parts)]))
    return Name(bare if short else text, parts, shorter, other)


def _is_aside(found: re.Match[str]) -> bool:
    """Whether parentheses say something of a name and are no part of it, as in ``f(x)``."""
    before = found.string[: found.start()][-1:]
    return found[0][:1].isspace() or not before.isascii() or is_abbreviation(found[1].strip())


def _parts(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(text))


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
    own = [_own([one.words for one in names], i) for i in range(len(names))]
    return tuple(
        found or tuple(word for word in one.words if not is_small(word)) or one.words
        for found, one in zip(own, names, strict=True)
    )


def telling(names: Sequence[Name]) -> tuple[tuple[str, ...], ...]:
    """The words, and the pieces of identifiers, by which a text tells each name from the others.

    None where a name has but what another one has too.
    """
    pieces = [tuple(piece for word in one.words for piece in _pieces(word)) for one in names]
    whole = [one.words for one in names]
    return tuple((*_own(whole, i), *_own(pieces, i)) for i in range(len(names)))


def _own(names: Sequence[Sequence[str]], i: int) -> tuple[str, ...]:
    others = {_root(word) for j, one in enumerate(names) if j != i for word in one}
    return tuple(word for word in names[i] if _root(word) not in others and not is_small(word))


def _root(word: str) -> str:
    return fold(word) if _is_acronym(word) else root(word)


def _is_acronym(word: str) -> bool:
    """Whether a word is all capitals, so that ``HTTPS`` is no plural."""
    return len(word) >= _CASE_COUNTS and word.isupper() and word.isalpha()


def _is_form_of(word: str, acronym: str) -> bool:
    return word == f"{acronym}s" or fold(word) == fold(acronym)


@lru_cache(maxsize=4096)
def _pieces(word: str) -> tuple[str, ...]:
    """The words in an identifier: ``clone`` and ``Element`` in ``cloneElement``."""
    found = _PIECE.findall(word) if word.isascii() else []
    return tuple(piece for piece in found if piece.isalpha()) if len(found) > 1 else ()


def is_small(word: str) -> bool:
    """Whether a word says too little to be known by: "of", "no", "de"."""
    return len(word) <= _SMALL and word.isascii() and word.islower()


def is_mentioned(one: Name, text: str, *, by: Sequence[str] = ()) -> bool:
    """Whether a text names something; ``by``: words that are enough to name it."""
    if _is_sign(one):
        return bool(list(_signs(one.text, text)))
    row = words(text)
    if any(any(_phrase(wanted, row)) for wanted in (one.words, one.also, by) if wanted):
        return True
    if _SPACELESS.search(one.text) and squash(one.text) in squash(text):
        return True
    return any(_abbreviates(word.text, one) for word in row)


def mentions(one: Name, text: str, own_words: Sequence[str] = ()) -> tuple[tuple[int, int], ...]:
    """Where a text names something: stretches, ascending and apart.

    By its words, by its initials, and by any of ``own_words`` in whatever form ("transferring" for
    "Transfer Learning") or in a compound (``setState``).
    """
    if _is_sign(one):
        return tuple(_signs(one.text, text))
    row = words(text)
    found = [
        (row[i].start, row[j].end)
        for wanted in (one.words, one.also)
        if wanted
        for i, j in _phrase(wanted, row)
    ]
    if _SPACELESS.search(one.text):
        found += [match.span() for match in re.finditer(re.escape(one.text), text, re.IGNORECASE)]
    found += [
        (word.start, word.end)
        for word in row
        if _abbreviates(word.text, one) or any(_tells(word.text, own) for own in own_words)
    ]
    # What is called goes with its parentheses: ``equals()``.
    return _merged([(a, b + 2 if text.startswith("()", b) else b) for a, b in found], text)


def _is_sign(one: Name) -> bool:
    """Whether it is its signs that make a name: ``==``, ``O(n)``."""
    letters = "".join(one.words)
    return len(letters) < _CASE_COUNTS and letters != one.text


def _tells(word: str, own: str) -> bool:
    """Whether a word is a form of a name's own word, or a compound with it."""
    if len(own) < _CASE_COUNTS:
        return word == own
    if _is_acronym(own):
        return _is_form_of(word, own)
    if is_same_word(word, own) or any(is_same_word(piece, own) for piece in _pieces(word)):
        return True
    return len(own) >= _COMPOUND and fold(word).startswith(fold(own))


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
    if len(wanted) == 1 and _is_acronym(wanted[0]):
        yield from ((i, i) for i, word in enumerate(row) if _is_form_of(word.text, wanted[0]))
        return
    folded = [fold(word.text) for word in row]
    parts = [fold(word) for word in wanted]
    for first in range(len(row)):
        last = _reads(folded, first, target)
        if last < 0 and _reads_by_word(folded[first : first + len(parts)], parts):
            last = first + len(parts) - 1
        if last >= 0:
            yield first, last


def _reads(row: Sequence[str], first: int, target: str) -> int:
    """The last of the words that together make up the target, or -1."""
    if row[first][0] != target[0] and target.isascii() and row[first].isascii():
        return -1  # nearly always; elsewhere a particle or an umlaut may begin the word
    joined = ""
    for last in range(first, min(len(row), first + _WINDOW)):
        before = joined
        joined += row[last]
        if len(joined) > len(target) + _ENDING_MAX:
            break
        if is_form(joined, target):
            return last
        if not target.startswith(before):
            break
    return -1


def _reads_by_word(row: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether each word is a form of the wanted one: "células procariotas"."""
    return len(row) == len(wanted) > 1 and all(map(is_form, row, wanted))


def _signs(wanted: str, text: str) -> Iterator[tuple[int, int]]:
    """A name of signs, not as part of longer ones: ``==`` is not in ``===``."""
    wanted = wanted.strip()
    if not wanted:
        return
    edge = re.escape(wanted[0]), re.escape(wanted[-1])
    pattern = f"(?<!{edge[0]}){re.escape(wanted)}(?!{edge[1]})"
    yield from (found.span() for found in re.finditer(pattern, text))

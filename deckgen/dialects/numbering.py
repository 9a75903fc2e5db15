"""Which numbers before questions count, and which belong to what is asked.

``3. What is a stack?`` loses its number, ``1066: what happened?`` does not.  What is marked as
numbering by its writing (``Q3.``, ``#3``) always is.  Any other number is judged once for all
candidates of one form: it counts if it is one of a sequence, or low and written as in a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deckgen.dialects.candidate import Candidate
from deckgen.dialects.label import Step, Writing
from deckgen.dialects.prompt import Prompt, read_prompt

Parts = tuple[int, ...]
_Key = tuple[str, int, str]

_FIRST = 5
"""A sequence starts no higher, unless it plainly goes on."""
_NEAR = 5
_FAR = 50
_LOW = 200
_YEARS = 1000
_REGULAR = 0.5
_PLAIN = 0.7
_LEAST = 3
_FEWEST = 2
_MANY = 10
_ADDRESS = 4
_HIGHEST = 99
"""No chapter has more sections; a part of an address is often higher, or zero."""
_UNIT = re.compile(
    r"\s*(?:%|‰|°|(?:[kMGT]?Hz|[kKMGT]i?B|[kKMGT]?bit|[kMG]bps|bytes?|kg|mg|km|cm|mm|nm|ms|ml"
    r"|mA|[mk]V|[kM]W|kWh|[kM]?eV|dB|mol)\b)"
)
_NUMBER = re.compile(r"\d+(?:[.\-]\d+)*")


@dataclass(frozen=True, slots=True)
class _Group:
    """The numbers of candidates of one form, written alike, at one place in their chains."""

    numbers: frozenset[int]
    counts: bool
    chapters: Sequence[Parts]
    """Those of several parts, in order."""
    low: frozenset[int]
    """The lengths of those that stand at the start of a chapter."""

    def counts_up_at(self, number: int, reach: int) -> bool:
        """Whether a number is one of those that count up, if they do."""
        near = (number - by in self.numbers or number + by in self.numbers for by in _up_to(reach))
        return self.counts and (number <= _LEAST or any(near))

    def lacks(self, number: int) -> bool:
        """Whether a number fills a gap among those that count up."""
        around = {number - 1, number + 1} <= self.numbers
        return self.counts and around and number not in self.numbers

    def has_beside(self, parts: Parts) -> bool:
        """Whether the chapter before or after one is there."""
        at = bisect_left(self.chapters, parts)
        around = (*self.chapters[max(0, at - 1) : at], *self.chapters[at + 1 : at + 2])
        return any(_is_beside(parts, one) for one in around)


_NONE = _Group(frozenset(), counts=False, chapters=(), low=frozenset())


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of a document, by their candidates' form, place in a chain and sign."""

    groups: Mapping[_Key, _Group]
    chapters: Mapping[Parts, frozenset[str]]
    """The forms of all candidates with a number."""

    def read(self, source: str, form: str) -> Prompt:
        """Read a prompt of a form: numbers that count are taken off, others stay."""
        prompt = read_prompt(source)
        for at, step in enumerate(prompt.steps):
            if not self._counts(step, form, at) or _measures(source, step):
                return read_prompt(source, at)
        return prompt

    def _counts(self, step: Step, form: str, at: int) -> bool:
        parts = _parts(step.number)
        if step.writing is Writing.MARKED or not parts:
            return True
        group = self.groups.get((form, at, step.sign), _NONE)
        if len(parts) > 1:
            return self._is_chapter(parts, step, group, form)
        number = parts[0]
        if step.writing is Writing.LOOSE:
            pointed = self.groups.get((form, at, ""), _NONE)
            return group.counts_up_at(number, _NEAR) or pointed.lacks(number)
        listed = number < _YEARS and len(group.numbers) > 1
        return number <= _LOW or listed or group.counts_up_at(number, _FAR)

    def _is_chapter(self, parts: Parts, step: Step, group: _Group, form: str) -> bool:
        if max(parts) > _HIGHEST or (len(parts) >= _ADDRESS and 0 in parts):
            return False
        if step.writing is Writing.POINTED or self.chapters.get(parts[:-1], {form}) - {form}:
            return True
        return len(parts) in group.low and group.has_beside(parts)


def find_numbering(candidates: Iterable[Candidate]) -> Numbering:
    """Gather the numbers of candidates that may count together."""
    groups: dict[_Key, list[Parts]] = defaultdict(list)
    places = {(one.span.line, one.span.col, one.form, one.prompt) for one in candidates}
    for _, _, form, prompt in sorted(places):
        for at, step in enumerate(read_prompt(prompt).steps):
            if step.writing is not Writing.MARKED and (parts := _parts(step.number)):
                groups[form, at, step.sign].append(parts)
    chapters: dict[Parts, set[str]] = defaultdict(set)
    for (form, _, _), found in groups.items():
        for parts in found:
            chapters[parts].add(form)
    return Numbering(
        {place: _group(found) for place, found in groups.items()},
        {parts: frozenset(forms) for parts, forms in chapters.items()},
    )


def _group(found: Sequence[Parts]) -> _Group:
    numbers = [parts[0] for parts in found if len(parts) == 1]
    chapters = sorted({parts for parts in found if len(parts) > 1})
    low = frozenset(len(parts) for parts in chapters if parts[-1] <= _LEAST)
    return _Group(frozenset(numbers), counts=count_up(numbers), chapters=chapters, low=low)


def count_up(numbers: Sequence[int]) -> bool:
    """Whether numbers count: from about one with gaps and restarts, or plainly in steps of one.

    A part of a file that is read by itself starts anywhere; years in a row are few.
    """
    if len(numbers) < _FEWEST:
        return False
    pairs = list(pairwise(numbers))
    if min(numbers) <= _FIRST:
        small = sum(0 < after - before <= _NEAR or after <= _FEWEST for before, after in pairs)
        return small >= _REGULAR * len(pairs)
    plain = sum(after - before == 1 for before, after in pairs)
    least = _MANY if max(numbers) >= _YEARS else _LEAST
    return len(numbers) >= least and plain >= _PLAIN * len(pairs)


def _is_beside(one: Parts, other: Parts) -> bool:
    """Whether two numbers of chapters may stand beside each other: ``1.2``, ``1.3``, ``2.1``."""
    if len(one) != len(other):
        return False
    if one[:-1] == other[:-1]:
        return abs(one[-1] - other[-1]) <= _LEAST
    first, then = sorted((one, other))
    at = next(at for at, (a, b) in enumerate(zip(first, then, strict=True)) if a != b)
    return then[at] - first[at] == 1 and all(part <= 1 for part in then[at + 1 :])


def _measures(source: str, step: Step) -> bool:
    """Whether a unit stands behind a number: ``2.4 GHz``."""
    if step.writing is not Writing.LOOSE or step.number not in source:
        return False
    return bool(_UNIT.match(source, source.index(step.number) + len(step.number)))


def _parts(number: str) -> Parts:
    found = _NUMBER.fullmatch(number)
    return tuple(int(part[:9]) for part in re.split(r"[.\-]", number)) if found else ()


def _up_to(reach: int) -> range:
    return range(1, reach + 1)

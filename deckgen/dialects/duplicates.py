"""Questions that are asked twice, in one file or across files."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from deckgen.diagnostics import Diagnostic, Label, report
from deckgen.dialects.evidence import fold
from deckgen.model import Question

_WORDS = re.compile(r"[\w#+]+")
_CLOSE = 92.0
_SHORTEST = 12
_LOOK_BACK = 8
_RARE = 3
_LONG = 5


def find_duplicates(questions: Sequence[Question]) -> tuple[Diagnostic, ...]:
    """Report questions with the same or nearly the same words, naming both places.

    What belongs to the question (code, choices) counts: "What is the output?" may be asked often.
    The cost is linear: only questions that share their rarest words are compared.
    """
    first: dict[str, Question] = {}
    found: list[Diagnostic] = []
    fresh: list[_Asked] = []
    for question in questions:
        text = fold(question.text)
        words = _WORDS.findall(text)
        name = "\n".join(
            (
                " ".join(words) or question.text or question.prompt,
                *(block.text for block in question.stem),
            )
        )
        if name in first:
            found.append(_report("DG207", "is asked twice", question, first[name]))
        else:
            first[name] = question
            fresh.append(_Asked(question, text, set(words)))
    found.extend(
        _report("DG208", "is nearly asked twice", question, other)
        for question, other in _near(fresh)
    )
    return tuple(found)


class _Asked(NamedTuple):
    """A question, its folded text, and the words of that."""

    question: Question
    text: str
    words: set[str]


def _near(asked: Sequence[_Asked]) -> Iterator[tuple[Question, Question]]:
    counts: Counter[str] = Counter()
    for one in asked:
        counts.update(one.words)
    seen: dict[str, list[int]] = defaultdict(list)
    for index, (question, text, words) in enumerate(asked):
        if len(text) < _SHORTEST or question.stem:
            continue
        rare = [word for _, word in sorted([(counts[word], word) for word in words])[:_RARE]]
        near = {other for word in rare for other in seen[word][-_LOOK_BACK:]}
        for at in sorted(near):
            other = asked[at]
            if fuzz.ratio(text, other.text, score_cutoff=_CLOSE) and _is_close(words, other.words):
                yield question, other.question
                break
        for word in rare:
            seen[word].append(index)


def _is_close(mine: set[str], theirs: set[str]) -> bool:
    """Whether the words of two questions differ in spelling, or in small words only."""
    left, right = sorted(mine - theirs), sorted(theirs - mine)
    if any(not word.isascii() or re.search(r"\d", word) for word in (*left, *right)):
        return False
    left = [word for word in left if len(word) >= _LONG]
    right = [word for word in right if len(word) >= _LONG]
    return len(left) == len(right) and all(
        Levenshtein.distance(word, twin, score_cutoff=1) <= 1
        for word, twin in zip(left, right, strict=True)
    )


def _report(code: str, what: str, question: Question, other: Question) -> Diagnostic:
    place = other.prompt_span
    return report(
        code,
        question.prompt_span,
        f"`{_name(question)}` {what}",
        help=f"the other stands in {place.path}:{place.line}; merge them or set them apart",
        labels=(Label(span=place, text=f"`{_name(other)}` is asked here"),),
    )


def _name(question: Question) -> str:
    text = question.text or question.prompt
    return text if len(text) <= 60 else text[:59].rstrip() + "…"

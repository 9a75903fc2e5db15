"""Questions that are asked twice, in one file or across files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

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
    fresh: list[Question] = []
    for question in questions:
        name = _key(question)
        if name in first:
            found.append(_report("DG207", "is asked twice", question, first[name]))
        else:
            first[name] = question
            fresh.append(question)
    found.extend(
        _report("DG208", "is nearly asked twice", question, other)
        for question, other in _near(fresh)
    )
    return tuple(found)


def _key(question: Question) -> str:
    words = " ".join(_WORDS.findall(fold(question.text))) or question.text
    return "\n".join((words, *(block.text for block in question.stem)))


def _near(questions: Sequence[Question]) -> Iterator[tuple[Question, Question]]:
    texts = [fold(question.text) for question in questions]
    words = [set(_WORDS.findall(text)) for text in texts]
    counts: dict[str, int] = defaultdict(int)
    for found in words:
        for word in found:
            counts[word] += 1
    seen: dict[str, list[int]] = defaultdict(list)
    for index, question in enumerate(questions):
        if len(texts[index]) < _SHORTEST or question.stem:
            continue
        rare = sorted(words[index], key=lambda word: (counts[word], word))[:_RARE]
        near = {other for word in rare for other in seen[word][-_LOOK_BACK:]}
        for other in sorted(near):
            if fuzz.ratio(texts[index], texts[other], score_cutoff=_CLOSE) and _is_close(
                words[index], words[other]
            ):
                yield question, questions[other]
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
        f"`{_short(question.text)}` {what}",
        help=f"the other stands in {place.path}:{place.line}; merge them or set them apart",
        labels=(Label(span=place, text=f"`{_short(other.text)}` is asked here"),),
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"

"""Quizzes: where the choices of a question are, and which of them are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckgen.model import Block, BlockKind, Question
from deckgen.notes.choices import Choice, choices_of
from deckgen.notes.verdict import Verdict, marked, named
from deckgen.patterns import lazy

_SHOWN_FIRST = frozenset({BlockKind.CODE, BlockKind.MATH, BlockKind.HTML, BlockKind.QUOTE})
_INTRODUCTION = 2
"""Paragraphs that may lead to the choices where they stand in the answer."""

_AHEAD = 8
"""Blocks of an answer among which choices may begin."""

_ASKS = lazy(r"[?？:：؟][*_\s]*\Z")


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question with choices.

    ``before`` and ``after`` are shown with the question, around its choices; ``said`` (inline
    Markdown) and ``explanation`` with the right ones.
    """

    choices: tuple[Choice, ...]
    before: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()
    said: str = ""
    explanation: tuple[Block, ...] = ()

    @property
    def right(self) -> tuple[Choice, ...]:
        """The right choices."""
        return tuple(choice for choice in self.choices if choice.right)


def find_quiz(question: Question) -> Quiz | None:
    """The quiz that a question is, or None.

    Structure decides: choices that are ticked, or lettered (numbered) choices one of which the
    answer names.  Without a right choice, or if all are right, it is no quiz but a list.
    """
    stem = _shown(question.stem)
    whole = (*stem, *_shown(question.answer))
    for start in range(min(len(whole), len(stem) + _AHEAD)):
        if start > len(stem) and not _may_lead(whole[len(stem) : start]):
            return None
        found = choices_of(whole, start, in_stem=start < len(stem))
        if found:
            quiz = _judge(whole, start, found.end, found.choices, len(stem))
            if quiz:
                return quiz
    return None


def _judge(
    whole: Sequence[Block], start: int, end: int, choices: tuple[Choice, ...], stem: int
) -> Quiz | None:
    """The quiz of these choices, if it is known which are right."""
    behind = tuple(whole[max(end, stem) :])
    verdict: Verdict | None
    if all(choice.right for choice in choices):
        return None
    if any(choice.right for choice in choices):
        # The answer may name once more what is ticked.
        repeated = named(behind, choices) if choices[0].label else None
        verdict = replace(repeated or Verdict(choices, explanation=behind), choices=choices)
    else:
        verdict = named(behind, choices) or marked(behind, choices)
    if verdict is None:
        return None
    return Quiz(
        choices=verdict.choices,
        before=tuple(whole[:start]),
        after=tuple(whole[end:stem]),
        said=verdict.said,
        explanation=verdict.explanation,
    )


def _may_lead(blocks: Sequence[Block]) -> bool:
    """Whether blocks of an answer may stand between a question and its choices."""
    prose = [block for block in blocks if block.kind not in _SHOWN_FIRST]
    if any(block.kind is not BlockKind.PARAGRAPH for block in prose):
        return False
    return len(prose) <= _INTRODUCTION or bool(_ASKS.search(prose[-1].text))


def _shown(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.kind is not BlockKind.COMMENT)

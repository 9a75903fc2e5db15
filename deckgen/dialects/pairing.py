"""Questions that share, exchange or lack answers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from deckgen.dialects.answer import Answer, Part, read_answer, split_answers
from deckgen.dialects.customs import Form, form_of
from deckgen.dialects.evidence import fold
from deckgen.dialects.gather import Draft
from deckgen.dialects.prompt import Prompt
from deckgen.dialects.sections import only_links
from deckgen.dialects.words import OPENERS
from deckgen.model import Question

_REGULAR = 0.5
_WORDS = re.compile(r"[\w#+]+")
_NO_SPACES = "\u0e00"
_LONG = 4
_COMPARING = frozenset({"difference", "differences", "between", "versus", "compared"})
_NOT_LATIN = "\u0250"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A draft with its prompt and answer; ``question`` is absent where the answer is missing."""

    draft: Draft
    prompt: Prompt
    answer: Answer
    question: Question | None = None


def drop_links(read: list[Finished]) -> None:
    """Where most answers are nothing but links, those are no answers: it is a list of links."""
    counts: Counter[Form] = Counter()
    linking: Counter[Form] = Counter()
    for one in read:
        if _has_answer(one):
            counts[form_of(one.draft)] += 1
            linking[form_of(one.draft)] += only_links(one.answer.blocks)
    for index, one in enumerate(read):
        form = form_of(one.draft)
        mostly = linking[form] >= _REGULAR * counts[form]
        if mostly and _has_answer(one) and only_links(one.answer.blocks):
            missing = replace(one.answer, missing="its answer is nothing but links")
            read[index] = replace(one, answer=missing)


def deal_out(read: list[Finished]) -> None:
    """Give several answers in a row to as many questions in a row.

    Bilingual files write question, question, answer, answer.
    """
    waiting: list[int] = []
    for index, one in enumerate(read):
        if one.answer.blocks and not one.answer.missing:
            parts = _answers_of(one) if waiting else ()
            if waiting and len(parts) == len(waiting) + 1:
                for at, part in zip((*waiting, index), parts, strict=True):
                    before = Part(opener=None, blocks=read[at].answer.stem)
                    text = read[at].prompt.text
                    read[at] = replace(read[at], answer=read_answer(text, (before, part)))
            waiting = []
        elif not one.answer.blocks:
            waiting.append(index)
        else:
            waiting = []


def _answers_of(one: Finished) -> tuple[Part, ...]:
    parts = split_answers(one.draft.blocks, eager=True, wrapped=False)[1:]
    return tuple(part for part in parts if part.opener is not None)


def share_out(read: list[Finished]) -> None:
    """Let a question without a body share the answer of the one right below it.

    Only where it stands alone so, and both ask about the same; else it is unanswered.
    """
    for index in range(len(read) - 2, -1, -1):
        one, below = read[index], read[index + 1]
        alone = index == 0 or _has_answer(read[index - 1]) or not _glued(read[index - 1], one)
        if (
            not one.answer.blocks
            and not one.answer.stem
            and _has_answer(below)
            and alone
            and _glued(one, below)
            and _related(one.prompt.text, below.prompt.text)
        ):
            read[index] = replace(one, answer=below.answer)


def _has_answer(one: Finished) -> bool:
    return bool(one.answer.blocks) and not one.answer.missing


def _glued(one: Finished, below: Finished) -> bool:
    """Whether two headings of one form stand right above each other."""
    return (
        _level_of(one) == _level_of(below)
        and one.draft.candidate.dialect == "heading"
        and below.draft.candidate.span.line - one.draft.candidate.span.end_line <= 2
    )


def _level_of(one: Finished) -> Form:
    """The form of a question, whether it is numbered or not."""
    dialect, form = form_of(one.draft)
    return dialect, form.removeprefix("numbered ")


def _related(one: str, other: str) -> bool:
    """Whether two questions are about the same.

    Most words of one are in the other, or they are written in two scripts: a translation.
    """
    if _is_latin(one) != _is_latin(other):
        return True
    mine, theirs = _content(one), _content(other)
    shared = len(mine & theirs)
    return 2 * shared > min(len(mine), len(theirs))


def _is_latin(text: str) -> bool:
    """Whether most letters of a text are Latin."""
    letters = [char for char in text if char.isalpha()]
    return 2 * sum(char < _NOT_LATIN for char in letters) >= len(letters)


def _content(text: str) -> set[str]:
    """The words that carry a question; pairs of letters in scripts without spaces."""
    found: set[str] = set()
    for word in _WORDS.findall(fold(text)):
        if word[0] >= _NO_SPACES:
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) >= _LONG and word not in OPENERS and word not in _COMPARING:
            found.add(word)
    return found

"""What is worth saying about a reading: what gave no card, and numbers that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from deckgen.diagnostics import Diagnostic, report
from deckgen.dialects.duplicates import find_duplicates
from deckgen.dialects.overlooked import Overlooked
from deckgen.dialects.pairing import Finished
from deckgen.model import Question, Span

_PLAIN_NUMBER = re.compile(r"\d{1,5}")


def find(finished: Sequence[Finished], overlooked: Sequence[Overlooked]) -> tuple[Diagnostic, ...]:
    """Report on the questions of a text, each by itself.

    ``overlooked`` looks like a question and belongs to none.
    """
    found = [*_missing(finished), *_orphans(finished), *(_overlooked(one) for one in overlooked)]
    return in_order(found)


def compare(questions: Sequence[Question]) -> tuple[Diagnostic, ...]:
    """Report on the questions of a file beside each other: their numbers, and what is repeated."""
    return in_order([*_numbers(questions), *find_duplicates(questions)])


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings of one file in document order."""
    return tuple(sorted(found, key=lambda one: (one.span.line, one.span.col, one.code)))


def _missing(finished: Sequence[Finished]) -> Iterator[Diagnostic]:
    for one in finished:
        name, span = _short(one.prompt.text), one.draft.candidate.prompt_span
        if one.answer.doubled:
            yield report(
                "DG210",
                span,
                f"`{name}` has nothing below it but what it asks about",
                help="write the answer below the code",
            )
        elif "placeholder" in one.answer.missing:
            yield report(
                "DG202", span, f"the answer of `{name}` is a placeholder", help="write the answer"
            )
        elif one.answer.missing:
            yield report(
                "DG201",
                span,
                f"`{name}` has no answer: {one.answer.missing}",
                help="write the answer below it, or take the question out",
            )


def _orphans(finished: Sequence[Finished]) -> Iterator[Diagnostic]:
    for one in finished:
        for block in one.answer.orphans:
            yield report(
                "DG204",
                block.span,
                f"`{_short(block.text)}` has no question of its own",
                help="put its question above it",
            )


def _overlooked(one: Overlooked) -> Diagnostic:
    message = f"`{_short(one.text)}` {one.became}"
    if one.advice:
        help = f"`<!-- deckgen: ask -->` below it makes it ask, `{one.advice}` all of its level"
        return report("DG211", one.span, message, help=help)
    help = "write it like the other questions, or below a heading that asks"
    return report("DG203", one.span, message, help=help)


def _numbers(questions: Sequence[Question]) -> Iterator[Diagnostic]:
    """Gaps and repeats among plain numbers; a number that goes back starts a new count."""
    last: tuple[int, str] | None = None
    for question in questions:
        if not _PLAIN_NUMBER.fullmatch(question.number):
            continue
        number, form = int(question.number), question.dialect
        if last is not None and last[1] == form:
            if number == last[0]:
                yield _number("DG206", question.prompt_span, f"number {number} is used twice")
            elif number > last[0] + 1:
                yield _number(
                    "DG205", question.prompt_span, f"number {number} follows on {last[0]}"
                )
        last = (number, form)


def _number(code: str, span: Span, message: str) -> Diagnostic:
    return report(code, span, message, help="renumber when you like: numbers identify no card")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59].rstrip() + "…"

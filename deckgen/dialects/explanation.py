"""The outline that ``explain`` shows: what each part of a file was taken for, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckgen.dialects.candidate import Piece
from deckgen.dialects.gather import Draft, Gathering
from deckgen.dialects.pairing import Finished
from deckgen.dialects.resolve import Decision
from deckgen.model import Span

_SURE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a file and what it was taken for.

    ``role`` is ``topic``, ``question``, ``unanswered``, ``answer`` (a section that belongs to the
    question above it), ``contents`` or ``ignored``.  ``why`` are the reasons, the strongest ones
    first; ``instead`` is the runner-up reading, empty if there was none.
    """

    role: str
    text: str
    span: Span
    dialect: str = ""
    why: tuple[str, ...] = ()
    instead: str = ""


def explain(
    finished: Sequence[Finished],
    gathering: Gathering,
    decision: Decision,
    contents: Sequence[Piece],
) -> tuple[Part, ...]:
    """All parts of a document in order."""
    parts = [
        *(_question(one, decision) for one in finished),
        *_sections(gathering),
        *(_contents(piece) for piece in contents),
    ]
    return tuple(sorted(parts, key=lambda part: (part.span.line, part.span.col)))


def _question(one: Finished, decision: Decision) -> Part:
    candidate = one.draft.candidate
    why = [*candidate.evidence.reasons]
    rate = decision.rates.get(candidate.form)
    if rate is not None and rate >= _SURE:
        why.append(f"{round(100 * rate)} % of its form ({candidate.form}) ask")
    if one.answer.missing:
        why.append(one.answer.missing)
    return Part(
        role="question" if one.question is not None else "unanswered",
        text=one.prompt.text,
        span=one.question.span if one.question is not None else candidate.prompt_span,
        dialect=candidate.dialect,
        why=tuple(why),
        instead=_instead(one.draft),
    )


def _instead(draft: Draft) -> str:
    """The runner-up: what else a heading or a region could have been."""
    if draft.choice is not None:
        return draft.choice.runner_up
    if draft.verdict is None:
        return ""
    if draft.verdict.as_topic > 0:
        return "topic with questions inside"
    return "topic" if draft.verdict.gain < 1 else ""


def _sections(gathering: Gathering) -> Iterator[Part]:
    for left in gathering.left:
        heading = left.section.heading
        if heading is not None:
            yield Part(
                role=left.role,
                text=left.section.text,
                span=heading.block.span,
                why=(left.why,),
                instead=left.instead,
            )


def _contents(piece: Piece) -> Part:
    return Part(
        role="contents",
        text="table of contents",
        span=piece.block.span,
        why=("it lists the titles of the file",),
    )

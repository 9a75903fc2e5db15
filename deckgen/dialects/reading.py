"""How a document was read: its questions, its parts with the reasons, and what is worth saying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckgen.config import ReadingSettings
from deckgen.diagnostics import Diagnostic
from deckgen.dialects import explanation, findings
from deckgen.dialects.candidate import Piece
from deckgen.dialects.explanation import Part
from deckgen.dialects.finish import finish
from deckgen.dialects.gather import Draft, gather
from deckgen.dialects.html_heading import raise_headings
from deckgen.dialects.lettered import drop_letters
from deckgen.dialects.memory import Memory, Place, Standing, find_known
from deckgen.dialects.outline import Section, outline
from deckgen.dialects.overlooked import find_overlooked
from deckgen.dialects.pairing import Finished
from deckgen.dialects.registry import DIALECTS
from deckgen.dialects.resolve import resolve
from deckgen.dialects.sections import is_apart
from deckgen.dialects.setext import undo_headings
from deckgen.dialects.settings import check, overrule, prune
from deckgen.dialects.standing import find_standing
from deckgen.dialects.survey import survey
from deckgen.dialects.whole_file import offer_file, question_of
from deckgen.model import Block, Document, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The questions of a document, the outline that ``explain`` shows, and the findings."""

    questions: tuple[Question, ...]
    parts: tuple[Part, ...]
    diagnostics: tuple[Diagnostic, ...]
    standing: tuple[Standing, ...] = ()


def read(
    document: Document, settings: ReadingSettings | None = None, memory: Memory | None = None
) -> Reading:
    """Read a document: find its questions with exactly their answers, and say why."""
    return _read(document, settings, memory, explained=True, is_file=True)


def read_again(
    document: Document, settings: ReadingSettings, memory: Memory, *, whole: bool
) -> Reading:
    """Read a document, or a part of it, in the light of what the lock knows of it."""
    return _read(document, settings, memory, explained=False, is_file=whole)


def _read(
    document: Document,
    settings: ReadingSettings | None,
    memory: Memory | None,
    *,
    explained: bool,
    is_file: bool,
) -> Reading:
    settings = overrule(settings or ReadingSettings(), document.front_matter, document.blocks)
    root = outline(drop_letters(raise_headings(undo_headings(document.blocks))))
    if settings.skip or "deckgen:" in document.source.text:
        root = prune(root, settings)
    facts, root, contents = survey(document, root)
    dialects = [dialect for dialect in DIALECTS if settings.tries(dialect.name)]
    decision = resolve(root, dialects, facts, settings, memory)
    gathering = gather(root, decision)
    headings = [verdict.candidate for verdict in decision.verdicts.values() if verdict.candidate]
    finished = finish(gathering.drafts, headings)
    whole = settings.file_asks
    may_be_one = not finished or bool(question_of(document))
    was_one = memory is not None and _was_one(document, root, finished, memory)
    if is_file and (whole or (whole is None and (may_be_one or was_one))):
        finished = _read_file(document, root, forced=bool(whole) or was_one) or finished
    questions = [one.question for one in finished if one.question is not None]
    questions.sort(key=lambda question: (question.span.line, question.span.col))
    found = findings.find(finished, find_overlooked(decision, gathering, finished, document.blocks))
    if is_file:
        found = findings.in_order((*found, *findings.compare(questions)))
    return Reading(
        questions=tuple(questions),
        parts=explanation.explain(finished, gathering, decision, contents) if explained else (),
        diagnostics=(*check(document, settings), *found),
        standing=tuple(find_standing(decision, finished)) if memory is not None else (),
    )


def find_questions(
    document: Document, settings: ReadingSettings | None = None, *, whole: bool = True
) -> tuple[tuple[Question, ...], tuple[Diagnostic, ...]]:
    """Find the questions of a document, each with exactly its answer.

    If it is not a ``whole`` file but a part of one, what is to be said of all questions of the file
    beside each other is left to ``findings.compare``.
    """
    reading = _read(document, settings, None, explained=False, is_file=whole)
    return reading.questions, reading.diagnostics


def _is_apart(part: Piece | Section) -> bool:
    return isinstance(part, Section) and is_apart(part)


def _was_one(
    document: Document, root: Section, finished: Sequence[Finished], memory: Memory
) -> bool:
    """Whether the lock knows the whole file as one question, and none of those found in it."""
    candidate = offer_file(document, root, forced=True)
    if candidate is None or any(one.draft.candidate.known for one in finished):
        return False
    place = Place(candidate.span.line, candidate, 1)
    return bool(find_known([place], memory.known))


def _read_file(document: Document, root: Section, *, forced: bool) -> tuple[Finished, ...]:
    """Read a whole file as one question, if its title or name asks."""
    candidate = offer_file(document, root, forced=forced)
    if candidate is None:
        return ()
    blocks: list[Block] = []
    for part in root.content:
        if isinstance(part, Section):
            if _is_apart(part):
                continue
            kept = tuple(one for one in part.content if not _is_apart(one))
            pieces = list(replace(part, content=kept).pieces(whole=True))
            own = part.heading is not None and part.heading.block.span == candidate.span
            blocks.extend(piece.block for piece in (pieces[1:] if own else pieces))
        else:
            blocks.append(part.block)
    draft = Draft(candidate=candidate, gain=candidate.evidence.score, topics=(), blocks=blocks)
    return finish((draft,))

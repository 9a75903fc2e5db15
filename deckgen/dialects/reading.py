"""How a document was read: its questions, its parts with the reasons, and what is worth saying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckgen.diagnostics import Diagnostic
from deckgen.dialects import words
from deckgen.dialects.answer import Answer, read_answer
from deckgen.dialects.candidate import Dialect, Facts
from deckgen.dialects.contents import find_contents, key
from deckgen.dialects.evidence import fold
from deckgen.dialects.gather import Draft, Gathering, gather
from deckgen.dialects.outline import Section, outline
from deckgen.dialects.prompt import read_prompt
from deckgen.dialects.resolve import resolve
from deckgen.dialects.settings import ReadingSettings, overrule
from deckgen.model import Block, BlockKind, Document, Question, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a file and what it was taken for.

    ``role`` is ``topic``, ``question``, ``unanswered``, ``answer``, ``contents`` or ``ignored``.
    ``instead`` is the runner-up reading, empty if there was none.
    """

    role: str
    text: str
    span: Span
    dialect: str = ""
    why: tuple[str, ...] = ()
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The questions of a document and the outline that ``explain`` shows."""

    questions: tuple[Question, ...]
    parts: tuple[Part, ...]
    diagnostics: tuple[Diagnostic, ...]


def read(document: Document, settings: ReadingSettings | None = None) -> Reading:
    """Read a document: find its questions with exactly their answers."""
    settings = overrule(settings or ReadingSettings(), document.front_matter, document.blocks)
    root = outline(document.blocks)
    facts, root = _learn(document, root)
    dialects: Sequence[Dialect] = ()
    decision = resolve(root, dialects, facts, settings)
    gathering = gather(root, decision)
    return _write(gathering)


def find_questions(
    document: Document, settings: ReadingSettings | None = None
) -> tuple[tuple[Question, ...], tuple[Diagnostic, ...]]:
    """Find the questions of a document, each with exactly its answer."""
    reading = read(document, settings)
    return reading.questions, reading.diagnostics


def _learn(document: Document, root: Section) -> tuple[Facts, Section]:
    titles: dict[str, int] = {}
    pieces = list(root.pieces())
    for piece in pieces:
        if piece.block.kind is BlockKind.HEADING:
            name = key(piece.block.text)
            titles[name] = titles.get(name, 0) + 1
    contents, listed = find_contents(pieces, titles)
    named = fold(
        " ".join((_title(root), document.source.path.rpartition("/")[2].replace("-", " ")))
    )
    facts = Facts(
        path=document.source.path,
        headed=bool(words.TOPIC.search(named)),
        glossary=bool(words.GLOSSARY.search(named)),
        titles=titles,
        listed=listed,
    )
    return facts, _without(root, contents)


def _title(root: Section) -> str:
    first = root.sections[:1]
    return first[0].text if first else ""


def _without(section: Section, contents: frozenset[int]) -> Section:
    if not contents:
        return section
    kept = tuple(
        _without(part, contents) if isinstance(part, Section) else part
        for part in section.content
        if isinstance(part, Section) or id(part.block) not in contents
    )
    return replace(section, content=kept)


def _write(gathering: Gathering) -> Reading:
    questions: list[Question] = []
    for draft in gathering.drafts:
        answer = read_answer(draft.blocks, marked=False, wrapped=False)
        if not answer.blocks or answer.placeholder:
            continue
        questions.append(_question(draft, answer))
    questions.sort(key=lambda question: (question.span.line, question.span.col))
    return Reading(questions=tuple(questions), parts=(), diagnostics=())


def _question(draft: Draft, answer: Answer) -> Question:
    candidate = draft.candidate
    prompt = read_prompt(candidate.prompt)
    start = candidate.prompt_span
    span = Span(start.path, start.line, start.col, max(answer.end_line, start.end_line), 1)
    return Question(
        dialect=candidate.dialect,
        prompt=prompt.markdown,
        text=prompt.text,
        answer=answer.blocks,
        stem=(*candidate.stem, *answer.stem),
        span=_ending(span, (*answer.blocks, *answer.stem)),
        prompt_span=candidate.prompt_span,
        topics=tuple(read_prompt(topic).text for topic in draft.topics),
        number=prompt.number,
        explicit_id=candidate.explicit_id or prompt.explicit_id,
        tags=candidate.tags,
    )


def _ending(span: Span, blocks: Sequence[Block]) -> Span:
    ends = [block.span.end_col for block in blocks if block.span.end_line == span.end_line]
    return replace(span, end_col=max(ends, default=1))

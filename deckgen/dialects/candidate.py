"""What recognisers offer and the resolver weighs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from deckgen.dialects.evidence import Evidence
from deckgen.dialects.label import Label
from deckgen.markdown import reparse
from deckgen.model import Block, Span

_QUIET = -4.0
NEVER = -60.0
"""The gain of what the lock knows as no question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block of the flow of a document, outside of the containers that only arrange.

    ``line`` is the first line that belongs to it: that of the list item for ``1. ### What is X?``.
    ``level`` is that of a heading in the outline: a heading inside a list item is deeper than the
    one that opens it.  ``listed`` marks a heading that opens a list item.
    """

    block: Block
    line: int
    level: int = 0
    listed: bool = False

    @property
    def end_line(self) -> int:
        """The last line of the piece."""
        return self.block.span.end_line


@dataclass(frozen=True, slots=True)
class Told:
    """A part of a block that answers, as Markdown: parsed only if its question is accepted.

    It starts at ``first_line`` of the file, or else ends where ``block`` ends.
    """

    block: Block
    markdown: str
    first_line: int | None = None

    def read(self) -> tuple[Block, ...]:
        """The blocks it holds."""
        return reparse(self.block, self.markdown, first_line=self.first_line)


class Role(StrEnum):
    """What a text was when the lock was written."""

    ASKS = "asks"
    PART = "part"
    ENDS = "ends"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A live question of the lock.

    ``parts`` are the marks of the headings and lines that were read as parts of its answer
    (``None``: the lock is older than that), ``left`` of those behind it that belong to nothing.
    ``is_stray``: it was in another file, and is not there any more.
    """

    question: str
    topics: tuple[str, ...] = ()
    parts: tuple[str, ...] | None = None
    left: tuple[str, ...] = ()
    is_stray: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that may ask a question.

    ``form`` names the way of writing it; candidates of one form are weighed together.
    ``at`` is the index of the piece it starts in; ``inner`` the answer that stands inside that
    piece; ``open`` says that the following pieces, up to the next question, belong to the answer,
    ``opened`` that its marker is taken off already.
    ``prompt`` is inline Markdown as written, ``text`` its plain words, both with the numbering.
    ``role`` is what it was for the lock, ``known`` the question that it was.
    """

    dialect: str
    form: str
    at: int
    prompt: str
    text: str
    label: Label
    evidence: Evidence
    span: Span
    prompt_span: Span
    stem: tuple[Block, ...] = ()
    inner: tuple[Block | Told, ...] = ()
    open: bool = True
    opened: bool = False
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    explicit_id: str = ""
    role: Role | None = None
    known: Known | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether the lock knows it as something that does not ask."""
        return self.role in (Role.PART, Role.ENDS)

    @property
    def score(self) -> float:
        """What it says about how its form asks."""
        return min(self.evidence.score, _QUIET) if self.is_quiet else self.evidence.score

    def read_inner(self) -> tuple[Block, ...]:
        """The blocks of ``inner``."""
        return read_parts(self.inner)


def read_parts(parts: Sequence[Block | Told]) -> tuple[Block, ...]:
    """The blocks of parts of which some are still to be parsed."""
    return tuple(
        block for part in parts for block in (part.read() if isinstance(part, Told) else (part,))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about the whole document before its parts are weighed.

    ``headed`` says whether the document names itself a collection of questions, ``glossary``
    whether it names itself a glossary; ``titles`` counts the keys of everything that may ask on a
    line of its own.  ``listed`` says for each title in the table of contents how much its
    neighbours there look like questions (0 to 1), ``complete`` whether nearly all questions are
    listed.  ``counting`` says whether the titles that are nothing but a number count questions.
    """

    path: str
    headed: bool = False
    glossary: bool = False
    titles: Mapping[str, int] = field(default_factory=dict)
    listed: Mapping[str, float] = field(default_factory=dict)
    complete: bool = False
    counting: bool = False


class Dialect(Protocol):
    """One way of writing questions and answers."""

    @property
    def name(self) -> str:
        """The name in ``Question.dialect`` and in the settings."""

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer candidates in a run of pieces without headings, in document order.  Pure."""

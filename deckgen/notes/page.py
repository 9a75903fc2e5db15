"""What every note of a question needs: its rendering, its media, its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deckgen.config import NotesSettings
from deckgen.model import (
    Block,
    Cloze,
    MediaFile,
    Note,
    NoteKind,
    Part,
    Question,
    Span,
)
from deckgen.notes.author import unmark
from deckgen.notes.grid import Cell
from deckgen.notes.highlights import show_highlights
from deckgen.notes.words import Phrases
from deckgen.render import Html, RenderContext, render_blocks, render_inline


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a field and the media that it shows."""

    parts: tuple[Part, ...] = ()
    media: tuple[MediaFile, ...] = ()

    def __add__(self, other: Piece) -> Piece:
        return Piece(self.parts + other.parts, self.media + other.media)

    @property
    def html(self) -> str:
        """All of it as HTML, the blanks filled in."""
        return "".join(part.html if isinstance(part, Cloze) else part for part in self.parts)


def text(html: str) -> Piece:
    """HTML without media."""
    return Piece((html,) if html else ())


@dataclass(frozen=True, slots=True)
class Page:
    """A question on its way to notes, with the parts that all its notes share.

    ``asked`` is the question as rendered, ``title`` the same without cloze marks.
    """

    question: Question
    context: RenderContext
    settings: NotesSettings
    phrases: Phrases
    asked: Html
    title: Piece
    breadcrumb: str
    source: str
    tags: tuple[str, ...]

    def inline(self, markdown: str) -> Piece:
        """Inline Markdown, the author's cloze marks gone."""
        return self._piece(render_inline(markdown, self.context))

    def cell(self, cell: Cell) -> Piece:
        """A cell of a table; one in HTML is rendered already."""
        if cell.is_html:
            return Piece((cell.source,) if cell.source else (), cell.media)
        return self.inline(cell.source)

    def blocks(self, blocks: Iterable[Block]) -> Piece:
        """Blocks, the author's cloze marks gone."""
        return self._piece(render_blocks(tuple(blocks), self.context))

    def _piece(self, rendered: Html) -> Piece:
        made = piece(rendered)
        if not self.settings.highlights:
            return made
        return Piece(tuple(show_highlights(html) for html in map(str, made.parts)), made.media)

    def cloze_note(  # noqa: PLR0913  (the parts of a note)
        self,
        role: str,
        body: Piece,
        extra: Piece,
        *,
        question: str,
        answer: str,
        span: Span,
        title: Piece | None = None,
        resting: tuple[str, ...] = (),
    ) -> Note:
        """A note of the type Cloze; ``title`` stands in for the question."""
        title = self.title if title is None else title
        return Note(
            kind=NoteKind.CLOZE,
            role=role,
            fields=self._fields(body, title, extra),
            question=question,
            answer=answer,
            span=span,
            tags=self.tags,
            media=_distinct((*body.media, *title.media, *extra.media)),
            resting=resting,
        )

    def basic_note(self, front: Piece, back: Piece, extra: Piece, *, answer: str) -> Note:
        """The overview note."""
        return Note(
            kind=NoteKind.BASIC,
            role="",
            fields=self._fields(front, back, extra),
            question=self.question.text,
            answer=answer,
            span=self.question.span,
            tags=self.tags,
            media=_distinct((*front.media, *back.media, *extra.media)),
        )

    def _fields(self, *content: Piece) -> tuple[tuple[Part, ...], ...]:
        """The content followed by Hint, Context, Source and ID."""
        rest = ("", self.breadcrumb, self.source, "")
        return (
            *(_joined(piece.parts) for piece in content),
            *((text,) if text else () for text in rest),
        )


def piece(rendered: Html) -> Piece:
    """Rendered Markdown as a piece, cloze marks of the author taken out."""
    html = unmark(rendered.html) if "{{c" in rendered.html else rendered.html
    return Piece((html,) if html else (), rendered.media)


def _joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The same parts with neighbouring HTML in one."""
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined)


def _distinct(media: Iterable[MediaFile]) -> tuple[MediaFile, ...]:
    return tuple({file.name: file for file in media}.values())

"""A note from the clozes that the author wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Block, Cloze, Note, Part
from deckgen.notes.author import Marked, find, unmark
from deckgen.notes.cloze import MAX_NUMBER
from deckgen.notes.fragment import visible
from deckgen.notes.highlights import blank_highlights
from deckgen.notes.page import Page, Piece
from deckgen.render import render_blocks

_ROLE = "cloze"
_HIGHLIGHTS_MAX = 100


def author_notes(page: Page) -> tuple[list[Note], list[Diagnostic]]:
    """The note of the author's clozes, if there are any, and what is wrong with them.

    Clozes of the answer are shown with the blocks that hold them; clozes of the question with the
    question, the answer folded behind them.
    """
    if not _may_have_clozes(page):
        return [], []
    read = find if page.settings.clozes else _ignore
    marked = read(page.asked.html)
    diagnostics = _troubles(page, marked)
    rendered = [render_blocks((block,), page.context) for block in page.question.answer]
    found = [read(one.html) for one in rendered]
    if page.settings.highlights:
        found = _highlighted((marked, *found))[1:]
    blocks: list[Block] = []
    body = Piece()
    for block, html, one in zip(page.question.answer, rendered, found, strict=True):
        diagnostics += _troubles(page, one, block)
        if one.clozes:
            blocks.append(block)
            body += Piece(one.parts, html.media)
    if not blocks and not marked.clozes:
        return [], diagnostics
    return [_note(page, body, blocks, marked)], diagnostics


def _ignore(html: str) -> Marked:
    """The same without clozes: the project makes no note of them."""
    return Marked((unmark(html),))


def _highlighted(pieces: Sequence[Marked]) -> list[Marked]:
    """The pieces with highlights as blanks too; their numbers follow those of the author."""
    taken = max((cloze.wanted for one in pieces for cloze in one.clozes), default=0)
    numbers: dict[str, int] = {}

    def blank(part: Part) -> Iterator[Part]:
        for piece in (part,) if isinstance(part, Cloze) else blank_highlights(part):
            if piece is part or isinstance(piece, str):
                yield piece
            elif numbers.setdefault(piece.anchor, len(numbers) + 1) <= _HIGHLIGHTS_MAX:
                wanted = min(taken + numbers[piece.anchor], MAX_NUMBER)
                yield replace(piece, wanted=wanted)
            else:
                yield f"<mark>{piece.html}</mark>"

    return [
        Marked(tuple(made for part in one.parts for made in blank(part)), one.troubles)
        for one in pieces
    ]


def _note(page: Page, body: Piece, blocks: list[Block], marked: Marked) -> Note:
    """The question's clozes come first in the field, then those of the answer."""
    whole = page.question.answer
    in_question = bool(marked.clozes)
    if in_question:
        body = Piece(("<p>", *marked.parts, "</p>"), page.asked.media) + body
    hidden = [visible(part.html) for part in Marked(body.parts).clozes]
    return page.cloze_note(
        _ROLE,
        body,
        page.blocks(whole) if len(blocks) < len(whole) else Piece(),
        question=page.question.text,
        answer="\n".join(hidden),
        span=page.question.span,
        title=Piece() if in_question else None,
    )


def _troubles(page: Page, marked: Marked, block: Block | None = None) -> list[Diagnostic]:
    span = block.span if block else page.question.prompt_span
    remedy = "Write `{{c1::answer}}` within one paragraph or cell; code is left alone."
    return [report("DG305", span, trouble, help=remedy) for trouble in marked.troubles]


def _may_have_clozes(page: Page) -> bool:
    question = page.question
    marks = ("{{c", "==") if page.settings.highlights else ("{{c",)
    written = [question.prompt] + [
        text for block in question.answer for text in (block.text, block.source)
    ]
    return any(mark in text for text in written for mark in marks)

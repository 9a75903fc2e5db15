"""A note from the clozes that the author wrote."""

from __future__ import annotations

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Block, Note
from deckgen.notes.author import Marked, find
from deckgen.notes.fragment import visible
from deckgen.notes.page import Page, Piece
from deckgen.render import render_blocks

_ROLE = "cloze"


def author_notes(page: Page) -> tuple[list[Note], list[Diagnostic]]:
    """The note of the author's clozes, if there are any, and what is wrong with them.

    Clozes of the answer are shown with the blocks that hold them; clozes of the question with the
    question, the answer folded behind them.
    """
    if not _may_have_clozes(page):
        return [], []
    marked = find(page.asked.html)
    diagnostics = _troubles(page, marked)
    blocks: list[Block] = []
    body = Piece()
    for block in page.question.answer:
        rendered = render_blocks((block,), page.context)
        found = find(rendered.html)
        diagnostics += _troubles(page, found, block)
        if found.clozes:
            blocks.append(block)
            body += Piece(found.parts, rendered.media)
    if not blocks and not marked.clozes:
        return [], diagnostics
    return [_note(page, body, blocks, marked)], diagnostics


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
    return "{{c" in question.prompt or any(_mentions_cloze(block) for block in question.answer)


def _mentions_cloze(block: Block) -> bool:
    return "{{c" in block.text or "{{c" in block.source

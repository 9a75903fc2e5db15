"""Opt-in: from the definition to its term."""

from __future__ import annotations

from deckgen.model import BlockKind, Cloze, Note, Question
from deckgen.notes.divisions import ARTICLE
from deckgen.notes.fragment import mask, shown, units
from deckgen.notes.names import distinctive, mentions, name
from deckgen.notes.page import Page, Piece, text
from deckgen.notes.words import count_words

_TERM_WORDS = 6
_DEFINITION_WORDS = 60
_LEFT_MIN = 3
_BARE_WORDS = 3
_TERM_DIALECTS = frozenset({"definition", "glossary", "table", "separator"})
"""Ways of writing in which what asks is a term, however long."""
_ASKING = ("?", "？", "؟", ":", "：", ".", "!")


def term_note(page: Page) -> Note | None:
    """The note that asks for the term, if the question is one and the answer says what it is."""
    question = page.question
    term = name(question.text)
    prose = question.answer[0].kind in (BlockKind.PARAGRAPH, BlockKind.LIST)
    length = sum(count_words(block.text) for block in question.answer)
    if (
        question.stem
        or not prose
        or _asks(question)
        or length > _DEFINITION_WORDS
        or count_words(question.text) > _TERM_WORDS
        or question.text.rstrip().endswith(_ASKING)
    ):
        return None
    definition = page.blocks(question.answer)
    row = units(definition.html)
    seen = shown(row)
    spans = mentions(term, seen, distinctive([term])[0])
    masked = sum(count_words(seen[start:end]) for start, end in spans)
    if count_words(seen) - masked < _LEFT_MIN:
        return None
    anchor = term.text
    body = text('<div class="which"><div class="choice">')
    body += Piece((Cloze(anchor=anchor, html=page.title.html),), page.title.media)
    body += text('</div><div class="lead">')
    body += Piece(mask(row, spans, lambda html: Cloze(anchor=anchor, html=html)), definition.media)
    body += text("</div></div>")
    return page.cloze_note(
        "term",
        body,
        Piece(),
        question=question.text,
        answer=question.text,
        span=question.span,
        title=Piece(),
    )


def _asks(question: Question) -> bool:
    """Whether the question may request something, or its author hid words of the answer."""
    row = question.text.split()
    is_bare = len(row) <= _BARE_WORDS and not any(map(ARTICLE.fullmatch, row))
    hides = any("{{c" in block.source for block in question.answer)
    return hides or not (is_bare or question.dialect in _TERM_DIALECTS)

"""Questions to notes."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from deckgen.diagnostics import Diagnostic
from deckgen.model import Composition, Document, MediaFile, Question
from deckgen.notes.author_notes import author_notes
from deckgen.notes.items import Items, find_items
from deckgen.notes.overview import overview, split_answer
from deckgen.notes.page import Page, piece
from deckgen.notes.quality import check_answer
from deckgen.notes.quiz import find_quiz
from deckgen.notes.rows import row_notes
from deckgen.notes.settings import NoteSettings
from deckgen.notes.tables import find_tables
from deckgen.notes.tags import tags
from deckgen.notes.which import item_notes
from deckgen.notes.words import phrases
from deckgen.render import RenderContext, render_inline

_STEP = " › "


def compose(
    document: Document,
    questions: Sequence[Question],
    media: Mapping[str, MediaFile],
    settings: NoteSettings,
) -> tuple[tuple[Composition, ...], tuple[Diagnostic, ...]]:
    """Make the notes of a document's questions, in order.

    Each question gives one basic overview note, first, and after it the cloze notes of its tables,
    its differences and its author's own clozes.  Tags are relative to the project
    (``transfer-learning::basics``): the project's name is not known here, identity puts it before
    them.  The field ID is empty until identity fills it.  The field Source names the file but
    never the line: that would change every note at each edit.
    """
    context = RenderContext(document, media, settings.link_base)
    compositions: list[Composition] = []
    diagnostics: list[Diagnostic] = []
    for question in questions:
        composition, found = _compose(_page(document, question, context, settings))
        compositions.append(composition)
        diagnostics += found
    return tuple(compositions), tuple(diagnostics)


def _compose(page: Page) -> tuple[Composition, list[Diagnostic]]:
    question, settings = page.question, page.settings
    tables = find_tables(question.answer, question.text) if settings.tables != "off" else ()
    quiz = find_quiz(question)
    compares = settings.differences and not quiz
    items = find_items(question.answer, question.text) if compares else Items()
    rows, diagnostics = row_notes(page, tables)
    shown = quiz.explanation if quiz else question.answer
    split = split_answer(shown, settings.long_answer, keeps_table=bool(rows))
    first = overview(page, split, quiz=quiz, is_comparison=items.named)
    notes = [first, *rows, *item_notes(page, items.items)]
    if settings.clozes:
        own, troubles = author_notes(page)
        notes += own
        diagnostics += troubles
    diagnostics += check_answer(question, 0 if split.rest else settings.long_answer)
    return Composition(question=question, notes=tuple(notes)), diagnostics


def _page(
    document: Document, question: Question, context: RenderContext, settings: NoteSettings
) -> Page:
    language = settings.language or str(document.front_matter.get("lang") or "")
    asked = render_inline(question.prompt, context)
    return Page(
        question=question,
        context=context,
        settings=settings,
        phrases=phrases(language, question.text),
        asked=asked,
        title=piece(asked),
        breadcrumb=html.escape(_STEP.join(question.topics), quote=False),
        source=_source(question.span.path, settings.link_base),
        tags=tags(document, question),
    )


def _source(path: str, link_base: str) -> str:
    """The file, as a link if it can be read on the web."""
    name = html.escape(path, quote=False)
    if not link_base.startswith(("http://", "https://")):
        return name
    address = html.escape(f"{link_base.rstrip('/')}/{quote(path)}")
    return f'<a href="{address}">{name}</a>'

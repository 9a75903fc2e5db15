"""Questions to notes."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from deckgen.config import NotesSettings
from deckgen.diagnostics import Diagnostic
from deckgen.model import BlockKind, Composition, Document, MediaFile, Note, Question
from deckgen.notes.aspects import find_aspects
from deckgen.notes.author_notes import author_notes
from deckgen.notes.columns import Sought, check_columns
from deckgen.notes.highlights import show_highlights
from deckgen.notes.items import Items, find_items
from deckgen.notes.options import Options, read_options
from deckgen.notes.overview import count_points, overview, split_answer
from deckgen.notes.page import Page, piece
from deckgen.notes.parts import part_notes
from deckgen.notes.points import point_notes
from deckgen.notes.quality import check_answer, check_blanks, check_question
from deckgen.notes.quiz import find_quiz
from deckgen.notes.reverse import reverse_notes
from deckgen.notes.rows import row_notes
from deckgen.notes.table import Table
from deckgen.notes.tables import find_tables
from deckgen.notes.tags import tags
from deckgen.notes.terms import term_note
from deckgen.notes.which import item_notes
from deckgen.notes.words import guess_language, phrases
from deckgen.render import Colours, RenderContext, render_inline

_STEP = " › "


def compose(
    document: Document,
    questions: Sequence[Question],
    media: Mapping[str, MediaFile],
    settings: NotesSettings,
    *,
    link_base: str = "",
    language: str = "",
    colours: Colours | None = None,
) -> tuple[tuple[Composition, ...], tuple[Diagnostic, ...]]:
    """Make the notes of a document's questions, in order.

    Each question gives one basic overview note, first, and after it the cloze notes of its tables,
    its differences and its author's own clozes.  Tags are relative to the project
    (``transfer-learning::basics``): the project's name is not known here, identity puts it before
    them.  The field ID is empty until identity fills it.  The field Source names the file but
    never the line: that would change every note at each edit.
    """
    options, diagnostics = read_options(
        document, settings, (question.span.line for question in questions)
    )
    context = RenderContext(document, media, link_base, colours or Colours())
    guess = guess_language(document.source.text)
    file = _File(document, context, options, language, guess)
    compositions: list[Composition] = []
    found: list[Diagnostic] = [*diagnostics]
    used: list[int] = []
    sought: list[Sought] = []
    for question in questions:
        made = _compose(_page(question, file), options)
        compositions.append(Composition(question=question, notes=made.notes, resting=made.resting))
        found += made.diagnostics
        used += made.lines
        sought += made.sought
    found += check_columns(sought)
    found += options.misplaced(used)
    return tuple(compositions), tuple(found)


@dataclass(frozen=True, slots=True)
class _File:
    """What all questions of a file share."""

    document: Document
    context: RenderContext
    options: Options
    language: str
    guess: str


@dataclass(frozen=True, slots=True)
class _Made:
    """The notes of a question, what is to be said of them, and where its options may stand.

    ``sought`` are the columns that options name, ``resting`` the roles that they leave out.
    """

    notes: tuple[Note, ...]
    diagnostics: tuple[Diagnostic, ...]
    lines: tuple[int, ...]
    sought: tuple[Sought, ...]
    resting: tuple[str, ...]


def _compose(page: Page, options: Options) -> _Made:
    question, settings = page.question, page.settings
    tables = find_tables(page, options)
    quiz = find_quiz(question)
    compares = settings.differences and not quiz
    aspects = find_aspects(page) if compares else None
    items = find_items(question.answer, question.text) if compares and not aspects else Items()
    learned = tables.learned
    if aspects and settings.tables not in ("off", "overview"):
        learned = (*learned, aspects)
    rows = row_notes(page, learned)
    diagnostics = [*tables.diagnostics, *rows.diagnostics]
    shown = quiz.explanation if quiz else question.answer
    split = split_answer(shown, settings.long_answer, keeps_table=tables.shown or bool(rows.notes))
    compared = items.named or aspects is not None
    notes = [overview(page, split, quiz=quiz, is_comparison=compared), *rows.notes]
    which, found = item_notes(page, items.items)
    notes += which
    diagnostics += found
    is_plain = not (quiz or items.items or aspects)
    chosen, troubles = _chosen_notes(page, learned, is_plain=is_plain)
    notes += chosen
    diagnostics += troubles
    counts = is_plain and settings.lists != "cloze"
    points = count_points(question.answer) if counts else 0
    diagnostics += check_question(page, points, is_quiz=quiz is not None)
    diagnostics += check_answer(question, 0 if split.rest else settings.long_answer)
    lines = (question.span.line, question.prompt_span.line, *tables.lines, *_lists(question))
    return _Made(tuple(notes), tuple(diagnostics), lines, tables.sought, rows.resting)


def _chosen_notes(
    page: Page, tables: Sequence[Table], *, is_plain: bool
) -> tuple[list[Note], list[Diagnostic]]:
    """The notes that somebody asked for; ``is_plain``: neither a quiz nor a comparison."""
    settings = page.settings
    notes, found = reverse_notes(page, tables)
    if settings.lists == "cloze" and is_plain:
        points, troubles = point_notes(page)
        notes += points
        found += troubles
    if settings.split and is_plain:
        notes += part_notes(page)
    if settings.reverse_terms and is_plain and (term := term_note(page)):
        notes.append(term)
    if settings.clozes or settings.highlights:
        own, troubles = author_notes(page)
        notes += own
        found += troubles
        for note in own:
            found += check_blanks(note)
    return notes, found


def _page(question: Question, file: _File) -> Page:
    front_matter = file.document.front_matter
    language = file.language or str(front_matter.get("lang") or "")
    settings = file.options.at(question.span.line, file.options.settings)
    if question.prompt_span.line != question.span.line:
        settings = file.options.at(question.prompt_span.line, settings)
    for line in _lists(question):
        settings = file.options.at(line, settings)
    asked = render_inline(question.prompt, file.context)
    if settings.highlights:
        asked = replace(asked, html=show_highlights(asked.html))
    return Page(
        question=question,
        context=file.context,
        settings=settings,
        phrases=phrases(language, question.text, file.guess),
        asked=asked,
        title=piece(asked),
        breadcrumb=html.escape(_STEP.join(question.topics), quote=False),
        source=_source(question.span.path, file.context.link_base),
        tags=tags(file.document, question),
    )


def _lists(question: Question) -> list[int]:
    """Where the lists of an answer begin, before which options may stand."""
    return [block.span.line for block in question.answer if block.kind is BlockKind.LIST]


def _source(path: str, link_base: str) -> str:
    """The file, as a link if it can be read on the web."""
    name = html.escape(path, quote=False)
    if not link_base.startswith(("http://", "https://")):
        return name
    address = html.escape(f"{link_base.rstrip('/')}/{quote(path)}")
    return f'<a href="{address}">{name}</a>'

"""Opt-in: a note for each part under a sub-heading of a long answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.model import Block, BlockKind, Cloze, Note, Span
from deckgen.notes.page import Page, Piece, text
from deckgen.notes.words import count_words

_STEP = " › "
_LABEL_MAX = 80


def part_notes(page: Page) -> list[Note]:
    """A note for each sub-heading that has something of its own below it.

    Its front shows the question and the headings that lead to the part (role ``part:…``).
    """
    answer = page.question.answer
    if sum(count_words(block.text) for block in answer) <= page.settings.long_answer:
        return []
    notes: list[Note] = []
    seen: set[str] = set()
    for headings, content in _parts(answer):
        path = _STEP.join(heading.text for heading in headings)
        said = "\n".join(block.text for block in content if block.text)
        label = path if path not in seen else f"{path} · {said}"[: len(path) + _LABEL_MAX]
        shown = page.blocks(content)
        if label in seen or not shown.html:
            continue
        seen.add(label)
        body = text('<div class="against"><div class="label"><b>')
        for i, heading in enumerate(headings):
            body += text(_STEP if i else "") + page.inline(heading.source)
        body += text("</b></div>")
        body += Piece((Cloze(anchor=path, html=shown.html),), shown.media) + text("</div>")
        notes.append(
            page.cloze_note(
                f"part:{label}",
                body,
                Piece(),
                question=f"{page.question.text} — {path}",
                answer=said,
                span=_around(headings[-1], content),
            )
        )
    return notes


def _parts(answer: Sequence[Block]) -> Iterator[tuple[tuple[Block, ...], tuple[Block, ...]]]:
    """Each heading, after those above it, with the blocks up to the next one."""
    above: list[Block] = []
    content: list[Block] = []
    for block in answer:
        if block.kind is BlockKind.HEADING:
            if above and content:
                yield tuple(above), tuple(content)
            content = []
            above = [*(one for one in above if one.level < block.level), block]
        elif block.kind is not BlockKind.COMMENT:
            content.append(block)
    if above and content:
        yield tuple(above), tuple(content)


def _around(heading: Block, content: Sequence[Block]) -> Span:
    first, last = heading.span, content[-1].span
    return Span(first.path, first.line, first.col, last.end_line, last.end_col)

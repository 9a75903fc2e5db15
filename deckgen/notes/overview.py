"""The overview: one basic note that asks the whole question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from deckgen.model import Block, BlockKind, Note
from deckgen.notes.author import blanked
from deckgen.notes.grid import is_table
from deckgen.notes.page import Page, Piece, text
from deckgen.notes.quiz import Quiz
from deckgen.notes.quiz_fields import offer, resolve
from deckgen.notes.words import count_words
from deckgen.patterns import lazy

_SHORT_ANSWER = lazy(
    r"(?:short|quick|brief) answer|tl;?\s?dr|in short|kurz(?:e antwort|gesagt)|respuesta corta"
    r"|en bref|réponse courte|краткий ответ|коротко|简答|简短回答|短答",
    re.IGNORECASE,
)
_TAG = lazy(r"<[^>]*>")
_LEADS_ON = lazy(r"[:：?？;；,，]$")
_LEAD_MIN = 5
_REST_MIN = 40
_INTRODUCTION_MAX = 60
_TABLE_WITHIN = 3


@dataclass(frozen=True, slots=True)
class Split:
    """An answer in what is read at once and what is folded under "More"."""

    lead: tuple[Block, ...]
    rest: tuple[Block, ...] = ()


def overview(page: Page, split: Split, *, quiz: Quiz | None, is_comparison: bool) -> Note:
    """The overview note of a question; of a quiz, ``split`` is its explanation.

    ``is_comparison``: the points of the answer are the things compared, so they aren't counted.
    """
    question = page.question
    counts = page.settings.points and not is_comparison and not quiz
    stem = offer(page, quiz) if quiz else page.blocks(question.stem)
    return page.basic_note(
        _front(page, count_points(question.answer) if counts else 0, stem),
        (resolve(page, quiz) if quiz else Piece()) + page.blocks(split.lead),
        page.blocks(split.rest) if split.rest else Piece(),
        answer="\n".join(block.text for block in question.answer if block.text),
    )


def _front(page: Page, points: int, stem: Piece) -> Piece:
    """The question, how many points are asked for, and what belongs to it."""
    asked = page.asked
    front = Piece((blanked(asked.html),), asked.media)
    if not (_TAG.sub("", asked.html).strip() or "<img" in asked.html):
        front = text(escape(page.question.text, quote=False))
    if points:
        front += text(f' <span class="count">{page.phrases.points.format(n=points)}</span>')
    if stem.parts:
        front += text('<div class="stem">') + stem + text("</div>")
    return front


def split_answer(answer: tuple[Block, ...], long_answer: int, *, keeps_table: bool) -> Split:
    """The answer, folded behind its lead if it is long and its lead answers by itself.

    ``long_answer`` counts words.  ``keeps_table``: a comparison table stands in the answer and must
    not be folded away.
    """
    blocks = [block for block in answer if block.kind is not BlockKind.COMMENT]
    end = _lead_end(blocks)
    if not end or sum(count_words(block.text) for block in blocks) <= long_answer:
        return Split(answer)
    if keeps_table:
        tables = [i for i, block in enumerate(blocks) if is_table(block)]
        if not tables or tables[0] > _TABLE_WITHIN:
            return Split(answer)
        end = max(end, tables[0] + 1)
    lead, rest = tuple(blocks[:end]), tuple(blocks[end:])
    if sum(count_words(block.text) for block in rest) < _REST_MIN:
        return Split(answer)
    return Split(lead, rest)


def _lead_end(blocks: Sequence[Block]) -> int:
    """How many of the first blocks answer by themselves; 0: none do."""
    if not blocks or blocks[0].kind is not BlockKind.PARAGRAPH:
        return 0
    first = blocks[0].text.strip()
    if _SHORT_ANSWER.match(first):
        return 1 if count_words(first) > _LEAD_MIN or len(blocks) < 2 else 2
    if count_words(first) < _LEAD_MIN:
        return 0
    if not _LEADS_ON.search(first):
        return 1
    if first.endswith((":", "：")) and len(blocks) > 1 and blocks[1].kind is BlockKind.LIST:
        return 2
    return 0


def count_points(answer: Sequence[Block]) -> int:
    """How many points an enumeration has: its one list is the answer; 0 for any other answer."""
    blocks = [block for block in answer if block.kind is not BlockKind.COMMENT]
    lists = [block for block in blocks if block.kind is BlockKind.LIST]
    others = [block for block in blocks if block.kind is not BlockKind.LIST]
    if len(lists) != 1 or any(block.kind is not BlockKind.PARAGRAPH for block in others):
        return 0
    if sum(count_words(block.text) for block in others) > _INTRODUCTION_MAX:
        return 0
    items = [item for item in lists[0].children if item.kind is BlockKind.ITEM and item.text]
    return len(items) if len(items) > 1 else 0

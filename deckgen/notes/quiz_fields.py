"""A quiz on a card: choices in front without ticks, the right ones and why on the back."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model import Block
from deckgen.notes.choices import OF_A_CHOICE, Choice
from deckgen.notes.page import Page, Piece, text
from deckgen.notes.quiz import Quiz

_BOX, _TICKED = "☐ ", "☑ "


def offer(page: Page, quiz: Quiz) -> Piece:
    """What is asked: what belongs to the question, and all the choices."""
    return page.blocks(quiz.before) + _list(page, quiz.choices) + page.blocks(quiz.after)


def resolve(page: Page, quiz: Quiz) -> Piece:
    """The right choices, and what is said behind their letters.

    Where the author says something of each choice, all of them.
    """
    remarks = any(map(_remarks, quiz.choices))
    shown = quiz.choices if remarks else quiz.right
    answer = text('<ul class="choices">')
    for choice in shown:
        answer += text('<li class="correct">' if choice.right else "<li>")
        answer += _box(choice, _TICKED if choice.right else _BOX) + page.inline(choice.source)
        answer += page.blocks(choice.body) + text("</li>")
    answer += text("</ul>")
    return answer + (text("<p>") + page.inline(quiz.said) + text("</p>") if quiz.said else Piece())


def _list(page: Page, choices: Sequence[Choice]) -> Piece:
    listed = text('<ul class="choices">')
    for choice in choices:
        shown = [block for block in choice.body if block not in _remarks(choice)]
        listed += text("<li>") + _box(choice, _BOX) + page.inline(choice.source)
        listed += page.blocks(shown) + text("</li>")
    return listed + text("</ul>")


def _box(choice: Choice, box: str) -> Piece:
    return text("" if choice.label and not choice.is_task else box)


def _remarks(choice: Choice) -> list[Block]:
    """What is said of a choice, which would give it away in front."""
    return [block for block in choice.body if block.kind not in OF_A_CHOICE]

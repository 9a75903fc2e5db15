"""Are the cards of a note those that its text makes in Anki?"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import IdentifiedNote, NoteKind
from deckgen.patterns import lazy

_MAX_NUMBER = 500
_MAX_DEPTH = 3
_MARK = lazy(r"\{\{c([0-9,]+)::|\}\}")
_TAG = lazy(r"<[^<>]*>")
_SHOWS = lazy(r"<(?:img|svg|audio|video|object|math)\b|\[sound:", re.IGNORECASE)


@dataclass(slots=True)
class Clozes:
    """The clozes of a text as Anki reads them: ``depth`` is how many are inside one another.

    ``unclosed`` counts those that are opened only: Anki drops them with all that follows.
    """

    numbers: set[int] = field(default_factory=set)
    depth: int = 0
    is_combined: bool = False
    unclosed: int = 0


def scan(texts: Sequence[str]) -> Clozes:
    """Find the clozes of a note's fields.

    Anki counts the clozes of every field, whether or not a template shows it (ANKI-CONTRACT 39).
    """
    found = Clozes()
    for text in texts:
        opened: list[Clozes] = []
        for mark in _MARK.finditer(text):
            digits = mark.group(1)
            if digits is not None:
                numbers = {int(part[:9]) for part in digits.split(",") if part}
                opened.append(Clozes(numbers, 1, "," in digits))
            elif opened:
                closed = opened.pop()
                outer = opened[-1] if opened else found
                outer.numbers |= closed.numbers
                outer.depth = max(outer.depth, closed.depth + (outer is not found))
                outer.is_combined |= closed.is_combined
        found.unclosed += len(opened)
    return found


def check_cards(note: IdentifiedNote) -> Iterator[Diagnostic]:
    """Check the cards of a note (ANKI-CONTRACT rules 6 and 7)."""
    if not note.cards:
        remedy = "give it text for its front, or a cloze"
        yield report("DG711", note.note.span, "the note has no card", help=remedy)
    elif note.kind is NoteKind.CLOZE:
        yield from _check_clozes(note)
    elif tuple(note.cards) != (0,):
        yield _other_cards(note, (0,))
    elif _is_blank(note.fields[0]):
        message = "the note has no card: its front is empty"
        yield report("DG711", note.note.span, message, help="give the question text, or a picture")


def _check_clozes(note: IdentifiedNote) -> Iterator[Diagnostic]:
    clozes = scan(note.fields)
    wrong = sorted(number for number in clozes.numbers if not 1 <= number <= _MAX_NUMBER)
    if wrong:
        message = f"cloze number {wrong[0]} is not between 1 and {_MAX_NUMBER}"
        remedy = "number the clozes of a note from 1"
        yield report("DG713", note.note.span, message, help=remedy)
    if clozes.depth > _MAX_DEPTH:
        message = f"clozes are nested {clozes.depth} deep, more than {_MAX_DEPTH}"
        yield report("DG714", note.note.span, message, help="nest clozes less deep")
    if clozes.is_combined:
        message = "a cloze has several numbers, which older Ankis do not know"
        yield report("DG714", note.note.span, message, help="give each cloze one number")
    wanted = tuple(sorted(number - 1 for number in clozes.numbers))
    if clozes.unclosed:
        message = "a cloze is opened, but never closed"
        remedy = "close it with `}}`, or write `{{` otherwise"
        yield report("DG721", note.note.span, message, help=remedy)
    if not wrong and tuple(sorted(note.cards)) != wanted:
        yield _other_cards(note, wanted)


def _other_cards(note: IdentifiedNote, wanted: Sequence[int]) -> Diagnostic:
    planned = ", ".join(str(ordinal + 1) for ordinal in note.cards)
    made = ", ".join(str(ordinal + 1) for ordinal in wanted) or "none"
    message = f"the note is to have the cards {planned}, but its text makes {made}"
    remedy = "this is a bug in deckgen: please report it with the question"
    return report("DG712", note.note.span, message, help=remedy)


def _is_blank(front: str) -> bool:
    if front[:1].isalnum() or _SHOWS.search(front):
        return False
    return not html.unescape(_TAG.sub("", front)).strip("\u200b\ufeff\xa0 \t\n")

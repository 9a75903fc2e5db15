"""Ids written into the Markdown, for those who want identity there instead of in the lock alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deckgen.identity.derive import PIN_PREFIX
from deckgen.model import Composition, Plan

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_UNDERLINE = re.compile(r"[ \t>]*(?:=+|-+)[ \t]*")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Pin:
    """A comment to write into a file: 1-based line and column, before which it goes."""

    path: str
    line: int
    col: int
    comment: str


def write_pin(guid: str) -> str:
    """The comment that holds a question to a note whatever happens to either."""
    return f"<!-- id: {PIN_PREFIX}{guid} -->"


def propose_pins(compositions: Sequence[Composition], plan: Plan) -> tuple[Pin, ...]:
    """A pin for every question that has no id yet, right behind its text."""
    guids = {id(note.note): note.guid for note in plan.notes}
    pins = []
    for composition in compositions:
        guid, span = guids.get(id(composition.overview)), composition.question.prompt_span
        if guid and not composition.question.explicit_id:
            pins.append(Pin(span.path, span.end_line, span.end_col, write_pin(guid)))
    return tuple(pins)


def insert_pins(text: str, pins: Iterable[Pin]) -> str:
    """Write the pins of one file into its text; nothing else of it changes.

    A comment goes before the signs that close a heading, and above those that underline one.
    ``text`` is the file as it is: any line ends, with or without a byte order mark.

    Raises:
        IndexError: a pin lies outside the text (it belongs to another version of the file).
    """
    pieces = _LINE_END.split(text)  # every second one is a line end
    for pin in sorted(pins, key=lambda pin: (pin.line, pin.col), reverse=True):
        at, col = 2 * (pin.line - 1), pin.col - 1
        if pin.line == 1 and pieces[0].startswith(_BYTE_ORDER_MARK):
            col += 1
        if pin.line > 1 and _UNDERLINE.fullmatch(pieces[at]):
            at -= 2
            col = len(pieces[at])
        if col > len(pieces[at]):
            raise IndexError(f"{pin.path}:{pin.line} has no column {pin.col}")
        before, behind = pieces[at][:col], pieces[at][col:]
        end = _end_of_text(before)
        pieces[at] = f"{before[:end]}{pin.comment}{before[end:]}{behind}"
    return "".join(pieces)


def _end_of_text(line: str) -> int:
    """Where a line ends but for white space and the signs that close a heading."""
    text = line.rstrip()
    bare = text.rstrip("#")
    return len(bare.rstrip()) if bare != text and bare[-1:].isspace() else len(text)

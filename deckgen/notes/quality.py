"""Lint of cards: what makes one hard to learn, said only where it is worth the author's time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Block, BlockKind, Question
from deckgen.notes.grid import Cell
from deckgen.notes.names import words
from deckgen.notes.tables import Row, Table
from deckgen.notes.words import count_words

_STRUCTURE = frozenset(
    {
        BlockKind.HEADING,
        BlockKind.LIST,
        BlockKind.TABLE,
        BlockKind.CODE,
        BlockKind.DETAILS,
        BlockKind.DEFINITIONS,
        BlockKind.MATH,
    }
)
_PICTURE = re.compile(r"!\[(?P<alt>[^\[\]]*)\]|<img\b(?P<rest>[^<>]*)>", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"\s*(?:image|img|picture|photo|screenshot|untitled|figure|bild|imagen|alt[ _-]?text|\d"
    r"|[\w-]+\.(?:png|jpe?g|gif|svg|webp)).*",
    re.IGNORECASE,
)
_GIVEAWAY_MIN = 4


def check_answer(question: Question, long_answer: int) -> Iterator[Diagnostic]:
    """What is to be said of a question's answer; ``long_answer`` 0: its length is in order."""
    blocks = [block for block in question.answer if block.kind is not BlockKind.COMMENT]
    length = sum(count_words(block.text) for block in blocks)
    if length > long_answer > 0 and not any(block.kind in _STRUCTURE for block in blocks):
        message = f"the answer has {length} words and neither list, table nor sub-heading"
        remedy = "Begin with a short answer of its own, or split it under sub-headings."
        yield report("DG801", question.prompt_span, message, help=remedy)
    if not length and (bare := _undescribed(blocks)):
        message = "the answer is a picture without a description"
        remedy = "Say in the alt text what it shows: `![what it shows](picture.png)`."
        yield report("DG802", bare.span, message, help=remedy)


def _undescribed(blocks: Sequence[Block]) -> Block | None:
    """The first block with a picture, if no picture has a description."""
    alts: list[tuple[str, Block]] = []
    for block in blocks:
        for found in _PICTURE.finditer(block.source):
            written = _ALT.search(found["rest"] or "")
            spoken = next(filter(None, written.groups()), "") if written else ""
            alts.append((found["alt"] or spoken, block))
    if not alts or any(alt.strip() and not _FILE_NAME.fullmatch(alt) for alt, _ in alts):
        return None
    return alts[0][1]


def check_row(table: Table, row: Row, asked: Sequence[int]) -> Iterator[Diagnostic]:
    """Blanks whose text can be read beside them: in the row's label or the column's heading."""
    for i in asked:
        for beside in (row.label, table.headings[i]):
            if _gives_away(row.cells[i], beside):
                message = f"the blank `{row.cells[i].text}` can be read in `{beside.text}`"
                remedy = "Reword the label, or leave the cell empty."
                yield report("DG803", row.span, message, help=remedy)


def _gives_away(cell: Cell, beside: Cell) -> bool:
    """Whether the words of a cell stand beside it in a row."""
    wanted = [word.text.casefold() for word in words(cell.text)]
    if sum(map(len, wanted)) < _GIVEAWAY_MIN or cell.is_yes_or_no:
        return False
    row = [word.text.casefold() for word in words(beside.text)]
    size = len(wanted)
    return any(row[i : i + size] == wanted for i in range(len(row) - size + 1))

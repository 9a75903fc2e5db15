"""Questions numbered with letters or Roman numerals: ``### a. What is X?``, ``**II) Why?**``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from deckgen.dialects.evidence import weigh
from deckgen.dialects.lines import rough
from deckgen.markdown import reparse
from deckgen.model import Block, BlockKind

_LETTERED = re.compile(
    r"\A((?:(?:<a\s[^<>]{0,200}>\s*</a>|[^\w\s<>*_#`(\[\]]{1,4})\s*){0,3}(?:\*\*|__|))"
    r"[(\[]?([A-Za-z]|[IVXivx]{1,5})[.)\]]{1,2}\s+(?=\S)"
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"),
)
_TEXT = 7
_LEAST = 2
_MOST = 0.5


def drop_letters(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Take the letters off headings and bold lines that count with them and ask.

    A letter alone says nothing: "A." may mark an answer.  A row "a.", "b.", … of one level under
    one heading counts.  Where nothing but the letter sets a line apart, a number takes its place.
    """
    counts = {
        at: count
        for row in _rows(blocks)
        if _ask([blocks[at] for at in row])
        for count, at in enumerate(row, 1)
    }
    if not counts:
        return tuple(blocks)
    return tuple(
        _bare(block, counts[at]) if at in counts else block for at, block in enumerate(blocks)
    )


def _rows(blocks: Sequence[Block]) -> list[list[int]]:
    """Rows of headings or of paragraphs, by index, that begin with "a" or "i" and go on."""
    rows: list[list[int]] = []
    open_rows: dict[int, list[int]] = {}
    for at, block in enumerate(blocks):
        if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
            continue
        level = block.level if block.kind is BlockKind.HEADING else _TEXT
        for deeper in [one for one in open_rows if one > level]:
            del open_rows[deeper]
        found = _LETTERED.match(block.source)
        letter = found[2].lower() if found else ""
        row = open_rows.get(level)
        if row is not None and _follows(letter, len(row)):
            row.append(at)
        elif letter in ("a", "i"):
            rows.append([at])
            open_rows[level] = rows[-1]
        elif letter or level < _TEXT:
            open_rows.pop(level, None)
    return rows


def _follows(letter: str, count: int) -> bool:
    return bool(letter) and letter in (_LETTERS[count : count + 1], *_ROMAN[count : count + 1])


def _ask(row: Sequence[Block]) -> bool:
    asking = sum(weigh(rough(_first_line(_without_letter(block)))).score > 0 for block in row)
    return len(row) >= _LEAST and asking >= _LEAST and asking >= _MOST * len(row)


def _first_line(source: str) -> str:
    return source.partition("\n")[0]


def _without_letter(block: Block) -> str:
    return _LETTERED.sub(r"\1", block.source, count=1)


def _bare(block: Block, count: int) -> Block:
    rest = _without_letter(block)
    if block.kind is BlockKind.HEADING:
        rest = f"{'#' * block.level} {' '.join(rest.split())}"
    elif not rest.startswith(("**", "__")):
        rest = f"({count}) {rest}"
    made = reparse(block, rest)
    return replace(made[0], span=block.span) if len(made) == 1 else block

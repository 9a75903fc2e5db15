"""The lead of an item: its first whole sentences, as many as fit a card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from deckgen.model import Block, BlockKind
from deckgen.notes.divisions import Item
from deckgen.notes.fragment import Unit, cut, shown, units
from deckgen.notes.page import Page, Piece
from deckgen.notes.words import count_words
from deckgen.patterns import lazy

_END = lazy(r"(?<![.!?])[.!?]++[\"'”’»)\]]*+(?=\s|$)|[。！？]+[”」』）]*|\n")
_ABBREVIATION = lazy(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|ca|approx|resp|fig|eq|no|dr|mr|mrs|prof|inc|z\.\s?B|d\.\s?h"
    r"|bzw|usw|p\.\s?ej|т\.\s?е|т\.\s?д|т\.\s?п|напр|[A-Za-z]|\d+)$",
    re.IGNORECASE,
)
_LONGEST_SENTENCE = 80


@dataclass(frozen=True, slots=True)
class Lead:
    """Whole sentences of an item, as units, with the visible offsets at which each ends."""

    row: tuple[Unit, ...]
    ends: tuple[int, ...]
    piece: Piece

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return shown(self.row)

    def first(self, sentences: int) -> tuple[Unit, ...]:
        """The units of the first sentences."""
        return cut(self.row, self.ends[sentences - 1]) if sentences else ()


def lead(page: Page, item: Item, limit: int) -> Lead | None:
    """The item's first sentences, up to ``limit`` words; None where it begins with no prose."""
    piece = _opening(page, item)
    if piece is None:
        return None
    row = units(piece.html)
    text = shown(row)
    ends: list[int] = []
    start = total = 0
    for end in _sentence_ends(text):
        length = count_words(text[start:end])
        if ends and total + length > limit:
            break
        if not ends and length > _LONGEST_SENTENCE:
            return None
        total += length
        start = end
        ends.append(end)
    while ends and text[: ends[-1]].rstrip().endswith((":", "：")):
        ends.pop()
    return Lead(cut(row, ends[-1]), tuple(ends), piece) if ends else None


def _opening(page: Page, item: Item) -> Piece | None:
    """The first paragraph of an item, or its first list, rendered; code before it is no prose."""
    if item.first:
        return Piece(("<p>",)) + page.inline(item.first) + Piece(("</p>",))
    if not item.body:
        return None
    body = tuple(dropwhile(lambda block: block.kind is BlockKind.CODE, item.body)) or item.body
    if body[0].text.rstrip().endswith((",", "，", ":", "：")) and body is not item.body:
        body = item.body  # that leads from one piece of code to the next
    block = body[0]
    if block.kind is BlockKind.PARAGRAPH and block.text.strip():
        leads_on = block.text.rstrip().endswith((":", "：")) and len(body) > 1
        if leads_on and body[1].kind is BlockKind.LIST:
            return page.blocks(body[:2])
        return page.blocks([block])
    prose = _prose_items(block)
    return page.blocks(prose) if prose else None


def _prose_items(block: Block) -> tuple[Block, ...]:
    """The first entries of a list, up to one that holds code or a table."""
    if block.kind is not BlockKind.LIST:
        return ()
    return tuple(takewhile(lambda entry: not _holds_code(entry), block.children))


def _holds_code(block: Block) -> bool:
    return block.kind in (BlockKind.CODE, BlockKind.TABLE) or any(map(_holds_code, block.children))


def _sentence_ends(text: str) -> Iterator[int]:
    """Where sentences end in visible text; a block's end is a sentence's end."""
    start = 0
    for found in _END.finditer(text):
        end = found.end()
        is_dot = found[0].startswith(".")
        if is_dot and _ABBREVIATION.search(text[max(start, found.start() - 12) : found.start()]):
            continue
        if text[start:end].strip():
            yield end
            start = end
    if text[start:].strip():
        yield len(text)

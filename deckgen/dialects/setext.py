"""Slides whose answers became headings: ``text`` with ``---`` right below it."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.dialects.evidence import weigh
from deckgen.markdown import reparse
from deckgen.model import Block, BlockKind, Span

_LEAST = 2
_MOST = 0.6
_STOPS = (".", "!", "。", "！", "।", "۔", ":", "`", ")")


def undo_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Read underlined sentences as paragraphs above a rule, where most of them are sentences."""
    underlined = [block for block in blocks if _is_underlined(block)]
    sentences = sum(_is_sentence(block) for block in underlined)
    if len(underlined) < _LEAST or sentences < _MOST * len(underlined):
        return tuple(blocks)
    read: list[Block] = []
    for block in blocks:
        if _is_underlined(block) and weigh(block.text).score < 0:
            end = block.span.end_line
            read.extend(reparse(block, block.source, first_line=block.span.line))
            rule = Span(block.span.path, end, 1, end, block.span.end_col)
            read.append(Block(kind=BlockKind.RULE, span=rule))
        else:
            read.append(block)
    return tuple(read)


def _is_underlined(block: Block) -> bool:
    span = block.span
    return block.kind is BlockKind.HEADING and block.level == 2 and span.end_line > span.line


def _is_sentence(block: Block) -> bool:
    return block.text.rstrip("*_ ").endswith(_STOPS) and weigh(block.text).score < 0

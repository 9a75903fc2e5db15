"""Chapters in details blocks: a summary that does not ask, and several questions inside."""

from __future__ import annotations

from deckgen.dialects.evidence import weigh
from deckgen.dialects.markers import hides
from deckgen.model import Block, BlockKind

_LEAST_INSIDE = 2


def is_folded_topic(block: Block) -> bool:
    """Whether a details block is a chapter: it does not ask, but several things inside do."""
    if not block.children or block.children[0].kind is not BlockKind.SUMMARY:
        return False
    summary, *inside = block.children
    if weigh(summary.text).score > 0 or hides(block):
        return False
    asking = sum(_count_asking(child) for child in inside)
    return asking >= _LEAST_INSIDE


def _count_asking(block: Block) -> int:
    """How many questions with something below them a block seems to hold."""
    match block.kind:
        case BlockKind.DETAILS:
            return int(bool(block.children) and weigh(block.children[0].text).score > 0)
        case BlockKind.HEADING:
            return int(weigh(block.text).score > 0)
        case BlockKind.LIST:
            return sum(
                len(item.children) > 1 and weigh(item.children[0].text).score > 0
                for item in block.children
            )
        case _:
            return 0

"""Sections by what they hold: nothing, only links, only questions, or something to answer with."""

from __future__ import annotations

from collections.abc import Iterable

from deckgen.dialects import titles
from deckgen.dialects.candidate import Piece
from deckgen.dialects.evidence import fold, invites, strip_ends, weigh
from deckgen.dialects.lines import rough
from deckgen.dialects.navigation import is_navigation, is_noise
from deckgen.dialects.outline import Section
from deckgen.model import Block, BlockKind


def shows(pieces: Iterable[Piece]) -> bool:
    """Whether anything is to be seen but navigation, rules and wrappers."""
    return any(not (is_noise(piece.block) or is_navigation(piece.block)) for piece in pieces)


def has_body(section: Section) -> bool:
    """Whether something that may answer stands directly below a heading."""
    shown = [
        part.block
        for part in section.content
        if isinstance(part, Piece) and not (is_noise(part.block) or is_navigation(part.block))
    ]
    return bool(shown) and not (len(shown) == 1 and only_asks(shown[0]))


def is_apart(section: Section) -> bool:
    """Whether a section is one of those that are never cards: licence, references, links."""
    name = fold(section.text)
    if titles.SECTION.fullmatch(strip_ends(name)) or invites(name):
        return True
    return weigh(section.text).score < 0 and only_links(piece.block for piece in section.pieces())


def only_links(blocks: Iterable[Block]) -> bool:
    """Whether blocks are nothing but lists of links that lead elsewhere."""
    count = 0
    for block in blocks:
        if not (is_noise(block) or is_navigation(block)):
            if not _is_link_list(block):
                return False
            count += 1
    return count > 0


def only_asks(block: Block) -> bool:
    """Whether a list does nothing but ask: then it does not answer."""
    return (
        block.kind is BlockKind.LIST
        and len(block.children) > 1
        and all(
            len(item.children) == 1 and weigh(rough(item.children[0].source)).score > 0
            for item in block.children
        )
    )


def _is_link_list(block: Block) -> bool:
    if block.kind is not BlockKind.LIST:
        return False
    return all(
        item.children
        and all(
            _is_link_list(child) if child.kind is BlockKind.LIST else _is_link(child)
            for child in item.children
        )
        for item in block.children
    )


def _is_link(block: Block) -> bool:
    source = block.source.lstrip(" *_")
    return block.kind is BlockKind.PARAGRAPH and (
        source.startswith(("[", "<http", "http", "<a ", "![")) or "](http" in source
    )

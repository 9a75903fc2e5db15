"""Tables of contents: what repeats the titles of the document and links to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from deckgen.dialects.candidate import Piece
from deckgen.dialects.evidence import fold
from deckgen.dialects.label import read_label
from deckgen.model import Block, BlockKind

_TARGET = re.compile(r"\]\(\s*<?#|href\s*=\s*[\"']?#", re.IGNORECASE)
_LEAST = 3
_MOST_CODE = re.compile(r"\W+")


def key(text: str) -> str:
    """A title as it is compared: folded words without numbering and punctuation."""
    return _MOST_CODE.sub(" ", fold(read_label(text).rest)).strip()


def find_contents(
    pieces: Sequence[Piece], titles: Mapping[str, int]
) -> tuple[frozenset[int], dict[str, int]]:
    """Find the pieces that are tables of contents.

    Returns the ``id`` of each such piece's block and the keys of the titles they list, with depth.
    ``titles`` are the keys of all headings and other titles of the document.
    """
    found: set[int] = set()
    listed: dict[str, int] = {}
    for piece in pieces:
        entries = list(_entries(piece.block, 0))
        if len(entries) < _LEAST:
            continue
        linked = sum(linked for _, _, linked in entries)
        known = sum(bool(name) and name in titles for name, _, _ in entries)
        if linked >= 0.7 * len(entries) or (known >= 0.7 * len(entries) and _plain(piece.block)):
            found.add(id(piece.block))
            for name, depth, _ in entries:
                listed.setdefault(name, depth)
    return frozenset(found), listed


def _entries(block: Block, depth: int) -> Iterator[tuple[str, int, bool]]:
    """The lines of a list, a table or a paragraph of links: key, depth, whether it links inside."""
    match block.kind:
        case BlockKind.LIST | BlockKind.ITEM | BlockKind.DETAILS | BlockKind.QUOTE:
            deeper = depth + (block.kind is BlockKind.LIST)
            for child in block.children:
                yield from _entries(child, deeper)
        case BlockKind.TABLE:
            for row in block.children:
                cells = [cell for cell in row.children if cell.text.strip()]
                linking = [cell for cell in cells if _TARGET.search(cell.source)]
                if row.level == 0 and cells:
                    cell = (linking or cells)[-1 if not linking else 0]
                    yield key(cell.text), depth, bool(linking)
        case BlockKind.PARAGRAPH:
            for line in block.source.split("\n"):
                yield key(_words(line)), depth, bool(_TARGET.search(line))
        case _:
            return


def _plain(block: Block) -> bool:
    """Whether a list or table holds single lines only: entries, no answers below them."""
    if block.kind is BlockKind.PARAGRAPH:
        return False
    return (
        all(
            child.kind
            in (BlockKind.LIST, BlockKind.ITEM, BlockKind.PARAGRAPH, BlockKind.ROW, BlockKind.CELL)
            and (
                not child.children or _plain(child) or child.kind in (BlockKind.ROW, BlockKind.CELL)
            )
            for child in block.children
        )
        or block.kind is BlockKind.TABLE
    )


_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|[`*_]")


def _words(source: str) -> str:
    return _TAG.sub("", _LINK.sub(r"\1", source))

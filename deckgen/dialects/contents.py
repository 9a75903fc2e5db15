"""Tables of contents: what repeats the titles of the document and links to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from deckgen.dialects.candidate import Piece
from deckgen.dialects.evidence import fold, strip_ends, weigh
from deckgen.dialects.label import read_label
from deckgen.dialects.lines import rough
from deckgen.dialects.outline import Section
from deckgen.dialects.titles import SECTION
from deckgen.model import Block, BlockKind

_TARGET = re.compile(r"\]\(\s*<?#|href\s*=\s*[\"']?#", re.IGNORECASE)
_WIKI = re.compile(r"\[\[#")
_LEAST = 3
_LOOK = 4
_LISTING = frozenset(
    {BlockKind.LIST, BlockKind.TABLE, BlockKind.PARAGRAPH, BlockKind.DETAILS, BlockKind.QUOTE}
)
_PUNCTUATION = re.compile(r"\W+")
_ENTRIES = frozenset(
    {BlockKind.LIST, BlockKind.ITEM, BlockKind.PARAGRAPH, BlockKind.ROW, BlockKind.CELL}
)

Places = Mapping[str, Sequence[tuple[int, str]]]


class Entry(NamedTuple):
    """A line of a table of contents; ``name`` is the key of the title."""

    name: str
    depth: int
    linked: bool


@lru_cache(maxsize=32768)
def key(text: str) -> str:
    """A title as it is compared: folded words without numbering and punctuation."""
    return _PUNCTUATION.sub(" ", fold(read_label(text).rest)).strip()


def find_contents(root: Section, titles: Places) -> tuple[tuple[Piece, ...], tuple[Entry, ...]]:
    """Find the pieces that are tables of contents, and the titles they list.

    ``titles`` maps the keys of all titles of the document to their places in ``root.pieces()``.
    """
    found: list[Piece] = []
    listed: list[Entry] = []
    under = ""
    for place, piece in enumerate(root.pieces()):
        if piece.block.kind is BlockKind.HEADING:
            under = piece.block.text
            continue
        if piece.block.kind not in _LISTING or not _may_list(piece.block, titles):
            continue
        entries = list(_entries(piece.block, 0))
        if len(entries) >= _LEAST and _is_contents(piece.block, entries, place, titles, under):
            found.append(piece)
            listed.extend(entries)
    return tuple(found), tuple(listed)


def _may_list(block: Block, titles: Places) -> bool:
    """Whether one of the first lines of a block links or is a title: cheap, to look no further."""
    for count, entry in enumerate(_entries(block, 0)):
        if entry.linked or entry.name in titles:
            return True
        if count >= _LOOK:
            return False
    return False


def _is_contents(
    block: Block, entries: Sequence[Entry], place: int, titles: Places, under: str
) -> bool:
    known = [entry for entry in entries if entry.name in titles]
    linked = sum(entry.linked for entry in entries) >= 0.7 * len(entries)
    named = bool(SECTION.fullmatch(strip_ends(under))) or not under
    later = sum(titles[entry.name][-1][0] > place for entry in known)
    ahead = later >= 0.7 * len(known) if known else named
    if linked:
        return named or (ahead and weigh(under).score < 1)
    repeats = len(known) >= 0.7 * len(entries) and _is_plain(block)
    return repeats and ahead and (named or weigh(under).score < 1)


def _entries(block: Block, depth: int) -> Iterator[Entry]:
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
                    yield Entry(key((linking or cells[-1:])[0].text), depth, bool(linking))
        case BlockKind.PARAGRAPH if (
            depth or "](" in block.source or "<a" in block.source or "[[" in block.source
        ):
            for line in block.source.split("\n"):
                linked = bool(_TARGET.search(line) or _WIKI.search(line))
                yield Entry(key(rough(line)), depth, linked)
        case _:
            return


def _is_plain(block: Block) -> bool:
    """Whether a list or table holds single lines only: entries, no answers below them."""
    if block.kind is BlockKind.TABLE:
        return True
    return block.kind is not BlockKind.PARAGRAPH and all(
        child.kind in _ENTRIES
        and (child.kind is not BlockKind.LIST or _is_plain(child))
        and (child.kind is not BlockKind.ITEM or _is_plain(child))
        for child in block.children
    )

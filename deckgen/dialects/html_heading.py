"""Headings written as HTML: ``<h3>What is X?</h3>``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.dialects.evidence import weigh
from deckgen.dialects.lines import rough
from deckgen.markdown import reparse
from deckgen.model import Block, BlockKind

_LEAST = 2
_HEADING = re.compile(
    r"\s*<h(?P<level>[1-6])\b[^<>]*>(?P<text>(?:(?!</?h[1-6]\b)[^\x00]){1,400}?)"
    r"</h(?P=level)>[ \t]*",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_SHOWN = re.compile(r"<(?:img|picture|svg)\b", re.IGNORECASE)


def raise_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Read HTML headings as headings, where several of them ask."""
    asking = sum(weigh(rough(found["text"])).score > 0 for found in map(_match, blocks) if found)
    if asking < _LEAST:
        return tuple(blocks)
    return tuple(read for block in blocks for read in _raise(block))


def _match(block: Block) -> re.Match[str] | None:
    """Find the heading at the start of an HTML block; one that shows a picture is none."""
    if block.kind is not BlockKind.HTML or block.source.lstrip()[:2].lower() != "<h":
        return None
    found = _HEADING.match(block.source)
    if found is None or _SHOWN.search(found["text"]) or not _LETTER.search(rough(found["text"])):
        return None
    return found


def _raise(block: Block) -> Iterator[Block]:
    """Split an HTML block into the headings at its start and what is left."""
    found = _match(block)
    while found is not None:
        span = block.span
        end = span.line + block.source.count("\n", 0, found.end())
        title = f"{'#' * int(found['level'])} {' '.join(found['text'].split())}"
        for made in reparse(block, title, first_line=span.line):
            yield replace(made, span=replace(made.span, end_line=end))
        rest = block.source[found.end() :]
        if not rest.strip():
            return
        skipped = len(rest) - len(rest.lstrip("\n"))
        below = reparse(block, rest, first_line=end + skipped)
        block, others = below[0], below[1:]
        found = _match(block) if not others else None
        if found is None:
            yield from below
            return
    yield block

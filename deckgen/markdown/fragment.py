"""Blocks made anew from a part of a block: what is left when a marker or a wrapper is taken off."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from deckgen.markdown.parser import parser
from deckgen.markdown.positions import Positions
from deckgen.markdown.tree import build
from deckgen.model import Block, Span


def reparse(
    block: Block,
    markdown: str,
    *,
    first_line: int | None = None,
    references: Mapping[str, Any] | None = None,
) -> tuple[Block, ...]:
    """Parse ``markdown``, a part of what ``block`` holds, as blocks of their own.

    They start at ``first_line`` of the file, or else end where ``block`` ends.  ``references``
    are the link references of the document (``Document.env["references"]``).
    """
    lines = markdown.strip("\n")
    env: dict[str, Any] = {"references": dict(references or {})}
    blocks = build(parser().parse(lines, env), Positions(lines, block.span.path))
    if first_line is None:
        first_line = block.span.end_line - lines.count("\n")
    shift = first_line - 1
    return tuple(_moved(made, shift) for made in blocks)


def keep_children(block: Block, kept: Collection[int]) -> Block:
    """The block with only those of its children whose index is in ``kept`` (lists and quotes)."""
    children = tuple(child for index, child in enumerate(block.children) if index in kept)
    inside = tuple(token for child in children for token in child.tokens)
    return replace(
        block,
        children=children,
        text="\n".join(child.text for child in children if child.text),
        span=_around(block.span, children),
        tokens=(block.tokens[0], *inside, block.tokens[-1]) if block.tokens else (),
    )


def _around(span: Span, children: tuple[Block, ...]) -> Span:
    if not children:
        return span
    first, last = children[0].span, children[-1].span
    return Span(span.path, first.line, first.col, last.end_line, last.end_col)


def _moved(block: Block, lines: int) -> Block:
    span = block.span
    moved = Span(span.path, span.line + lines, span.col, span.end_line + lines, span.end_col)
    return replace(
        block, span=moved, children=tuple(_moved(child, lines) for child in block.children)
    )


def replace_child(block: Block, index: int, child: Block) -> Block:
    """The block with one of its children exchanged (lists and quotes)."""
    children = (*block.children[:index], child, *block.children[index + 1 :])
    return keep_children(replace(block, children=children), range(len(children)))

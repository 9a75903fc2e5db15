"""Blocks as HTML, not yet sanitised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from deckgen.model import Block, BlockKind
from deckgen.render.code import code_block
from deckgen.render.math import display_math
from deckgen.render.raw import raw_block
from deckgen.render.state import State
from deckgen.render.stream import render_source, render_tokens

_HEADING_TAGS = ("h4", "h5", "h6")


def sequence(blocks: Iterable[Block], state: State) -> str:
    """Return blocks one after the other; items that lost their list get one."""
    parts: list[str] = []
    for is_item, group in groupby(blocks, key=lambda block: block.kind is BlockKind.ITEM):
        members = tuple(group)
        inside = "".join(_block(member, state) for member in members)
        parts.append(_list(members, inside) if is_item else inside)
    return "".join(parts)


def heading_tags(blocks: Iterable[Block]) -> dict[str, str]:
    """Return source tag -> tag in the field: the highest level becomes ``h4``, the next ``h5``."""
    levels: set[int] = set()
    _collect_levels(blocks, levels)
    return {
        f"h{level}": _HEADING_TAGS[min(rank, len(_HEADING_TAGS) - 1)]
        for rank, level in enumerate(sorted(levels))
    }


def _collect_levels(blocks: Iterable[Block], levels: set[int]) -> None:
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            levels.add(block.level)
        elif block.children:
            _collect_levels(block.children, levels)


def _block(block: Block, state: State) -> str:
    tokens = block.tokens
    if not tokens:
        return _BARE[block.kind](block, state)
    if block.kind is BlockKind.PARAGRAPH and tokens[0].hidden:
        # The paragraph of a tight list, taken out of its list.
        return f"<p>{render_tokens(tokens[1:-1], state)}</p>\n"
    return render_tokens(tokens, state)


def _list(items: Sequence[Block], inside: str) -> str:
    tokens = items[0].tokens
    number = str(tokens[0].info) if tokens else ""
    if number.isdecimal() and number.isascii():
        return f'<ol start="{int(number)}">{inside}</ol>\n'
    return f"<ul>{inside}</ul>\n"


def _within(tag: str) -> Callable[[Block, State], str]:
    """Return a rule that puts a block's children, or its inline source, between tags."""

    def render(block: Block, state: State) -> str:
        inside = sequence(block.children, state) or render_source(block.source, state)
        return f"<{tag}>{inside}</{tag}>\n"

    return render


def _bare_heading(block: Block, state: State) -> str:
    tag = state.headings.get(f"h{block.level}", "h4")
    return f"<{tag}>{render_source(block.source, state)}</{tag}>\n"


def _bare_list(block: Block, state: State) -> str:
    inside = "".join(_block(child, state) for child in block.children)
    return f'<ol start="{block.level}">{inside}</ol>\n' if block.level else f"<ul>{inside}</ul>\n"


def _bare_table(block: Block, state: State) -> str:
    rows = "".join(_bare_row(row, state) for row in block.children)
    return f'<div class="tbl"><table>{rows}</table></div>\n'


def _bare_row(block: Block, state: State) -> str:
    tag = "th" if block.level else "td"
    cells = "".join(
        f"<{tag}>{sequence(cell.children, state) or render_source(cell.source, state)}</{tag}>"
        for cell in block.children
    )
    return f"<tr>{cells}</tr>\n"


def _bare_code(block: Block, state: State) -> str:
    return code_block(block.source, block.info, state.context.colours.highlight)


def _bare_math(block: Block, _: State) -> str:
    return display_math(block.source) + "\n"


def _bare_html(block: Block, state: State) -> str:
    return raw_block(block.source, state)


def _nothing(_: Block, __: State) -> str:
    return ""


_BARE: Mapping[BlockKind, Callable[[Block, State], str]] = {
    BlockKind.HEADING: _bare_heading,
    BlockKind.PARAGRAPH: _within("p"),
    BlockKind.LIST: _bare_list,
    BlockKind.ITEM: _within("li"),
    BlockKind.QUOTE: _within("blockquote"),
    BlockKind.CODE: _bare_code,
    BlockKind.MATH: _bare_math,
    BlockKind.HTML: _bare_html,
    BlockKind.COMMENT: _nothing,
    BlockKind.DETAILS: _within("details"),
    BlockKind.SUMMARY: _within("summary"),
    BlockKind.TABLE: _bare_table,
    BlockKind.ROW: _bare_row,
    BlockKind.CELL: _within("div"),
    BlockKind.RULE: lambda _, __: "<hr>\n",
    BlockKind.DEFINITIONS: _within("dl"),
    BlockKind.TERM: _within("dt"),
    BlockKind.DEFINITION: _within("dd"),
    BlockKind.FOOTNOTE: _nothing,
}
"""How a block without tokens is rendered: one that a repair or a dialect made."""

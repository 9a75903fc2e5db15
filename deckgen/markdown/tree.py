"""Tokens to blocks."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from deckgen.markdown.plain import text_of
from deckgen.model import Block, BlockKind, SourceFile, Span

_CONTAINERS = {
    "heading_open": BlockKind.HEADING,
    "paragraph_open": BlockKind.PARAGRAPH,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "list_item_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "details_open": BlockKind.DETAILS,
    "summary_open": BlockKind.SUMMARY,
    "table_open": BlockKind.TABLE,
    "tr_open": BlockKind.ROW,
    "th_open": BlockKind.CELL,
    "td_open": BlockKind.CELL,
    "dl_open": BlockKind.DEFINITIONS,
    "dt_open": BlockKind.TERM,
    "dd_open": BlockKind.DEFINITION,
    "footnote_reference_open": BlockKind.FOOTNOTE,
}
_LEAVES = {
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "math_block": BlockKind.MATH,
    "math_block_label": BlockKind.MATH,
    "html_block": BlockKind.HTML,
    "hr": BlockKind.RULE,
}


def build(tokens: Sequence[Token], source: SourceFile) -> tuple[Block, ...]:
    """Build the tree of blocks from the parser's tokens."""
    return _Builder(tokens, source).blocks(0, len(tokens), (0, source.text.count("\n") + 1))


class _Builder:
    def __init__(self, tokens: Sequence[Token], source: SourceFile) -> None:
        self.tokens = tokens
        self.path = source.path
        self.lines = source.text.split("\n")

    def blocks(self, start: int, end: int, lines: tuple[int, int]) -> tuple[Block, ...]:
        made: list[Block] = []
        index = start
        while index < end:
            token = self.tokens[index]
            close = self.close(index) if token.nesting == 1 else index
            if token.type in ("thead_open", "tbody_open"):
                made.extend(self.blocks(index + 1, close, lines))
            elif token.type in _CONTAINERS:
                made.append(self.container(index, close, lines))
            elif token.type in _LEAVES:
                made.append(self.leaf(token, lines))
            index = close + 1
        return tuple(made)

    def close(self, index: int) -> int:
        level = self.tokens[index].level
        index += 1
        while self.tokens[index].level != level or self.tokens[index].nesting != -1:
            index += 1
        return index

    def container(self, index: int, close: int, lines: tuple[int, int]) -> Block:
        token = self.tokens[index]
        kind = _CONTAINERS[token.type]
        span_lines = (token.map[0], token.map[1]) if token.map else lines
        inside = self.tokens[index + 1 : close]
        inline = inside[0] if inside and inside[0].type == "inline" else None
        children = () if inline else self.blocks(index + 1, close, span_lines)
        level = 0
        if kind is BlockKind.HEADING:
            level = int(token.tag[1])
        elif token.type == "ordered_list_open":
            level = int(token.attrGet("start") or 1) if token.attrGet("start") != 0 else 0
        elif kind is BlockKind.ROW:
            level = int(any(inner.type == "th_open" for inner in inside))
        text = text_of([inline]) if inline else "\n".join(c.text for c in children if c.text)
        return Block(
            kind=kind,
            span=self.span(span_lines),
            level=level,
            source=inline.content if inline else "",
            text=text,
            children=children,
            tokens=tuple(self.tokens[index : close + 1]),
        )

    def leaf(self, token: Token, lines: tuple[int, int]) -> Block:
        kind = _LEAVES[token.type]
        info = token.info.strip().split(" ")[0] if kind is BlockKind.CODE else ""
        if kind is BlockKind.CODE and info == "math":
            kind = BlockKind.MATH
        if kind is BlockKind.HTML and token.content.lstrip().startswith("<!--"):
            kind = BlockKind.COMMENT
        text = token.content.strip("\n") if kind in (BlockKind.CODE, BlockKind.MATH) else ""
        return Block(
            kind=kind,
            span=self.span((token.map[0], token.map[1]) if token.map else lines),
            source=token.content,
            text=text,
            info=info,
            tokens=(token,),
        )

    def span(self, lines: tuple[int, int]) -> Span:
        first, last = lines[0], max(lines[0], lines[1] - 1)
        while last > first and not self.lines[last].strip():
            last -= 1
        line = self.lines[first]
        col = len(line) - len(line.lstrip()) + 1
        return Span(self.path, first + 1, col, last + 1, len(self.lines[last].rstrip()) + 1)

"""Tokens to blocks: the tree with exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from markdown_it.token import Token

from deckgen.markdown.html_text import text_of_html
from deckgen.markdown.plain import text_of
from deckgen.markdown.positions import Positions
from deckgen.model import Block, BlockKind, Span
from deckgen.patterns import lazy

_TEXTS: Mapping[str, BlockKind] = {
    "heading_open": BlockKind.HEADING,
    "paragraph_open": BlockKind.PARAGRAPH,
}
_CONTAINERS: Mapping[str, BlockKind] = {
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "list_item_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "details_open": BlockKind.DETAILS,
    "summary_open": BlockKind.SUMMARY,
    "table_open": BlockKind.TABLE,
    "dl_open": BlockKind.DEFINITIONS,
    "dt_open": BlockKind.TERM,
    "dd_open": BlockKind.DEFINITION,
    "footnote_reference_open": BlockKind.FOOTNOTE,
}
_LEAVES: Mapping[str, BlockKind] = {
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "math_block": BlockKind.MATH,
    "html_block": BlockKind.HTML,
    "hr": BlockKind.RULE,
}
_NOTHING: Any = MappingProxyType({})
_OWN_END = frozenset({BlockKind.DETAILS, BlockKind.SUMMARY})
_COMMENT = lazy(r"<!--(?:-?>|(?:(?!-->).)*(?:-->)?)\s*\Z", re.DOTALL)
_ALERT = lazy(r"\[!([A-Za-z]+)\][ \t]*(?:\n|\Z)")


def build(tokens: Sequence[Token], positions: Positions) -> tuple[Block, ...]:
    """Build the tree of blocks from the parser's tokens.

    ``text`` of a block: images give nothing (their description is in ``Document.media``), math its
    TeX, code its text, HTML its words.
    """
    builder = _Builder(tokens, positions)
    return builder.blocks(0, len(tokens), 0)


def release(tokens: Iterable[Token]) -> None:
    """Give back what tokens needed only until the tree was built: half of their memory."""
    for token in tokens:
        meta = token.meta
        if meta:
            meta.pop("at", None)
            meta.pop("end", None)
        if not meta:
            token.meta = _NOTHING
        if not token.attrs:
            token.attrs = _NOTHING
        if token.children:
            release(token.children)


class _Builder:
    """Walks the tokens once, from the outside in."""

    def __init__(self, tokens: Sequence[Token], positions: Positions) -> None:
        self.tokens = tokens
        self.positions = positions
        self.closes = _find_closes(tokens)

    def blocks(self, start: int, end: int, begin: int) -> tuple[Block, ...]:
        """Return the blocks of the tokens ``start`` to ``end``, inside a block at ``begin``."""
        made: list[Block] = []
        index = start
        while index < end:
            token = self.tokens[index]
            kind = _TEXTS.get(token.type)
            if kind is not None:
                made.append(self._text(index, kind))
                index += 3
                continue
            close = self.closes.get(index, index)
            kind = _CONTAINERS.get(token.type)
            if kind is not None:
                made.append(self._container(index, close, kind, begin))
            elif token.type in _LEAVES:
                made.append(self._leaf(token, begin))
            index = close + 1
        return tuple(made)

    def _text(self, index: int, kind: BlockKind) -> Block:
        """Return a block of three tokens: it holds inline text."""
        token, inline = self.tokens[index], self.tokens[index + 1]
        meta = token.meta
        begin = meta["at"]
        return Block(
            kind=kind,
            span=self.positions.span(begin, self.positions.trimmed(begin, meta["end"])),
            level=int(token.tag[1]) if kind is BlockKind.HEADING else 0,
            source=inline.content,
            text=text_of(inline.children or ()),
            tokens=tuple(self.tokens[index : index + 3]),
        )

    def _container(self, index: int, close: int, kind: BlockKind, outer: int) -> Block:
        token = self.tokens[index]
        begin = self._begin(index, outer)
        children: tuple[Block, ...] = ()
        source = ""
        inline = self.tokens[index + 1]
        if inline.type == "inline":
            source, text = inline.content, text_of(inline.children or ())
        else:
            if kind is BlockKind.TABLE:
                children = self._rows(index, close)
            else:
                children = self.blocks(index + 1, close, begin)
            text = "\n".join([child.text for child in children if child.text])
            if kind is BlockKind.SUMMARY and len(children) == 1 and not children[0].children:
                source = children[0].source
        return Block(
            kind=kind,
            span=self._span(token, kind, begin, children),
            level=_start(token) if token.type == "ordered_list_open" else 0,
            source=source,
            text=text,
            info=self._info(index, kind, children),
            children=children,
            tokens=tuple(self.tokens[index : close + 1]),
        )

    def _info(self, index: int, kind: BlockKind, children: tuple[Block, ...]) -> str:
        token = self.tokens[index]
        if kind is BlockKind.ITEM:
            return _tick(self.tokens[index : index + 3]) if token.attrs else ""
        if kind is BlockKind.QUOTE and children:
            found = _ALERT.match(children[0].source)
            return found[1].lower() if found else ""
        return str(token.meta["label"]) if kind is BlockKind.FOOTNOTE else ""

    def _begin(self, index: int, outer: int) -> int:
        token = self.tokens[index]
        at = token.meta.get("at")
        if at is not None:
            return int(at)
        if token.type == "list_item_open" and self.tokens[index - 1].nesting == 1:
            return outer  # the first item starts where its list does
        # An empty item: its rule never came to parse anything.
        line = token.map[0] if token.map else 0
        begin, text = max(outer, self.positions.starts[line]), self.positions.text
        while text[begin : begin + 1] in (" ", "\t", ">"):
            begin += 1
        return begin

    def _span(self, token: Token, kind: BlockKind, begin: int, children: tuple[Block, ...]) -> Span:
        if children and kind not in _OWN_END:
            first, last = children[0].span, children[-1].span
            line, column = self.positions.place(begin)
            return Span(first.path, line, column, last.end_line, last.end_col)
        if kind is BlockKind.ITEM:
            end = begin + len(token.info) + 1
        else:
            end = self.positions.trimmed(begin, token.meta.get("end", begin))
        return self.positions.span(begin, end)

    def _leaf(self, token: Token, outer: int) -> Block:
        kind = _LEAVES[token.type]
        begin = token.meta.get("at", outer)
        info = token.info.split(None, 1)[0] if token.info.strip() else ""
        if kind is BlockKind.CODE and info.lower() == "math":
            kind = BlockKind.MATH
        elif kind is BlockKind.HTML and _COMMENT.match(token.content):
            kind = BlockKind.COMMENT
        return Block(
            kind=kind,
            span=self.positions.span(
                begin, self.positions.trimmed(begin, token.meta.get("end", begin))
            ),
            source=token.content,
            text=_leaf_text(kind, token.content),
            info=info if kind is BlockKind.CODE else "",
            tokens=(token,),
        )

    def _rows(self, index: int, close: int) -> tuple[Block, ...]:
        return tuple(
            self._row(at, self.closes[at])
            for at in range(index + 1, close)
            if self.tokens[at].type == "tr_open"
        )

    def _row(self, index: int, close: int) -> Block:
        token = self.tokens[index]
        begin = int(token.meta["at"])
        starts, line = self.positions.starts, token.map[1] if token.map else 1
        stop = starts[line] - 1 if line < len(starts) else len(self.positions.text)
        end = self.positions.trimmed(begin, stop)
        children = tuple(self._cell(at, end) for at in range(index + 1, close, 3))
        return Block(
            kind=BlockKind.ROW,
            span=self.positions.span(begin, end),
            level=int(self.tokens[index + 1].type == "th_open"),
            text="\n".join([child.text for child in children if child.text]),
            children=children,
            tokens=tuple(self.tokens[index : close + 1]),
        )

    def _cell(self, index: int, row_end: int) -> Block:
        """Return the cell at token ``index``; one that its row lacks stands at the row's end."""
        inline = self.tokens[index + 1]
        return Block(
            kind=BlockKind.CELL,
            span=self.positions.span(
                inline.meta.get("at", row_end), inline.meta.get("end", row_end)
            ),
            source=inline.content,
            text=text_of(inline.children or ()),
            tokens=tuple(self.tokens[index : index + 3]),
        )


def _find_closes(tokens: Sequence[Token]) -> dict[int, int]:
    closes: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.nesting == 1:
            opened.append(index)
        elif token.nesting == -1:
            closes[opened.pop()] = index
    return closes


def _start(token: Token) -> int:
    start = token.attrs.get("start")
    return 1 if start is None else int(start)


def _tick(opening: Sequence[Token]) -> str:
    """Return the mark of a task (GFM 5.3), ``x`` or a blank, from an item's first tokens."""
    if "task-list-item" not in str(opening[0].attrGet("class")):
        return ""
    box = (opening[2].children or [opening[2]])[0]
    return "x" if " checked" in box.content else " "


def _leaf_text(kind: BlockKind, content: str) -> str:
    if kind in (BlockKind.CODE, BlockKind.MATH):
        return content.strip("\n")
    if kind is BlockKind.HTML:
        return text_of_html(content)
    return ""

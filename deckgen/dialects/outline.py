"""A document as nested sections: headings, and what stands below them.

Containers that only arrange are opened: list items that hold a heading (``1. ### What is X?``)
give the heading and the rest of the item to the flow around the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from deckgen.dialects.candidate import Piece
from deckgen.dialects.label import Mark, read_answer_label
from deckgen.model import Block, BlockKind

_ROOT_LEVEL = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and everything up to the next heading of its level.

    ``index`` numbers the sections of a document in order; the root (0) has no heading.
    """

    index: int
    level: int
    heading: Piece | None
    content: tuple[Piece | Section, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections directly inside."""
        return tuple(part for part in self.content if isinstance(part, Section))

    @property
    def text(self) -> str:
        """The words of the heading."""
        return self.heading.block.text if self.heading else ""

    def pieces(self, *, whole: bool = False) -> Iterator[Piece]:
        """Everything inside in document order, with ``whole`` the own heading first."""
        if whole and self.heading:
            yield self.heading
        for part in self.content:
            if isinstance(part, Section):
                yield from part.pieces(whole=True)
            else:
                yield part


@dataclass(slots=True)
class _Open:
    """A section that is still being filled."""

    index: int
    level: int
    heading: Piece | None
    content: list[Piece | Section] = field(default_factory=list)


def outline(blocks: Sequence[Block]) -> Section:
    """Arrange the blocks of a document into sections."""
    stack = [_Open(0, _ROOT_LEVEL, None)]
    count = 0
    for piece in flow(blocks):
        block = piece.block
        if block.kind is BlockKind.HEADING and not _answers(stack, block):
            while stack[-1].level >= block.level:
                _close(stack)
            count += 1
            stack.append(_Open(count, block.level, piece))
        else:
            stack[-1].content.append(piece)
    while len(stack) > 1:
        _close(stack)
    return _freeze(stack[0])


def flow(blocks: Sequence[Block]) -> Iterator[Piece]:
    """The blocks in order, lists with headings in their items opened."""
    for block in blocks:
        if block.kind is BlockKind.LIST and any(_headed(item) for item in block.children):
            for item in block.children:
                yield from _open_item(item)
        else:
            yield Piece(block=block, line=block.span.line)


def _headed(item: Block) -> bool:
    return any(child.kind is BlockKind.HEADING for child in item.children)


def _open_item(item: Block) -> Iterator[Piece]:
    line = item.span.line
    for piece in flow(item.children):
        yield Piece(block=piece.block, line=min(line, piece.line))
        line = piece.block.span.end_line + 1


def _answers(stack: Sequence[_Open], block: Block) -> bool:
    """Whether a heading only opens the answer of the question above it."""
    if read_answer_label(block.text).mark is not Mark.ANSWER:
        return False
    top = stack[-1]
    return top.level > _ROOT_LEVEL and (top.level <= block.level or not top.content)


def _close(stack: list[_Open]) -> None:
    done = _freeze(stack.pop())
    stack[-1].content.append(done)


def _freeze(section: _Open) -> Section:
    return Section(
        index=section.index,
        level=section.level,
        heading=section.heading,
        content=tuple(section.content),
    )

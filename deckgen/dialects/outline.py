"""A document as nested sections: headings, and what stands below them.

Containers that only arrange are opened: list items that hold a heading (``1. ### What is X?``)
give the heading and the rest of the item to the flow around the list.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from deckgen.dialects.candidate import Piece
from deckgen.dialects.evidence import strip_ends
from deckgen.dialects.folded import is_folded_topic
from deckgen.dialects.label import QUESTION_KINDS, Mark, read_answer_label, read_label
from deckgen.dialects.words import AMBIGUOUS_ANSWERS
from deckgen.markdown import keep_children, replace_child
from deckgen.model import Block, BlockKind

_ROOT_LEVEL = 0
_DEEPEST_INDENT = 3


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

    def walk(self) -> Iterator[Section]:
        """The section and all inside of it, in document order."""
        yield self
        for inside in self.sections:
            yield from inside.walk()

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
    pieces = tuple(flow(blocks))
    _fill(stack, pieces, itertools.count(1), _find_answer_words(pieces))
    return _join(_freeze(stack[0]))


def _join(section: Section) -> Section:
    """Give an answer to the section named "Question", where one like "Hint" stands between."""
    content: list[Piece | Section] = []
    for part in section.content:
        inner = _join(part) if isinstance(part, Section) else part
        above = content[-1] if content else None
        if isinstance(inner, Section) and isinstance(above, Section) and _goes_on(above, inner):
            kept = (*above.content, *inner.pieces(whole=True))
            content[-1] = replace(above, content=kept)
        else:
            content.append(inner)
    return replace(section, content=tuple(content))


def _goes_on(asked: Section, below: Section) -> bool:
    """Whether a section holds the answer to what the section above it only asks."""
    return (
        asked.level == below.level
        and names_question(asked.text)
        and not names_question(below.text)
        and not asked.sections
        and not below.sections
        and any(
            isinstance(part, Piece)
            and part.block.kind is BlockKind.HEADING
            and read_answer_label(part.block.text).mark is Mark.ANSWER
            for part in below.content
        )
        and not any(
            isinstance(part, Piece) and part.block.kind is BlockKind.HEADING
            for part in asked.content
        )
    )


def names_question(text: str) -> bool:
    """Whether a title only says that a question follows."""
    label = read_label(text)
    return (label.mark is Mark.QUESTION and not label.rest) or strip_ends(text) in QUESTION_KINDS


def _fill(
    stack: list[_Open], pieces: Iterable[Piece], numbers: Iterator[int], answers: Mapping[str, int]
) -> None:
    """Fill the sections on the stack; those opened on the way are closed again."""
    depth = len(stack)
    for piece in pieces:
        block = piece.block
        if block.kind is BlockKind.HEADING and not _answers(stack, piece, answers):
            while len(stack) > depth and stack[-1].level >= piece.level:
                _close(stack)
            stack.append(_Open(next(numbers), piece.level, piece))
        elif block.kind is BlockKind.DETAILS and is_folded_topic(block):
            summary, *inside = block.children
            title = Piece(block=summary, line=block.span.line)
            stack.append(_Open(next(numbers), stack[-1].level + 1, title))
            _fill(stack, flow(inside), numbers, answers)
            _close(stack)
        else:
            stack[-1].content.append(piece)
    while len(stack) > depth:
        _close(stack)


def _find_answer_words(pieces: Iterable[Piece]) -> dict[str, int]:
    """The titles that open answers: "Answer", and those of its kind that repeat; with counts."""
    counts: Counter[str] = Counter()
    for piece in pieces:
        if piece.block.kind is BlockKind.HEADING:
            label = read_answer_label(piece.block.text)
            if label.mark is Mark.ANSWER:
                counts[_word(piece.block.text)] += 1
    return {
        word: count for word, count in counts.items() if count > 1 or word not in AMBIGUOUS_ANSWERS
    }


def _word(text: str) -> str:
    found = re.match(r"\W*(\w+)", text)
    return found[1].casefold() if found else ""


def flow(blocks: Sequence[Block]) -> Iterator[Piece]:
    """The blocks in order, lists with headings in their items opened."""
    for block in blocks:
        if block.kind is not BlockKind.LIST:
            level = block.level if block.kind is BlockKind.HEADING else 0
            yield Piece(block=block, line=block.span.line, level=level)
        elif any(_opens_with_heading(item) for item in block.children):
            yield from _open_list(block)
        else:
            yield from _free_headings(block)


def _opens_with_heading(item: Block) -> bool:
    return bool(item.children) and item.children[0].kind is BlockKind.HEADING


def _open_list(block: Block) -> Iterator[Piece]:
    """The items of a list whose items are titles: ``1. ### What is X?``.

    The heading that opens an item keeps its level, the others in the item go below it.
    """
    for index, item in enumerate(block.children):
        if not _opens_with_heading(item):
            rest = keep_children(block, {index})
            yield Piece(block=rest, line=rest.span.line)
            continue
        top = item.children[0].level
        drawn_in = next(
            (
                n
                for n, child in enumerate(item.children)
                if _is_drawn_in(child) and child.level < top
            ),
            len(item.children),
        )
        for piece in flow(item.children[:drawn_in]):
            opens = piece.block is item.children[0]
            deeper = piece.level > 0 and not opens
            yield replace(
                piece,
                line=item.span.line if opens else piece.line,
                level=max(piece.level, top + 1) if deeper else piece.level,
                listed=opens,
            )
        yield from flow(item.children[drawn_in:])


def _free_headings(block: Block) -> Iterator[Piece]:
    """A list, and out of it the headings that only an indent of some spaces drew into its end."""
    for index, item in enumerate(block.children):
        at = next((n for n, child in enumerate(item.children) if _is_drawn_in(child)), 0)
        if at:
            trimmed = keep_children(item, range(at))
            before = keep_children(block, range(index + 1))
            yield Piece(block=replace_child(before, index, trimmed), line=block.span.line)
            yield from flow(item.children[at:])
            if index + 1 < len(block.children):
                yield from flow([keep_children(block, range(index + 1, len(block.children)))])
            return
    yield Piece(block=block, line=block.span.line)


def _is_drawn_in(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and block.span.col <= _DEEPEST_INDENT + 1


def _answers(stack: Sequence[_Open], piece: Piece, answers: Mapping[str, int]) -> bool:
    """Whether a heading only opens the answer of the question above it.

    A single "Answers" above the level of the questions is a chapter.
    """
    label = read_answer_label(piece.block.text)
    word = _word(piece.block.text)
    return (
        len(stack) > 1
        and len(piece.block.text.strip()) > 1
        and label.mark is Mark.ANSWER
        and word in answers
        and (answers[word] > 1 or bool(label.rest) or piece.level >= stack[-1].level)
    )


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

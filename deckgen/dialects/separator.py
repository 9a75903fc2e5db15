"""Dialect ``separator``: flash-card syntax, ``Q :: A``, ``Q;; A``, or ``?`` on its own line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.dialects.candidate import Candidate, Facts, Piece, Told
from deckgen.dialects.evidence import Evidence, ends_asking, weigh
from deckgen.dialects.label import read_label
from deckgen.dialects.lines import rough
from deckgen.model import Block, BlockKind, Span

NAME = "separator"
_SELDOM = 0.15
_LONGEST = 2000
_INLINE = re.compile(
    r"(?P<q>.*?\S)(?:\s+(?::{2,3}|;;)\s+|(?<=[?？])\s*:{2,3}\s*|(?<=[\w*_`)\]])(?::{2,3}|;;)\s+|;;|(?<=\S):::(?=\S))"
    r"(?P<a>\S.*)$"
)
_TIGHT = re.compile(r"(?P<q>\S+\s(?:[^:]|:(?!:))*\w)::(?P<a>\w(?:[^:]|:(?!:))*)$")
"""``Some words::answer``: too much like ``std::vector`` to count without better company."""
_CODE = re.compile(r"`+[^`]*`+|\$[^$]+\$")
_ASKED_ABOUT = frozenset({BlockKind.CODE, BlockKind.MATH, BlockKind.LIST, BlockKind.TABLE})
_LONGEST_ASKED = 400
_BELOW = re.compile(r"^\s*\?{1,2}\s*$")
_REVIEW = re.compile(r"<!--\s*SR:[^>]*-->")
_CARD = re.compile(r"#(?:flash)?cards?\b[\w/-]*", re.IGNORECASE)


class Separator:
    """Recognises flash-card syntax."""

    name = NAME

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer every line that holds a separator and every paragraph split by a ``?`` line."""
        del facts
        found: list[Candidate] = []
        lines = 0
        for at, piece in enumerate(pieces):
            for block in _leaves(piece.block):
                lines += block.source.count("\n") + 1
                found.extend(_offer_block(block, at, pieces))
        if found or _is_reviewed(pieces):
            tight = (
                one
                for at, piece in enumerate(pieces)
                for block in _leaves(piece.block)
                for one in _offer_lines(block, at, _TIGHT)
            )
            found = sorted((*found, *tight), key=lambda one: (one.at, one.span.line))
        if len(found) < _SELDOM * lines:
            # A separator here and there is code or a time of day.
            doubt = Evidence(-4.0, ("separators are rare here",))
            found = [replace(one, evidence=one.evidence + doubt) for one in found]
        return tuple(found)


def _is_reviewed(pieces: Sequence[Piece]) -> bool:
    """Whether a review plugin has left its remarks."""
    return any(
        piece.block.kind is BlockKind.COMMENT and _REVIEW.match(piece.block.source.strip())
        for piece in pieces
    )


def _leaves(block: Block) -> Iterator[Block]:
    if block.kind is BlockKind.PARAGRAPH:
        yield block
    elif block.kind is BlockKind.LIST:
        for item in block.children:
            for number, child in enumerate(item.children):
                if number == 0 or child.kind is BlockKind.LIST:
                    yield from _leaves(child)


def _offer_block(block: Block, at: int, pieces: Sequence[Piece]) -> Iterator[Candidate]:
    lines = block.source.split("\n")
    mark = next((row for row, line in enumerate(lines) if _BELOW.match(line)), None)
    if mark == 0 and at:
        yield from _offer_apart(block, at, pieces)
        return
    if mark:
        below = "\n".join(lines[mark + 1 :])
        told: list[Block | Told] = [Told(block, below)] if below.strip() else []
        told.extend(_adjacent(block, at, pieces))
        yield _candidate(block, at, "\n".join(lines[:mark]), (0, mark - 1), told)
        return
    yield from _offer_lines(block, at, _INLINE)


def _offer_lines(block: Block, at: int, inline: re.Pattern[str]) -> Iterator[Candidate]:
    """Every line that a separator divides."""
    for row, line in enumerate(block.source.split("\n")):
        if len(line) > _LONGEST or not ("::" in line or ";;" in line):
            continue
        masked = _CODE.sub(lambda code: "x" * len(code[0]), line)
        if found := inline.match(masked):
            told_here = _REVIEW.sub("", line[found.start("a") :])
            inner = Told(block, told_here, block.span.line + row)
            yield _candidate(block, at, line[: found.end("q")], (row, row), (inner,))


def _adjacent(block: Block, at: int, pieces: Sequence[Piece]) -> Iterator[Block]:
    """What follows without a blank line between."""
    end = block.span.end_line
    for piece in pieces[at + 1 :]:
        if piece.line != end + 1:
            return
        yield piece.block
        end = piece.end_line


def _offer_apart(block: Block, at: int, pieces: Sequence[Piece]) -> Iterator[Candidate]:
    """A ``?`` between blank lines: what stands above asks, what stands below answers.

    Code or a list right above it is what is asked about, with the paragraph right above that.
    """
    first = _find_asked(pieces, at)
    above = pieces[first].block
    stem = tuple(piece.block for piece in pieces[first:at] if piece.block.kind in _ASKED_ABOUT)
    is_paragraph = above.kind is BlockKind.PARAGRAPH
    if not (is_paragraph or stem) or len(above.source) > _LONGEST_ASKED:
        return
    end = next(filter(None, (_begins(pieces, at, one) for one in range(at + 1, len(pieces)))), None)
    below = block.source.partition("\n")[2]
    told: list[Block | Told] = [Told(block, below)] if below.strip() else []
    told.extend(piece.block for piece in pieces[at + 1 : end])
    rows = (0, above.source.count("\n")) if is_paragraph else (0, 0)
    asked = _candidate(above, first, above.source if is_paragraph else "", rows, told)
    yield replace(asked, stem=stem) if stem else asked


def _find_asked(pieces: Sequence[Piece], at: int) -> int:
    """Where the question above a ``?`` of its own begins."""
    first = at - 1
    while first > 0 and pieces[first].block.kind in _ASKED_ABOUT:
        above = pieces[first - 1]
        is_apart = above.end_line + 1 < pieces[first].line
        if is_apart and not (
            above.block.kind is BlockKind.PARAGRAPH and ends_asking(above.block.text)
        ):
            break
        first -= 1
    return first


def _begins(pieces: Sequence[Piece], after: int, at: int) -> int | None:
    """Where the question begins that a ``?`` in this piece ends."""
    block = pieces[at].block
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    lines = block.source.split("\n")
    if not any(map(_BELOW.match, lines)):
        return None
    return max(after + 1, _find_asked(pieces, at)) if _BELOW.match(lines[0]) else at


def _candidate(
    block: Block, at: int, prompt: str, rows: tuple[int, int], told: Sequence[Block | Told]
) -> Candidate:
    prompt = _CARD.sub("", _REVIEW.sub("", prompt)).strip()
    text = rough(prompt)
    span = block.span
    start = Span(
        span.path, span.line + rows[0], span.col, span.line + rows[1], span.col + len(prompt)
    )
    last = told[-1] if told else None
    end = block.span.end_line if isinstance(last, Told) or last is None else last.span.end_line
    return Candidate(
        dialect=NAME,
        form=NAME,
        at=at,
        prompt=prompt,
        text=text,
        label=read_label(text),
        evidence=Evidence(max(weigh(text).score, 0.0) + 2.5, ("is separated from its answer",)),
        span=Span(span.path, start.line, start.col, max(end, start.end_line), 1),
        prompt_span=start,
        inner=tuple(told),
        open=False,
    )

"""Dialect ``prefix``: ``Q:`` and ``A:`` lines in any language, or two words that alternate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from deckgen.dialects.candidate import Candidate, Facts, Piece, Told, read_parts
from deckgen.dialects.evidence import Evidence, ends_asking, weigh
from deckgen.dialects.label import Mark, read_label
from deckgen.dialects.lines import lines_of, rough
from deckgen.dialects.markers import marker_of
from deckgen.model import Block, BlockKind, Span

NAME = "prefix"
_LABEL = re.compile(r"^[\s*_]*([^\W\d_]{1,12})\s*\d*\s*[:：][\s*_]*(?=\S|$)")
_OTHER = re.compile(r"^[\s*_]*(?:[A-Z]|[^\W\d_a-zA-Z])\s*[:：]\s")
_MARKS = re.compile(r"[*_]{1,3}")
_SECOND = re.compile(
    r"(?<=[\s?？.!。])(?:\*\*|__)?\s*(?:A|Ans|Answer|О|Ответ|R|Respuesta|Resposta|答|答案|回答|Antwort|Cevap|Đáp|ج)"
    r"\s*[.:：]\s*(?:\*\*|__)?\s*(?=\S)"
)


@dataclass(slots=True)
class _Card:
    """A question that is being read, line by line and block by block."""

    at: int
    piece: Piece
    row: int
    prompt: list[str] = field(default_factory=list)
    stem: list[Block | Told] = field(default_factory=list)
    answer: list[Block | Told] = field(default_factory=list)
    answering: bool = False


class Prefix:
    """Recognises marked lines."""

    name = NAME

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer what stands behind each question marker."""
        del facts
        pair = _alternating(pieces)
        cards: list[_Card] = []
        for at, piece in enumerate(pieces):
            if piece.block.kind is BlockKind.PARAGRAPH:
                _read_paragraph(piece, at, pair, cards)
            elif cards:
                last = cards[-1]
                (last.answer if last.answering else last.stem).append(piece.block)
        return tuple(_offer(card, pair) for card in cards if card.prompt)


def _read_paragraph(piece: Piece, at: int, pair: tuple[str, str], cards: list[_Card]) -> None:
    told: list[str] = []
    block, first = piece.block, 0

    def keep(upto: int) -> None:
        if cards and told and "".join(told).strip():
            text = "\n".join(told)
            made = Told(block, text, block.span.line + upto - len(told))
            last = cards[-1]
            (last.answer if last.answering else last.stem).append(made)
        told.clear()

    for row, line in enumerate(lines_of(block)):
        question = _question(line, pair)
        answer = None if question is not None else _answer(line, pair)
        if question is not None:
            keep(row)
            cards.append(_Card(at, piece, row))
            first = row
            asked, told_here = _same_line(question)
            cards[-1].prompt.append(asked)
            if told_here:
                cards[-1].answering = True
                told.append(told_here)
        elif answer is not None and cards:
            if not cards[-1].answering:
                told.clear()
            cards[-1].answering = True
            told.append(answer)
        elif cards and _OTHER.match(line):
            keep(row)
            cards.append(_Card(at, piece, row))
        elif (
            cards
            and cards[-1].at == at
            and not cards[-1].answering
            and row == first + len(cards[-1].prompt)
        ):
            _continue(cards[-1], line, told)
        else:
            told.append(line)
    keep(block.source.count("\n") + 1)


def _continue(card: _Card, line: str, told: list[str]) -> None:
    """A line below a question without a marker: more of the question, or the answer."""
    if any(ends_asking(rough(asked)) for asked in card.prompt) and not ends_asking(rough(line)):
        card.answering = True
        told.append(line)
    else:
        card.prompt.append(line)


def _question(line: str, pair: tuple[str, str]) -> str | None:
    """What stands behind a question marker, with its markup, or nothing."""
    if line.lstrip().startswith("`"):
        return None
    found = _LABEL.match(line)
    if found and pair[0] and found[1].casefold() == pair[0]:
        return line
    label = read_label(rough(line))
    return line if label.mark is Mark.QUESTION and (label.rest or label.number) else None


def _answer(line: str, pair: tuple[str, str]) -> str | None:
    found = _LABEL.match(line)
    if found and pair[1] and found[1].casefold() == pair[1]:
        return _behind(line, found)
    marker = marker_of(line)
    return marker.rest if marker else None


def _behind(line: str, label: re.Match[str]) -> str:
    """What stands behind a label; emphasis that opened before it and is still open stays."""
    opened = _MARKS.match(line)
    marks = opened[0] if opened else ""
    closed = label[0].rstrip().endswith(marks)
    return ("" if closed else marks) + line[label.end() :]


def _same_line(line: str) -> tuple[str, str]:
    """Split ``**Q:** … **A:** …``."""
    found = _SECOND.search(line, 3)
    return (line[: found.start()].strip(), line[found.end() :].strip()) if found else (line, "")


def _alternating(pieces: Sequence[Piece]) -> tuple[str, str]:
    """Two words that mark lines in turn, the first of them questions; empty if there are none."""
    order: list[str] = []
    asks: Counter[str] = Counter()
    for piece in pieces:
        if piece.block.kind is BlockKind.PARAGRAPH:
            for line in piece.block.source.split("\n"):
                if found := _LABEL.match(line):
                    order.append(found[1].casefold())
                    asks[order[-1]] += ends_asking(rough(line))
    turns = Counter(pair for pair in pairwise(order) if pair[0] != pair[1])
    if not turns:
        return "", ""
    (first, second), count = max(turns.items(), key=lambda turn: (turn[1], asks[turn[0][0]]))
    total = Counter(order)
    regular = count >= 2 and count >= 0.8 * max(total[first], total[second])
    return (first, second) if regular and asks[first] >= 0.6 * total[first] else ("", "")


def _offer(card: _Card, pair: tuple[str, str]) -> Candidate:
    block = card.piece.block
    stem, answer = card.stem, card.answer
    if not card.answering:
        stem, answer = [], stem
    prompt = "\n".join(card.prompt)
    found = _LABEL.match(prompt)
    if found and pair[0] and found[1].casefold() == pair[0]:
        prompt = _behind(prompt, found)
    text = rough(prompt)
    line = block.span.line + card.row
    col = block.span.col if not card.row else 1
    last = _end_of((answer or stem or [block])[-1])
    marked = Evidence(4.5, ("is marked as a question",)) if pair[0] else Evidence(0.0)
    if card.answering:
        marked += Evidence(1.0, ("its answer is marked",))
    return Candidate(
        dialect=NAME,
        form=NAME,
        at=card.at,
        prompt=prompt,
        text=text,
        label=read_label(text),
        evidence=weigh(text) + marked,
        span=Span(block.span.path, line, col, max(last.end_line, line), last.end_col),
        prompt_span=Span(
            block.span.path, line, col, line + len(card.prompt) - 1, col + len(prompt)
        ),
        stem=read_parts(stem),
        inner=tuple(answer),
        open=False,
    )


def _end_of(part: Block | Told) -> Span:
    return part.block.span if isinstance(part, Told) else part.span

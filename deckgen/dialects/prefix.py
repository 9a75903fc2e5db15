"""Dialect ``prefix``: ``Q:`` and ``A:`` lines in any language, or two words that alternate."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.dialects.candidate import Candidate, Facts, Piece, Told, read_parts
from deckgen.dialects.dialogue import LABEL, Turn, behind, find_pair, read_turns
from deckgen.dialects.evidence import NOTHING, Evidence, weigh
from deckgen.dialects.label import read_label
from deckgen.dialects.lines import rough
from deckgen.model import Block, Span

NAME = "prefix"


class Prefix:
    """Recognises marked lines."""

    name = NAME

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer what stands behind each question marker."""
        del facts
        pair = find_pair(pieces)
        return tuple(_offer(turn, pair) for turn in read_turns(pieces, pair) if turn.prompt)


def _offer(turn: Turn, pair: tuple[str, str]) -> Candidate:
    block = turn.piece.block
    stem, answer = (turn.stem, turn.answer) if turn.answering else ([], turn.stem)
    prompt = "\n".join(turn.prompt)
    found = LABEL.match(prompt)
    if found and pair[0] and found[1].casefold() == pair[0]:
        prompt = behind(prompt, found)
    text = rough(prompt)
    evidence = Evidence(4.5, ("is marked as a question",)) if pair[0] else NOTHING
    if turn.answering:
        evidence += Evidence(1.0, ("its answer is marked",))
    return Candidate(
        dialect=NAME,
        form=NAME,
        at=turn.at,
        prompt=prompt,
        text=text,
        label=read_label(text),
        evidence=weigh(text) + evidence,
        span=_span(turn, (answer or stem or [block])[-1]),
        prompt_span=_prompt_span(turn, len(prompt)),
        stem=read_parts(stem),
        inner=tuple(answer),
        open=False,
        opened=turn.answering,
    )


def _span(turn: Turn, last: Block | Told) -> Span:
    start = _prompt_span(turn, 0)
    end = last.block.span if isinstance(last, Told) else last.span
    return Span(start.path, start.line, start.col, max(end.end_line, start.line), end.end_col)


def _prompt_span(turn: Turn, length: int) -> Span:
    span = turn.piece.block.span
    line, col = span.line + turn.row, 1 if turn.row else span.col
    return Span(span.path, line, col, line + len(turn.prompt) - 1, col + length)

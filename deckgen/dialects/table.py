"""Dialect ``table``: rows with a question column and an answer column, whatever their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deckgen.dialects import titles, words
from deckgen.dialects.candidate import Candidate, Facts, Piece, Told
from deckgen.dialects.evidence import Evidence, fold, sigmoid, weigh
from deckgen.dialects.label import read_label
from deckgen.dialects.lines import rough
from deckgen.model import Block, BlockKind

NAME = "table"
_QUESTION = re.compile(rf"(?:{words.QUESTION_LABEL}|front|prompt|вопросы|面试题)s?")
_ANSWER = re.compile(rf"(?:(?:short |sample |correct )?(?:{words.ANSWER_LABEL})|back)s?")
_LINK_ONLY = re.compile(r"^\W*\[[^\[\]]*\]\([^()]*\)\W*$|^\W*<?https?://\S+>?\W*$")

_AMONG = Evidence(1.5, ("stands among questions",))
_NUMBER_ONLY = re.compile(r"\W*\d*\W*")


class Table:
    """Recognises question tables."""

    name = NAME

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer the rows of each table that has a column that asks and one that answers."""
        found: list[Candidate] = []
        for at, piece in enumerate(pieces):
            if piece.block.kind is BlockKind.TABLE:
                found.extend(_offer_table(piece.block, at, facts))
        return tuple(found)


def _offer_table(table: Block, at: int, facts: Facts) -> Iterator[Candidate]:
    head = [row for row in table.children if row.level]
    body = [row for row in table.children if not row.level]
    if not head or not body:
        return
    names = [fold(rough(cell.source)).strip(" *:#") for cell in head[0].children]
    asking = _asking_column(names, body)
    answering = _answering_column(names, body, asking) if asking is not None else None
    if asking is None or answering is None:
        return
    evidence = _weigh_names(names[asking], names[answering], facts)
    for row in body:
        if len(row.children) > max(asking, answering) and not _NUMBER_ONLY.fullmatch(
            row.children[asking].text
        ):
            yield _offer(row, row.children[asking], row.children[answering], at, evidence)


def _offer(row: Block, question: Block, answer: Block, at: int, evidence: Evidence) -> Candidate:
    text = rough(question.source)
    told = answer.source.strip()
    told = "" if _LINK_ONLY.match(told) else told
    return Candidate(
        dialect=NAME,
        form="row",
        at=at,
        prompt=question.source,
        text=text,
        label=read_label(text),
        evidence=_weigh_row(text) + evidence,
        span=row.span,
        prompt_span=question.span,
        inner=(Told(row, told.replace("\\|", "|")),) if told else (),
        open=False,
    )


def _weigh_row(text: str) -> Evidence:
    """A row of a column that asks: all of them do, also those that do not look like it."""
    own = weigh(text)
    return own if own.score > _AMONG.score else _AMONG


def _asking_column(names: Sequence[str], body: Sequence[Block]) -> int | None:
    for index, name in enumerate(names):
        if _QUESTION.fullmatch(name) and name != "#":
            return index
    for index, name in enumerate(names):
        if titles.TERM_COLUMN.fullmatch(name) and any(
            titles.MEANING_COLUMN.fullmatch(other) for other in names
        ):
            return index
    chances = [_chance(body, index) for index in range(len(names))]
    best = max(range(len(names)), key=chances.__getitem__)
    return best if chances[best] >= 0.6 else None


def _chance(body: Sequence[Block], column: int) -> float:
    cells = [row.children[column].source for row in body if len(row.children) > column]
    return sum(sigmoid(weigh(rough(cell)).score) for cell in cells) / len(cells) if cells else 0.0


def _answering_column(names: Sequence[str], body: Sequence[Block], asking: int) -> int | None:
    for pattern in (_ANSWER, titles.MEANING_COLUMN):
        for index, name in enumerate(names):
            if index != asking and pattern.fullmatch(name):
                return index
    lengths = {
        index: sum(len(row.children[index].text) for row in body if len(row.children) > index)
        for index in range(asking + 1, len(names))
    }
    return max(lengths, key=lengths.__getitem__) if lengths else None


def _weigh_names(question: str, answer: str, facts: Facts) -> Evidence:
    if _QUESTION.fullmatch(question) and _ANSWER.fullmatch(answer):
        return Evidence(4.0, ("stands in a table of questions and answers",))
    if _QUESTION.fullmatch(question) or _ANSWER.fullmatch(answer):
        return Evidence(2.0, ("its column is named so",))
    if titles.TERM_COLUMN.fullmatch(question) and titles.MEANING_COLUMN.fullmatch(answer):
        return Evidence(
            4.5 if facts.glossary else 1.5, ("stands in a table of terms and meanings",)
        )
    return Evidence(-0.5, ("stands in a column of questions",))

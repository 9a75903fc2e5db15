"""Marked lines, read line by line and block by block into questions and answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from deckgen.dialects.candidate import Piece, Told
from deckgen.dialects.evidence import ends_asking
from deckgen.dialects.label import Mark, read_label
from deckgen.dialects.lines import lines_of, rough
from deckgen.dialects.markers import marker_of
from deckgen.model import Block, BlockKind

LABEL = re.compile(r"^[\s*_]*([^\W\d_]{1,12})\s{0,3}\d{0,4}\s{0,3}[:：][\s*_]*(?=\S|$)")
"""A word and a colon before a text."""

_OTHER = re.compile(r"^[\s*_]*(?:[A-Z]|[^\W\d_a-zA-Z])\s*[:：]\s")
_TAGS = re.compile(r"[\s*_]*tags?[\s*_]*[:：]", re.IGNORECASE)
_SECOND = re.compile(
    r"(?<=[\s?？.!。])(?:\*\*|__)?\s*"
    r"(?:A|Ans|Answer|О|Ответ|R|Respuesta|Resposta|答|答案|回答|Antwort|Cevap|Đáp|ج)"
    r"\s*[.:：]\s*(?:\*\*|__)?\s*(?=\S)"
)
_SECOND_CHOICE = re.compile(r"\s*[*_`]*[(（]?[Bb]\s*[.)）]\s")
_SIDES = frozenset(
    {
        ("front", "back"),
        ("recto", "verso"),
        ("anverso", "reverso"),
        ("frente", "verso"),
        ("fronte", "retro"),
        ("vorderseite", "rückseite"),
        ("лицо", "оборот"),
        ("正面", "背面"),
        ("表", "裏"),
        ("앞면", "뒷면"),
    }
)
"""What the two sides of a card are called."""
_MARKS = re.compile(r"[*_]{1,3}")
_COLON = re.compile("[:：]")
_LONGEST = 2000
_REGULAR = 0.8
_ASKING = 0.6


@dataclass(slots=True)
class Turn:
    """A question that is being read; without ``prompt`` something else that ends the one before.

    ``row`` is its line in the paragraph ``piece``, ``marker`` the word that opened its answer.
    """

    at: int
    piece: Piece
    row: int
    prompt: list[str] = field(default_factory=list)
    stem: list[Block | Told] = field(default_factory=list)
    answer: list[Block | Told] = field(default_factory=list)
    answering: bool = False
    marker: str = ""

    def add(self, part: Block | Told) -> None:
        """Add a block to what is being said: the question, or its answer."""
        (self.answer if self.answering else self.stem).append(part)


def read_turns(pieces: Sequence[Piece], pair: tuple[str, str]) -> list[Turn]:
    """Read the turns of a region; ``pair`` are two words that mark lines in turn, or empty."""
    turns: list[Turn] = []
    for at, piece in enumerate(pieces):
        if piece.block.kind is BlockKind.PARAGRAPH:
            _Paragraph(at, piece, pair, turns).read()
        elif turns:
            turns[-1].add(piece.block)
    if _asks_about_above(pieces, turns):
        _take_code_above(pieces, turns)
    return turns


def _asks_about_above(pieces: Sequence[Piece], turns: Sequence[Turn]) -> bool:
    """Whether code stands right above every question, and none below the last."""
    return (
        len(turns) > 1
        and all(turn.at and not turn.row and _is_code(pieces[turn.at - 1]) for turn in turns)
        and not any(_is_code(piece) for piece in pieces[turns[-1].at :])
    )


def _take_code_above(pieces: Sequence[Piece], turns: Sequence[Turn]) -> None:
    for before, turn in zip([None, *turns], turns, strict=False):
        if before is not None:
            (before.answer if before.answering else before.stem).pop()
        turn.stem.insert(0, pieces[turn.at - 1].block)


def _is_code(piece: Piece) -> bool:
    return piece.block.kind is BlockKind.CODE


def find_pair(pieces: Sequence[Piece]) -> tuple[str, str]:
    """Two words that mark lines in turn, the first of them questions; empty if there are none."""
    order: list[str] = []
    asks: Counter[str] = Counter()
    for piece in pieces:
        if piece.block.kind is BlockKind.PARAGRAPH:
            for line in piece.block.source.split("\n"):
                if found := LABEL.match(line):
                    order.append(found[1].casefold())
                    asks[order[-1]] += ends_asking(rough(line))
    turns = Counter(pair for pair in pairwise(order) if pair[0] != pair[1])
    if sides := next((pair for pair in turns if pair in _SIDES), None):
        return sides
    if not turns:
        return "", ""
    (first, second), count = max(turns.items(), key=lambda turn: (turn[1], asks[turn[0][0]]))
    total = Counter(order)
    regular = count > 1 and count >= _REGULAR * max(total[first], total[second])
    return (first, second) if regular and asks[first] >= _ASKING * total[first] else ("", "")


class _Paragraph:
    """Reads the lines of one paragraph; ``told`` are the lines not yet given to a turn."""

    def __init__(self, at: int, piece: Piece, pair: tuple[str, str], turns: list[Turn]) -> None:
        self.at, self.piece, self.pair, self.turns = at, piece, pair, turns
        self.told: list[str] = []
        self.first = 0

    def read(self) -> None:
        lines = lines_of(self.piece.block)
        for row, line in enumerate(lines):
            answer = None
            if _asks(line, self.pair):
                self._ask(row, line)
            elif (
                self.turns
                and (answer := _answer(line, self.pair, letters=self._expects(lines, row)))
                is not None
            ):
                self._answer(row, line, answer)
            elif self.turns and self._ends(line):
                self._begin(row)
            else:
                self._go_on(row, line)
        self._keep(len(lines))

    def _expects(self, lines: Sequence[str], row: int) -> bool:
        """Whether "A." answers here: right below a question, and not the first of choices."""
        turn = self.turns[-1]
        below = turn.at == self.at and row == self.first + len(turn.prompt)
        after = lines[row + 1] if row + 1 < len(lines) else ""
        return below and not turn.answering and not _SECOND_CHOICE.match(after)

    def _ends(self, line: str) -> bool:
        """Whether a line ends what was said: a mark of another kind, or the tags of a card."""
        return bool(_OTHER.match(line) or (self.pair in _SIDES and _TAGS.match(line)))

    def _begin(self, row: int) -> Turn:
        self._keep(row)
        self.turns.append(Turn(self.at, self.piece, row))
        return self.turns[-1]

    def _keep(self, upto: int) -> None:
        if self.turns and "".join(self.told).strip():
            line = self.piece.block.span.line + upto - len(self.told)
            self.turns[-1].add(Told(self.piece.block, "\n".join(self.told), line))
        self.told = []

    def _ask(self, row: int, line: str) -> None:
        turn = self._begin(row)
        self.first = row
        found = _SECOND.search(line, 3, _LONGEST)
        turn.prompt.append(line[: found.start()].strip() if found else line)
        if found:
            turn.answering = True
            self.told.append(line[found.end() :].strip())

    def _answer(self, row: int, line: str, answer: str) -> None:
        turn, word = self.turns[-1], _word(line)
        if turn.answering and turn.marker and word != turn.marker:
            self.told.append(line)  # "Explanation:" behind "Answer:" is a part of it
            return
        if turn.answering and row == 0 and word == turn.marker:
            turn = self._begin(row)  # a second answer: its question is lost
        if not turn.answering:
            self.told, turn.marker = [], word
        turn.answering = True
        self.told.append(answer)

    def _go_on(self, row: int, line: str) -> None:
        """A line without a marker: more of a question right above it, or of the answer."""
        turn = self.turns[-1] if self.turns else None
        right_below = (
            turn is not None
            and turn.at == self.at
            and not turn.answering
            and row == self.first + len(turn.prompt)
        )
        if turn is None or not right_below:
            self.told.append(line)
        elif any(ends_asking(rough(asked)) for asked in turn.prompt) and not ends_asking(
            rough(line)
        ):
            turn.answering = True
            self.told.append(line)
        else:
            turn.prompt.append(line)


def _asks(line: str, pair: tuple[str, str]) -> bool:
    if line.lstrip().startswith("`"):
        return False
    found = LABEL.match(line)
    if found and pair[0] and found[1].casefold() == pair[0]:
        return True
    label = read_label(rough(line))
    return label.mark is Mark.QUESTION and bool(label.rest or label.number or "![" in line)


def _answer(line: str, pair: tuple[str, str], *, letters: bool) -> str | None:
    """What stands behind an answer marker, with its markup, or nothing."""
    found = LABEL.match(line)
    if found and pair[1] and found[1].casefold() == pair[1]:
        return behind(line, found)
    marker = marker_of(line, letters=letters)
    return marker.rest if marker else None


def behind(line: str, label: re.Match[str]) -> str:
    """What stands behind a label; emphasis that is open there stays."""
    opened = _MARKS.match(line)
    marks = opened[0] if opened else ""
    taken = _COLON.split(label[0], maxsplit=1)[1].strip()
    kept = taken[len(marks) :].lstrip() if taken.startswith(marks) else marks + taken
    return kept + line[label.end() :]


def _word(line: str) -> str:
    found = re.match(r"\W*(\w+)", line)
    return found[1].casefold() if found else ""

"""Lint of cards: what makes one hard to learn, said only where it is worth the author's time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Block, BlockKind, Cloze, Note, Question, Span
from deckgen.notes.fragment import visible
from deckgen.notes.grid import Cell
from deckgen.notes.names import words
from deckgen.notes.page import Page
from deckgen.notes.table import Row, Table
from deckgen.notes.words import count_words
from deckgen.patterns import lazy

_STRUCTURE = frozenset(
    {
        BlockKind.HEADING,
        BlockKind.LIST,
        BlockKind.TABLE,
        BlockKind.CODE,
        BlockKind.DETAILS,
        BlockKind.DEFINITIONS,
        BlockKind.MATH,
    }
)
_PICTURE = lazy(r"!\[(?P<alt>[^\[\]]*)\]|<img\b(?P<rest>[^<>]*)>", re.IGNORECASE)
_ALT = lazy(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))", re.IGNORECASE)
_FILE_NAME = lazy(
    r"\s*(?:image|img|picture|photo|screenshot|untitled|figure|bild|imagen|alt[ _-]?text|\d"
    r"|[\w-]+\.(?:png|jpe?g|gif|svg|webp)).*",
    re.IGNORECASE,
)
_GIVEAWAY_MIN = 4
_SHORT = 6
_ASKED = lazy(r"[?？؟]+")
_ASKED_MAX = 4
_POINTS_MAX = 12
_BLANKS_MAX = 50
_SHOWN = lazy(r"[$`\\<]|!\[")
_CHOICE = lazy(r"[/|]|\bvs\b|\bor\b|[,，、;:：]", re.IGNORECASE)
_ORPHAN = lazy(
    r"\W*((?:(?:the|a|la|las|los|el|le|les|o|os|die|der|das)\s+)?"
    r"(?:both|former|latter|above|aforementioned|beiden?|erster\w*|letzter\w*|ambos|ambas"
    r"|anterior|mencionad[oa]s?|précédent\w*|entramb[ie]|оба|обе|первый из них|последний из них)"
    r"(?!\w)|前者|后者|後者|両者|上述|전자|후자)",
    re.IGNORECASE,
)


def check_answer(question: Question, long_answer: int) -> Iterator[Diagnostic]:
    """What is to be said of a question's answer; ``long_answer`` 0: its length is in order."""
    blocks = [block for block in question.answer if block.kind is not BlockKind.COMMENT]
    length = sum(count_words(block.text) for block in blocks)
    if length > long_answer > 0 and not any(block.kind in _STRUCTURE for block in blocks):
        message = f"the answer has {length} words and neither list, table nor sub-heading"
        remedy = "Begin with a short answer of its own, or split it under sub-headings."
        yield report("DG801", question.prompt_span, message, help=remedy)
    if not length and (bare := _undescribed(blocks)):
        message = "the answer is a picture without a description"
        remedy = "Say in the alt text what it shows: `![what it shows](picture.png)`."
        yield report("DG802", bare.span, message, help=remedy)


def check_question(page: Page, points: int, *, is_quiz: bool) -> Iterator[Diagnostic]:
    """What is to be said of what a question asks; ``points``: those its answer lists."""
    question = page.question
    asked = len(_ASKED.findall(question.text))
    if asked >= _ASKED_MAX:
        message = f"the question asks {asked} things at once"
        remedy = "Make a question of each: a card should have one answer to be graded by."
        yield report("DG805", question.prompt_span, message, help=remedy)
    elif points > _POINTS_MAX:
        message = f"the answer lists {points} points to be recalled at once"
        remedy = "Group them under questions of their own, or set `lists = cloze` for this one."
        yield report("DG805", question.prompt_span, message, help=remedy)
    if not is_quiz and _is_contained(page):
        message = "the question contains its answer"
        remedy = "Ask so that the answer does not stand in the question."
        yield report("DG804", question.prompt_span, message, help=remedy)


def _is_contained(page: Page) -> bool:
    """Whether a short answer can be read in a question that offers no choice."""
    question = page.question
    first = question.answer[0]
    if question.stem or len(question.answer) > 1 or _CHOICE.search(question.text):
        return False
    if first.kind is not BlockKind.PARAGRAPH or _SHOWN.search(first.source):
        return False
    either = page.phrases.either
    row = [word.text.casefold() for word in words(question.text)]
    wanted = [word.text.casefold() for word in words(first.text)]
    if either in row or not 0 < len(wanted) <= _SHORT or sum(map(len, wanted)) < _GIVEAWAY_MIN:
        return False
    return _contains(row, wanted)


def check_lead(item: str, seen: str, span: Span) -> Iterator[Diagnostic]:
    """A lead that begins with a reference to what its card does not show."""
    if found := _ORPHAN.match(seen):
        message = f"what is said of `{item}` begins with `{found[1]}`, which its card does not show"
        remedy = "Name what is meant: the card shows this sentence alone."
        yield report("DG806", span, message, help=remedy)


def check_blanks(note: Note) -> Iterator[Diagnostic]:
    """Blanks of an author whose text can be read elsewhere in the same field."""
    parts = note.fields[0]
    hidden: dict[str, str] = {}
    for part in parts:
        if isinstance(part, Cloze):
            hidden.setdefault(part.anchor, visible(part.html))
    for anchor, text in list(hidden.items())[:_BLANKS_MAX]:
        wanted = [word.text.casefold() for word in words(text)]
        if sum(map(len, wanted)) < _GIVEAWAY_MIN:
            continue
        beside = " ".join(
            "\n" if isinstance(part, Cloze) and part.anchor == anchor
            else visible(part if isinstance(part, str) else part.html)
            for part in parts
        )  # fmt: skip
        if _contains([word.text.casefold() for word in words(beside)], wanted):
            message = f"the blank `{text}` can be read beside it"
            remedy = "Hide each mention, with the same number."
            yield report("DG803", note.span, message, help=remedy)


def _contains(row: Sequence[str], wanted: Sequence[str]) -> bool:
    size = len(wanted)
    return any(row[i : i + size] == wanted for i in range(len(row) - size + 1))


def _undescribed(blocks: Sequence[Block]) -> Block | None:
    """The first block with a picture, if no picture has a description."""
    alts: list[tuple[str, Block]] = []
    for block in blocks:
        for found in _PICTURE.finditer(block.source):
            written = _ALT.search(found["rest"] or "")
            spoken = next(filter(None, written.groups()), "") if written else ""
            alts.append((found["alt"] or spoken, block))
    if not alts or any(alt.strip() and not _FILE_NAME.fullmatch(alt) for alt, _ in alts):
        return None
    return alts[0][1]


def check_row(table: Table, row: Row, asked: Sequence[int]) -> Iterator[Diagnostic]:
    """Blanks whose text can be read beside them: in the row's label or the column's heading."""
    for i in asked:
        for beside in (row.label, table.columns[i].head):
            if _gives_away(row.cells[i], beside):
                message = f"the blank `{row.cells[i].text}` can be read in `{beside.text}`"
                remedy = "Reword the label, or leave the cell empty."
                yield report("DG803", row.span, message, help=remedy)


def _gives_away(cell: Cell, beside: Cell) -> bool:
    """Whether the words of a cell stand beside it in a row."""
    wanted = [word.text.casefold() for word in words(cell.text)]
    if sum(map(len, wanted)) < _GIVEAWAY_MIN or cell.is_yes_or_no:
        return False
    return _contains([word.text.casefold() for word in words(beside.text)], wanted)

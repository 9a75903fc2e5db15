"""What gave no card although others like it do: it may have been overlooked."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from deckgen.dialects import separator
from deckgen.dialects.candidate import Candidate, Piece
from deckgen.dialects.evidence import strip_ends, weigh
from deckgen.dialects.gather import PARTS, Gathering, Left
from deckgen.dialects.navigation import is_navigation, is_noise
from deckgen.dialects.outline import Section
from deckgen.dialects.pairing import Finished
from deckgen.dialects.resolve import Decision
from deckgen.dialects.sections import is_apart, shows
from deckgen.dialects.titles import CHAPTER
from deckgen.model import Block, BlockKind, Span
from deckgen.patterns import lazy

_CLOZE = lazy(r"\{\{c\d+::")
_STRONG = 2.5
_AMONG = 2
"""Headings of one level that ask, so that another one there may have been meant to."""

_MOST = 0.5
_TEXT = 12
"""Words of a topic's own text that are worth a card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlooked:
    """A text without a card, its place, what became of it, and the comment that makes it ask."""

    text: str
    span: Span
    became: str
    advice: str = ""


def find_overlooked(
    decision: Decision,
    gathering: Gathering,
    finished: Sequence[Finished],
    blocks: Sequence[Block],
) -> tuple[Overlooked, ...]:
    """Find headings, lines and clozes that gave no card where others like them do."""
    claimed = sorted(_extent(one) for one in finished)
    starts = [start for start, _ in claimed]
    ends = list(accumulate((end for _, end in claimed), max))

    def is_free(line: int) -> bool:
        at = bisect_right(starts, line)
        return not at or ends[at - 1] < line

    free: dict[int, Overlooked] = {}
    for found in _folded(decision, gathering, finished, is_free):
        free.setdefault(found.span.line, found)
    for found in (*_candidates(decision, finished), *_clozes(blocks)):
        if is_free(found.span.line):
            free.setdefault(found.span.line, found)
    return tuple(free[line] for line in sorted(free))


def _extent(one: Finished) -> tuple[int, int]:
    span = one.draft.candidate.prompt_span
    end = one.question.span.end_line if one.question is not None else one.answer.end_line
    return span.line, max(end, span.end_line)


def _folded(
    decision: Decision,
    gathering: Gathering,
    finished: Sequence[Finished],
    is_free: Callable[[int], bool],
) -> Iterator[Overlooked]:
    """Headings with text below them, at a level where most others ask or where they ask."""
    levels = Counter(
        _level(one.draft.candidate) for one in finished if one.question and one.draft.verdict
    )
    headings = Counter(
        _level(verdict.candidate) for verdict in decision.verdicts.values() if verdict.candidate
    )
    for left in gathering.left:
        section, heading = left.section, left.section.heading
        candidate = decision.verdicts[section.index].candidate
        if heading is None or candidate is None or is_apart(section) or _ends(section):
            continue
        asks = weigh(heading.block.text).score >= _STRONG
        level = _level(candidate)
        is_among = levels[level] >= max(_AMONG, _MOST * headings[level])
        if became := _became(left, is_free, asks=asks, is_among=is_among):
            levels_asked = sorted({*levels, _level(candidate)})
            yield Overlooked(
                text=heading.block.text,
                span=heading.block.span,
                became=became,
                advice=f"<!-- deckgen: question={','.join(levels_asked)} -->",
            )


def _became(left: Left, is_free: Callable[[int], bool], *, asks: bool, is_among: bool) -> str:
    """What became of a heading that could have asked; nothing where that is as it should be."""
    section = left.section
    if left.role == "topic":
        own = [part.block for part in section.content if isinstance(part, Piece)]
        lost = [block for block in own if is_free(block.span.line) and not _is_empty(block)]
        words = sum(len(block.text.split()) for block in lost)
        is_lost = asks and words >= _TEXT
        return "is read as a topic, and what stands right below it is on no card" if is_lost else ""
    if not shows(section.pieces()) or not (asks or is_among):
        return ""
    if left.role == "answer" and left.why in PARTS:
        return ""
    if left.role == "answer":
        return (
            f"is read as part of the answer to `{_name(left.owner.candidate)}`"
            if left.owner
            else ""
        )
    return "is not read as a question, and what stands below it is on no card"


def _name(candidate: Candidate) -> str:
    return candidate.label.rest or candidate.text


def _ends(section: Section) -> bool:
    """Whether a heading names the end of a chapter: "Conclusion"."""
    return CHAPTER.fullmatch(strip_ends(section.text)) is not None


def _is_empty(block: Block) -> bool:
    return is_noise(block) or is_navigation(block) or block.kind is BlockKind.COMMENT


def _level(candidate: Candidate) -> str:
    return candidate.form.removeprefix("numbered ")


def _candidates(decision: Decision, finished: Sequence[Finished]) -> Iterator[Overlooked]:
    """Lines that look like questions, and those that are divided where others are."""
    divides = any(
        one.question and one.draft.candidate.dialect == separator.NAME for one in finished
    )
    for region in decision.regions.values():
        for offers in region.offers.values():
            for candidate in offers:
                asks = (
                    candidate.evidence.score >= _STRONG and weigh(candidate.text).score >= _STRONG
                )
                if asks or (divides and candidate.dialect == separator.NAME):
                    yield Overlooked(
                        text=candidate.text,
                        span=candidate.prompt_span,
                        became="looks like a question, but gave no card",
                    )


def _clozes(blocks: Sequence[Block]) -> Iterator[Overlooked]:
    """Clozes of the author outside of questions."""
    for block in blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.CELL) and _CLOZE.search(block.source):
            yield Overlooked(
                text=block.text, span=block.span, became="holds a cloze, but belongs to no question"
            )
        elif block.children:
            yield from _clozes(block.children)

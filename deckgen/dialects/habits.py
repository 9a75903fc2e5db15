"""What the headings of one form have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deckgen.dialects.candidate import Candidate, Piece
from deckgen.dialects.evidence import ends_asking
from deckgen.dialects.navigation import is_navigation
from deckgen.dialects.outline import Section
from deckgen.model import BlockKind

_APART = -5.0
_SHORT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """Of the headings of a form, ``count`` look like questions: their ``share``.

    Of those ``marked`` end with a question mark and ``parted`` stand behind a rule or a back-link
    (shares).  ``chapters`` says that the others of the form are topics rather.
    """

    count: int
    share: float
    marked: float
    parted: float
    chapters: bool


def find_habits(
    candidates: Mapping[int, Candidate | None], parted: frozenset[int], holding: frozenset[int]
) -> dict[str, Habit]:
    """The habits of all forms; ``holding`` are the sections that hold questions."""
    by_form: dict[str, list[tuple[int, Candidate]]] = defaultdict(list)
    for index, candidate in candidates.items():
        if candidate is not None and candidate.evidence.score > _APART:
            by_form[candidate.form].append((index, candidate))
    return {form: _habit(found, parted, holding) for form, found in by_form.items()}


def find_parted(root: Section) -> frozenset[int]:
    """The sections with a rule or a back-link right before them."""
    parted: set[int] = set()
    last: Piece | None = None

    def visit(section: Section) -> None:
        nonlocal last
        if section.heading is not None:
            if last is None or _parts(last):
                parted.add(section.index)
            last = section.heading
        for part in section.content:
            if isinstance(part, Section):
                visit(part)
            else:
                last = part

    visit(root)
    return frozenset(parted)


def _habit(
    found: Sequence[tuple[int, Candidate]], parted: frozenset[int], holding: frozenset[int]
) -> Habit:
    asking = [(index, one) for index, one in found if one.evidence.score > 0]
    topics = sum(index in holding for index, one in found if one.evidence.score <= 1)
    plainly = sum(one.evidence.score > 1 for _, one in found)
    count = max(len(asking), 1)
    return Habit(
        count=len(asking),
        share=len(asking) / len(found),
        marked=sum(ends_asking(one.text) for _, one in asking) / count,
        parted=sum(index in parted for index, _ in asking) / count,
        chapters=topics > plainly,
    )


def _parts(piece: Piece) -> bool:
    block = piece.block
    if block.kind is BlockKind.HTML:
        return "<br" in block.source.lower() and len(block.source) < _SHORT
    return block.kind is BlockKind.RULE or is_navigation(block)

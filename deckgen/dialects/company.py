"""The company a heading keeps: what its neighbours say about whether it asks.

A heading that does not look like a question, among headings that do, may ask all the same, or may
be a part of the answer above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deckgen.dialects import words
from deckgen.dialects.candidate import Candidate, Piece
from deckgen.dialects.evidence import Evidence, ends_asking, fold
from deckgen.dialects.navigation import is_navigation
from deckgen.dialects.outline import Section
from deckgen.dialects.sections import has_body, shows
from deckgen.model import BlockKind

_REGULAR = 0.85
_MOST = 0.6
_LEAST = 3
Candidates = Mapping[int, Candidate | None]


@dataclass(frozen=True, slots=True)
class _Habit:
    """What the questions of one form have in common, as shares."""

    marked: float
    parted: float
    count: int
    share: float


def weigh_company(root: Section, candidates: Candidates) -> dict[int, Evidence]:
    """Evidence from the neighbours, for the headings that do not ask by themselves."""
    parted = _find_parted(root)
    habits = _habits(candidates, parted)
    found: dict[int, Evidence] = {}
    _walk(root, candidates, habits, parted, found)
    return found


def compares(text: str) -> bool:
    """Whether a question sets things against each other."""
    words_of = fold(text)
    return bool(words.COMPARE.search(words_of) or words.COMPARE_ANYWHERE.search(words_of))


def _walk(
    section: Section,
    candidates: Candidates,
    habits: Mapping[str, _Habit],
    parted: Mapping[int, bool],
    found: dict[int, Evidence],
) -> None:
    before: Section | None = None
    for inside in section.sections:
        candidate = candidates[inside.index]
        if candidate is not None and -3 < candidate.evidence.score < 0:
            habit = habits.get(candidate.form)
            found[inside.index] = _weigh(inside, before, candidates, habit, parted)
        before = inside
        _walk(inside, candidates, habits, parted, found)


def _weigh(
    section: Section,
    before: Section | None,
    candidates: Candidates,
    habit: _Habit | None,
    parted: Mapping[int, bool],
) -> Evidence:
    evidence = Evidence(0.0)
    asked = candidates[before.index] if before is not None else None
    if before is not None and asked is not None and asked.evidence.score > 0:
        evidence += _weigh_before(section, before, asked)
    if habit is None or habit.count < _LEAST:
        return evidence
    if habit.share >= _MOST:
        evidence += Evidence(1.0, ("most headings of its form ask",))
    if habit.marked > 0.95:
        evidence += Evidence(-0.3, ("all others end with a question mark",))
    if habit.parted > _REGULAR:
        if parted.get(section.index, False):
            evidence += Evidence(1.5, ("is set apart like the questions",))
        else:
            evidence += Evidence(-2.0, ("is not set apart like the questions",))
    return evidence


def _weigh_before(section: Section, before: Section, asked: Candidate) -> Evidence:
    """What the question above says: it names this heading, or has no answer without it."""
    if not shows(section.pieces()):
        return Evidence(0.0)
    name = fold(section.text).strip(" .:?!*_")
    if len(name) > 1 and name in fold(asked.text):
        return Evidence(-4.0, ("the question above names it",))
    if not has_body(before) and not before.sections:
        return Evidence(-3.0, ("the question above has no other answer",))
    if compares(asked.text):
        return Evidence(-2.0, ("the question above compares",))
    return Evidence(0.0)


def _habits(candidates: Candidates, parted: Mapping[int, bool]) -> dict[str, _Habit]:
    marks: dict[str, list[tuple[bool, bool]]] = {}
    counts: Counter[str] = Counter()
    for index, candidate in candidates.items():
        if candidate is None or candidate.evidence.score < -5:
            continue
        counts[candidate.form] += 1
        if candidate.evidence.score > 0:
            marks.setdefault(candidate.form, []).append(
                (ends_asking(candidate.text), parted.get(index, False))
            )
    return {form: _habit(found, counts[form]) for form, found in marks.items()}


def _habit(found: Sequence[tuple[bool, bool]], of: int) -> _Habit:
    count = len(found)
    return _Habit(
        marked=sum(marked for marked, _ in found) / count,
        parted=sum(parted for _, parted in found) / count,
        count=count,
        share=count / of,
    )


def _find_parted(root: Section) -> dict[int, bool]:
    """For each section whether a rule or a back-link stands right before it."""
    parted: dict[int, bool] = {}
    last: Piece | None = None

    def walk(section: Section) -> None:
        nonlocal last
        if section.heading is not None:
            parted[section.index] = last is None or _parts(last)
            last = section.heading
        for part in section.content:
            if isinstance(part, Section):
                walk(part)
            else:
                last = part

    walk(root)
    return parted


def _parts(piece: Piece) -> bool:
    block = piece.block
    return (
        block.kind is BlockKind.RULE
        or is_navigation(block)
        or (
            block.kind is BlockKind.HTML
            and "<br" in block.source.lower()
            and len(block.source) < 20
        )
    )

"""The company a heading keeps: what its neighbours say about whether it asks.

A heading that does not look like a question, among headings that do, may ask all the same, or may
be a part of the answer above it, or a topic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deckgen.dialects import titles
from deckgen.dialects.candidate import Candidate
from deckgen.dialects.counting import goes_on
from deckgen.dialects.evidence import NOTHING, Evidence, compares, ends_asking, fold
from deckgen.dialects.habits import Habit, find_habits, find_parted
from deckgen.dialects.outline import Section
from deckgen.dialects.sections import has_body, shows

_REGULAR = 0.85
_MOST = 0.6
_LEAST = 3
_REGULARLY = 5
_HALF = 0.5
_UNSURE = 0.5
_NO_QUESTION = -3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What is known about the headings of a document when one of them is weighed."""

    candidates: Mapping[int, Candidate | None]
    habits: Mapping[str, Habit]
    parted: frozenset[int]
    holding: frozenset[int]
    outside: frozenset[int]


def weigh_company(
    root: Section, candidates: Mapping[int, Candidate | None], holding: frozenset[int]
) -> dict[int, Evidence]:
    """Evidence from the neighbours, for the headings that hardly ask by themselves.

    ``holding`` are the sections in which blocks, not headings, seem to ask.
    """
    parted = find_parted(root)
    holding = _hold(root, candidates, holding)
    habits = find_habits(candidates, parted, holding)
    around = _Around(
        candidates=candidates,
        habits=habits,
        parted=parted,
        holding=holding,
        outside=_find_outside(root, candidates),
    )
    found: dict[int, Evidence] = {}
    _walk(root, around, found)
    return found


def _hold(
    root: Section, candidates: Mapping[int, Candidate | None], holding: frozenset[int]
) -> frozenset[int]:
    """The sections that hold questions, at whatever depth."""
    found: set[int] = set()

    def visit(section: Section) -> bool:
        asks = [visit(inside) for inside in section.sections]
        if any(asks) or section.index in holding:
            found.add(section.index)
        candidate = candidates[section.index]
        own = candidate is not None and candidate.evidence.score > 1
        return own or section.index in found

    visit(root)
    return frozenset(found)


def _find_outside(root: Section, candidates: Mapping[int, Candidate | None]) -> frozenset[int]:
    """The sections outside of the chapters named "Questions", where most questions are inside."""
    within: set[int] = set()
    asking: set[int] = set()

    def visit(section: Section, *, named: bool) -> None:
        candidate = candidates[section.index]
        if candidate is not None and candidate.evidence.score > 1:
            asking.add(section.index)
        if named:
            within.add(section.index)
        name = fold(section.text)
        named = named or (not ends_asking(name) and bool(titles.TOPIC.search(name)))
        for inside in section.sections:
            visit(inside, named=named)

    visit(root, named=False)
    if len(asking & within) < _LEAST or len(asking & within) < _MOST * len(asking):
        return frozenset()
    return frozenset(index for index in candidates if index not in within)


def _walk(section: Section, around: _Around, found: dict[int, Evidence]) -> None:
    before: Section | None = None
    for inside in section.sections:
        candidate = around.candidates[inside.index]
        if candidate is not None and _opens_regularly(candidate, around):
            found[inside.index] = Evidence(1.0, ("most headings of its form open like questions",))
        elif candidate is not None and _NO_QUESTION < candidate.evidence.score < _UNSURE:
            evidence = _weigh_before(inside, before, around)
            if inside.index in around.outside:
                evidence += Evidence(-2.0, ("stands outside of the chapters of questions",))
            habit = around.habits.get(candidate.form)
            if habit is not None:
                evidence += _weigh_habit(inside, candidate, habit, around)
            found[inside.index] = evidence
        before = inside
        _walk(inside, around, found)


def _opens_regularly(candidate: Candidate, around: _Around) -> bool:
    """Whether a heading only opens like a question, and so do most of its form."""
    habit = around.habits.get(candidate.form)
    return (
        habit is not None
        and _UNSURE <= candidate.evidence.score <= 1
        and habit.count >= _REGULARLY
        and habit.share >= _HALF
    )


def _weigh_habit(section: Section, candidate: Candidate, habit: Habit, around: _Around) -> Evidence:
    """What most headings of its form do."""
    evidence = NOTHING
    if habit.chapters and section.index not in around.holding:
        evidence += Evidence(-2.5, ("others of its form are topics",))
    if habit.count < _LEAST or candidate.evidence.score >= 0:
        return evidence
    if habit.share >= _MOST:
        weight = 1.3 if habit.count > _LEAST else 1.0
        evidence += Evidence(weight, ("most headings of its form ask",))
    if habit.marked > 0.95:
        evidence += Evidence(-0.3, ("all others end with a question mark",))
    if habit.parted > _REGULAR and section.index in around.parted:
        evidence += Evidence(1.5, ("is set apart like the questions",))
    elif habit.parted > _REGULAR:
        evidence += Evidence(-2.0, ("is not set apart like the questions",))
    return evidence


def _weigh_before(section: Section, before: Section | None, around: _Around) -> Evidence:
    """What the question above says: it names this heading, or has no answer without it."""
    asked = around.candidates[before.index] if before is not None else None
    if before is None or asked is None or asked.evidence.score <= 0 or not shows(section.pieces()):
        return NOTHING
    candidate = around.candidates[section.index]
    if candidate is not None and goes_on(asked, candidate):
        return NOTHING
    name = fold(section.text).strip(" .:?!*_")
    if len(name) > 1 and name in fold(asked.text):
        return Evidence(-4.0, ("the question above names it",))
    if not has_body(before) and not before.sections:
        return Evidence(-3.0, ("the question above has no other answer",))
    if compares(fold(asked.text)):
        return Evidence(-2.0, ("the question above compares",))
    return NOTHING

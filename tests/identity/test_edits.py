"""Properties of identity under random edit scripts, several edits in each build."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.identity import Identification
from deckgen.model import IdentifiedNote
from tests.identity.edits import EDITS, Project
from tests.identity.histories import History

Edit = Callable[[Project, int, int], None]
Card = tuple[int, int, int]
"""Question, row and column, by their secret keys; 0 where there is none."""

edit = st.tuples(st.sampled_from(EDITS), st.integers(0, 40), st.integers(0, 40))
commits = st.lists(st.lists(edit, min_size=1, max_size=4), min_size=1, max_size=5)

_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)\}\}")


def cards(project: Project, done: Identification) -> dict[Card, tuple[str, int]]:
    """What every card of a build asks, and which card it is: GUID and ordinal."""
    found: dict[Card, tuple[str, int]] = {}
    notes = iter(done.plan.notes)
    for item in project.items:
        overview = next(notes)
        assert overview.note.question == item.compose().text
        found[item.key, 0, 0] = (overview.guid, 0)
        for row, label in item.rows if item.columns else ():
            note = next(notes)
            assert note.note.role == f"row:{label}"
            for number, text in _CLOZE.findall(note.fields[0]):
                (column,) = [c for c, _ in item.columns if item.cells[row, c] == text]
                found[item.key, row, column] = (note.guid, int(number) - 1)
    assert next(notes, None) is None
    return found


def _times(notes: tuple[IdentifiedNote, ...]) -> dict[str, tuple[object, int]]:
    return {note.guid: ((note.fields, note.tags), note.modified) for note in notes}


@settings(max_examples=60, deadline=None)
@given(commits)
def test_no_edit_costs_a_learner_anything(script: list[list[tuple[Edit, int, int]]]) -> None:
    """Surviving cards keep their GUID and number, no card asks another thing, nothing is doubled.

    ``History.build`` asserts besides that building again changes nothing.
    """
    project, history = Project(9), History()
    ever: dict[tuple[str, int], Card] = {}
    before: dict[Card, tuple[str, int]] = {}
    times: dict[str, tuple[object, int]] = {}
    for commit in [[], *script]:
        for change, one, other in commit:
            change(project, one, other)
        done = history.build(*(item.compose() for item in project.items))
        now = cards(project, done)

        assert len(set(now.values())) == len(now)
        for card, identity in now.items():
            assert before.get(card, identity) == identity
            assert ever.setdefault(identity, card) == card
        for guid, (content, modified) in _times(done.plan.notes).items():
            last, then = times.get(guid, (content, modified))
            assert (last == content) == (then == modified)
            assert modified >= then
        before = now
        times.update(_times(done.plan.notes))

"""Rows that share a label, through edits: each keeps its history, whatever its role is called."""

from __future__ import annotations

import pytest

from deckgen.identity import IdentityRequest, Lock, identify
from deckgen.model import Guid
from tests.notes.cards import asked, read

FIRST, SECOND, THIRD = "| Crew | two | one |", "| Crew | oars | paddle |", "| Crew | old | new |"
OTHER = "| Hull | logs | bark |"


def build(lock: Lock, *rows: str) -> tuple[Lock, dict[str, Guid]]:
    """The next lock, and the GUID of the note of each row."""
    table = "\n".join(["| | Raft | Canoe |", "|---|---|---|", *rows])
    compositions, _ = read(asked("How do a raft and a canoe compare?", table))
    request = IdentityRequest(
        project_name="Boats",
        name_is_configured=False,
        project_id=None,
        now=1_700_000_000,
        sources=("notes/file.md",),
        in_scope=lambda _: True,
    )
    made = identify(compositions, lock, request)
    guids: dict[str, Guid] = {}
    for one in made.plan.notes:
        answer = one.note.answer.replace("Raft: ", "").replace("Canoe: ", "").split("\n")
        row = next((row for row in rows if all(f"| {cell} " in row for cell in answer)), "")
        guids[row] = one.guid
    return made.lock, guids


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([FIRST, OTHER], [FIRST, OTHER, SECOND]),
        ([FIRST, OTHER], [SECOND, FIRST, OTHER]),
        ([FIRST, OTHER], [THIRD, SECOND, OTHER, FIRST]),
        ([FIRST, SECOND], [SECOND, FIRST]),
        ([FIRST, SECOND, OTHER], [SECOND, OTHER]),
        ([FIRST, SECOND], [SECOND]),
        ([FIRST, SECOND], [THIRD, SECOND, FIRST]),
    ],
)
def test_a_repeated_label_costs_no_row_its_history(before: list[str], after: list[str]) -> None:
    """Rows come, go and change places; what stays is what it was."""
    lock, old = build(Lock(), *before)
    _, new = build(lock, *after)

    assert len(set(new.values())) == len(after) + 1
    assert {row: new[row] for row in before if row in after} == {
        row: old[row] for row in before if row in after
    }

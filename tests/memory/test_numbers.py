"""Questions whose numbers an older version took for numbering keep their notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.identity import read_lock
from deckgen.pipeline import LOCK
from tests.memory.edits import compile_text

NUMBERS = Path(__file__).parent / "numbers"
NOTES = (NUMBERS / "notes.md").read_text(encoding="utf-8")
OLD = (NUMBERS / "notes.lock").read_text(encoding="utf-8")
"""The lock of the version that took every leading number off."""


def _notes(lock: str | None) -> dict[str, tuple[str, str, bool]]:
    """For each GUID the question, the fingerprint of its answer, and whether it is live."""
    read, _ = read_lock(lock or "", LOCK)
    assert read is not None
    return {one.guid: (one.question, one.answer.hash, one.live) for one in read.notes}


def test_numbers_come_back_and_every_note_stays(tmp_path: Path) -> None:
    before = _notes(OLD)
    made = compile_text(tmp_path, NOTES, OLD)
    after = _notes(made.lock_after)

    assert {guid: answer for guid, (_, answer, _) in before.items()} == {
        guid: answer for guid, (_, answer, _) in after.items()
    }
    assert all(live for _, _, live in after.values())
    assert "DG625" not in [one.code for one in made.diagnostics]
    assert sum(question == "what was signed?" for question, _, _ in before.values()) == 3
    assert [one.question.text for one in made.compositions if "signed" in one.question.text] == [
        "1648: what was signed?",
        "1713: what was signed?",
        "1815: what was signed?",
    ]
    assert _notes(compile_text(tmp_path, NOTES, made.lock_after).lock_after) == after


@pytest.mark.parametrize("gone", ["1648", "1713", "1815"])
def test_an_edit_beside_costs_only_what_is_taken_out(tmp_path: Path, gone: str) -> None:
    sections = NOTES.split("### ")
    edited = "### ".join(part for part in sections if not part.startswith(gone))
    after = _notes(compile_text(tmp_path, edited, OLD).lock_after)

    assert after.keys() == _notes(OLD).keys()
    assert sum(not live for _, _, live in after.values()) == 1


def test_answers_that_change_at_the_same_time_go_by_order(tmp_path: Path) -> None:
    edited = NOTES.replace("None that was bright.", "A faint one.").replace(
        "The one that Halley foretold.", "A famous one."
    )
    after = _notes(compile_text(tmp_path, edited, OLD).lock_after)

    assert after.keys() == _notes(OLD).keys()
    assert all(live for _, _, live in after.values())


def test_a_sequence_that_shrinks_to_one_keeps_its_note(tmp_path: Path) -> None:
    text = "# Parts\n\n" + "".join(
        f"## {number}: What is {name}?\n\nA kind of {kind}.\n\n"
        for number, name, kind in (
            (1, "a weir", "dam"),
            (2, "a tarn", "lake"),
            (3, "a dell", "dip"),
        )
    )
    base = compile_text(tmp_path, text)
    assert [one.question.text for one in base.compositions][2] == "What is a dell?"
    edited = text.replace(text[text.index("## 1") : text.index("## 3")], "")

    after = _notes(compile_text(tmp_path, edited, base.lock_after).lock_after)

    assert after.keys() == _notes(base.lock_after).keys()
    assert [question for question, _, live in after.values() if live] == ["3: What is a dell?"]

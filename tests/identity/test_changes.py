"""What ``diff`` and the summary of a build say."""

from __future__ import annotations

from dataclasses import replace

from deckgen.changes import forecast_import
from deckgen.identity import (
    ClozeChange,
    Lock,
    NoteTypeChange,
    compare,
    compare_note_types,
)
from tests.identity.histories import History, Q

HERON = Q("What is a heron?", "A long-legged bird of lakes and rivers, waiting for its prey.")
OTTER = Q("Where do otters sleep?", "In holts on land, or afloat in kelp so as not to drift.")
TABLE = {"Food": {"Otter": "fish", "Beaver": "bark"}, "Tail": {"Otter": "long", "Beaver": "flat"}}
DIFFER = Q("How do otter and beaver differ?", "In many ways.", table=TABLE)


def test_a_change_of_each_kind(history: History) -> None:
    newt, crane = Q("What is a newt?", "A small amphibian."), Q("Are cranes loud?", "Very.")
    history.build(HERON, OTTER, newt, replace(crane, path="b.md"), Q("Why?", "So."))
    history.build(HERON, OTTER, newt, replace(crane, path="b.md"))
    done = history.build(
        replace(HERON, text="What kind of bird is a heron?", path="b.md"),
        replace(OTTER, answer="In holts on land, or afloat."),
        replace(crane, path="c.md"),
        Q("Why?", "So."),
        Q("What next?", "Another file."),
    )

    found = {change.new_question or change.old_question: change for change in done.changes}
    assert {name: str(change.kind) for name, change in found.items()} == {
        "What kind of bird is a heron?": "reworded",
        "Where do otters sleep?": "changed",
        "What is a newt?": "retired",
        "Are cranes loud?": "moved",
        "Why?": "revived",
        "What next?": "added",
    }
    reworded = found["What kind of bird is a heron?"]
    assert (reworded.old_question, reworded.moved, reworded.updates) == (HERON.text, True, True)
    assert (reworded.old_place, reworded.new_place) == ("notes.md", "b.md")
    assert found["Are cranes loud?"].updates is False


def test_rows_name_their_question_and_the_numbers_touched(history: History) -> None:
    history.build(DIFFER)
    done = history.build(
        replace(
            DIFFER,
            table={
                "Food": {"Castor": "bark", "Otter": "fish and crabs"},
                "Teeth": {"Otter": "pointed", "Castor": "orange"},
            },
        )
    )

    found = {change.role: change for change in done.changes if change.role}
    assert {role: str(change.kind) for role, change in found.items()} == {
        "row:Food": "changed",
        "row:Tail": "retired",
        "row:Teeth": "added",
    }
    assert {change.new_question or change.old_question for change in found.values()} == {
        DIFFER.text
    }
    assert found["row:Food"].clozes == (
        ClozeChange(number=1, old="Otter", new="Otter", edited=True),
        ClozeChange(number=2, old="Beaver", new="Castor"),
    )


def test_what_a_learner_will_see(history: History) -> None:
    history.build(HERON, OTTER, DIFFER)
    done = history.build(
        OTTER,
        replace(DIFFER, table={"Food": {"Otter": "fish"}, "Tail": TABLE["Tail"]}),
        Q("What is a newt?", "A small amphibian."),
    )
    forecast = forecast_import(done.changes, live=len(done.plan.notes))

    assert (forecast.new, forecast.updated, forecast.unchanged) == (1, 2, 2)
    assert (forecast.removed, forecast.orphaned) == (1, 1)


def test_nothing_changed(history: History) -> None:
    history.build(HERON)

    assert compare(history.builds[0].lock, history.builds[0].lock) == ()
    assert compare(Lock(), Lock()) == ()
    assert forecast_import((), live=1).unchanged == 1


def test_note_types(history: History) -> None:
    lock = history.build(HERON).lock
    basic, other = lock.note_types

    assert compare_note_types(lock.note_types, lock.note_types) == ()
    assert compare_note_types((), (basic,)) == (NoteTypeChange(name=basic.name, is_new=True),)
    assert compare_note_types((basic, other), (replace(basic, hash="0"), other)) == (
        NoteTypeChange(name=basic.name),
    )
    assert compare_note_types((basic,), (replace(basic, schema=basic.schema[1:]),)) == (
        NoteTypeChange(name=basic.name, breaks=True),
    )

"""What may change of a note type, and what stops the build."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deckgen.identity import Lock
from deckgen.model import NoteKind
from tests.identity.histories import Q, compose, identify_all

HERON = Q("What is a heron?", "A wading bird.")


@pytest.fixture
def lock() -> Lock:
    return identify_all([HERON]).lock


def codes(lock: Lock, project_id: str | None = None) -> list[str]:
    done = identify_all([HERON], lock, now=1_800_000_000, project_id=project_id)
    return [found.code for found in done.diagnostics]


def test_unchanged_note_types_keep_their_time(lock: Lock) -> None:
    done = identify_all([HERON], lock, now=1_800_000_000)

    assert {note_type.modified for note_type in done.plan.note_types} == {1_700_000_000}
    assert done.lock.note_types == lock.note_types


def test_another_look_is_delivered_by_a_newer_time(lock: Lock) -> None:
    basic, other = lock.note_types
    done = identify_all(
        [HERON],
        replace(lock, note_types=(replace(basic, hash="of another style sheet"), other)),
        now=1_800_000_000,
    )

    assert [note_type.modified for note_type in done.plan.note_types] == [
        1_800_000_000,
        1_700_000_000,
    ]
    assert done.diagnostics == ()


def test_other_fields_or_ids_stop_the_build(lock: Lock) -> None:
    basic, other = lock.note_types
    fewer = replace(basic, schema=(*basic.schema, (9, "Reserved")))
    swapped = replace(basic, schema=(basic.schema[1], basic.schema[0], *basic.schema[2:]))

    for changed in (fewer, swapped, replace(basic, id=basic.id + 1)):
        assert codes(replace(lock, note_types=(changed, other))) == ["DG608"]


def test_another_project_id_stops_the_build(lock: Lock) -> None:
    assert codes(lock, project_id="another") == ["DG609"]
    assert lock.project is not None
    assert codes(lock, project_id=lock.project.id) == []


def test_a_project_id_comes_from_the_configuration_the_lock_or_the_name() -> None:
    configured = identify_all([HERON], project_id="shore")
    named, again = identify_all([HERON], name="Shore"), identify_all([HERON], name="Shore")
    other = identify_all([HERON], name="Coast")

    assert configured.lock.project is not None
    assert configured.lock.project.id == "shore"
    assert named.plan == again.plan
    assert named.plan.notes[0].guid != other.plan.notes[0].guid
    later = identify_all([HERON], named.lock, name="Coast")
    assert later.plan.notes[0].guid == named.plan.notes[0].guid


def test_a_cloze_note_without_a_blank_stops_the_build() -> None:
    empty = Q("How do they differ?", "So.", table={"Food": {"Otter": "", "Beaver": ""}})
    from deckgen.identity import IdentityRequest, identify

    (composition,) = compose([empty])
    overview, row = composition.notes
    bare = replace(row, fields=(("no blank",), *row.fields[1:]))
    request = IdentityRequest(
        project_name="Zoo",
        name_is_configured=False,
        project_id=None,
        now=1_700_000_000,
        sources=("notes.md",),
        in_scope=lambda _: True,
    )
    done = identify([replace(composition, notes=(overview, bare))], None, request)

    assert [found.code for found in done.diagnostics] == ["DG607"]


def test_an_overview_that_becomes_a_cloze_note_gets_another_guid(lock: Lock) -> None:
    from deckgen.identity import IdentityRequest, identify

    (composition,) = compose([Q("What is a heron?", "A bird.", table={"A": {"b": "c"}})])
    row = replace(composition.notes[1], role="")
    request = IdentityRequest(
        project_name="Zoo",
        name_is_configured=False,
        project_id=None,
        now=1_700_000_000,
        sources=("notes.md",),
        in_scope=lambda _: True,
    )
    done = identify([replace(composition, notes=(row,))], lock, request)

    assert done.plan.notes[0].kind is NoteKind.CLOZE
    assert done.plan.notes[0].guid != lock.notes[0].guid
    assert [note.live for note in done.lock.notes if note.guid == lock.notes[0].guid] == [False]


def test_tags_carry_the_project_and_are_sorted() -> None:
    tagged = replace(HERON, tags=("Wading", "birds::shore", "wading", "marked", " ", "a b"))
    done = identify_all([tagged], name="My Zoo: birds")

    assert done.plan.notes[0].tags == (
        "my-zoo-birds::a-b",
        "my-zoo-birds::birds::shore",
        "my-zoo-birds::Wading",
    )

"""What a release refuses, and what it wants a new major version for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from deckgen.config import load_config
from deckgen.identity import read_lock
from deckgen.model import NoteKind, Plan
from deckgen.pipeline import Request, compile_project, default_paths
from deckgen.release import ReleaseRequest, prepare
from deckgen.release.preparing import Release
from tests.release.conftest import Project

PREVIOUS = ("--previous", "one/lighthouses.apkg")


def _is_refused_without_major(project: Project, code: str) -> str:
    """The finding, and the list of changes once the major version was asked for."""
    ran = project.release(*PREVIOUS)
    assert ran.code == 1
    assert code in ran.err
    assert "--version 2.0.0" in ran.err
    assert not (project.root / "out").exists()
    assert project.release(*PREVIOUS, "--version", "1.9.0").code == 1
    ran = project.release(*PREVIOUS, "--version", "2.0.0")
    assert ran.code == 0, ran.err
    assert code in ran.err
    assert project.manifest()["safe"] is False
    text = project.changes()
    assert "**Is it safe to update? Yes, but read this first:**" in text
    return text


def test_a_blank_that_is_gone(released: Project) -> None:
    released.edit("lamps.md", "| may live ashore      |", "| —                    |")

    assert "*Tools → Empty Cards…*" in _is_refused_without_major(released, "DG766")


def test_a_deck_that_is_renamed(released: Project) -> None:
    config = released.root / "deckgen.toml"
    config.write_text(config.read_text().replace('"Lighthouses"', '"Beacons"'))

    text = _is_refused_without_major(released, "DG767")

    assert "The deck “Lighthouses::Towers” is called “Beacons::Towers” now." in text


def test_a_lost_lock(released: Project) -> None:
    """Every question was reworded thoroughly and the lock is gone: all would come anew."""
    many = [f"\n## What is buoy number {n} painted?\n\nIn colour {n}.\n" for n in range(30)]
    released.edit("lamps.md", "would.\n", "would.\n" + "".join(many))
    assert released.release(*PREVIOUS, out="one").code == 0
    (released.root / "deckgen.lock").write_text('{"deckgen":1}\n')
    lamps = released.root / "source" / "lamps.md"
    lamps.write_text(lamps.read_text().replace("What is buoy number", "Which paint has buoy"))

    ran = released.release(*PREVIOUS)

    assert ran.code == 1
    assert "DG765" in ran.err
    assert "was `deckgen.lock` lost?" in ran.err
    assert released.release(*PREVIOUS, "--version", "2.0.0").code == 0
    assert "written anew" in released.changes()


def test_the_last_release_stands_in_for_a_lost_lock(released: Project) -> None:
    (released.root / "deckgen.lock").unlink()
    released.edit("towers.md", "What is a leading light?", "What is a leading light good for?")

    assert released.release(*PREVIOUS).code == 0
    assert released.manifest()["import"] == {"new": 0, "updated": 1, "duplicate": 7}


def test_package_of_another_project(released: Project) -> None:
    config = released.root / "deckgen.toml"
    config.write_text(config.read_text().replace('id = "lighthouses"', 'id = "another"'))
    (released.root / "deckgen.lock").write_text('{"deckgen":1}\n')

    ran = released.release(*PREVIOUS, "--version", "9.0.0")

    assert ran.code == 1
    assert "DG761" in ran.err


Change = Callable[[Plan], Plan]


def _exchange_types(plan: Plan) -> Plan:
    """The first basic note becomes a cloze note with the same GUID."""
    note = next(note for note in plan.notes if note.kind is NoteKind.BASIC)
    other = replace(note, kind=NoteKind.CLOZE, fields=("{{c1::x}}", *note.fields[1:]))
    return replace(plan, notes=tuple(other if one is note else one for one in plan.notes))


def _drop_field(plan: Plan) -> Plan:
    first, second = plan.note_types
    notes = [
        replace(note, fields=note.fields[1:]) if note.kind is first.kind else note
        for note in plan.notes
    ]
    return replace(
        plan, note_types=(replace(first, fields=first.fields[1:]), second), notes=tuple(notes)
    )


def _prepare(project: Project, change: Change) -> tuple[Release | None, set[str]]:
    """Prepare a release of a plan that identity would never make."""
    config, _ = load_config(project.root)
    paths = default_paths(project.root, config)
    now = project.wait()
    made = compile_project(Request(root=project.root, paths=paths, config=config, now=now))
    lock, _ = read_lock(made.lock_after or "", "deckgen.lock")
    assert made.plan
    assert lock
    previous = project.package("one")
    release, found = prepare(change(made.plan), lock, ReleaseRequest(now=now, previous=previous))
    return release, {one.code for one in found}


@pytest.mark.parametrize(
    ("change", "code"),
    [(_drop_field, "DG763"), (_exchange_types, "DG764")],
)
def test_what_no_version_excuses(released: Project, change: Change, code: str) -> None:
    release, codes = _prepare(released, change)

    assert release is None
    assert code in codes


def test_cells_that_were_mixed_up_can_be_put_right(released: Project) -> None:
    """The author corrects the table: numbers stay with their columns, nothing is at risk."""
    released.edit("lamps.md", "| trims the wick      |", "| may live ashore     |")
    released.edit("lamps.md", "| may live ashore      |", "| trims the wick       |")

    ran = released.release(*PREVIOUS)

    assert ran.code == 0, ran.err
    assert released.manifest()["version"] == "1.0.1"

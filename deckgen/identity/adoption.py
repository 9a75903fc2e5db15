"""A package's memory in the place of the lock's: ``build --previous``."""

from __future__ import annotations

from dataclasses import replace

from deckgen.diagnostics import Diagnostic, report
from deckgen.identity.project import LOCK_SPAN
from deckgen.identity.records import Lock
from deckgen.model import Plan


def adopt(recalled: Lock, lock: Lock | None) -> Lock:
    """The lock to build with when identity is to come from a package.

    What learners have counts, and that is the package.  Of the present lock stays what a package
    cannot hold: pictures, the names of blanks, and questions that were removed
    before.  Questions that only the present lock has are dropped: they were never in the package,
    and would keep a question from being recognised as the one that was.  The project is that of
    the package: the present lock may have been begun anew when it was lost.

    Args:
        recalled: what ``recall_package`` made.
        lock: the present one, ``None`` if it cannot be read; if it knows all notes of the package,
            it is the better memory and stays as it is.
    """
    if lock is None or lock.project is None:
        return recalled
    known = {note.guid: note for note in lock.notes}
    published = {note.guid for note in recalled.notes}
    if published <= known.keys():
        return lock
    notes = [known.get(note.guid, note) for note in recalled.notes]
    retired = {note.guid for note in lock.notes if not note.live}
    whole = retired | published
    notes += [
        known[guid]
        for guid in retired - published
        if not known[guid].parent or known[guid].parent in whole
    ]
    decks = {deck.key: deck for deck in (*lock.decks, *recalled.decks)}
    types = {one.kind: one for one in (*lock.note_types, *recalled.note_types)}
    is_same_project = {one.id for one in lock.note_types} & {one.id for one in recalled.note_types}
    return replace(
        lock,
        project=lock.project if is_same_project else recalled.project,
        decks=tuple(decks.values()),
        note_types=tuple(types.values()),
        notes=tuple(sorted(notes, key=lambda note: note.guid)),
    )


def shares_notes(one: Lock, other: Lock) -> bool:
    """Whether two locks remember a note in common; without one they are different projects."""
    guids = {note.guid for note in one.notes}
    return any(note.guid in guids for note in other.notes)


def check_adoption(adopted: Lock, plan: Plan) -> tuple[Diagnostic, ...]:
    """An error when nothing of the package was recognised: it is the package of something else."""
    asked = {note.guid for note in adopted.notes if note.live and not note.parent}
    if not asked or any(note.guid in asked for note in plan.notes):
        return ()
    name = adopted.project.name if adopted.project else ""
    message = f"none of the {len(asked):,} questions of the package (`{name}`) is among these"
    help_ = "name the package that was built from these sources, or leave out `--previous`"
    return (report("DG620", LOCK_SPAN, message, help=help_),)

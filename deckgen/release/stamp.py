"""Times of a release: exactly what changed since the last one gets the time of this one.

Anki updates a note, or the look of a note type, if the package's time is later than the learner's
(ANKI-CONTRACT 3, 18); an update replaces the learner's tags (ANKI-CONTRACT 6).  So a later time on
an unchanged note costs tags, and an unchanged time on a changed one keeps the old text for ever.
"""

from __future__ import annotations

from dataclasses import replace

from deckgen.identity import Lock
from deckgen.model import IdentifiedNote, NoteType, Plan
from deckgen.package.compare import as_packed
from deckgen.release.previous import Previous, is_unchanged, looks_same


def stamp(plan: Plan, previous: Previous | None, now: int) -> Plan:
    """Give all notes and note types of the plan their time (seconds).

    What the last release has in the same form keeps its time; everything else gets ``now``, or a
    second more than before where a clock went wrong: times never go back (ANKI-CONTRACT rule 4).
    """
    notes = previous.notes if previous else {}
    types = previous.note_types if previous else {}

    def date_note(note: IdentifiedNote) -> IdentifiedNote:
        last = notes.get(note.guid)
        same = last is not None and is_unchanged(last, note)
        return replace(note, modified=_date(last.modified if last else 0, now, same=same))

    def date_type(kind: NoteType) -> NoteType:
        last = types.get(kind.id)
        same = last is not None and looks_same(last, as_packed(kind))
        return replace(kind, modified=_date(last.modified if last else 0, now, same=same))

    return replace(
        plan,
        notes=tuple(map(date_note, plan.notes)),
        note_types=tuple(map(date_type, plan.note_types)),
    )


def _date(last: int, now: int, *, same: bool) -> int:
    return last if same else max(now, last + 1)


def stamp_lock(lock: Lock, plan: Plan) -> Lock:
    """The lock that remembers what was released, and when it changed."""
    notes = {note.guid: note.modified for note in plan.notes}
    types = {kind.id: kind.modified for kind in plan.note_types}
    return replace(
        lock,
        notes=tuple(
            replace(record, modified=notes[record.guid], released=record.content)
            if record.live and record.guid in notes
            else record
            for record in lock.notes
        ),
        note_types=tuple(
            replace(kind, modified=types.get(kind.id, kind.modified)) for kind in lock.note_types
        ),
    )

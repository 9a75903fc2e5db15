"""What is different between two locks: for ``diff``, the summary of a build and release notes.

Locks of packages (``previous.py``) can be compared as well, so this is the only comparison.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from deckgen.identity.records import Lock, LockNote, LockNoteType
from deckgen.model import Guid, NoteKind


class ChangeKind(StrEnum):
    """What happened to a note; of several things the first in this order."""

    ADDED = "added"
    RETIRED = "retired"
    REVIVED = "revived"
    REWORDED = "reworded"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeChange:
    """A cloze number that came, went, or got another name; ``old`` or ``new`` may be empty.

    ``edited``: the text behind the number changed.
    """

    number: int
    old: str
    new: str
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of one note.

    Questions are plain text; of a note below a question (``role`` is not empty) they are the
    question's.  Places read ``path`` or ``path › topic › topic``.  An empty side means "was not
    there".  ``updates``: the content changed, so a learner's note is updated at the next import.
    """

    kind: ChangeKind
    guid: Guid
    note_kind: NoteKind
    role: str = ""
    old_question: str = ""
    new_question: str = ""
    old_place: str = ""
    new_place: str = ""
    updates: bool = False
    clozes: tuple[ClozeChange, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether the question stands elsewhere now, whatever else happened to it."""
        return bool(self.old_place and self.new_place) and self.old_place != self.new_place


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTypeChange:
    """A note type that is new, looks different, or has other fields (``breaks``)."""

    name: str
    is_new: bool = False
    breaks: bool = False


def compare(old: Lock, new: Lock) -> tuple[Change, ...]:
    """All changes from one lock to another, in the order of the new questions' GUIDs.

    A note that was retired and is so still has not changed.
    """
    before = {note.guid: note for note in old.notes}
    after = {note.guid: note for note in new.notes}
    changes = []
    for guid in sorted({*before, *after}):
        one, other = before.get(guid), after.get(guid)
        if one is other:
            continue
        change = _compare(_Side(one, before), _Side(other, after))
        if change:
            changes.append(change)
    return tuple(changes)


@dataclass(frozen=True, slots=True)
class _Side:
    """A note in one of the two locks, or its absence."""

    note: LockNote | None
    notes: Mapping[Guid, LockNote]

    @property
    def live(self) -> bool:
        return self.note is not None and self.note.live

    def overview(self) -> LockNote | None:
        if self.note is None or not self.note.parent:
            return self.note
        return self.notes.get(Guid(self.note.parent), self.note)

    def question(self) -> str:
        overview = self.overview()
        return overview.question if overview else ""

    def place(self) -> str:
        overview = self.overview()
        return " › ".join((overview.path, *overview.topics)) if overview else ""


def _compare(old: _Side, new: _Side) -> Change | None:
    note = new.note or old.note
    if note is None or not (old.live or new.live):
        return None
    kind = _kind(old, new)
    if kind is None:
        return None
    was, is_ = old.note is not None, new.live
    return Change(
        kind=kind,
        guid=note.guid,
        note_kind=note.kind,
        role=note.role,
        old_question=old.question() if was else "",
        new_question=new.question() if is_ else "",
        old_place=old.place() if was else "",
        new_place=new.place() if is_ else "",
        updates=bool(old.note and new.live and old.note.content != note.content),
        clozes=_compare_clozes(old.note, new.note) if was and is_ else (),
    )


def _kind(old: _Side, new: _Side) -> ChangeKind | None:
    if not old.live:
        return ChangeKind.ADDED if old.note is None else ChangeKind.REVIVED
    if not new.live:
        return ChangeKind.RETIRED
    if old.note is None or new.note is None:
        return None
    if not new.note.parent and old.question() != new.question():
        return ChangeKind.REWORDED
    if old.note.content != new.note.content:
        return ChangeKind.CHANGED
    if not new.note.parent and old.place() != new.place():
        return ChangeKind.MOVED
    return None


def _compare_clozes(old: LockNote | None, new: LockNote | None) -> tuple[ClozeChange, ...]:
    if old is None or new is None:
        return ()
    before = {cloze.number: (name, cloze) for name, cloze in old.clozes.items() if cloze.live}
    after = {cloze.number: (name, cloze) for name, cloze in new.clozes.items() if cloze.live}
    changes = []
    for number in sorted({*before, *after}):
        name, was = before.get(number, ("", None))
        other, is_ = after.get(number, ("", None))
        edited = was is not None and is_ is not None and was.text != is_.text
        if name != other or edited:
            changes.append(ClozeChange(number=number, old=name, new=other, edited=edited))
    return tuple(changes)


def compare_note_types(
    old: Sequence[LockNoteType], new: Sequence[LockNoteType]
) -> tuple[NoteTypeChange, ...]:
    """The note types that are new or different."""
    before = {note_type.kind: note_type for note_type in old}
    changes = []
    for note_type in new:
        last = before.get(note_type.kind)
        if last is None:
            changes.append(NoteTypeChange(name=note_type.name, is_new=True))
        elif last.schema != note_type.schema or last.id != note_type.id:
            changes.append(NoteTypeChange(name=note_type.name, breaks=True))
        elif last.hash != note_type.hash:
            changes.append(NoteTypeChange(name=note_type.name))
    return tuple(changes)

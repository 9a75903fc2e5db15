"""What is different, question by question: the entries of ``diff``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from deckgen.changes.forecast import ImportForecast, forecast_import
from deckgen.diagnostics import Diagnostic
from deckgen.identity import (
    Change,
    ChangeKind,
    ClozeChange,
    Lock,
    NoteTypeChange,
    compare,
    compare_note_types,
)
from deckgen.identity.fingerprint import alike
from deckgen.identity.records import LockNote
from deckgen.model import Guid

_NAMELESS = "#"
"""Starts the name of a blank where a package does not tell what it is about."""


class What(StrEnum):
    """What happened to a question; several things may have, the first one leads."""

    ADDED = "added"
    REMOVED = "removed"
    REVIVED = "revived"
    REWORDED = "reworded"
    ANSWER = "answer"
    MOVED = "moved"
    DETAILS = "details"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question that is different, with its notes.

    Texts and places are empty where there was or is none.  ``alike`` is the share (0 to 1) that
    the two answers have in common, 1 when they are equal.  ``notes`` are the changes of its notes.
    """

    guid: Guid
    what: tuple[What, ...]
    old: str
    new: str
    old_place: str
    new_place: str
    alike: float
    notes: tuple[Change, ...]

    @property
    def clozes(self) -> tuple[tuple[Change, ClozeChange], ...]:
        """The cloze numbers that came, went or hide another text."""
        return tuple((note, cloze) for note in self.notes for cloze in note.clozes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that is different between two states, called ``old_name`` and ``new_name``.

    ``same`` counts the questions that are as they were.  ``strays`` are questions with the same
    text on both sides that are two different notes: their history would be lost.  ``ambiguous``
    are the findings on choices that were too close to call.
    """

    old_name: str
    new_name: str
    entries: tuple[Entry, ...]
    note_types: tuple[NoteTypeChange, ...]
    outlook: ImportForecast
    same: int
    strays: tuple[str, ...] = ()
    ambiguous: tuple[Diagnostic, ...] = ()
    answers: Mapping[Guid, tuple[str, str]] = field(default_factory=dict)

    @property
    def differs(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.entries or self.note_types)


def compare_locks(
    names: tuple[str, str],
    old: Lock,
    new: Lock,
    order: Sequence[Guid],
    ambiguous: Iterable[Diagnostic] = (),
    answers: Mapping[Guid, tuple[str, str]] | None = None,
) -> Comparison:
    """Compare two states.

    Args:
        names: what the two are called.
        old: what was.
        new: what is.
        order: the notes of the new state in their order; entries follow it.
        ambiguous: findings on choices that were too close to call.
        answers: the answers of both sides as plain text, where these are known.
    """
    changes = [_without_names(change) for change in compare(old, new)]
    notes = ({note.guid: note for note in old.notes}, {note.guid: note for note in new.notes})
    groups: dict[Guid, list[Change]] = defaultdict(list)
    for change in changes:
        record = notes[1].get(change.guid) or notes[0][change.guid]
        groups[Guid(record.parent or record.guid)].append(change)
    entries = [_make_entry(guid, group, *notes) for guid, group in groups.items()]
    place = {guid: at for at, guid in enumerate(order)}
    entries.sort(key=lambda one: (_rank(one), place.get(one.guid, -1), one.old_place, one.old))
    live = [note for note in new.notes if note.live]
    added = {one.new for one in entries if one.what[0] is What.ADDED}
    return Comparison(
        old_name=names[0],
        new_name=names[1],
        entries=tuple(entries),
        note_types=compare_note_types(old.note_types, new.note_types),
        outlook=forecast_import(changes, len(live)),
        same=sum(not note.parent and note.guid not in groups for note in live),
        strays=tuple(
            one.old for one in entries if one.what[0] is What.REMOVED and one.old in added
        ),
        ambiguous=tuple(ambiguous),
        answers=answers or {},
    )


def _rank(entry: Entry) -> int:
    return list(What).index(entry.what[0])


def _without_names(change: Change) -> Change:
    """The change without blanks that only got a name, which packages do not hold."""
    told = tuple(
        cloze
        for cloze in change.clozes
        if cloze.edited or not (cloze.old.startswith(_NAMELESS) and cloze.new)
    )
    return change if len(told) == len(change.clozes) else replace(change, clozes=told)


def _make_entry(
    guid: Guid,
    changes: list[Change],
    before: Mapping[Guid, LockNote],
    after: Mapping[Guid, LockNote],
) -> Entry:
    old, new = before.get(guid), after.get(guid)
    share = alike(old.answer, new.answer) if old and new else 0.0
    return Entry(
        guid=guid,
        what=_classify(old, new, changes, before, after),
        old=old.question if old else "",
        new=new.question if new and new.live else "",
        old_place=_place(old),
        new_place=_place(new if new and new.live else None),
        alike=share,
        notes=tuple(sorted(changes, key=lambda change: (bool(change.role), change.role))),
    )


def _place(note: LockNote | None) -> str:
    return " › ".join((note.path, *note.topics)) if note else ""


def _classify(
    old: LockNote | None,
    new: LockNote | None,
    changes: Sequence[Change],
    before: Mapping[Guid, LockNote],
    after: Mapping[Guid, LockNote],
) -> tuple[What, ...]:
    if new is None or not new.live:
        return (What.REMOVED,)
    if old is None:
        return (What.ADDED,)
    found = [] if old.live else [What.REVIVED]
    if old.question != new.question:
        found.append(What.REWORDED)
    if any(_asks_else(change, before, after) for change in changes):
        found.append(What.ANSWER)
    if _place(old) != _place(new):
        found.append(What.MOVED)
    return tuple(found) or (What.DETAILS,)


def _asks_else(
    change: Change, before: Mapping[Guid, LockNote], after: Mapping[Guid, LockNote]
) -> bool:
    """Whether a note asks for something else, or came or went."""
    if change.clozes or (change.role and change.kind in _COME_AND_GO):
        return True
    old, new = before.get(change.guid), after.get(change.guid)
    return old is not None and new is not None and old.answer.hash != new.answer.hash


_COME_AND_GO = frozenset({ChangeKind.ADDED, ChangeKind.RETIRED, ChangeKind.REVIVED})

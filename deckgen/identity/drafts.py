"""Notes that know who they are, before they are written out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from deckgen.identity.children import Part, match_parts
from deckgen.identity.clozes import Blank, blanks_of, find_renames, number_blanks, read_text
from deckgen.identity.derive import derive_guid, free_guid
from deckgen.identity.fingerprint import Fingerprint, fingerprint
from deckgen.identity.questions import name_question
from deckgen.identity.records import RECALLED, ClozeNumber, LockNote
from deckgen.identity.trace import Trace
from deckgen.model import Cloze, Composition, Guid, Note, NoteKind

_NAMING = ("item:", "value:")
"""Sorts of notes that hide nothing but a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A note with its GUID, the record it continues (if any) and the numbers of its blanks.

    ``question`` is the index of its composition.  ``part`` has the fingerprint of a note below a
    question; that of an overview is taken from its trace, either only when it is needed.
    """

    question: int
    note: Note
    guid: Guid
    last: LockNote | None
    parent: str = ""
    after: str = ""
    pin: str = ""
    part: Part | None = None
    clozes: Mapping[str, ClozeNumber]


class Drafting:
    """Gives every note of a build its GUID; ``taken`` holds those that any note ever had."""

    def __init__(self, project_id: str, records: Iterable[LockNote]) -> None:
        self._project_id = project_id
        self._taken: set[str] = set()
        self._recalled: dict[str, LockNote] = {}
        self._parts: dict[str, list[LockNote]] = defaultdict(list)
        for record in records:
            self._taken.add(record.guid)
            if RECALLED in record.extra:
                self._recalled[record.guid] = record
            if record.parent:
                self._parts[record.parent].append(record)

    def draft(
        self,
        compositions: Sequence[Composition],
        traces: Sequence[Trace],
        known: Sequence[LockNote | None],
    ) -> Iterator[Draft]:
        """Draft all notes in order; ``known`` has the record of each question, or ``None``."""
        last_in: dict[str, str] = {}
        for index, (composition, trace, record) in enumerate(
            zip(compositions, traces, known, strict=True)
        ):
            overview = composition.overview
            last = record if record and record.kind is overview.kind else None
            guid = last.guid if last else self._name(composition, trace.pin)
            yield Draft(
                question=index,
                note=overview,
                guid=guid,
                last=last,
                after=last_in.get(trace.path, ""),
                pin=trace.pin,
                clozes=self._number(overview, last),
            )
            last_in[trace.path] = guid
            if len(composition.notes) > 1:
                yield from self._draft_parts(index, composition, guid, record)

    def _name(self, composition: Composition, pin: str) -> Guid:
        guid = name_question(composition, pin, self._project_id, self._taken)
        self._taken.add(guid)
        return guid

    def _number(self, note: Note, last: LockNote | None) -> Mapping[str, ClozeNumber]:
        if note.kind is not NoteKind.CLOZE:
            return {}
        return number_blanks(last.clozes if last else {}, blanks_of(note), {}, note.resting)

    def _draft_parts(
        self, index: int, composition: Composition, parent: Guid, record: LockNote | None
    ) -> Iterator[Draft]:
        """Draft the notes of a question other than its overview."""
        notes = composition.notes[1:]
        known = self._parts.get(record.guid, ()) if record else ()
        olds = [old for old in known if old.role not in composition.resting]
        olds.sort(key=lambda old: old.guid)
        olds += self._strays(notes, parent)
        # The parts of a retired question were retired with it, not one by one.
        alive = record is not None and record.live
        blanks = [blanks_of(note) if note.kind is NoteKind.CLOZE else {} for note in notes]
        old_parts = [
            Part(
                old.kind,
                old.role,
                partial(_recall, old),
                _live_cells(old.clozes),
                old.live or not alive,
            )
            for old in olds
        ]
        parts = [
            Part(note.kind, note.role, partial(_fingerprint_part, note), _cells(blank))
            for note, blank in zip(notes, blanks, strict=True)
        ]
        lasts = [olds[at] if at != -1 else None for at in match_parts(old_parts, parts)]
        renamed = find_renames(_live_pairs(lasts, notes, blanks))
        for note, part, last, blank in zip(notes, parts, lasts, blanks, strict=True):
            names = renamed | _rename_label(last, note) if last else renamed
            guid = last.guid if last else self._name_part(note, parent)
            yield Draft(
                question=index,
                note=note,
                guid=guid,
                last=last,
                parent=parent,
                part=part,
                clozes=number_blanks(last.clozes if last else {}, blank, names, note.resting)
                if blank
                else {},
            )

    def _strays(self, notes: Sequence[Note], parent: Guid) -> list[LockNote]:
        """Basic notes below a question that a package could not tell from questions."""
        found = []
        for note in notes:
            if note.kind is NoteKind.BASIC and self._recalled:
                guid = derive_guid(self._project_id, "part", parent, str(note.kind), note.role)
                if guid in self._recalled:
                    found.append(replace(self._recalled[guid], parent=parent, role=note.role))
        return found

    def _name_part(self, note: Note, parent: Guid) -> Guid:
        guid = free_guid(self._taken, self._project_id, "part", parent, str(note.kind), note.role)
        self._taken.add(guid)
        return guid


def _cells(blanks: Mapping[str, Blank]) -> frozenset[str]:
    return frozenset(blank.text for blank in blanks.values())


def _live_cells(clozes: Mapping[str, ClozeNumber]) -> frozenset[str]:
    return frozenset(cloze.text for cloze in clozes.values() if cloze.live)


def _live_pairs(
    lasts: Sequence[LockNote | None],
    notes: Sequence[Note],
    blanks: Sequence[Mapping[str, Blank]],
) -> Iterator[tuple[Mapping[str, ClozeNumber], Mapping[str, Blank]]]:
    """The anchors of notes then and now, without those that may come back at any time."""
    for last, note, now in zip(lasts, notes, blanks, strict=True):
        if last:
            live = {name: cloze for name, cloze in last.clozes.items() if cloze.live}
            yield {name: live[name] for name in live if name not in note.resting}, now


def _label(role: str) -> str:
    return role.partition(":")[2]


def _rename_label(last: LockNote, note: Note) -> dict[str, str]:
    """Of a note that asks for its own name, the name it had: new anchor → old anchor."""
    old, new = _label(last.role), _label(note.role)
    return {new: old} if old != new and old in last.clozes else {}


def _recall(record: LockNote) -> Fingerprint:
    return record.answer


def _fingerprint_part(note: Note) -> Fingerprint:
    """The fingerprint of what tells a note from its neighbours.

    It is what the note hides, in any order; or, where that is only a name ("which one is it?"),
    what it shows.
    """
    blanks = [part for parts in note.fields for part in parts if isinstance(part, Cloze)]
    if not blanks:
        return fingerprint(note.answer)
    if note.role.startswith(_NAMING):
        shown = [part for part in note.fields[0] if isinstance(part, str)]
        return fingerprint(" ".join(map(read_text, shown)))
    return fingerprint("\n".join(sorted(read_text(blank.html) for blank in blanks)))

"""Does a package hold what was planned?"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.model import IdentifiedNote, NoteKind, NoteType, Plan
from deckgen.package.contents import (
    Contents,
    PackedCard,
    PackedField,
    PackedNote,
    PackedNoteType,
    PackedTemplate,
)
from deckgen.package.database import Rows
from deckgen.package.decks import decks_to_write


def pack(plan: Plan) -> Contents:
    """What a package of this plan would hold, without writing it."""
    types = {note_type.kind: note_type.id for note_type in plan.note_types}
    return Contents(
        decks=tuple(sorted(decks_to_write(plan), key=lambda deck: deck.id)),
        note_types=tuple(sorted(map(as_packed, plan.note_types), key=lambda kind: kind.id)),
        notes=tuple(_packed_note(note, types) for note in plan.notes),
        media={file.name: file.sha256 for file in plan.media},
        project_id=plan.project_id,
    )


def differences(plan: Plan, contents: Contents) -> tuple[str, ...]:
    """Say in what a package differs from the plan it was written from; empty if in nothing."""
    return (
        *_project(plan, contents),
        *_decks(plan, contents),
        *_note_types(plan, contents),
        *(() if contents.as_expected else _notes(plan, contents)),
        *_media(plan, contents),
    )


def rows_of(plan: Plan) -> Rows:
    """The rows of notes and cards that a package of this plan would hold.

    Worked out apart from the writer, so that one is a check of the other.
    """
    types = {note_type.kind: note_type.id for note_type in plan.note_types}
    decks = {deck.name: deck.id for deck in plan.decks}
    notes = sorted(plan.notes, key=lambda note: note.note_id)
    return Rows(
        [
            (
                note.note_id,
                note.guid,
                types[note.kind],
                note.modified,
                f" {' '.join(note.tags)} ",
                "\x1f".join(note.fields),
            )
            for note in notes
        ],
        [
            (note.note_id, note.note_id + 1 + ordinal, ordinal, note.due, decks[note.deck])
            for note in notes
            for ordinal in sorted(note.cards)
        ],
    )


def _project(plan: Plan, contents: Contents) -> Iterator[str]:
    if contents.project_id != plan.project_id:
        yield f"its project is `{contents.project_id}`, not `{plan.project_id}`"


def _decks(plan: Plan, contents: Contents) -> Iterator[str]:
    planned, packed = set(decks_to_write(plan)), set(contents.decks)
    for deck in sorted(planned - packed, key=lambda deck: deck.id):
        yield f"deck `{deck.name}` ({deck.id}) is absent or has another id or description"
    for deck in sorted(packed - planned, key=lambda deck: deck.id):
        yield f"deck `{deck.name}` ({deck.id}) was not planned"


def _note_types(plan: Plan, contents: Contents) -> Iterator[str]:
    planned = {note_type.id: as_packed(note_type) for note_type in plan.note_types}
    packed = {note_type.id: note_type for note_type in contents.note_types}
    for identity, wanted in planned.items():
        if packed.get(identity) != wanted:
            yield f"note type `{wanted.name}` is absent or differs"
    for identity in sorted(packed.keys() - planned.keys()):
        yield f"note type `{packed[identity].name}` was not planned"


def _notes(plan: Plan, contents: Contents) -> Iterator[str]:
    types = {note_type.kind: note_type.id for note_type in plan.note_types}
    packed = {note.guid: note for note in contents.notes}
    if len(packed) != len(contents.notes):
        yield "a GUID occurs twice"
    for planned in plan.notes:
        found = packed.pop(planned.guid, None)
        if found is None:
            yield f"note `{planned.guid}` is absent"
        elif found != _packed_note(planned, types):
            yield f"note `{planned.guid}` differs in {_where(found, planned, types)}"
    for guid in packed:
        yield f"note `{guid}` was not planned"


def _where(found: PackedNote, planned: IdentifiedNote, types: dict[NoteKind, int]) -> str:
    wanted = _packed_note(planned, types)
    names = ("note_id", "note_type", "modified", "fields", "tags", "cards")
    return ", ".join(name for name in names if getattr(found, name) != getattr(wanted, name))


def _media(plan: Plan, contents: Contents) -> Iterator[str]:
    planned = {file.name: file.sha256 for file in plan.media}
    for name in sorted(planned.keys() | contents.media.keys()):
        if name not in contents.media:
            yield f"media file `{name}` is absent"
        elif name not in planned:
            yield f"media file `{name}` was not planned"
        elif planned[name] != contents.media[name]:
            yield f"media file `{name}` has other bytes: it changed during the build"


def as_packed(note_type: NoteType) -> PackedNoteType:
    """Return the note type as it is read back from a package."""
    template = note_type.template
    return PackedNoteType(
        id=note_type.id,
        kind=note_type.kind,
        name=note_type.name,
        fields=tuple(PackedField(id=field.id, name=field.name) for field in note_type.fields),
        templates=(
            PackedTemplate(
                id=template.id, name=template.name, front=template.front, back=template.back
            ),
        ),
        css=note_type.css,
        modified=note_type.modified,
    )


def _packed_note(planned: IdentifiedNote, types: dict[NoteKind, int]) -> PackedNote:
    return PackedNote(
        guid=planned.guid,
        note_id=planned.note_id,
        note_type=types[planned.kind],
        modified=planned.modified,
        fields=planned.fields,
        tags=planned.tags,
        cards=tuple(
            PackedCard(
                id=planned.note_id + 1 + ordinal, ord=ordinal, due=planned.due, deck=planned.deck
            )
            for ordinal in sorted(planned.cards)
        ),
    )

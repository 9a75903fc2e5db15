"""Note types against what was published: frozen but for their look (ANKI-CONTRACT rules 10, 14)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from deckgen.diagnostics import Diagnostic, report
from deckgen.identity.records import LockNoteType
from deckgen.model import NoteType, Span

_REMEDY = "keep the note types of the last release; only name, templates and CSS may change"


def date_note_types(
    made: Iterable[NoteType], known: Sequence[LockNoteType], now: int, span: Span
) -> tuple[tuple[NoteType, ...], tuple[LockNoteType, ...], tuple[Diagnostic, ...]]:
    """Give note types their time, which moves only when name, templates or CSS change.

    Args:
        made: the note types as this deckgen makes them.
        known: those of the lock.
        now: seconds.
        span: where findings are reported.

    Returns:
        The note types, their records, and an error for each whose id or fields changed.
    """
    before = {record.kind: record for record in known}
    dated: list[NoteType] = []
    records: list[LockNoteType] = []
    found: list[Diagnostic] = []
    for note_type in made:
        record = _record(note_type, now)
        last = before.pop(note_type.kind, None)
        if last:
            found += _compare(last, record, span)
            moved = max(now, last.modified + 1)
            same = last.hash == record.hash
            record = replace(record, modified=last.modified if same else moved, extra=last.extra)
        records.append(record)
        dated.append(replace(note_type, modified=record.modified))
    return tuple(dated), (*records, *before.values()), tuple(found)


def _record(note_type: NoteType, now: int) -> LockNoteType:
    template = note_type.template
    fields = [(field.id, field.name) for field in note_type.fields]
    return LockNoteType(
        kind=note_type.kind,
        id=note_type.id,
        name=note_type.name,
        schema=(*fields, (template.id, template.name)),
        hash=hash_look(note_type.name, template.front, template.back, note_type.css),
        modified=max(now, 1),
    )


def hash_look(name: str, front: str, back: str, css: str) -> str:
    """Hash what Anki replaces when a note type gets newer (ANKI-CONTRACT 18)."""
    return hashlib.sha256(json.dumps([name, front, back, css]).encode()).hexdigest()[:32]


def _compare(last: LockNoteType, record: LockNoteType, span: Span) -> list[Diagnostic]:
    """Errors for what Anki would not accept: another id, other fields, another template."""
    if last.id != record.id:
        message = f"the {record.kind} note type has the id {record.id}, published was {last.id}"
        return [report("DG608", span, message, help=_REMEDY)]
    if last.schema != record.schema:
        missing = [name for part in last.schema if part not in record.schema for name in [part[1]]]
        added = [name for part in record.schema if part not in last.schema for name in [part[1]]]
        what = "; ".join(
            f"{word} {', '.join(f'`{name}`' for name in names)}"
            for word, names in (("without", missing), ("with the new", added))
            if names
        )
        message = f"the {record.kind} note type differs from the published one: "
        return [report("DG608", span, message + (what or "another order"), help=_REMEDY)]
    return []

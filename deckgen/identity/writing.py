"""Drafts to identified notes and their records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any

from deckgen.identity.content import Content, date_content, write_content
from deckgen.identity.decks import Decks, Place
from deckgen.identity.derive import allot_note_ids
from deckgen.identity.drafts import Draft
from deckgen.identity.records import RECALLED, Extra, LockNote, LockProject
from deckgen.identity.tags import write_tags
from deckgen.identity.trace import Trace
from deckgen.model import Composition, IdentifiedNote, MediaFile, Question


@dataclass(frozen=True, slots=True)
class Written:
    """The notes of the package in order, their records, and the media they need by name."""

    notes: tuple[IdentifiedNote, ...]
    records: tuple[LockNote, ...]
    media: tuple[MediaFile, ...]


def write_drafts(
    drafts: Sequence[Draft],
    compositions: Sequence[Composition],
    traces: Sequence[Trace],
    decks: Decks,
    project: LockProject,
    known: Sequence[LockNote],
    now: int,
) -> Written:
    """Write all notes out: fields, tags, time, row id, deck and position."""
    note_ids = _allot_ids(drafts, known, now)
    notes: list[IdentifiedNote] = []
    records: list[LockNote] = []
    media: dict[str, MediaFile] = {}
    tags: dict[tuple[str, ...], tuple[str, ...]] = {}
    for due, (draft, note_id) in enumerate(zip(drafts, note_ids, strict=True), 1):
        note, trace = draft.note, traces[draft.question]
        if note.tags not in tags:
            tags[note.tags] = write_tags(project.slug, note.tags)
        content = write_content(note, draft.guid, draft.clozes, tags[note.tags])
        question = compositions[draft.question].question
        record = _record(draft, content, trace, question, note_id, now)
        records.append(record)
        notes.append(
            IdentifiedNote(
                guid=draft.guid,
                note_id=note_id,
                modified=record.modified,
                kind=note.kind,
                fields=content.fields,
                tags=content.tags,
                deck=decks.of_place[Place(trace.path, trace.topics)],
                cards=content.cards,
                due=due,
                media=note.media,
                note=note,
                dialect=question.dialect,
            )
        )
        media.update((file.name, file) for file in note.media)
    ordered = tuple(media[name] for name in sorted(media))
    return Written(tuple(notes), tuple(records), ordered)


def _allot_ids(drafts: Sequence[Draft], known: Sequence[LockNote], now: int) -> list[int]:
    """The row id of each draft: that of its record, else a new one.

    After a merge two records can have one id; the one with the greater GUID gets a new one, which
    costs nothing, since Anki does not match notes by it (ANKI-CONTRACT 1).
    """
    owner: dict[int, str] = {}
    for record in sorted(known, key=lambda record: record.guid):
        owner.setdefault(record.note_id, record.guid)
    keeps = [draft.last is not None and owner[draft.last.note_id] == draft.guid for draft in drafts]
    fresh = iter(allot_note_ids(keeps.count(False), now, owner))
    return [
        draft.last.note_id if keep and draft.last else next(fresh)
        for draft, keep in zip(drafts, keeps, strict=True)
    ]


def _record(
    draft: Draft, content: Content, trace: Trace, question: Question, note_id: int, now: int
) -> LockNote:
    last = draft.last
    if last and last.content == content.hash and not (draft.part and RECALLED in last.extra):
        answer = last.answer
    elif draft.part is not None:
        answer = draft.part.text
    else:
        answer = trace.body
    is_part = bool(draft.parent)
    return _renew(
        last or LockNote(draft.guid, note_id, draft.note.kind),
        note_id=note_id,
        content=content.hash,
        modified=date_content(content.hash, last, now),
        question="" if is_part else trace.question,
        stem="" if is_part else trace.stem,
        answer=answer,
        path="" if is_part else trace.path,
        topics=() if is_part else trace.topics,
        after=draft.after,
        parent=draft.parent,
        role=draft.note.role,
        pin=draft.pin,
        parts=None if is_part else question.parts,
        left=() if is_part else question.left,
        clozes=draft.clozes,
        live=True,
        extra=_without_origin(last.extra) if last else {},
    )


def _without_origin(extra: Extra) -> Extra:
    """The unknown keys of a record; where it was recalled from no longer matters."""
    return {key: extra[key] for key in extra if key != RECALLED} if RECALLED in extra else extra


def _renew(record: LockNote, **values: Any) -> LockNote:
    """The record with these values; the very same object if it has them already."""
    if _getter(tuple(values))(record) == tuple(values.values()):
        return record
    return replace(record, **values)


@cache
def _getter(names: tuple[str, ...]) -> Callable[[LockNote], tuple[Any, ...]]:
    return attrgetter(*names)

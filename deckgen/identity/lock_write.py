"""The lock as text: one JSON record a line, the same bytes for the same lock.

It is made to be merged by git: no counters, no dates of its own, notes sorted by GUID, and places
told by the neighbour instead of a number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from deckgen.identity.fingerprint import Fingerprint
from deckgen.identity.records import (
    ClozeNumber,
    Lock,
    LockDeck,
    LockNote,
    LockNoteType,
    LockProject,
)

VERSION = 1
"""Version of the format.  A reader refuses a greater one and upgrades a smaller one."""

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def write_lock(lock: Lock) -> str:
    """Write a lock canonically: sorted keys and records, no optional white space, ``\\n``."""
    return "".join([f"{_encode(record)}\n" for record in _records(lock)])


def _records(lock: Lock) -> Iterator[Mapping[str, Any]]:
    yield {**lock.extra, "deckgen": VERSION}
    if lock.project:
        yield _project(lock.project)
    yield from map(_deck, sorted(lock.decks, key=lambda deck: deck.key))
    yield from map(_note_type, sorted(lock.note_types, key=lambda kind: kind.kind))
    for address in sorted(lock.media):
        yield {**lock.media[address], "media": address}
    yield from sorted(lock.others, key=_encode)
    yield from map(_note, sorted(lock.notes, key=lambda note: note.guid))


def _project(project: LockProject) -> Mapping[str, Any]:
    return {
        **project.extra,
        "project": project.id,
        "name": project.name,
        "slug": project.slug,
        "deck_by": project.deck_by,
    }


def _deck(deck: LockDeck) -> Mapping[str, Any]:
    return {**deck.extra, "deck": deck.key, "name": deck.name, "id": deck.id}


def _note_type(kind: LockNoteType) -> Mapping[str, Any]:
    return {
        **kind.extra,
        "note_type": str(kind.kind),
        "id": kind.id,
        "name": kind.name,
        "schema": [list(part) for part in kind.schema],
        "hash": kind.hash,
        "modified": kind.modified,
    }


def _note(note: LockNote) -> Mapping[str, Any]:
    record: dict[str, Any] = {
        **note.extra,
        "guid": note.guid,
        "id": note.note_id,
        "kind": str(note.kind),
        "content": note.content,
        "modified": note.modified,
        "answer": _fingerprint(note.answer),
        "state": "live" if note.live else "retired",
    }
    if note.parent:
        record |= {"parent": note.parent, "role": note.role}
    else:
        record |= {"question": note.question, "path": note.path, "after": note.after}
        record["topics"] = list(note.topics)
        if note.parts is not None:
            record["parts"] = " ".join(note.parts)
        if note.left:
            record["left"] = " ".join(note.left)
    if note.stem:
        record["stem"] = note.stem
    if note.pin:
        record["pin"] = note.pin
    if note.clozes:
        record["clozes"] = {anchor: _cloze(cloze) for anchor, cloze in note.clozes.items()}
    if note.released:
        record["released"] = note.released
    return record


def _fingerprint(text: Fingerprint) -> list[Any]:
    return [text.hash, text.length, text.sketch]


def _cloze(cloze: ClozeNumber) -> list[Any]:
    return [cloze.number, cloze.text] if cloze.live else [cloze.number, cloze.text, "retired"]

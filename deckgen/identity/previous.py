"""A lock made from an earlier package, for those who lost theirs or never had one.

A package holds GUIDs, row ids, times, cloze numbers and the texts themselves; what it lacks
(labels of rows and columns, retired notes) is found by the texts at the next build.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from deckgen.identity.children import UNKNOWN_SORT
from deckgen.identity.clozes import hash_texts, read_text
from deckgen.identity.content import hash_content
from deckgen.identity.decks import Place, deck_key
from deckgen.identity.derive import derive_project_id
from deckgen.identity.fingerprint import Fingerprint, fingerprint
from deckgen.identity.note_types import hash_look
from deckgen.identity.packed import PackageContents, PackedNote, PackedNoteType
from deckgen.identity.records import (
    RECALLED,
    ClozeNumber,
    Lock,
    LockDeck,
    LockNote,
    LockNoteType,
    LockProject,
)
from deckgen.identity.words import slug
from deckgen.model import BASIC_FIELDS, CLOZE_FIELDS, NoteKind

_STEP = " › "
_NAME_END = " · "
_BLOCK = re.compile(r'<(?:(?:pre|div|p|ul|ol|table|blockquote|details)\b|span class="count")')
_TAG = re.compile(r"<[^<>]*>")
_SOURCE = re.compile(r'\bsrc="([^"]*)"|\[sound:([^\]]*)\]')
_MARK = re.compile(r"\{\{c(\d+)::|\}\}")
_LABEL_LENGTH = 60


def recall_package(contents: PackageContents, project_id: str = "", deck_by: str = "file") -> Lock:
    """Make the lock that a build of this package could have written.

    Notes of note types that are not deckgen's are left out.

    Args:
        contents: the package.
        project_id: the configured id; without one it is the package's, which those of earlier
            versions derived from the project's name alone.
        deck_by: how decks are divided, as configured.
    """
    kinds = {
        note_type.id: note_type.kind
        for note_type in contents.note_types
        if tuple(field.name for field in note_type.fields) in (BASIC_FIELDS, CLOZE_FIELDS)
    }
    notes = [note for note in contents.notes if note.note_type in kinds]
    records = tuple(_recall_notes(notes, kinds, contents.media))
    names = [kind.name.rpartition(_NAME_END)[0] for kind in contents.note_types if kind.id in kinds]
    name = next(filter(None, names), "Deck")
    tags = [tag.partition("::")[0] for note in notes for tag in note.tags[:1]]
    return Lock(
        project=LockProject(
            id=project_id or contents.project_id or derive_project_id(name),
            name=name,
            slug=tags[0] if tags else slug(name),
            deck_by=deck_by,
        ),
        decks=_recall_decks(contents, notes, records, deck_by),
        note_types=tuple(_recall_note_type(k) for k in contents.note_types if k.id in kinds),
        notes=records,
    )


def _recall_notes(
    notes: Sequence[PackedNote], kinds: Mapping[int, NoteKind], media: Mapping[str, str]
) -> Iterator[LockNote]:
    parent = ""
    last_in: dict[str, str] = {}
    for note in notes:
        kind = kinds[note.note_type]
        files = [media[name] for name in _names(note.fields) if name in media]
        content = hash_content(kind, note.fields, note.tags, files)
        base = LockNote(
            note.guid, note.note_id, kind, content, note.modified, extra={RECALLED: True}
        )
        if kind is NoteKind.BASIC:
            parent = note.guid
            path = _plain(note.fields[BASIC_FIELDS.index("Source")])
            yield _recall_question(base, note.fields, path, last_in.get(path, ""))
            last_in[path] = note.guid
        else:
            yield _recall_part(base, note.fields, parent)


def _recall_question(base: LockNote, fields: Sequence[str], path: str, after: str) -> LockNote:
    front, answer, extra = fields[:3]
    cut = _BLOCK.search(front)
    question = front[: cut.start()] if cut else front
    stem = front[cut.start() :] if cut and "count" not in cut[0] else ""
    context = html.unescape(fields[BASIC_FIELDS.index("Context")])
    return replace(
        base,
        question=_plain(question) or _plain(front),
        stem=fingerprint(_plain(stem)).hash if stem else "",
        answer=fingerprint(_plain(f"{stem} {answer} {extra}")),
        path=path,
        topics=tuple(context.split(_STEP)) if context else (),
        after=after,
    )


def _recall_part(base: LockNote, fields: Sequence[str], parent: str) -> LockNote:
    hidden = dict(_blanks(fields[0]))
    label = _plain(_MARK.sub(" ", fields[0]))[:_LABEL_LENGTH]
    return replace(
        base,
        answer=_fingerprint_blanks(hidden),
        parent=parent,
        role=f"{UNKNOWN_SORT}:{label}",
        clozes={
            f"#{number}": ClozeNumber(number, hash_texts(texts))
            for number, texts in sorted(hidden.items())
        },
    )


def _fingerprint_blanks(hidden: Mapping[int, Sequence[str]]) -> Fingerprint:
    return fingerprint("\n".join(sorted(text for texts in hidden.values() for text in texts)))


def _blanks(field: str) -> Iterable[tuple[int, list[str]]]:
    """The texts behind each cloze number of a field, hints left out."""
    found: dict[int, list[str]] = {}
    stack: list[tuple[int, int]] = []
    for mark in _MARK.finditer(field):
        if mark[1]:
            stack.append((int(mark[1]), mark.end()))
        elif stack:
            number, start = stack.pop()
            text = field[start : mark.start()].partition("::")[0]
            found.setdefault(number, []).append(read_text(text))
    return found.items()


def _names(fields: Iterable[str]) -> list[str]:
    """The names of the media files that fields refer to."""
    names = {
        html.unescape(found[1] or found[2]) for field in fields for found in _SOURCE.finditer(field)
    }
    return sorted(names)


def _plain(field: str) -> str:
    """The text of a field, tags taken out."""
    return " ".join(html.unescape(_TAG.sub(" ", field)).split())


def _recall_decks(
    contents: PackageContents,
    notes: Sequence[PackedNote],
    records: Sequence[LockNote],
    deck_by: str,
) -> tuple[LockDeck, ...]:
    ids = {deck.name: deck.id for deck in contents.decks}
    decks: dict[str, LockDeck] = {}
    for note, record in zip(notes, records, strict=True):
        if not record.parent and note.cards:
            name = note.cards[0].deck
            key = deck_key(Place(record.path, record.topics), deck_by)
            decks.setdefault(key, LockDeck(key=key, name=name, id=ids.get(name, 0)))
    return tuple(decks.values())


def _recall_note_type(packed: PackedNoteType) -> LockNoteType:
    template = packed.templates[0]
    parts = (*packed.fields, template)
    return LockNoteType(
        kind=packed.kind,
        id=packed.id,
        name=packed.name,
        schema=tuple((part.id or 0, part.name) for part in parts),
        hash=hash_look(packed.name, template.front, template.back, packed.css),
        modified=packed.modified,
    )

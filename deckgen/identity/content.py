"""What is written of a note, its hash and its time."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deckgen.identity.records import ClozeNumber, LockNote
from deckgen.model import Guid, Note, NoteKind, Part
from deckgen.notes import cloze

_LENGTH = 32
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
BASIC_CARDS = (0,)


@dataclass(frozen=True, slots=True)
class Content:
    """The final fields and tags of a note, its cards, and the hash over all of it."""

    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[int, ...]
    hash: str


def write_content(
    note: Note, guid: Guid, clozes: Mapping[str, ClozeNumber], tags: tuple[str, ...]
) -> Content:
    """Write a note out: cloze numbers into the blanks, the GUID into the last field (ID)."""
    if note.kind is NoteKind.CLOZE:
        numbers = {anchor: blank.number for anchor, blank in clozes.items() if blank.live}
        written = (cloze.write(parts, numbers) for parts in note.fields[:-1])
        fields = (*map(_store, written), str(guid))
        cards = cloze.ordinals(fields)
    else:
        fields = (*(_store(_join(parts)) for parts in note.fields[:-1]), str(guid))
        cards = BASIC_CARDS
    files = [file.sha256 for file in note.media]
    return Content(fields, tags, cards, hash_content(note.kind, fields, tags, files))


def _join(parts: tuple[Part, ...]) -> str:
    """The HTML of a field of a basic note, which has no blanks."""
    if len(parts) == 1 and isinstance(parts[0], str):
        return parts[0]
    return "".join([part for part in parts if isinstance(part, str)])


def _store(field: str) -> str:
    """A field as Anki stores it: composed (NFC), without control characters (ANKI-CONTRACT 51).

    A mark that would melt into the end of a tag becomes an entity.
    """
    if field.isascii() and not _CONTROL.search(field):
        return field
    return unicodedata.normalize("NFC", _CONTROL.sub("", field).replace(">\u0338", ">&#824;"))


def hash_content(
    kind: NoteKind, fields: Sequence[str], tags: Sequence[str], files: Sequence[str]
) -> str:
    """Hash exactly what an update would change; the deck is not part of it (ANKI-CONTRACT 7).

    ``files`` are the SHA-256 of the media files.
    """
    parts = (str(kind), *fields, "\x1f".join(tags), "\x1f".join(sorted(set(files))))
    return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()[:_LENGTH]


def date_content(hash_: str, last: LockNote | None, now: int) -> int:
    """The time of the last change, in seconds: of the record if nothing changed, else later.

    It never goes back, and never stays when the content changed (ANKI-CONTRACT 3, rule 4).
    """
    if last is None:
        return max(now, 1)
    return last.modified if last.content == hash_ else max(now, last.modified + 1)

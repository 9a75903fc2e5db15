"""What the lock remembers: one record for the project and for each deck, note type and note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deckgen.identity.fingerprint import EMPTY, Fingerprint
from deckgen.model import Guid, NoteKind

Extra = Mapping[str, Any]
"""Keys of a record that this deckgen does not know; written back as they were."""


RECALLED = "recalled"
"""Marks a record made from a package (``previous.py``) until the next build writes it anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockProject:
    """The project.  ``id`` salts everything derived, ``slug`` starts every tag; both are permanent.

    ``name`` and ``deck_by`` are those of the last build, so that a change is noticed.
    """

    id: str
    name: str
    slug: str
    deck_by: str = "file"
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockDeck:
    """A deck's permanent name and id.  ``key`` says what goes into it (see ``decks.py``)."""

    key: str
    name: str
    id: int
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockNoteType:
    """A note type as published; ``schema`` is what may never change (ANKI-CONTRACT 19)."""

    kind: NoteKind
    id: int
    name: str
    schema: tuple[tuple[int, str], ...]
    hash: str
    modified: int
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClozeNumber:
    """The number of an anchor, the hash of the text it hides, and whether the note still has it."""

    number: int
    text: str
    live: bool = True


@dataclass(frozen=True, slots=True)
class LockNote:
    """A note.

    The overview of a question has its place: ``path``, ``topics`` and ``after``, the GUID of the
    question before it in the file (a chain, so that an insertion touches two records and two
    branches merge).  ``stem`` is the hash of what belongs to the question besides its text (code,
    choices).  The other notes have ``parent`` and ``role`` instead.  ``answer`` is the
    fingerprint of what the note asks for, ``content`` the hash of all that is written to the
    package, ``released`` that hash at the last release.  ``pin`` is an id the author wrote.
    ``parts`` and ``left`` are those of the question as it was read (``None``: by a deckgen that did
    not remember them).
    """

    guid: Guid
    note_id: int
    kind: NoteKind
    content: str = ""
    modified: int = 0
    question: str = ""
    stem: str = ""
    answer: Fingerprint = EMPTY
    path: str = ""
    topics: tuple[str, ...] = ()
    after: str = ""
    parent: str = ""
    role: str = ""
    pin: str = ""
    parts: tuple[str, ...] | None = None
    left: tuple[str, ...] = ()
    clozes: Mapping[str, ClozeNumber] = field(default_factory=dict)
    live: bool = True
    released: str = ""
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The whole lock.

    ``media`` (keyed by address) and ``others`` (lines of an unknown kind) are kept as they are.
    """

    project: LockProject | None = None
    decks: tuple[LockDeck, ...] = ()
    note_types: tuple[LockNoteType, ...] = ()
    media: Mapping[str, Extra] = field(default_factory=dict)
    notes: tuple[LockNote, ...] = ()
    others: tuple[Extra, ...] = ()
    extra: Extra = field(default_factory=dict)

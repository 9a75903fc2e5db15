"""What a package holds, as read back from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deckgen.model import Deck, Guid, NoteKind

PROJECT_KEY = "deckgenProject"
"""The option of the packed collection that holds the project's permanent id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedCard:
    """A card: ``ord`` is the cloze number minus one, or the index of the template.

    ``due`` is the position of a new card; ``deck`` the full name of its deck.
    """

    id: int
    ord: int
    due: int
    deck: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedNote:
    """A note with its cards, sorted by ordinal.  ``modified`` is in seconds."""

    guid: Guid
    note_id: int
    note_type: int
    modified: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[PackedCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedField:
    """A field; ``id`` is None in packages of older writers."""

    id: int | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedTemplate:
    """A card template; ``id`` is None in packages of older writers."""

    id: int | None
    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedNoteType:
    """A note type.  ``modified`` is in seconds."""

    id: int
    kind: NoteKind
    name: str
    fields: tuple[PackedField, ...]
    templates: tuple[PackedTemplate, ...]
    css: str
    modified: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All that a package holds.

    ``notes`` are in the order in which a learner meets them; ``decks`` and ``note_types`` are
    sorted by id, without the empty deck "Default" that every package has; ``media`` maps the name
    of each file to the SHA-256 of its bytes, in hexadecimal.  ``project_id`` is the permanent id
    of the project, "" in packages of others and of earlier versions.  ``as_expected``: its notes
    are those that the reader was told to expect, and ``notes`` was left empty.
    """

    decks: tuple[Deck, ...]
    note_types: tuple[PackedNoteType, ...]
    notes: tuple[PackedNote, ...]
    media: Mapping[str, str]
    project_id: str = ""
    as_expected: bool = False

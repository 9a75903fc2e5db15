"""What identity needs to see of a package; ``package/`` is above and provides it."""

# ruff: noqa: D102  (the members are described where they are made, in package/contents.py)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from deckgen.model import Deck, Guid, NoteKind


class PackedCard(Protocol):
    """What is needed of a card."""

    @property
    def deck(self) -> str: ...


class PackedNote(Protocol):
    """What is needed of a note; in the order in which a learner meets them."""

    @property
    def guid(self) -> Guid: ...
    @property
    def note_id(self) -> int: ...
    @property
    def note_type(self) -> int: ...
    @property
    def modified(self) -> int: ...
    @property
    def fields(self) -> tuple[str, ...]: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def cards(self) -> Sequence[PackedCard]: ...


class PackedPart(Protocol):
    """A field or a template of a note type."""

    @property
    def id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


class PackedTemplate(PackedPart, Protocol):
    """A template."""

    @property
    def front(self) -> str: ...
    @property
    def back(self) -> str: ...


class PackedNoteType(Protocol):
    """What is needed of a note type."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> NoteKind: ...
    @property
    def name(self) -> str: ...
    @property
    def fields(self) -> Sequence[PackedPart]: ...
    @property
    def templates(self) -> Sequence[PackedTemplate]: ...
    @property
    def css(self) -> str: ...
    @property
    def modified(self) -> int: ...


class PackageContents(Protocol):
    """What is needed of a package, as ``package.read_package`` returns it."""

    @property
    def decks(self) -> Sequence[Deck]: ...
    @property
    def note_types(self) -> Sequence[PackedNoteType]: ...
    @property
    def notes(self) -> Sequence[PackedNote]: ...
    @property
    def media(self) -> Mapping[str, str]: ...
    @property
    def project_id(self) -> str: ...

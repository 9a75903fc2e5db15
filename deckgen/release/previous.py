"""The last release: what learners have in their collections."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from deckgen.diagnostics import Diagnostic
from deckgen.model import Guid, IdentifiedNote
from deckgen.package import Contents, read_edition, read_package
from deckgen.package.contents import PackedNote, PackedNoteType
from deckgen.release.version import Version, parse_version


@dataclass(frozen=True, kw_only=True)
class Previous:
    """The package of the last release, which lies at ``path``.

    ``edition`` is what its description says, ``version`` a part of that.
    """

    path: Path
    contents: Contents
    sha256: str
    edition: str
    version: Version | None

    @cached_property
    def notes(self) -> Mapping[Guid, PackedNote]:
        """The notes by GUID, in their order."""
        return {note.guid: note for note in self.contents.notes}

    @cached_property
    def note_types(self) -> Mapping[int, PackedNoteType]:
        """The note types by id."""
        return {kind.id: kind for kind in self.contents.note_types}

    @cached_property
    def modified(self) -> int:
        """When it was made: the time of its newest note or note type, in seconds."""
        times = [note.modified for note in self.contents.notes]
        times += [kind.modified for kind in self.contents.note_types]
        return max(times, default=0)


def read_previous(path: Path) -> tuple[Previous | None, tuple[Diagnostic, ...]]:
    """Read the package of the last release."""
    contents, found = read_package(path)
    if contents is None:
        return None, found
    editions = (read_edition(deck.description) for deck in contents.decks)
    edition = next(filter(None, editions), "")
    words = edition.replace(",", " ").split()
    previous = Previous(
        path=path,
        contents=contents,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        edition=edition,
        version=next(filter(None, map(parse_version, words)), None),
    )
    return previous, ()


def is_unchanged(note: PackedNote, planned: IdentifiedNote) -> bool:
    """Whether an update would change nothing of the note: media are named by their content."""
    return note.fields == planned.fields and note.tags == planned.tags


def looks_same(kind: PackedNoteType, other: PackedNoteType) -> bool:
    """Whether two note types differ in nothing but their time."""
    return replace(kind, modified=other.modified) == other

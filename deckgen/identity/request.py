"""What identity is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from deckgen.diagnostics import Diagnostic
from deckgen.dialects import Standing
from deckgen.identity.changes import Change, NoteTypeChange
from deckgen.identity.records import Lock
from deckgen.model import Plan
from deckgen.theme import Theme

DeckBy = Literal["file", "folder", "topic", "one"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRequest:
    """The circumstances of a build.

    ``project_name`` is a default unless ``name_is_configured``: then it wins over the lock's.
    ``project_id`` is the configured one.  ``now`` is in seconds.  ``sources`` are the paths read,
    in order.  ``language`` is that of the cards' few words, ``theme`` how the project wants
    them to look.  ``in_scope`` tells whether a path of the lock is part of this build; records that
    are not stay as they are, neither retired nor packaged.  ``standing`` are questions of the lock
    that still stand in the text and give no card.  ``fetched`` are the names of pictures from the
    web; only a first build asks for them.
    """

    project_name: str
    name_is_configured: bool
    project_id: str | None
    now: int
    sources: tuple[str, ...]
    in_scope: Callable[[str], bool]
    fetched: frozenset[str] = frozenset()
    deck_by: DeckBy = "file"
    language: str = ""
    theme: Theme = field(default_factory=Theme)
    standing: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """The result: what to package, the lock to write, what changed, and what was found.

    ``note_types`` are those that are new or look different.

    With an error among the diagnostics neither plan nor lock may be used.
    """

    plan: Plan
    lock: Lock
    changes: tuple[Change, ...]
    note_types: tuple[NoteTypeChange, ...]
    diagnostics: tuple[Diagnostic, ...]

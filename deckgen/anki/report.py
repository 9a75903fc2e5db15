"""What verifying found: figures and diagnostics, to be printed as text or JSON by others."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What an import left of a learner's work.

    The learner had reviewed all ``cards`` (``unchanged`` are exactly as they were: deck, state,
    interval, flag, suspension), had ``reviews`` in the review log, and had tagged all ``notes``.
    Anki replaces the tags of a note that it updates: ``tags_replaced``; the others are
    ``tags_kept``.  After the import, ``cards_with_history`` of ``cards_now`` have been reviewed.
    """

    cards: int
    unchanged: int
    reviews: int
    reviews_unchanged: bool
    notes: int
    tags_kept: int
    tags_replaced: int
    cards_with_history: int
    cards_now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One import, in the words of Anki's log.

    ``found`` notes were in the package; each is ``new``, ``updated``, ``duplicate`` (known and not
    newer) or ``conflicting`` (not updated because of its note type).  ``notes`` and ``cards`` are
    the totals in the collection afterwards, ``leftover_media`` its files that no note uses now.
    ``kept`` is None for the first import.
    """

    package: str
    found: int
    new: int
    updated: int
    duplicate: int
    conflicting: int
    new_cards: int
    notes: int
    cards: int
    leftover_media: int
    kept: Kept | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of ``verify``.

    ``anki`` is the version of the Anki that was used, empty if there is none.  ``imports`` has one
    entry for each package that could be imported; the last package is imported once more, which is
    ``again``.
    """

    anki: str
    imports: tuple[Imported, ...]
    again: Imported | None
    diagnostics: tuple[Diagnostic, ...]

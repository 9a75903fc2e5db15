"""What Anki does when a learner imports the new package over the old one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deckgen.identity import Change, ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportForecast:
    """What an import does, as counts of notes.

    ``removed`` notes stay in the collection until the learner deletes them.  ``orphaned`` counts
    blanks that stay as empty cards until Tools → Empty Cards.
    """

    new: int
    updated: int
    unchanged: int
    removed: int = 0
    orphaned: int = 0


def forecast_import(changes: Iterable[Change], live: int) -> ImportForecast:
    """What an update to a package of ``live`` notes does for a learner with the old one.

    Anki adds what is new, updates what has newer content, leaves the rest and never deletes
    (ANKI-CONTRACT 3, 28, 69).
    """
    changes = tuple(changes)
    new = sum(change.kind is ChangeKind.ADDED for change in changes)
    updated = sum(change.updates for change in changes)
    return ImportForecast(
        new=new,
        updated=updated,
        unchanged=live - new - updated,
        removed=sum(change.kind is ChangeKind.RETIRED for change in changes),
        orphaned=sum(bool(cloze.old and not cloze.new) for c in changes for cloze in c.clozes),
    )

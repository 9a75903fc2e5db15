"""Which decks a package names."""

from __future__ import annotations

from deckgen.model import Deck, Plan


def decks_to_write(plan: Plan) -> tuple[Deck, ...]:
    """Return the decks that hold notes and their parents, sorted by id.

    An empty deck is left out, as Anki would not import it (ANKI-CONTRACT 29).
    """
    needed: set[str] = set()
    for name in {note.deck for note in plan.notes}:
        parts = name.split("::")
        needed.update("::".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return tuple(sorted((d for d in plan.decks if d.name in needed), key=lambda deck: deck.id))

"""Questions to notes: what is asked, on which note type, and how it looks."""

from deckgen.notes import cloze
from deckgen.notes.compose import compose
from deckgen.notes.note_types import note_types, own_template

__all__ = ["cloze", "compose", "note_types", "own_template"]

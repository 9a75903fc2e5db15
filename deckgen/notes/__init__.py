"""Questions to notes: what is asked, on which note type, and how it looks."""

from deckgen.notes import cloze
from deckgen.notes.compose import compose
from deckgen.notes.note_types import note_types
from deckgen.notes.settings import NoteSettings

__all__ = ["NoteSettings", "cloze", "compose", "note_types"]

"""``deckgen.toml`` (or ``[tool.deckgen]``) as frozen settings; errors are diagnostics."""

from deckgen.config.globs import compile_glob
from deckgen.config.load import find_configured, find_root, load_config
from deckgen.config.settings import (
    NOTE_KEYS,
    Config,
    DeckSettings,
    DecksSettings,
    LintSettings,
    MediaSettings,
    NotesSettings,
    PathSettings,
    ReadingSettings,
    SourcesSettings,
    ThemeSettings,
    notes_for,
    reading_for,
)
from deckgen.config.verdict import judge

__all__ = [
    "NOTE_KEYS",
    "Config",
    "DeckSettings",
    "DecksSettings",
    "LintSettings",
    "MediaSettings",
    "NotesSettings",
    "PathSettings",
    "ReadingSettings",
    "SourcesSettings",
    "ThemeSettings",
    "compile_glob",
    "find_configured",
    "find_root",
    "judge",
    "load_config",
    "notes_for",
    "reading_for",
]

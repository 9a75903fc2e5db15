"""``deckgen.toml`` (or ``[tool.deckgen]``) as frozen settings; errors are diagnostics."""

from deckgen.config.globs import compile_glob
from deckgen.config.load import find_root, load_config
from deckgen.config.settings import (
    Config,
    DeckSettings,
    DecksSettings,
    LintSettings,
    PathSettings,
    SourcesSettings,
)

__all__ = [
    "Config",
    "DeckSettings",
    "DecksSettings",
    "LintSettings",
    "PathSettings",
    "SourcesSettings",
    "compile_glob",
    "find_root",
    "load_config",
]

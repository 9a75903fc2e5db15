"""DG1 files and structure."""

from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = ()

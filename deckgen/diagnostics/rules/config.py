"""DG0 configuration and command line."""

from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = ()

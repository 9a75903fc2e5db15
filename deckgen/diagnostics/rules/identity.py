"""DG6 identity and lock."""

from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = ()

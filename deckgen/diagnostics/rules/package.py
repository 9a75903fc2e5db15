"""DG7 package and verify."""

from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = ()

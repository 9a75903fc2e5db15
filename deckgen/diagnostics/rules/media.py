"""DG5 media."""

from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = ()

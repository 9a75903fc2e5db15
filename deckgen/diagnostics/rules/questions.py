"""DG2 questions and dialects."""

from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = ()

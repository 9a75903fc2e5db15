"""DG3 cloze."""

from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = ()

"""DG8 card quality."""

from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = ()

"""DG4 HTML, math, code."""

from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = ()

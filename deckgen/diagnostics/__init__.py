"""Findings as values: every stage returns them, only ``cli/`` prints them."""

from deckgen.diagnostics.codes import CODES, report
from deckgen.diagnostics.record import Diagnostic, Label, Severity
from deckgen.diagnostics.rule import Rule

__all__ = ["CODES", "Diagnostic", "Label", "Rule", "Severity", "report"]

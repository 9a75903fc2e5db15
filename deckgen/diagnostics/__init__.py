"""Findings as values: every stage returns them, only ``cli/`` prints them."""

from deckgen.diagnostics.codes import CODES, report
from deckgen.diagnostics.record import Diagnostic, Label, Severity
from deckgen.diagnostics.rule import Rule
from deckgen.diagnostics.suppression import (
    Suppression,
    Verdict,
    find_suppressions,
    sort_diagnostics,
    suppress,
    unknown_code,
)

__all__ = [
    "CODES",
    "Diagnostic",
    "Label",
    "Rule",
    "Severity",
    "Suppression",
    "Verdict",
    "find_suppressions",
    "report",
    "sort_diagnostics",
    "suppress",
    "unknown_code",
]

"""The registry of codes: the only place where a code is looked up."""

from __future__ import annotations

from deckgen.diagnostics.record import Diagnostic, Label
from deckgen.diagnostics.rules import ALL
from deckgen.model import Span

CODES = {rule.code: rule for rule in ALL}
"""Every code and its rule, in order.  Codes are never reused."""


def report(
    code: str, span: Span, message: str, *, help: str = "", labels: tuple[Label, ...] = ()
) -> Diagnostic:
    """Make a diagnostic with the code's own severity.

    Raises:
        KeyError: the code is not registered (a bug).
    """
    severity = CODES[code].severity
    return Diagnostic(
        code=code, severity=severity, message=message, span=span, help=help, labels=labels
    )

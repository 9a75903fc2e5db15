"""What a code is: its name, its severity and the texts that ``deckgen explain`` prints."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.diagnostics.record import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One code.

    ``name`` reads well after "allow …".  ``summary`` states the fact, ``why`` what it means to the
    author or learner, ``remedy`` what to do about it.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    remedy: str

"""What a diagnostic is.  How it looks is in ``render.py``, what the codes mean in ``codes.py``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deckgen.model import Span


class Severity(StrEnum):
    """An error stops the build, a warning stops it with ``--strict``, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A second place that explains the first: "first asked here"."""

    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A finding: the fact (``message``), the place, and what to do (``help``)."""

    code: str
    severity: Severity
    message: str
    span: Span
    help: str = ""
    labels: tuple[Label, ...] = ()

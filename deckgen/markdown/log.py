"""What the parser's rules remember while one text is parsed; lives in the parser's environment."""

from __future__ import annotations

from collections import Counter
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

KEY = "deckgen"


@dataclass(frozen=True, slots=True)
class Finding:
    """A repair or a fault; ``at`` and ``end`` are offsets in the text."""

    code: str
    at: int
    end: int
    message: str
    help: str = ""


@dataclass(slots=True)
class Log:
    """The findings so far, and what later decisions need to know of what was read."""

    findings: list[Finding] = field(default_factory=list)
    headings: Counter[int] = field(default_factory=Counter)
    """How many headings of each level there were."""
    elements: dict[int, tuple[int, int] | None] = field(default_factory=dict)
    """Start of a ``<details>`` tag -> start and end of its closing tag, or nothing."""
    scanned: int = 0
    """Characters looked at in search of closing tags."""
    has_slides: bool = False
    """Whether ``---`` separates slides, so that it never underlines a heading."""
    quotes: int = 0
    """How many quotes are open."""
    last_comment: int | None = None
    """Where the last end of a comment is; nothing until somebody asks."""
    odd_fences: bool | None = None
    """Whether the text has an odd number of fence lines; nothing until somebody asks."""

    def note(self, code: str, at: int, end: int, message: str, help: str = "") -> None:
        """Remember a finding."""
        self.findings.append(Finding(code, at, end, message, help))


def log_of(env: MutableMapping[str, Any]) -> Log:
    """Return the log of the parse that ``env`` belongs to."""
    log = env.get(KEY)
    if not isinstance(log, Log):
        log = env[KEY] = Log()
    return log

"""Exit codes, and the one exception that ends a command with a message."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the shell sees."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    EMPTY = 3


class Stop(Exception):  # noqa: N818  (it ends a command, not always in error)
    """End the command: a fact, a remedy, an exit code."""

    def __init__(self, message: str, help: str = "", code: Exit = Exit.USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.code = code

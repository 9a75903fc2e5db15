"""Paths as diagnostics show them."""

from __future__ import annotations

import os
from pathlib import Path

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Span


def relative_path(location: Path, root: Path) -> str:
    """Return a path as diagnostics show it: POSIX, and relative to the project root."""
    absolute = Path(os.path.abspath(location))  # noqa: PTH100 - resolve() would follow links
    try:
        return absolute.relative_to(os.path.abspath(root)).as_posix()  # noqa: PTH100
    except ValueError:
        return Path(os.path.relpath(absolute, root)).as_posix()


def unreadable(path: str, error: OSError) -> Diagnostic:
    """Return the finding for a file that cannot be read."""
    reason = (error.strerror or type(error).__name__).lower()
    return report(
        "DG102",
        Span(path),
        f"cannot read `{path}`: {reason}",
        help="check the path and permissions",
    )

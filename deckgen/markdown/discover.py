"""Which files there are to read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from deckgen.diagnostics import Diagnostic

SUFFIXES = frozenset({".md", ".markdown"})


def discover(
    paths: Sequence[Path], root: Path, exclude: Sequence[str] = ()
) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Find the Markdown files under ``paths``, each once, sorted by POSIX path."""
    found: dict[str, Path] = {}
    for path in paths:
        if path.is_dir():
            for folder, names, files in os.walk(path):
                names[:] = [name for name in names if not name.startswith(".")]
                for name in files:
                    if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."):
                        found.setdefault(str(Path(folder, name).resolve()), Path(folder, name))
        elif path.exists():
            found.setdefault(str(path.resolve()), path)
    return tuple(sorted(found.values(), key=lambda path: path.as_posix())), ()

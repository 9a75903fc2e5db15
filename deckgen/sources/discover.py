"""Which files there are to read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from deckgen.config import compile_glob
from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Span
from deckgen.sources.paths import relative_path, unreadable

SUFFIXES = frozenset({".md", ".markdown"})

_DIGITS = re.compile(r"([^0-9]*)([0-9]*)")

NOT_SOURCES = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
"""Folders of tools.  Hidden ones are left out too, and any with a ``CACHEDIR.TAG``."""


def discover(
    paths: Sequence[Path], root: Path, exclude: Sequence[str] = ()
) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Find the Markdown files under ``paths``, each once, in the natural order of their paths.

    A path that is named is read whatever it is called; in folders, hidden files, tools' folders
    and what matches ``exclude`` (globs on the path from ``root``, a folder's pattern covers what is
    in it) are left out.  What is missing is a DG102, a folder that cannot be read a DG103.
    """
    found: dict[str, Path] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        if path.is_dir():
            files = _walk(path, root, exclude, problems)
        elif path.exists():
            files = iter((path,))
        else:
            problems.append(
                unreadable(relative_path(path, root), FileNotFoundError(2, "not found"))
            )
            continue
        for file in files:
            found.setdefault(os.path.realpath(file), file)
    ordered = sorted(found.values(), key=lambda file: _natural(relative_path(file, root)))
    return tuple(ordered), tuple(problems)


def _natural(path: str) -> tuple[tuple[tuple[str, int], ...], str]:
    """What sorts paths as people count: ``2-second.md`` before ``10-tenth.md``."""
    parts = _DIGITS.findall(path)
    return tuple((text, int(digits or -1)) for text, digits in parts), path


def _walk(
    folder: Path, root: Path, exclude: Sequence[str], problems: list[Diagnostic]
) -> Iterator[Path]:
    """Yield the files below ``folder``; a folder that links lead back to is read once."""
    seen: set[str] = set()
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        real = os.path.realpath(current)
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            path = relative_path(current, root)
            reason = (error.strerror or type(error).__name__).lower()
            problems.append(
                report(
                    "DG103",
                    Span(path),
                    f"cannot read folder `{path}`: {reason}",
                    help="check its permissions, or exclude it",
                )
            )
            continue
        if current != folder and any(entry.name == "CACHEDIR.TAG" for entry in entries):
            continue
        for entry in entries:
            file = Path(entry.path)
            if entry.name.startswith(".") or _is_excluded(relative_path(file, root), exclude):
                continue
            if _is_folder(entry):
                if entry.name not in NOT_SOURCES and not _is_output(file, root):
                    waiting.append(file)
            elif file.suffix.lower() in SUFFIXES:
                yield file


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads to itself


def _is_output(path: Path, root: Path) -> bool:
    """Tell whether a folder is the project's own ``build``."""
    return path.name == "build" and relative_path(path.parent, root) == "."


def _is_excluded(path: str, exclude: Sequence[str]) -> bool:
    return any(compile_glob(pattern).fullmatch(path) for pattern in exclude)

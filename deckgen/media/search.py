"""Finding the file that a path in a note means, never outside the project."""

from __future__ import annotations

import os
import posixpath
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from deckgen.media.kinds import FONTS, PICTURES, PLAYED, extension

_MOST_INDEXED = 20_000
_LEAST_LIKE = 75
"""Percent of likeness from which a name is worth suggesting."""
_WANTED = PICTURES | PLAYED | FONTS


class Outcome(StrEnum):
    """What became of a search."""

    FOUND = "found"
    OTHER_CASE = "other case"
    MISSING = "missing"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Search:
    """The result: the file, and its path as it really is, relative to the place searched from."""

    outcome: Outcome
    location: Path
    path: str


@dataclass(slots=True)
class Folders:
    """The project's folders as far as they were looked at; each is listed once."""

    root: Path
    listed: dict[Path, dict[str, list[str]]] = field(default_factory=dict)
    index: dict[str, Path] | None = None

    def search(self, folder: Path, path: str) -> Search:
        """Find a path as seen from a folder; one that starts with ``/`` is seen from the root.

        A name that differs only in case, or in how its accents are encoded, is found as well.
        Neither ``..`` nor a symbolic link leads out of the root.
        """
        start = self.root if path.startswith("/") else folder
        root = _straight(self.root)
        wanted = _straight(start / path.lstrip("/"))
        if not wanted.is_relative_to(root):
            return Search(Outcome.OUTSIDE, wanted, path)
        found, exact = self._walk(root, wanted.relative_to(root))
        if found is None:
            return Search(Outcome.MISSING, wanted, path)
        if not found.resolve().is_relative_to(root.resolve()):
            return Search(Outcome.OUTSIDE, found, path)
        seen = ("/" if path.startswith("/") else "") + _as_seen(found, start)
        return Search(Outcome.FOUND if exact else Outcome.OTHER_CASE, found, seen)

    def similar(self, folder: Path, path: str) -> str:
        """Return the path of a file that the author may have meant, as seen from the folder."""
        from rapidfuzz import process  # only where something is missing

        name = posixpath.basename(path)
        parent = _straight(folder / posixpath.dirname(path))
        within = parent.resolve().is_relative_to(self.root.resolve())
        beside = [
            name
            for names in (self._names(parent).values() if within else ())
            for name in names
            if extension(name) in _WANTED
        ]
        if close := process.extractOne(name, beside, score_cutoff=_LEAST_LIKE):
            return posixpath.join(posixpath.dirname(path), str(close[0]))
        elsewhere = self._everywhere().get(_fold(name))
        return _as_seen(elsewhere, folder) if elsewhere else ""

    def _walk(self, folder: Path, relative: Path) -> tuple[Path | None, bool]:
        exact = True
        for part in relative.parts:
            names = self._names(folder).get(_fold(part))
            if not names:
                return None, False
            same = [name for name in names if _nfc(name) == _nfc(part)]
            exact = exact and bool(same)
            folder /= (same or names)[0]
        return folder, exact

    def _names(self, folder: Path) -> dict[str, list[str]]:
        """Return the names in a folder by what they are without case; unreadable is empty."""
        if folder not in self.listed:
            names: dict[str, list[str]] = {}
            with suppress(OSError, ValueError):
                for name in sorted(entry.name for entry in folder.iterdir()):
                    names.setdefault(_fold(name), []).append(name)
            self.listed[folder] = names
        return self.listed[folder]

    def _everywhere(self) -> dict[str, Path]:
        """Return the project's media files by folded name, of the first ``_MOST_INDEXED`` files."""
        if self.index is None:
            self.index = {}
            count = 0
            for folder, folders, names in os.walk(self.root):
                folders[:] = sorted(f for f in folders if f[0] != "." and f != "node_modules")
                for name in sorted(names):
                    if extension(name) in _WANTED:
                        self.index.setdefault(_fold(name), Path(folder) / name)
                count += len(names)
                if count > _MOST_INDEXED:
                    break
        return self.index


def _straight(path: Path) -> Path:
    """Return a path without ``..``, by its words alone: links are looked at later."""
    return Path(os.path.normpath(path))


def _as_seen(location: Path, folder: Path) -> str:
    return os.path.relpath(location, folder).replace(os.sep, "/")


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _fold(name: str) -> str:
    return _nfc(name).casefold()

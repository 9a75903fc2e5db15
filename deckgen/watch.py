"""Wait until something changes that a build depends on.

The files' events come from ``watchfiles``.  What is watched is a project's whole root (a source
may refer to a picture anywhere below it) and what is read from elsewhere; what concerns no build is
left out, above all what a build writes itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from deckgen.media.kinds import FONTS, PICTURES, PLAYED
from deckgen.pipeline import BUILD, LOCK
from deckgen.sources import NOT_SOURCES, SUFFIXES

if TYPE_CHECKING:
    from watchfiles import Change

_Identity = tuple[int, int]
_CONFIGURATION = frozenset({"deckgen.toml", "pyproject.toml"})
_SHOWN = PICTURES | PLAYED | FONTS | {".css", ".htm", ".html"}
_QUIET = 100
"""Milliseconds without an event after which a save is taken for finished."""

_LONGEST = 1_000
"""Milliseconds that saves which do not end are gathered."""

_IDLE = 250
"""Milliseconds between two looks at whether what is watched is still the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a build depends on: the root, what is read, and files that it writes outside build/.

    ``whole`` says that the root is a project's own and is watched; else it may be somebody's home.
    """

    root: Path
    paths: Sequence[Path]
    written: Sequence[Path] = ()
    whole: bool = True

    def concerns(self, path: Path) -> bool:
        """Tell whether a build may come out otherwise after a change there."""
        if path in self.written:
            return False
        if path in self.paths:
            return True
        folder = next((one for one in (self.root, *self.paths) if path.is_relative_to(one)), None)
        if folder is None:
            return False
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") or part in NOT_SOURCES for part in parts):
            return False
        if folder == self.root and parts[:1] == (BUILD,):
            return False
        return self._is_of_use(path, parts)

    def _is_of_use(self, path: Path, parts: Sequence[str]) -> bool:
        if len(parts) == 1 and path.name in (LOCK, *_CONFIGURATION):
            return True
        ending = path.suffix.lower()
        if ending in SUFFIXES:
            return any(path.is_relative_to(one) for one in self.paths)
        # Without an ending it may be a folder that was moved, of whose files nothing is told.
        return ending in _SHOWN or (not ending and not path.is_file())


class Watcher:
    """Watches a scope, which may be set anew after each change."""

    def __init__(self, scope: Scope) -> None:
        self._scope = _resolve(scope)

    def set_scope(self, scope: Scope) -> None:
        """Watch something else from now on."""
        self._scope = _resolve(scope)

    def changes(self) -> Iterator[frozenset[Path]]:
        """Yield the paths of what changed; first of all nothing, once watching has begun.

        Nothing, too, if what is watched was removed, came back or was replaced as a whole.  It
        never ends by itself.
        """
        while True:
            watched = self._look()
            if watched:
                yield from self._watch(watched)
            else:
                yield frozenset()
            while self._look() == watched:
                Event().wait(_IDLE / 1000)

    def _watch(self, watched: Mapping[Path, _Identity]) -> Iterator[frozenset[Path]]:
        """Yield changes as long as what is watched is still the same."""
        is_first = True
        for found in self._events(tuple(watched)):
            # At the first time-out watching has begun: what changes from now on is not missed.
            if found or is_first:
                is_first = False
                yield frozenset(Path(path) for _, path in found)
            if self._look() != watched:
                return

    def _events(self, paths: Sequence[Path]) -> Iterator[set[tuple[Change, str]]]:
        from watchfiles import watch

        def start(*, polling: bool | None) -> Iterator[set[tuple[Change, str]]]:
            return watch(
                *paths,
                watch_filter=lambda _, path: self._scope.concerns(Path(path)),
                debounce=_LONGEST,
                step=_QUIET,
                rust_timeout=_IDLE,
                yield_on_timeout=True,
                force_polling=polling,
                ignore_permission_denied=True,
            )

        try:
            yield from start(polling=None)
        except OSError:
            # The system watches no more files for this user, or what was there is gone by now.
            yield from start(polling=True)

    def _look(self) -> dict[Path, _Identity]:
        """Return what there is to be watched, each with its identity on the disk."""
        scope, found = self._scope, {}
        roots = (scope.root,) if scope.whole else ()
        beside = [path for path in scope.paths if not (roots and path.is_relative_to(scope.root))]
        for path in (*roots, *beside):
            with contextlib.suppress(OSError):
                status = path.stat()
                found[path] = (status.st_dev, status.st_ino)
        return found


def _resolve(scope: Scope) -> Scope:
    """Return the same with real paths, as the system names them in events."""
    return replace(
        scope,
        root=scope.root.resolve(),
        paths=tuple(path.resolve() for path in scope.paths),
        written=tuple(path.resolve() for path in scope.written),
    )

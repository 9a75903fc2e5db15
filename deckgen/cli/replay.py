"""Say again what the last build said, if nothing it depends on has changed.

After a successful build a record is kept: the hashes of all files that it read and wrote, and what
the next build would say if these stay as they are (that its package and lock are "as they were").
The record is named by a hash of everything else that can have a say: deckgen's code, the options,
the current folder, the terminal, the variables.  The next build hashes the files anew; if a single
bit differs, or the record is damaged, it builds.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deckgen.cache import Folder, digest_code
from deckgen.cli.caching import find_caches
from deckgen.cli.fitting import terminal_width
from deckgen.theme.value import state_of

if TYPE_CHECKING:
    from deckgen.cli.project import Project
    from deckgen.pipeline import BuildResult, Compilation

_VARIABLES = (
    "CI",
    "COLUMNS",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "NO_COLOR",
    "SOURCE_DATE_EPOCH",
    "TERM",
    "XDG_CACHE_HOME",
)
"""Those that deckgen reads."""

_CONFIGURATIONS = ("deckgen.toml", "pyproject.toml")
LOCK = "deckgen.lock"
SOURCE = "source"
_MOST = 32
"""Records that are kept, of all projects together."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Said:
    """What a build writes to stdout and stderr."""

    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Replay:
    """The record of builds of ``paths`` with the same options, here.

    ``configurations`` are as they were before the build read them.
    """

    folder: Folder
    name: str
    paths: tuple[Path, ...]
    configurations: Mapping[str, str]

    def recall(self) -> Said | None:
        """What a build would say, if nothing has changed since the record was made."""
        content = self.folder.read(self.name)
        if content is None:
            return None
        try:
            record = json.loads(content)
            if self._is_unchanged(record):
                return Said(str(record["out"]), str(record["err"]))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            pass  # of another shape than deckgen writes
        return None

    def _is_unchanged(self, record: Mapping[str, Any]) -> bool:
        from deckgen.sources import discover

        root = Path(record["root"])
        if record["configurations"] != self.configurations:
            return False
        if not self.paths and record["default"] != (root / SOURCE).is_dir():
            return False
        paths = [Path(path) for path in record["paths"]]
        found, problems = discover(paths, root, record["exclude"])
        if problems or list(map(str, found)) != record["sources"]:
            return False
        theme = ((Path(path), state) for path, state in record["theme"].items())
        return all(_hash(path) == sha256 for path, sha256 in record["files"].items()) and all(
            state_of(path) == state for path, state in theme
        )

    def remember(self, project: Project, result: BuildResult, summary: str, err: str) -> None:
        """Keep what the next build would say; ``summary`` is its line on stdout."""
        files = _files_of(project, result)
        if files is None or self.configurations != _read_configurations(self.paths):
            return
        record = {
            "configurations": self.configurations,
            "root": str(project.root),
            "default": (project.root / SOURCE).is_dir(),
            "paths": list(map(str, project.paths)),
            "exclude": list(project.config.sources.exclude),
            "sources": [str(one.location) for one in result.compilation.sources],
            "files": files,
            "theme": {str(path): one for path, one in result.compilation.theme.files.items()},
            "out": summary,
            "err": err,
        }
        try:
            content = json.dumps(record).encode()
        except ValueError:  # a name that is no text
            return
        if self.folder.write(self.name, content):
            self.folder.keep(entries=_MOST)


def open_replay(options: Mapping[str, object], paths: Sequence[Path]) -> Replay | None:
    """The record for these options; ``None`` if there is no place for it."""
    caches = find_caches()
    if caches is None:
        return None
    circumstances = (
        digest_code(),
        str(Path.cwd()),
        [str(path) for path in paths],
        {name: str(value) for name, value in options.items()},
        {name: os.environ.get(name) for name in _VARIABLES},
        [(stream.isatty(), stream.encoding) for stream in (sys.stdout, sys.stderr)],
        terminal_width(),
    )
    name = hashlib.sha256(json.dumps(circumstances).encode()).hexdigest()
    return Replay(Folder(caches / "builds"), name, tuple(paths), _read_configurations(paths))


def _read_configurations(paths: Sequence[Path]) -> dict[str, str]:
    """The hashes of all files that can be the configuration, "" where there is none."""
    starts = (Path.cwd(), *(path.absolute() for path in paths))
    straight = (Path(os.path.normpath(start)) for start in starts)
    folders = {folder: None for start in straight for folder in (start, *start.parents)}
    return {
        str(folder / name): _hash(folder / name) for folder in folders for name in _CONFIGURATIONS
    }


def _files_of(project: Project, result: BuildResult) -> dict[str, str] | None:
    """The hashes of all files that were read or written, as they were then.

    ``None``: another build may give another result, though no file changes.
    """
    compilation = result.compilation
    lock = compilation.lock_after
    changes = lock != compilation.lock_before
    if lock is None or (changes and compilation.remote):
        return None
    if changes and any(one.code.startswith("DG6") for one in compilation.diagnostics):
        return None  # they tell what became of the lock: the next build has nothing of it to tell
    lock_file, output = project.root / LOCK, result.output.absolute()
    if not _holds(lock_file, lock):
        return None
    files = {str(path): sha256 for path, sha256 in compilation.shelf.files.items()}
    files |= {str(one.location): one.sha256 for one in compilation.sources}
    files |= _files_from_the_web(compilation)
    files |= {str(path): _hash(path) for path in (lock_file, output)}
    return None if "" in files.values() else files


def _files_from_the_web(compilation: Compilation) -> dict[str, str]:
    """Where the pictures from the web lie; "" for one that is not here: it is tried again."""
    from deckgen.media import State, web_address

    shelf = compilation.shelf
    if not shelf.settings.fetch:
        return {}
    files = {}
    for ref in compilation.remote:
        look = shelf.look(web_address(ref.target))
        kept = look.state is State.HERE and shelf.cache and look.sha256 not in shelf.held
        place = str(shelf.cache.locate(look.sha256)) if kept and shelf.cache else ref.target
        files[place] = look.sha256 if kept else ""
    return files


def _holds(lock_file: Path, lock: str) -> bool:
    try:
        return lock_file.read_bytes().replace(b"\r\n", b"\n") == lock.encode()
    except OSError:
        return False


def _are_unchanged(theme: Mapping[str, str]) -> bool:
    """Whether the files and folders of a theme are as they were."""
    from deckgen.theme.value import state_of

    return all(state_of(Path(path)) == state for path, state in theme.items())


def _hash(path: str | Path) -> str:
    """The SHA-256 of a file, or "" where it cannot be read."""
    seen = hashlib.sha256()
    try:
        with open(path, "rb") as file:  # noqa: PTH123  (called for each file: half the time)
            while chunk := file.read(_CHUNK):
                seen.update(chunk)
    except (OSError, ValueError):
        return ""
    return seen.hexdigest()

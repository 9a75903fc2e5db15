"""Entries in a folder: each a file that is whole and the user's own, or is not there."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_LARGEST = 64_000_000
"""Bytes; deckgen writes no entry that is larger."""
_DIGEST = 64
_SUFFIX = ".entry"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of entries, which need not exist yet.

    An entry is the SHA-256 of its content in hexadecimal digits, a line end, and the content: a
    file that was cut off or damaged is none.  It is data, never code (no pickle).  Only a folder
    that belongs to the user and that nobody else can write to is used.
    """

    path: Path

    def read(self, name: str) -> bytes | None:
        """Return an entry if it is there and whole."""
        try:
            if not self._is_own():
                return None
            with self._locate(name).open("rb") as file:
                if not _is_plain(os.fstat(file.fileno())):
                    return None
                data = file.read(_LARGEST + 1)
        except (OSError, ValueError):
            return None
        digest, content = data[:_DIGEST], data[_DIGEST + 1 :]
        if len(data) > _LARGEST or data[_DIGEST : _DIGEST + 1] != b"\n":
            return None
        return content if hashlib.sha256(content).hexdigest().encode() == digest else None

    def write(self, name: str, content: bytes) -> bool:
        """Put an entry in place as a whole; tell whether it worked."""
        if len(content) > _LARGEST - _DIGEST - 1:
            return False
        temporary = ""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_own():
                return False
            handle, temporary = tempfile.mkstemp(dir=self.path)
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
            Path(temporary).replace(self._locate(name))
        except (OSError, ValueError):
            with suppress(OSError):
                if temporary:
                    Path(temporary).unlink()
            return False
        return True

    def keep(self, names: Iterable[str] = (), *, entries: int = 0, size: int = 0) -> None:
        """Remove the oldest entries but those with ``names``; never fails.

        Left are ``entries`` of the others, or as many as have ``size`` bytes together.
        """
        kept = {name + _SUFFIX for name in names}
        with suppress(OSError):
            if not self._is_own():
                return
            files = [one for one in os.scandir(self.path) if one.is_file() and one.name not in kept]
            files.sort(key=lambda one: (-one.stat().st_mtime_ns, one.name))
            total = 0
            for number, one in enumerate(files):
                total += one.stat().st_size
                if number >= entries and total > size:
                    with suppress(OSError):
                        Path(one.path).unlink()

    def _locate(self, name: str) -> Path:
        return self.path / (name + _SUFFIX)

    def _is_own(self) -> bool:
        """Whether the folder is the user's, and nobody else may write to it."""
        if not hasattr(os, "getuid"):
            return True  # Windows: a user's folders are closed to others by default
        status = self.path.stat()
        return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def make_room(path: Path, most: int) -> None:
    """Remove the oldest folders in ``path``, all but ``most``; never fails."""
    with suppress(OSError):
        folders = [one for one in os.scandir(path) if one.is_dir(follow_symlinks=False)]
        folders.sort(key=lambda one: (-one.stat().st_mtime_ns, one.name))
        for one in folders[most:]:
            shutil.rmtree(one.path, ignore_errors=True)


def _is_plain(status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode) and status.st_size <= _LARGEST

"""The cache of pictures that all projects of a user share.

Everything in it is named by a hash and checked on use, so that it is safe to delete, and a damaged
file is one that is not there.  Nothing fails because it cannot be written.

    objects/ab/abcd…    content, named by its own SHA-256
    places/ab/abcd…     named by the SHA-256 of an address or recipe: that, and the content's hash
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_MOST = 500_000_000
"""Bytes; no content that deckgen puts here is larger."""


@dataclass(frozen=True, slots=True)
class Cache:
    """The cache in a folder, which need not exist yet."""

    folder: Path

    def locate(self, sha256: str) -> Path:
        """Return where a content is or would be."""
        return self.folder / "objects" / sha256[:2] / sha256

    def read(self, sha256: str) -> bytes | None:
        """Return a content if it is there and whole."""
        content = _read(self.locate(sha256))
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            return None
        return content

    def keep(self, content: bytes) -> Path | None:
        """Store a content; return where it lies, or nothing if it cannot be stored."""
        location = self.locate(hashlib.sha256(content).hexdigest())
        return location if _read(location) == content or _write(location, content) else None

    def point(self, place: str, sha256: str) -> None:
        """Note which content an address had last."""
        _write(self._place(place), f"{sha256} {place}\n".encode())

    def follow(self, place: str) -> str:
        """Return the hash of the content that an address had last, or nothing."""
        noted = (_read(self._place(place)) or b"").decode("utf-8", "replace")
        sha256, _, said = noted.partition(" ")
        return sha256 if said == f"{place}\n" and _is_hash(sha256) else ""

    def recall(self, source: str, recipe: str) -> bytes | None:
        """Return what was made of a content before."""
        made = self.follow(f"{recipe} {source}")
        return self.read(made) if made else None

    def remember(self, source: str, recipe: str, made: bytes) -> None:
        """Store what was made of a content."""
        if self.keep(made):
            self.point(f"{recipe} {source}", hashlib.sha256(made).hexdigest())

    def _place(self, place: str) -> Path:
        name = hashlib.sha256(place.encode("utf-8", "replace")).hexdigest()
        return self.folder / "places" / name[:2] / name


def _is_hash(text: str) -> bool:
    return len(text) == 64 and not set(text) - set("0123456789abcdef")


def _read(location: Path) -> bytes | None:
    """Return what a regular file holds; a folder, a pipe or a giant is nothing."""
    try:
        if location.is_file() and location.stat().st_size <= _MOST:
            return location.read_bytes()
    except (OSError, ValueError):
        pass
    return None


def _write(location: Path, content: bytes) -> bool:
    """Put a file in place as a whole; tell whether it worked."""
    temporary = ""
    try:
        location.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=location.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(location)
    except OSError:
        with suppress(OSError):
            if temporary:
                Path(temporary).unlink()
        return False
    return True

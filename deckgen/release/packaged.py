"""A package that was written, in figures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaged:
    """The file's name, its size in bytes, and the SHA-256 of these in hexadecimal."""

    name: str
    size: int
    sha256: str


def measure(path: Path, name: str) -> Packaged:
    """Measure the file at ``path``, which will be called ``name``.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return Packaged(name=name, size=file.tell(), sha256=digest.hexdigest())

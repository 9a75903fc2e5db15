"""Which deckgen this is: another one may give another result."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import lru_cache
from pathlib import Path

_INSTALLED = (".dist-info", ".egg-info")


@lru_cache(maxsize=1)
def digest_code() -> str:
    """Return a hash of deckgen's files, of Python, and of what is installed beside it.

    Installed libraries are told by the names of their folders, which have their versions.
    """
    seen = hashlib.sha256()
    for part in (sys.version, sys.platform, sys.byteorder, *_installed()):
        seen.update(part.encode("utf-8", "surrogateescape") + b"\0")
    package = Path(__file__).parent.parent
    for folder, folders, names in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = Path(folder, name)
            content = path.read_bytes()
            label = f"{path.relative_to(package).as_posix()}\0{len(content)}\0"
            seen.update(label.encode() + content)
    return seen.hexdigest()


def _installed() -> list[str]:
    found: list[str] = []
    for place in sys.path:
        try:
            names = sorted(entry.name for entry in os.scandir(place or "."))
        except OSError:  # an archive, or a folder that is not there
            continue
        found += [name for name in names if name.endswith(_INSTALLED)]
    return found

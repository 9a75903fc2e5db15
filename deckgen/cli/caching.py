"""Where caches lie, from the environment."""

from __future__ import annotations

import os
from pathlib import Path


def find_caches() -> Path | None:
    """The folder of all of deckgen's caches; ``None`` where nobody is at home."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    try:
        folder = Path(given) if os.path.isabs(given) else Path.home() / ".cache"  # noqa: PTH117
    except RuntimeError:  # as in some containers
        return None
    return folder / "deckgen"

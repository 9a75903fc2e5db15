"""Tags as they are written: inside the project's own name space, sorted, none twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SPACES = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\"]")
_RESERVED = frozenset({"marked", "leech"})
"""Anki's own tags, dropped from packages (ANKI-CONTRACT 58)."""


def write_tags(slug: str, tags: Iterable[str]) -> tuple[str, ...]:
    """Prefix tags with the project's slug, sorted and de-duplicated without regard to case.

    A tag has no white space (Anki splits there) and no empty level (Anki would call it ``blank``).
    """
    written: dict[str, str] = {}
    for tag in tags:
        levels = [_level(level) for level in tag.split("::")]
        levels = [level for level in levels if level]
        if levels and levels[-1].casefold() not in _RESERVED:
            full = "::".join([slug, *levels] if slug else levels)
            written.setdefault(full.casefold(), full)
    return tuple(written[key] for key in sorted(written))


def _level(level: str) -> str:
    plain = _CONTROL.sub("", unicodedata.normalize("NFC", level))
    return _SPACES.sub("-", plain.strip()).strip(":-")

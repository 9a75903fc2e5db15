"""What a project changes of the look of its cards, as a value."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deckgen.model import MediaFile

TEMPLATES = ("basic_front.html", "basic_back.html", "cloze_front.html", "cloze_back.html")
"""The names of the templates: note type and side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A project's own look, checked; the empty one leaves everything to deckgen.

    ``css`` comes after deckgen's own sheet.  ``templates`` replace those of the same name (one of
    ``TEMPLATES``).  ``media`` are the fonts and pictures that both refer to.  ``files`` are the
    files and folders that were looked at, each with its state (``state_of``) at that time; those of
    fonts and pictures are on the shelf.
    """

    css: str = ""
    templates: Mapping[str, str] = field(default_factory=dict)
    media: tuple[MediaFile, ...] = ()
    files: Mapping[Path, str] = field(default_factory=dict)


def state_of(place: Path) -> str:
    """Return what tells a file or folder from another one at the same place.

    It is the SHA-256 of a file, the names of the pages in a folder, and nothing of what is not
    there.
    """
    try:
        if place.is_dir():
            return "\n".join(page_names(place))
        return hashlib.sha256(place.read_bytes()).hexdigest()
    except OSError:
        return ""


def page_names(folder: Path) -> list[str]:
    """Return the names of all HTML files in a folder, sorted.

    Raises:
        OSError: the folder cannot be read.
    """
    names = (one.name for one in folder.iterdir())
    return sorted(name for name in names if name.lower().endswith((".html", ".htm")))

"""What a project changes of the look of its cards, as a value."""

from __future__ import annotations

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
    ``TEMPLATES``).  ``media`` are the fonts and pictures that both refer to.  ``files`` are all
    files that were read or looked for: while they are the same, so is the theme.
    """

    css: str = ""
    templates: Mapping[str, str] = field(default_factory=dict)
    media: tuple[MediaFile, ...] = ()
    files: tuple[Path, ...] = ()

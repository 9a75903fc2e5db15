"""What rendering takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deckgen.model import Document, MediaFile
from deckgen.render.colours import Colours


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of a field: sanitised, balanced HTML, and the media files it refers to.

    ``html`` is NFC, holds no control characters but newline and tab, and nothing that Anki would
    take for a sound, a formula or LaTeX unless the author meant one.  ``media`` is in order of
    appearance, each file once.
    """

    html: str
    media: tuple[MediaFile, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderContext:
    """Where the blocks come from; make one for a document and use it for all its fields.

    ``media`` maps an address as the author wrote it to its file.  ``link_base`` is the address of
    the project's root on the web, ending in a slash; relative links are resolved against it, or
    shown as plain text where it is empty.  ``colours`` colour the code.
    """

    document: Document
    media: Mapping[str, MediaFile]
    link_base: str = ""
    colours: Colours = field(default_factory=Colours, repr=False, compare=False)
    cache: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What is worked out once for the document: its footnotes, the parser's environment."""

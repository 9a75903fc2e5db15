"""What the tests of rendering share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deckgen.markdown import parse
from deckgen.model import Document, MediaFile, SourceFile
from deckgen.render import Html, RenderContext, render_blocks


def document(text: str, path: str = "source/notes.md") -> Document:
    """Parse a text as if it were a file of a project."""
    parsed, _ = parse(SourceFile(path=path, location=Path("/project") / path, text=text))
    return parsed


def media_file(name: str) -> MediaFile:
    """Return a file that need not exist: rendering only writes its name."""
    return MediaFile(name=name, location=Path("/project") / name, sha256="0" * 64, size=1)


def render_text(
    text: str, media: Mapping[str, MediaFile] | None = None, link_base: str = ""
) -> Html:
    """Render a whole text as one field."""
    parsed = document(text)
    return render_blocks(parsed.blocks, RenderContext(parsed, media or {}, link_base))

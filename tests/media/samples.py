"""What the tests of media share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deckgen.model import Document, MediaRef, SourceFile, Span

PNG = b"\x89PNG\r\n\x1a\n" + b"a picture"
GIF = b"GIF89a\x02\x00\x02\x00" + b"another picture"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'


def write(root: Path, path: str, content: bytes = PNG) -> Path:
    """Put a file into a project."""
    location = root / path
    location.parent.mkdir(parents=True, exist_ok=True)
    location.write_bytes(content)
    return location


def referring(root: Path, targets: Sequence[str], path: str = "source/notes.md") -> Document:
    """Return a document that refers to addresses, one in each line."""
    source = SourceFile(path=path, location=root / path, text="")
    media = tuple(
        MediaRef(target=target, alt="", span=Span(path, line, 5, line, 9))
        for line, target in enumerate(targets, start=1)
    )
    return Document(source=source, blocks=(), media=media)

"""The title that a file gives itself."""

from __future__ import annotations

from deckgen.markdown.document import parse
from deckgen.model import BlockKind, SourceFile, Span

_BEGINNING = 20_000
"""Characters; a title that comes later is none."""


def find_title(source: SourceFile) -> tuple[str, Span] | None:
    """The text and place of the first heading of level 1, if it stands near the beginning."""
    beginning = SourceFile(
        path=source.path, location=source.location, text=source.text[:_BEGINNING]
    )
    document, _ = parse(beginning)
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.level == 1 and block.text.strip():
            return " ".join(block.text.split()), block.span
    return None

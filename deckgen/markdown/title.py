"""The title that a file gives itself."""

from __future__ import annotations

import re

from deckgen.markdown.document import parse
from deckgen.markdown.html_text import text_of_html
from deckgen.model import Block, BlockKind, SourceFile, Span
from deckgen.patterns import lazy

_BEGINNING = 20_000
"""Characters; a title that comes later is none."""
_LONGEST = 80
"""Characters; what is longer is a sentence, and no name."""
_HTML = lazy(r"<h1\b[^<>]*>((?:(?!</?h1\b)[^\x00]){1,400}?)</h1>", re.IGNORECASE)
_ANCHOR = lazy(r"\s*\{#[^{}]*\}$")


def find_title(source: SourceFile) -> tuple[str, Span] | None:
    """The text and place of the first heading of level 1, if it can be a name."""
    beginning = SourceFile(
        path=source.path, location=source.location, text=source.text[:_BEGINNING]
    )
    document, _ = parse(beginning)
    for block in document.blocks:
        text = _ANCHOR.sub("", " ".join(_read_title(block).split()))
        if text:
            return (text, block.span) if len(text) <= _LONGEST else None
    return None


def _read_title(block: Block) -> str:
    if block.kind is BlockKind.HEADING and block.level == 1:
        return block.text
    found = _HTML.search(block.source) if block.kind is BlockKind.HTML else None
    return text_of_html(found[1]) if found else ""

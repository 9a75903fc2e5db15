"""A source file as a document."""

from __future__ import annotations

from typing import Any

from deckgen.diagnostics import Diagnostic
from deckgen.markdown.parser import parser
from deckgen.markdown.tree import build
from deckgen.model import Document, SourceFile


def parse(source: SourceFile) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Parse a source file into a tree of blocks with exact spans."""
    env: dict[str, Any] = {}
    tokens = parser().parse(source.text, env)
    blocks = build(tokens, source)
    return Document(source=source, blocks=blocks, env=env), ()

"""Helpers: read a text as a file."""

from __future__ import annotations

from pathlib import Path

from deckgen.dialects import Reading, ReadingSettings, read
from deckgen.markdown import parse
from deckgen.model import SourceFile


def read_text(
    text: str, settings: ReadingSettings | None = None, *, path: str = "notes.md"
) -> Reading:
    """Read a text as the file ``path``."""
    document, _ = parse(SourceFile(path=path, location=Path(path), text=text))
    return read(document, settings)


def texts_of(text: str, settings: ReadingSettings | None = None) -> list[str]:
    """The texts of the questions in a text."""
    return [question.text for question in read_text(text, settings).questions]


def codes_of(text: str, settings: ReadingSettings | None = None) -> list[tuple[str, int]]:
    """The codes of the findings in a text, each with its line."""
    return [(one.code, one.span.line) for one in read_text(text, settings).diagnostics]

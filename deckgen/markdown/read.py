"""A file as text."""

from __future__ import annotations

import os
from pathlib import Path

from deckgen.diagnostics import Diagnostic
from deckgen.model import SourceFile


def read_source(location: Path, root: Path) -> tuple[SourceFile | None, tuple[Diagnostic, ...]]:
    """Read a file as UTF-8: byte order mark dropped, line ends normalised to ``\\n``."""
    text = location.read_bytes().decode("utf-8-sig", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    path = Path(os.path.relpath(location, root)).as_posix()
    return SourceFile(path=path, location=location, text=text), ()

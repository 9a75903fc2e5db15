"""A file of the theme as text, with everything that is to be said of it."""

from __future__ import annotations

import codecs
import hashlib
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from deckgen.diagnostics import Diagnostic, Severity, report
from deckgen.markdown.positions import Positions
from deckgen.model import Span

_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), 127), " ")


@dataclass(slots=True)
class ThemeFile:
    """A style sheet or template: its text with ``\\n`` at line ends, and what was found in it.

    ``path`` is POSIX and relative to the project's root; ``sha256`` is that of its bytes.
    """

    path: str
    location: Path
    text: str
    sha256: str = ""
    found: list[Diagnostic] = field(default_factory=list)
    positions: Positions = field(init=False)

    def __post_init__(self) -> None:
        self.positions = Positions(self.text, self.path)

    @property
    def is_wrong(self) -> bool:
        """Whether an error was found, so that nothing of it may be shown."""
        return any(one.severity is Severity.ERROR for one in self.found)

    def span(self, begin: int, end: int) -> Span:
        """Return the span of a stretch of the text."""
        return self.positions.span(begin, end)

    def say(self, code: str, begin: int, end: int, message: str, help: str) -> None:
        """Report something at a stretch of the text."""
        self.found.append(report(code, self.span(begin, end), message, help=help))


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text and what takes its place."""

    begin: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits made; they lie apart from each other."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.begin):
        parts += [text[at : edit.begin], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def read_file(
    location: Path, path: str, limit: int, named: Span
) -> tuple[ThemeFile | None, tuple[Diagnostic, ...]]:
    """Read a file as UTF-8, without byte order mark; control characters become spaces.

    Args:
        location: the file.
        path: as findings name it.
        limit: bytes that it may have.
        named: where it is named; findings about the whole file stand there.
    """
    try:
        if not stat.S_ISREG(location.stat().st_mode):
            return None, (report("DG020", named, f"`{path}` is no file", help="name a file"),)
        with location.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        message = f"`{path}` cannot be read: {(error.strerror or 'unknown error').lower()}"
        return None, (report("DG021", named, message, help="check the file's permissions"),)
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > limit:
        message = f"`{path}` has more than {limit:,} bytes"
        advice = "refer to fonts and pictures as files, or name several style sheets"
        return None, (report("DG022", named, message, help=advice),)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_undecodable(data, error, path),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return ThemeFile(path, location, text.translate(_CONTROLS), digest), ()


def _undecodable(data: bytes, error: UnicodeDecodeError, path: str) -> Diagnostic:
    before = data[: error.start].decode("utf-8", "replace")
    before = before.replace("\r\n", "\n").replace("\r", "\n")
    span = Positions(before + "?", path).span(len(before), len(before) + 1)
    message = f"`{path}` is not UTF-8: byte 0x{data[error.start]:02x} cannot be decoded"
    return report("DG021", span, message, help="save the file as UTF-8")

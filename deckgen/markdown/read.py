"""A file as text."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import replace
from pathlib import Path

from deckgen.diagnostics import Diagnostic, report
from deckgen.markdown.merge_marks import find_merge_marks
from deckgen.markdown.positions import Positions
from deckgen.model import SourceFile, Span
from deckgen.patterns import lazy
from deckgen.sources import relative_path, unreadable

_UNDECODED = lazy("[\udc80-\udcff]+")
_CONTROL = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CONTROL_BYTES = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\r")
_CONTROL_PAIR = lazy(b"\xc2[\x80-\x9f]")
"""How UTF-8 writes U+0080 to U+009F."""
_MOST = 20
"""Places reported in one file; a file in another encoding has thousands."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_source(location: Path, root: Path) -> tuple[SourceFile | None, tuple[Diagnostic, ...]]:
    """Read a file as UTF-8, without byte order mark, every line end as ``\\n``.

    Bytes that are not UTF-8 are a DG101 each and U+FFFD in the text; control characters are a
    DG104 and spaces.  Marks of an unsolved merge are a DG119.  A file that cannot be read is
    nothing and a DG102.
    """
    path = relative_path(location, root)
    try:
        data = location.read_bytes()
    except OSError as error:
        return None, (unreadable(path, error),)
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(_UTF16):
        source, of_decoding = _read_utf16(data, path, location)
        return replace(source, sha256=sha256), of_decoding
    text = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    marks = find_merge_marks(text, path)
    if _is_clean(data, text):
        return SourceFile(path=path, location=location, text=text, sha256=sha256), marks
    found = (*marks, *_undecoded(text, path), *_controls(text, path))
    text = _CONTROL.sub(" ", _UNDECODED.sub(lambda piece: "\ufffd" * len(piece[0]), text))
    return SourceFile(path=path, location=location, text=text, sha256=sha256), found


def _is_clean(data: bytes, text: str) -> bool:
    """Tell whether there is nothing to replace; a quick look, since nearly always there is not."""
    plain = len(data.translate(None, _CONTROL_BYTES)) == len(data)
    if text.isascii():
        return plain
    return plain and not _CONTROL_PAIR.search(data) and _is_utf8(text)


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # a byte that could not be decoded
        return False
    return True


def _undecoded(text: str, path: str) -> tuple[Diagnostic, ...]:
    places = list(_UNDECODED.finditer(text))
    if not places:
        return ()
    positions = Positions(text, path)
    found: list[Diagnostic] = []
    for number, place in enumerate(places[:_MOST]):
        written = place[0].encode("utf-8", "surrogateescape")
        more = len(places) - _MOST
        rest = f" (and {more} more places)" if number == _MOST - 1 and more > 0 else ""
        shown = " ".join(f"0x{byte:02x}" for byte in written[:4])
        span = positions.span(place.start(), place.end())
        message = f"bytes that are not UTF-8: {shown}{rest}"
        found.append(report("DG101", span, message, help="save the file as UTF-8"))
    return tuple(found)


def _controls(text: str, path: str) -> tuple[Diagnostic, ...]:
    first = _CONTROL.search(text)
    if not first:
        return ()
    count = len(_CONTROL.findall(text))
    span = Positions(text, path).span(first.start(), first.end())
    also = f" and {count - 1} more" if count > 1 else ""
    message = f"control character U+{ord(first[0]):04X}{also}, read as a space"
    return (report("DG104", span, message, help="remove it"),)


def _read_utf16(
    data: bytes, path: str, location: Path
) -> tuple[SourceFile, tuple[Diagnostic, ...]]:
    """Read a file that says it is UTF-16: all other findings would be about the wrong thing."""
    text = data.decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n")
    found = report(
        "DG101", Span(path, 1, 1, 1, 1), "the file is UTF-16", help="save the file as UTF-8"
    )
    text = _CONTROL.sub(" ", text)
    return SourceFile(path=path, location=location, text=text), (found,)

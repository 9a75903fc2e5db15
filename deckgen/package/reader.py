"""Read a package back: one of deckgen's, genanki's own, or a legacy export of Anki's.

Nothing in the file is believed: sizes are bounded, the database is read as data only, and whatever
is wrong becomes a diagnostic that says so.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Span
from deckgen.package.contents import Contents
from deckgen.package.database import DamagedError, Rows, read_collection

_MAX_COLLECTION = 1 << 30
_MAX_MEDIA = 1 << 32
_MAX_MEDIA_LIST = 1 << 26
_CHUNK = 1 << 20
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def read_package(
    path: Path, expected: Rows | None = None
) -> tuple[Contents | None, tuple[Diagnostic, ...]]:
    """Read a package; None with one diagnostic if that is not possible.

    If its notes and cards are those ``expected``, they are not made out of their rows.
    """
    span = Span(str(path))
    try:
        with path.open("rb") as file:
            if not zipfile.is_zipfile(file):
                return None, (_not_a_package(file, path),)
            with zipfile.ZipFile(file) as archive:
                return _read(archive, path, expected)
    except _ZIP_ERRORS as error:
        message = f"`{path}` is a damaged zip file: {error}"
        return None, (report("DG703", span, message, help="download or build it again"),)
    except DamagedError as error:
        message = f"`{path}` is a damaged package: {error}"
        return None, (report("DG705", span, message, help="download or build it again"),)
    except OSError as error:
        message = f"`{path}` cannot be read: {(error.strerror or str(error)).lower()}"
        return None, (report("DG703", span, message, help="check the path and its permissions"),)


def _read(
    archive: zipfile.ZipFile, path: Path, expected: Rows | None
) -> tuple[Contents | None, tuple[Diagnostic, ...]]:
    names = frozenset(archive.namelist())
    if "collection.anki21b" in names:
        found = report(
            "DG704",
            Span(str(path)),
            f"`{path}` is in Anki's newer format, which is not supported",
            help="in Anki, export it again with “Support older Anki versions” ticked",
        )
        return None, (found,)
    collection = next((n for n in ("collection.anki21", "collection.anki2") if n in names), None)
    if collection is None:
        raise DamagedError("it holds no collection (`collection.anki2`)")
    parts = read_collection(_bounded(archive, collection, _MAX_COLLECTION), expected)
    media = _media(archive, names)
    contents = Contents(
        decks=parts.decks,
        note_types=parts.note_types,
        notes=parts.notes,
        media=media,
        project_id=parts.project_id,
        as_expected=parts.as_expected,
    )
    return contents, ()


def _media(archive: zipfile.ZipFile, names: frozenset[str]) -> Mapping[str, str]:
    if "media" not in names:
        raise DamagedError("it holds no list of media files (`media`)")
    try:
        listed = json.loads(_bounded(archive, "media", _MAX_MEDIA_LIST))
    except (ValueError, RecursionError):
        listed = None
    if not isinstance(listed, dict) or not all(isinstance(name, str) for name in listed.values()):
        raise DamagedError("its list of media files (`media`) is not a JSON object of names")
    hashes: dict[str, str] = {}
    left = _MAX_MEDIA
    for member, name in sorted(listed.items()):
        if member not in names:
            raise DamagedError(f"its media file `{name}` is listed, but absent")
        if name in hashes:
            raise DamagedError(f"its media file `{name}` is listed twice")
        hashes[name], size = _sha256(archive, member, left)
        left -= size
    return hashes


def _bounded(archive: zipfile.ZipFile, member: str, limit: int) -> bytes:
    with archive.open(member) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise DamagedError(f"its part `{member}` is larger than {limit >> 20} MiB")
    return data


def _sha256(archive: zipfile.ZipFile, member: str, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if size > limit:
                raise DamagedError(f"its media files are larger than {_MAX_MEDIA >> 20} MiB")
    return digest.hexdigest(), size


def _not_a_package(file: BinaryIO, path: Path) -> Diagnostic:
    """Say what the file is instead, judging by how it begins."""
    file.seek(0)
    start = file.read(512)
    again = "download or build it again"
    if not start:
        message, remedy = "is empty", again
    elif start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        message = "is a web page, not a package"
        remedy = "download the file itself: the address led to a page about it"
    elif start.startswith(b"version https://git-lfs"):
        message, remedy = "is a Git LFS pointer, not a package", "fetch the file: `git lfs pull`"
    elif start.startswith(b"SQLite format 3\0"):
        message = "is a bare collection, not a package"
        remedy = "export a package (`.apkg`) in Anki"
    elif start.startswith(b"PK"):
        message, remedy = "is a damaged zip file: its end is missing", again
    else:
        message, remedy = "is not a package (not a zip file)", again
    return report("DG703", Span(str(path)), f"`{path}` {message}", help=remedy)

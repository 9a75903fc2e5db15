"""A zip file whose bytes depend on its contents alone.

Python's ``zipfile`` compresses with whichever zlib the machine has, and zlib, zlib-ng and others
give different bytes.  So members are compressed with libdeflate, which every machine gets in the
same form with the package ``deflate``, and the few headers around them are written here, after
"APPNOTE.TXT - .ZIP File Format Specification", sections 4.3.7, 4.3.12 and 4.3.16.

Every member has the date 1 January 1980 (the oldest a zip file can name), the mode 0644 of a Unix
file, no extra fields and no comment; the order is that of the calls.
"""

from __future__ import annotations

import struct
import zlib
from types import TracebackType
from typing import BinaryIO, Self

import deflate

MAX_MEMBERS = 0xFFFF - 1
MAX_BYTES = 0xFFFF_FFFF - 1
"""What fits into a zip file without its 64-bit extension, which deckgen does not write."""

_LEVEL = 6
_STORED, _DEFLATED = 0, 8
_VERSION = 20  # 2.0: the first that knows deflate
_UNIX = 3 << 8
_FIRST_OF_1980 = (1980 - 1980) << 9 | 1 << 5 | 1
_MODE = 0o100644 << 16
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


class CanonicalZip:
    """Write a zip file, member by member, to a binary file that stays open.

    Used as a context manager; leaving it without an exception writes the directory.  Names are
    ASCII.

    Raises (all methods):
        OSError: the file cannot be written.
        OverflowError: there are more members or bytes than a zip file can hold.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._offset = 0
        self._directory: list[bytes] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._close()

    def add(self, name: str, content: bytes | bytearray, *, compress: bool) -> None:
        """Add a member; ``compress`` what is text, not pictures and sounds, which are already."""
        data = bytes(deflate.deflate_compress(content, _LEVEL)) if compress else content
        entry = (
            _FIRST_OF_1980,
            zlib.crc32(content),
            len(data),
            len(content),
            len(name),
        )
        method = _DEFLATED if compress else _STORED
        time, flags, extra, comment, disk, kind = 0, 0, 0, 0, 0, 0
        if self._offset + len(data) > MAX_BYTES or len(self._directory) >= MAX_MEMBERS:
            raise OverflowError("the package is too large for a zip file")
        self._directory.append(
            _CENTRAL.pack(
                b"PK\x01\x02", _UNIX | _VERSION, _VERSION, flags, method, time, *entry,
                extra, comment, disk, kind, _MODE, self._offset,
            )
            + name.encode("ascii")
        )  # fmt: skip
        self._write(_LOCAL.pack(b"PK\x03\x04", _VERSION, flags, method, time, *entry, extra))
        self._write(name.encode("ascii"))
        self._write(data)

    def _close(self) -> None:
        start, count = self._offset, len(self._directory)
        directory = b"".join(self._directory)
        self._write(directory)
        self._write(_END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0))

    def _write(self, data: bytes | bytearray) -> None:
        self._file.write(data)
        self._offset += len(data)

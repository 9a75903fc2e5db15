"""Taking what is nobody's business out of pictures: where, when and by whom they were made.

Only containers are taken apart; the pixels stay as they are to the bit.  Kept are colour profiles,
animations and, in a form that says nothing else, which side is up.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.patterns import lazy

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs cICP mDCV cLLI"
    b" acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_JPEG_MARKER = lazy(rb"\xff++([^\x00\xd0-\xd7])")
_JPEG_NEXT = lazy(rb"\xff([^\x00\xd0-\xd7\xff])")
"""The next marker in entropy-coded data: there, ``FF`` is followed by 0 or is a restart."""
_ORIENTATION = 0x0112


class _MalformedError(Exception):
    """The container is not what its kind says."""


def strip_metadata(content: bytes, ending: str) -> bytes:
    """Return a picture without its metadata; one that is not well-formed stays as it is."""
    strips = {".png": _strip_png, ".jpg": _strip_jpeg, ".jpeg": _strip_jpeg, ".webp": _strip_webp}
    if ending not in strips:
        return content
    try:
        return b"".join(strips[ending](content))
    except _MalformedError:
        return content


def orientation(content: bytes) -> int:
    """Return which side of a JPEG picture is up: 1, or 2 to 8 as in Exif."""
    try:
        for marker, start, end in _segments(content):
            if marker == 0xE1 and content.startswith(b"Exif\0\0", start):
                return _read_orientation(content[start + 6 : end])
    except _MalformedError:
        pass
    return 1


# --- JPEG ----------------------------------------------------------------------------------


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of the content of each segment before the first scan."""
    at = 2
    while True:
        found = _JPEG_MARKER.match(content, at)
        if not found:
            raise _MalformedError
        marker, at = found[1][0], found.end()
        if marker in (0xD9, 0x01):
            raise _MalformedError
        end = at + int.from_bytes(content[at : at + 2], "big")
        if not at + 2 <= end <= len(content):
            raise _MalformedError
        yield marker, at + 2, end
        if marker == 0xDA:
            return
        at = end


def _strip_jpeg(content: bytes) -> Iterator[bytes]:
    """Yield what stays: without Exif, XMP, IPTC, comments, and what hangs on behind the end."""
    yield b"\xff\xd8"
    turned = orientation(content)
    start = 2
    written = turned == 1
    for marker, first, end in _segments(content):
        if marker != 0xE0 and not written:
            exif = b"Exif\0\0" + _exif(turned)
            yield b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
            written = True
        if _keeps_jpeg(content, marker, first):
            yield b"\xff" + bytes([marker]) + content[first - 2 : end]
        start = end
    yield content[start : _end_of_scans(content, start)]


def _keeps_jpeg(content: bytes, marker: int, start: int) -> bool:
    if marker == 0xE0:
        return content.startswith(b"JFIF\0", start)
    if marker == 0xE2:
        return content.startswith(b"ICC_PROFILE\0", start)
    return marker == 0xEE or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _end_of_scans(content: bytes, at: int) -> int:
    """Return the offset behind the end marker; the end of a file that was cut off."""
    while found := _JPEG_NEXT.search(content, at):
        if found[1] == b"\xd9":
            return found.end()
        at = found.end() + max(2, int.from_bytes(content[found.end() : found.end() + 2], "big"))
    return len(content)


# --- PNG -----------------------------------------------------------------------------------


def _strip_png(content: bytes) -> Iterator[bytes]:
    """Yield what stays: without texts, times, Exif, private chunks, and what is behind the end."""
    yield _PNG
    at = len(_PNG)
    while True:
        length = int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        end = at + length + 12
        if len(kind) < 4 or end > len(content):
            raise _MalformedError
        if kind in _PNG_KEPT:
            yield content[at:end]
        elif kind == b"eXIf" and (turned := _read_orientation(content[at + 8 : end - 4])) != 1:
            yield png_chunk(b"eXIf", _exif(turned))
        if kind == b"IEND":
            return
        at = end


def png_chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG file: length, kind, content, checksum."""
    import zlib

    check = zlib.crc32(kind + content)
    return len(content).to_bytes(4, "big") + kind + content + check.to_bytes(4, "big")


# --- WebP ----------------------------------------------------------------------------------


def _strip_webp(content: bytes) -> Iterator[bytes]:
    """Yield what stays: without Exif and XMP, and without the flags that announce them."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise _MalformedError
    kept = []
    flags = 0
    for kind, at, end in _webp_chunks(content):
        if kind == b"EXIF":
            exif = content[at + 8 : end].removeprefix(b"Exif\0\0")
            if (turned := _read_orientation(exif)) != 1:
                small = _exif(turned)
                kept.append(b"EXIF" + len(small).to_bytes(4, "little") + small)
                flags = 0x08
        elif kind in _WEBP_KEPT:
            kept.append(content[at:end])
    body = b"".join(kept)
    if body[:4] == b"VP8X":
        body = body[:8] + bytes([body[8] & ~0x0C | flags]) + body[9:]
    yield b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP"
    yield body


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    at = 12
    limit = min(len(content), 8 + int.from_bytes(content[4:8], "little"))
    while at + 8 <= limit:
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        if end > limit:
            raise _MalformedError
        yield content[at : at + 4], at, end
        at = end


# --- Exif ----------------------------------------------------------------------------------


def _read_orientation(tiff: bytes) -> int:
    """Return the orientation that a TIFF structure names; 1 where it names none."""
    order: dict[bytes, str] = {b"II": "little", b"MM": "big"}
    name = order.get(tiff[:2])
    if name is None:
        return 1

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if name == "little" else "big")

    start = number(4, 4)
    for i in range(min(number(start, 2), 200)):
        at = start + 2 + 12 * i
        if number(at, 2) == _ORIENTATION:
            turned = number(at + 8, 2)
            return turned if 1 <= turned <= 8 else 1
    return 1


def _exif(turned: int) -> bytes:
    """Return the smallest TIFF structure that names an orientation (one entry, a short)."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + turned.to_bytes(2, "big") + b"\0\0"
    return b"MM\0*\0\0\0\x08\x00\x01" + entry + b"\0\0\0\0"

"""How large a picture is, read from its first bytes: nothing is decoded."""

from __future__ import annotations

from deckgen.patterns import lazy

MOST_PIXELS = 80_000_000
"""Above this a picture takes more memory than a phone gives to a card (four bytes a pixel)."""

_JPEG_MARKER = lazy(rb"\xff++([^\x00])")
_JPEG_FRAMES = frozenset((*range(0xC0, 0xD0),)) - {0xC4, 0xC8, 0xCC}


def dimensions(content: bytes, ending: str) -> tuple[int, int]:
    """Return width and height in pixels, as stored (not yet turned); zeros where they are unknown.

    Known are PNG, JPEG, GIF, WebP, AVIF and BMP.
    """
    match ending:
        case ".png":
            return _big(content, 16, 4), _big(content, 20, 4)
        case ".gif":
            return _little(content, 6, 2), _little(content, 8, 2)
        case ".jpg" | ".jpeg":
            return _jpeg(content)
        case ".webp":
            return _webp(content)
        case ".bmp":
            return _little(content, 18, 4), _little(content, 22, 4)
        case ".avif":
            at = content.find(b"ispe", 0, 65_536)
            return (_big(content, at + 8, 4), _big(content, at + 12, 4)) if at >= 0 else (0, 0)
        case _:
            return 0, 0


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while found := _JPEG_MARKER.match(content, at):
        at = found.end()
        if found[1][0] in _JPEG_FRAMES:
            return _big(content, at + 5, 2), _big(content, at + 3, 2)
        length = _big(content, at, 2)
        if length < 2:
            break
        at += length
    return 0, 0


def _webp(content: bytes) -> tuple[int, int]:
    match content[12:16]:
        case b"VP8X":
            return _little(content, 24, 3) + 1, _little(content, 27, 3) + 1
        case b"VP8L":
            bits = _little(content, 21, 4)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            return _little(content, 26, 2) & 0x3FFF, _little(content, 28, 2) & 0x3FFF
        case _:
            return 0, 0


def _big(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "big")


def _little(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "little")

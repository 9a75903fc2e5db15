"""What Anki can show or play, by extension."""

from __future__ import annotations

import posixpath
import re

from deckgen.patterns import lazy

PICTURES = frozenset(
    {".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"}
)
PLAYED = frozenset(
    {
        *(".3gp", ".aac", ".avi", ".flac", ".flv", ".m4a", ".m4v", ".mkv", ".mov", ".mp3", ".mp4"),
        *(".mpeg", ".mpg", ".oga", ".ogg", ".ogv", ".opus", ".spx", ".swf", ".wav", ".webm"),
    }
)
"""Anki's lists of picture, sound and film extensions (its editor accepts exactly these)."""

FONTS = frozenset({".otf", ".ttf", ".woff", ".woff2"})
"""Fonts that all of Anki's web views take; only style sheets refer to them."""

SCANNED = frozenset({".gif", ".jpeg", ".jpg", ".png", ".webp"})
"""Pictures whose first bytes always tell their kind."""

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"ID3", ".mp3"),
    (b"OggS", ".ogg"),
    (b"fLaC", ".flac"),
    (b"FLV\x01", ".flv"),
    (b"\x00\x00\x01\x00", ".ico"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
)
_FONT_MAGIC = (b"wOF2", b"wOFF", b"OTTO", b"\x00\x01\x00\x00", b"true")
_RIFF = {b"WEBP": ".webp", b"WAVE": ".wav", b"AVI ": ".avi"}
_BRANDS = {b"M4A ": ".m4a", b"M4V ": ".m4v", b"qt  ": ".mov", b"heic": "", b"heix": "", b"mif1": ""}
"""Brands of ISO media files that are no MP4; of HEIC pictures nothing shows."""

_FRAMES = dict.fromkeys((b"\xfb", b"\xfa", b"\xf3", b"\xf2", b"\xe3", b"\xe2"), ".mp3")
_FRAMES |= dict.fromkeys((b"\xf1", b"\xf9", b"\xf0", b"\xf8"), ".aac")
"""Second byte of a frame of sound without any header before it."""

_DRAWING = lazy(
    r"\ufeff?(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\]\s*+)?>)*+<(?:\w++:)?svg[\s/>]",
    re.DOTALL | re.IGNORECASE,
)
_HEAD = 65_536


def extension(name: str) -> str:
    """Return the extension of a file name in lower case, with its dot."""
    return posixpath.splitext(name)[1].lower()


def sniff(content: bytes) -> str:
    """Return the extension that fits a file's first bytes, or nothing.

    The signatures are those of the formats' specifications (as in the WHATWG's MIME sniffing).
    """
    for magic, ending in _MAGIC:
        if content.startswith(magic):
            return ending
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12], "")
    if content[4:8] == b"ftyp":
        brand = content[8:12]
        return ".avif" if b"avi" in content[8:40] else _BRANDS.get(brand, ".mp4")
    if content[:4] == b"\x1aE\xdf\xa3":
        return ".webm" if b"webm" in content[:64] else ".mkv"
    if content[:2] == b"BM" and content[6:10] == bytes(4):
        return ".bmp"
    if content[:1] == b"\xff" and content[1:2] in _FRAMES:
        return _FRAMES[content[1:2]]
    return ".svg" if is_drawing(content) else ""


def is_drawing(content: bytes) -> bool:
    """Tell whether the first element of a text is ``<svg>``."""
    head = content[:_HEAD]
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    return bool(_DRAWING.match(head.decode("utf-16" if wide else "utf-8", "replace")))


def is_font(content: bytes) -> bool:
    """Tell whether a file begins as a font does (WOFF 1 and 2, OpenType, TrueType)."""
    return content.startswith(_FONT_MAGIC)

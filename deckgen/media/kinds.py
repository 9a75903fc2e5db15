"""What Anki can show or play, by extension."""

from __future__ import annotations

import posixpath

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

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"ID3", ".mp3"),
    (b"OggS", ".ogg"),
    (b"fLaC", ".flac"),
)


def extension(name: str) -> str:
    """Return the extension of a file name in lower case, with its dot."""
    return posixpath.splitext(name)[1].lower()


def sniff(head: bytes) -> str:
    """Return the extension that fits a file's first bytes, for files without one; else nothing."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return ".webp"
    if head[4:12] == b"ftypavif":
        return ".avif"
    return next((ending for magic, ending in _MAGIC if head.startswith(magic)), "")

"""Scaling pictures down to what a screen can show.

The same picture gives the same bytes on every machine with the same Pillow: its arithmetic is that
of whole numbers, and what it hands to zlib for a PNG is compressed again by libdeflate (as in the
package).
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

from deckgen.media.dimensions import dimensions
from deckgen.media.metadata import orientation, png_chunk

if TYPE_CHECKING:
    from PIL.Image import Image

RECIPE = 1
"""Counts the ways of scaling there were: part of the key under which results are kept."""

_JPEG_QUALITY = 88
_DEFLATE_LEVEL = 6
"""Nine takes ten times as long for six percent less."""
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
"""Eight bits a channel; pictures for print or measurement stay as they are."""


def is_too_wide(content: bytes, ending: str, width: int) -> bool:
    """Tell whether a JPEG or PNG is wider than ``width`` as it is seen; 0 is no limit."""
    if not width or ending not in (".jpg", ".jpeg", ".png"):
        return False
    if ending == ".png" and b"acTL" in content[:1024]:
        return False  # an animation
    across, down = dimensions(content, ending)
    turned = ending != ".png" and orientation(content) > 4
    return (down if turned else across) > width


def scale_down(content: bytes, ending: str, width: int) -> bytes:
    """Return a JPEG or PNG at the given width, in the same format and the right way up.

    It stays as it is when it cannot be decoded, or would become larger in bytes.
    """
    from PIL import Image, ImageOps  # only where a picture is too wide

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
            if opened.mode not in _MODES:
                return content
            across, down = dimensions(content, ending)
            if ending != ".png":
                turned = orientation(content) > 4
                shown = down if turned else across
                wanted = (max(1, across * width // shown), max(1, down * width // shown))
                opened.draft(None, wanted)  # decodes a half, quarter or eighth, never less
            picture = ImageOps.exif_transpose(opened)
            height = max(1, round(picture.height * width / picture.width))
            plain = picture.convert(_plain_mode(picture))
            small = plain.resize((width, height), Image.Resampling.LANCZOS)
            made = _encode(small, ending, opened.info.get("icc_profile"))
    except (
        ArithmeticError,  # a size of nothing
        MemoryError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
    ):
        return content
    return made if len(made) < len(content) else content


def _plain_mode(picture: Image) -> str:
    """Return the mode in which neighbouring pixels can be mixed."""
    clear = "transparency" in picture.info
    match picture.mode:
        case "P":
            return "RGBA" if clear else "RGB"
        case "1" | "L":
            return "LA" if clear else "L"
        case "PA":
            return "RGBA"
        case mode:
            return mode


def _encode(picture: Image, ending: str, profile: bytes | None) -> bytes:
    """Write a picture with its colour profile and nothing else."""
    made = io.BytesIO()
    if ending == ".png":
        picture.info.clear()
        picture.save(made, "PNG", compress_level=1, icc_profile=profile)
        return _recompress(made.getvalue())
    picture.save(made, "JPEG", quality=_JPEG_QUALITY, optimize=True, icc_profile=profile)
    return made.getvalue()


def _recompress(png: bytes) -> bytes:
    """Compress the pixels of a PNG again: zlib's bytes differ from machine to machine."""
    import deflate

    at, pixels = 8, bytearray()
    before: list[bytes] = [png[:8]]
    after: list[bytes] = []
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        kind, end = png[at + 4 : at + 8], at + length + 12
        if kind == b"IDAT":
            pixels += png[at + 8 : end - 4]
        elif kind == b"iCCP":
            before.append(_again(png[at + 8 : end - 4]))
        else:
            (after if pixels else before).append(png[at:end])
        at = end
    raw = zlib.decompress(pixels)
    body = bytes(deflate.zlib_compress(raw, _DEFLATE_LEVEL))
    return b"".join((*before, png_chunk(b"IDAT", body), *after))


def _again(profile: bytes) -> bytes:
    """Compress a colour profile again; before it stand its name, a zero and the method."""
    import deflate

    name, _, rest = profile.partition(b"\0")
    body = bytes(deflate.zlib_compress(zlib.decompress(rest[1:]), _DEFLATE_LEVEL))
    return png_chunk(b"iCCP", name + b"\0\0" + body)

"""Real pictures, made with Pillow, with what cameras and editors put into them."""

from __future__ import annotations

import io
import random

from PIL import Image, PngImagePlugin

SECRET = b"Ann's kitchen"


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture with something in it everywhere."""
    small = Image.frombytes("RGB", (16, 16), random.Random(7).randbytes(16 * 16 * 3))
    return small.resize((width, height)).convert(mode)


def jpeg(width: int = 64, height: int = 32, turned: int = 1, *, progressive: bool = False) -> bytes:
    """A JPEG with Exif, XMP, a comment, a colour profile and something behind its end."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010E] = SECRET.decode()
    out = io.BytesIO()
    noise(width, height).save(
        out,
        "JPEG",
        exif=exif,
        xmp=b"<x:xmpmeta>" + SECRET,
        comment=SECRET,
        icc_profile=b"a colour profile",
        progressive=progressive,
    )
    return out.getvalue() + b"a film of " + SECRET


def png(width: int = 64, height: int = 32, mode: str = "RGB") -> bytes:
    """A PNG with a text, Exif and a colour profile."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET.decode())
    texts.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    out = io.BytesIO()
    noise(width, height, mode).save(
        out, "PNG", pnginfo=texts, exif=exif, icc_profile=b"a colour profile"
    )
    return out.getvalue() + b"behind the end: " + SECRET


def webp(turned: int = 1) -> bytes:
    """A WebP with Exif and XMP."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010E] = SECRET.decode()
    out = io.BytesIO()
    noise(64, 32).save(out, "WEBP", exif=exif, xmp=SECRET, icc_profile=b"a colour profile")
    return out.getvalue()


def moving(kind: str) -> bytes:
    """An animation of two frames."""
    out = io.BytesIO()
    frames = [noise(64, 32), noise(64, 32).rotate(180)]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    """Read a picture wholly."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture

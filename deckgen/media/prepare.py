"""From the bytes of a picture or sound to those that go into the package."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass

from deckgen.media.cache import Cache
from deckgen.media.dimensions import MOST_PIXELS, dimensions
from deckgen.media.kinds import FONTS, PICTURES, PLAYED, SCANNED, extension, is_font, sniff
from deckgen.media.metadata import strip_metadata
from deckgen.media.scale import RECIPE, is_too_wide, scale_down
from deckgen.media.svg import check_svg

_POINTER = b"version https://git-lfs.github.com/spec/"
_LARGE = 10_000_000
_MOST_DRAWN = 20_000_000
"""Bytes of an SVG drawing; a larger one is read for minutes, here and on every card."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding without its place; ``{}`` in the message stands for the file's name."""

    code: str
    message: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What goes into the package; nothing does where ``ending`` is empty, the last remark says why.

    ``changed`` says that the content is not the file's own.
    """

    content: bytes = b""
    ending: str = ""
    changed: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the content."""
        return hashlib.sha256(self.content).hexdigest()


def prepare(
    content: bytes,
    name: str,
    max_width: int,
    cache: Cache | None = None,
    *,
    kinds: Container[str] = PICTURES | PLAYED,
) -> Prepared:
    """Check a file's content, clean it, and scale it down if it is wider than ``max_width``.

    ``name`` tells the kind; without one (a picture from the web) only the content does.  ``kinds``
    are the extensions that may be.
    """
    ending, problem = _kind(content, extension(name), kinds)
    if problem:
        return Prepared(remarks=(problem,))
    if ending == ".svg":
        return _drawing(content)
    across, down = dimensions(content, ending)
    if across * down > MOST_PIXELS:
        told = f"`{{}}` has {across:,} x {down:,} pixels"
        return Prepared(remarks=(Remark("DG514", told),))
    made = _raster(content, ending, max_width, cache)
    return Prepared(made, ending, made != content, _large(made))


def _kind(content: bytes, named: str, kinds: Container[str]) -> tuple[str, Remark | None]:
    """Return the extension that fits, or why there is none: what browsers see is what counts."""
    if not content:
        return "", Remark("DG504", "`{}` is empty")
    if content.startswith(_POINTER):
        advice = "fetch the files with `git lfs pull`"
        return "", Remark("DG504", "`{}` is a Git LFS pointer, not the file itself", advice)
    seen = sniff(content) if not named or named in SCANNED else ""
    if named in SCANNED and seen not in PICTURES:
        return "", Remark("DG504", f"`{{}}` is named `{named}`, but holds no picture")
    ending = seen or named
    if ending not in kinds:
        return "", Remark("DG505", "`{}` is nothing that Anki shows or plays")
    if named in FONTS and not is_font(content):
        return "", Remark("DG504", f"`{{}}` is named `{named}`, but holds no font")
    same = {seen, named} <= {".jpg", ".jpeg"}
    return named if same else ending, None


def _drawing(content: bytes) -> Prepared:
    if len(content) > _MOST_DRAWN:
        told = f"`{{}}` has {len(content) / 1e6:.0f} MB"
        return Prepared(remarks=(Remark("DG508", told),))
    broken, active = check_svg(content)
    if broken:
        return Prepared(remarks=(Remark("DG508", f"`{{}}` cannot be read: {broken}"),))
    if active:
        told = f"`{{}}` is active or refers to the outside: {', '.join(active)}"
        return Prepared(remarks=(Remark("DG507", told),))
    return Prepared(content, ".svg", remarks=_large(content))


def _large(content: bytes) -> tuple[Remark, ...]:
    if len(content) <= _LARGE:
        return ()
    return (Remark("DG509", f"`{{}}` has {len(content) / 1e6:.0f} MB"),)


def _raster(content: bytes, ending: str, max_width: int, cache: Cache | None) -> bytes:
    """Take out metadata, scale down; what was scaled once is taken from the cache."""
    plain = strip_metadata(content, ending)
    if not is_too_wide(plain, ending, max_width):
        return plain
    if cache is None:
        return scale_down(plain, ending, max_width)
    import PIL  # its version decides about the bytes

    recipe = f"scale {RECIPE} {max_width} {PIL.__version__}"
    source = hashlib.sha256(plain).hexdigest()
    known = cache.recall(source, recipe)
    if known is None:
        known = scale_down(plain, ending, max_width)
        cache.remember(source, recipe, known)
    return known

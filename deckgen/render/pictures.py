"""Pictures, sounds and films."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from deckgen.model import MediaFile
from deckgen.patterns import lazy
from deckgen.render.record import RenderContext
from deckgen.render.text import escape, names, quote

PLAYED = names(
    ".3gp .aac .avi .flac .flv .m4a .m4v .mkv .mov .mp3 .mp4 .mpeg .mpg .oga .ogg .ogv .opus .spx"
    " .swf .wav .webm"
)
"""Extensions that Anki plays; everything else is shown."""

_REMOTE = lazy(r"(?:https?:)?//", re.IGNORECASE)
_SIZE = lazy(r"\s*(\d{1,5})(?:px)?\s*")


def find(target: str, context: RenderContext) -> MediaFile | None:
    """Return the file an address stands for.

    The parser hands addresses out percent-encoded, authors write them either way.
    """
    media = context.media
    return media.get(target) or media.get(unquote(target))


def picture(
    target: str,
    alt: str,
    context: RenderContext,
    sizes: tuple[str, str] = ("", ""),
    title: str = "",
) -> tuple[str, MediaFile | None]:
    """Return the HTML for a picture or sound, and the file it needs.

    Anki sees a file only by its literal name in ``src`` or ``[sound:…]`` (a percent-encoded name is
    not found).  A remote picture keeps its address; one that is missing leaves its words.
    """
    file = find(target, context)
    if file is not None and posixpath.splitext(file.name)[1] in PLAYED:
        return f'<span class="sound">[sound:{escape(file.name)}]</span>', file
    if file is not None:
        return _img(file.name, alt, sizes, title), file
    if _REMOTE.match(target):
        address = "https:" + target if target.startswith("//") else target
        if is_played(address):
            return f'<a href="{quote(address)}">{escape(alt or address)}</a>', None
        return _img(address, alt, sizes, title), None
    words = alt.strip() or unquote(target)
    return f'<span class="missing-image">{escape(words)}</span>', None


def is_played(address: str) -> bool:
    """Tell whether an address is that of a sound or film, by its extension."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    return posixpath.splitext(path)[1].lower() in PLAYED


def _img(source: str, alt: str, sizes: tuple[str, str], title: str) -> str:
    numbers = "".join(
        f' {name}="{found[1]}"'
        for name, size in zip(("width", "height"), sizes, strict=True)
        if (found := _SIZE.fullmatch(size))
    )
    words = f' title="{quote(title)}"' if title else ""
    return f'<img src="{quote(source)}" alt="{quote(alt)}"{words}{numbers}>'

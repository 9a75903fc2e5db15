"""What a reader sees of raw HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator

from deckgen.patterns import lazy

_TAG = lazy(r"<[^<>]*>")


def text_of_html(markup: str) -> str:
    """Return the words of HTML: no tags, no comments, white space collapsed."""
    pieces: list[str] = []
    done = 0
    for begin, end in find_comments(markup, 0, len(markup)):
        pieces.append(markup[done:begin])
        done = end
    pieces.append(markup[done:])
    return " ".join(html.unescape(_TAG.sub(" ", " ".join(pieces))).split())


def find_comments(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the comments in ``text[begin:end]`` start and end."""
    first = text.find("<!--", begin, end)
    while first >= 0:
        last = text.find("-->", first + 4, end)
        last = end if last < 0 else last + 3
        yield first, last
        first = text.find("<!--", last, end)

"""A heading or a ``<details>`` that stands behind something else on its line."""

from __future__ import annotations

import re
from typing import NamedTuple

from deckgen.patterns import lazy

_MARK = lazy(
    r"(?<=[)>])[ \t]*(#{1,6})[ \t\u00a0]+(?=[^\s#])"
    r"|<details[^<>]*>(?=\s*(?:\Z|<summary)|.*</details)",
    re.IGNORECASE,
)
_ADDRESS = r"\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
_IMAGE = lazy(rf"!\[[^\[\]\n]*\]{_ADDRESS}\Z")
_BADGE = lazy(rf"\[!\[[^\[\]\n]*\]{_ADDRESS}\][ \t]*{_ADDRESS}\Z")
_TAG = lazy(r"<(?:/[a-zA-Z][a-zA-Z0-9-]*[ \t]*|(?:img|br|hr|a)\b[^<>]*)>\Z", re.IGNORECASE)
_REACH = 12_000
"""How far back an image's own text may start."""


class Glued(NamedTuple):
    """Where the second thing starts, what it stands behind, and whether it is a heading."""

    at: int
    behind: str
    is_heading: bool


def find_glued(line: str) -> Glued | None:
    """Find a heading behind an image, a badge or a tag, or a ``<details>`` behind anything.

    ``C# is`` is none, nor is what stands in a code span.
    """
    ticks = counted = 0
    for found in _MARK.finditer(line):
        ticks += line.count("`", counted, found.start())
        counted = found.start()
        if ticks % 2 or not line[: found.start()].strip():
            continue
        if not found[1]:
            return Glued(found.start(), "text", is_heading=False)
        behind = _what_ends(line[max(0, found.start() - _REACH) : found.start()])
        if behind:
            return Glued(found.start(1), behind, is_heading=True)
    return None


def _what_ends(text: str) -> str:
    """Name the image, badge or tag that ``text`` ends with."""
    if text.endswith(">"):
        return "a tag" if _TAG.search(text, text.rfind("<")) else ""
    start = text.rfind("![")
    if start < 0:
        return ""
    if _IMAGE.match(text, start):
        return "an image"
    return "a badge" if start and _BADGE.match(text, start - 1) else ""

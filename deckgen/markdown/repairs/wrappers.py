"""Tags that only dress what is inside a ``<details>`` or ``<summary>``: ``<br><b>`` … ``</b>``."""

from __future__ import annotations

import re

from deckgen.patterns import lazy

_NAMES = "b|strong|p|i|em|div|center|blockquote"
_LEAD = lazy(rf"(?:\s|<br\s*/?>|<({_NAMES})>)*", re.IGNORECASE)
_OPENING = lazy(rf"<({_NAMES})>", re.IGNORECASE)
_CLOSING = lazy(rf"</({_NAMES})>", re.IGNORECASE)
_TAIL_TAG = lazy(rf"<br\s*/?>|</(?:{_NAMES})>", re.IGNORECASE)
_BREAK = lazy(r"<br\s*/?>", re.IGNORECASE)
_BREAKS = lazy(r"(?:\s|<br\s*/?>)*", re.IGNORECASE)
_WRAP = lazy(r"<(b|strong|p|i|em|h[1-6]|span|font|u|big|center|div)(?:\s[^<>]*)?>", re.IGNORECASE)


def strip_wrappers(src: str, begin: int, end: int) -> tuple[int, int]:
    """Return the part of ``src[begin:end]`` without the tags that wrap all of it.

    Line breaks at the ends go, and pairs of bare tags; ``<p>`` goes with or without its pair.
    What is left starts with the indent of its first line.
    """
    lead = _LEAD.match(src, begin, end)
    stop = lead.end() if lead else begin
    tail_start = _walk_back(src, stop, end, _TAIL_TAG)
    opening = list(_OPENING.finditer(src, begin, stop))
    closing = list(_CLOSING.finditer(src, tail_start, end))
    while opening and opening[-1][1].lower() == "p":
        opening.pop()
    pairs = 0
    while pairs < min(len(opening), len(closing)) and _is_pair(
        src, opening[pairs], closing[-1 - pairs]
    ):
        pairs += 1
    if pairs < len(opening):
        stop = opening[pairs].start()
    rest = [tag for tag in closing[: len(closing) - pairs] if tag[1].lower() != "p"]
    if rest:
        tail_start = rest[-1].end()
    line = src.rfind("\n", begin, stop) + 1
    if line > begin and not src[line:stop].strip():
        stop = line
    return stop, max(stop, tail_start)


def _is_pair(src: str, opening: re.Match[str], closing: re.Match[str]) -> bool:
    """Tell whether the closing tag is the opening one's, not that of another of its name."""
    name = opening[1].lower()
    if name != closing[1].lower():
        return False
    inner_close = re.compile(f"</{name}>", re.IGNORECASE).search(
        src, opening.end(), closing.start()
    )
    if not inner_close:
        return True
    inner_open = re.compile(f"<{name}[\\s>]", re.IGNORECASE).search(
        src, opening.end(), inner_close.start()
    )
    return inner_open is not None


def _walk_back(src: str, begin: int, end: int, tag: re.Pattern[str]) -> int:
    """Return where the white space and the tags that ``src[begin:end]`` ends with start."""
    while True:
        while end > begin and src[end - 1].isspace():
            end -= 1
        start = src.rfind("<", max(begin, end - 40), end) if src[end - 1 : end] == ">" else -1
        if start < 0 or not tag.fullmatch(src, start, end):
            return end
        end = start


def unwrap(src: str, begin: int, end: int) -> tuple[int, int]:
    """Return the part of a summary inside the tags that wrap all of it, if any."""
    for _ in range(8):
        lead = _BREAKS.match(src, begin, end)
        begin = lead.end() if lead else begin
        end = _walk_back(src, begin, end, _BREAK)
        found = _WRAP.match(src, begin, end)
        if not found:
            break
        close = f"</{found[1]}>".lower()
        if src[found.end() : end].lower().find(close) != end - len(close) - found.end():
            break
        begin, end = found.end(), end - len(close)
    return begin, end

"""What a document refers to: pictures, sounds and videos, in Markdown and in raw HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from deckgen.markdown.html_text import find_comments
from deckgen.markdown.plain import text_of
from deckgen.markdown.positions import Positions
from deckgen.model import MediaRef
from deckgen.patterns import lazy

_ELEMENT = lazy(r"<(?:img|audio|video|source|embed|image)\b[^<>]*", re.IGNORECASE)
_ATTRIBUTE = lazy(
    r"(?<=[\s\"'/])(src|href|poster|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))",
    re.IGNORECASE,
)


def find_media(tokens: Sequence[Token], positions: Positions) -> tuple[MediaRef, ...]:
    """Return every reference in order; a span covers the address as it stands in the file."""
    found: list[MediaRef] = []
    at = 0
    if not any(map(_may_refer, tokens)):
        return ()
    for token in tokens:
        at = int(token.meta.get("at", at)) if token.nesting >= 0 else at
        if token.type == "html_block":
            end = int(token.meta.get("end", at))
            found.extend(_in_html(positions, at, end))
        elif token.type == "inline" and token.children:
            found.extend(_in_inline(token, token.children, at, positions))
    return tuple(found)


def _may_refer(token: Token) -> bool:
    if token.type not in ("inline", "html_block"):
        return False
    return "![" in token.content or "<" in token.content


def _in_inline(
    token: Token, children: Sequence[Token], at: int, positions: Positions
) -> Iterator[MediaRef]:
    reached = at
    for child in children:
        if child.type == "image":
            begin = _place(token, child, reached, positions)
            target = str(child.meta.get("target") or child.attrGet("src") or "")
            end = begin + _written_length(positions.text, begin, target)
            yield MediaRef(
                target=target,
                alt=text_of(child.children or ()),
                span=positions.span(begin, end),
            )
            if not child.meta.get("defined"):
                reached = max(reached, end)
        elif child.type == "html_inline" and child.content[:1] == "<" and "=" in child.content:
            begin = positions.text.find(child.content, reached)
            if begin >= 0 and _ELEMENT.match(child.content):
                yield from _in_html(positions, begin, begin + len(child.content))
                reached = begin + len(child.content)


def _place(token: Token, image: Token, reached: int, positions: Positions) -> int:
    """Return the offset of an image's address in the text."""
    at = int(image.meta.get("at", 0))
    if image.meta.get("defined"):
        return at
    if "target" not in image.meta:
        return reached
    # The inline text is the source's lines without what stands before them.
    written = token.content[at:].partition("\n")[0][:200]
    before = token.content[max(0, at - 40) : at].rpartition("\n")[2]
    begin = positions.text.find(before + written, reached)
    return (
        begin + len(before) if begin >= 0 else max(reached, positions.text.find(written, reached))
    )


def _written_length(text: str, begin: int, target: str) -> int:
    """Return how long the address is in the text, where escapes and entities may stand."""
    if text.startswith(target, begin):
        return len(target)
    found = re.compile(r"[^\s()<>]*").match(text, begin)
    return found.end() - begin if found else 0


def _in_html(positions: Positions, begin: int, end: int) -> Iterator[MediaRef]:
    comments = find_comments(positions.text, begin, end)
    hidden = next(comments, (end, end))
    for element in _ELEMENT.finditer(positions.text, begin, end):
        while hidden[1] <= element.start():
            hidden = next(comments, (end, end + 1))
        if hidden[0] <= element.start():
            continue
        values: dict[str, tuple[str, int, int]] = {}
        for found in _ATTRIBUTE.finditer(positions.text, element.start(), element.end()):
            group = found.lastindex or 2
            name = found[1].lower()
            values.setdefault(name, (html.unescape(found[group]), *found.span(group)))
        address = values.get("src") or values.get("href")
        if address and address[0].strip():
            alt = values["alt"][0] if "alt" in values else ""
            yield MediaRef(
                target=address[0].strip(), alt=alt, span=positions.span(address[1], address[2])
            )

"""Authors' own HTML: what is harmless stays, what is active is shown as the text it is.

The sanitiser meets only whole tags that it knows.  What merely looks like a tag (``List<String>``)
is text: browsers swallow it, a card must not.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from markdown_it.token import Token

from deckgen.patterns import lazy
from deckgen.render.allowed import TAGS, VOID_TAGS
from deckgen.render.math import display_math, inline_math
from deckgen.render.state import State
from deckgen.render.tags import is_text, tag
from deckgen.render.text import escape, names

_PIECE = lazy(
    r"<!--(?:>|->|.*?(?:-->|\Z))"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?=[\s/>])"
    r"(?P<rest>(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|<"
    r"|[^<]++",
    re.DOTALL,
)
_OPENING = lazy(r"\\([(\[])")
_CLOSING = {"(": "\\)", "[": "\\]"}
_BARE = lazy(r"<([A-Za-z]+)>")
_DOING = names(
    "applet base button dialog fieldset form frame frameset legend link meta noembed noframes"
    " option plaintext script select style template textarea title xmp"
)
_AHEAD = 50
"""Tokens looked at for the closing tag of what may not be a tag."""


def raw_block(source: str, state: State) -> str:
    """Return a block of HTML as it may stand in a field.

    Its text is HTML too (entities count), and ``\\( … \\)`` and ``\\[ … \\]`` are formulas in it as
    everywhere in prose.
    """
    state.foreign = True
    return "".join(_pieces(source, state, block=True))


class Fate(StrEnum):
    """What becomes of a tag that is not on the card as it was written."""

    ACTIVE = "active"
    WORD = "word"
    DRAWING = "drawing"
    DRAWN = "drawn"


def fates(source: str, *, drawing: bool = False) -> Iterator[tuple[str, Fate]]:
    """Yield the names of the tags that are shown as text or left out, and why.

    ``drawing``: the source starts within a drawing; its end is yielded too.
    """
    for found in _PIECE.finditer(source):
        name = found["name"]
        if not name:
            continue
        if name.lower() == "svg" and (drawing or found["rest"].strip()):
            if drawing == bool(found["close"]):
                yield name, Fate.DRAWN if drawing else Fate.DRAWING
            drawing = not found["close"]
        elif not drawing and not found["close"] and is_text(name, found["rest"]):
            yield name, Fate.ACTIVE if name.lower() in _DOING else Fate.WORD


def raw_inline(tokens: Sequence[Token], index: int, state: State) -> str:
    """Return a tag within a paragraph as it may stand in a field."""
    source = tokens[index].content
    if _is_word(tokens, index):
        return escape(source)
    state.foreign = True
    made = "".join(_pieces(source, state, block=False))
    if made in {"☐", "☑"}:
        after = tokens[index + 1].content if index + 1 < len(tokens) else ""
        return made if after[:1].isspace() else f"{made} "
    return made


def _pieces(source: str, state: State, *, block: bool) -> Iterator[str]:
    for found in _PIECE.finditer(source):
        text = found[0]
        if found["name"]:
            yield tag(found["name"], bool(found["close"]), found["rest"], text, state)
        elif text == "<":
            yield "&lt;"
        elif text[0] == "<" or state.open["svg style"]:
            continue
        else:
            yield _prose(text) if block else escape(text)


def _prose(text: str) -> str:
    """Return the text between tags, its formulas marked as such."""
    if "\\" not in text:
        return text
    parts: list[str] = []
    end = 0
    for start, opening, tex, stop in _formulas(text):
        write = inline_math if opening == "(" else display_math
        parts += (text[end:start], write(html.unescape(tex)))
        end = stop
    parts.append(text[end:])
    return "".join(parts)


def _formulas(text: str) -> Iterator[tuple[int, str, str, int]]:
    """Yield each formula: where it starts, what opens it, its TeX, and where it ends.

    What no longer closes is not searched for again: many openings take no more than linear time.
    """
    end = 0
    closing = dict(_CLOSING)
    for found in _OPENING.finditer(text):
        opening = found[1]
        if found.start() < end or opening not in closing:
            continue
        close = text.find(closing[opening], found.end() + 1)
        if close < 0:
            del closing[opening]
            continue
        end = close + 2
        yield found.start(), opening, text[found.end() : close], end


def _is_word(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a bare tag is part of a word, as in ``Box<B>``: glued to it and never closed."""
    found = _BARE.fullmatch(tokens[index].content)
    if not found or found[1].lower() not in TAGS - VOID_TAGS or not index:
        return False
    before = tokens[index - 1]
    if before.type != "text" or not before.content[-1:].isalnum():
        return False
    close = f"</{found[1].lower()}"
    return not any(
        token.type == "html_inline" and token.content.lower().startswith(close)
        for token in tokens[index + 1 : index + _AHEAD]
    )

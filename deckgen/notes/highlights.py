"""Highlights (``==…==``) in rendered HTML: as blanks, or as what they are."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.model import Cloze, Part
from deckgen.notes.author import is_balanced
from deckgen.notes.cloze import TOKEN, formulas
from deckgen.notes.fragment import visible
from deckgen.patterns import lazy

_MARK = lazy(r"(?<![=<>!:])==(?!=)")
_VERBATIM = frozenset({"code", "pre", "kbd", "samp"})
_INLINE = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s"}
    | {"samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"}
)
_ANCHOR_MAX = 80


def blank_highlights(html: str) -> tuple[Part, ...]:
    """The same HTML with each highlight as a blank; its own words are its anchor."""
    parts: list[Part] = []
    end = 0
    for opened, closed in _pairs(html):
        inside = html[opened:closed]
        words = " ".join(visible(inside).split())[:_ANCHOR_MAX]
        parts += [html[end : opened - 2], Cloze(anchor=f"=={words}", html=inside)]
        end = closed + 2
    return tuple(part for part in (*parts, html[end:]) if part)


def show_highlights(html: str) -> str:
    """The same HTML with highlights marked."""
    if "==" not in html:
        return html
    return "".join(
        part if isinstance(part, str) else f"<mark>{part.html}</mark>"
        for part in blank_highlights(html)
    )


def _pairs(html: str) -> Iterator[tuple[int, int]]:
    """Where the insides of highlights begin and end: within one block, outside code and math."""
    opened = -1
    for kind, at in _marks(html):
        if kind == "block":
            opened = -1
        elif opened >= 0 and _may_close(html, at) and is_balanced(html[opened:at]):
            yield opened, at
            opened = -1
        elif _may_open(html, at):
            opened = at + 2


def _may_open(html: str, at: int) -> bool:
    before, after = html[at - 1 : at], html[at + 2 : at + 3]
    return bool(after) and not after.isspace() and not (before.isascii() and before.isalnum())


def _may_close(html: str, at: int) -> bool:
    before, after = html[at - 1 : at], html[at + 2 : at + 3]
    return bool(before) and not before.isspace() and not (after.isascii() and after.isalnum())


def _marks(html: str) -> Iterator[tuple[str, int]]:
    verbatim = 0
    for token in TOKEN.finditer(html):
        if token["tag"] is not None:
            name = token["name"].lower()
            if name in _VERBATIM:
                verbatim += -1 if token["close"] else 1
            elif name not in _INLINE:
                yield "block", token.start()
        elif token["text"] is not None and not verbatim and "==" in token[0]:
            taken = list(formulas(token[0]))
            for found in _MARK.finditer(token[0]):
                while taken and taken[0][1] <= found.start():
                    taken.pop(0)
                if not taken or found.start() < taken[0][0]:
                    yield "mark", token.start() + found.start()

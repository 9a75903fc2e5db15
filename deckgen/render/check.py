"""What an author should know about the markup of a card: shown otherwise than it was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Block, Document, Span
from deckgen.render.code import is_long, language
from deckgen.render.colours import Colours
from deckgen.render.math import is_safe, trim
from deckgen.render.raw import Fate, fates

_Finding = tuple[str, str, str]
"""Code, message, and the text that it is about."""

_MESSAGES = {
    Fate.ACTIVE: ("DG401", "`{}` does something in a browser; the card shows it as text"),
    Fate.WORD: ("DG402", "`{}` looks like a tag; the card shows it as text"),
    Fate.DRAWING: ("DG403", "of the drawing `{}` only the words are on the card"),
}


@dataclass(slots=True)
class _Place:
    """Where to look for a text: lines of the source, 0-based, and how far the search has come."""

    document: Document
    lines: list[str]
    colours: Colours
    line: int
    end: int
    column: int = 0
    drawing: bool = False
    """Whether a drawing is open."""

    def find(self, text: str) -> Span:
        """Return the next place of a text, its first line only; else the first line as a whole."""
        wanted = text.partition("\n")[0]
        path = self.document.source.path
        for number in range(self.line, min(self.end, len(self.lines))):
            start = self.lines[number].find(wanted, self.column if number == self.line else 0)
            if start >= 0:
                stop = start + len(wanted)
                self.line, self.column = number, stop
                return Span(path, number + 1, start + 1, number + 1, stop + 1)
        return Span(path, self.line + 1, 1, self.line + 1, 1)


def check_markup(
    document: Document, blocks: Iterable[Block], colours: Colours | None = None
) -> tuple[Diagnostic, ...]:
    """Say what of the markup of blocks is shown otherwise than it was written (DG401 to DG407).

    ``colours`` are those that coloured the blocks.
    """
    colours = colours or Colours()
    lines = document.source.text.split("\n")
    found: list[Diagnostic] = []
    for block in blocks:
        place = _Place(document, lines, colours, block.span.line - 1, block.span.end_line)
        for token, inside in _tokens(block):
            if inside.map:
                begin, end = inside.map
                if begin > place.line or end < place.line:
                    place = _Place(document, lines, colours, begin, end)
                place.end = end
            for code, message, about in _CHECKS[token.type](token, place):
                found.append(report(code, place.find(about), message))
    return tuple(found)


def _tokens(block: Block) -> Iterator[tuple[Token, Token]]:
    """Yield the tokens that are checked, each with the block token that knows its lines."""
    for token in block.tokens:
        if token.type in _CHECKS:
            yield token, token
        for child in token.children or ():
            if child.type in _CHECKS:
                yield child, token
    if not block.tokens:
        for child_block in block.children:
            yield from _tokens(child_block)


def _html(token: Token, place: _Place) -> Iterator[_Finding]:
    for name, fate in fates(token.content, drawing=place.drawing):
        place.drawing = fate is Fate.DRAWING
        if message := _MESSAGES.get(fate):
            yield message[0], message[1].format(f"<{name}>"), f"<{name}"


def _fence(token: Token, place: _Place) -> Iterator[_Finding]:
    name = language(token.info)
    if name == "math":
        yield from _math(token, place)
    elif name == "mermaid":
        yield "DG404", "a Mermaid diagram is shown as its source", token.info
    elif not place.colours.is_known(name):
        yield "DG405", f"`{name}` is no language that can be coloured", token.info
    elif name and is_long(token.content):
        yield "DG406", f"a code block of {len(token.content):,} characters stays uncoloured", ""


def _math(token: Token, _: _Place) -> Iterator[_Finding]:
    tex = trim(token.content)
    if not is_safe(tex):
        short = tex.partition("\n")[0]
        yield "DG407", f"`{short[:60]}` is shown as its TeX source", short


_CHECKS: Mapping[str, Callable[[Token, _Place], Iterator[_Finding]]] = {
    "html_inline": _html,
    "html_block": _html,
    "fence": _fence,
    "math_inline": _math,
    "math_inline_double": _math,
    "math_block": _math,
    "math_block_label": _math,
}

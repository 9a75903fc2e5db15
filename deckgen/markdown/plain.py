"""What a reader sees of Markdown: its words without its markup."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.token import Token

from deckgen.markdown.parser import parser

_LITERAL = frozenset({"text", "code_inline", "math_inline", "math_inline_double", "text_special"})


def plain(inline_markdown: str) -> str:
    """Return what a reader sees of inline Markdown.

    Code gives its text, math its TeX, images and HTML tags nothing; ``<br>`` gives a space.
    """
    return text_of(parser().parseInline(inline_markdown))


def text_of(tokens: Iterable[Token]) -> str:
    """Return the words of inline tokens (an ``inline`` token stands for its children)."""
    parts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            parts.append(text_of(token.children or ()))
        elif token.type in _LITERAL:
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "html_inline" and token.content[:3].lower() == "<br":
            parts.append(" ")
    return "".join(parts).strip()

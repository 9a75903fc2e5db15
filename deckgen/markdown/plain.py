"""What a reader sees of Markdown: its words without its markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markdown_it.token import Token

from deckgen.markdown.inline_parser import join_text
from deckgen.markdown.parser import parser

_LITERAL = frozenset({"text", "code_inline", "math_inline", "math_inline_double", "text_special"})
_BREAKS = frozenset({"softbreak", "hardbreak"})


def plain(inline_markdown: str, references: Mapping[str, Any] | None = None) -> str:
    """Return what a reader sees of inline Markdown.

    Code gives its text, math its TeX, images and HTML tags nothing; ``<br>`` gives a space.
    ``references`` are the document's link references (``Document.env["references"]``).
    """
    md = parser()
    tokens: list[Token] = []
    env = {"references": references} if references else {}
    md.inline.parse(inline_markdown, md, env, tokens)
    return text_of(join_text(tokens))


def text_of(tokens: Iterable[Token]) -> str:
    """Return the words of inline tokens (an ``inline`` token stands for its children)."""
    parts: list[str] = []
    for token in tokens:
        kind = token.type
        if kind in _LITERAL:
            parts.append(token.content)
        elif kind in _BREAKS or (kind == "html_inline" and token.content[:3].lower() == "<br"):
            parts.append(" ")
        elif kind == "inline":
            parts.append(text_of(token.children or ()))
    return "".join(parts).strip()

"""Blocks and inline Markdown as fields."""

from __future__ import annotations

from collections.abc import Iterable

from deckgen.model import Block
from deckgen.render.blocks import heading_tags, sequence
from deckgen.render.clean import clean, clean_foreign
from deckgen.render.footnotes import note_tokens
from deckgen.render.record import Html, RenderContext
from deckgen.render.state import State
from deckgen.render.stream import render_source, render_tokens


def render_blocks(blocks: Iterable[Block], context: RenderContext) -> Html:
    """Return blocks as one field, with the footnotes that they refer to at its end.

    A block's tokens are what is rendered; one without tokens is rendered from its source and its
    children.  Headings become ``h4`` to ``h6`` in the order of their levels.
    """
    blocks = tuple(blocks)
    if not blocks:
        return Html("", ())
    state = State(context, headings=heading_tags(blocks))
    return _finish(sequence(blocks, state), state)


def render_inline(markdown: str, context: RenderContext) -> Html:
    """Return inline Markdown (a question, a cell, a heading) as a piece of a field."""
    state = State(context)
    return _finish(render_source(markdown, state), state)


def _finish(html: str, state: State) -> Html:
    if state.footnotes:
        html += _notes(state)
    cleaned = clean_foreign(html) if state.foreign else clean(html)
    return Html(cleaned.strip(), tuple(state.media.values()))


def _notes(state: State) -> str:
    """Return the footnotes; a footnote may refer to another, which then follows."""
    items: list[str] = []
    while len(items) < len(state.footnotes):
        items.extend(
            f"<li>{render_tokens(note_tokens(key, state.context), state)}</li>\n"
            for key in tuple(state.footnotes)[len(items) :]
        )
    return f'<ol class="footnotes">{"".join(items)}</ol>\n'

"""Footnotes: their text stands at the end of the field that refers to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from deckgen.model import Block, BlockKind
from deckgen.render.record import RenderContext


def environment(context: RenderContext) -> dict[str, Any]:
    """Return the parser's environment for inline Markdown of the document.

    It is a copy (the parser numbers footnotes in it as it meets them), made once.
    """
    made: dict[str, Any] | None = context.cache.get("environment")
    if made is None:
        env = context.document.env
        footnotes = env.get("footnotes", {})
        made = {
            **env,
            "footnotes": {
                "refs": dict(footnotes.get("refs", {})),
                "list": {key: dict(note) for key, note in footnotes.get("list", {}).items()},
            },
        }
        context.cache["environment"] = made
    return made


def key_of(reference: Token) -> str:
    """Return what a reference refers to: a label, or the number of a note within the text."""
    label = reference.meta.get("label")
    return str(label) if label is not None else f"\n{reference.meta.get('id')}"


def note_tokens(key: str, context: RenderContext) -> Sequence[Token]:
    """Return the tokens of a footnote, nothing if it is nowhere defined."""
    if key.startswith("\n"):
        entry = environment(context)["footnotes"]["list"].get(int(key))
        return entry.get("tokens") or () if entry else ()
    notes: dict[str, Sequence[Token]] | None = context.cache.get("footnotes")
    if notes is None:
        notes = {}
        for block in _footnotes(context.document.blocks):
            if block.tokens:
                notes.setdefault(str(block.tokens[0].meta.get("label")), block.tokens[1:-1])
        context.cache["footnotes"] = notes
    return notes.get(key, ())


def _footnotes(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind is BlockKind.FOOTNOTE:
            yield block
        else:
            yield from _footnotes(block.children)

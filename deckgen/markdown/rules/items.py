"""Tokens of lists that were not written with Markdown's marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.rules_block import StateBlock

from deckgen.markdown.block_parser import push_paragraph


@dataclass(slots=True)
class Item:
    """An item on the lines from ``line`` up to ``stop``, with the offsets of its ends."""

    line: int
    stop: int
    at: int
    end: int
    content: str
    children: list[Item] = field(default_factory=list)

    @property
    def last(self) -> Item:
        """The item whose end is also the end of this one."""
        return self.children[-1].last if self.children else self


def push_list(state: StateBlock, items: Sequence[Item], number: int = 0) -> None:
    """Push a tight list with the lists below its items; ``number`` is its first, 0 for bullets."""
    last = items[-1].last
    kind, tag, markup = ("ordered_list", "ol", ".") if number else ("bullet_list", "ul", "-")
    opened = state.push(f"{kind}_open", tag, 1)
    opened.markup = markup
    opened.map = [items[0].line, last.stop]
    opened.meta = {"at": items[0].at, "end": last.end}
    if number > 1:
        opened.attrs = {"start": number}
    for place, item in enumerate(items):
        inner = state.push("list_item_open", "li", 1)
        inner.markup = markup
        inner.info = str(number + place) if number else ""
        inner.map = [item.line, item.last.stop]
        inner.meta = {"at": item.at, "end": item.last.end}
        text = item.at + (len(state.src[item.at : item.end]) - len(_behind_mark(state, item)))
        push_paragraph(state, (item.line, item.stop), item.content, (text, item.end), hidden=True)
        if item.children:
            push_list(state, item.children)
        state.push("list_item_close", "li", -1).markup = markup
    state.push(f"{kind}_close", tag, -1).markup = markup


def _behind_mark(state: StateBlock, item: Item) -> str:
    """Return what the item says from its first word on, as it stands in the text."""
    written = state.src[item.at : item.end]
    first = item.content.partition("\n")[0]
    start = written.find(first)
    return written[start:] if start > 0 else written

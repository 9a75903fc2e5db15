"""Lists whose marks were lost, or are none of Markdown's."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from deckgen.markdown.block_parser import push_paragraph
from deckgen.markdown.log import log_of
from deckgen.markdown.repairs.lost_list import LostList, find_items
from deckgen.markdown.rules.items import Item, push_list

_NOT_INSIDE = frozenset({"list", "deflist", "footnote"})
"""Blocks whose text is wrapped as it comes, with an indent or without."""


def push_lost_list(state: StateBlock, start: int, stop: int, content: str, end: int) -> bool:
    """Push the lines of a paragraph as a list if they are one."""
    lines = content.split("\n")
    if state.parentType in _NOT_INSIDE or len(lines) != stop - start:
        return False
    found = find_items(lines)
    if found is None:
        return False
    first = found.starts[0]
    places = [state.bMarks[line] + state.tShift[line] for line in range(start, stop)]
    ends = [*(state.eMarks[line] for line in range(start, stop - 1)), end]
    log_of(state.env).note(
        "DG114",
        places[first],
        end,
        f"{len(found.starts)} lines without Markdown's list marks, read as a list",
        "put `- ` or `1. ` before each line, or a blank line between paragraphs",
    )
    if first:
        lead = "\n".join(lines[:first])
        push_paragraph(state, (start, start + first), lead, (places[0], ends[first - 1]))
    push_list(state, _items(found, start, lines, places, ends), found.number)
    return True


def _items(
    found: LostList, start: int, lines: list[str], places: list[int], ends: list[int]
) -> list[Item]:
    stops = (*found.starts[1:], len(lines))
    items: list[Item] = []
    for begin, stop, mark in zip(found.starts, stops, found.marks, strict=True):
        text = [lines[begin][mark:].strip(), *(line.strip() for line in lines[begin + 1 : stop])]
        item = Item(start + begin, start + stop, places[begin], ends[stop - 1], "\n".join(text))
        items.append(item)
    return items

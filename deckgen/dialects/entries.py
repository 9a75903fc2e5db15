"""List items as questions: what of an item asks, and what of it answers."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.dialects.bold import split_bold
from deckgen.dialects.candidate import Told
from deckgen.dialects.evidence import weigh
from deckgen.dialects.lines import rough, split_asking, split_lines
from deckgen.dialects.markers import is_marked, marker_of
from deckgen.dialects.navigation import is_navigation, is_noise
from deckgen.model import Block, BlockKind

_MOST_LINES = 20


def count_on_one_line(block: Block) -> int:
    """How many items of a list answer on the line that asks."""
    return sum(
        len(item.children) == 1
        and "?" in item.children[0].source
        and bool(split_asking(item.children[0].source)[1])
        for item in block.children
    )


def split_entry(source: str, *, alone: bool) -> tuple[str, str]:
    """Split an item's first paragraph into question and answer.

    A line that both asks and answers is split only where the answer is not elsewhere.
    """
    bold = split_bold(source)
    if bold is not None and (bold[1] or "\n" not in source):
        return bold[0], bold[1]
    if "\n" in source:
        lines = source.split("\n")
        for row, line in enumerate(lines[1:_MOST_LINES], start=1):
            if marker_of(line) is not None:
                return "\n".join(lines[:row]), "\n".join(lines[row:])
        prompt, rest = split_lines(source)
        if rest:
            return prompt, rest
    return split_asking(source) if alone else (source, "")


def opens_answer(part: Block | Told) -> bool:
    """Whether a part of an item opens with an answer marker."""
    if isinstance(part, Told):
        return marker_of(part.markdown.partition("\n")[0]) is not None
    return is_marked(part)


def only_asks_more(inner: Sequence[Block | Told]) -> bool:
    """Whether a nested list only asks more."""
    only = inner[0] if len(inner) == 1 else None
    if not isinstance(only, Block) or only.kind is not BlockKind.LIST:
        return False
    return all(
        len(item.children) == 1 and weigh(rough(item.children[0].source)).score > 0
        for item in only.children
    )


def shows_anything(parts: Sequence[Block | Told]) -> bool:
    """Whether anything is to be seen but navigation and rules."""
    return any(
        isinstance(part, Told) or not (is_noise(part) or is_navigation(part)) for part in parts
    )

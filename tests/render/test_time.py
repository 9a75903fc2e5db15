"""Rendering takes effort in proportion to the text, whatever is in it."""

from __future__ import annotations

import pytest

from deckgen.model import Document
from deckgen.render import RenderContext, render_blocks
from tests.effort import count_calls
from tests.render.samples import document

PIECES = [
    "<b>",
    "<b title={}>",
    "<div>",
    "<ul><li>",
    "<table><td>",
    "<b><p>",
    "<i lang=a{}><p>",
    "x<b> ",
    "</b>",
    '<a "',
    "<",
    "<!-- ",
    "<svg a=b>",
    "\n\n<div>\n\n",
    "[^{}] ",
    "$x$ ",
    "`\\(` ",
    "[sound:a] ",
    "- a\n",
    "https://a.example ",
    "https://a" + ")" * 5000,
]


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_long_runs(piece: str) -> None:
    """Four times as much of anything takes about four times as many calls."""

    def effort(size: int) -> int:
        parsed = document(repeat(piece, size))
        return count_calls(lambda: _render(parsed))

    assert effort(40_000) < 6 * effort(10_000) + 2_000


def repeat(piece: str, size: int) -> str:
    """So many characters of a piece, each with a number of its own where it has room for one."""
    return "".join(piece.format(number) for number in range(size // len(piece)))


def _render(parsed: Document) -> str:
    return render_blocks(parsed.blocks, RenderContext(parsed, {})).html


def test_many_footnotes() -> None:
    """Thousands of footnotes, each leading to the next, are all there."""
    count = 3000
    text = "".join(f"[^{number}]: See[^{number + 1}].\n\n" for number in range(count))

    assert _render(document("Start[^0].\n\n" + text)).count("<li>") == count

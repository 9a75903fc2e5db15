"""Rendering takes time in proportion to the text, whatever is in it."""

from __future__ import annotations

import time

import pytest

from deckgen.render import RenderContext, render_blocks
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
    """A hundred thousand characters of anything are a field within a second."""
    count = 100_000 // len(piece)
    parsed = document("".join(piece.format(number) for number in range(count)))
    start = time.process_time()
    render_blocks(parsed.blocks, RenderContext(parsed, {}))

    assert time.process_time() - start < 1


def test_many_footnotes() -> None:
    """Thousands of footnotes, each leading to the next, take no longer."""
    count = 3000
    text = "".join(f"[^{number}]: See[^{number + 1}].\n\n" for number in range(count))
    parsed = document("Start[^0].\n\n" + text)
    start = time.process_time()
    html = render_blocks(parsed.blocks, RenderContext(parsed, {})).html

    assert html.count("<li>") == count
    assert time.process_time() - start < 2

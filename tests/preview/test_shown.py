"""Formulas and sounds, which Anki's program draws itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.preview.shown import Formulas, draw

HOSTILE = ["{" * 3000, "x^" * 2000, "\\frac" * 2000, "x_{" * 800 + "}" * 800, "\\left(" * 600]


def shown(side: str) -> str:
    return draw(side, Formulas().draw)


def test_formulas_become_mathml() -> None:
    line = shown(r'a <span class="math">\(a_1 &lt; b\)</span> c')
    display = shown(r'<div class="math">\[\frac{1}{2}\]</div>')

    assert line.startswith('a <span class="math"><math>')
    assert "<mo>&lt;</mo>" in line
    assert '<math display="block"' in display
    assert "<mfrac>" in display


def test_code_and_plain_text_stay_as_they_are() -> None:
    for side in (r"<code>\(x\)</code>", r"<pre><code>\[x\]</code></pre>", r"\(x", "x", ""):
        assert shown(side) == side


def test_a_formula_that_is_not_understood_shows_its_source() -> None:
    assert r"<code>\foobar{x}&lt;</code>" in shown(r"\(\foobar{x}&lt;\)")
    assert "<math" not in shown(r"\(\foobar{x}\)")


@pytest.mark.parametrize("tex", HOSTILE, ids=lambda tex: tex[:7])
def test_hostile_formulas_neither_crash_nor_hang(tex: str) -> None:
    assert "<code>" in (side := shown(rf"\({tex}\)")) or "<math" in side


@given(st.text(alphabet="\\({[ )}]$x^_&<>\"'%#~a1", max_size=60))
def test_no_formula_brings_markup(tex: str) -> None:
    """Whatever TeX says, it opens no element that does something."""
    side = shown(f"\\({tex}\\)".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))

    assert "<script" not in side
    assert "<img" not in side


def test_sounds_and_films_get_a_player() -> None:
    assert shown('<span class="sound">[sound:a&amp;b.mp3]</span>') == (
        '<span class="sound"><audio controls preload="none" src="a&amp;b.mp3"></audio></span>'
    )
    assert "<video controls" in shown("[sound:film.webm]")


def test_what_is_typed_and_what_is_spoken() -> None:
    assert 'id="typeans"' in shown("<b>[[type:cloze:Text]]</b>")
    assert "speaks" in shown("[anki:tts lang=en_US]word <b>x</b>[/anki:tts]")

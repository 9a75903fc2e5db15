"""Blocks to field HTML: code coloured, formulas for MathJax, everything sanitised.

    render_blocks, render_inline -> Html

``code_css`` gives the rules for the classes of coloured code, ``Colours`` keeps coloured code
between runs, ``check_markup`` says what is shown otherwise than it was written.
"""

from deckgen.render.check import check_markup
from deckgen.render.colours import Colours
from deckgen.render.fields import render_blocks, render_inline
from deckgen.render.palette import code_css
from deckgen.render.record import Html, RenderContext

__all__ = [
    "Colours",
    "Html",
    "RenderContext",
    "check_markup",
    "code_css",
    "render_blocks",
    "render_inline",
]

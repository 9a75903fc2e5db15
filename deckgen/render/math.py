"""Formulas for Anki's MathJax, which reads ``\\( … \\)`` and ``\\[ … \\]`` in a card's text."""

from __future__ import annotations

import re

from deckgen.patterns import lazy
from deckgen.render.text import CONTROLS, escape

_ACTIVE = lazy(
    r"\\(?:(?:style|class|cssId|data|require|mmlToken|includegraphics)(?![A-Za-z])"
    r"|bbox\s*\[[^\]]*:|href(?![A-Za-z])(?!\s*\{\s*https?://))"
)
"""TeX that MathJax turns into attributes, styles or addresses of any kind."""

_COMMENT = lazy(r"(\\.)|%[^\n]*", re.DOTALL)
_PIECE = lazy(r"\\.|[{}]", re.DOTALL)


def inline_math(tex: str, *, display: bool = False, mark: str = "") -> str:
    """Return a formula within a line, or its source where MathJax may not have it.

    ``display``: it is set apart, on a line of its own, but stands in the middle of a paragraph.
    ``mark``: the punctuation right behind it, kept from a line of its own by the formula's box.
    """
    tex = trim(tex)
    if not is_safe(tex):
        return f"<code>{escape(tex)}</code>{escape(mark)}"
    opening, closing = ("\\[", "\\]") if display else ("\\(", "\\)")
    return f'<span class="math">{opening}{escape(tex)}{closing}{escape(mark)}</span>'


def display_math(tex: str) -> str:
    """Return a formula as a block, or its source where MathJax may not have it."""
    tex = trim(tex)
    if not is_safe(tex):
        return f'<pre class="code"><code>{escape(tex)}</code></pre>'
    return f'<div class="math">\\[{escape(tex)}\\]</div>'


def is_safe(tex: str) -> bool:
    """Tell whether TeX ends where its author ended it and holds no active content.

    MathJax closes a formula at the first ``\\)`` or ``\\]`` outside braces and searches on for one
    while a brace is open, over the words that follow.
    """
    if not tex or _ACTIVE.search(tex):
        return False
    depth = 0
    for piece in _PIECE.findall(tex):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth -= 1
        elif piece in ("\\)", "\\]") and depth == 0:
            return False
        if depth < 0:
            return False
    return depth == 0


def trim(tex: str) -> str:
    """Return TeX without its comments and the blanks around it.

    A blank behind a backslash means something and stays.  MathJax would look for the end of the
    formula within comments, too.
    """
    tex = CONTROLS.sub("", tex)
    if "%" in tex:
        tex = _COMMENT.sub(lambda found: found[1] or "", tex)
    tex = tex.strip()
    slashes = len(tex) - len(tex.rstrip("\\"))
    return tex + " " if slashes % 2 else tex

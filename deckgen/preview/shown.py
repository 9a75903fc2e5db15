"""What Anki's program draws by itself, for a browser that has only the card's HTML.

Anki draws formulas with MathJax and sounds as buttons.  Here formulas become MathML, which every
browser of today draws, and sounds the browser's own player; so a card needs no script.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Protocol

from deckgen.notes.cloze import TOKEN, formulas
from deckgen.patterns import lazy
from deckgen.render.text import escape, quote

_SOUND = lazy(r"\[sound:(.+?)\]")
_TYPED = lazy(r"\[\[type:[^\[\]]+\]\]")
_SPOKEN = lazy(r"\[anki:tts [^\[\]]*\](.*?)\[/anki:tts\]", re.DOTALL)
_BOX = '<input type="text" id="typeans" title="Anki compares what is typed" disabled>'
_MARKS = ("\\(", "\\[", "[sound:", "[[type:")
_FILMS = (".mp4", ".webm", ".ogv", ".mov", ".mkv", ".avi", ".m4v", ".mpg", ".mpeg", ".3gp", ".flv")
_SKIPPED = frozenset({"pre", "code", "script", "style", "textarea", "annotation"})
"""MathJax looks for no formula in these."""
_LONGEST = 4_000
"""Characters of TeX that are drawn; more is no formula."""

Draw = Callable[[str, bool], str]
"""From TeX, and whether it stands on a line of its own, to HTML."""


class _Converter(Protocol):
    def convert_with_local_state(self, latex: str, *, displaystyle: bool) -> str: ...


class Formulas:
    """Draws formulas as MathML, each once."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, bool], str] = {}
        self._converter: _Converter | None = None

    def draw(self, tex: str, is_display: bool) -> str:
        """Return a formula as MathML, or as its TeX where that is not understood."""
        key = (tex, is_display)
        if key not in self._drawn:
            self._drawn[key] = self._convert(tex, is_display) or _show_source(tex, is_display)
        return self._drawn[key]

    def _convert(self, tex: str, is_display: bool) -> str:
        from math_core import LatexError, LatexToMathML  # most decks have no formula

        if len(tex) > _LONGEST:
            return ""
        if self._converter is None:
            self._converter = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)
        try:
            return self._converter.convert_with_local_state(tex, displaystyle=is_display)
        except LatexError:
            return ""


def draw(side: str, draw_formula: Draw) -> str:
    """Return a side of a card with its formulas and sounds as a browser shows them."""
    if "[anki:tts" in side:
        side = _SPOKEN.sub('<span title="Anki speaks here">\U0001f50a</span>', side)
    if not any(mark in side for mark in _MARKS):
        return side
    out: list[str] = []
    skipped = 0
    for token in TOKEN.finditer(side):
        if token["tag"] is not None and token["name"].lower() in _SKIPPED:
            skipped = max(0, skipped - 1) if token["close"] else skipped + 1
        if token["text"] is None:
            out.append(token[0])
            continue
        text = token[0] if skipped else _draw_formulas(token[0], draw_formula)
        out.append(_TYPED.sub(_BOX, _SOUND.sub(_player, text)))
    return "".join(out)


def _draw_formulas(text: str, draw_formula: Draw) -> str:
    out: list[str] = []
    end = 0
    for start, stop in formulas(text):
        tex = html.unescape(text[start + 2 : stop - 2])
        out += [text[end:start], draw_formula(tex, text[start + 1] == "[")]
        end = stop
    return "".join((*out, text[end:]))


def _show_source(tex: str, is_display: bool) -> str:
    note = "The preview cannot draw this formula; Anki may."
    tag = "div" if is_display else "span"
    return f'<{tag} title="{note}"><code>{escape(tex.strip())}</code></{tag}>'


def _player(sound: re.Match[str]) -> str:
    name = html.unescape(sound[1])
    kind = "video" if name.lower().endswith(_FILMS) else "audio"
    return f'<{kind} controls preload="none" src="{quote(name)}"></{kind}>'

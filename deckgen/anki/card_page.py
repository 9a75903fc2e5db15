"""What a learner sees of a rendered card: pure checks of its HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.patterns import lazy

_NAME = lazy(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_BLANK = lazy(r"""class=["']?(?:[^"'>]*\s)?cloze[\s"'>]""")
_SHOWS = frozenset({"img", "svg", "audio", "video", "object", "math", "canvas", "input"})
_VERBATIM = frozenset({"code", "pre", "kbd", "samp", "script", "style"})
_HIDDEN = frozenset({"script", "style"})
_MATH_OPENED = lazy(r"\\([(\[])")
_MATH_CLOSED = {"(": "\\)", "[": "\\]"}
_OPENED = lazy(r"\{\{c[0-9]+::")
_PROBLEM = lazy(r"<a href='https://(?:docs\.ankiweb\.net|anki\.tenderapp\.com)/[^']*'>")


@dataclass(frozen=True, slots=True)
class Page:
    """One side of a card: what of it can be seen.

    ``text`` is its text, and ``prose`` that part of it that stands in no code, both with entities
    as written; ``has_blank``: there is a cloze to be answered; ``shows``: there is anything at all.
    """

    text: str
    prose: str
    has_blank: bool
    shows: bool


def look_at(side: str) -> Page:
    """Look at a side of a card.  Takes linear time, whatever the HTML."""
    text: list[str] = []
    prose: list[str] = []
    verbatim: dict[str, int] = {}
    has_blank = shows = False
    for piece in _pieces(side):
        name = _NAME.match(piece)
        if name is None:
            if not any(verbatim.get(tag) for tag in _HIDDEN):
                text.append(piece)
            if not any(verbatim.values()):
                prose.append(piece)
            continue
        tag = name.group(1).lower()
        has_blank |= tag == "span" and _BLANK.search(piece) is not None
        shows |= tag in _SHOWS
        if tag in _VERBATIM:
            step = -1 if piece.startswith("</") else 1
            verbatim[tag] = max(0, verbatim.get(tag, 0) + step)
    whole = "".join(text)
    has_blank |= any("[" in whole[start:end] for start, end in _formulas(whole))
    shows |= bool(html.unescape(whole).strip("\u200b\ufeff\xa0 \t\n"))
    return Page(whole, "".join(prose), has_blank, shows)


def stray_marks(page: Page, *, is_cloze: bool) -> str:
    """Return a piece of cloze syntax that shows in prose, else an empty text.

    On a card without clozes, ``}}`` may well be what the author wrote.
    """
    opened = _OPENED.search(page.prose)
    if opened:
        return opened.group()
    if is_cloze and "}}" in page.prose:
        position = 0
        for start, end in (*_formulas(page.prose), (len(page.prose), 0)):
            if "}}" in page.prose[position:start]:
                return "}}"
            position = end
    return ""


def is_template_problem(front: str, back: str) -> bool:
    """Say whether Anki shows a message about the template instead of the card."""
    return front == back and _PROBLEM.search(front) is not None


def _pieces(side: str) -> Iterator[str]:
    """Split HTML into tags and texts, without comments."""
    position = 0
    while (start := side.find("<", position)) >= 0:
        if start > position:
            yield side[position:start]
        if side.startswith("<!--", start):
            end = side.find("-->", start + 4)
            if end < 0:
                return
            position = end + 3
            continue
        end = side.find(">", start)
        if end < 0:
            position = start
            break
        yield side[start : end + 1]
        position = end + 1
    yield side[position:]


def _formulas(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the contents of ``\\( \\)`` and ``\\[ \\]`` start and end."""
    position = 0
    unclosed: set[str] = set()
    while opened := _MATH_OPENED.search(text, position):
        kind, position = opened.group(1), opened.end()
        if kind in unclosed:
            continue
        end = text.find(_MATH_CLOSED[kind], position)
        if end < 0:
            unclosed.add(kind)
            continue
        yield position, end
        position = end + 2

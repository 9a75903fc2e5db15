"""Clozes that the author wrote into the Markdown: ``{{c1::answer::hint}}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.model import Cloze, Part
from deckgen.notes.cloze import MAX_NUMBER, TOKEN, formulas

_MARK = re.compile(r"\{\{c(\d{1,5})::|\}\}")
_MARK_OR_BRACE = re.compile(r"\{\{c(\d{1,5})::|\}\}|[{}]")
_CODE = frozenset({"code", "pre", "kbd", "samp"})
_VOID = frozenset({"br", "hr", "img", "wbr", "col"})


@dataclass(frozen=True, slots=True)
class Marked:
    """HTML with its clozes found; ``troubles`` says what looks like one and is none."""

    parts: tuple[Part, ...]
    troubles: tuple[str, ...] = ()

    @property
    def clozes(self) -> tuple[Cloze, ...]:
        """The clozes, in order."""
        return tuple(part for part in self.parts if isinstance(part, Cloze))


@dataclass(frozen=True, slots=True)
class _Mark:
    """``{{c1::`` (with its number) or ``}}`` (without)."""

    start: int
    end: int
    number: int | None = None


def unmark(html: str) -> str:
    """The same HTML without cloze marks: what they hide stays, hints go."""
    return "".join(part if isinstance(part, str) else part.html for part in find(html).parts)


def blanked(html: str) -> str:
    """The same HTML with an ellipsis, or the hint, for each cloze."""
    return "".join(
        part if isinstance(part, str) else f"[{part.hint or '…'}]" for part in find(html).parts
    )


def find(html: str) -> Marked:
    """The author's clozes in sanitised HTML, outside code.

    A cloze is one if it closes within the element that it opens in, hides something, and has a
    number from 1 to 500; one nested in another is part of what that one hides.  The number is the
    anchor: authors who number clozes themselves keep that number.
    """
    if "{{c" not in html:
        return Marked((html,) if html else ())
    parts: list[Part] = []
    troubles: list[str] = []
    end = 0
    for opened, closed, is_nesting in _pairs(html, troubles):
        content = html[opened.end : closed.start]
        if is_nesting:
            content = unmark(content)
            troubles.append(f"`{html[opened.start : opened.end]}` holds another cloze")
        cloze = _cloze(content, opened.number or 0)
        if isinstance(cloze, str):
            troubles.append(f"`{html[opened.start : opened.end]}` {cloze}")
            continue
        parts += [html[end : opened.start], cloze]
        end = closed.end
    parts.append(html[end:])
    return Marked(tuple(part for part in parts if part), tuple(dict.fromkeys(troubles)))


def _cloze(content: str, number: int) -> Cloze | str:
    """The cloze, or why it is none."""
    answer, _, hint = content.partition("::")
    if not 1 <= number <= MAX_NUMBER:
        return f"has a number outside 1 to {MAX_NUMBER}"
    if not (_is_balanced(answer) and _is_balanced(hint)):
        return "closes in another element"
    if not answer.strip():
        return "hides nothing"
    return Cloze(anchor=f"c{number}", html=answer, hint=hint, wanted=number)


def _pairs(html: str, troubles: list[str]) -> Iterator[tuple[_Mark, _Mark, bool]]:
    """Outermost opening and closing marks, and whether another pair is inside."""
    opened: _Mark | None = None
    depth = inside = 0
    for mark in _marks(html):
        if mark.number is not None:
            if opened is None:
                opened, inside = mark, 0
            else:
                inside += 1
            depth += 1
        elif opened is not None:
            depth -= 1
            if not depth:
                yield opened, mark, inside > 0
                opened = None
    if opened is not None:
        troubles.append(f"`{html[opened.start : opened.end]}` is not closed")


def _marks(html: str) -> Iterator[_Mark]:
    verbatim = 0
    for token in TOKEN.finditer(html):
        if token["tag"] is not None:
            if token["name"].lower() in _CODE:
                verbatim += -1 if token["close"] else 1
        elif token["text"] is not None and not verbatim:
            yield from _text_marks(token[0], token.start())


def _text_marks(text: str, offset: int) -> Iterator[_Mark]:
    end = 0
    for start, stop in formulas(text):
        yield from _prose_marks(text, end, start, offset)
        yield from _formula_marks(text, start, stop, offset)
        end = stop
    yield from _prose_marks(text, end, len(text), offset)


def _prose_marks(text: str, start: int, stop: int, offset: int) -> Iterator[_Mark]:
    for found in _MARK.finditer(text, start, stop):
        number = int(found[1]) if found[1] else None
        yield _Mark(offset + found.start(), offset + found.end(), number)


def _formula_marks(tex: str, start: int, stop: int, offset: int) -> Iterator[_Mark]:
    """Marks in a formula, where ``}}`` closes a cloze only once the braces of TeX are closed."""
    braces: list[int] = []
    while found := _MARK_OR_BRACE.search(tex, start, stop):
        start = found.end()
        if found[1]:
            braces.append(0)
            yield _Mark(offset + found.start(), offset + found.end(), int(found[1]))
        elif braces and found[0] == "}}" and not braces[-1]:
            braces.pop()
            yield _Mark(offset + found.start(), offset + found.end())
        elif braces:
            braces[-1] += 1 if found[0] == "{" else -1
            start = found.start() + 1


def _is_balanced(html: str) -> bool:
    """Whether every tag that opens in a piece of sanitised HTML closes in it."""
    open_tags: list[str] = []
    for token in TOKEN.finditer(html):
        name = (token["name"] or "").lower()
        if not name or name in _VOID:
            continue
        if not token["close"]:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags

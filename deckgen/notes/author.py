"""Clozes that the author wrote into the Markdown: ``{{c1::answer::hint}}``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deckgen.model import Cloze, Part
from deckgen.notes.cloze import MAX_NUMBER, TOKEN, formulas
from deckgen.patterns import lazy

_MARK = lazy(r"\{\{c(\d{1,5})::|\}\}")
_MARK_OR_BRACE = lazy(r"\{\{c(\d{1,5})::|\}\}|[{}]")
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
    for marks in _outermost(html, troubles):
        opened, closed = marks[0], marks[-1]
        written = html[opened.start : opened.end]
        if len(marks) > 2:
            troubles.append(f"`{written}` holds another cloze")
        cloze = _cloze(*_content(html, marks), opened.number or 0)
        if isinstance(cloze, str):
            troubles.append(f"`{written}` {cloze}")
            continue
        parts += [html[end : opened.start], cloze]
        end = closed.end
    parts.append(html[end:])
    return Marked(tuple(part for part in parts if part), tuple(dict.fromkeys(troubles)))


def _cloze(answer: str, hint: str, number: int) -> Cloze | str:
    """The cloze, or why it is none."""
    if not 1 <= number <= MAX_NUMBER:
        return f"has a number outside 1 to {MAX_NUMBER}"
    if not (is_balanced(answer) and is_balanced(hint)):
        return "closes in another element"
    if not answer.strip():
        return "hides nothing"
    return Cloze(anchor=f"c{number}", html=answer, hint=hint, wanted=number)


def _content(html: str, marks: Sequence[_Mark]) -> tuple[str, str]:
    """What a cloze hides, and its hint; of clozes within it only what they hide."""
    sides: tuple[list[str], list[str]] = ([], [])
    hinting = [False]
    for before, mark in pairwise(marks):
        said, has_hint, hint = html[before.end : mark.start].partition("::")
        if not hinting[-1]:
            sides[hinting[0]].append(said)
            hinting[-1] = bool(has_hint)
            if len(hinting) == 1:
                sides[1].append(hint)
        elif len(hinting) == 1:
            sides[1].append(said + has_hint + hint)
        if mark.number is not None:
            hinting.append(False)
        elif len(hinting) > 1:
            hinting.pop()
    return "".join(sides[0]), "".join(sides[1])


def _outermost(html: str, troubles: list[str]) -> Iterator[tuple[_Mark, ...]]:
    """The marks of each outermost cloze: its own first and last, those within it between."""
    held: list[_Mark] = []
    depth = 0
    for mark in _marks(html):
        depth += 1 if mark.number is not None else -1
        if depth < 0:
            depth = 0
            continue
        held.append(mark)
        if not depth:
            yield tuple(held)
            held = []
    if held:
        troubles.append(f"`{html[held[0].start : held[0].end]}` is not closed")


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


def is_balanced(html: str) -> bool:
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

"""Cloze deletions in Anki's own grammar: written last, read as Anki reads them.

Everything a cloze note shows passes through :func:`write`; nothing else in the project writes
``{{c1::``.  The rules are those of Anki's tokenizer (ANKI-CONTRACT 37-40 and 53-56): ``{{cN::``
always opens, ``}}`` closes the innermost open cloze, the first ``::`` inside starts the hint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from deckgen.model import Cloze, Note, Part
from deckgen.patterns import lazy

MAX_NUMBER = 500
"""Highest usable cloze number; Anki folds greater ones into this (ANKI-CONTRACT 37)."""

MAX_DEPTH = 10
"""Clozes open at once that Anki still reads; deeper openings are ignored (ANKI-CONTRACT 40)."""

BREAK = "<!-- -->"
"""Parts two characters without showing: the manual's advice, and it survives an edit in Anki."""

MARK = lazy(r"\{\{c([0-9,]+)::|\}\}")
"""What opens or closes a cloze, with its numbers as written."""

TOKEN = lazy(
    r"""(?P<comment><!--.*?-->)
    |   (?P<tag><(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?:[^<>"']|"[^"]*"|'[^']*')*+>)
    |   (?P<text>[^<]+|<)""",
    re.VERBOSE | re.DOTALL,
)
_MATH_OPEN = lazy(r"\\[(\[]")
_PAIR = lazy(r":(?=:)|\}(?=\})|\\(?=[()\[\]])")
_RUNS_ON = lazy(r"(?:[:}]|\{\{c[0-9,]*)\Z")
_PAIR_IN_MATH = lazy(r"(?P<words>\\(?:text[a-z]*|mbox)\{[^{}]*\})|[:}]")
_BLANK, _BLANK_IN_MATH = "\x01", "\x02"
"""Stand for a cloze while the HTML around it is protected; no field holds control characters."""

_BLANKS = lazy(f"[{_BLANK}{_BLANK_IN_MATH}]")
_NO_BLANKS = str.maketrans("", "", _BLANK + _BLANK_IN_MATH)
_VERBATIM = frozenset({"code", "pre", "kbd", "samp"})


def ordinals(fields: Iterable[str]) -> tuple[int, ...]:
    """The 0-based ordinals of the cards Anki makes from a cloze note, ascending.

    All fields count, also those no template shows (ANKI-CONTRACT 39).  Number ``n`` is ordinal
    ``n - 1``; 0 makes no card, numbers above 500 make the 500th (ANKI-CONTRACT 37).
    """
    found: set[int] = set()
    for field in fields:
        if "}}" in field:
            found |= _numbers(field)
    return tuple(sorted(min(number, MAX_NUMBER) - 1 for number in found - {0}))


def _numbers(field: str) -> set[int]:
    """The numbers of the clozes of a field that are closed, whatever they are nested in."""
    done: set[int] = set()
    open_clozes: list[set[int]] = []
    for mark in MARK.finditer(field):
        digits = mark.group(1)
        if digits is not None:
            numbers = set(read_numbers(digits))
            if numbers and len(open_clozes) < MAX_DEPTH:
                open_clozes.append(numbers)
        elif open_clozes:
            numbers = open_clozes.pop()
            outer = open_clozes[-1] if open_clozes else done
            outer |= numbers
    return done


def read_numbers(digits: str) -> tuple[int, ...]:
    """The numbers of an opening as Anki reads them, ascending: ``3,1`` is ``(1, 3)``."""
    given = (number for number in digits.split(",") if number and len(number) < 20)
    return tuple(sorted({int(number) for number in given if int(number) <= 65535}))


def anchors(note: Note) -> dict[str, int]:
    """The anchors of a note in order of appearance, each with the number it would like to have."""
    wanted: dict[str, int] = {}
    for parts in note.fields:
        for part in parts:
            if isinstance(part, Cloze):
                wanted.setdefault(part.anchor, part.wanted)
    return wanted


def write(parts: Sequence[Part], numbers: Mapping[str, int]) -> str:
    """The final HTML of a field of a cloze note, its blanks numbered by their anchors.

    Raises:
        KeyError: an anchor has no number (a bug of the caller).
    """
    if len(parts) == 1 and isinstance(parts[0], str):
        return protect(parts[0].translate(_NO_BLANKS))
    clozes = [part for part in parts if isinstance(part, Cloze)]
    around = "".join(
        _BLANK if isinstance(part, Cloze) else part.translate(_NO_BLANKS) for part in parts
    )
    queue = iter(clozes)

    def fill(blank: re.Match[str]) -> str:
        cloze = next(queue)
        guard = _protect_math if blank[0] == _BLANK_IN_MATH else protect
        written = _write_cloze(cloze, numbers[cloze.anchor], guard)
        # TeX takes only the first character of "[...]" for the exponent.
        at = blank.start()
        is_index = guard is _protect_math and blank.string[at - 1 : at] in ("^", "_")
        return f"{{ {written} }}" if is_index else written

    return _BLANKS.sub(fill, protect(around))


def _write_cloze(cloze: Cloze, number: int, guard: Callable[[str], str]) -> str:
    hint = f"::{_closed(guard(cloze.hint))}" if cloze.hint else ""
    return f"{{{{c{number}::{_closed(guard(cloze.html))}{hint}}}}}"


def _closed(html: str) -> str:
    """The same, not running into the marks behind it.

    ``a:`` would run into ``::``, ``a}`` into ``}}``, and ``{{c1`` would make an opening of ``::``.
    """
    return html + BREAK if _RUNS_ON.search(html) else html


def protect(html: str) -> str:
    """The same HTML for a cloze field: nothing in it means anything to Anki, all looks the same.

    Breaks up ``::`` and ``}}`` (so ``{{c1::`` as well), and ``\\(`` and its like where no formula
    is meant, since Anki strips the tags between them.  In text an empty comment does it, in
    attributes an entity, in formulas a space, which TeX ignores (ANKI-CONTRACT 54, 55, rule 23).
    """
    if ":" not in html and "}" not in html and "\\" not in html:
        return html
    out: list[str] = []
    verbatim = 0
    for token in TOKEN.finditer(html):
        if token["tag"] is not None:
            if token["name"].lower() in _VERBATIM:
                verbatim = max(0, verbatim - 1) if token["close"] else verbatim + 1
            out.append(_PAIR.sub(lambda pair: f"&#{ord(pair[0])};", token[0]))
        elif token["comment"] is not None:
            out.append(_PAIR.sub(lambda pair: f"{pair[0]} ", token[0]))
        else:
            out.append(_protect_verbatim(token[0]) if verbatim else _protect_text(token[0]))
    return "".join(out)


def _protect_verbatim(text: str) -> str:
    return _PAIR.sub(lambda pair: pair[0] + BREAK, text)


def _protect_text(text: str) -> str:
    out: list[str] = []
    end = 0
    for start, stop in formulas(text):
        out += [_protect_verbatim(text[end:start]), _protect_math(text[start:stop])]
        end = stop
    out.append(_protect_verbatim(text[end:]))
    return "".join(out)


def formulas(text: str) -> Iterator[tuple[int, int]]:
    """Where the formulas of a text are, delimiters included, in linear time."""
    unclosed: set[str] = set()
    position = 0
    while found := _MATH_OPEN.search(text, position):
        closing = "\\)" if found[0] == "\\(" else "\\]"
        stop = -1 if closing in unclosed else text.find(closing, found.end())
        if stop < 0:
            unclosed.add(closing)
            position = found.end()
        else:
            position = stop + 2
            yield found.start(), position


def _protect_math(tex: str) -> str:
    """A formula with its delimiters, or a piece of one."""

    def widen(found: re.Match[str]) -> str:
        words, after = found["words"], tex[found.end() : found.end() + 1]
        # In text mode a space would show; Anki strips the comment before MathJax sees it.
        kept = words.replace("::", f":{BREAK}:") if words else found[0]
        return f"{kept} " if after == kept[-1] else kept

    return _PAIR_IN_MATH.sub(widen, tex).replace(_BLANK, _BLANK_IN_MATH)

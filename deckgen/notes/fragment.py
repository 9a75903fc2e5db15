"""Rendered HTML as a row of units, so that what a reader sees can be cut and masked."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from deckgen.model import Cloze, Part
from deckgen.notes.cloze import TOKEN, formulas
from deckgen.patterns import lazy

_UNIT = lazy(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|.", re.DOTALL)
_VOID = frozenset({"br", "hr", "img", "wbr", "col"})
_BLOCK = frozenset({"p", "li", "div", "br", "tr", "td", "th", "pre", "dd", "dt", "h4", "h5", "h6"})
FORMULA = "\ufffc"
"""Stands for a whole formula in the visible text: it is neither cut nor masked."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A tag (``shown`` is empty, or a line end), a character, or a formula."""

    raw: str
    shown: str
    tag: bool = False


def units(source: str) -> tuple[Unit, ...]:
    """The units of sanitised HTML, in order; their ``raw`` texts make up the source."""
    return tuple(_units(source))


def _units(source: str) -> Iterator[Unit]:
    for token in TOKEN.finditer(source):
        if token["text"] is None:
            is_block = (token["name"] or "").lower() in _BLOCK
            yield Unit(token[0], "\n" if is_block else "", tag=True)
            continue
        text, end = token[0], 0
        for start, stop in formulas(text):
            yield from _characters(text[end:start])
            yield Unit(text[start:stop], FORMULA)
            end = stop
        yield from _characters(text[end:])


def _characters(text: str) -> Iterator[Unit]:
    for found in _UNIT.finditer(text):
        raw = found[0]
        yield Unit(raw, html.unescape(raw) if len(raw) > 1 else raw)


def visible(source: str) -> str:
    """What a reader sees of HTML; a block is a line."""
    return shown(units(source))


def shown(row: Iterable[Unit]) -> str:
    """The visible text of units."""
    return "".join(unit.shown for unit in row)


def cut(row: Sequence[Unit], length: int) -> tuple[Unit, ...]:
    """The units of the first ``length`` visible characters, open tags closed."""
    kept: list[Unit] = []
    open_tags: list[str] = []
    seen = 0
    for unit in row:
        if seen >= length and not (unit.tag and unit.raw.startswith("</")):
            break
        kept.append(unit)
        seen += len(unit.shown)
        _track(unit, open_tags)
    return (*kept, *(Unit(f"</{name}>", "", tag=True) for name in reversed(open_tags)))


def _track(unit: Unit, open_tags: list[str]) -> None:
    name = re.match(r"</?([a-zA-Z0-9]+)", unit.raw) if unit.tag else None
    if not name or name[1] in _VOID:
        return
    if unit.raw.startswith("</"):
        if open_tags and open_tags[-1] == name[1]:
            open_tags.pop()
    else:
        open_tags.append(name[1])


def markup(row: Iterable[Unit]) -> str:
    """The HTML of units."""
    return "".join(unit.raw for unit in row)


def mask(
    row: Sequence[Unit], spans: Sequence[tuple[int, int]], blank: Callable[[str], Cloze]
) -> tuple[Part, ...]:
    """The units with the visible stretches ``spans`` (ascending, apart) turned into blanks.

    A stretch that runs over a tag gives a blank on either side of it.
    """
    parts: list[Part] = []
    plain: list[str] = []
    hidden: list[str] = []

    def flush() -> None:
        if hidden:
            parts.append(blank("".join(hidden)))
            hidden.clear()

    waiting = list(reversed(spans))
    seen = 0
    for unit in row:
        while waiting and waiting[-1][1] <= seen:
            waiting.pop()
        if waiting and waiting[-1][0] <= seen and not unit.tag and unit.shown != FORMULA:
            if plain:
                parts.append("".join(plain))
                plain.clear()
            hidden.append(unit.raw)
        else:
            flush()
            plain.append(unit.raw)
        seen += len(unit.shown)
    flush()
    if plain:
        parts.append("".join(plain))
    return tuple(parts)

"""Anki's card templates as trees: text, fields with their filters, conditional sections.

The grammar is that of Anki's ``template.rs`` (25.02 to 26.09): the first ``}}`` ends a mark, and
marks inside comments are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from deckgen.patterns import lazy

_MARK = lazy(r"<!--.*?-->|\{\{(.*?)\}\}", re.DOTALL)
_COMMENT = lazy(r"<!--.*?-->", re.DOTALL)
_DEEPEST = 100
"""Sections within sections that are read; nobody writes that many."""


@dataclass(frozen=True, slots=True)
class Field:
    """``{{filter:Name}}``; ``filters`` in the order in which they apply, the last written first.

    ``begin`` and ``end`` are offsets in the template.
    """

    name: str
    filters: tuple[str, ...]
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """``{{#Name}}…{{/Name}}``, or with ``^`` the same where the field is empty.

    ``begin`` and ``end`` are the offsets of the mark that opens it.
    """

    name: str
    when_empty: bool
    nodes: tuple[Node, ...]
    begin: int
    end: int


Node = str | Field | Section


class TemplateError(ValueError):
    """A template that Anki refuses; ``begin`` and ``end`` are the offsets of what is wrong."""

    def __init__(self, message: str, begin: int = 0, end: int = 0) -> None:
        super().__init__(message)
        self.begin = begin
        self.end = end


@dataclass(frozen=True, slots=True)
class _Mark:
    """What stands in the braces, with the text before it; "" at the end of the template."""

    text: str
    inside: str
    begin: int
    end: int


@lru_cache(maxsize=16)
def parse(template: str) -> tuple[Node, ...]:
    """Return a template as a tree.

    Raises:
        TemplateError: a mark or section is not closed, or a section closed where it is not open.
    """
    return _parse(_marks(template), None)


def _marks(template: str) -> Iterator[_Mark]:
    """Yield the marks of a template; comments are text."""
    start = 0
    for mark in _MARK.finditer(template):
        if mark[1] is not None:
            _check(template, start, mark.start())
            yield _Mark(template[start : mark.start()], mark[1], *mark.span())
            start = mark.end()
    _check(template, start, len(template))
    yield _Mark(template[start:], "", len(template), len(template))


def _check(template: str, start: int, end: int) -> None:
    text = template[start:end]
    if "{{" in text and "{{" in _COMMENT.sub("", text):
        begin = template.index("{{", start)
        raise TemplateError("`{{` without `}}`", begin, begin + 2)


def _parse(marks: Iterator[_Mark], opened: _Mark | None, depth: int = 0) -> tuple[Node, ...]:
    """Read up to the end of the section that ``opened`` opens."""
    section = opened.inside.lstrip("{").strip()[1:].lstrip() if opened else ""
    if opened and depth > _DEEPEST:
        raise TemplateError("its sections are nested too deeply", opened.begin, opened.end)
    nodes: list[Node] = []
    for mark in marks:
        if mark.text:
            nodes.append(mark.text)
        inside = mark.inside.lstrip("{").strip()
        name = inside[1:].lstrip()
        if inside[:1] in ("#", "^") and name:
            inner = _parse(marks, mark, depth + 1)
            nodes.append(Section(name, inside[0] == "^", inner, mark.begin, mark.end))
        elif inside[:1] == "/" and name:
            if name != section:
                raise TemplateError(f"`{{{{/{name}}}}}` closes nothing", mark.begin, mark.end)
            return tuple(nodes)
        elif inside or mark.end > mark.begin:  # `{{}}` is a field without a name
            *filters, field = inside.split(":")
            nodes.append(Field(field, tuple(reversed(filters)), mark.begin, mark.end))
    if opened:
        raise TemplateError(f"`{{{{#{section}}}}}` is not closed", opened.begin, opened.end)
    return tuple(nodes)

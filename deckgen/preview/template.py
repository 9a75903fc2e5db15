"""Cards as Anki renders them: templates, conditional sections, ``{{FrontSide}}``, clozes.

The grammar is that of Anki's ``template.rs`` (25.02 to 26.09); a test compares every card of a rich
deck with the real Anki.  What Anki's program adds around a card is in ``shown.py`` and in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from deckgen.model import IdentifiedNote, NoteKind, NoteType
from deckgen.preview.filters import UnknownFilterError, apply, mark_typing

_MARK = re.compile(r"<!--.*?-->|\{\{(.*?)\}\}", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_EMPTY = re.compile(r"(?:[ \t-\r]|</?(?:br|div) ?/?>)*", re.IGNORECASE)
_FRONT = "FrontSide"
_DEEPEST = 100
"""Sections within sections that are previewed; nobody writes that many."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of a card as HTML, as Anki hands them to the browser.

    A sound is still ``[sound:…]``: of that Anki makes its own button.
    """

    front: str
    back: str


@dataclass(frozen=True, slots=True)
class Field:
    """``{{filter:Name}}``."""

    name: str
    filters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """``{{#Name}}…{{/Name}}``, or with ``^`` the same where the field is empty."""

    name: str
    when_empty: bool
    nodes: tuple[Node, ...]


Node = str | Field | Section


class TemplateError(ValueError):
    """A template that Anki refuses; its message names the place."""


def render(note: IdentifiedNote, note_type: NoteType, ordinal: int) -> Sides:
    """Return the sides of the card with that ordinal.

    Raises:
        TemplateError: the note type's template is wrong.
    """
    template = note_type.template
    names = [field.name for field in note_type.fields]
    fields = dict(zip(names, note.fields, strict=True))
    fields |= _special_fields(note, note_type, ordinal)
    return render_fields(template.front, template.back, fields, ordinal)


def render_fields(front: str, back: str, fields: Mapping[str, str], ordinal: int) -> Sides:
    """Return the sides that two templates give for the fields by name.

    Raises:
        TemplateError: a template is wrong, or names a field that is not there.
    """
    shown = "".join(_render(parse(front), fields, ordinal, None))
    return Sides(shown, "".join(_render(parse(back), fields, ordinal, shown)))


def _special_fields(note: IdentifiedNote, note_type: NoteType, ordinal: int) -> dict[str, str]:
    """Return the fields that every note has for a template."""
    special = {
        "Tags": " ".join(note.tags),
        "Type": note_type.name,
        "Deck": note.deck,
        "Subdeck": note.deck.rsplit("::", 1)[-1],
        "CardFlag": "flag0",
        "Card": note_type.template.name,
    }
    if note_type.kind is NoteKind.CLOZE:
        special[f"c{ordinal + 1}"] = "1"
    return special


@lru_cache(maxsize=16)
def parse(template: str) -> tuple[Node, ...]:
    """Return a template as a tree.

    Raises:
        TemplateError: a section is not closed, or closed where it is not open.
    """
    return _parse(_tokens(template), "")


def _tokens(template: str) -> Iterator[tuple[str, str]]:
    """Yield texts, each with what stands in the braces behind it; comments are text."""
    text = 0
    for mark in _MARK.finditer(template):
        if mark[1] is not None:
            yield _check(template[text : mark.start()]), mark[1]
            text = mark.end()
    if text < len(template):
        yield _check(template[text:]), ""


def _check(text: str) -> str:
    if "{{" in _COMMENT.sub("", text):
        raise TemplateError("`{{` without `}}`")
    return text


def _parse(tokens: Iterator[tuple[str, str]], section: str, depth: int = 0) -> tuple[Node, ...]:
    """Read up to the end of ``section``."""
    if depth > _DEEPEST:
        raise TemplateError("its sections are nested too deeply")
    nodes: list[Node] = []
    for text, given in tokens:
        if text:
            nodes.append(text)
        mark = given.lstrip("{").strip()
        name = mark[1:].lstrip()
        if mark[:1] in ("#", "^") and name:
            nodes.append(Section(name, mark[0] == "^", _parse(tokens, name, depth + 1)))
        elif mark[:1] == "/" and name:
            if name != section:
                raise TemplateError(f"`{{{{/{name}}}}}` closes nothing")
            return tuple(nodes)
        elif mark:
            *filters, field = mark.split(":")
            nodes.append(Field(field, tuple(reversed(filters))))
    if section:
        raise TemplateError(f"`{{{{#{section}}}}}` is not closed")
    return tuple(nodes)


def _render(
    nodes: Sequence[Node], fields: Mapping[str, str], ordinal: int, front: str | None
) -> Iterator[str]:
    """Yield the pieces of a side; ``front`` is the front's HTML while the back is rendered."""
    for node in nodes:
        match node:
            case str():
                yield node
            case Field(name=name) if name == _FRONT:
                yield front or ""
            case Field(name=name):
                if name not in fields:
                    raise TemplateError(f"there is no field `{name}`")
                yield _filter(node, fields[name], ordinal, is_front=front is None)
            case Section(name=name, when_empty=when_empty, nodes=inner):
                if is_empty(fields.get(name, "")) is when_empty:
                    yield from _render(inner, fields, ordinal, front)


def _filter(field: Field, text: str, ordinal: int, *, is_front: bool) -> str:
    if field.filters[-1:] == ("type",):
        return mark_typing(field.filters, field.name)
    for name in field.filters:
        try:
            text = apply(name, text, field.name, ordinal, is_front=is_front)
        except UnknownFilterError:
            raise TemplateError(f"the filter `{name}` is not Anki's own") from None
    return text


def is_empty(field: str) -> bool:
    """Tell whether a field counts as empty: blanks and empty lines alone."""
    return _EMPTY.fullmatch(field) is not None

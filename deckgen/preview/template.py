"""Cards as Anki renders them: templates, conditional sections, ``{{FrontSide}}``, clozes.

A test compares every card of a rich deck with the real Anki.  What Anki's
program adds around a card is in ``shown.py`` and in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from deckgen.ankiformat.template import Field, Node, Section, TemplateError, parse
from deckgen.model import IdentifiedNote, NoteKind, NoteType
from deckgen.patterns import lazy
from deckgen.preview.filters import UnknownFilterError, apply, mark_typing

_EMPTY = lazy(r"(?:[ \t-\r]|</?(?:br|div) ?/?>)*", re.IGNORECASE)
_FRONT = "FrontSide"


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of a card as HTML, as Anki hands them to the browser.

    A sound is still ``[sound:…]``: of that Anki makes its own button.
    """

    front: str
    back: str


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

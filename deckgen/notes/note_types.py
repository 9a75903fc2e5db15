"""The two note types of a project: frozen from its first build, only their looks may change."""

from __future__ import annotations

import hashlib

from deckgen.model import (
    BASIC_FIELDS,
    CLOZE_FIELDS,
    NoteField,
    NoteKind,
    NoteTemplate,
    NoteType,
)
from deckgen.notes.words import spoken
from deckgen.theme import Theme
from deckgen.theme.builtin import own_css, own_file

_FIELD_IDS = {
    NoteKind.BASIC: (4101, 4102, 4103, 4104, 4105, 4106, 4107),
    NoteKind.CLOZE: (4201, 4202, 4203, 4204, 4205, 4206, 4207),
}
_TEMPLATE_IDS = {NoteKind.BASIC: 4151, NoteKind.CLOZE: 4251}
"""Permanent: with them a learner may rename a field or template and still get updates
(ANKI-CONTRACT 24).  They need to differ only within a note type, so all projects share them."""

_FIELDS = {NoteKind.BASIC: BASIC_FIELDS, NoteKind.CLOZE: CLOZE_FIELDS}
_LABELS = {NoteKind.BASIC: "Basic", NoteKind.CLOZE: "Cloze"}


def note_types(
    project_id: str, project_name: str, language: str = "", theme: Theme | None = None
) -> tuple[NoteType, NoteType]:
    """The note types Basic and Cloze of a project, in its theme.

    Their ids follow from the project's id alone and are exact in JavaScript numbers; their names
    carry the project's name, so that one project's theme never restyles another's cards.  The
    words of deckgen's own templates are in the project's language.  ``modified`` is 0: identity
    fills it.
    """
    name, theme = " ".join(project_name.split()), theme or Theme()
    return (
        _note_type(NoteKind.BASIC, project_id, name, language, theme),
        _note_type(NoteKind.CLOZE, project_id, name, language, theme),
    )


def _note_type(
    kind: NoteKind, project_id: str, project_name: str, language: str, theme: Theme
) -> NoteType:
    label = _LABELS[kind]
    front, back = (
        theme.templates.get(name) or own_template(name, language)
        for name in (f"{kind.value}_front.html", f"{kind.value}_back.html")
    )
    return NoteType(
        id=_derived_id(f"{project_id}\n{kind.value}"),
        kind=kind,
        name=f"{project_name} · {label}",
        fields=tuple(
            NoteField(id=number, name=name)
            for number, name in zip(_FIELD_IDS[kind], _FIELDS[kind], strict=True)
        ),
        template=NoteTemplate(
            id=_TEMPLATE_IDS[kind],
            name=label,
            front=front,
            back=back,
        ),
        css=f"{own_css()}\n{theme.css}" if theme.css else own_css(),
    )


def own_template(name: str, language: str) -> str:
    """The built-in template of a name (one of ``TEMPLATES``), its words in a language."""
    template, words = own_file(name), spoken(language)
    if words is None:
        return template
    for english, own in (("More", words.more), ("Hint", words.hint)):
        template = template.replace(f"<summary>{english}</summary>", f"<summary>{own}</summary>")
    return template


def _derived_id(seed: str) -> int:
    """A positive number below 2**53, far above the ids Anki makes from the clock (about 2**41)."""
    digest = hashlib.sha256(f"deckgen note type\n{seed}".encode()).digest()
    return 2**52 + int.from_bytes(digest[:8]) % 2**52

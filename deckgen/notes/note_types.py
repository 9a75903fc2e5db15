"""The two note types of a project: frozen from its first build, only their looks may change."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

from deckgen.model import (
    BASIC_FIELDS,
    CLOZE_FIELDS,
    NoteField,
    NoteKind,
    NoteTemplate,
    NoteType,
)
from deckgen.notes.words import spoken
from deckgen.render import code_css

_FIELD_IDS = {
    NoteKind.BASIC: (4101, 4102, 4103, 4104, 4105, 4106, 4107),
    NoteKind.CLOZE: (4201, 4202, 4203, 4204, 4205, 4206, 4207),
}
_TEMPLATE_IDS = {NoteKind.BASIC: 4151, NoteKind.CLOZE: 4251}
"""Permanent: with them a learner may rename a field or template and still get updates
(ANKI-CONTRACT 24).  They need to differ only within a note type, so all projects share them."""

_FIELDS = {NoteKind.BASIC: BASIC_FIELDS, NoteKind.CLOZE: CLOZE_FIELDS}
_LABELS = {NoteKind.BASIC: "Basic", NoteKind.CLOZE: "Cloze"}
_STYLES = ("base.css", "prose.css", "cloze.css")


def note_types(project_id: str, project_name: str, language: str = "") -> tuple[NoteType, NoteType]:
    """The note types Basic and Cloze of a project, the words of their templates in its language.

    Their ids follow from the project's id alone and are exact in JavaScript numbers; their names
    carry the project's name, so that one project's theme never restyles another's cards.
    ``modified`` is 0: identity fills it.
    """
    name = " ".join(project_name.split())
    return (
        _note_type(NoteKind.BASIC, project_id, name, language),
        _note_type(NoteKind.CLOZE, project_id, name, language),
    )


def _note_type(kind: NoteKind, project_id: str, project_name: str, language: str) -> NoteType:
    label = _LABELS[kind]
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
            front=_template(f"{kind.value}_front.html", language),
            back=_template(f"{kind.value}_back.html", language),
        ),
        css=css(),
    )


def _template(name: str, language: str) -> str:
    template, words = _theme(name), spoken(language)
    if words is None:
        return template
    for english, own in (("More", words.more), ("Hint", words.hint)):
        template = template.replace(f"<summary>{english}</summary>", f"<summary>{own}</summary>")
    return template


def _derived_id(seed: str) -> int:
    """A positive number below 2**53, far above the ids Anki makes from the clock (about 2**41)."""
    digest = hashlib.sha256(f"deckgen note type\n{seed}".encode()).digest()
    return 2**52 + int.from_bytes(digest[:8]) % 2**52


@lru_cache(maxsize=1)
def css() -> str:
    """The theme: one style sheet for both note types, without outside references."""
    return "\n".join([*(_theme(name) for name in _STYLES), code_css()])


@lru_cache
def _theme(name: str) -> str:
    return files("deckgen.notes").joinpath("theme", name).read_text(encoding="utf-8").strip()

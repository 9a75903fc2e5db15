"""The note types are frozen: a learner's cards depend on every id and name here."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model import NoteKind, NoteType
from deckgen.notes import note_types

BASIC, CLOZE = note_types("0d5f3c1e", "Transfer  Learning")
BOTH = pytest.mark.parametrize("note_type", [BASIC, CLOZE], ids=["basic", "cloze"])


def test_the_schema_is_pinned() -> None:
    """Ids, names, order: a change here makes every learner's notes conflict (ANKI-CONTRACT 20)."""
    assert (BASIC.id, CLOZE.id) == (5545038307797213, 7992783609488472)
    assert (BASIC.kind, CLOZE.kind) == (NoteKind.BASIC, NoteKind.CLOZE)
    assert BASIC.name == "Transfer Learning · Basic"
    assert CLOZE.name == "Transfer Learning · Cloze"
    assert [(field.id, field.name) for field in BASIC.fields] == [
        (4101, "Question"),
        (4102, "Answer"),
        (4103, "Extra"),
        (4104, "Hint"),
        (4105, "Context"),
        (4106, "Source"),
        (4107, "ID"),
    ]
    assert [(field.id, field.name) for field in CLOZE.fields] == [
        (4201, "Text"),
        (4202, "Title"),
        (4203, "Extra"),
        (4204, "Hint"),
        (4205, "Context"),
        (4206, "Source"),
        (4207, "ID"),
    ]
    assert (BASIC.template.id, BASIC.template.name) == (4151, "Basic")
    assert (CLOZE.template.id, CLOZE.template.name) == (4251, "Cloze")
    assert (BASIC.modified, CLOZE.modified) == (0, 0)


@given(one=st.text(), other=st.text(), name=st.text())
def test_ids_follow_the_project_id_alone(one: str, other: str, name: str) -> None:
    """They are exact in JavaScript, and differ between projects and kinds."""
    basic, cloze = note_types(one, name)

    assert (basic.id, cloze.id) == tuple(made.id for made in note_types(one, "another name"))
    assert basic.id != cloze.id
    assert 2**52 <= min(basic.id, cloze.id) <= max(basic.id, cloze.id) < 2**53
    if one != other:
        assert {basic.id, cloze.id}.isdisjoint(made.id for made in note_types(other, name))


@BOTH
def test_templates_hold_no_script_and_name_only_their_fields(note_type: NoteType) -> None:
    """Zero JavaScript; the front of Cloze shows Text through Anki's cloze filter."""
    names = {field.name for field in note_type.fields}
    for side in (note_type.template.front, note_type.template.back):
        used = re.findall(r"\{\{[#/^]?(?:cloze:)?(\w+)\}\}", side)
        assert set(used) <= names | {"FrontSide"}
        assert side.count("{{") == len(used)
        assert not re.search(r"<script|\son\w+=|javascript:", side)
        assert side.count("{{#") == side.count("{{/")
    assert ("{{cloze:Text}}" in note_type.template.front) == (note_type.kind is NoteKind.CLOZE)


def test_the_style_sheet_stands_alone() -> None:
    """No outside file, balanced, for both night classes, and never for Anki's own star."""
    css = BASIC.css
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    selectors = [one.strip() for one in re.findall(r"([^{}]+)\{", bare)]
    pictures = [s for all_of in selectors for s in all_of.split(",") if re.search(r"\bimg\b", s)]

    assert css == CLOZE.css
    assert not re.search(r"url\(|@import|@font-face|expression\(", bare)
    assert bare.count("{") == bare.count("}")
    assert ".nightMode" in css
    assert ".night_mode" in css
    assert pictures
    assert all(".dg " in selector for selector in pictures)


def test_the_style_sheet_uses_the_variables_that_it_defines() -> None:
    """Each variable has a value for light and, if it is a colour of ours, one for the night."""
    css = BASIC.css
    defined = re.findall(r"(--[\w-]+):", css)

    assert set(re.findall(r"var\((--[\w-]+)", css)) <= set(defined)
    assert {name for name in defined if defined.count(name) != 2} == set()


@pytest.mark.parametrize("night", [0, 1])
def test_contrast(night: int) -> None:
    """Text, notes and links are readable on the page and on the blank (WCAG AA: 4.5)."""
    css = BASIC.css
    value = {
        name: re.findall(rf"{name}: (#[0-9a-f]{{6}});", css)[night]
        for name in ("--bg", "--fg", "--muted", "--accent", "--accent-soft", "--raised")
    }
    pairs = [
        ("--fg", "--bg"), ("--muted", "--bg"), ("--accent", "--bg"), ("--fg", "--raised"),
        ("--fg", "--accent-soft"), ("--accent", "--accent-soft"), ("--muted", "--raised"),
    ]  # fmt: skip

    low = [(a, b, contrast(value[a], value[b])) for a, b in pairs]
    assert [pair for pair in low if pair[2] < 4.5] == []


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""
    light, dark = sorted(map(_luminance, (one, other)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 2)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_words_of_templates_are_in_the_projects_language() -> None:
    """Ids and fields stay; an unknown language reads English."""
    basic, cloze_type = note_types("0d5f3c1e", "Transfer Learning", "de-AT")

    assert "<summary>Mehr</summary>" in basic.template.back
    assert "<summary>Hinweis</summary>" in cloze_type.template.front
    assert (basic.id, basic.fields, basic.template.id) == (
        BASIC.id,
        BASIC.fields,
        BASIC.template.id,
    )
    assert note_types("0d5f3c1e", "Transfer Learning", "tlh") == (BASIC, CLOZE)

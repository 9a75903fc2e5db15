"""Where a theme is read from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deckgen.model import NoteKind
from deckgen.notes import note_types
from deckgen.theme import Theme
from deckgen.theme.read import MAX_CSS, MAX_TEMPLATE
from deckgen.theme.value import state_of
from tests.theme.projects import places, read, write

CSS = ".card { --accent: teal }"


def test_most_projects_have_none(tmp_path: Path) -> None:
    assert read(tmp_path, {}, "") == (Theme(), ())


def test_note_types_take_it(tmp_path: Path) -> None:
    """Ids, names, fields and the other templates stay (ANKI-CONTRACT 19)."""
    files: dict[str, str | bytes] = {
        "looks.css": CSS,
        "pages/basic_front.html": "<p>{{Question}}</p>",
    }
    theme, _ = read(tmp_path, files)
    basic, cloze = note_types("p", "Rivers", "de", theme)
    own_basic, own_cloze = note_types("p", "Rivers", "de")

    assert basic.css == cloze.css == f"{own_basic.css}\n{CSS}"
    assert basic.template.front == "<p>{{Question}}</p>"
    assert basic.template.back == own_basic.template.back
    assert cloze.template.back == "{{cloze:Text}}"
    for one, own in ((basic, own_basic), (cloze, own_cloze)):
        assert (one.id, one.name, one.fields, one.template.id, one.template.name) == (
            own.id, own.name, own.fields, own.template.id, own.template.name,
        )  # fmt: skip
    assert {one.kind for one in (basic, cloze)} == set(NoteKind)


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ('[theme]\ncss = ["looks.css", "no.css"]', ["2:21 DG020"]),
        ('[theme]\ncss = "pages"', ["2:7 DG020"]),
        ('[theme]\ncss = "../x.css"', ["2:7 DG020"]),
        ('[theme]\ncss = "Looks.css"', ["2:7 DG020"]),
        ('[theme]\ntemplates = "no"', ["2:13 DG020"]),
        ('[theme]\ntemplates = "looks.css"', ["2:13 DG021"]),
        ('[theme]\ntemplates = "empty"', ["2:13 DG023"]),
        ("[theme]\ntemplates = 'pages'\ncss = 'looks.css'", []),
    ],
)
def test_what_is_named_must_be_there(tmp_path: Path, settings: str, found: list[str]) -> None:
    """Findings stand where the file is named."""
    (tmp_path / "empty").mkdir()
    _, said = read(tmp_path, {"looks.css": CSS}, settings)

    assert places(said) == found
    assert {one.span.path for one in said} <= {"deckgen.toml"}


def test_a_misspelt_name_is_mended(tmp_path: Path) -> None:
    settings = '[theme]\ncss = "look.css"\ntemplates = "page"\n'
    files: dict[str, str | bytes] = {"looks.css": CSS, "pages/basic-front.html": ""}
    _, found = read(tmp_path, files, settings)

    assert [one.help for one in found] == [
        "did you mean `looks.css`?",
        "did you mean `pages`?",
    ]


def test_nothing_outside_the_project_is_read(tmp_path: Path) -> None:
    """Neither a style sheet, nor a template, nor what they refer to."""
    root = tmp_path / "project"
    write(tmp_path, {"out/secret.css": "a { b: c }", "out/x.html": "{{Question}}", "out/x.svg": ""})
    write(root, {"pages/x": ""})
    (root / "looks.css").symlink_to(tmp_path / "out/secret.css")
    (root / "pages/basic_front.html").symlink_to(tmp_path / "out/x.html")
    (root / "x.svg").symlink_to(tmp_path / "out/x.svg")
    settings = '[theme]\ncss = ["looks.css", "more.css"]\ntemplates = "pages"\n'
    theme, found = read(root, {"more.css": "a { b: url(x.svg) }"}, settings)

    assert theme.media == ()
    assert theme.css == "a { b: url(x.svg) }"
    assert set(theme.templates) == {"cloze_back.html"}
    assert places(found) == ["2:8 DG020", "3:13 DG020", "1:8 DG502"]


@pytest.mark.parametrize(
    ("name", "limit"), [("looks.css", MAX_CSS), ("pages/basic_front.html", MAX_TEMPLATE)]
)
def test_large_files_are_refused(tmp_path: Path, name: str, limit: int) -> None:
    fine = b"{{Question}}".ljust(limit) if name.endswith("html") else b" " * limit
    _, found = read(tmp_path, {"looks.css": "", name: fine})
    assert found == ()

    _, found = read(tmp_path, {"looks.css": "", name: fine + b" "})
    assert [one.code for one in found] == ["DG022"]


@pytest.mark.parametrize("name", ["looks.css", "pages/basic_front.html"])
def test_unreadable_files_are_reported(tmp_path: Path, name: str) -> None:
    _, found = read(tmp_path, {"looks.css": "", name: "\ufeff/*\r\nö*/".encode() + b"\xff"})
    assert [(one.code, one.span.path, one.span.line, one.span.col) for one in found] == [
        ("DG021", name, 2, 4)
    ]
    if os.name == "posix":
        (tmp_path / name).unlink()
        os.mkfifo(tmp_path / name)
        _, found = read(tmp_path, {"looks.css": ""} if "html" in name else {})
        assert [one.code for one in found] == ["DG020"]


def test_what_is_wrong_is_not_used(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "looks.css": "@import 'x.css'; .card { --accent: teal }",
        "pages/basic_front.html": "{{Question}}<script>x</script>",
    }
    theme, found = read(tmp_path, files)

    assert {one.code for one in found} == {"DG029", "DG033"}
    assert theme.css == ""
    assert set(theme.templates) == {"cloze_back.html"}


def test_what_was_looked_at_is_known(tmp_path: Path) -> None:
    """While all of it is as it was, the theme is as well."""
    files: dict[str, str | bytes] = {"looks.css": CSS, "pages/basic_front.html": "{{Question}}"}
    theme, _ = read(tmp_path, files)

    assert {path.relative_to(tmp_path).as_posix() for path in theme.files} == {
        "looks.css", "pages", "pages/basic_front.html", "pages/cloze_back.html",
    }  # fmt: skip
    assert {path: state_of(path) for path in theme.files} == theme.files
    write(tmp_path, {"pages/basic_bak.html": ""})
    assert state_of(tmp_path / "pages") != theme.files[tmp_path / "pages"]
    assert state_of(tmp_path / "nowhere") == ""

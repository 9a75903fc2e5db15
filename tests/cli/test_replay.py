"""A build that has nothing to do says what it would have said, and does nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from deckgen.cache import Folder
from deckgen.cli.entry import run
from deckgen.cli.replay import Replay
from tests.cli.running import RIVERS, WARNED, Run

Write = Callable[..., Path]


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / ".caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder / "deckgen" / "builds"


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every real build adds to this list."""
    import deckgen.pipeline

    calls: list[str] = []
    build = deckgen.pipeline.build

    def counted(*arguments: object, **options: object) -> object:
        calls.append("built")
        return build(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(deckgen.pipeline, "build", counted)
    return calls


def test_the_second_build_does_nothing_and_says_what_it_would_have_said(
    deckgen: Run, write: Write, built: list[str], caches: Path
) -> None:
    write("source/rivers.md", WARNED)
    deckgen("build")

    again, anew = deckgen("build"), deckgen("build", "--no-cache")

    assert again == anew
    assert "DG801" in again.err
    assert len(built) == 2
    assert list(caches.iterdir())


def _replace(text: str, by: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(path.read_text().replace(text, by))


CHANGES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a word": ("source/rivers.md", _replace("meander", "wind")),
    "a setting": ("deckgen.toml", lambda path: path.write_text("[deck]\n")),
    "a record of the lock": ("deckgen.lock", _replace('"modified":', '"modified":1')),
    "no lock": ("deckgen.lock", Path.unlink),
    "no package": ("out.apkg", Path.unlink),
    "a byte of the package": ("out.apkg", lambda path: os.truncate(path, 100)),
    "a picture": ("source/a.png", lambda path: Image.new("RGB", (9, 9), "red").save(path)),
    "no picture": ("source/a.png", Path.unlink),
    "another file": ("source/b.md", lambda path: path.write_text(RIVERS)),
    "no file": ("source/c.md", Path.unlink),
    "a style sheet": ("theme/looks.css", _replace("teal", "navy")),
    "a picture of a style sheet": ("theme/a.svg", _replace("M0", "M1")),
    "a template": ("theme/basic_front.html", _replace("<b>", "<b >")),
    "another template": ("theme/cloze_back.html", lambda path: path.write_text("{{cloze:Text}}")),
    "no template": ("theme/basic_front.html", Path.unlink),
    "a misspelt template": ("theme/basic-back.html", lambda path: path.write_text("")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_built(
    change: str, deckgen: Run, write: Write, built: list[str], tmp_path: Path
) -> None:
    write("source/rivers.md", RIVERS + "\n## 4. What is this?\n\n![A](a.png) A lake.\n")
    write("source/c.md", "# Seas\n\n## What is a gulf?\n\nA part of a sea that land encloses.\n")
    Image.new("RGB", (8, 8), "blue").save(tmp_path / "source/a.png")
    write("deckgen.toml", '[theme]\ncss = "theme/looks.css"\ntemplates = "theme"\n')
    write("theme/looks.css", ".card { --accent: teal; background: url(a.svg) }")
    write("theme/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
    write("theme/basic_front.html", "<b>{{Question}}</b>")
    deckgen("build", "-o", "out.apkg")
    deckgen("build", "-o", "out.apkg")
    assert len(built) == 1
    name, make = CHANGES[change]

    make(tmp_path / name)
    deckgen("build", "-o", "out.apkg")

    assert len(built) == 2


@pytest.mark.parametrize("name", ["theme/cards.css", "theme/parts/basic_front.html"])
def test_a_change_of_the_look_is_built(
    name: str, deckgen: Run, write: Write, built: list[str]
) -> None:
    write("deckgen.toml", '[theme]\ncss = ["theme/cards.css"]\ntemplates = "theme/parts"\n')
    write("theme/cards.css", ".card { color: navy }\n")
    write("theme/parts/cloze_front.html", "<main>{{cloze:Text}}</main>{{Title}}{{Context}}\n")
    write("source/rivers.md", RIVERS)
    assert deckgen("build").code == 0
    deckgen("build")
    assert len(built) == 1

    write(
        name, ".card { color: maroon }\n" if name.endswith("css") else "<main>{{Question}}</main>"
    )
    deckgen("build")

    assert len(built) == 2


@pytest.mark.parametrize(
    ("variable", "options"), [("GITHUB_ACTIONS", ()), ("", ("-v",)), ("", ("--strict", "-q"))]
)
def test_other_circumstances_are_built(
    variable: str,
    options: tuple[str, ...],
    deckgen: Run,
    write: Write,
    built: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write("source/rivers.md", RIVERS)
    deckgen("build")
    if variable:
        monkeypatch.setenv(variable, "true")

    deckgen("build", *options)

    assert len(built) == 2


def test_a_picture_that_was_missing_is_looked_for_again(
    deckgen: Run, write: Write, tmp_path: Path
) -> None:
    write("source/a.md", "## What is this?\n\n![A lake](lake.png) A lake with two islands.\n")
    assert "DG501" in deckgen("build").err

    Image.new("RGB", (8, 8), "blue").save(tmp_path / "source/lake.png")

    assert "DG501" not in deckgen("build").err


def test_what_became_of_the_lock_is_not_said_twice(deckgen: Run, write: Write) -> None:
    source = write("source/rivers.md", RIVERS)
    deckgen("build")
    source.write_text(re.sub(r"(?s)## 2.*", "", RIVERS))
    deckgen("build")

    assert deckgen("build") == deckgen("build", "--no-cache")


def test_the_same_words_after_no_write_to_the_lock(deckgen: Run, write: Write) -> None:
    source = write("source/rivers.md", RIVERS)
    deckgen("build", "--frozen")

    assert deckgen("build", "--frozen", "--fresh").out.startswith("5 added")
    source.write_text(RIVERS.replace("meander", "wind"))
    deckgen("build")
    assert deckgen("build", "--locked") == deckgen("build", "--locked", "--no-cache")


@given(data=st.binary(max_size=80))
def test_a_damaged_record_is_none(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("records") / "builds"
    made = Replay(Folder(folder), "name", (), {})
    made.folder.write("name", data)

    assert made.recall() is None

    (folder / "name.entry").write_bytes(data)
    assert made.recall() is None


def test_a_folder_that_others_may_write_to_is_not_used(
    deckgen: Run, write: Write, built: list[str], caches: Path
) -> None:
    write("source/rivers.md", RIVERS)
    deckgen("build")
    caches.chmod(0o777)

    deckgen("build")

    assert len(built) == 2


def test_no_place_for_records_stops_nothing(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("source/rivers.md", RIVERS)
    monkeypatch.setenv("XDG_CACHE_HOME", str(write("file", "in the way")))
    monkeypatch.chdir(tmp_path)

    assert [run(["build"]), run(["build"])] == [0, 0]


def test_old_records_make_room(deckgen: Run, write: Write, caches: Path) -> None:
    write("source/rivers.md", RIVERS)

    for number in range(40):
        deckgen("build", "-o", f"{number}.apkg", "-q", "--offline")

    assert len(list(caches.iterdir())) == 32

"""``deckgen preview``: the page, and when there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.running import RIVERS, Run

Write = Callable[..., Path]


def test_writes_a_page_and_says_where(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("source/rivers.md", RIVERS)
    ran = deckgen("preview")

    assert (ran.code, ran.out, ran.err) == (0, "build/preview/index.html\n", "")
    assert "<h1>Rivers</h1>" in (tmp_path / ran.out.strip()).read_text(encoding="utf-8")
    assert not (tmp_path / "deckgen.lock").exists()
    assert not list(tmp_path.rglob("*.apkg"))


def test_the_folder_can_be_chosen_and_written_again(deckgen: Run, write: Write) -> None:
    write("rivers.md", RIVERS)
    first = deckgen("preview", "rivers.md", "--out", "pages")
    again = deckgen("preview", "rivers.md", "--out", "pages")

    assert first == again
    assert first.out == "pages/index.html\n"


def test_a_folder_with_files_is_left_alone(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("rivers.md", RIVERS)
    ran = deckgen("preview", "rivers.md", "--out", ".")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: `.` holds files, and no preview\n  help: name a new folder, or an empty one\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["rivers.md"]


def test_errors_are_shown_and_the_page_is_written(
    deckgen: Run, write: Write, tmp_path: Path
) -> None:
    write("source/rivers.md", RIVERS.encode() + b"\n\n## A bad \xff byte?\n\nYes.\n")
    ran = deckgen("preview")

    assert ran.out == "build/preview/index.html\n"
    assert "DG101" in ran.err
    assert ran.code == 1
    assert (tmp_path / "build/preview/index.html").exists()


def test_a_broken_lock_shows_nothing(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("source/rivers.md", RIVERS)
    write("deckgen.lock", "no lock\n")
    ran = deckgen("preview")

    assert (ran.code, ran.out) == (1, "")
    assert "without the lock" in ran.err
    assert not (tmp_path / "build").exists()


def test_nothing_to_read(deckgen: Run) -> None:
    assert deckgen("preview").code == 3

"""``deckgen build --previous``: the lock is lost, a package is there."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import RIVERS, Run

Write = Callable[..., Path]

REWORDED = RIVERS.replace("Why do rivers meander?", "For what reason do rivers meander?")


@pytest.fixture
def published(deckgen: Run, write: Write, tmp_path: Path) -> dict[str, str]:
    """Build, reword, build and publish ``old.apkg``, and lose the lock; the GUIDs by question."""
    write("source/rivers.md", RIVERS)
    deckgen("build", "-q")
    write("source/rivers.md", REWORDED)
    assert deckgen("build", "-q", "-o", "old.apkg").code == 0
    guids = _guids(deckgen)
    (tmp_path / "deckgen.lock").unlink()
    return guids


def _guids(deckgen: Run) -> dict[str, str]:
    rows = [json.loads(line) for line in deckgen("list", "--format", "jsonl").out.splitlines()]
    return {row["question"]: row["guid"] for row in rows if row["kind"] == "basic"}


def test_the_lock_comes_back(deckgen: Run, published: dict[str, str], tmp_path: Path) -> None:
    assert _guids(deckgen) != published

    ran = deckgen("build", "--previous", "old.apkg", "-o", "new.apkg")

    assert ran.code == 0
    assert ran.out.startswith("5 unchanged → new.apkg")
    assert (tmp_path / "new.apkg").read_bytes() == (tmp_path / "old.apkg").read_bytes()
    assert _guids(deckgen) == published
    assert deckgen("build", "--locked").code == 0


def test_edits_since_the_package_are_recognised(
    deckgen: Run, published: dict[str, str], write: Write
) -> None:
    write("source/rivers.md", REWORDED.replace("What is a watershed?", "What does a watershed do?"))

    ran = deckgen("build", "--previous", "old.apkg")

    assert "1 reworded, 4 unchanged" in ran.out
    kept = _guids(deckgen)
    assert kept["What does a watershed do?"] == published["What is a watershed?"]


def test_a_lock_made_afresh_gives_way(deckgen: Run, published: dict[str, str]) -> None:
    deckgen("build", "-q")
    assert _guids(deckgen) != published

    assert deckgen("build", "--previous", "old.apkg").code == 0
    assert _guids(deckgen) == published


def test_a_lock_that_knows_more_stays(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("source/rivers.md", RIVERS)
    deckgen("build", "-q", "-o", "old.apkg")
    write("source/rivers.md", REWORDED)
    deckgen("build", "-q")
    before = (tmp_path / "deckgen.lock").read_bytes()

    ran = deckgen("build", "--previous", "old.apkg")

    assert "5 unchanged" in ran.out
    assert (tmp_path / "deckgen.lock").read_bytes() == before


def test_removed_questions_of_the_present_lock_are_remembered(
    deckgen: Run, write: Write, published: dict[str, str]
) -> None:
    """The lock made afresh remembers a question that was removed after the package."""
    more = REWORDED + "\n## 4. What is a ford?\n\nA place to wade through a river.\n"
    write("source/rivers.md", more)
    deckgen("build", "-q", "--fresh")
    ford = _guids(deckgen)["What is a ford?"]
    write("source/rivers.md", REWORDED)
    deckgen("build", "-q")
    deckgen("build", "-q", "--previous", "old.apkg")
    write("source/rivers.md", more)
    deckgen("build", "-q")

    assert _guids(deckgen) == {**published, "What is a ford?": ford}


def test_a_damaged_lock_is_replaced(
    deckgen: Run, published: dict[str, str], tmp_path: Path
) -> None:
    deckgen("build", "-q", "--fresh")
    lock = tmp_path / "deckgen.lock"
    lock.write_text(lock.read_text() + "half a record\n")
    assert deckgen("build").code == 1

    assert deckgen("build", "--previous", "old.apkg").code == 0
    assert _guids(deckgen) == published


def test_locked_refuses_the_rebuilt_lock(
    deckgen: Run, published: dict[str, str], tmp_path: Path
) -> None:
    assert published

    ran = deckgen("build", "--previous", "old.apkg", "--locked")

    assert ran.code == 1
    assert not (tmp_path / "deckgen.lock").exists()


def test_the_package_of_another_project_is_refused(
    deckgen: Run, published: dict[str, str], write: Write, tmp_path: Path
) -> None:
    assert published
    write("source/rivers.md", "# Birds\n\n## What is a heron?\n\nA bird that stands still.\n")

    ran = deckgen("build", "--previous", "old.apkg")

    assert ran.code == 1
    assert "error[DG620]: none of the 3 questions of the package (`Rivers`) is among" in ran.err
    assert not (tmp_path / "deckgen.lock").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "`old.apkg` is empty"),
        (b"<!doctype html>", "is a web page, not a package"),
        (b"PK\x03\x04 and so on", "is a damaged zip file"),
    ],
)
def test_what_is_no_package_is_refused(
    deckgen: Run, write: Write, tmp_path: Path, content: bytes, said: str
) -> None:
    write("source/rivers.md", RIVERS)
    write("old.apkg", content)

    ran = deckgen("build", "--previous", "old.apkg")

    assert ran.code == 2
    assert said in ran.err
    assert not (tmp_path / "deckgen.lock").exists()


def test_a_package_of_another_program_is_refused(
    deckgen: Run, published: dict[str, str], tmp_path: Path
) -> None:
    """The same package with a field of its note types renamed: not deckgen's any more."""
    assert published
    with zipfile.ZipFile(tmp_path / "old.apkg") as archive:
        archive.extractall(tmp_path / "out")
    with sqlite3.connect(tmp_path / "out" / "collection.anki2") as database:
        (models,) = database.execute("SELECT models FROM col").fetchone()
        database.execute("UPDATE col SET models = ?", (models.replace('"Context"', '"Chapter"'),))
    with zipfile.ZipFile(tmp_path / "other.apkg", "w") as archive:
        for path in (tmp_path / "out").iterdir():
            archive.write(path, path.name)

    ran = deckgen("build", "--previous", "other.apkg")

    assert ran.code == 2
    assert "no note in `other.apkg` was made by deckgen: its 5 notes" in ran.err

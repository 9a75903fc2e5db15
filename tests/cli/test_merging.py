"""Branches of a project merge: whatever the text merges, the lock follows."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.cli.entry import run
from tests.cli.running import Run

BASE = 24
WORDS = "amber basalt cedar dune elm fjord grove heath inlet jetty knoll loam".split()  # noqa: SIM905

edits = st.lists(
    st.tuples(st.sampled_from(["reword", "answer", "cell", "add", "delete"]), st.integers(0, 11)),
    min_size=1,
    max_size=3,
)


def _question(number: int) -> list[str]:
    word = f"{WORDS[number % 12]} number {number}"
    lines = [f"## What grows at the {word}?", "", f"Plant {number} and the weed of {word}.", ""]
    if number % 4 == 0:
        table = ["| | North | South |", "| --- | --- | --- |", f"| Soil | clay {number} | sand |"]
        lines[3:3] = ["", *table]
    return lines


def _edit(text: list[list[str]], todo: list[tuple[str, int]], half: int) -> list[list[str]]:
    """Edit questions of one half, so that the text can merge."""
    text = [list(lines) for lines in text]
    gone = []
    for number, (kind, where) in enumerate(todo):
        at = where + half * 12
        lines = text[at]
        if kind == "reword":
            lines[0] = lines[0].replace("What grows", "Which plants grow")
        elif kind == "answer":
            lines[2] = lines[2].replace("Plant", f"Besides {number} mosses, plant")
        elif kind == "cell":
            text[at] = [line.replace("sand", "chalk") for line in lines]
        elif kind == "add":
            name = f"{half}{number}{where}"
            lines += [f"## Who lives at lake {name}?", "", f"Perch {name} and pike.", ""]
        else:
            gone.append(at)
    return [[] if at in gone else lines for at, lines in enumerate(text)]


@contextmanager
def _repository() -> Iterator[Path]:
    here = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            _git("init", "-q", "-b", "main")
            yield Path(folder)
        finally:
            os.chdir(here)


def _git(*arguments: str) -> int:
    who = ["-c", "user.name=w", "-c", "user.email=w@example.org"]
    return subprocess.run(["git", *who, *arguments], capture_output=True, check=False).returncode


def _build_and_commit(folder: Path, text: list[list[str]]) -> None:
    (folder / "notes.md").write_text("\n".join(line for lines in text for line in lines) + "\n")
    assert run(["build", "-q"]) == 0
    _git("add", "notes.md", "deckgen.lock")
    _git("commit", "-q", "-m", "Edit")


def _live(folder: Path) -> dict[str, Any]:
    """The live records: questions by their texts, other notes by that of theirs and their role."""
    lines = (folder / "deckgen.lock").read_text("utf-8").splitlines()
    notes = [record for record in map(json.loads, lines) if "guid" in record]
    texts = {one["guid"]: one["question"] for one in notes if "question" in one}
    return {
        " ".join((texts[one.get("parent") or one["guid"]], one.get("role", ""))): one
        for one in notes
        if one["state"] == "live"
    }


def _permanent(record: dict[str, Any]) -> tuple[str, dict[str, int]]:
    clozes = record.get("clozes", {})
    return record["guid"], {anchor: cloze[0] for anchor, cloze in clozes.items()}


@pytest.mark.slow
@pytest.mark.parametrize("union", [False, True])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ours=edits, theirs=edits)
def test_the_lock_merges_wherever_the_text_does(
    monkeypatch: pytest.MonkeyPatch,
    ours: list[tuple[str, int]],
    theirs: list[tuple[str, int]],
    *,
    union: bool,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    text = [_question(number) for number in range(BASE)]
    with _repository() as folder:
        if union:
            (folder / ".gitattributes").write_text("deckgen.lock merge=union\n")
        _build_and_commit(folder, text)
        base = _live(folder)
        _git("checkout", "-q", "-b", "theirs")
        _build_and_commit(folder, _edit(text, theirs, 1))
        added = _live(folder)
        _git("checkout", "-q", "main")
        _build_and_commit(folder, _edit(text, ours, 0))
        mine = _live(folder)
        _git("merge", "-q", "--no-edit", "theirs")
        assert "<<<<<<<" not in (folder / "notes.md").read_text()
        if union:
            assert "<<<<<<<" not in (folder / "deckgen.lock").read_text()

        as_merged = (folder / "deckgen.lock").read_bytes()
        is_built = run(["build", "-q", "--locked"]) == 0
        assert (folder / "deckgen.lock").read_bytes() == as_merged
        assert not (is_built and b"<<<<<<<" in as_merged)
        assert run(["build", "-q"]) == 0
        merged = _live(folder)
        assert run(["build", "-q", "--locked"]) == 0

    gone = {question for side in (added, mine) for question in base if question not in side}
    assert merged.keys() == (added.keys() | mine.keys()) - gone
    for side in (mine, added):
        for question, record in side.items():
            if question in merged and question not in gone:
                assert _permanent(merged[question]) == _permanent(record)
                if record["guid"] in {one["guid"] for one in base.values()}:
                    assert merged[question]["id"] == record["id"]
    ids = [one["id"] for one in merged.values()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_neighbours_in_a_hunk_are_no_conflict(
    deckgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    """Both sides change every record that the other leaves alone, and both add one."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    text = [_question(number) for number in range(BASE)]
    _git("init", "-q", "-b", "main")
    _git("config", "merge.conflictStyle", style)
    _build_and_commit(tmp_path, text)
    base = _live(tmp_path)
    _git("checkout", "-q", "-b", "theirs")
    _build_and_commit(tmp_path, _edit(text, [("answer", at) for at in range(12)], 1))
    _git("checkout", "-q", "main")
    _build_and_commit(tmp_path, _edit(text, [("answer", at) for at in range(12)], 0))
    _git("merge", "-q", "--no-edit", "theirs")
    assert "<<<<<<<" in (tmp_path / "deckgen.lock").read_text()

    assert deckgen("build", "--locked").code == 1
    assert deckgen("diff").code == 0
    assert "note[DG604]" in deckgen("build", "-v").err
    assert deckgen("build", "--locked").code == 0
    merged = _live(tmp_path)
    assert {key: (one["id"], *_permanent(one)) for key, one in merged.items()} == {
        key: (one["id"], *_permanent(one)) for key, one in base.items()
    }

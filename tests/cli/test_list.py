"""``deckgen list``: rows that programs read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deckgen.cli.list import KEYS
from tests.cli.running import RIVERS, Run

Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def _rivers(write: Write) -> None:
    write("source/rivers.md", RIVERS)


def test_jsonl_has_one_row_for_each_note(deckgen: Run) -> None:
    ran = deckgen("list", "source", "--format", "jsonl")
    rows = [json.loads(line) for line in ran.out.splitlines()]

    assert (ran.code, ran.err) == (0, "")
    assert all(tuple(row) == KEYS for row in rows)
    basic = [row for row in rows if row["kind"] == "basic"]
    assert [(row["line"], row["end_line"], row["question"]) for row in basic] == [
        (3, 5, "Why do rivers meander?"),
        (7, 12, "What is the difference between a delta and an estuary?"),
        (14, 16, "What is a watershed?"),
    ]
    assert basic[2]["answer"] == "The line that parts the land of one river from that of the next."
    assert {row["path"] for row in rows} == {"source/rivers.md"}
    assert {row["dialect"] for row in rows} == {"heading"}
    assert len({row["guid"] for row in rows}) == len(rows)


def test_cloze_notes_follow_their_question(deckgen: Run) -> None:
    rows = [json.loads(line) for line in deckgen("list", "--format", "jsonl").out.splitlines()]

    assert [row["kind"] for row in rows] == ["basic", "basic", "cloze", "cloze", "basic"]
    assert [row["cards"] for row in rows] == [1, 1, 2, 2, 1]


def test_listing_and_building_agree(deckgen: Run) -> None:
    before = deckgen("list", "--format", "jsonl").out
    deckgen("build")

    assert deckgen("list", "--format", "jsonl").out == before


def test_csv_has_the_same_rows(deckgen: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(deckgen("list", "--format", "csv").out)))
    lines = [json.loads(line) for line in deckgen("list", "--format", "jsonl").out.splitlines()]

    assert [row["guid"] for row in rows] == [line["guid"] for line in lines]
    assert tuple(rows[0]) == KEYS


def test_table_fits_the_terminal(deckgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    lines = deckgen("list").out.splitlines()

    assert len(lines) == 5
    assert lines[0] == "source/rivers.md:3   basic   1  Why do rivers meander?"
    assert lines[2] == "source/rivers.md:11  cloze   2    Made by"
    assert max(map(len, lines)) <= 60


def test_json_is_valid_in_any_locale(process: Run, write: Write) -> None:
    write("source/rivers.md", RIVERS.replace("sand", "sänd 日本"))

    ran = process("list", "--format", "jsonl", env={"PYTHONIOENCODING": "ascii"})

    assert "sänd 日本" in json.loads(ran.out.splitlines()[0])["answer"]


def test_a_reader_that_leaves_is_no_error(process: Run) -> None:
    ran = process("list", shell="| head -n 1")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("source/rivers.md:3")


def test_nothing_to_list_is_3(deckgen: Run, tmp_path: Path) -> None:
    (tmp_path / "source" / "rivers.md").write_text("\n")

    ran = deckgen("list", "--format", "jsonl")

    assert (ran.code, ran.out) == (3, "")


def test_a_row_is_a_line_to_every_program(deckgen: Run, write: Write) -> None:
    """``str.splitlines`` also ends lines at U+0085, U+2028 and U+2029."""
    write("source/rivers.md", "# T\n\n## What is a fen?\n\nWet\x85land\u2028and\u2029reed.\n")

    rows = [json.loads(line) for line in deckgen("list", "--format", "jsonl").out.splitlines()]

    assert len(rows) == 1
    assert {"\u2028", "\u2029"} <= set(rows[0]["answer"])

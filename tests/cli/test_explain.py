"""``deckgen explain``: what a code means, and how a file was read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deckgen.cli.fitting import fit, width_of
from tests.cli.running import RIVERS, Run

Write = Callable[..., Path]

LAKES = """\
# Lakes

![map](https://img.shields.io/badge/lakes-blue)

Pages about still water.

## What is a tarn?

A small mountain lake.

### Where

High up.

[Back to top](#lakes)

## What is an oxbow?

A bend that the river left behind.

## Why do fens dry out?

<!-- deckgen: never=item -->

## References

A book about lakes.

It is old.
"""


def _rows(out: str) -> list[tuple[str, str, str]]:
    """Lines, role and text of the parts; lines of reasons left out."""
    table = out.split("\n\n")[1].split("\n")[1:]
    return [(line.split()[0], line.split()[1], line) for line in table if line[:1] != " "]


def test_outline_has_a_row_for_every_part(
    deckgen: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    write("lakes.md", LAKES)

    ran = deckgen("explain", "lakes.md")

    assert ran.code == 0
    assert [(lines, role) for lines, role, _ in _rows(ran.out)] == [
        ("1", "topic"),
        ("3–5", "ignored"),
        ("7", "question"),
        ("9–13", "answer"),
        ("11", "answer"),
        ("15", "navigation"),
        ("17", "question"),
        ("19", "answer"),
        ("21", "unanswered"),
        ("23", "instruction"),
        ("25–29", "ignored"),
    ]
    assert "ends with a question mark" in ran.out
    assert "as its author wants: never = item\n" in ran.out
    assert ran.out.startswith(
        "lakes.md: 2 questions (heading 2), 1 without an answer in 29 lines\n"
    )
    assert "lakes.md:21:1: DG201 `Why do fens dry out?` has no answer" in ran.out


def test_outline_ends_with_how_to_overrule_it(deckgen: Run, write: Write) -> None:
    write("rivers.md", RIVERS)

    _, _, advice = deckgen("explain", "rivers.md").out.partition("Not as you meant it?")

    for means in ("deckgen.toml", "front matter", "<!-- deckgen: question=h3 -->"):
        assert means in advice


@pytest.mark.parametrize(
    ("overrule", "config"),
    [
        ("<!-- deckgen: question=h3 -->\n\n", ""),
        ("---\ndeckgen: {question: [h3, bold]}\n---\n", ""),
        ("", '[reading]\nquestion = ["h3"]\n'),
        ("", '[[path]]\nglob = "notes/**"\nreading = { question = "h3" }\n'),
    ],
)
def test_the_advice_is_true(deckgen: Run, write: Write, overrule: str, config: str) -> None:
    text = "# Lakes\n\n## What is a tarn?\n\n### What is it made of?\n\nWater.\n"
    write("notes/lakes.md", overrule + text)
    write("deckgen.toml", config)

    data = json.loads(deckgen("explain", "notes/lakes.md", "--format", "json").out)

    asked = [part["text"] for part in data["parts"] if part["role"] == "question"]
    assert asked == ["What is it made of?"]
    assert "h3" in data["settings"]["question"]


def test_the_advice_on_skipping_is_true(deckgen: Run, write: Write) -> None:
    text = LAKES.replace(
        "## What is an oxbow?\n", "## What is an oxbow?\n\n<!-- deckgen: skip -->\n"
    )
    write("lakes.md", text)

    data = json.loads(deckgen("explain", "lakes.md", "--format", "json").out)

    assert [p["text"] for p in data["parts"] if p["role"] == "question"] == ["What is a tarn?"]


def test_json_is_for_programs(deckgen: Run, write: Write) -> None:
    write("lakes.md", LAKES)

    data = json.loads(deckgen("explain", "lakes.md", "--format", "json").out)

    assert data["path"] == "lakes.md"
    keys = {"line", "end_line", "role", "text", "depth", "dialect", "why", "instead"}
    assert all(set(part) == keys for part in data["parts"])
    lines = [part["line"] for part in data["parts"]]
    assert lines == sorted(lines)
    assert [one["code"] for one in data["diagnostics"]] == ["DG201"]


@pytest.mark.parametrize("columns", [48, 60, 100])
def test_no_line_of_the_outline_is_wider_than_the_terminal(
    deckgen: Run, write: Write, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    write("lakes.md", LAKES.replace("A small mountain lake.", "小さな山の湖" * 30))

    table = deckgen("explain", "lakes.md").out.split("\n\n")[1]

    assert max(map(width_of, table.split("\n"))) <= columns


def test_colours_only_when_asked_or_on_a_terminal(deckgen: Run, write: Write) -> None:
    write("lakes.md", LAKES)

    assert "\x1b" not in deckgen("explain", "lakes.md").out
    assert "\x1b[32m" in deckgen("explain", "lakes.md", "--color", "always").out


def test_a_file_cannot_write_to_the_terminal(deckgen: Run, write: Write) -> None:
    write("lakes.md", "# A\n\n## What is \x1b[31mred?\n\n\x1b]0;title\x07 red\n")

    assert "\x1b" not in deckgen("explain", "lakes.md").out


def test_details_with_closing_tags_leave_no_rest(deckgen: Run, write: Write) -> None:
    text = "<details>\n<summary>What is a {0}?</summary>\n\nA {0} is wet.\n\n</details>\n\n"
    write("lakes.md", "# Lakes\n\n" + "".join(text.format(name) for name in ("tarn", "fen", "bog")))

    rows = _rows(deckgen("explain", "lakes.md").out)

    assert [role for _, role, _ in rows] == ["topic"] + ["question", "answer"] * 3


def test_prose_alone_is_explained_too(deckgen: Run, write: Write) -> None:
    write("prose.md", "Just a sentence.\n")
    write("empty.md", "")

    assert "prose.md: 0 questions in 1 line\n" in deckgen("explain", "prose.md").out
    assert deckgen("explain", "empty.md").code == 0


def test_a_code_is_explained(deckgen: Run) -> None:
    ran = deckgen("explain", "dg203")

    assert ran.code == 0
    assert ran.out.startswith("DG203 ")
    assert "What to do: " in ran.out


def test_all_codes_of_a_range(deckgen: Run) -> None:
    lines = deckgen("explain", "DG2").out.splitlines()

    assert len(lines) > 5
    assert all(line.startswith("DG2") for line in lines)
    assert len(deckgen("explain").out.splitlines()) > len(lines)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("DG2O1", "the nearest is `DG2"),
        ("DG299", "the nearest is `DG301`"),
        ("number-gap", "the nearest is `DG205`"),
        ("lakes.md", "there is no file `lakes.md`"),
        ("folder", "is a folder"),
        ("qqqqqqqqqqq", "neither a file nor a code; `deckgen explain`"),
    ],
)
def test_what_is_neither_is_refused(deckgen: Run, tmp_path: Path, subject: str, said: str) -> None:
    (tmp_path / "folder").mkdir()

    ran = deckgen("explain", subject)

    assert ran.code == 2
    assert said in ran.err


@pytest.mark.parametrize("room", [1, 2, 5, 9, 40])
@pytest.mark.parametrize("text", ["plain words here", "湖と川と海", "e\u0301" * 20, "", "a\tb\x07"])
def test_fitting_keeps_within_its_room(text: str, room: int) -> None:
    shown = fit(text, room)

    assert width_of(shown) <= room
    assert shown.isprintable()

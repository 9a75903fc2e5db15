"""``deckgen diff``: what a build would change, and what learners will see."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deckgen.cli.fitting import width_of
from deckgen.markdown import parser
from tests.cli.running import RIVERS, Run

Write = Callable[..., Path]

EDITED = (
    RIVERS.replace("Why do rivers meander?", "For what reason do rivers meander?")
    .replace("branches out  ", "fans out wide")
    .replace("## 3. What is a watershed?", "## 3. What is a ford?")
    .replace("The line that parts the land of one river from that of the next.", "Shallow water.")
)
"""One reworded, one blank edited, one removed, one added."""


@pytest.fixture
def built(deckgen: Run, write: Write) -> Callable[[str], Path]:
    """Build a text, and keep the package under a name of its own."""

    def built(text: str, name: str = "old.apkg", *options: str) -> Path:
        write("source/rivers.md", text)
        assert deckgen("build", "-q", "-o", name, *options).code == 0
        return Path(name)

    return built


def _what(deckgen: Run, *arguments: str) -> dict[str, Any]:
    ran = deckgen("diff", *arguments, "--format", "json")
    assert ran.code == 0
    data: dict[str, Any] = json.loads(ran.out)
    return data


def _told(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["what"][0], one["old"], one["new"]) for one in data["questions"]]


def test_nothing_differs_after_a_build(deckgen: Run, built: Callable[[str], Path]) -> None:
    built(RIVERS)

    ran = deckgen("diff", "--exit-code")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "deckgen.lock → the sources: 3 questions as before\n"


@pytest.mark.parametrize("against", [[], ["old.apkg"], ["old.apkg", "new.apkg"]])
def test_every_kind_of_change_is_told(
    deckgen: Run, built: Callable[..., Path], write: Write, against: list[str]
) -> None:
    built(RIVERS)
    if "new.apkg" in against:
        built(EDITED, "new.apkg")
    write("source/rivers.md", EDITED)

    data = _what(deckgen, *against)

    assert _told(data) == [
        ("added", "", "What is a ford?"),
        ("removed", "What is a watershed?", ""),
        ("reworded", "Why do rivers meander?", "For what reason do rivers meander?"),
        (
            "answer",
            "What is the difference between a delta and an estuary?",
            "What is the difference between a delta and an estuary?",
        ),
    ]
    clozes = [
        (cloze["number"], cloze["edited"])
        for note in data["questions"][3]["notes"]
        for cloze in note["clozes"]
    ]
    assert clozes == [(1, True)]
    assert data["outlook"] == {
        "new": 1,
        "updated": 4,
        "unchanged": 0,
        "removed": 1,
        "orphaned": 0,
    }


def test_one_line_for_each_question_and_a_summary(
    deckgen: Run, built: Callable[[str], Path], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    built(RIVERS)
    write("source/rivers.md", EDITED)

    lines = deckgen("diff").out.splitlines()

    assert lines[0].startswith("deckgen.lock → the sources: 1 added, 1 removed, 1 reworded")
    assert lines[2] == "added           source/rivers.md  What is a ford?"
    assert lines[4].endswith("Why do rivers meander? → For what reason do rivers meander?")
    assert "(edited blank c1 Delta)" in lines[5]
    assert lines[7] == "what learners will see at the next import"
    assert lines[8].startswith("  1 new note, 4 updated, 0 untouched")
    assert "sediment" not in "\n".join(lines)


def test_verbose_shows_how_answers_changed(
    deckgen: Run, built: Callable[[str], Path], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    built(RIVERS)
    write("source/rivers.md", RIVERS.replace("The line that parts", "The ridge that parts"))

    assert "% of the answer's words stayed" in deckgen("diff", "-v").out
    shown = deckgen("diff", "old.apkg", "-v").out
    assert "answer: The line that parts the … → The ridge that parts the …" in shown


def test_exit_code(deckgen: Run, built: Callable[[str], Path], write: Write) -> None:
    built(RIVERS)
    write("source/rivers.md", EDITED)

    assert deckgen("diff").code == 0
    assert deckgen("diff", "--exit-code").code == 1
    assert deckgen("diff", "old.apkg", "--exit-code").code == 1
    assert deckgen("diff", "old.apkg", "old.apkg", "--exit-code").code == 0


def test_nothing_is_written(
    deckgen: Run, built: Callable[[str], Path], write: Write, tmp_path: Path
) -> None:
    built(RIVERS)
    write("source/rivers.md", EDITED)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    deckgen("diff")
    deckgen("diff", "old.apkg", "--format", "markdown")

    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_moved_to_another_file(deckgen: Run, built: Callable[[str], Path], write: Write) -> None:
    built(RIVERS)
    head, tail = RIVERS.split("## 3.")
    write("source/rivers.md", head)
    write("source/land.md", "# Land\n\n## 3." + tail)

    (entry,) = _what(deckgen)["questions"]

    assert entry["what"] == ["moved"]
    assert entry["old_place"] == "source/rivers.md › Rivers"
    assert entry["new_place"] == "source/land.md › Land"


def test_removed_column_and_returned_question(
    deckgen: Run, built: Callable[..., Path], write: Write
) -> None:
    without = "\n".join(line for line in RIVERS.split("\n") if not line.startswith("| Shape"))
    built(RIVERS)
    data = [_what(deckgen)]
    write("source/rivers.md", without)
    data.append(_what(deckgen))
    built(without)
    write("source/rivers.md", RIVERS)
    data.append(_what(deckgen))

    assert [[one["what"] for one in each["questions"]] for each in data] == [
        [],
        [["answer"]],
        [["answer"]],
    ]
    assert [note["kind"] for note in data[1]["questions"][0]["notes"]][-1] == "retired"
    assert [note["kind"] for note in data[2]["questions"][0]["notes"]][-1] == "revived"


def test_first_build(deckgen: Run, write: Write) -> None:
    write("source/rivers.md", RIVERS)

    ran = deckgen("diff")

    assert ran.code == 0
    assert ran.err == "there is no `deckgen.lock` yet: everything is new\n"
    assert "3 added" in ran.out
    assert "Rivers · Basic is new" in ran.out


def test_without_a_lock_the_package_tells_which_is_which(
    deckgen: Run, built: Callable[[str], Path], write: Write, tmp_path: Path
) -> None:
    built(RIVERS)
    (tmp_path / "deckgen.lock").unlink()
    write("source/rivers.md", EDITED)

    ran = deckgen("diff", "old.apkg")

    assert "the package tells which note is which" in ran.err
    assert "1 reworded" in ran.out


def test_history_at_risk_is_told(deckgen: Run, built: Callable[..., Path], tmp_path: Path) -> None:
    """The lock was lost after a question had been reworded: its note would be another one."""
    built(RIVERS)
    built(EDITED, "new.apkg")
    (tmp_path / "deckgen.lock").unlink()
    built(EDITED, "afresh.apkg", "--fresh")

    ran = deckgen("diff", "new.apkg")

    assert "history at risk" in ran.out
    assert "`deckgen build --previous new.apkg` keeps it" in ran.out
    assert "For what reason do rivers meander?" in _what(deckgen, "new.apkg")["strays"]


def test_ambiguous_matches_are_named_with_how_to_pin_them(
    deckgen: Run, built: Callable[..., Path], write: Write
) -> None:
    start = "# Tides\n\n## What is a {}?\n\n{}\n"
    body = "The water rises and falls twice a day because the moon pulls at the sea{}."
    built(start.format("tide", body.format(" and the sun helps")))
    text = start.format("spring tide", body.format("")) + "\n## What is a neap tide?\n\n"
    write("source/rivers.md", text + body.format("") + "\n")

    data = _what(deckgen)

    assert len(data["ambiguous"]) == 1
    assert "<!-- id: dg-" in data["ambiguous"][0]["help"]
    assert "too close to call" in deckgen("diff").out
    assert "### Too close to call" in deckgen("diff", "--format", "markdown").out


HOSTILE = "# T\n\n## What is `<script>alert(1)</script>` | [x](javascript:1) @all #1 *b*?\n\n{}.\n"


def test_markdown_means_nothing_but_itself(
    deckgen: Run, built: Callable[[str], Path], write: Write
) -> None:
    built(RIVERS)
    other = "\n## 1\\. \\# What is `- a`?\n\nText.\n"
    write("source/rivers.md", RIVERS + "\n" + HOSTILE.format("Yes") + other)

    shown = deckgen("diff", "--format", "markdown").out

    tokens = parser().parse(shown)
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in (*tokens, *inline)}
    assert "html_inline" not in kinds
    assert "html_block" not in kinds
    assert "link_open" not in kinds
    assert "em_open" not in kinds
    assert "@all" not in shown
    assert [token.content for token in tokens if token.type == "inline"][1].startswith("Added")


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_lines_fit_the_terminal(
    deckgen: Run,
    built: Callable[[str], Path],
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    built(RIVERS)
    text = EDITED.replace("For what reason", "For what reason of all the many reasons")
    write("source/rivers.md", text + "\n## " + "河流" * 60 + "?\n\n\x1b[31mWater.\n")

    rows = deckgen("diff", "-v").out.split("\n\n")[1]

    assert "\x1b" not in rows
    assert max(map(width_of, rows.split("\n"))) <= columns


def test_what_is_no_package_is_refused(deckgen: Run, write: Write) -> None:
    write("source/rivers.md", RIVERS)
    write("a.apkg", "<html>")

    ran = deckgen("diff", "a.apkg")

    assert ran.code == 2
    assert "error[DG703]" in ran.err
    assert deckgen("diff", "nowhere.apkg").code == 2
    assert deckgen("diff", "a", "b", "c").code == 2


def test_packages_of_two_projects(deckgen: Run, built: Callable[..., Path], tmp_path: Path) -> None:
    built(RIVERS)
    (tmp_path / "deckgen.lock").unlink()
    built("# Birds\n\n## What is a heron?\n\nA bird.\n", "new.apkg")

    ran = deckgen("diff", "old.apkg", "new.apkg")

    assert ran.code == 0
    assert "warning: no note is in both" in ran.err


def test_a_damaged_lock_is_explained(
    deckgen: Run, built: Callable[[str], Path], tmp_path: Path
) -> None:
    built(RIVERS)
    lock = tmp_path / "deckgen.lock"
    lock.write_text("half a record\n" + lock.read_text())

    ran = deckgen("diff")

    assert ran.code == 1
    assert "error[DG602]" in ran.err


def test_nothing_to_read_is_3(deckgen: Run) -> None:
    assert deckgen("diff").code == 3

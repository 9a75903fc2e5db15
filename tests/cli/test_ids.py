"""``deckgen ids``: shown, and written without touching anything else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import RIVERS, Run

Write = Callable[..., Path]

ID = re.compile(r"<!-- id: dg-[a-z2-7]{13} -->")

FORMS = {
    "headings": RIVERS,
    "closed headings": "# T\n\n## What is a fen? ##\n\nWet.\n\n## What is a tarn? ##\n\nDeep.\n",
    "underlined headings": "What is a fen?\n---\n\nWet.\n\nWhat is a tarn?\n---\n\nDeep.\n",
    "bold lines": "# T\n\n**What is a fen?**\n\nWet.\n\n**What is a tarn? 👶**\n\nDeep.\n",
    "bold openings": "# T\n\n**What is a fen?** Wet.\n\n**What is a tarn?** Deep.\n",
    "list items": "# T\n\n1. What is a fen?\n   - Wet.\n2. What is a tarn?\n   - Deep.\n",
    "bold items": "# T\n\n* **What is a fen?**\n\n  Wet.\n\n* **What is a tarn?**\n\n  Deep.\n",
    "table": "| Question | Answer |\n| --- | --- |\n"
    "| What is a fen? | Wet. |\n| What is a tarn? | Deep. |\n",
    "details": "<details>\n<summary><b>What is a fen?</b></summary><br>\n\nWet.\n\n</details>\n\n"
    "<details>\n<summary>What is a tarn?</summary>\n\nDeep.\n\n</details>\n",
    "prefixes": "Q: What is a fen?\nA: Wet.\n\nQ: What is a tarn?\nA: Deep.\n",
    "definitions": "What is a fen?\n: Wet.\n\nWhat is a tarn?\n: Deep.\n",
    "separators": "What is a fen? :: Wet.\nWhat is a tarn? :: Deep.\n",
    "quotes": "# T\n\n> What is a fen?\n\nWet.\n\n> What is a tarn?\n\nDeep.\n",
    "slides": "What is a fen?\n\n---\n\nWet.\n\n---\n\nWhat is a tarn?\n\n---\n\nDeep.\n",
}


def _rows(deckgen: Run) -> list[dict[str, object]]:
    out = deckgen("list", "--format", "jsonl").out
    rows = [json.loads(line) for line in out.splitlines()]
    return [{k: v for k, v in row.items() if k not in ("line", "end_line")} for row in rows]


def test_ids_are_shown(deckgen: Run, write: Write) -> None:
    write("source/rivers.md", RIVERS.replace("meander?", "meander? {#bends}"))
    guids = {row["question"]: row["guid"] for row in _rows(deckgen)}

    lines = deckgen("ids").out.splitlines()

    assert [line.split()[0] for line in lines] == [f"source/rivers.md:{n}" for n in (3, 7, 14)]
    assert lines[0].split()[1:3] == [guids["Why do rivers meander?"], "bends"]
    assert lines[2].split(maxsplit=3)[1:] == [
        guids["What is a watershed?"],
        "-",
        "What is a watershed?",
    ]


def test_showing_writes_nothing(deckgen: Run, write: Write, tmp_path: Path) -> None:
    source = write("source/rivers.md", RIVERS)

    deckgen("ids")

    assert source.read_text() == RIVERS
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("form", FORMS)
def test_written_ids_keep_every_note(
    deckgen: Run, write: Write, tmp_path: Path, form: str, newline: str
) -> None:
    data = b"\xef\xbb\xbf" + FORMS[form].replace("\n", newline).encode()
    source = write("source/notes.md", data)
    assert deckgen("build", "-q", "-o", "old.apkg").code == 0
    before = _rows(deckgen)
    questions = sum(row["kind"] == "basic" for row in before)

    ran = deckgen("ids", "--write")

    written = source.read_bytes()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{questions} ids written into 1 file\n"
    assert ID.sub("", written.decode()).encode() == data
    assert len(ID.findall(written.decode())) == questions
    assert _rows(deckgen) == before
    assert deckgen("build", "-q", "-o", "new.apkg").code == 0
    assert (tmp_path / "new.apkg").read_bytes() == (tmp_path / "old.apkg").read_bytes()
    (tmp_path / "deckgen.lock").unlink()
    assert _rows(deckgen) == before


def test_a_rewrite_from_scratch_keeps_its_note(deckgen: Run, write: Write, tmp_path: Path) -> None:
    source = write("source/rivers.md", RIVERS)
    deckgen("build", "-q")
    deckgen("ids", "--write")
    guids = {row["question"]: row["guid"] for row in _rows(deckgen)}
    (tmp_path / "deckgen.lock").unlink()
    text = source.read_text().replace("What is a watershed?", "Where does rain decide?")
    source.write_text(text.replace("The line that parts the land of one river", "On a ridge"))

    after = {row["question"]: row["guid"] for row in _rows(deckgen)}

    assert after["Where does rain decide?"] == guids["What is a watershed?"]


def test_writing_again_changes_nothing(deckgen: Run, write: Write) -> None:
    source = write("source/rivers.md", RIVERS.replace("meander?", "meander? {#bends}"))
    assert "2 ids written into 1 file, 1 question had one" in deckgen("ids", "--write").out
    before, time = source.read_bytes(), source.stat().st_mtime_ns

    ran = deckgen("ids", "--write")

    assert ran.out == "0 ids written into 0 files, 3 questions had one\n"
    assert (source.read_bytes(), source.stat().st_mtime_ns) == (before, time)


def test_no_newline_at_the_end_and_foreign_bytes_stay(deckgen: Run, write: Write) -> None:
    data = b"# T\n\n## What is a fen?\n\nWet \xe4.\n\n## What is a tarn?\n\nDeep."
    source = write("source/notes.md", data)

    ran = deckgen("ids", "--write")

    written = source.read_bytes()
    if ran.code == 0:
        assert re.sub(rb"<!-- id: dg-\w+ -->", b"", written) == data
        assert written.count(b"<!-- id") == 2
    else:  # undecodable bytes are an error: then nothing is touched
        assert written == data
        assert "nothing was written" in ran.err


def test_a_question_without_a_place_for_an_id_is_named(deckgen: Run, write: Write) -> None:
    """In this encoding nothing is written."""
    source = write("source/notes.md", ("\ufeff" + RIVERS).encode("utf-16-le"))

    ran = deckgen("ids", "--write")

    assert source.read_bytes() == ("\ufeff" + RIVERS).encode("utf-16-le")
    if ran.code == 0:
        assert ran.err.count("no place for an id") == 3
        assert "0 ids written into 0 files, 3 left to `deckgen.lock`" in ran.out


def test_only_named_files_are_written(deckgen: Run, write: Write) -> None:
    one = write("source/one.md", RIVERS)
    other = write("source/other.md", "# T\n\n## What is a fen?\n\nWet.\n")

    assert deckgen("ids", "source/other.md", "--write").code == 0

    assert one.read_text() == RIVERS
    assert ID.search(other.read_text())


def test_two_questions_with_one_id_keep_it(deckgen: Run, write: Write) -> None:
    text = "# T\n\n## What is a fen? {#a}\n\nWet.\n\n## What is a tarn? {#a}\n\nDeep.\n"
    source = write("source/notes.md", text + "\n## What is a bog?\n\nSoft.\n")

    ran = deckgen("ids", "--write")

    assert ran.code == 0
    assert source.read_text().startswith(text)
    assert source.read_text().count("dg-") == 1


def test_nothing_to_read_is_3(deckgen: Run) -> None:
    assert deckgen("ids").code == 3

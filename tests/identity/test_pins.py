"""Ids written into Markdown: nothing else changes, and the questions stay what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.config import Config
from deckgen.identity import Pin, insert_pins, propose_pins
from deckgen.pipeline import Compilation, Request, compile_project

FORMS = {
    "heading": (
        "# T\n\n## 1. What is a heron?\n\nA bird.\n\n## 2. What is an otter? ##\n\nA mammal.\n"
    ),
    "setext": "What is a heron?\n----\n\nA bird.\n\nWhat is an otter?\n----\n\nA mammal.\n",
    "bold": "# T\n\n**What is a heron?**\n\nA bird.\n\n**What is an otter?**\n\nA mammal.\n",
    "details": (
        "<details><summary>What is a heron?</summary>\n\nA bird.\n\n</details>\n\n"
        "<details>\n<summary><b>What is an otter?</b></summary><br>\n\nA mammal.\n\n</details>\n"
    ),
    "list": "- What is a heron?\n  - A bird.\n- What is an otter?\n  - A mammal.\n",
    "table": "| Question | Answer |\n| --- | --- |\n| What is a heron? | A bird. |\n"
    "| What is an otter? | A mammal. |\n",
    "prefix": "Q: What is a heron?\nA: A bird.\n\nQ: What is an otter?\nA: A mammal.\n",
}


def compile_text(folder: Path, text: str) -> Compilation:
    (folder / "source").mkdir(exist_ok=True)
    (folder / "source" / "a.md").write_bytes(text.encode())
    request = Request(root=folder, paths=(folder / "source",), config=Config(), now=1_700_000_000)
    return compile_project(request)


def rows(compilation: Compilation) -> list[tuple[str, str, str]]:
    assert compilation.plan is not None
    return [(note.note.question, note.note.answer, note.guid) for note in compilation.plan.notes]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("form", FORMS)
def test_written_ids_change_nothing_but_hold_the_guids(
    tmp_path: Path, form: str, newline: str
) -> None:
    text = "\ufeff" + FORMS[form].replace("\n", newline)
    before = compile_text(tmp_path, text)
    assert before.plan is not None
    pins = propose_pins(before.compositions, before.plan)
    written = insert_pins(text, pins)
    after = compile_text(tmp_path, written)
    assert after.plan is not None

    assert len(pins) == 2
    assert rows(after) == rows(before)
    without = written
    for pin in pins:
        assert without.count(pin.comment) == 1
        without = without.replace(pin.comment, "")
    assert without == text
    assert propose_pins(after.compositions, after.plan) == ()


def test_pin_of_another_version_of_the_file_is_refused() -> None:
    with pytest.raises(IndexError, match="column 9"):
        insert_pins("short\n", [Pin("a.md", 1, 9, "<!-- -->")])

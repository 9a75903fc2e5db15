"""What gave no card is said, with a comment that makes it ask."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deckgen.dialects import find_questions
from deckgen.markdown import parse
from deckgen.model import SourceFile

ASKED = "## What is a ford?\n\nA place to wade.\n\n## What is a weir?\n\nA low dam.\n\n"
MORE = "\n\n## What is a delta?\n\nLand that a river lays down.\n"

CASES = {
    "part of an answer": (ASKED + "## Meanders\n\nA river that winds." + MORE, [9]),
    "behind the last": (ASKED + MORE + "\n## Meanders\n\nA river that winds.\n", [15]),
    "a part by its level": (ASKED + "### Meanders\n\nA river that winds." + MORE, []),
    "a title above": ("# Rivers\n\nAll about rivers.\n\n" + ASKED + MORE, []),
    "a topic that asks": (
        f"# Why do rivers flood?\n\n{'The ground takes up no more. ' * 3}\n\n{ASKED}{MORE}",
        [1],
    ),
    "nothing below": (ASKED + "## Meanders" + MORE, []),
    "no questions": ("# Rivers\n\n## Fords\n\nShallow.\n\n## Weirs\n\nLow.\n\nWhy not?\n", []),
    "links": (ASKED + MORE + "\n## References\n\n- [a](https://example.org)\n", []),
}


def _read(text: str) -> tuple[list[str], list[tuple[str, int, str]]]:
    source = SourceFile(path="a.md", location=Path("a.md"), text=text)
    questions, found = find_questions(parse(source)[0])
    said = [(one.code, one.span.line, one.help) for one in found if one.code in ("DG203", "DG211")]
    return [one.text for one in questions], said


@pytest.mark.parametrize("case", CASES)
def test_headings_without_a_card_are_named(case: str) -> None:
    text, lines = CASES[case]
    _, said = _read(text)

    assert [line for _, line, _ in said] == lines
    assert {code for code, _, _ in said} <= {"DG211"}


@pytest.mark.parametrize("case", [name for name, (_, lines) in CASES.items() if lines])
def test_the_advice_is_true(case: str) -> None:
    """Both comments make the heading ask; the smaller one changes no other question."""
    text, (line,) = CASES[case]
    before, ((_, _, advice),) = _read(text)
    heading = text.split("\n")[line - 1]
    below, above = re.findall(r"`(<!--.*?-->)`", advice)

    asked, said = _read(text.replace(heading, f"{heading}\n\n{below}", 1))
    assert set(asked) == {*before, heading.strip("# ")}
    assert said == []
    asked, _ = _read(f"{above}\n\n{text}")
    assert heading.strip("# ") in asked


def test_lines_and_clozes_without_a_card_are_named() -> None:
    text = (
        "Ford :: a place to wade\nWeir :: a low dam\nDelta :: land from a river\n\n"
        "# Notes\n\nThe Nile flows to the {{c1::north}}.\n"
    )
    questions, said = _read(text)

    assert len(questions) == 3
    assert [(code, line) for code, line, _ in said] == [("DG203", 7)]

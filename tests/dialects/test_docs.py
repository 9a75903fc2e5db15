"""The page of each dialect says what is read in its example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deckgen.dialects.registry import DIALECTS
from tests.dialects.reading import read_text

DOCS = Path(__file__).parents[2] / "docs" / "dialects"
PAGES = sorted(page for page in DOCS.glob("*.md") if page.name != "README.md")
_EXAMPLE = re.compile(r"^````markdown\n(.*?)^````$", re.DOTALL | re.MULTILINE)
_ROW = re.compile(r"^\| (.+?) \| (.+?) \|$", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_example(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    example = _EXAMPLE.search(text)
    assert example
    rows = _ROW.findall(text[example.end() :])[2:]
    reading = read_text(example[1])
    shown = [
        (question.text, " ".join(" ".join(block.text for block in question.answer).split()))
        for question in reading.questions
    ]

    assert [asked for asked, _ in shown] == [asked for asked, _ in rows]
    for (asked, answer), (_, head) in zip(shown, rows, strict=True):
        assert answer.startswith(head), asked
    if page.stem != "quiz":
        assert {question.dialect for question in reading.questions} <= {page.stem, "heading"}


def test_every_dialect_has_a_page() -> None:
    assert {dialect.name for dialect in DIALECTS} | {"heading", "file"} <= {
        page.stem for page in PAGES
    }

"""Lint of cards: each finding where it belongs, silence on ordinary notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.config import NotesSettings
from tests.notes.cards import asked, codes

SOURCE = Path(__file__).parents[2] / "source"


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Why does the kettle whistle?", "The kettle.", ["DG804"]),
        ("Is it the kettle or the pot?", "The kettle.", []),
        ("Which is hotter: kettle, pot?", "The kettle.", []),
        ("Does a kettle whistle?", "Yes.", []),
        ("What does `kettle` print?", "`kettle`", []),
        ("What? Why? When? Where?", "Here and now, as ever.", ["DG805"]),
        ("What is it? Why?", "A pot with a spout.", []),
        ("Which pots are there?", "\n".join(f"- pot {i}" for i in range(14)), ["DG805"]),
        ("Which pots are there?", "\n".join(f"- pot {i}" for i in range(9)), []),
        ("What boils?", "The {{c1::kettle}} does, for a kettle must.", ["DG803"]),
        ("What boils?", "The {{c1::kettle}} does, for a {{c1::kettle}} must.", []),
        ("What boils?", "The {{c1::pot}} does, in a potful.", []),
    ],
)
def test_findings(question: str, answer: str, expected: list[str]) -> None:
    """Each says one thing."""
    assert codes(asked(question, answer)) == expected


def test_a_list_that_is_asked_point_by_point_is_not_too_much() -> None:
    """What the finding advises puts it right."""
    answer = "\n".join(f"- pot {i}" for i in range(14))

    assert codes(asked("Which pots are there?", answer), NotesSettings(lists="cloze")) == []


def test_the_shipped_deck_has_no_finding() -> None:
    """What is recommended is done."""
    paths = sorted(SOURCE.rglob("*.md"))

    found = {code for path in paths for code in codes(path.read_text(encoding="utf-8"))}

    assert paths
    assert found <= {"DG308"}  # rows that say the same of all are no fault of a table

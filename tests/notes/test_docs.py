"""The page about cards says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from tests.notes.cards import Desk, codes, notes_of, seen

PAGE = Path(__file__).parents[2] / "docs" / "cards.md"
EXAMPLE = re.compile(r"^```markdown\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_examples_of_the_page_give_the_cards_it_shows(desk: Desk) -> None:
    """In order: a table, a difference, a quiz, options."""
    table, difference, quiz, options = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    front = seen(desk.cards(notes_of(quiz)[0])[0].front)
    toads = [seen(desk.cards(note)[0].front).split("\n", 1)[1] for note in notes_of(difference)[1:]]

    assert [note.role for note in notes_of(table)] == ["", "row:Hull", "row:Seat"]
    assert front.split("\n")[-2:] == ["☐ iron", "☐ copper"]
    assert toads == [
        "[Frog or Toad?]\nhas moist skin, and the long legs of [...] are made for leaping.",
        "[Frog or Toad?]\nhas dry, warty skin, and crawls rather than jumps.",
    ]
    assert codes(options) == []

"""Lists that are a table which nobody drew."""

from __future__ import annotations

import pytest

from deckgen.config import NotesSettings
from deckgen.notes import cloze
from tests.notes.cards import Desk, answered, seen

TITLE = "What is the difference between a crocodile and an alligator?"
SNOUT = ["- Crocodile: narrow", "- Alligator: broad"]
TEETH = ["- **Crocodile**: seen in a closed mouth", "- **Alligator**: hidden"]
FORMS = {
    "bold labels": ["**Snout**", "", *SNOUT, "", "**Teeth:**", "", *TEETH],
    "headings": ["### Snout", "", *SNOUT, "", "### Teeth", "", *TEETH],
    "nested": [
        "- Snout",
        *(f"  {one}" for one in SNOUT),
        "- Teeth",
        *(f"  {one}" for one in TEETH),
    ],
    "another order": ["Snout:", "", *SNOUT[::-1], "", "Teeth:", "", *TEETH],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_lists_by_aspects_are_rows(desk: Desk, form: str) -> None:
    """The label of each, and what is said of every thing."""
    notes = answered(TITLE, "\n".join(FORMS[form]))

    assert [note.role for note in notes] == ["", "row:Snout", "row:Teeth"]
    assert all(cloze.anchors(note).keys() == {"Crocodile", "Alligator"} for note in notes[1:])
    backs = [seen(card.back) for card in desk.cards(notes[1])]
    assert all("Snout" in back and "narrow" in back and "broad" in back for back in backs)


def test_modes_and_switches() -> None:
    """They are those of tables and of differences."""
    answer = "\n".join(FORMS["bold labels"])

    def roles(settings: NotesSettings) -> list[str]:
        return [note.role for note in answered(TITLE, answer, settings)][1:]

    assert roles(NotesSettings(tables="columns")) == ["column:Crocodile", "column:Alligator"]
    assert roles(NotesSettings(tables="off")) == []
    assert roles(NotesSettings(differences=False)) == []
    assert "value:Snout: Crocodile" in roles(NotesSettings(reverse=True))


@pytest.mark.parametrize(
    "lines",
    [
        ["**Snout**", "", *SNOUT],
        ["**Snout**", "", *SNOUT, "", "**Teeth**", "", "- Crocodile: seen", "- Caiman: hidden"],
        ["**Snout**", "", *SNOUT, "", "**Snout**", "", *TEETH],
        ["**Looks**", "", "- Snout: narrow", "- Teeth: seen", "",
         "**Life**", "", "- Snout: kept dry", "- Teeth: lost often"],
        ["**Snout**", "", *SNOUT, "", "**Teeth**", "", "- Crocodile", "- Alligator"],
    ],
)  # fmt: skip
def test_what_is_no_such_table(lines: list[str]) -> None:
    """One list, other things, a label twice, things that nobody asked for, nothing said."""
    notes = answered(TITLE, "\n".join(lines))

    assert not any(note.role.startswith("row:") for note in notes)

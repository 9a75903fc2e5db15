"""What the real Anki makes of notes: no empty front, a visible blank, nothing stray or active."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.model import Note, NoteKind
from tests.notes.cards import Desk, answered, notes_of, read_file, seen

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "files"
ACTIVE = re.compile(r"<script|<[a-z][^<>]*\son\w+\s*=|javascript:", re.IGNORECASE)
HOSTILE = [
    "{{c1::", "}}", "::", "{{Question}}", "{{#Extra}}", "<script>alert(1)</script>", "**b**",
    "`{{c1::x}}`", r"$\frac{a}{\sqrt{b}}$", r"\(", "| a |", "<b", "&lt;", "std::vector<int>",
    "{{c2::word}}", "\x1f", "word", "<!-- c -->", "[sound:x.mp3]", "![i](i.png)", "\u202e",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=5).map(" ".join)


def check(desk: Desk, note: Note) -> None:
    """What holds for every card of every note."""
    cards = desk.cards(note)
    assert cards
    for card in cards:
        front = seen(card.front)
        assert front.strip()
        assert not ACTIVE.search(card.front.partition("</style>")[2] + card.back)
        if note.kind is NoteKind.CLOZE:
            in_formula = re.search(r"\\[(\[][^\\]*\[\.\.\.\]", card.front)
            assert 'class="cloze"' in card.front or in_formula
            assert "[" in front
            assert card.front != card.back


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=TEXT, cells=st.tuples(TEXT, TEXT), said=TEXT)
def test_hostile_text_gives_sound_cards(
    desk: Desk, label: str, cells: tuple[str, str], said: str
) -> None:
    """In a table, in an item, in an answer."""
    words = "and quite a few more plain words beside it"
    markdown = (
        "# Deck\n\n## How do tea and coffee compare?\n\n"
        f"{said}\n\n| | Tea | Coffee |\n|---|---|---|\n"
        f"| {_cell(label)} | {_cell(cells[0])} | {_cell(cells[1])} |\n\n"
        f"### Tea\n\n{words} {said}\n\n### Coffee\n\n{words}, too\n"
    )
    notes = notes_of(markdown)

    assert notes
    for note in notes:
        check(desk, note)


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")


def test_a_row_shows_its_blank_and_hides_the_rest(desk: Desk) -> None:
    """On the front one blank, the others covered; on the back the whole row."""
    table = "| | Tea | Coffee |\n|---|---|---|\n| Made of | leaves | beans |"
    note = answered("Tea or coffee?", table)[1]
    first, second = desk.cards(note)

    assert seen(first.front).split("\n")[-5:] == ["Made of", "Tea", "[...]", "Coffee", "···"]
    assert seen(second.front).split("\n")[-5:] == ["Made of", "Tea", "···", "Coffee", "[...]"]
    assert seen(first.back).split("\n")[2:7] == ["Made of", "Tea", "leaves", "Coffee", "beans"]


def test_text_on_the_card_is_the_authors_text(desk: Desk) -> None:
    """Marks of clozes in cells and leads are shown, not obeyed."""
    table = "| | Tea | Coffee |\n|---|---|---|\n| Code | `a::b}}` | `{{c3::x}}` |"
    note = answered("Tea or coffee?", table)[1]
    backs = {line for card in desk.cards(note) for line in seen(card.back).split("\n")}

    assert len(desk.cards(note)) == 2
    assert {"a::b}}", "{{c3::x}}"} <= backs


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize(
    "path", sorted(CORPUS.rglob("*.md")), ids=lambda path: path.relative_to(CORPUS).parts[0]
)
def test_real_files_give_sound_cards(desk: Desk, path: Path) -> None:
    """Every cloze card, and every tenth overview, of real Q&A files."""
    notes = [note for one in read_file(path) for note in one.notes]
    kinds = [note for note in notes if note.kind is NoteKind.CLOZE] + notes[::10]

    for note in kinds[:120]:
        check(desk, note)
    assert len({(note.question, note.role, note.span) for note in notes}) == len(notes)
